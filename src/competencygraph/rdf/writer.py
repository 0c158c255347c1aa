"""What writing an edition's graph has in common: literals, list members, passages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import UnreadableDocumentError
from competencygraph.model import Evidence, Item, SourceDocument, locate
from competencygraph.rdf.iris import ITEM_WORDS, passage_iri, sibling_names
from competencygraph.rdf.vocabulary import (
    CELL,
    COLUMN,
    DCT_IS_PART_OF,
    END_LINE,
    END_PAGE,
    END_PARAGRAPH,
    IS_WITHIN,
    LIST_ITEM,
    NOTATION,
    PAGE,
    PARAGRAPH,
    PASSAGE,
    POSITION,
    QUOTE,
    ROW,
    SHEET,
    START_LINE,
    TABLE,
    TEXT,
    TYPE,
    WAS_DERIVED_FROM,
    XSD_BOOLEAN,
    XSD_DECIMAL,
    XSD_INTEGER,
)

__all__ = ["EditionWriter", "decimal", "integer", "string"]

_LOCATION = {
    "page": PAGE,
    "end_page": END_PAGE,
    "paragraph": PARAGRAPH,
    "end_paragraph": END_PARAGRAPH,
    "table": TABLE,
    "row": ROW,
    "column": COLUMN,
    "sheet": SHEET,
    "cell": CELL,
}
_TRUE = Literal("true", datatype=XSD_BOOLEAN)


@lru_cache(maxsize=4096)
def integer(value: int) -> Literal:
    """Return a whole number as a literal.

    Args:
        value: the number.

    Returns:
        An ``xsd:integer``.

    >>> integer(3).value
    '3'
    """
    return Literal(str(value), datatype=XSD_INTEGER)


def string(value: str, language: str | None = None) -> Literal:
    """Return a text as a literal.

    Args:
        value: the text.
        language: its language tag, None for a text that belongs to no language.

    Returns:
        The literal.

    Raises:
        UnicodeEncodeError: the text holds a lone surrogate, which no literal can.

    >>> string("Doel", "nl").language
    'nl'
    """
    try:
        return Literal(value, language=language)
    except ValueError:
        value.encode()
        raise


def decimal(value: Decimal) -> Literal:
    """Return an amount as a literal in the form that a store keeps: no exponent, no zeros at the end.

    Args:
        value: a finite number.

    Returns:
        An ``xsd:decimal``.

    >>> decimal(Decimal("4470.50")).value, decimal(Decimal("1E+3")).value
    ('4470.5', '1000')
    """
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Literal("0" if value == 0 else digits, datatype=XSD_DECIMAL)


class EditionWriter:
    """Collects the triples of one edition.

    Args:
        edition: IRI of the edition.
        source: the document as read; its lines are what passages quote, its places where they stand, its language tags
            texts.

    Raises:
        UnreadableDocumentError: the document's language is no language tag.
    """

    def __init__(self, edition: str, source: SourceDocument) -> None:
        try:
            Literal("", language=source.language)
        except ValueError as error:
            raise UnreadableDocumentError(
                f"{source.language!r} is no language tag", where=source.path, remedy="use a code such as nl, fr or en"
            ) from error
        self.edition = edition
        self.triples: list[Triple] = []
        self._node = NamedNode(edition)
        self._lines = source.lines
        self._places = source.places
        self._language = source.language
        self._passages: dict[tuple[int, int], NamedNode] = {}
        self._kinds: dict[tuple[int, int], list[NamedNode]] = {}
        self._parents: dict[tuple[int, int], tuple[int, int]] = {}

    def state(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        """Add one triple.

        Args:
            subject: its subject.
            predicate: its predicate.
            value: its object.
        """
        self.triples.append(Triple(subject, predicate, value))

    def describe(self, iri: str, *kinds: NamedNode) -> NamedNode:
        """Return a new node of these classes.

        Args:
            iri: the node's IRI, which no other node has.
            *kinds: its classes.

        Returns:
            The node.
        """
        node = NamedNode(iri)
        for kind in kinds:
            self.triples.append(Triple(node, TYPE, kind))
        return node

    def member(
        self, owner: NamedNode, link: NamedNode, position: int, notation: str | None, iri: str, *kinds: NamedNode
    ) -> NamedNode:
        """Return a new node that is a member of a printed list.

        Args:
            owner: whose list it is.
            link: the property from owner to member.
            position: the member's place, from 1.
            notation: its printed number or letter, None without one.
            iri: the node's IRI.
            *kinds: its classes.

        Returns:
            The node.
        """
        node = self.describe(iri, *kinds)
        self.triples.append(Triple(owner, link, node))
        self.triples.append(Triple(node, POSITION, integer(position)))
        if notation is not None:
            self.triples.append(Triple(node, NOTATION, string(notation)))
        return node

    def items(
        self,
        owner: NamedNode,
        link: NamedNode,
        path: str,
        items: Sequence[Item],
        within: Evidence | None,
        *kinds: NamedNode,
    ) -> list[NamedNode]:
        """Return new nodes for the members of a printed list of texts.

        Args:
            owner: whose list it is.
            link: the property from owner to member.
            path: what the members' IRIs begin with, without a slash at the end.
            items: the members.
            within: the lines of what contains the list, None when nothing does.
            *kinds: the members' classes.

        Returns:
            The nodes, in printed order.
        """
        nodes: list[NamedNode] = []
        segments = sibling_names([item.text for item in items], ITEM_WORDS)
        for position, (segment, item) in enumerate(zip(segments, items, strict=True), 1):
            node = self.member(owner, link, position, item.notation, f"{path}/{segment}", *kinds)
            self.text(node, TEXT, item.text)
            self.derive(node, item.evidence, LIST_ITEM, within)
            nodes.append(node)
        return nodes

    def text(self, subject: NamedNode, predicate: NamedNode, value: str | None) -> None:
        """State words of the document, tagged with its language.

        Args:
            subject: what they are said of.
            predicate: the property.
            value: the words; None states nothing.
        """
        if value is not None:
            self.triples.append(Triple(subject, predicate, string(value, self._language)))

    def plain(self, subject: NamedNode, predicate: NamedNode, value: str | None) -> None:
        """State a string that belongs to no language: a notation, a code, a file name.

        Args:
            subject: what it is said of.
            predicate: the property.
            value: the string; None states nothing.
        """
        if value is not None:
            self.triples.append(Triple(subject, predicate, string(value)))

    def number(self, subject: NamedNode, predicate: NamedNode, value: int | None) -> None:
        """State a whole number.

        Args:
            subject: what it is said of.
            predicate: the property.
            value: the number; None states nothing.
        """
        if value is not None:
            self.triples.append(Triple(subject, predicate, integer(value)))

    def amount(self, subject: NamedNode, predicate: NamedNode, value: Decimal | None) -> None:
        """State an amount.

        Args:
            subject: what it is said of.
            predicate: the property.
            value: the amount; None states nothing.

        Raises:
            UnreadableDocumentError: the amount is infinite or none.
        """
        if value is None:
            return
        if not value.is_finite():
            raise UnreadableDocumentError(
                f"{value} is no amount", where=subject.value, remedy="correct the amount in the document"
            )
        self.triples.append(Triple(subject, predicate, decimal(value)))

    def mark(self, subject: NamedNode, predicate: NamedNode, value: bool) -> None:
        """State that something holds; what does not hold is not stated.

        Args:
            subject: what it is said of.
            predicate: the property.
            value: whether it holds.
        """
        if value:
            self.triples.append(Triple(subject, predicate, _TRUE))

    def derive(
        self, node: NamedNode, evidence: Evidence | None, kind: NamedNode | None, within: Evidence | None
    ) -> None:
        """State which passage a node was made from.

        Args:
            node: the node.
            evidence: the lines; None states nothing.
            kind: what the passage is beside a passage, None when nothing more is known.
            within: the lines of the containing thing, None when nothing contains it.
        """
        if evidence is not None:
            self.triples.append(Triple(node, WAS_DERIVED_FROM, self.passage(evidence, kind, within)))

    def passage(self, evidence: Evidence, kind: NamedNode | None, within: Evidence | None) -> NamedNode:
        """Return the passage of a range of lines; the same range is the same passage.

        Args:
            evidence: the lines.
            kind: what the passage is beside a passage, None when nothing more is known.
            within: the lines of the containing thing, None when nothing contains it. A passage stands in one tree:
                the first thing that contains it counts, and none that it contains itself.

        Returns:
            The passage.

        Raises:
            UnreadableDocumentError: the document has no such lines.
        """
        key = (evidence.start_line, evidence.end_line)
        node = self._passages.get(key)
        if node is None:
            if key[1] > len(self._lines):
                raise UnreadableDocumentError(
                    f"lines {key[0]} to {key[1]} lie beyond the {len(self._lines)} lines of the document",
                    where=self.edition,
                    remedy="read the file again",
                )
            page = self._places[key[0] - 1].page if self._places else None
            node = self._passages[key] = NamedNode(passage_iri(self.edition, *key, page=page))
            self._kinds[key] = []
        if kind is not None and kind not in self._kinds[key]:
            self._kinds[key].append(kind)
        if within is not None and key not in self._parents:
            parent = (within.start_line, within.end_line)
            if not self._contains(key, parent):
                self.passage(within, None, None)
                self._parents[key] = parent
        return node

    def finish(self) -> tuple[Triple, ...]:
        """Return all triples, those of the passages included.

        Returns:
            The triples, each once, in the order of the document.
        """
        for key in sorted(self._passages):
            node = self._passages[key]
            for kind in (PASSAGE, *self._kinds[key]):
                self.state(node, TYPE, kind)
            self.describe_lines(node, Evidence(*key))
            if key in self._parents:
                self.state(node, IS_WITHIN, self._passages[self._parents[key]])
        return tuple(self.triples)

    def describe_lines(self, node: NamedNode, evidence: Evidence) -> None:
        """State which lines of the edition a passage is, what they say and where they stand.

        Args:
            node: the passage.
            evidence: its lines.
        """
        start, end = evidence.start_line, evidence.end_line
        self.state(node, DCT_IS_PART_OF, self._node)
        self.number(node, START_LINE, start)
        self.number(node, END_LINE, end)
        location = locate(evidence, self._places)
        if location is not None:
            for name, value in location.parts().items():
                if isinstance(value, int):
                    self.number(node, _LOCATION[name], value)
                else:
                    self.plain(node, _LOCATION[name], value)
        self.plain(node, QUOTE, "\n".join(self._lines[start - 1 : end]))

    def _contains(self, outer: tuple[int, int], inner: tuple[int, int]) -> bool:
        """Return whether one passage is the other or stands above it in the tree."""
        step: tuple[int, int] | None = inner
        while step is not None:
            if step == outer:
                return True
            step = self._parents.get(step)
        return False
