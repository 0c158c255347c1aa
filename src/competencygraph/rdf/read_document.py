"""A document with its profiles, read from the graph of one edition."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Triple

from competencygraph.errors import FailureError
from competencygraph.model import Evidence, ParsedDocument, Place, SourceDocument, UnparsedText
from competencygraph.rdf.line_places import places_from_text
from competencygraph.rdf.read_profile import read_profile
from competencygraph.rdf.reader import EditionReader
from competencygraph.rdf.vocabulary import (
    CELL,
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
    QUOTE,
    REASON,
    SHEET,
    SOURCE_TEXT,
    TEXT,
    UNPARSED_PASSAGE,
    WAS_REVISION_OF,
)

__all__ = ["triples_to_document"]


def triples_to_document(triples: Iterable[Triple]) -> ParsedDocument:
    """Return the document that an edition's graph was made from.

    Args:
        triples: the whole graph of one edition, in any order.

    Returns:
        The document, equal to the one that `document_to_triples` wrote. Of a revised document, the words that each
        revision brought follow the lines that were printed, and what has several passages shows the newest.

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
    editions = _in_order(reader)
    added = _follow(reader, editions)
    roots = [
        node
        for kind in (FUNCTION_FAMILY, FUNCTION_PROFILE, COMPETENCY_DICTIONARY)
        for node in reader.instances(kind)
        if reader.members(node, DCT_IS_PART_OF)
    ]
    roots.sort(key=lambda node: reader.number(node, POSITION) or 0)
    return ParsedDocument(_source(reader, editions, added), tuple(read_profile(reader, root) for root in roots))


def _in_order(reader: EditionReader) -> list[str]:
    """Return the edition that was printed, then its revisions, each after the one that it revises."""
    editions = reader.instances(EDITION)
    revised = {edition: reader.optional(edition, WAS_REVISION_OF) for edition in editions}
    order = [edition for edition in editions if revised[edition] is None]
    if len(order) == 1:
        while further := [edition for edition in editions if revised[edition] == order[-1]]:
            order.append(further[0])
    if not order or len(order) != len(editions) or len(set(revised.values())) != len(editions):
        raise FailureError(
            f"the triples hold {len(editions)} editions, where one is expected",
            where=editions[0] if editions else None,
            remedy="give the graph of one edition",
        )
    return order


def _follow(reader: EditionReader, editions: list[str]) -> list[tuple[str, Place]]:
    """Let the words of revisions follow the lines that were printed; return them with their places."""
    count = reader.number(editions[0], LINE_COUNT) or 0
    added: list[tuple[str, Place]] = []
    for edition in editions[1:]:
        for passage in reader.passages(edition):
            words = reader.required(passage, QUOTE).split("\n")
            place = Place(sheet=reader.optional(passage, SHEET), cell=reader.optional(passage, CELL))
            start = count + len(added) + 1
            added += [(line, place) for line in words]
            reader.move(passage, Evidence(start, count + len(added)))
    return added


def _source(reader: EditionReader, editions: list[str], added: list[tuple[str, Place]]) -> SourceDocument:
    edition, current = editions[0], editions[-1]
    count = reader.number(edition, LINE_COUNT) or 0
    lines = tuple(reader.required(edition, SOURCE_TEXT).split("\n")) if count else ()
    if len(lines) != count:
        raise FailureError(f"the text has {len(lines)} lines, not {count}", where=edition, remedy="ingest it again")
    written = reader.optional(edition, LINE_PLACES)
    places = () if written is None else places_from_text(written, count, edition)
    further = tuple(place for _, place in added)
    if places or any(place != Place() for place in further):
        places = (*(places or (Place(),) * count), *further)
    return SourceDocument(
        path=reader.required(current, FILE_NAME),
        digest=reader.required(current, DIGEST),
        language=reader.optional(edition, DCT_LANGUAGE),
        lines=(*lines, *(line for line, _ in added)),
        unparsed=tuple(
            UnparsedText(reader.required(node, TEXT), reader.lines(node), reader.optional(node, REASON))
            for node in reader.instances(UNPARSED_PASSAGE)
        ),
        places=places,
    )
