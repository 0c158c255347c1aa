"""Grades in the graph: those of a scheme that ships with the package, and those of a document's own."""

from __future__ import annotations

from pyoxigraph import NamedNode

from competencygraph.model import Evidence
from competencygraph.rdf.iris import grade_segment
from competencygraph.rdf.schemes import scheme_grades
from competencygraph.rdf.vocabulary import GRADE, GRADE_SCHEME, IN_SCHEME, SECTION_PASSAGE
from competencygraph.rdf.vocabulary import NOTATION as NOTATION_PROPERTY
from competencygraph.rdf.writer import EditionWriter

__all__ = ["GradeWriter"]


class GradeWriter:
    """Writes each grade of a document once.

    Args:
        writer: where triples go.
        document: IRI of the document.
        scheme: key of the scheme that the framework's grades belong to, None when it is unknown.
    """

    def __init__(self, writer: EditionWriter, document: str, scheme: str | None) -> None:
        self._writer = writer
        self._document = document
        self._known = {} if scheme is None else scheme_grades(scheme)
        self._own_scheme: NamedNode | None = None
        self._written: dict[str, NamedNode] = {}

    def grade(self, notation: str, evidence: Evidence | None) -> NamedNode:
        """Return the grade that a notation stands for.

        Args:
            notation: as printed.
            evidence: the lines that print it, None when unknown.

        Returns:
            The known scheme's grade, whose rank the scheme tells; else one of the document's own, without a rank.
        """
        node = self._written.get(notation)
        if node is not None:
            return node
        writer = self._writer
        if notation in self._known:
            node, scheme = self._known[notation]
            writer.describe(node.value, GRADE)
        else:
            scheme = self._scheme()
            node = writer.describe(f"{self._document}/grades/{grade_segment(notation)}", GRADE)
            writer.derive(node, evidence, SECTION_PASSAGE, None)
        writer.plain(node, NOTATION_PROPERTY, notation)
        writer.state(node, IN_SCHEME, scheme)
        self._written[notation] = node
        return node

    def _scheme(self) -> NamedNode:
        if self._own_scheme is None:
            self._own_scheme = self._writer.describe(f"{self._document}/grades", GRADE_SCHEME)
        return self._own_scheme
