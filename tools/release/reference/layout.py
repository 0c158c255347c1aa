"""Where the boxes of a diagram stand: in layers from left to right; few lines cross, and none goes over a box."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["HEAD", "ROW", "Box", "Passing", "Placed", "Row", "place"]

#: Heights in pixels, of the name of a class and of each row below it.
HEAD, ROW = 26, 19
_LETTER = 7.3
_PADDING = 20
_PASSING = 6
_BETWEEN_BOXES, _BETWEEN_LAYERS = 16, 64
_MARGIN = 12
#: How far a line goes out that comes back to the same layer.
_LOOP = 40
_SWEEPS = 16


@dataclass(frozen=True, slots=True)
class Row:
    """A property of a box.

    Args:
        text: as shown.
        iri: of the property.
        targets: keys of the boxes that it leads to.
    """

    text: str
    iri: str
    targets: tuple[str, ...] = ()


@dataclass(slots=True)
class Box:
    """A class.

    Args:
        key: IRI of the class.
        title: as shown.
        rows: its properties; empty for a class that is only led to.
        kinds_of: keys of the boxes that it is a kind of.
        near: whether the diagram is about it, or it is only led to.

    Its place is `x` and `y`; its layer ends at `end`, which is further right where the layer has wider boxes.
    """

    key: str
    title: str
    rows: tuple[Row, ...] = ()
    kinds_of: tuple[str, ...] = ()
    near: bool = True
    x: float = field(default=0, init=False)
    y: float = field(default=0, init=False)
    end: float = field(default=0, init=False)

    @property
    def width(self) -> float:
        """Return its width in pixels."""
        longest = max([len(self.title) * 1.05, *(len(row.text) for row in self.rows)])
        return round(longest * _LETTER + _PADDING, 1)

    @property
    def height(self) -> float:
        """Return its height in pixels."""
        return HEAD + ROW * len(self.rows) + (6 if self.rows else 0)


@dataclass(slots=True)
class Passing:
    """Room that a line takes in a layer that it crosses.

    Args:
        key: of its own.
        x: where the layer begins.
        end: where it ends.
        y: height of the line.
    """

    key: str
    x: float = 0
    end: float = 0
    y: float = 0
    height: float = field(default=_PASSING, init=False)


@dataclass(frozen=True, slots=True)
class Placed:
    """A diagram whose boxes have their places.

    Args:
        width: in pixels.
        height: in pixels.
        passings: for the left and the right box of a line, where it crosses the layers between them, left to right.
    """

    width: float
    height: float
    passings: Mapping[tuple[str, str], tuple[Passing, ...]]


def place(boxes: Sequence[Box]) -> Placed:
    """Give each box its place.

    Args:
        boxes: with keys of their own; what they lead to but is not among them is left out of account.

    Returns:
        The size of the diagram and where long lines pass.
    """
    by_key = {box.key: box for box in boxes}
    edges = _edges(by_key)
    layers, depth = _layers(by_key, edges)
    items: dict[str, Box | Passing] = dict(by_key)
    passings: dict[tuple[str, str], tuple[Passing, ...]] = {}
    steps: list[tuple[str, str]] = []
    for edge in edges:
        left, right = sorted(edge, key=lambda key: (depth[key], key))
        if (left, right) in passings:
            continue
        between = [Passing(f"{left} {right} {level}") for level in range(depth[left] + 1, depth[right])]
        for level, one in enumerate(between, start=depth[left] + 1):
            items[one.key] = one
            layers[level].append(one.key)
        chain = [left, *(one.key for one in between), right]
        steps += list(itertools.pairwise(chain)) if depth[left] != depth[right] else []
        passings[left, right] = tuple(between)
    beside: dict[str, list[tuple[str, bool]]] = {key: [] for key in items}
    for left, right in steps:
        beside[left].append((right, True))
        beside[right].append((left, False))
    _order(layers, beside)
    width = _columns(layers, items)
    height = _heights(layers, items, beside)
    return Placed(width, height, passings)


def _edges(boxes: Mapping[str, Box]) -> list[tuple[str, str]]:
    """Return which box stands left of which: an owner of its values, a class of its kinds."""
    found: dict[tuple[str, str], None] = {}
    for key, box in boxes.items():
        for row in box.rows:
            found.update({(key, target): None for target in row.targets if target in boxes and target != key})
        found.update({(above, key): None for above in box.kinds_of if above in boxes and above != key})
    return list(found)


def _layers(boxes: Mapping[str, Box], edges: Sequence[tuple[str, str]]) -> tuple[list[list[str]], dict[str, int]]:
    """Return the keys by layer, each right of what leads to it where edges do not go round; and the layer of each."""
    after: dict[str, list[str]] = {key: [] for key in boxes}
    for left, right in edges:
        after[left].append(right)
    done: list[str] = []
    state: dict[str, int] = {}

    def visit(key: str) -> None:
        state[key] = 1
        after[key] = [one for one in after[key] if state.get(one) != 1]
        for one in after[key]:
            if one not in state:
                visit(one)
        state[key] = 2
        done.append(key)

    led_to = {right for _, right in edges}
    for key in sorted(boxes, key=lambda one: (one in led_to, -len(after[one]), one)):
        if key not in state:
            visit(key)
    depth = dict.fromkeys(boxes, 0)
    for key in reversed(done):
        for one in after[key]:
            depth[one] = max(depth[one], depth[key] + 1)
    # What leads far is moved next to the nearest that it leads to: shorter lines.
    for key in done:
        if after[key]:
            depth[key] = max(depth[key], min(depth[one] for one in after[key]) - 1)
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for key in sorted(boxes):
        layers[depth[key]].append(key)
    return layers, depth


def _order(layers: list[list[str]], beside: Mapping[str, list[tuple[str, bool]]]) -> None:
    """Order each layer by the middle of what its boxes are joined to, left and right in turn."""
    for sweep in range(_SWEEPS):
        rightwards = sweep % 2 == 1
        for layer in layers if not rightwards else reversed(layers):
            spot = {key: number / max(1, len(one)) for one in layers for number, key in enumerate(one)}
            middle = {}
            for key in layer:
                near = [spot[one] for one, right in beside[key] if right == rightwards]
                middle[key] = sum(near) / len(near) if near else spot[key]
            layer.sort(key=middle.__getitem__)


def _columns(layers: Sequence[Sequence[str]], items: Mapping[str, Box | Passing]) -> float:
    """Give each layer its place from left to right; return the width of all."""
    x = float(_MARGIN)
    for layer in layers:
        wide = max((one.width for one in map(items.__getitem__, layer) if isinstance(one, Box)), default=0)
        for one in map(items.__getitem__, layer):
            one.x = round(x, 1)
            one.end = round(x + wide, 1)
        x += wide + _BETWEEN_LAYERS
    return round(x - _BETWEEN_LAYERS + _LOOP + _MARGIN, 1)


def _heights(
    layers: Sequence[Sequence[str]], items: Mapping[str, Box | Passing], beside: Mapping[str, list[tuple[str, bool]]]
) -> float:
    """Give each box its height, near what it is joined to and without overlap; return the height of all."""
    for layer in layers:
        y = 0.0
        for one in map(items.__getitem__, layer):
            one.y = y
            y += one.height + _BETWEEN_BOXES
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wanted = []
            for key in layer:
                one = items[key]
                near = [items[other].y + min(items[other].height, 60) / 2 for other, _ in beside[key]]
                wanted.append(sum(near) / len(near) - min(one.height, 60) / 2 if near else one.y)
            for key, y in zip(layer, _apart(wanted, [items[key].height for key in layer]), strict=True):
                items[key].y = y
    top = min((one.y for one in items.values()), default=0.0)
    for one in items.values():
        one.y = round(one.y - top + _MARGIN, 1)
    return round(max((one.y + one.height for one in items.values()), default=0.0) + _MARGIN, 1)


def _apart(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return the places nearest to the wanted ones (least squares) at which nothing overlaps and the order is kept.

    >>> _apart([0, 0], [10, 10])
    [-13.0, 13.0]
    """
    offsets = [0.0]
    for height in heights[:-1]:
        offsets.append(offsets[-1] + height + _BETWEEN_BOXES)
    pools: list[tuple[float, int]] = []
    for goal, offset in zip(wanted, offsets, strict=False):
        pools.append((goal - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (first, many), (second, more) = pools[-2], pools[-1]
            pools[-2:] = [((first * many + second * more) / (many + more), many + more)]
    level = [value for value, many in pools for _ in range(many)]
    return [round(value + offset, 3) for value, offset in zip(level, offsets, strict=False)]
