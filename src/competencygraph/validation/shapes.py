"""Shapes: those that ship with the package, and a user's own."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Literal as Choice

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from competencygraph.errors import DefinitionError, ShapesError
from competencygraph.terms import cg, resources
from competencygraph.validation.shacl_terms import SH
from competencygraph.validation.shape_faults import check_shapes, shapes_of
from competencygraph.validation.shape_graph import ShapeGraph, Term, identifier
from competencygraph.validation.shape_limits import MAX_BYTES, MAX_TRIPLES, shown

__all__ = ["Profile", "ShapeText", "Shapes", "load_shapes", "read_shapes"]

Profile = Choice["core", "publication"]

_PROFILES: Mapping[Profile, tuple[str, ...]] = {"core": ("core",), "publication": ("core", "publication")}
_OWL_IMPORTS = "http://www.w3.org/2002/07/owl#imports"
_PREFIXES = "https://w3id.org/competencygraph/ontology/prefixes"
_SHACL = SH.rstrip("#")


@dataclass(frozen=True, slots=True)
class ShapeText:
    """What a shape says to people.

    Args:
        shape: IRI of the shape, or ``_:`` and a label.
        named: its IRI, or that of the nearest shape above it that has one; None when there is none.
        severity: IRI of its severity.
        names: its name by language.
        messages: the rule by language.
        remedies: what to do by language; of a shape without any, those of the nearest named shape.
    """

    shape: str
    named: str | None
    severity: str
    names: Mapping[str, str]
    messages: Mapping[str, str]
    remedies: Mapping[str, str]


@dataclass(frozen=True)
class Shapes:
    """Shapes that were found to be in order.

    Args:
        triples: their triples; blank nodes are numbered in the order of the files.
        source: where they come from: a file, or the name of a packaged profile.
        packaged: whether they ship with the package.
    """

    triples: tuple[Triple, ...]
    source: str
    packaged: bool = False

    @cached_property
    def graph(self) -> ShapeGraph:
        """Return the triples, indexed."""
        return ShapeGraph(self.triples)

    def __reduce__(self) -> tuple[type[Shapes], tuple[tuple[Triple, ...], str, bool]]:
        return Shapes, (self.triples, self.source, self.packaged)

    def place(self, node: Term) -> dict[str, str | None]:
        """Return where a fault is, as the error for it carries it: the file as well, of a user's own shapes.

        Args:
            node: a shape, a constraint, a path or a list.

        Returns:
            ``where`` and ``shape``.
        """
        place = self.graph.place(node)
        return place if self.packaged else {**place, "where": f"{self.source}: {place['where']}"}

    def names(self) -> tuple[str, ...]:
        """Return the IRIs of the shapes that have one, sorted.

        >>> load_shapes("core").names()[0]
        'https://w3id.org/competencygraph/shape/AdmissionCondition'
        """
        return tuple(sorted(node.value for node in shapes_of(self.graph) if isinstance(node, NamedNode)))

    def text(self, shape: str) -> ShapeText:
        """Return what a shape says to people.

        Args:
            shape: IRI of the shape, or ``_:`` and a label, as in a result.

        Returns:
            Its texts; empty ones for a shape without.

        >>> load_shapes("core").text("https://w3id.org/competencygraph/shape/AdmissionCondition-text").names["nl"]
        'tekst'
        """
        node: Term = BlankNode(shape.removeprefix("_:")) if shape.startswith("_:") else NamedNode(shape)
        named = self.graph.named(node)
        severities = self.graph.nodes(node, "severity")
        remedies = self.graph.texts(node, cg.remedy)
        if not remedies and named is not None:
            remedies = self.graph.texts(NamedNode(named), cg.remedy)
        return ShapeText(
            shape=shape,
            named=named,
            severity=identifier(severities[0]) if severities else f"{SH}Violation",
            names=self.graph.texts(node, f"{SH}name"),
            messages=self.graph.texts(node, f"{SH}message"),
            remedies=remedies,
        )


def load_shapes(profile: Profile) -> Shapes:
    """Return the shapes that ship with the package. That they are sound is for its tests, not for each run.

    Args:
        profile: ``core``, what must hold of all data; ``publication``, these and what a published profile must have.

    Returns:
        The shapes.

    Raises:
        DefinitionError: a packaged file is faulty.

    >>> load_shapes("core").packaged
    True
    """
    folder = resources.path("shapes")
    files = [file for part in _PROFILES[profile] for file in sorted((folder / part).glob("*.ttl"))]
    try:
        return _shapes([*files, _prefix_table()], profile, packaged=True)
    except ShapesError as error:
        raise DefinitionError(error.what, where=error.where, remedy=error.remedy) from None


def read_shapes(path: Path) -> Shapes:
    """Return a user's own shapes. Nothing is fetched, and nothing that no check evaluates is passed over.

    A query may take the parser long: a file that anyone may have written is read in `Supervised`.

    Args:
        path: a Turtle file.

    Returns:
        The shapes; ``sh:prefixes`` may name the package's own prefix table.

    Raises:
        ShapesError: the file cannot be read, is no Turtle, or a shape is faulty; the error names the shape.

    >>> read_shapes(Path("nowhere.ttl"))
    Traceback (most recent call last):
    competencygraph.errors.ShapesError: nowhere.ttl: there is no such file; give a Turtle file with shapes
    """
    if not path.is_file():
        raise ShapesError("there is no such file", where=str(path), remedy="give a Turtle file with shapes")
    try:
        return _shapes([path, _prefix_table()], str(path), packaged=False)
    except ShapesError as error:
        where = str(path) if error.where in {None, str(path)} else f"{path}: {error.where}"
        raise ShapesError(error.what, where=where, remedy=error.remedy, shape=error.shape) from None


def _shapes(files: Iterable[Path], source: str, *, packaged: bool) -> Shapes:
    labels: dict[tuple[Path, str], BlankNode] = {}
    triples = [triple for file in files for triple in _numbered(file, _triples(file), labels)]
    graph = ShapeGraph(triples)
    if not packaged:
        _check_imports(graph)
        check_shapes(graph)
    return Shapes(tuple(triples), source, packaged)


def _triples(file: Path) -> list[Triple]:
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ShapesError(
            f"the file cannot be read: {reason}", where=str(file), remedy="mend the rights of the file"
        ) from None
    if size > MAX_BYTES:
        raise ShapesError(
            f"the file holds {size} bytes, more than the limit of {MAX_BYTES}",
            where=str(file),
            remedy="divide the file",
        )
    try:
        quads = parse(content, RdfFormat.TURTLE, base_iri=file.resolve().as_uri())
        triples = [quad.triple for quad in islice(quads, MAX_TRIPLES + 1)]
    except SyntaxError as error:
        reason = shown(str(error.msg))
        raise ShapesError(f"the file is no valid Turtle: {reason}", where=str(file), remedy="mend the file") from None
    if len(triples) > MAX_TRIPLES:
        raise ShapesError(f"the file holds more than {MAX_TRIPLES} triples", where=str(file), remedy="divide the file")
    return triples


def _numbered(file: Path, triples: Iterable[Triple], labels: dict[tuple[Path, str], BlankNode]) -> Iterable[Triple]:
    """Yield triples with blank nodes that are the same on every run, and apart from those of other files."""

    def numbered(term: Term) -> Term:
        if isinstance(term, BlankNode):
            return labels.setdefault((file, term.value), BlankNode(f"b{len(labels) + 1}"))
        return term

    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, Triple) or isinstance(value, Triple):
            raise ShapesError("a triple stands within a triple", where=str(file), remedy="write shapes in RDF 1.1")
        first = numbered(subject)
        if isinstance(first, NamedNode | BlankNode):
            yield Triple(first, triple.predicate, numbered(value))


def _prefix_table() -> Path:
    return resources.path("ontology") / "prefixes.ttl"


def _check_imports(graph: ShapeGraph) -> None:
    """Refuse what would have to be fetched; of what is packaged, shapes need the prefix table alone."""
    wanted = [(node, value) for node in graph for value in graph.objects(node, _OWL_IMPORTS)]
    if not wanted:
        return
    known = {_PREFIXES, _SHACL, *_catalogued()} | {identifier(node) for node in graph}
    for node, value in wanted:
        if identifier(value).rstrip("#/") not in known and identifier(value) not in known:
            raise ShapesError(
                f"it imports {shown(identifier(value))}, and nothing is fetched",
                remedy="leave owl:imports out, and copy the shapes that you need into the file",
                **graph.place(node),
            )


def _catalogued() -> set[str]:
    """Return the IRIs of the packaged ontologies."""
    catalogue = resources.path("ontology") / "catalog-v001.xml"
    return {entry.get("name", "") for entry in ET.parse(catalogue).getroot()}  # noqa: S314  (a packaged file)
