"""What a check finds: one thing that is wrong or worth a look, where it stands and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from competencygraph.model import Location

__all__ = ["Finding", "Severity", "sorted_findings"]


class Severity(StrEnum):
    """How serious a finding is: a violation blocks, a warning is reported, an info advises.

    >>> Severity.WARNING.at_least(Severity.VIOLATION)
    False
    """

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    def at_least(self, other: Severity) -> bool:
        """Tell whether this is as serious as another, or more."""
        order = list(Severity)
        return order.index(self) <= order.index(other)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Args:
        code: the rule's stable code: ``CG-`` and the name of a lint query or a shape.
        severity: how serious it is.
        messages: what is wrong, by language (nl, fr, en): whole sentences that name the thing.
        remedies: what to do, by language.
        focus: IRI of the node that it is about.
        rule: IRI of the rule.
        path: the property that it is about, as an IRI or a SPARQL property path; None when it is about the node.
        value: the value that it is about, as text; None without one.
        document: identifier of the document; None when the node belongs to none.
        file: name of the document's file.
        start_line: first line, counted from 1; None when the node has no place of its own.
        end_line: last line, included.
        location: page, paragraph or table cell; None in plain text.
        quote: the lines as they stand.
        compared: two wordings whose differences a report may show: this one, the other; None without.
        component: IRI of the constraint component of SHACL; None for a lint rule, which is a query.
        value_term: the value as N-Triples writes it; None where it is a text, or there is none.
        passage: IRI of the lines.
        fingerprint: the same for the same fault in a later edition whose lines have moved.

    Source:
        DESIGN, section 4.
    """

    code: str
    severity: Severity
    messages: Mapping[str, str]
    remedies: Mapping[str, str]
    focus: str
    rule: str
    path: str | None = None
    value: str | None = None
    document: str | None = None
    file: str | None = None
    start_line: int | None = None
    end_line: int | None = None
    location: Location | None = None
    quote: str | None = None
    compared: tuple[str, str] | None = None
    component: str | None = None
    value_term: str | None = None
    passage: str | None = None

    @property
    def fingerprint(self) -> str:
        """Return 16 hex digits: of the code, the node and what is said of it, without places.

        >>> here = Finding("CG-x", Severity.INFO, {"en": "Twice, see line 1."}, {}, "urn:a", "urn:r", start_line=3)
        >>> there = Finding("CG-x", Severity.INFO, {"en": "Twice, see line 7."}, {}, "urn:a", "urn:r", start_line=9)
        >>> here.fingerprint == there.fingerprint
        True
        """
        parts = (self.code, self.focus, self.path or "", self.value or "", " ".join((self.quote or "").split()))
        return sha256("\n".join(parts).encode()).hexdigest()[:16]


def sorted_findings(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return findings by document and place, the gravest first where several stand in one place, each once."""
    order = list(Severity)

    def key(finding: Finding) -> tuple[object, ...]:
        return (
            finding.document or "",
            finding.start_line or 0,
            finding.end_line or 0,
            order.index(finding.severity),
            finding.code,
            finding.focus,
            finding.path or "",
            finding.value or "",
            finding.messages.get("en", ""),
        )

    unique = {key(finding): finding for finding in findings}
    return tuple(unique[each] for each in sorted(unique))
