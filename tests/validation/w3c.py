"""The W3C test suite of SHACL: its entries, and what is compared of a result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from pyshacl.monkey import rdflib_bool_patch, rdflib_bool_unpatch

from competencygraph.validation.port import ShapeResult
from competencygraph.validation.rdflib_terms import Terms
from competencygraph.validation.shacl_terms import SH
from competencygraph.validation.shape_graph import ShapeGraph, Term, identifier
from competencygraph.validation.shape_paths import path_text
from competencygraph.validation.shapes import Shapes

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"

Row = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One test of the suite."""

    name: str
    file: Path


def entries(folder: Path) -> list[Entry]:
    """Return the tests of the suite, those included that its manifests forget."""
    files = (file for file in sorted(folder.rglob("*.ttl")) if "sht:Validate" in file.read_text(encoding="utf-8"))
    return [Entry(file.relative_to(folder).with_suffix("").as_posix(), file) for file in files]


@cache
def triples_of(file: Path) -> tuple[Triple, ...]:
    """Return the triples of a file; asked again, with the same blank nodes."""
    content = file.read_bytes()
    return tuple(quad.triple for quad in parse(content, RdfFormat.TURTLE, base_iri=file.resolve().as_uri()))


def prefixes_of(file: Path) -> dict[str, str]:
    """Return the prefixes that a file declares."""
    parser = parse(file.read_bytes(), RdfFormat.TURTLE, base_iri=file.resolve().as_uri())
    for _ in parser:
        pass
    return dict(parser.prefixes)


class Case:
    """A test with what it takes and expects."""

    def __init__(self, entry: Entry) -> None:
        self._manifest = ShapeGraph(triples_of(entry.file))
        (node,) = [node for node in self._manifest if self._manifest.objects(node, f"{MF}action")]
        (action,) = self._manifest.objects(node, f"{MF}action")
        (self._expected,) = self._manifest.objects(node, f"{MF}result")
        self.shapes_file = self._file(action, "shapesGraph")
        self.data_file = self._file(action, "dataGraph")
        self.shapes = Shapes(triples_of(self.shapes_file), str(self.shapes_file), packaged=True)
        self.data = triples_of(self.data_file)

    def _file(self, action: Term, word: str) -> Path:
        (graph,) = self._manifest.objects(action, f"{SHT}{word}")
        return Path(unquote(urlsplit(identifier(graph)).path))

    @property
    def expects_failure(self) -> bool:
        """Return whether there is to be no report at all."""
        return identifier(self._expected) == f"{SHT}Failure"

    def expected(self) -> Counter[Row]:
        """Return the results that the suite expects."""
        return Counter(self._rows(self._manifest, self._manifest, self._expected))

    def reported_by_pyshacl(self) -> Counter[Row] | None:
        """Return the results of pyshacl alone; None when it reports a failure."""
        normalise, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
        terms = Terms()
        data, shapes = rdflib.Graph(), rdflib.Graph()
        try:
            terms.graph(self.data, data)
            rdflib_bool_patch()  # type: ignore[no-untyped-call]
            terms.graph(self.shapes.triples, shapes)
            rdflib_bool_unpatch()  # type: ignore[no-untyped-call]
            for prefix, namespace in prefixes_of(self.data_file).items():
                data.bind(prefix, namespace)
            _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
        except NotImplementedError:
            return None
        finally:
            rdflib.NORMALIZE_LITERALS = normalise
        if not isinstance(report, rdflib.Graph):
            return None
        turned = [Triple(*map(terms.to_pyoxigraph, triple)) for triple in report]  # type: ignore[arg-type]
        graph = ShapeGraph(turned)
        (node,) = [node for node in graph if graph.objects(node, f"{SH}conforms")]
        return Counter(self._rows(graph, self.shapes.graph, node))

    def _rows(self, report: ShapeGraph, shapes: ShapeGraph, node: Term) -> Iterator[Row]:
        for result in report.objects(node, f"{SH}result"):
            given = {
                word: report.objects(result, f"{SH}{word}")
                for word in ("focusNode", "sourceConstraintComponent", "sourceShape", "resultSeverity", "value")
            }
            paths = report.objects(result, f"{SH}resultPath")
            yield (
                *(" ".join(_written(value) for value in values) for values in given.values()),
                " ".join(path_text(report if report.predicates(path) else shapes, path) for path in paths),  # type: ignore[arg-type]
            )


def row(result: ShapeResult) -> Row:
    """Return what is compared of a result."""
    value = "" if result.value is None else _written(result.value)
    shape = result.shape if result.shape.startswith("_:") else f"<{result.shape}>"
    return (
        _written(result.focus),
        f"<{result.component}>",
        shape,
        f"<{result.severity}>",
        value,
        result.path or "",
    )


def _written(term: Term) -> str:
    if isinstance(term, NamedNode | BlankNode):
        return str(term)
    return str(Literal(term.value, language=term.language) if term.language else term)
