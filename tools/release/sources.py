"""The sources of a release: the modules of the ontology, its alignments, the shapes and the prefixes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import OWL, RDF, SH, Graph, URIRef

from competencygraph.errors import DefinitionError

__all__ = [
    "BASE",
    "ONTOLOGY",
    "SHAPES",
    "Module",
    "Sources",
    "prefix_table",
    "read_context",
    "read_graph",
    "read_sources",
]

BASE = "https://w3id.org/competencygraph/"
ONTOLOGY = URIRef(BASE + "ontology")
SHAPES = URIRef(BASE + "shapes")
_PREFIXES = URIRef(f"{ONTOLOGY}/prefixes")
#: Folders of shapes that are judged together; ``exchange`` judges what is exported, not the data.
_TOGETHER = ("core", "publication", "terms")


@dataclass(frozen=True, slots=True)
class Module:
    """One module that is released.

    Args:
        iri: of the ontology, without a version.
        place: path of its files in the release, without an ending: ``ontology/core``.
        graph: its statements.
    """

    iri: URIRef
    place: str
    graph: Graph


@dataclass(frozen=True, slots=True)
class Sources:
    """What a release is made from.

    Args:
        root: the module that imports the others.
        modules: what it imports, directly or not, sorted by place.
        alignments: modules that nothing imports, sorted by place.
        shapes: groups of shapes, one for each folder, sorted by place.
        prefixes: the prefix table as a graph.
        prefix_table: namespace by prefix, sorted; those of examples left out.
    """

    root: Module
    modules: tuple[Module, ...]
    alignments: tuple[Module, ...]
    shapes: tuple[Module, ...]
    prefixes: Graph
    prefix_table: dict[str, str]

    def whole(self) -> Graph:
        """Return the root and all that it imports in one graph, with one header and no import."""
        graph = Graph()
        for module in (self.root, *self.modules):
            for triple in module.graph:
                if triple[0] != module.iri or module is self.root:
                    graph.add(triple)
        graph.remove((self.root.iri, OWL.imports, None))
        return graph

    def all_shapes(self) -> Graph:
        """Return the shapes that are judged together in one graph."""
        graph = Graph()
        for module in self.shapes:
            if module.place.partition("/")[2] in _TOGETHER:
                graph += module.graph
        return graph


def read_graph(file: Path) -> Graph:
    """Return the graph of a Turtle file, without prefixes bound that it does not declare.

    Args:
        file: in Turtle.

    Raises:
        DefinitionError: it is absent or no Turtle.
    """
    try:
        return Graph(bind_namespaces="none").parse(data=file.read_text(encoding="utf-8"), format="turtle")
    except OSError as problem:
        raise DefinitionError("the file cannot be read", where=file.name, remedy="check the checkout") from problem
    except SyntaxError as problem:
        raise DefinitionError("this is no Turtle", where=file.name, remedy="run turtlefmt on it") from problem


def prefix_table(prefixes: Graph) -> dict[str, str]:
    """Return the namespace of each prefix.

    Args:
        prefixes: the graph of ``ontology/prefixes.ttl``.

    Returns:
        Namespaces by prefix, sorted by prefix; those of examples left out.
    """
    rows = prefixes.objects(_PREFIXES, SH.declare)
    return dict(sorted((str(prefixes.value(row, SH.prefix)), str(prefixes.value(row, SH.namespace))) for row in rows))


def read_sources(checkout: Path) -> Sources:
    """Read the sources of a release; nothing is written.

    Args:
        checkout: a folder with ``ontology`` and ``shapes``.

    Returns:
        The sources.

    Raises:
        DefinitionError: a file is no ontology, an import is not there, or there is no shape.
    """
    folder = checkout / "ontology"
    found = {module.iri: module for module in _modules(folder)}
    if ONTOLOGY not in found:
        raise DefinitionError("no file is the whole ontology", where="ontology", remedy="see ontology/README.md")
    reached = _reached(found)
    prefixes = read_graph(folder / "prefixes.ttl")
    others = sorted((one for iri, one in found.items() if iri not in reached), key=lambda one: one.place)
    modules = sorted((found[iri] for iri in reached if iri != ONTOLOGY), key=lambda one: one.place)
    return Sources(
        root=found[ONTOLOGY],
        modules=tuple(modules),
        alignments=tuple(others),
        shapes=_shapes(checkout / "shapes"),
        prefixes=prefixes,
        prefix_table=prefix_table(prefixes),
    )


def read_context(checkout: Path) -> bytes:
    """Return the JSON-LD context of the data, which is generated from the ontology.

    Args:
        checkout: a folder with ``ontology``.

    Raises:
        DefinitionError: it is not there.
    """
    file = checkout / "ontology" / "context.jsonld"
    try:
        return file.read_bytes()
    except OSError as problem:
        remedy = "run python tools/generate_context.py"
        raise DefinitionError("there is no JSON-LD context", where=file.name, remedy=remedy) from problem


def _modules(folder: Path) -> Iterator[Module]:
    for file in sorted(folder.rglob("*.ttl")):
        if file == folder / "prefixes.ttl":
            continue
        graph = read_graph(file)
        headers = sorted(str(one) for one in graph.subjects(RDF.type, OWL.Ontology))
        if len(headers) != 1 or not headers[0].startswith(str(ONTOLOGY)):
            raise DefinitionError(
                "the file is not one module", where=file.name, remedy="give it one owl:Ontology of ours"
            )
        name = headers[0].removeprefix(str(ONTOLOGY)).strip("/") or "competencygraph"
        yield Module(URIRef(headers[0]), f"ontology/{name}", graph)


def _reached(found: dict[URIRef, Module]) -> set[URIRef]:
    """Return the modules that the root imports, directly or not, and the root."""
    reached: set[URIRef] = set()
    waiting = [ONTOLOGY]
    while waiting:
        iri = waiting.pop()
        if iri not in found:
            raise DefinitionError("an imported module is not there", where=str(iri), remedy="correct owl:imports")
        if iri not in reached:
            reached.add(iri)
            waiting.extend(URIRef(str(one)) for one in found[iri].graph.objects(iri, OWL.imports))
    return reached


def _shapes(folder: Path) -> tuple[Module, ...]:
    groups: dict[str, Graph] = {}
    for file in sorted(folder.rglob("*.ttl")):
        name = file.relative_to(folder).parts[0].removesuffix(".ttl")
        groups.setdefault(name, Graph(bind_namespaces="none"))
        groups[name] += read_graph(file)
    if not set(_TOGETHER) <= groups.keys():
        raise DefinitionError("shapes are missing", where="shapes", remedy=f"there must be {', '.join(_TOGETHER)}")
    return tuple(Module(URIRef(f"{SHAPES}/{name}"), f"shapes/{name}", groups[name]) for name in sorted(groups))
