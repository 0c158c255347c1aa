"""An answer that was cut is never taken for a whole one, also when the server does not say that it cut it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from pyoxigraph import Store

from competencygraph.errors import PartialResultError, QueryLimitError, ServerError
from competencygraph.store.remote.transport import Endpoint, Transport

from .faulty_server import JSON_ROWS, N_TRIPLES, Conversation, FaultyServer

SELECT = "SELECT ?s ?o WHERE { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass
class Cutting:
    """A server that gives a number of rows at most, and says so of rows as Virtuoso does, or not."""

    size: int
    limit: int
    announces: bool = True
    counts: bool = True
    lost_in_pages: int = 0
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = Store()
        lines = "".join(f'<urn:s{n}> <urn:p> "{n}" .\n' for n in range(self.size))
        self.store.load(lines.encode(), format=_n_triples())

    def __call__(self, one: Conversation) -> None:
        if one.received.method == "GET":
            one.send(400)
            return
        text = one.received.form["query"][0]
        self.asked.append(text)
        if "COUNT" in text and not self.counts:
            one.send(500, body=b"Virtuoso 37000 Error SP031")
            return
        answer = self.store.query(text)
        if "CONSTRUCT" in text:
            triples = list(answer)[: self.limit]  # type: ignore[arg-type]
            body = "".join(f"{triple} .\n" for triple in triples).encode()
            one.send(200, [("Content-Type", N_TRIPLES)], body)
            return
        names = [variable.value for variable in answer.variables]  # type: ignore[union-attr]
        rows = [[row[name] for name in names] for row in answer]  # type: ignore[union-attr]
        if "OFFSET" in text and self.lost_in_pages:
            rows = rows[self.lost_in_pages :]
        headers = [("Content-Type", JSON_ROWS)]
        if len(rows) >= self.limit and self.announces:
            headers.append(("X-SPARQL-MaxRows", str(self.limit)))
        bindings = [
            {
                name: {"type": "uri" if str(term).startswith("<") else "literal", "value": term.value}
                for name, term in zip(names, row, strict=True)
            }
            for row in rows[: self.limit]
        ]
        one.send(200, headers, json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode())


def _n_triples() -> Any:
    from pyoxigraph import RdfFormat

    return RdfFormat.N_TRIPLES


def transport_to(server: FaultyServer, kind: Any = "virtuoso") -> Transport:
    return Transport(Endpoint(f"{server.url}/sparql", f"{server.url}/sparql", None, kind))


def test_rows_that_were_cut_are_counted_and_refused() -> None:
    cutting = Cutting(size=30, limit=20)
    with FaultyServer(always=cutting) as server:
        with pytest.raises(PartialResultError, match="the server gave 20 of 30 rows") as caught:
            transport_to(server).select(SELECT)
    assert "ResultSetMaxRows" in (caught.value.remedy or "")
    assert len(cutting.asked) == 2


def test_just_as_many_rows_as_the_limit_are_all_when_the_count_says_so() -> None:
    cutting = Cutting(size=20, limit=20)
    with FaultyServer(always=cutting) as server:
        assert len(transport_to(server).select(SELECT).rows) == 20
    assert len(cutting.asked) == 2


def test_rows_that_cannot_be_counted_are_refused() -> None:
    cutting = Cutting(size=20, limit=20, counts=False)
    with FaultyServer(always=cutting) as server, pytest.raises(PartialResultError, match="may have held back others"):
        transport_to(server).select(SELECT)
    assert len(cutting.asked) == 2


@pytest.mark.parametrize(("size", "query"), [(19, SELECT), (30, f"{SELECT} LIMIT 20"), (30, f"{SELECT} LIMIT 19")])
def test_fewer_rows_and_as_many_as_the_query_asks_for_need_no_count(size: int, query: str) -> None:
    cutting = Cutting(size=size, limit=20)
    with FaultyServer(always=cutting) as server:
        assert len(transport_to(server).select(query).rows) in {19, 20}
    assert len(cutting.asked) == 1


def test_a_limit_in_the_query_above_that_of_the_server_does_not_hide_it() -> None:
    with FaultyServer(always=Cutting(size=30, limit=20)) as server, pytest.raises(PartialResultError, match="20 of 25"):
        transport_to(server).select(f"{SELECT} LIMIT 25")


def test_the_limit_of_the_caller_comes_first() -> None:
    with FaultyServer(always=Cutting(size=30, limit=20)) as server, pytest.raises(QueryLimitError):
        transport_to(server).select(SELECT, max_rows=10)


@pytest.mark.parametrize("kind", ["virtuoso", "other"])
def test_a_round_number_of_rows_without_a_word_is_suspect(kind: str) -> None:
    with FaultyServer(always=Cutting(size=1500, limit=1000, announces=False)) as server:
        with pytest.raises(PartialResultError, match="the server gave 1000 of 1500 rows"):
            transport_to(server, kind).select(SELECT)
    whole = Cutting(size=1000, limit=5000, announces=False)
    with FaultyServer(always=whole) as server:
        assert len(transport_to(server, kind).select(SELECT).rows) == 1000
    assert len(whole.asked) == 2


def test_oxigraph_cuts_nothing_and_is_not_asked_to_count() -> None:
    whole = Cutting(size=1000, limit=5000, announces=False)
    with FaultyServer(always=whole) as server:
        assert len(transport_to(server, "oxigraph").select(SELECT).rows) == 1000
    assert len(whole.asked) == 1


def test_triples_of_virtuoso_are_cut_without_a_word_and_refused() -> None:
    with FaultyServer(always=Cutting(size=30, limit=20)) as server:
        with pytest.raises(PartialResultError, match="gave 20 rows, and may have held back others"):
            transport_to(server).select(CONSTRUCT)


def test_triples_below_the_limit_are_whole_and_the_limit_is_looked_for_once() -> None:
    cutting = Cutting(size=30, limit=20)
    with FaultyServer(always=cutting) as server:
        transport = transport_to(server)
        for _ in range(3):
            assert len(transport.select(f"{CONSTRUCT} LIMIT 19").triples or ()) == 19
    assert len(cutting.asked) == 4
    assert sum("LIMIT 1000" in text for text in cutting.asked) == 1


def test_where_there_are_too_few_rows_to_find_the_limit_nothing_is_taken_for_granted() -> None:
    twice = "CONSTRUCT { ?s ?p ?o . ?o2 <urn:q> ?s } WHERE { ?s ?p ?o BIND(IRI(CONCAT('urn:', ?o)) AS ?o2) }"
    with FaultyServer(always=Cutting(size=30, limit=1000)) as server, pytest.raises(PartialResultError):
        transport_to(server).select(twice)


@pytest.mark.parametrize("size", [0, 1, 19, 20, 21, 45])
def test_a_graph_is_read_page_by_page(size: int) -> None:
    cutting = Cutting(size=size, limit=20)
    with FaultyServer(always=cutting) as server:
        triples = list(transport_to(server).get_graph("urn:g"))
    assert len(triples) == len(set(triples)) == size
    offsets = [int(found[1]) for text in cutting.asked if (found := re.search(r"OFFSET (\d+)", text))]
    assert offsets == list(range(0, size, 20))
    assert server.requests[0].form["default-graph-uri"] == ["urn:g"]


@pytest.mark.parametrize("fault", [{"lost_in_pages": 1}, {"counts": False}])
def test_a_graph_with_a_page_that_lacks_something_is_refused(fault: dict[str, Any]) -> None:
    with FaultyServer(always=Cutting(size=30, limit=20, **fault)) as server, pytest.raises(PartialResultError):
        list(transport_to(server).get_graph("urn:g"))


def test_virtuoso_has_no_default_graph() -> None:
    with FaultyServer(always=Cutting(size=3, limit=20)) as server:
        with pytest.raises(ServerError, match="no default graph"):
            list(transport_to(server).get_graph(None))
        assert server.requests == []
        assert len(list(transport_to(server, "other").get_graph(None))) == 3
