"""The kinds of items that an editor can correct: what each may stand in, which parts it has, what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["CONTENTS", "KINDS", "PARTS", "Kind", "reclassed_contents"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item.

    Args:
        within: the kinds that it may stand in.
        parts: names of its parts beside the text; the ones that it cannot do without end in ``!``.
        single: whether a profile has one at most.
        fixed: whether an editor cannot make other items into it, nor it into others.
    """

    within: tuple[str, ...] = ("profile",)
    parts: tuple[str, ...] = ()
    single: bool = False
    fixed: bool = False

    @property
    def part_names(self) -> tuple[str, ...]:
        """Return the names of the parts."""
        return tuple(part.removesuffix("!") for part in self.parts)

    @property
    def needed(self) -> tuple[str, ...]:
        """Return the names of the parts that it cannot do without."""
        return tuple(part.removesuffix("!") for part in self.parts if part.endswith("!"))


KINDS: Mapping[str, Kind] = {
    "profile": Kind(within=(), fixed=True),
    "title": Kind(single=True),
    "grades": Kind(single=True),
    "purpose": Kind(parts=("activity", "aim"), single=True),
    "area": Kind(parts=("number", "role", "activity", "aim", "description")),
    "task": Kind(within=("area", "profile"), parts=("number",)),
    "criterion": Kind(),
    "cell": Kind(within=("criterion",), parts=("grade!",)),
    "definition": Kind(parts=("definition!",)),
    "competency": Kind(parts=("number", "group", "definition")),
    "level": Kind(within=("competency",), parts=("level",)),
    "indicator": Kind(within=("level",), parts=("number",)),
    "knowledge": Kind(parts=("number", "group")),
    "technical": Kind(parts=("number", "group")),
    "section": Kind(parts=("number", "body")),
    "item": Kind(within=("section",), parts=("number",)),
    "general-condition": Kind(parts=("number",)),
    "recruitment-condition": Kind(parts=("number",)),
    "asked-competency": Kind(parts=("number",)),
    "asked-knowledge": Kind(parts=("number",)),
    "offer": Kind(parts=("number",)),
    "document": Kind(parts=("number",)),
    "value": Kind(parts=("body",), fixed=True),
    "selection-part": Kind(parts=("number", "body"), fixed=True),
    "pass-rule": Kind(fixed=True),
    "unparsed": Kind(within=()),
}
"""Every kind by its name in a review file."""

PARTS: tuple[str, ...] = tuple(dict.fromkeys(part for kind in KINDS.values() for part in kind.part_names))
"""The names of all parts, in the order in which a review file gives them."""

CONTENTS: Mapping[str, str] = {
    "area": "task",
    "criterion": "cell",
    "competency": "level",
    "level": "indicator",
    "section": "item",
}
"""What a kind of container holds; a profile holds everything else."""

_LISTED = {"area": "task", "section": "item", "competency": "indicator"}


def reclassed_contents(old: str, new: str) -> str | None:
    """Return what the members of a container become when it becomes another kind, None when they have no place there.

    >>> reclassed_contents("area", "section"), reclassed_contents("criterion", "area")
    ('item', None)
    """
    return _LISTED.get(new) if old in _LISTED else None
