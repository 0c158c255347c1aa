"""The answer to "what changes": both wordings of each aspect, with the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from competencygraph.cli._messages import Messages
from competencygraph.cli._rows import cite

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from competencygraph.compare import DiffPart

__all__ = ["COMPARISON_COLUMNS", "comparison_text", "print_comparison"]

#: A question whose answer has these columns is shown as a comparison.
COMPARISON_COLUMNS = frozenset(
    {"family", "familyLabel", "aspectLabel", "change", "fromText", "toText", "fromSource", "toSource"}
)

_Row = Mapping[str, object]


def comparison_text(rows: Sequence[_Row], names: tuple[str, str], messages: Messages) -> str:
    """Return a comparison as plain text, changed words as ``[-old-]{+new+}``.

    Args:
        rows: of a question with `COMPARISON_COLUMNS`, those of one family together.
        names: how the two sides are called, such as A4 and A5.
        messages: in the language of the run.

    Returns:
        Lines: the family, then per aspect its change, both wordings with their place, and the marked wording.
    """
    from competencygraph.compare import plain_diff

    lines: list[str] = []
    for (_, family), members in groupby(rows, key=_family):
        lines.extend([family, ""])
        for row in members:
            lines.append(f"  {_heading(row, messages)}")
            lines.extend(f"    {name}  {text}\n        ({place})" for name, text, place in _sides(row, names, messages))
            parts = _parts(row)
            if parts:
                lines.append(f"    {names[0]} → {names[1]}  {plain_diff(parts)}")
            lines.append("")
    return "\n".join(lines)


def print_comparison(console: Console, rows: Sequence[_Row], names: tuple[str, str], messages: Messages) -> None:
    """Print a comparison on a terminal: what goes is struck through in red, what comes is green.

    Args:
        console: a terminal with colour.
        rows: as for `comparison_text`.
        names: how the two sides are called.
        messages: in the language of the run.
    """
    from rich.padding import Padding
    from rich.text import Text

    for (_, family), members in groupby(rows, key=_family):
        console.print(Text(family, style="bold"))
        console.print()
        for row in members:
            console.print(Padding(Text(_heading(row, messages), style="bold cyan"), (0, 0, 0, 2)))
            parts = _parts(row)
            for name, text, place in _sides(row, names, messages):
                side = "removed" if name == names[0] else "added"
                shown = _marked(parts, side) if parts else Text(text)
                line = Text.assemble((f"{name}  ", "bold"), shown, (f"  ({place})", "dim"))
                console.print(Padding(line, (0, 0, 0, 4)))
            console.print()


def _family(row: _Row) -> tuple[str, str]:
    return str(row["family"]), str(row["familyLabel"])


def _heading(row: _Row, messages: Messages) -> str:
    change = messages(f"change.{row['change']}")
    heading = f"{row['aspectLabel']}: {change}"
    before, after = row.get("fromLevel"), row.get("toLevel")
    if before is not None and after is not None and before != after:
        heading = f"{heading} ({messages('compare.level', **{'from': before, 'to': after})})"
    return heading


def _sides(row: _Row, names: tuple[str, str], messages: Messages) -> Iterator[tuple[str, str, str]]:
    for name, side in zip(names, ("from", "to"), strict=True):
        text, source = row[f"{side}Text"], row[f"{side}Source"]
        if text is not None or source is not None:
            iri = str(source or "")
            yield name, str(text or ""), cite(iri, messages) or iri


def _parts(row: _Row) -> tuple[DiffPart, ...]:
    from competencygraph.compare import word_diff

    before, after = row["fromText"], row["toText"]
    if before is None or after is None or before == after:
        return ()
    return word_diff(str(before), str(after))


def _marked(parts: Sequence[DiffPart], side: str) -> Text:
    from rich.text import Text

    styles = {"removed": "red strike", "added": "green bold"}
    marked = Text()
    for part in parts:
        if part.kind in {"same", side}:
            marked.append(part.text, style=styles.get(part.kind, ""))
    return marked
