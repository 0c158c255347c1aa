"""What the catalogue graph says about frameworks, documents and editions, editors' statements included."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Triple

from competencygraph._version import __version__
from competencygraph.errors import CatalogueError
from competencygraph.model import DocumentEntry, EditorialStatement, FrameworkEntry, SourceDocument
from competencygraph.rdf.iris import sibling_names, slug
from competencygraph.rdf.vocabulary import (
    DCAT_DATASET,
    DCAT_HAS_CURRENT_VERSION,
    DCT_IDENTIFIER,
    DCT_IS_PART_OF,
    DCT_LANGUAGE,
    DCT_PUBLISHER,
    DCT_SOURCE,
    DCT_TITLE,
    DIGEST,
    DOCUMENT,
    EDITION,
    EDITORIAL_STATEMENT,
    EXTRACTOR_VERSION,
    FILE_NAME,
    FRAMEWORK,
    HAS_EDITION,
    IS_ABOUT,
    ORG_ORGANIZATION,
    PREF_LABEL,
    PROV_AGENT,
    REASON,
    STATED_PROPERTY,
    STATED_VALUE,
    TYPE,
    WAS_ATTRIBUTED_TO,
)
from competencygraph.rdf.writer import string
from competencygraph.terms import cg, namespaces

__all__ = ["describe_framework", "write_catalogue"]


def describe_framework(framework: NamedNode, entry: FrameworkEntry) -> list[Triple]:
    """Return what is known of a framework: its key and its titles.

    Args:
        framework: the framework.
        entry: what the catalogue file says of it.

    Returns:
        The triples; edition graphs and the catalogue graph both hold them.

    Raises:
        CatalogueError: a title's language is no language tag.

    >>> node = NamedNode("https://example.org/demo")
    >>> [triple.object.value for triple in describe_framework(node, FrameworkEntry("demo", {"en": "Demo"}))][1:]
    ['demo', 'Demo']
    """
    try:
        labels = [string(title, language) for language, title in sorted(entry.titles.items())]
    except UnicodeEncodeError:
        raise
    except ValueError as error:
        raise CatalogueError(
            "a title's language is no language tag", where=entry.key, remedy="use nl, fr, en or de"
        ) from error
    return [
        Triple(framework, TYPE, FRAMEWORK),
        Triple(framework, DCT_IDENTIFIER, string(entry.key)),
        *(Triple(framework, PREF_LABEL, label) for label in labels),
    ]


def write_catalogue(
    framework: str,
    document: str,
    source: SourceDocument,
    entry: DocumentEntry,
    edition: str,
    roots: Sequence[str],
    triples: Sequence[Triple],
) -> tuple[Triple, ...]:
    """Return what the catalogue graph says about a document and the edition that becomes its current one.

    Args:
        framework: IRI of the framework.
        document: IRI of the document.
        source: the document as read.
        entry: what the catalogue file says of it.
        edition: IRI of the edition.
        roots: IRIs of the edition's families, profiles and dictionaries.
        triples: the edition's graph.

    Returns:
        The triples, each once.

    Raises:
        CatalogueError: an editorial statement is about a property that is not known.
    """
    framework_node, document_node, edition_node = NamedNode(framework), NamedNode(document), NamedNode(edition)
    stated = describe_framework(framework_node, entry.framework)
    stated += [Triple(framework_node, TYPE, DCAT_DATASET), Triple(framework_node, DCT_SOURCE, document_node)]
    stated += [Triple(framework_node, DCT_LANGUAGE, string(tag)) for tag in entry.framework.languages]
    if entry.framework.publisher is not None:
        publisher = NamedNode(f"{framework}/organisation/{slug(entry.framework.publisher)}")
        stated += [
            Triple(framework_node, DCT_PUBLISHER, publisher),
            Triple(publisher, TYPE, ORG_ORGANIZATION),
            Triple(publisher, PREF_LABEL, string(entry.framework.publisher)),
        ]
    stated += [
        Triple(document_node, TYPE, DOCUMENT),
        Triple(document_node, DCT_IDENTIFIER, string(entry.key)),
        Triple(document_node, DCT_IS_PART_OF, framework_node),
        Triple(document_node, HAS_EDITION, edition_node),
        Triple(document_node, DCAT_HAS_CURRENT_VERSION, edition_node),
        Triple(edition_node, TYPE, EDITION),
        Triple(edition_node, DIGEST, string(source.digest)),
        Triple(edition_node, FILE_NAME, string(source.path)),
        Triple(edition_node, EXTRACTOR_VERSION, string(__version__)),
    ]
    names = sibling_names([statement.property for statement in entry.editorial])
    agents: dict[str, NamedNode] = {}
    roles = list(dict.fromkeys(statement.attributed_to for statement in entry.editorial))
    for segment, role in zip(sibling_names(roles), roles, strict=True):
        agent = agents[role] = NamedNode(f"{document}/agent/{segment}")
        stated += [Triple(agent, TYPE, PROV_AGENT), Triple(agent, PREF_LABEL, string(role))]
    for name, statement in zip(names, entry.editorial, strict=True):
        node = NamedNode(f"{document}/editorial/{name}")
        stated_property = _stated_property(statement, entry)
        about = _subject(stated_property, document_node, roots, triples)
        stated += [
            Triple(node, TYPE, EDITORIAL_STATEMENT),
            Triple(node, DCT_IS_PART_OF, document_node),
            Triple(node, IS_ABOUT, about),
            Triple(node, STATED_PROPERTY, stated_property),
            Triple(node, STATED_VALUE, string(statement.value)),
            Triple(node, WAS_ATTRIBUTED_TO, agents[statement.attributed_to]),
        ]
        if statement.reason is not None:
            stated.append(Triple(node, REASON, string(statement.reason)))
    return tuple(stated)


def _stated_property(statement: EditorialStatement, entry: DocumentEntry) -> NamedNode:
    if statement.property == "title":
        return DCT_TITLE
    known = getattr(cg, statement.property, None)
    if not isinstance(known, str) or known != namespaces.CG + statement.property:
        raise CatalogueError(
            f"the property “{statement.property}” of an editorial statement is not known",
            where=entry.file or entry.key,
            remedy="use title, or the local name of a property of the ontology",
        )
    return NamedNode(known)


def _subject(
    stated_property: NamedNode, document: NamedNode, roots: Sequence[str], triples: Sequence[Triple]
) -> NamedNode:
    """Return what a statement is about: the only thing with the property, else the only profile, else the document."""
    having = {triple.subject for triple in triples if triple.predicate == stated_property}
    if len(having) == 1:
        (only,) = having
        if isinstance(only, NamedNode):
            return only
    return NamedNode(roots[0]) if len(roots) == 1 else document
