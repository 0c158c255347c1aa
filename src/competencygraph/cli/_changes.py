"""What a comparison found, in the words of the run: the same for terminal, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from competencygraph.app.compared import ComparedSide, Comparison
from competencygraph.cli._messages import Messages
from competencygraph.cli._places import place_words
from competencygraph.cli._visible import visible_line
from competencygraph.compare import KINDS, READABLE_SHARE, Change, ChangeKind, DiffPart, common_share, word_diff
from competencygraph.model import Evidence

__all__ = ["ChangeBlock", "ChangeRow", "ChangeSection", "change_sections", "counts_line", "side_words", "title_of"]

#: What holds others: it is told under its own name, before what it holds.
_HOLDERS = frozenset("competency criterion group profile result-area section selection-part term value".split())
#: What is called otherwise than what it belongs to.
_LABELLED = frozenset({"descriptor", "level"})
#: What stands between two wordings that have too little in common to mark words; no other part is a space.
_GAP = DiffPart("same", " ")
#: What is said to hold, and has no words of its own.
_HOLDING = frozenset({"eliminatory", "optional"})


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change, in words.

    Args:
        kind: what it is.
        word: the word for it.
        thing: what changed.
        level: the levels, where they differ; else empty.
        parts: the words, with what is removed, added and moved; no word of what is on one side only is marked, since
            the kind of change says it of all.
        where: the lines on either side.
        language: of the words, None where it is not known.
        throughout: whether the two wordings have so little in common that they stand one after the other.
    """

    kind: ChangeKind
    word: str
    thing: str
    level: str
    parts: tuple[DiffPart, ...]
    where: str
    language: str | None
    throughout: bool = False


@dataclass(frozen=True, slots=True)
class ChangeBlock:
    """What changed in one thing that holds others; without a heading, in the section itself."""

    heading: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class ChangeSection:
    """What changed in one part of a profile."""

    heading: str
    blocks: tuple[ChangeBlock, ...]


def change_sections(comparison: Comparison, changes: Sequence[Change], messages: Messages) -> tuple[ChangeSection, ...]:
    """Return changes in the words of the run, under the headings of what they stand in.

    Args:
        comparison: that the changes are of.
        changes: those to show, in its order.
        messages: in the language of the run.

    Returns:
        A section for each part of a profile in which something changed.
    """
    return tuple(
        ChangeSection(_heading(key, messages), tuple(_blocks(comparison, list(members), messages)))
        for key, members in groupby(changes, key=lambda change: (change.profile, change.section))
    )


def title_of(comparison: Comparison) -> str:
    """Return what is compared, in one line.

    >>> from competencygraph.app.compared import ComparedSide
    >>> a, b = (ComparedSide(grade, "urn:x", "urn:d", "000", "urn:e", "a.txt") for grade in ("A4", "A5"))
    >>> title_of(Comparison(a, b, ()))
    '000: A4 → A5'
    """
    a, b = comparison.a, comparison.b
    pair = f"{visible_line(a.name)} → {visible_line(b.name)}"
    return f"{a.identifier}: {pair}" if a.document == b.document else pair


def side_words(side: ComparedSide, messages: Messages) -> str:
    """Return what a side is: its document, edition and file, and its title where one is printed.

    Args:
        side: of a comparison.
        messages: in the language of the run.
    """
    from competencygraph.app.listing import short_name

    key = "compare.side" if side.stored else "compare.side.file"
    edition = side.edition.rpartition("/")[2]
    words = messages(key, node=short_name(side.node), edition=edition, file=visible_line(side.file))
    return f"{words}: {visible_line(side.title)}" if side.title else words


def counts_line(comparison: Comparison, messages: Messages) -> str:
    """Return how many changes there are of each kind, in one line; of kinds without any nothing is said.

    Args:
        comparison: what was found.
        messages: in the language of the run.
    """
    counts = comparison.counts
    told = [
        messages("compare.count", number=counts[kind], kind=messages(f"change.{kind}"))
        for kind in KINDS
        if counts[kind]
    ]
    return ", ".join(told) or messages("compare.empty")


def _heading(key: tuple[str, str], messages: Messages) -> str:
    profile, section = key
    heading = messages(f"heading.{section}")
    return f"{visible_line(profile)} › {heading}" if profile else heading


def _blocks(comparison: Comparison, changes: Sequence[Change], messages: Messages) -> Iterator[ChangeBlock]:
    for path, members in groupby(changes, key=_path):
        rows = tuple(_row(comparison, change, path, messages) for change in members)
        yield ChangeBlock(" › ".join(visible_line(name) for name in path), rows)


def _path(change: Change) -> tuple[str, ...]:
    """Return the names under which a change is told."""
    path = change.place_a if change.node_b is None else change.place_b
    if change.thing in _HOLDERS or (change.thing == "number" and not path):
        return (*path, change.label)
    return path


def _row(comparison: Comparison, change: Change, path: tuple[str, ...], messages: Messages) -> ChangeRow:
    thing = messages(f"change.thing.{change.thing}", label=visible_line(change.label))
    if change.thing in _LABELLED and change.label and change.label not in path:
        thing = f"{thing}, {visible_line(change.label)}"
    side = comparison.a if change.node_b is None else comparison.b
    parts = _parts(change, messages)
    if path and path[-1] == change.label and all(part.kind == "same" for part in parts) and change.thing in _HOLDERS:
        parts = ()
    one_language = comparison.a.language == comparison.b.language or None in {change.old, change.new}
    return ChangeRow(
        change.kind,
        messages(f"change.{change.kind}"),
        thing,
        _levels(change, messages),
        parts,
        _where(comparison, change, messages),
        side.language if one_language else None,
        throughout=_GAP in parts,
    )


def _levels(change: Change, messages: Messages) -> str:
    """Return the number or letter of a level, and what it becomes."""
    before, after = change.old_level, change.new_level
    if change.old is None or change.new is None or before == after:
        level = after if change.old is None else before
        return "" if level is None else str(level)
    none = messages("compare.no-level")
    return f"{none if before is None else before} → {none if after is None else after}"


def _parts(change: Change, messages: Messages) -> tuple[DiffPart, ...]:
    old, new = (None if text is None else visible_line(text) for text in (change.old, change.new))
    if change.thing in _HOLDING:
        return (DiffPart("same", messages("compare.yes")),)
    if old is not None and new is not None:
        if " ".join(old.split()) == " ".join(new.split()):
            return (DiffPart("same", new),) if new else ()
        parts = word_diff(old, new, moves=True)
        if common_share(parts) >= READABLE_SHARE:
            return parts
        return tuple(part for part in (DiffPart("removed", old), _GAP, DiffPart("added", new)) if part.text)
    text = (new if old is None else old) or ""
    return (DiffPart("same", text),) if text else ()


def _where(comparison: Comparison, change: Change, messages: Messages) -> str:
    """Return the lines on either side; the documents are named when they are two."""
    before = _place(comparison.a, change.lines_a, messages)
    after = _place(comparison.b, change.lines_b, messages)
    if comparison.a.document != comparison.b.document:
        sides = ((comparison.a.name, before), (comparison.b.name, after))
        before, after = (
            messages("compare.place", name=visible_line(name), place=place) if place else "" for name, place in sides
        )
    if change.kind == "moved" and change.place_a != change.place_b:
        names = [" › ".join(visible_line(name) for name in path) for path in (change.place_a, change.place_b)]
        before, after = (", ".join(filter(None, pair)) for pair in zip(names, (before, after), strict=True))
    if before == after and comparison.a.edition == comparison.b.edition:
        return before
    return " → ".join(filter(None, (before, after)))


def _place(side: ComparedSide, lines: Evidence | None, messages: Messages) -> str:
    if lines is None:
        return ""
    found = side.in_file(lines)
    return place_words(found.start_line, found.end_line, side.location(lines), messages)
