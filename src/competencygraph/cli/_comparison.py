"""The answer to "what changes": both wordings of each aspect, with the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from competencygraph.cli._messages import Messages
from competencygraph.cli._places import Locations, cite
from competencygraph.cli._sections import Part, Section, Wording

if TYPE_CHECKING:
    from competencygraph.compare import DiffPart

__all__ = ["COMPARISON_COLUMNS", "comparison"]

#: A question whose answer has these columns is shown as a comparison.
COMPARISON_COLUMNS = frozenset(
    {"family", "familyLabel", "aspectLabel", "change", "fromText", "toText", "fromSource", "toSource"}
)

_Row = Mapping[str, object]
_Side = Literal["removed", "added"]
_SIDES: tuple[tuple[str, _Side], ...] = (("from", "removed"), ("to", "added"))


def comparison(
    rows: Sequence[_Row], names: tuple[str, str], messages: Messages, locations: Locations, *, coloured: bool
) -> tuple[Section, ...]:
    """Return a comparison: the family, then per aspect its change, both wordings with their place, and what differs.

    Words are marked where the two wordings share at least half of theirs; below that, it is said that the aspect is
    reworded throughout.

    Args:
        rows: of a question with `COMPARISON_COLUMNS`, those of one family together.
        names: how the two sides are called, such as A4 and A5.
        messages: in the language of the run.
        locations: where passages stand that have more than line numbers.
        coloured: whether the words are marked in the two wordings, not in a third line.

    Returns:
        One section a family, with a part for each aspect.
    """
    return tuple(
        Section(
            str(members[0]["familyLabel"]),
            tuple(
                Part(_heading(row, messages), tuple(_wordings(row, names, messages, locations, coloured=coloured)))
                for row in members
            ),
        )
        for members in (list(group) for _, group in groupby(rows, key=lambda row: row["family"]))
    )


def _heading(row: _Row, messages: Messages) -> str:
    heading = messages("named", name=row["aspectLabel"], text=messages(f"change.{row['change']}"))
    before, after = row.get("fromLevel"), row.get("toLevel")
    if before is not None and after is not None and before != after:
        heading = f"{heading} ({messages('compare.level', **{'from': before, 'to': after})})"
    return heading


def _wordings(
    row: _Row, names: tuple[str, str], messages: Messages, locations: Locations, *, coloured: bool
) -> Iterator[Wording]:
    from competencygraph.compare import READABLE_SHARE, common_share, one_side

    parts = _parts(row)
    readable = common_share(parts) >= READABLE_SHARE
    for name, (side, kind) in zip(names, _SIDES, strict=True):
        text, source = row[f"{side}Text"], row[f"{side}Source"]
        if text is not None or source is not None:
            iri = str(source or "")
            marked = coloured and readable and parts
            wording = one_side(parts, kind) if marked else str(text or "")
            yield Wording(name, wording, cite(iri, messages, locations) or iri)
    if parts and not readable:
        yield Wording(" → ".join(names), messages("compare.throughout"))
    elif parts and not coloured:
        yield Wording(" → ".join(names), parts)


def _parts(row: _Row) -> tuple[DiffPart, ...]:
    from competencygraph.compare import word_diff

    before, after = row["fromText"], row["toText"]
    if before is None or after is None or before == after:
        return ()
    return word_diff(str(before), str(after))
