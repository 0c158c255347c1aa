"""A document with its profiles, read from the graph of one edition."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Triple

from competencygraph.errors import FailureError
from competencygraph.model import ParsedDocument, SourceDocument, UnparsedText
from competencygraph.rdf.line_places import places_from_text
from competencygraph.rdf.read_profile import read_profile
from competencygraph.rdf.reader import EditionReader
from competencygraph.rdf.vocabulary import (
    COMPETENCY_DICTIONARY,
    DCT_IS_PART_OF,
    DCT_LANGUAGE,
    DIGEST,
    EDITION,
    FILE_NAME,
    FUNCTION_FAMILY,
    FUNCTION_PROFILE,
    LINE_COUNT,
    LINE_PLACES,
    POSITION,
    REASON,
    SOURCE_TEXT,
    TEXT,
    UNPARSED_PASSAGE,
)

__all__ = ["triples_to_document"]


def triples_to_document(triples: Iterable[Triple]) -> ParsedDocument:
    """Return the document that an edition's graph was made from.

    Args:
        triples: the whole graph of one edition, in any order.

    Returns:
        The document, equal to the one that `document_to_triples` wrote.

    Raises:
        FailureError: the triples are not the whole graph of one edition.

    >>> from competencygraph.model import DocumentEntry, FrameworkEntry, Profile
    >>> from competencygraph.rdf import document_to_triples
    >>> source = SourceDocument("a.txt", "0" * 64, "nl", ("Doel", "", "x"))
    >>> parsed = ParsedDocument(source, (Profile("family"),))
    >>> graph = document_to_triples(parsed, DocumentEntry("a", FrameworkEntry("demo")))
    >>> triples_to_document(graph.triples) == parsed
    True
    """
    reader = EditionReader(triples)
    editions = reader.instances(EDITION)
    if len(editions) != 1:
        raise FailureError(
            f"the triples hold {len(editions)} editions, where one is expected",
            where=editions[0] if editions else None,
            remedy="give the graph of one edition",
        )
    roots = [
        node
        for kind in (FUNCTION_FAMILY, FUNCTION_PROFILE, COMPETENCY_DICTIONARY)
        for node in reader.instances(kind)
        if reader.members(node, DCT_IS_PART_OF)
    ]
    roots.sort(key=lambda node: reader.number(node, POSITION) or 0)
    return ParsedDocument(_source(reader, editions[0]), tuple(read_profile(reader, root) for root in roots))


def _source(reader: EditionReader, edition: str) -> SourceDocument:
    count = int(reader.required(edition, LINE_COUNT))
    lines = tuple(reader.required(edition, SOURCE_TEXT).split("\n")) if count else ()
    if len(lines) != count:
        raise FailureError(f"the text has {len(lines)} lines, not {count}", where=edition, remedy="ingest it again")
    places = reader.optional(edition, LINE_PLACES)
    return SourceDocument(
        path=reader.required(edition, FILE_NAME),
        digest=reader.required(edition, DIGEST),
        language=reader.optional(edition, DCT_LANGUAGE),
        lines=lines,
        unparsed=tuple(
            UnparsedText(reader.required(node, TEXT), reader.lines(node), reader.optional(node, REASON))
            for node in reader.instances(UNPARSED_PASSAGE)
        ),
        places=() if places is None else places_from_text(places, count, edition),
    )
