"""What the tests of the formats of governments share: small stores, what is written of them, and official shapes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pyshacl
from pyoxigraph import RdfFormat, Triple, parse
from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

from competencygraph.exports import Source, find_format
from competencygraph.store import GraphStore, catalogue_graph
from competencygraph.terms.namespaces import DATA_BASE

from .written import Memory, store_of

HERE = Path(__file__).parent
EDITION = "https://example.org/edition"
EX = "https://example.org/"

Result = tuple[str, str, str]


def triples_of(turtle: str) -> list[Triple]:
    """Return the triples of a Turtle text."""
    return [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)]


def store_with(edition: Iterable[Triple], catalogue: Iterable[Triple] = ()) -> GraphStore:
    """Return a store of one graph that is live, and of a catalogue."""
    graphs = {f"<{EDITION}>": edition, f"<{catalogue_graph(DATA_BASE)}>": catalogue}
    lines = {f"{triple} {name} .\n" for name, triples in graphs.items() for triple in triples}
    return store_of(sorted(lines), [EDITION])


def small_store(extra: str = "", catalogue: str = "", without: str = "") -> GraphStore:
    """Return a store of the small graph, with Turtle added to it or to its catalogue, and without a subject."""
    prefixes = "".join(f"{line}\n" for line in _text("small.ttl").splitlines() if line.startswith("@prefix"))
    kept = [one for one in triples_of(_text("small.ttl")) if not without or str(one.subject) != f"<{EX}{without}>"]
    return store_with(
        [*kept, *triples_of(prefixes + extra)],
        [*triples_of(_text("small-catalogue.ttl")), *triples_of(prefixes + catalogue)],
    )


def exported(store: GraphStore, name: str, **options: object) -> str:
    """Return the one file that a format writes of a store."""
    output = Memory()
    find_format(name).write(Source(store, **options), output)  # type: ignore[arg-type]
    return output.files[""].decode()


def graph_of(text: str) -> Graph:
    """Return a Turtle text as a graph."""
    return Graph().parse(io.StringIO(text), format="turtle")


def results(data: Graph, shapes: Path, severity: URIRef = SH.Violation) -> set[Result]:
    """Return what shapes report with a severity: local names of focus node, path and component."""
    _, report, text = pyshacl.validate(data, shacl_graph=Graph().parse(shapes), inference="none")
    assert isinstance(report, Graph), text
    return {
        (
            _local(report.value(result, SH.focusNode)),
            _local(report.value(result, SH.resultPath)),
            _local(report.value(result, SH.sourceConstraintComponent)),
        )
        for result in report.objects(None, SH.result)
        if report.value(result, SH.resultSeverity) == severity
    }


def changed(data: Graph, drop: Iterable[tuple[str | None, str | None]], add: str = "") -> Graph:
    """Return a copy without the statements of subjects and properties, None for any, and with a Turtle text added."""
    copy = Graph()
    copy += data
    for subject, prop in drop:
        pattern = (_iri(subject), _iri(prop), None)
        assert pattern in copy
        copy.remove(pattern)
    return copy.parse(io.StringIO(add), format="turtle")


def reimported(text: str) -> GraphStore:
    """Return a store that holds an exported file as an edition, as an import of its concept schemes puts it there."""
    return store_with(triples_of(text))


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _iri(text: str | None) -> URIRef | None:
    return None if text is None else URIRef(text)


def _local(node: Node | None) -> str:
    return (
        "" if node is None or isinstance(node, Literal) else str(node).rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    )
