"""What a release adds to the sources: the version, the version before, and labels that other tools look for."""

from __future__ import annotations

import re
from collections.abc import Collection

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from tools.release.sources import BASE

from competencygraph.errors import UsageError

__all__ = ["check_version", "development_version", "released", "version_iri"]

_SEMANTIC = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?")
_DERIVED = (
    (SKOS.prefLabel, RDFS.label),
    (SKOS.definition, RDFS.comment),
)
_OF_MODULES = ((DCTERMS.title, RDFS.label), (DCTERMS.description, RDFS.comment))


def check_version(version: str) -> str:
    """Return a version that can be released.

    Args:
        version: major, minor and patch, and what comes before a release: ``1.2.0``, ``1.2.0-rc.1``.

    Raises:
        UsageError: this is none.

    >>> check_version("1.2.0-rc.1")
    '1.2.0-rc.1'
    """
    if _SEMANTIC.fullmatch(version) is None:
        raise UsageError("this is no version", where=version, remedy="give major, minor and patch: 1.2.0")
    return version


def development_version(package: str) -> str:
    """Return the version of a release that is only tried: that of the package, marked as development.

    Args:
        package: version of the package, as Python writes it.

    >>> development_version("0.1.0.dev0"), development_version("1.2.0")
    ('0.1.0-dev', '1.2.0')
    """
    number, mark, _ = package.partition(".dev")
    return f"{number}-dev" if mark else number


def version_iri(iri: str, version: str) -> URIRef:
    """Return the IRI of one version of a module.

    Args:
        iri: of the module.
        version: of the release.

    >>> str(version_iri("https://w3id.org/competencygraph/ontology/core", "1.0.0"))
    'https://w3id.org/competencygraph/ontology/core/1.0.0'
    """
    return URIRef(f"{iri}/{version}")


def released(graph: Graph, version: str, before: str | None = None, known: Collection[URIRef] = ()) -> Graph:
    """Return a graph as a release holds it; the given one is left as it is.

    Args:
        graph: a module, or the whole.
        version: of the release.
        before: version of the release before; None where there is none.
        known: the modules that the release before had.

    Returns:
        The same statements with the real version in place of the one of the sources, imports of that version, and
        ``rdfs:label`` and ``rdfs:comment`` beside ``skos:prefLabel`` and ``skos:definition``.
    """
    made = Graph(bind_namespaces="none")
    made += graph
    for module in [one for one in graph.subjects(RDF.type, OWL.Ontology) if isinstance(one, URIRef)]:
        made.set((module, OWL.versionInfo, Literal(version)))
        made.set((module, OWL.versionIRI, version_iri(module, version)))
        if before is not None and module in known:
            made.set((module, OWL.priorVersion, version_iri(module, before)))
        for imported in graph.objects(module, OWL.imports):
            if str(imported).startswith(BASE):
                made.remove((module, OWL.imports, imported))
                made.add((module, OWL.imports, version_iri(str(imported), version)))
        _derive(made, _OF_MODULES, module)
    _derive(made, _DERIVED)
    return made


def _derive(graph: Graph, pairs: tuple[tuple[URIRef, URIRef], ...], subject: URIRef | None = None) -> None:
    for source, target in pairs:
        for node, _, text in list(graph.triples((subject, source, None))):
            graph.add((node, target, text))
