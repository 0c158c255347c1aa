"""Diagrams of the model: which boxes and lines they have, drawn from the shapes and the subclasses."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tools.release.reference.cards import Card
from tools.release.reference.layout import HEAD, ROW, Box, Placed, Row, place
from tools.release.reference.names import Names
from tools.release.reference.usage import Usage

__all__ = ["Diagram", "Line", "draw"]

#: What nearly every class has; left out, as the note below each diagram says.
_EVERYWHERE = ("/def/position", "prov#wasDerivedFrom")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a diagram.

    Args:
        path: for the ``d`` of an SVG path.
        kind: ``property`` or ``kind``.
        title: what it says, in words.
    """

    path: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram.

    Args:
        width: in pixels.
        height: in pixels.
        boxes: with their places.
        lines: between them.
    """

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def draw(
    chosen: Collection[str],
    cards: Mapping[str, Card],
    usages: Mapping[str, list[Usage]],
    names: Names,
    *,
    inside: bool = False,
) -> Diagram | None:
    """Return the diagram of some classes; None when nothing joins them or is told of them.

    Args:
        chosen: IRIs of the classes that it is about.
        cards: of all terms.
        usages: properties of each class.
        names: of what is shown.
        inside: whether only lines between these classes are drawn, or the classes that they lead to are shown too.
    """
    led_to: set[str] = set()
    boxes = []
    for iri in sorted(chosen):
        rows, targets = _rows(usages.get(iri, ()), names, chosen if inside else None)
        above = tuple(one for one in cards[iri].superclasses if not inside or one in chosen)
        led_to |= {*targets, *above}
        boxes.append(Box(iri, names.short(iri), rows, above))
    boxes += [Box(iri, names.short(iri), near=False) for iri in sorted(led_to - set(chosen))]
    boxes = [box for box in boxes if box.rows or box.kinds_of or box.key in led_to]
    if not boxes:
        return None
    placed = place(boxes)
    by_key = {box.key: box for box in boxes}
    lines = [line for box in boxes for line in _lines(box, by_key, placed)]
    return Diagram(placed.width, placed.height, tuple(boxes), tuple(lines))


def _rows(usages: Collection[Usage], names: Names, only: Collection[str] | None) -> tuple[tuple[Row, ...], set[str]]:
    rows: list[Row] = []
    targets: set[str] = set()
    for usage in usages:
        if not usage.iri or usage.iri.endswith(_EVERYWHERE):
            continue
        classes = tuple(one for one in usage.values if "XMLSchema" not in one and not one.endswith("langString"))
        if only is not None:
            classes = tuple(one for one in classes if one in only)
            if not classes:
                continue
        label = names.short(usage.iri).removeprefix("cg:")
        kinds = "" if classes else _datatype(usage, names)
        rows.append(Row(f"{label}{kinds} [{usage.times}]", usage.iri, classes))
        targets |= set(classes)
    return tuple(rows), targets


def _datatype(usage: Usage, names: Names) -> str:
    short = sorted({names.short(one).partition(":")[2] for one in usage.values})
    if short == ["langString", "string"]:
        short = ["text"]
    return f": {'|'.join(short)}" if short else ""


def _lines(box: Box, boxes: Mapping[str, Box], placed: Placed) -> list[Line]:
    lines = []
    for number, row in enumerate(box.rows):
        y = box.y + HEAD + 4 + ROW * (number + 0.5)
        for target in row.targets:
            end = boxes[target]
            path = _path(box, y, end, placed)
            lines.append(Line(path, "property", f"{box.title} {row.text} {end.title}"))
    for above in box.kinds_of:
        if above in boxes:
            path = _path(box, box.y + HEAD / 2, boxes[above], placed)
            lines.append(Line(path, "kind", f"{box.title} ⊑ {boxes[above].title}"))
    return lines


def _path(start: Box, y: float, end: Box, placed: Placed) -> str:
    """Return the path of a line from a height of one box to the name of another."""
    to, right = end.y + HEAD / 2, start.x + start.width
    if end is start:
        return f"M{right:g} {y:g} C{right + 34:g} {y:g} {right + 34:g} {to:g} {right + 2:g} {to:g}"
    if end.x == start.x:
        edge = end.x + end.width + 2
        side = max(right, edge) + 40
        return f"M{right:g} {y:g} C{side:g} {y:g} {side:g} {to:g} {edge:g} {to:g}"
    forward = end.x > start.x
    between = placed.passings.get((start.key, end.key) if forward else (end.key, start.key), ())
    points = [(one.x, one.end, one.y + one.height / 2) for one in between]
    if not forward:
        points = [(end_, start_, height) for start_, end_, height in reversed(points)]
    x = start.end if forward else start.x
    parts = [f"M{right if forward else x:g} {y:g} H{x:g}"]
    points.append((end.x - 2, end.x - 2, to) if forward else (end.end + 2, end.x + end.width + 2, to))
    for near, far, height in points:
        bend = (near - x) / 2
        parts.append(f"C{x + bend:g} {y:g} {near - bend:g} {height:g} {near:g} {height:g}")
        if far != near:
            parts.append(f"H{far:g}")
        x, y = far, height
    return " ".join(parts)
