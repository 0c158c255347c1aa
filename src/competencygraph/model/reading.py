"""Why a line of a document became what it is."""

from __future__ import annotations

from dataclasses import dataclass

from competencygraph.model.evidence import Evidence

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What some lines were taken for, and why.

    Args:
        kind: what they were taken for, such as ``task`` or ``competency``.
        text: their text, as it was read.
        evidence: the lines.
        rule: the name of the rule that took them.
        confidence: how sure the rule is, 0 to 1.

    >>> Reading("task", "De dienst leiden", Evidence(3, 3), "list under a result area", 1.5)
    Traceback (most recent call last):
    ValueError: the confidence 1.5 lies outside 0 to 1
    """

    kind: str
    text: str
    evidence: Evidence
    rule: str
    confidence: float

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"the confidence {self.confidence} lies outside 0 to 1")
