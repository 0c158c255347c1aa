"""What changed from one profile, grade or edition to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from competencygraph.model import Evidence

__all__ = ["KINDS", "SECTIONS", "Change", "ChangeKind", "counts_of"]

ChangeKind: TypeAlias = Literal["added", "dropped", "raised", "lowered", "reworded", "moved", "unchanged"]

KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
"""The kinds of change, in the order in which they are counted."""

SECTIONS = (
    "title",
    "position",
    "grades",
    "purpose",
    "result-areas",
    "tasks",
    "criteria",
    "definitions",
    "competencies",
    "knowledge",
    "sections",
    "vacancy",
    "unplaced",
)
"""The parts of a profile, in the order in which they are told; ``unplaced`` is text that found no place."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one thing.

    Args:
        kind: ``added`` and ``dropped``: on one side only; ``raised`` and ``lowered``: at another level, where the
            levels are numbers of one competency; ``reworded``: with other words, or another level without an order;
            ``moved``: in another list, or at another place among the members of its own; ``unchanged``.
        section: one of `SECTIONS`.
        thing: what it is, such as ``task``, ``level`` or ``definition``.
        label: what people call it: its name, that of what it belongs to, or its first words.
        node_a: IRI of it, or of what it is a property of, on the first side; None when it is not there.
        node_b: the same on the second side.
        old: its words on the first side; None when it is not there.
        new: its words on the second side.
        old_level: of a level, its printed number or letter on the first side.
        new_level: of a level, its printed number or letter on the second side.
        place_a: the names of what holds it on the first side, the outermost first.
        place_b: the same on the second side.
        position_a: its place in its list on the first side, from 1; None for what stands in no list.
        position_b: the same on the second side.
        lines_a: the lines that print it on the first side.
        lines_b: the same on the second side.
        similarity: how alike the words are, from 0 to 1; None for what is on one side only.
        profile: the title of the profile that it belongs to, where a document holds several; else empty.
    """

    kind: ChangeKind
    section: str
    thing: str
    label: str
    node_a: str | None
    node_b: str | None
    old: str | None
    new: str | None
    old_level: int | str | None = None
    new_level: int | str | None = None
    place_a: tuple[str, ...] = ()
    place_b: tuple[str, ...] = ()
    position_a: int | None = None
    position_b: int | None = None
    lines_a: Evidence | None = None
    lines_b: Evidence | None = None
    similarity: float | None = None
    profile: str = ""


def counts_of(changes: tuple[Change, ...]) -> Mapping[ChangeKind, int]:
    """Return how many changes there are of each kind.

    Args:
        changes: any.

    Returns:
        A number for every kind.

    >>> counts_of((Change("added", "tasks", "task", "Plannen", None, "urn:x", None, "Plannen"),))["added"]
    1
    """
    return {kind: sum(change.kind == kind for change in changes) for kind in KINDS}
