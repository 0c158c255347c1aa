"""A document with its profiles as the graph of one edition."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from competencygraph.errors import UnreadableDocumentError
from competencygraph.model import DocumentEntry, ParsedDocument
from competencygraph.rdf.grades import GradeWriter
from competencygraph.rdf.iris import document_iri, edition_iri, framework_iri, sibling_names
from competencygraph.rdf.line_places import text_of_places
from competencygraph.rdf.vocabulary import (
    DCT_IDENTIFIER,
    DCT_IS_PART_OF,
    DCT_LANGUAGE,
    DIGEST,
    DOCUMENT,
    EDITION,
    FILE_NAME,
    HAS_EDITION,
    IS_WITHIN,
    LINE_COUNT,
    LINE_PLACES,
    ORG_ORGANIZATION,
    PASSAGE,
    PLACED_LINE_COUNT,
    POSITION,
    PREF_LABEL,
    REASON,
    SOURCE_TEXT,
    TEXT,
    UNPARSED_PASSAGE,
)
from competencygraph.rdf.write_catalogue import describe_framework, write_catalogue
from competencygraph.rdf.write_profile import root_slug, write_profile
from competencygraph.rdf.writer import EditionWriter
from competencygraph.terms import namespaces

__all__ = ["EditionGraph", "document_to_triples"]

# Path segments under a document that are no profiles.
_RESERVED = frozenset({"agent", "ed", "editorial", "grades"})


@dataclass(frozen=True, slots=True)
class EditionGraph:
    """What one edition of a document states.

    Args:
        document: IRI of the document.
        edition: IRI of the edition, which names its graph.
        triples: what the edition's graph holds, each triple once.
        catalogue: what the catalogue graph holds about framework, document and edition, each triple once.
    """

    document: str
    edition: str
    triples: tuple[Triple, ...]
    catalogue: tuple[Triple, ...]


def document_to_triples(
    parsed: ParsedDocument, entry: DocumentEntry, *, base: str = namespaces.DATA_BASE
) -> EditionGraph:
    """Return the graph of a document; nothing of the document is lost in it.

    Args:
        parsed: the document and its profiles.
        entry: how the document is identified, and what an editor adds.
        base: where data IRIs begin, ending in a slash.

    Returns:
        The triples of the edition's graph, the same for the same arguments, and what the catalogue graph says.

    Raises:
        UnreadableDocumentError: the document holds what RDF cannot: a lone surrogate, a line break within a line, a
            language that is no tag, an infinite amount, evidence beyond its lines.
        CatalogueError: a key or a grade scheme of the entry cannot be used.
        UsageError: the base is no absolute IRI that ends in a slash.

    >>> from competencygraph.model import FrameworkEntry, Profile, SourceDocument
    >>> source = SourceDocument("a.txt", "0" * 64, "nl", ("Doel", "", "x"))
    >>> graph = document_to_triples(
    ...     ParsedDocument(source, (Profile("family"),)), DocumentEntry("a", FrameworkEntry("demo"))
    ... )
    >>> graph.edition
    'https://w3id.org/competencygraph/id/demo/a/ed/00000000'
    """
    framework = framework_iri(base, entry.framework.key)
    document = document_iri(framework, entry.key)
    edition = edition_iri(document, parsed.document.digest)
    if any("\n" in line for line in parsed.document.lines):
        raise UnreadableDocumentError(
            "a line holds a line break", where=parsed.document.path, remedy="give the text line by line"
        )
    writer = EditionWriter(edition, parsed.document)
    try:
        roots = _write(writer, framework, document, parsed, entry)
        triples = writer.finish()
        catalogue = write_catalogue(framework, document, parsed.document, entry, edition, roots, triples)
    except UnicodeEncodeError as error:
        raise UnreadableDocumentError(
            f"the text holds a lone surrogate (U+{ord(error.object[error.start]):04X})",
            where=parsed.document.path.encode(errors="backslashreplace").decode(),
            remedy="save the document as UTF-8",
        ) from error
    return EditionGraph(document, edition, triples, catalogue)


def _write(
    writer: EditionWriter, framework: str, document: str, parsed: ParsedDocument, entry: DocumentEntry
) -> list[str]:
    """Write the edition, return the IRIs of its families, profiles and dictionaries."""
    framework_node = NamedNode(framework)
    writer.triples.extend(describe_framework(framework_node, entry.framework))
    document_node = writer.describe(document, DOCUMENT)
    writer.plain(document_node, DCT_IDENTIFIER, entry.key)
    writer.state(document_node, DCT_IS_PART_OF, framework_node)
    _write_edition(writer, document_node, parsed)
    roots = [
        f"{document}/{name}"
        for name in sibling_names([root_slug(profile) for profile in parsed.profiles], reserved=_RESERVED)
    ]
    organisations = _write_organisations(writer, framework, parsed)
    grades = GradeWriter(writer, document, entry.framework.grade_scheme)
    for position, (root, profile) in enumerate(zip(roots, parsed.profiles, strict=True), 1):
        write_profile(writer, grades, framework_node, document_node, root, position, profile, organisations)
    _write_unparsed(writer, parsed)
    return roots


def _write_edition(writer: EditionWriter, document: NamedNode, parsed: ParsedDocument) -> None:
    source = parsed.document
    node = writer.describe(writer.edition, EDITION)
    writer.state(document, HAS_EDITION, node)
    writer.plain(node, DIGEST, source.digest)
    writer.plain(node, FILE_NAME, source.path)
    writer.plain(node, DCT_LANGUAGE, source.language)
    writer.plain(node, SOURCE_TEXT, "\n".join(source.lines))
    if source.places:
        writer.plain(node, LINE_PLACES, text_of_places(source.places))
    writer.number(node, LINE_COUNT, len(source.lines))
    writer.number(node, PLACED_LINE_COUNT, source.placed)


def _write_organisations(writer: EditionWriter, framework: str, parsed: ParsedDocument) -> dict[str, NamedNode]:
    """Write each organisation that recruits once, with every passage that names it."""
    vacancies = [profile.vacancy for profile in parsed.profiles if profile.vacancy is not None]
    names = list(dict.fromkeys(vacancy.organisation for vacancy in vacancies if vacancy.organisation is not None))
    nodes: dict[str, NamedNode] = {}
    for segment, name in zip(sibling_names(names), names, strict=True):
        node = nodes[name] = writer.describe(f"{framework}/organisation/{segment}", ORG_ORGANIZATION)
        writer.text(node, PREF_LABEL, name)
        places = dict.fromkeys(vacancy.organisation_evidence for vacancy in vacancies if vacancy.organisation == name)
        for evidence in places:
            writer.derive(node, evidence, None, None)
    return nodes


def _write_unparsed(writer: EditionWriter, parsed: ParsedDocument) -> None:
    """Write the lines without a place; a range of lines that holds several such texts holds several passages."""
    seen: set[tuple[int, int]] = set()
    for position, part in enumerate(parsed.document.unparsed, 1):
        key = (part.evidence.start_line, part.evidence.end_line)
        node = writer.passage(part.evidence, UNPARSED_PASSAGE, None)
        if key in seen:
            outer = node
            node = writer.describe(f"{writer.edition}/unparsed/{position}", PASSAGE, UNPARSED_PASSAGE)
            writer.describe_lines(node, part.evidence)
            writer.state(node, IS_WITHIN, outer)
        seen.add(key)
        writer.number(node, POSITION, position)
        writer.text(node, TEXT, part.text)
        writer.plain(node, REASON, part.reason)
