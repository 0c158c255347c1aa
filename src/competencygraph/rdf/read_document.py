"""A document with its profiles, read from the graph of one edition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

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

__all__ = ["lines_of_revisions", "triples_to_document"]


class _Added(NamedTuple):
    """A line of words that a revision brought: where they stand in its file, by its cell and by its lines."""

    text: str
    place: Place
    lines: Evidence


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


def lines_of_revisions(triples: Iterable[Triple]) -> dict[int, Evidence]:
    """Return which lines of their own files the words stand on that revisions brought.

    Args:
        triples: the whole graph of one edition, in any order.

    Returns:
        The lines of the file that was imported, by the line that the document of `triples_to_document` has; empty for
        an edition that revises none.

    Raises:
        FailureError: the triples are not the whole graph of one edition.

    >>> from competencygraph.model import DocumentEntry, FrameworkEntry, Profile
    >>> from competencygraph.rdf import document_to_triples
    >>> parsed = ParsedDocument(SourceDocument("a.txt", "0" * 64, "nl", ("Doel",)), (Profile("family"),))
    >>> lines_of_revisions(document_to_triples(parsed, DocumentEntry("a", FrameworkEntry("demo"))).triples)
    {}
    """
    reader = EditionReader(triples)
    editions = _in_order(reader)
    count = reader.number(editions[0], LINE_COUNT) or 0
    return {count + number: one.lines for number, one in enumerate(_follow(reader, editions), start=1)}


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


def _follow(reader: EditionReader, editions: list[str]) -> list[_Added]:
    """Let the words of revisions follow the lines that were printed; return them with their places."""
    count = reader.number(editions[0], LINE_COUNT) or 0
    added: list[_Added] = []
    for edition in editions[1:]:
        for passage in reader.passages(edition):
            words = reader.required(passage, QUOTE).split("\n")
            place = Place(sheet=reader.optional(passage, SHEET), cell=reader.optional(passage, CELL))
            lines = reader.lines(passage)
            start = count + len(added) + 1
            added += [_Added(text, place, lines) for text in words]
            reader.move(passage, Evidence(start, count + len(added)))
    return added


def _source(reader: EditionReader, editions: list[str], added: list[_Added]) -> SourceDocument:
    edition, current = editions[0], editions[-1]
    count = reader.number(edition, LINE_COUNT) or 0
    lines = tuple(reader.required(edition, SOURCE_TEXT).split("\n")) if count else ()
    if len(lines) != count:
        raise FailureError(f"the text has {len(lines)} lines, not {count}", where=edition, remedy="ingest it again")
    written = reader.optional(edition, LINE_PLACES)
    places = () if written is None else places_from_text(written, count, edition)
    further = tuple(one.place for one in added)
    if places or any(place != Place() for place in further):
        places = (*(places or (Place(),) * count), *further)
    return SourceDocument(
        path=reader.required(current, FILE_NAME),
        digest=reader.required(current, DIGEST),
        language=reader.optional(edition, DCT_LANGUAGE),
        lines=(*lines, *(one.text for one in added)),
        unparsed=tuple(
            UnparsedText(reader.required(node, TEXT), reader.lines(node), reader.optional(node, REASON))
            for node in reader.instances(UNPARSED_PASSAGE)
        ),
        places=places,
    )
