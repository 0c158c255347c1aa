"""An answer with all that belongs beside it: what was asked, of which data, and the words behind the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["AnswerBook", "CitedPassage"]


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """Lines of a document that rows refer to.

    Args:
        iri: of the passage.
        document: identifier of the document, such as ``000``.
        file: name of its file.
        place: where it stands, in words: ``lines 151–159``.
        quote: the lines as they stand; empty where the store does not keep them.
    """

    iri: str
    document: str
    file: str
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class AnswerBook:
    """The answer to a question, ready for a workbook.

    Args:
        title: the question in the language of the book; None for free SPARQL.
        name: name of the question; empty for free SPARQL.
        columns: type of each column by name, in order.
        rows: one mapping a row with plain Python values, None where there is none.
        parameters: value by parameter as it was given or holds by default; nodes as a label and their IRI.
        sparql: the text that was asked, parameters bound.
        digest: of the live graph, 64 hex digits; empty when not known.
        changed: day of the last change of the data, ``2026-11-22``; None when the store does not keep it.
        labels: what nodes are called that have no column with a label beside them.
        passages: the evidence by IRI of the passage.
        chart: which columns a chart of this answer takes, by role, with its kind; empty where there is none.
        language: of labels and headings.
    """

    title: str | None
    name: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, object]]
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sparql: str = ""
    digest: str = ""
    changed: str | None = None
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    passages: Mapping[str, CitedPassage] = field(default_factory=lambda: MappingProxyType({}))
    chart: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    language: str = "en"
