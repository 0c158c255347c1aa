"""Heads that their place tells: numbered, bulleted or short lines that stand alone above what belongs to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from competencygraph.ingest.document import Line, spans
from competencygraph.ingest.headings import is_heading_like
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.blocks import LINE_END, PLAIN, Block, blocks_of, depth_of, look_of, text_blocks
from competencygraph.ingest.rules.labels import is_sentence

__all__ = ["headed_blocks"]

_MAX_NAME_WORDS = 9
_MAX_BEHIND_WORDS = 5
_WIDE_GAP = re.compile(r"\S\s{6,}\S")  # a running header, or the cells of a row


def headed_blocks(page: Page, lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of a part with competencies, its heads told by their look or place.

    Heads are told by the document's own mark, by bold type, by a number before a short line that is followed by more
    than the next number, by a bullet that another one stands under, or, in a part that shows none of these, by standing
    short and alone, or before a colon or dash.

    Args:
        page: the document.
        lines: the part's lines.
    """
    blocks = _heads_by_look_or_place(page, blocks_of(page, lines))
    _demote_level_titles(blocks)
    return blocks


def _heads_by_look_or_place(page: Page, blocks: list[Block]) -> list[Block]:
    _number_heads(blocks)
    if not _has_heads(blocks):
        _bulleted_heads(blocks)
        _headed_lines(blocks)
        if _has_heads(blocks):
            return blocks
    return list(_plain_heads(page, blocks))


def _demote_level_titles(blocks: Sequence[Block]) -> None:
    """Make texts of the heads right below levels without a title, where nearly all such levels have one."""
    first = next((index for index, block in enumerate(blocks) if block.kind in {"head", "level"}), None)
    bare = [
        index
        for index, block in enumerate(blocks)
        if block.kind == "level" and block.level is not None and block.level.title is None
    ]
    titled = [index for index in bare if index + 1 < len(blocks) and blocks[index + 1].kind == "head"]
    if first is None or blocks[first].kind == "level" or len(titled) < 2 or len(titled) * 10 < len(bare) * 8:
        return
    for index in titled:
        if index + 2 < len(blocks) and blocks[index + 2].kind in {"item", "text"}:
            blocks[index + 1].kind = "text"


def _has_heads(blocks: Sequence[Block]) -> bool:
    return any(block.kind == "head" for block in blocks)


def _number_heads(blocks: list[Block]) -> None:
    """Make heads of numbered items that are short and have more between them than the next number.

    Those of one depth stand or fall together: most must be names, and most must be followed by something else than
    their like. Lower-case letters are items.
    """
    numbered: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        depth = depth_of(block.lines[0]) if block.kind in {"item", "text"} and not block.lines[0].is_bullet else 0
        if depth and (block.kind == "item" or depth > 2 or len(block.lines) == 1):
            numbered.setdefault(depth, []).append(index)
    deepest = max(numbered, default=0)
    for depth, indices in numbered.items():
        names = [index for index in indices if _is_numbered_name(blocks[index])]
        if len(names) * 10 < len(indices) * 8:
            continue
        if depth == 2 and blocks[indices[0]].kind == "text" and deepest <= 2:
            continue
        followed = sum(1 for index in names if _something_follows(blocks, index, depth))
        if followed * 2 < len(names):
            continue
        for index in names:
            blocks[index].kind = "head"
            blocks[index].look = look_of(blocks[index].lines[0], depth)


def _is_numbered_name(block: Block) -> bool:
    line = block.lines[0]
    marker = line.marker
    if marker is not None and marker.kind == "letter" and marker.symbol.islower():
        return False
    text = " ".join([line.body, *(other.text for other in block.lines[1:])])
    name = re.split(r"\s*:\s+|\s+[–—-]\s+", text, maxsplit=1)[0]
    return len(name.split()) <= _MAX_NAME_WORDS and not line.starts_lower and not LINE_END.search(name)


def _something_follows(blocks: Sequence[Block], index: int, depth: int) -> bool:
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if following is None:
        return False
    if following.kind in {"item", "text"} and not following.lines[0].is_bullet:
        return depth_of(following.lines[0]) != depth
    return True


def _plain_heads(page: Page, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, short lines that stand alone in runs of text made heads."""
    runs: list[list[Block]] = [
        list(group) for _, group in groupby(blocks, key=lambda block: block.kind if block.kind == "text" else id(block))
    ]
    marked = [block for block in blocks if block.kind == "head"]
    numbered = bool(marked) and all(block.lines[0].traits.heading is None for block in marked)
    names = [_names(page, run) for run in runs]
    _demote_definitions(runs, names)
    for number, run in enumerate(runs):
        lines = [line for block in run for line in block.lines]
        heads = names[number]
        after = runs[number + 1][0] if number + 1 < len(runs) else None
        if marked:
            heads = _beside_marked(lines, heads, after, number > 0 and runs[number - 1][-1].kind == "head", numbered)
        if run[0].kind != "text" or not heads:
            yield from run
            continue
        yield from _split(page, lines, heads)


def _names(page: Page, run: Sequence[Block]) -> list[int]:
    if run[0].kind != "text":
        return []
    lines = [line for block in run for line in block.lines]
    return [index for index in range(len(lines)) if _is_name(page, lines, index)]


def _demote_definitions(runs: Sequence[Sequence[Block]], names: list[list[int]]) -> None:
    """Take the second of two lines that look like names for a definition where nearly every run has just two."""
    starting = [index for index, run in enumerate(runs) if run[0].kind == "text" and names[index]]
    pairs = [index for index in starting if len(names[index]) == 2 and names[index][1] == names[index][0] + 1]
    if len(pairs) >= 2 and len(pairs) * 10 >= len(starting) * 6:
        for index in starting:
            found = names[index]
            if len(found) >= 2 and found[-1] == found[-2] + 1:
                found.pop()


def _beside_marked(
    lines: Sequence[Line], heads: Sequence[int], after: Block | None, below_head: bool, numbered: bool
) -> list[int]:
    """Return which plain lines are heads beside heads of another look.

    Only a last line does that stands right above a numbered head, or above items or a level, and is no text of a head
    above it.
    """
    if not heads or after is None or below_head:
        return []
    if numbered and after.kind == "head":
        return list(heads[:1])
    if heads[-1] == len(lines) - 1 and after.kind in {"level", "item"} and lines[-1].gap:
        return [heads[-1]]
    return []


def _split(page: Page, lines: Sequence[Line], heads: Sequence[int]) -> Iterator[Block]:
    yield from text_blocks(page, lines[: heads[0]])
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        yield Block("head", [lines[start]], look=look_of(lines[start]), sure=False)
        yield from text_blocks(page, lines[start + 1 : end])


def _is_name(page: Page, lines: Sequence[Line], index: int) -> bool:
    """Return whether a line names a competency: heading-like, and no line of running text carries on into it."""
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    previous = lines[index - 1] if index else None
    if not is_heading_like(line, previous, following) or _WIDE_GAP.search(page.document.raw[line.number - 1].strip()):
        return False
    if is_sentence(page, line.body):
        return False
    if index and index + 1 == len(lines) and line.gap == 0:
        return False
    return index == 0 or not (line.gap == 0 and is_heading_like(lines[index - 1], None, line))


def _bulleted_heads(blocks: list[Block]) -> None:
    """Make heads of the items under one bullet where another bullet marks what stands under them.

    Names are short, and something stands between one name and the next. Where a level line comes before the first
    item, the names bear no bullet. Bullets are told apart by their sign, else by how far they are indented.
    """
    first = next((block for block in blocks if block.kind in {"item", "level"}), None)
    if first is None or first.kind == "level":
        return
    items = [block for block in blocks if block.kind == "item" and block.lines[0].is_bullet]
    by_sign = len({_sign(block) for block in items}) > 1
    keys = [(_sign(block) if by_sign else str(block.lines[0].indent)) for block in items]
    if len(set(keys)) < 2:
        return
    outer = keys[0]
    if not by_sign and any(int(key) < int(outer) for key in keys):
        return
    if sum(one == outer == other for one, other in pairwise(keys)) * 5 > keys.count(outer):
        return
    names = [block for block, key in zip(items, keys, strict=True) if key == outer]
    first_lines = [block.lines[0].body for block in names]
    short = sum(1 for text in first_lines if len(text.split()) <= _MAX_NAME_WORDS and not text.endswith((".", ";")))
    if short * 10 < len(names) * 8:
        return
    for block in names:
        block.kind, block.look, block.sure = "head", (PLAIN, 0, 1, 0), True
    for index in reversed([index for index, block in enumerate(blocks) if block.kind == "head"]):
        if len(blocks[index].lines) > 1:
            blocks[index + 1 : index + 1] = [Block("text", blocks[index].lines[1:])]
            blocks[index].lines = blocks[index].lines[:1]


def _sign(block: Block) -> str:
    marker = block.lines[0].marker
    return marker.symbol if marker is not None else ""


def _headed_lines(blocks: list[Block]) -> None:
    """Make heads of running texts "Name: definition" or "Name – definition", where most of them are such.

    Short lines between them that are open at their end are then heads of clusters.
    """
    if _has_heads(blocks):
        return
    blocks[:] = [part for block in blocks for part in _divided(block)]
    texts = [block for block in blocks if block.kind == "text"]
    named = [block for block in texts if _begins_with_name(block)]
    others = [block for block in texts if block not in named]
    clusters = [block for block in others if len(block.lines) == 1 and _is_numbered_name(block)]
    few = len(named) * 10 < len(texts) * 8
    if len(named) < 2 or (few and (len(clusters) < len(others) or len(named) < len(others))):
        return
    for block in named:
        block.kind, block.look, block.sure = "head", (PLAIN, 0, 1, 0), False
    for block in clusters if few else []:
        block.kind, block.look, block.sure = "head", (PLAIN, -1, 0, 0), False


def _divided(block: Block) -> Iterator[Block]:
    """Yield a text as the texts that begin with a name and a colon where the line before closes a sentence."""
    if block.kind != "text" or not _begins_with_name(block):
        yield block
        return
    starts = [0] + [
        index
        for index in range(1, len(block.lines))
        if block.lines[index - 1].ends_sentence and _begins_with_name(Block("text", [block.lines[index]]))
    ]
    for start, end in spans(starts, len(block.lines)):
        yield Block("text", block.lines[start:end])


def _begins_with_name(block: Block) -> bool:
    text = " ".join(line.text for line in block.lines)
    for sign in (": ", " – ", " — ", " - "):
        name, found, rest = text.partition(sign)
        if found and rest.strip() and len(name.split()) <= _MAX_BEHIND_WORDS and name[:1].isupper() and "." not in name:
            return True
    return False
