"""What observers of lines share: the lines to read, what begins on them, and how a member of a list looks."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from competencygraph.store.scratch import Scratch
from competencygraph.terms import cg
from competencygraph.validation.observing.source import Source

__all__ = ["HEADED", "ITEMS", "Layout", "Line", "Started", "has_bullet", "read_layout"]

#: Kinds of node that are one member of a list and nothing more.
ITEMS = frozenset(
    {
        cg.ApplicationDocument,
        cg.BehaviouralIndicator,
        cg.Benefit,
        cg.GeneralCondition,
        cg.KnowledgeRequirement,
        cg.PassRule,
        cg.RecruitmentCondition,
        cg.SalaryStep,
        cg.SectionItem,
        cg.Task,
        cg.TechnicalRequirement,
    }
)
#: Kinds of node that begin with a heading of their own.
HEADED = frozenset(
    {
        cg.Competency,
        cg.CompetencyGroup,
        cg.DistinguishingCriterion,
        cg.OrganisationalValue,
        cg.ProfileSection,
        cg.ResultArea,
        cg.SelectionPart,
    }
)
_BULLET = re.compile(r"\s*(?:[•●▪◦○■□▢▫➢➤✓✔·‣⁃–—-]|[*o](?=\s))\s*\S")
_KEPT: WeakKeyDictionary[Scratch, Layout] = WeakKeyDictionary()
_MARKDOWN = re.compile(r"^\s*#{1,6}\s+|\*\*|__")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds text.

    Args:
        number: its number, from 1.
        text: what it says, without the signs of Markdown for headings and bold type, white space at the ends dropped.
        after_blank: whether the line before it is blank.
    """

    number: int
    text: str
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Started:
    """A node that begins on a line: its IRI, its kind and its last line."""

    node: str
    kind: str
    end_line: int


@dataclass(frozen=True, slots=True)
class Layout:
    """An edition as lines.

    Args:
        lines: those that hold text and were not set aside as page numbers and the like, in order.
        starting: the nodes that begin on a line, by its number, the shortest first.
    """

    lines: tuple[Line, ...]
    starting: dict[int, tuple[Started, ...]]
    _first: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for start, nodes in sorted(self.starting.items()):
            for one in nodes:
                self._first.setdefault(one.kind, start)

    def kinds_on(self, number: int) -> frozenset[str]:
        """Return the kinds of the nodes that begin on a line."""
        return frozenset(one.kind for one in self.starting.get(number, ()))

    def is_member(self, line: Line) -> bool:
        """Tell whether a line begins a member of a list: it has a bullet, or a node that is an item begins there."""
        return has_bullet(line.text) or bool(self.kinds_on(line.number) & ITEMS)

    def begins_before(self, kind: str, number: int) -> bool:
        """Tell whether a node of a kind begins before a line."""
        return kind in self._first and self._first[kind] < number


def has_bullet(text: str) -> bool:
    """Tell whether a line begins with a bullet.

    >>> has_bullet("• Plannen"), has_bullet("o Met 5 jaar"), has_bullet("over")
    (True, True, False)
    """
    return _BULLET.match(text) is not None


def read_layout(source: Source) -> Layout:
    """Return the lines of an edition that hold text, with what begins on them.

    Several observers ask for it, so that of each graph it is kept for as long as the graph is.

    Args:
        source: the edition.

    Returns:
        Its layout.
    """
    layout = _KEPT.get(source.graph)
    if layout is None:
        layout = _KEPT[source.graph] = _layout(source)
    return layout


def _layout(source: Source) -> Layout:
    starting: defaultdict[int, list[Started]] = defaultdict(list)
    for node, kind, start, end, _ in _values(source, "lines-of-nodes"):
        starting[int(str(start))].append(Started(str(node), str(kind), int(str(end))))
    left_out: set[int] = set()
    for start, end in _values(source, "left-out-lines"):
        left_out.update(range(int(str(start)), int(str(end)) + 1))
    lines: list[Line] = []
    for number, raw in enumerate(source.lines, 1):
        text = _MARKDOWN.sub("", raw).strip()
        if text and number not in left_out:
            lines.append(Line(number, text, number == 1 or not source.lines[number - 2].strip()))
    return Layout(
        tuple(lines),
        {start: tuple(sorted(nodes, key=lambda one: (one.end_line, one.node))) for start, nodes in starting.items()},
    )


def _values(source: Source, name: str) -> list[list[str | None]]:
    return [[None if term is None else term.value for term in row] for row in source.lookup(name)]
