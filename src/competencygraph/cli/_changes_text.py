"""What a comparison found, as plain text, on a terminal with colour, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from competencygraph.app.compared import Comparison
from competencygraph.cli._changes import ChangeRow, ChangeSection, counts_line, side_words, title_of
from competencygraph.cli._messages import Messages
from competencygraph.compare import markdown_diff, markdown_text, plain_diff

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["markdown_changes", "plain_changes", "print_changes"]

_INDENT = 2
_STYLES = {
    "removed": "red strike",
    "added": "green bold",
    "moved-away": "yellow strike",
    "moved-here": "yellow bold",
}


def plain_changes(comparison: Comparison, sections: Sequence[ChangeSection], messages: Messages) -> str:
    """Return a comparison as text without colour, one change a line, its place on the next.

    Args:
        comparison: what was found.
        sections: of it.
        messages: in the language of the run.

    Returns:
        Lines; of words, what is removed stands in ``[-…-]``, what is added in ``{+…+}``, and moved text in ``[~…~]``
        where it stood and in ``{~…~}`` where it came.
    """
    lines = [*_head(comparison, messages), ""]
    for section in sections:
        lines += [section.heading, ""]
        for block in section.blocks:
            indent = " " * _INDENT
            if block.heading:
                lines.append(f"{indent}{block.heading}")
                indent *= 2
            for row in block.rows:
                lines.append(f"{indent}{_lead(row)}{plain_diff(row.parts)}".rstrip())
                if row.where:
                    lines.append(f"{indent}    ({row.where})")
            lines.append("")
    return "\n".join(lines)


def print_changes(
    console: Console, comparison: Comparison, sections: Sequence[ChangeSection], messages: Messages
) -> None:
    """Print a comparison on a terminal: what is removed is struck through in red, what is added is green.

    Args:
        console: a terminal.
        comparison: what was found.
        sections: of it.
        messages: in the language of the run.
    """
    from rich.padding import Padding
    from rich.text import Text

    first, *others = _head(comparison, messages)
    console.print(Text(first, style="bold"))
    for line in others:
        console.print(Text(line, style="dim"), soft_wrap=True)
    console.print()
    if console.no_color:
        for line in plain_changes(comparison, sections, messages).split("\n")[len(others) + 2 :]:
            console.print(Text(line), soft_wrap=True)
        return
    for section in sections:
        console.print(Text(section.heading, style="bold"))
        console.print()
        for block in section.blocks:
            indent = _INDENT
            if block.heading:
                console.print(Padding(Text(block.heading, style="bold cyan"), (0, 0, 0, indent)))
                indent *= 2
            for row in block.rows:
                console.print(Padding(_styled(row), (0, 0, 0, indent)))
                if row.where:
                    console.print(Text(f"{' ' * indent}    ({row.where})", style="dim"), soft_wrap=True)
            console.print()


def markdown_changes(comparison: Comparison, sections: Sequence[ChangeSection], messages: Messages) -> str:
    """Return a comparison as a Markdown document.

    Args:
        comparison: what was found.
        sections: of it.
        messages: in the language of the run.

    Returns:
        A heading a section, a heading a thing that holds others, and an item a change.
    """
    return "\n".join(_markdown(comparison, sections, messages)) + "\n"


def _markdown(comparison: Comparison, sections: Sequence[ChangeSection], messages: Messages) -> Iterator[str]:
    title, *sides = _head(comparison, messages)
    yield f"# {markdown_text(title)}"
    yield ""
    yield from (f"- {markdown_text(side.strip())}" for side in sides)
    yield ""
    yield f"{markdown_text(counts_line(comparison, messages))}."
    for section in sections:
        yield from ("", f"## {markdown_text(section.heading)}")
        for block in section.blocks:
            if block.heading:
                yield from ("", f"### {markdown_text(block.heading)}")
            yield ""
            for row in block.rows:
                words = markdown_diff(row.parts)
                where = f" _({markdown_text(row.where)})_" if row.where else ""
                level = f" ({row.level})" if row.level else ""
                told = f"**{row.word}** {markdown_text(row.thing)}{level}"
                yield f"- {told}{': ' if words else ''}{words}{where}"


def _head(comparison: Comparison, messages: Messages) -> Iterator[str]:
    yield title_of(comparison)
    for side in (comparison.a, comparison.b):
        yield f"  {side.name}  {side_words(side, messages)}"


def _lead(row: ChangeRow) -> str:
    level = f" ({row.level})" if row.level else ""
    return f"{row.word}  {row.thing}{level}{': ' if row.parts else ''}"


def _styled(row: ChangeRow) -> Text:
    from rich.text import Text

    level = f" ({row.level})" if row.level else ""
    styles = {"added": "green bold", "dropped": "red bold"}
    return Text.assemble(
        (row.word, styles.get(row.kind, "bold")),
        f"  {row.thing}{level}{': ' if row.parts else ''}",
        *((part.text, _STYLES.get(part.kind, "")) for part in row.parts),
    )
