"""The graphs of a server: reading them whole or by subject, and writing to them, whatever the server's ways."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from competencygraph.errors import PartialResultError, ServerError, StoreError
from competencygraph.store.digests import GraphState, state_of
from competencygraph.store.port import QueryResult, Term
from competencygraph.store.remote.endpoint import shown
from competencygraph.store.remote.literals import read_from_virtuoso, refuse_altered
from competencygraph.store.remote.texts import in_graph
from competencygraph.store.remote.virtuoso import boolean_columns
from competencygraph.store.writing import original_term, stand_in
from competencygraph.terms.namespaces import XSD

if TYPE_CHECKING:
    from competencygraph.store.remote.endpoint import ServerKind
    from competencygraph.store.remote.transport import Transport

__all__ = ["ServerGraphs", "ServerView"]

_SUBJECTS = 200
_TRIES = 3
_DIGITS = 19


class ServerGraphs:
    """The graphs of one server.

    Args:
        transport: the way to the server.
        kind: what server it is.
        live: name of the live graph; None when it is the server's default graph.
    """

    def __init__(self, transport: Transport, kind: ServerKind, live: str | None = None) -> None:
        self._transport = transport
        self.kind = kind
        self.live = live

    @property
    def is_atomic(self) -> bool:
        """Return whether an update request is carried out as a whole or not at all, and one after another."""
        return self.kind == "oxigraph"

    def select(
        self, text: str, named: Sequence[str], *, timeout: float | None = None, max_rows: int | None = None
    ) -> QueryResult:
        """Return the answer of a query, with the live graph as its default graph.

        Args:
            text: the query.
            named: the named graphs that it may read; of no meaning where the default graph is the live graph.
            timeout: seconds; None for the transport's own limit.
            max_rows: rows of the answer; None for no limit.

        Returns:
            The whole answer, terms as they were written.
        """
        graphs: tuple[str, ...] = () if self.live is None else (self.live,)
        answer = self._transport.select(
            text,
            default_graphs=graphs,
            named_graphs=tuple(named) if graphs else (),
            timeout=timeout,
            max_rows=max_rows,
        )
        if answer.boolean is not None:
            return answer
        if answer.triples is not None:
            return QueryResult(triples=tuple(self._as_written(triple) for triple in answer.triples))
        booleans = boolean_columns(text) if self.kind == "virtuoso" else ()
        which = [name in booleans for name in answer.variables]
        rows = tuple(
            tuple(_as_boolean(term) if boolean else term for term, boolean in zip(row, which, strict=True))
            for row in self._as_rows(answer)
        )
        return QueryResult(variables=answer.variables, rows=rows)

    def rows(self, text: str) -> list[tuple[Term | None, ...]]:
        """Return the rows of a query of our own, which names the graphs of all its patterns.

        Virtuoso finds nothing in a named graph when a request names a default graph and not that one.
        """
        return list(self._as_rows(self._transport.select(text)))

    def all_rows(self, columns: Sequence[str], pattern: str) -> list[tuple[Term | None, ...]]:
        """Return the rows of a pattern, which come with their number, so that none is missing.

        Args:
            columns: names of the variables.
            pattern: over named graphs, without VALUES; its answer has no row twice.

        Returns:
            The rows.

        Raises:
            PartialResultError: there are others.
            ServerError: the answer has other columns.
        """
        number = "SELECT (COUNT(*) AS ?rows) WHERE"
        names = " ".join(f"?{name}" for name in columns)
        text = f"SELECT {names} ?rows WHERE {{ {{ {pattern} }} UNION {{ {number} {{ {pattern} }} }} }}"
        total, rows = 0, list[tuple[Term | None, ...]]()
        for attempt in range(1, _TRIES + 1):
            found = self._columns(text, (*columns, "rows"))
            rows = [row[:-1] for row in found if row[-1] is None]
            numbers = [row[-1] for row in found if row[-1] is not None]
            total = self._number(numbers)
            if len(rows) == total:
                break
            if attempt == _TRIES:
                raise self._incomplete(len(rows), total)
        return rows

    def ask(self, pattern: str) -> bool:
        """Tell whether a pattern has an answer."""
        some = f"SELECT * WHERE {{ {pattern} }} LIMIT 1"
        return self._count(f"{{ {some} }}") > 0

    def update(self, text: str) -> None:
        """Carry out an update that may be carried out twice without harm; it is sent again when the way breaks."""
        for attempt in range(1, _TRIES + 1):
            try:
                self._transport.update(text)
                return
            except StoreError:
                if attempt == _TRIES:
                    raise

    def update_once(self, text: str) -> None:
        """Carry out an update; when the way breaks it is not known whether it was."""
        self._transport.update(text)

    def place(self, graph: str | None) -> str | None:
        """Return the name that a graph has on the server, None for the default graph.

        Args:
            graph: its name; None for the live graph.
        """
        return self.live if graph is None else graph

    def triples(self, graph: str | None) -> Iterator[Triple]:
        """Yield all triples of a graph.

        Args:
            graph: its name; None for the live graph.

        Yields:
            Triples as they were written.
        """
        yield from map(self._as_written, self._transport.get_graph(self.place(graph)))

    def at_once(self, graph: str) -> Iterator[Triple]:
        """Yield all triples of a named graph as they are at one moment, unless it is too large for one answer.

        Args:
            graph: its name.

        Yields:
            Triples as they were written.
        """
        try:
            rows = self.all_rows("spo", f"GRAPH <{graph}> {{ ?s ?p ?o }}")
        except PartialResultError:
            found = list(self.triples(graph))
            total = self.count(graph)
            if len(found) != total:
                raise self._incomplete(len(found), total) from None
            yield from found
        else:
            yield from map(self._triple, rows)

    def count(self, graph: str | None) -> int:
        """Return how many triples a graph holds on the server.

        Args:
            graph: its name; None for the live graph.
        """
        pattern = in_graph(self.place(graph), "?s ?p ?o")
        return self._count(pattern)

    def about(self, subjects: Iterable[NamedNode | BlankNode], graph: str | None) -> Iterator[Triple]:
        """Yield the triples of a graph that have one of the subjects.

        Args:
            subjects: none twice.
            graph: its name; None for the live graph.

        Yields:
            Triples as they were written.
        """
        pattern = in_graph(self.place(graph), "?s ?p ?o")
        for row in self._rows_about(list(subjects), "spo", pattern):
            yield self._triple(row)

    def graphs_about(self, subjects: Iterable[NamedNode | BlankNode]) -> Iterator[tuple[str, Triple]]:
        """Yield the triples of all named graphs that have one of the subjects, with the name of the graph."""
        for graph, *row in self._rows_about(list(subjects), "gspo", "GRAPH ?g { ?s ?p ?o }"):
            if isinstance(graph, NamedNode):
                yield graph.value, self._triple(tuple(row))

    def check(self, triples: Iterable[Triple]) -> None:
        """Refuse triples that the server would alter."""
        refuse_altered(triples, self.kind)

    def keeps(self, graph: str, triples: Collection[Triple]) -> bool:
        """Tell whether a graph holds exactly the triples that were just written to it.

        Of a server of which it is not known what it alters, all of it is read again; of others it is counted.

        Args:
            graph: its name.
            triples: what was written.
        """
        if self.kind == "other":
            return set(self.triples(graph)) == set(triples)
        return self.count(graph) == len(triples)

    def _rows_about(
        self, subjects: Sequence[NamedNode | BlankNode], columns: str, pattern: str, size: int = _SUBJECTS
    ) -> Iterator[tuple[Term | None, ...]]:
        """Yield the rows of a pattern for some subjects at a time, for fewer of them where an answer is too long."""
        for start in range(0, len(subjects), size):
            some = subjects[start : start + size]
            values = f"VALUES ?s {{ {' '.join(map(stand_in, some))} }}"
            try:
                names = " ".join(f"?{name}" for name in columns)
                rows = self._columns(f"SELECT {names} WHERE {{ {values} {pattern} }}", columns)
                total = self._count(f"{values} {pattern}")
                if len(rows) != total:
                    raise self._incomplete(len(rows), total)
                yield from rows
            except PartialResultError:
                if size == 1:
                    raise
                yield from self._rows_about(some, columns, pattern, max(1, size // 4))

    def _columns(self, text: str, columns: Sequence[str]) -> list[tuple[Term | None, ...]]:
        """Return the rows of a query of our own, which must have the columns that it asks for."""
        answer = self._transport.select(text)
        if list(answer.variables) != list(columns):
            raise self._misfit(f"the answer has the columns {', '.join(answer.variables)[:100] or 'of none'}")
        return list(self._as_rows(answer))

    def _number(self, terms: Sequence[Term | None]) -> int:
        """Return the number that a count has given: one term."""
        value = terms[0].value if len(terms) == 1 and isinstance(terms[0], Literal) else ""
        if not (value.isascii() and value.isdigit() and len(value) < _DIGITS):
            raise self._misfit("the answer to a count is no number")
        return int(value)

    def _count(self, pattern: str) -> int:
        rows = self._columns(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}", "n")
        return self._number([term for row in rows for term in row])

    def _triple(self, row: tuple[Term | None, ...]) -> Triple:
        try:
            return Triple(*row)  # type: ignore[arg-type]  # it refuses what cannot stand there
        except (TypeError, ValueError):
            raise self._misfit("the answer holds rows that are no triples") from None

    def _misfit(self, what: str) -> ServerError:
        return ServerError(
            f"{what}, which is not what was asked for",
            where=shown(self._transport.endpoint.query),
            remedy="see whether this is the address of a SPARQL server, and what stands between here and it",
        )

    def _incomplete(self, rows: int, total: int) -> PartialResultError:
        return PartialResultError(
            f"the server gave {rows} rows and counts {total}, so its answer is not whole",
            where=shown(self._transport.endpoint.query),
            remedy="try again; if it stays so, tell those who run the server, or what stands between here and it",
        )

    def _as_rows(self, answer: QueryResult) -> Iterator[tuple[Term | None, ...]]:
        for row in answer.rows:
            yield tuple(None if term is None else self._term(term) for term in row)

    def _term(self, term: Term) -> Term:
        if isinstance(term, Literal):
            return read_from_virtuoso(term) if self.kind == "virtuoso" else term
        return original_term(term)  # type: ignore[return-value]  # a node stays a node

    def _as_written(self, triple: Triple) -> Triple:
        subject, value = self._term(triple.subject), self._term(triple.object)  # type: ignore[arg-type]  # no triple terms
        return Triple(subject, triple.predicate, value)  # type: ignore[arg-type]  # a node stays a node


class ServerView:
    """What a store on a server holds before a change.

    Args:
        server: its graphs.
        states: the settled state of each graph.
        kept: graphs that were read whole before in this session; what is read is added.
    """

    def __init__(self, server: ServerGraphs, states: Mapping[str, GraphState], kept: dict[str, Store]) -> None:
        self._server = server
        self._states = states
        self._kept = kept

    def holds(self, graph: str) -> bool:
        """Tell whether there is a graph of that name."""
        return graph in self._states

    def is_live(self, graph: str) -> bool:
        """Tell whether the graph's triples are in the live graph."""
        state = self._states.get(graph)
        return state is not None and state.live

    def triples(self, graph: str) -> set[Triple]:
        """Return all triples of a named graph.

        Raises:
            PartialResultError: they are not what was written.
        """
        if graph not in self._states:
            return set()
        found, state = set(self._server.triples(graph)), self._states[graph]
        if state_of(found, live=state.live) != state:
            raise PartialResultError(
                f"the server gave {len(found)} triples, not the {state.count} that were written",
                where=graph,
                remedy="try again; `competencygraph store verify` tells whether the store is damaged",
            )
        return found

    def match(
        self,
        graph: str,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | BlankNode | Literal | None = None,
    ) -> Iterator[Triple]:
        """Yield the triples of a named graph that have the given terms; the graph is read once and kept."""
        if graph not in self._kept:
            found = self.triples(graph)
            self._kept[graph] = Store()
            self._kept[graph].extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in found)
        for quad in self._kept[graph].quads_for_pattern(subject, predicate, value, DefaultGraph()):
            yield quad.triple

    def live_among(self, triples: Collection[Triple]) -> set[Triple]:
        """Return those of the triples that the live graph holds."""
        if not any(state.live for state in self._states.values()):
            return set()
        return set(triples) & set(self._server.about(_subjects(triples), None))

    def graphs_stating(self, triples: Collection[Triple]) -> Mapping[Triple, Collection[str]]:
        """Return the named graphs of the store that hold each of the triples."""
        found: dict[Triple, list[str]] = {triple: [] for triple in triples}
        for graph, triple in self._server.graphs_about(_subjects(triples)):
            if triple in found and graph in self._states and graph != self._server.live:
                found[triple].append(graph)
        return found


def _as_boolean(term: Term | None) -> Term | None:
    if isinstance(term, Literal) and term.datatype.value == f"{XSD}integer" and term.value in {"0", "1"}:
        return Literal(term.value == "1")
    return term


def _subjects(triples: Iterable[Triple]) -> list[NamedNode | BlankNode]:
    return sorted({t.subject for t in triples if not isinstance(t.subject, Triple)}, key=str)
