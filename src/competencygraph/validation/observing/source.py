"""What an observer looks at: one edition's lines, its texts, and its graph."""

from __future__ import annotations

from dataclasses import dataclass

from competencygraph.errors import DefinitionError
from competencygraph.queries.catalogue import load_lookup
from competencygraph.store.port import Term
from competencygraph.store.scratch import Scratch
from competencygraph.terms import cg

__all__ = ["Source", "TextNode", "Thresholds", "read_source"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What counts as alike, where that is a matter of degree.

    Args:
        similarity: how alike two texts must be to be called nearly the same, 1 to 100.
        shortest: texts with fewer characters are not compared.
    """

    similarity: float = 92.0
    shortest: int = 20


@dataclass(frozen=True, slots=True)
class TextNode:
    """One text of the graph.

    Args:
        iri: the node that has it.
        kind: IRI of the node's class, the narrowest stated.
        property: IRI of the property that holds the text.
        text: the text.
        start_line: first line of the node.
        end_line: last line of the node.
        parent: IRI of what the node is a part of; None at the root.
        grade: notation of the grade of which the text speaks; None when it speaks of none.
    """

    iri: str
    kind: str
    property: str
    text: str
    start_line: int
    end_line: int
    parent: str | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One edition, to be looked at.

    Args:
        document: IRI of the document.
        edition: IRI of the edition.
        language: ISO 639-1 code of its text; None when it could not be told.
        lines: its lines; line 1 is ``lines[0]``.
        texts: its texts in the order of their lines.
        graph: its triples, as the default graph.
        thresholds: what counts as alike.
    """

    document: str
    edition: str
    language: str | None
    lines: tuple[str, ...]
    texts: tuple[TextNode, ...]
    graph: Scratch
    thresholds: Thresholds = Thresholds()

    def lookup(self, name: str) -> tuple[tuple[Term | None, ...], ...]:
        """Return the rows of a query of ``queries/internal`` on the edition.

        Args:
            name: the stem of the query's file; the query has no parameters.

        Returns:
            One tuple of terms a row, in the order of the columns.
        """
        return self.graph.query(load_lookup(name).text).rows


def read_source(graph: Scratch, thresholds: Thresholds | None = None) -> Source:
    """Return the one edition that a graph holds, to be looked at.

    Args:
        graph: the triples of one edition and its document.
        thresholds: what counts as alike; None for the usual.

    Returns:
        The edition with its lines and texts; without lines when the graph does not hold its text.

    Raises:
        DefinitionError: the graph holds no edition, or several that are no revision.
    """
    rows = graph.query(load_lookup("edition-of-graph").text).rows
    if len(rows) != 1 or rows[0][0] is None or rows[0][1] is None:
        raise DefinitionError(f"a check needs one edition, and is given {len(rows)}")
    document, edition, language, text = (None if term is None else term.value for term in rows[0])
    texts = tuple(_text_node(row) for row in graph.query(load_lookup("texts-of-edition").text).rows)
    lines = () if text is None else tuple(text.split("\n"))
    return Source(str(document), str(edition), language, lines, texts, graph, thresholds or Thresholds())


def _text_node(row: tuple[Term | None, ...]) -> TextNode:
    iri, kind, holder, text, start, end, parent, grade = (None if term is None else term.value for term in row)
    if iri is None or kind is None or holder is None or text is None or start is None or end is None:
        raise DefinitionError("a text without lines or kind", where=iri or cg.text)
    return TextNode(iri, kind, holder, text, int(start), int(end), parent, grade)
