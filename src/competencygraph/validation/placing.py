"""Where the nodes of an edition stand: document, lines, page, and the words there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from competencygraph.model import Evidence, Location, Place, locate
from competencygraph.model.place_words import place_words
from competencygraph.rdf.line_places import places_from_text
from competencygraph.validation.observing.source import Source

__all__ = ["Placing", "Spot"]

#: How far up a node without a place of its own looks for one.
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document.

    Args:
        edition: IRI of the edition; None for a node that belongs to none.
        document: identifier of the document, such as ``002``.
        file: name of its file.
        start_line: first line; None for the document as a whole.
        end_line: last line.
        location: page, paragraph or cell; None in plain text.
        quote: the lines as they stand.
    """

    edition: str | None = None
    document: str | None = None
    file: str | None = None
    start_line: int | None = None
    end_line: int | None = None
    location: Location | None = None
    quote: str | None = None

    def words(self, language: str, *, seen_from: Spot | None = None) -> str:
        """Return the place in words, with the document when it is seen from another.

        >>> here = Spot("urn:e", "002", "a.txt", 109, 109)
        >>> Spot("urn:f", "004", "b.txt", 7, 8).words("nl", seen_from=here)
        'b.txt (004), regels 7–8'
        """
        other = seen_from is not None and seen_from.edition != self.edition
        parts = [f"{self.file} ({self.document})" if self.file else str(self.document)] if other else []
        if self.start_line is not None and self.end_line is not None:
            parts.append(place_words(self.start_line, self.end_line, self.location, language))
        return ", ".join(parts) or str(self.document or "")


class Placing:
    """The places of all nodes of an edition and of what is known from other documents.

    Args:
        source: the edition; the named graph of its graph holds what other documents say.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._documents: dict[str, tuple[str | None, str | None]] = {}
        for edition, _, identifier, file in _values(source, "documents-of-editions"):
            self._documents.setdefault(str(edition), (identifier, file))
        self._spots: dict[str, Spot] = {}
        #: Nodes of this edition by their lines, the narrowest first.
        self._by_lines: list[tuple[int, int, int, str]] = []
        for node, _, edition, start, end, quote, *place, sheet, cell in _values(source, "places-of-nodes"):
            first, last = int(str(start)), int(str(end))
            identifier, file = self._documents.get(str(edition), (None, None))
            page, end_page, paragraph, end_paragraph, table, row, column = (
                None if value is None else int(value) for value in place
            )
            location = Location(page, end_page, paragraph, end_paragraph, table, row, column, sheet, cell)
            known = None if location == Location() else location
            self._spots.setdefault(str(node), Spot(edition, identifier, file, first, last, known, quote))
            if edition == source.edition:
                self._by_lines.append((last - first, first, last, str(node)))
        self._by_lines.sort()
        self._owners: defaultdict[str, list[str]] = defaultdict(list)
        for node, owner in _values(source, "owners-of-nodes"):
            self._owners[str(node)].append(str(owner))
        self._places: tuple[Place, ...] = ()
        for edition, text in _values(source, "line-places-of-editions"):
            self._places = places_from_text(str(text), len(source.lines), str(edition))

    def whole(self) -> Spot:
        """Return the place of the document as a whole."""
        identifier, file = self._documents.get(self._source.edition, (None, None))
        return Spot(self._source.edition, identifier, file)

    def of_node(self, node: str) -> Spot:
        """Return where a node stands: its own passage, else that of what it is a part of, else the document.

        Args:
            node: IRI.

        Returns:
            The place.
        """
        front = [node]
        for _ in range(_DEPTH):
            for one in front:
                if one in self._spots:
                    return self._spots[one]
            front = sorted({owner for one in front for owner in self._owners.get(one, ())})
        return self.whole()

    def of_lines(self, start: int, end: int) -> Spot:
        """Return the place of some lines of this edition.

        Args:
            start: first line, counted from 1.
            end: last line.

        Returns:
            The place, its quote the lines as they stand.
        """
        whole = self.whole()
        location = locate(Evidence(start, end), self._places)
        quote = "\n".join(self._source.lines[start - 1 : end])
        return Spot(whole.edition, whole.document, whole.file, start, end, location, quote)

    def node_on(self, start: int, end: int) -> str:
        """Return the node of this edition that covers lines most narrowly, the document when none does.

        Args:
            start: first line.
            end: last line.

        Returns:
            An IRI.
        """
        for _, first, last, node in self._by_lines:
            if first <= start and end <= last:
                return node
        return self._source.document


def _values(source: Source, name: str) -> list[list[str | None]]:
    return [[None if term is None else term.value for term in row] for row in source.lookup(name)]
