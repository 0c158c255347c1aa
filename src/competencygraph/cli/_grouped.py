"""Answers whose rows belong together: a layout for each set of columns, whatever question gives them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from competencygraph.cli._messages import Messages
from competencygraph.cli._places import Locations, cite
from competencygraph.cli._rows import readable_word
from competencygraph.cli._sections import Part, Section, Wording

__all__ = ["GroupedLayout", "grouped", "layout_for"]

_Row = Mapping[str, object]
_NO_TEXT = "–"


@dataclass(frozen=True, slots=True)
class GroupedLayout:
    """How rows with certain columns are shown: sections of parts of wordings.

    Args:
        columns: what an answer must have.
        section: the column whose value divides the rows into sections, with a ``…Label`` beside it where there is one.
        part: the columns whose values divide a section; the last that has a value is the heading.
        name: the column of what stands before a wording.
        text: makes the wording of a row.
        nested: whether the columns ``node`` and ``parent`` say which wording stands below which.
    """

    columns: frozenset[str]
    section: str
    part: tuple[str, ...]
    name: str | None
    text: Callable[[_Row, Messages], str]
    nested: bool = False


def layout_for(columns: Collection[str]) -> GroupedLayout | None:
    """Return the layout for an answer, None when its rows are no wordings that belong together.

    Args:
        columns: of the answer.

    Returns:
        The first layout whose columns are all there.

    >>> layout_for(["name", "level"]) is None
    True
    """
    return next((layout for layout in _LAYOUTS if layout.columns <= set(columns)), None)


def grouped(
    layout: GroupedLayout, rows: Sequence[_Row], messages: Messages, locations: Locations
) -> tuple[Section, ...]:
    """Return rows as sections, parts and wordings, in the order of the rows.

    Args:
        layout: for the rows' columns.
        rows: those of one section together, and those of one part.
        messages: in the language of the run.
        locations: where passages stand that have more than line numbers.

    Returns:
        One section for each value of the layout's section column that follows another.
    """
    depths = _depths(rows) if layout.nested else {}
    sections = []
    for _, found in groupby(rows, key=lambda row: row[layout.section]):
        members = list(found)
        parts = []
        for key, inner in groupby(members, key=lambda row: tuple(row[column] for column in layout.part)):
            heading = next((str(value) for value in reversed(key) if value), "")
            wordings = [_wording(layout, row, depths, messages, locations) for row in inner]
            margin = max(len(wording.name) for wording in wordings)
            aligned = tuple(replace(one, name=one.name and one.name.ljust(margin)) for one in wordings)
            parts.append(Part(readable_word(heading, messages, "heading"), aligned))
        sections.append(Section(_title(members[0], layout.section), tuple(parts)))
    return tuple(sections)


def _wording(
    layout: GroupedLayout, row: _Row, depths: Mapping[object, int], messages: Messages, locations: Locations
) -> Wording:
    source = str(row.get("source") or "")
    name = "" if layout.name is None else str(row[layout.name] or "")
    text = layout.text(row, messages) or _NO_TEXT
    return Wording(name, text, cite(source, messages, locations) or source, depths.get(row.get("node"), 0))


def _title(row: _Row, column: str) -> str:
    from competencygraph.app.listing import short_name

    return str(row.get(f"{column}Label") or short_name(str(row[column])))


def _depths(rows: Sequence[_Row]) -> dict[object, int]:
    depths: dict[object, int] = {}
    for row in rows:
        depths[row["node"]] = depths[row["parent"]] + 1 if row["parent"] in depths else 0
    return depths


def _plain_text(row: _Row, messages: Messages) -> str:
    return str(row["text"] or "")


def _requirement(row: _Row, messages: Messages) -> str:
    level = "" if row["level"] is None else messages("level", level=row["level"])
    asked = _named(level, str(row["levelTitle"] or ""), messages)
    return " – ".join(part for part in (str(row["label"] or ""), asked) if part)


def _content(row: _Row, messages: Messages) -> str:
    notes = [str(row["group"])] if row["group"] else []
    if row["optional"]:
        notes.append(messages("parse.optional"))
    label = "" if row["grade"] else str(row["label"] or "")
    said = row["text"] or " → ".join(str(row[column]) for column in ("activity", "intendedResult") if row[column])
    note = f" ({', '.join(notes)})" if notes else ""
    return " ".join(
        part for part in (str(row["notation"] or ""), _named(f"{label}{note}".strip(), str(said), messages)) if part
    )


def _named(name: str, text: str, messages: Messages) -> str:
    return messages("named", name=name, text=text) if name and text else name or text


_LAYOUTS = (
    GroupedLayout(
        columns=frozenset({"family", "familyLabel", "criterion", "criterionLabel", "notation", "text", "source"}),
        section="family",
        part=("criterion", "criterionLabel"),
        name="notation",
        text=_plain_text,
    ),
    GroupedLayout(
        columns=frozenset({"profile", "profileLabel", "kind", "label", "group", "level", "levelTitle", "source"}),
        section="profile",
        part=("kind", "group"),
        name=None,
        text=_requirement,
    ),
    GroupedLayout(
        columns=frozenset(
            {
                "profile",
                "section",
                "kind",
                "notation",
                "label",
                "text",
                "activity",
                "intendedResult",
                "optional",
                "group",
                "grade",
                "node",
                "parent",
                "source",
            }
        ),
        section="profile",
        part=("section",),
        name="grade",
        text=_content,
        nested=True,
    ),
)
