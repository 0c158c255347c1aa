"""Wordings in sections and parts, each with its place, as plain text or on a terminal with colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from competencygraph.compare import DiffPart

__all__ = ["Part", "Section", "Wording", "print_sections", "sections_text"]

_INDENT = 4
_STEP = 2
_PLACE = 4
_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording, with what stands before it and where it comes from.

    Args:
        name: what stands before it, such as a grade; empty for nothing.
        text: the wording, or its parts with what is removed and added.
        place: document and lines; empty when there is none.
        depth: how far below the part's own members it stands.
    """

    name: str
    text: str | tuple[DiffPart, ...]
    place: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Wordings under a heading."""

    heading: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Parts under a title."""

    title: str
    parts: tuple[Part, ...]


def sections_text(sections: Sequence[Section], width: int | None = None, *, beside: bool = False) -> str:
    """Return sections as plain text.

    Args:
        sections: what to show; of wordings in parts, what is removed stands in ``[-…-]``, what is added in ``{+…+}``.
        width: columns of characters to fold at; None to fold nothing.
        beside: whether a place stands behind its wording where both fit on a line, not always on a line of its own.

    Returns:
        Lines, with a blank one behind each title and each part; a place is never folded.

    >>> print(sections_text([Section("000", (Part("Strategie", (Wording("A4", "Bepalen.", "000, line 3"),)),))]))
    000
    <BLANKLINE>
      Strategie
        A4  Bepalen.
            (000, line 3)
    <BLANKLINE>
    """
    lines: list[str] = []
    for section in sections:
        lines.extend([section.title, ""])
        for part in section.parts:
            lines.append(f"  {part.heading}")
            lines.extend(line for wording in part.wordings for line in _plain(wording, width, beside))
            lines.append("")
    return "\n".join(lines)


def print_sections(console: Console, sections: Sequence[Section], *, beside: bool = False) -> None:
    """Print sections on a terminal: what is removed is struck through in red, what is added is green.

    Args:
        console: a terminal with colour.
        sections: what to show.
        beside: as for `sections_text`.
    """
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    for section in sections:
        console.print(Text(section.title, style="bold"))
        console.print()
        for part in section.parts:
            console.print(Padding(Text(part.heading, style="bold cyan"), (0, 0, 0, _STEP)))
            for wording in part.wordings:
                indent, lead = _indent(wording), _lead(wording)
                shown = _styled(wording.text)
                fits = beside and _fits(indent + len(lead) + len(shown), wording, console.width)
                if fits:
                    shown.append(f"  ({wording.place})", "dim")
                grid = Table.grid()
                grid.add_column(no_wrap=True)
                grid.add_row(Text(lead, style="bold"), shown)
                console.print(Padding(grid, (0, 0, 0, indent)))
                if wording.place and not fits:
                    place = Text(f"{' ' * (indent + _PLACE)}({wording.place})", style="dim")
                    console.print(place, soft_wrap=True)
            console.print()


def _plain(wording: Wording, width: int | None, beside: bool) -> Iterator[str]:
    from competencygraph.compare import plain_diff

    indent, lead = _indent(wording), _lead(wording)
    text = wording.text if isinstance(wording.text, str) else plain_diff(wording.text)
    line = f"{' ' * indent}{lead}{text}"
    if beside and width is not None and _fits(len(line), wording, width):
        yield f"{line}  ({wording.place})"
        return
    if width is None:
        yield line
    else:
        yield from textwrap.wrap(
            line,
            max(width, _NARROWEST),
            subsequent_indent=" " * (indent + len(lead)),
            break_on_hyphens=False,
            break_long_words=False,
        )
    if wording.place:
        yield f"{' ' * (indent + _PLACE)}({wording.place})"


def _indent(wording: Wording) -> int:
    return _INDENT + _STEP * wording.depth


def _lead(wording: Wording) -> str:
    return f"{wording.name}  " if wording.name else ""


def _fits(used: int, wording: Wording, width: int) -> bool:
    return bool(wording.place) and used + len(f"  ({wording.place})") <= width


def _styled(text: str | tuple[DiffPart, ...]) -> Text:
    from rich.text import Text

    if isinstance(text, str):
        return Text(text)
    styles = {"removed": "red strike", "added": "green bold"}
    return Text.assemble(*((part.text, styles.get(part.kind, "")) for part in text))
