"""What the heads of a part with competencies are: clusters, names or dimensions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.blocks import Block, Look
from competencygraph.ingest.rules.labels import is_group_name

__all__ = ["CLUSTER", "DIMENSION", "LEVEL_GROUP", "NAME", "roles_of"]

CLUSTER, NAME, DIMENSION, LEVEL_GROUP = "cluster", "name", "dimension", "level group"

_MOST = 0.8
_HALF = 0.5
_FEW = 0.2
_HEADING = 0
_NAME_WORDS = 4
_BEHIND_NAME = re.compile(r"\s*:\s|\s[–—-]\s|\s\(")


@dataclass(frozen=True, slots=True)
class _Under:
    """What stands under a head, up to the next one.

    Args:
        items: whether there are items or a table.
        levels: whether there are levels.
        definition: whether there is a labelled definition or a lead-in.
        text: whether there is text.
    """

    items: bool
    levels: bool
    definition: bool
    text: bool

    @property
    def nothing(self) -> bool:
        """Return whether nothing stands under it."""
        return not (self.items or self.levels or self.definition or self.text)


def roles_of(page: Page, blocks: Sequence[Block]) -> dict[int, str]:
    """Return the role of each head, by its place among the blocks, and of levels that competencies stand under.

    Heads of one look have one role, save that a head right above another one of its look is a cluster, or the name
    above its dimensions. Of several looks the most prominent one with levels or labelled definitions under it is that
    of names; else the least prominent, unless that stands above bare lists alone and no group is named above it: then
    it is that of dimensions, the one above it that of names.

    Args:
        page: the document.
        blocks: the blocks.
    """
    groups = _level_groups(blocks)
    roles = dict.fromkeys(groups, LEVEL_GROUP)
    heads = [index for index, block in enumerate(blocks) if block.kind == "head"]
    if not heads:
        return roles
    under = {index: _under(blocks, index) for index in heads}
    own = _looks(blocks, heads)
    looks = sorted(set(own.values()))
    by_look = {look: [index for index in heads if own[index] == look] for look in looks}
    if len(looks) == 1:
        return roles | _one_look(page, blocks, heads, under)
    names = _look_of_names(page, blocks, by_look, under)
    for look, indices in by_look.items():
        role = NAME if look == names else (CLUSTER if look < names else DIMENSION)
        roles |= dict.fromkeys(indices, role)
    return roles | _named_groups(page, blocks, roles, under)


def _looks(blocks: Sequence[Block], heads: Sequence[int]) -> dict[int, Look]:
    """Return the look of each head; numbering tells marked headings of one level apart only where all are numbered."""
    looks = {index: blocks[index].look or (0, 0, 0, 0) for index in heads}
    depths: dict[Look, set[int]] = {}
    for look in looks.values():
        depths.setdefault((*look[:3], 0), set()).add(look[3])
    return {
        index: (*look[:3], 0) if look[0] == _HEADING and 0 in depths[(*look[:3], 0)] else look
        for index, look in looks.items()
    }


def _level_groups(blocks: Sequence[Block]) -> list[int]:
    """Return the levels that heads follow, where all do and none has a head above the first."""
    levels = [index for index, block in enumerate(blocks) if block.kind == "level"]
    first_head = next((index for index, block in enumerate(blocks) if block.kind == "head"), None)
    if not levels or first_head is None or levels[0] > first_head:
        return []
    for index in levels:
        following = [block.kind for block in blocks[index + 1 : index + 3] if block.kind != "text"]
        if following[:1] != ["head"]:
            return []
    return levels


def _under(blocks: Sequence[Block], index: int) -> _Under:
    part: list[Block] = []
    for block in blocks[index + 1 :]:
        if block.kind == "head":
            break
        part.append(block)
    kinds = {block.kind for block in part}
    labels = {block.label.kind for block in part if block.label is not None}
    return _Under(
        bool(kinds & {"item", "table"}), "level" in kinds, bool(labels & {"definition", "indicators"}), "text" in kinds
    )


def _share(indices: Sequence[int], under: dict[int, _Under], *names: str) -> float:
    return sum(1 for index in indices if any(getattr(under[index], name) for name in names)) / len(indices)


def _one_look(page: Page, blocks: Sequence[Block], heads: Sequence[int], under: dict[int, _Under]) -> dict[int, str]:
    """Return the roles of heads that all look alike."""
    roles = dict.fromkeys(heads, NAME)
    dimensions = _dimensions_below_levels(heads, under)
    if dimensions:
        return roles | dict.fromkeys(dimensions, DIMENSION)
    above = [index for index, following in pairwise(heads) if following == index + 1]
    below = [index for index in heads if index not in above]
    if not above or not below:
        return roles | _named_groups(page, blocks, roles, under)
    worked_out = _share(below, under, "items", "levels")
    if worked_out < _MOST:
        return roles | _named_groups(page, blocks, roles, under)
    grouping = sum(1 for index in above if is_group_name(page, blocks[index].lines[0].body)) * 2 >= len(above)
    dimensional = (
        heads[0] in above
        and not grouping
        and _share(below, under, "text", "levels", "definition") <= _FEW
        and len(above) > 1
    )
    if dimensional:
        return dict.fromkeys(above, NAME) | dict.fromkeys(below, DIMENSION)
    return roles | dict.fromkeys(above, CLUSTER) | _named_groups(page, blocks, roles, under)


def _lists_names(blocks: Sequence[Block], index: int) -> bool:
    """Return whether the list under a head, if any, holds texts as short as names."""
    counts: list[int] = []
    for block in blocks[index + 1 :]:
        if block.kind == "head":
            break
        if block.kind == "item":
            text = " ".join(line.body for line in block.lines)
            counts.append(len(_BEHIND_NAME.split(text, maxsplit=1)[0].split()))
    return sum(counts) <= _NAME_WORDS * len(counts)


def _dimensions_below_levels(heads: Sequence[int], under: dict[int, _Under]) -> list[int]:
    """Return the heads above bare lists where the names above them have a level and no list of their own."""
    names = [index for index in heads if under[index].levels or under[index].definition]
    rest = [index for index in heads if index not in names]
    if not names or not rest or heads[0] != names[0] or any(under[index].items for index in names):
        return []
    bare = [index for index in rest if under[index].items and not under[index].text]
    return bare if len(bare) == len(rest) and len(rest) >= len(names) else []


def _named_groups(
    page: Page, blocks: Sequence[Block], roles: dict[int, str], under: dict[int, _Under]
) -> dict[int, str]:
    """Return the heads that name a group and are followed by a list of names, a table, or nothing but heads."""
    found: dict[int, str] = {}
    heads = list(under)
    for place, index in enumerate(heads):
        if roles.get(index) != NAME or not is_group_name(page, blocks[index].lines[0].body):
            continue
        part = under[index]
        last = place + 1 == len(heads)
        if part.levels or part.definition or (last and not part.items) or not _lists_names(blocks, index):
            continue
        found[index] = CLUSTER
    return found


def _look_of_names(
    page: Page, blocks: Sequence[Block], by_look: dict[Look, list[int]], under: dict[int, _Under]
) -> Look:
    """Return the look of the heads that are names."""
    looks = list(by_look)
    told = [look for look in looks if _share(by_look[look], under, "levels", "definition") >= _HALF]
    if told:
        return told[0]
    inner, outer = looks[-1], looks[-2]
    inside, outside = by_look[inner], by_look[outer]
    naming = sum(1 for index in outside if is_group_name(page, blocks[index].lines[0].body)) * 2 >= len(outside)
    if naming or (0 < outer[3] < inner[3]):
        return inner
    if _share(outside, under, "items") >= _HALF:
        return outer
    if _share(inside, under, "text") > _FEW or _share(inside, under, "items") < _MOST:
        return inner
    return outer
