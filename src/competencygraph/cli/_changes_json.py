"""What a comparison found, as data for programs."""

from __future__ import annotations

from collections.abc import Sequence

from competencygraph.app.compared import ComparedSide, Comparison
from competencygraph.compare import Change
from competencygraph.model import Evidence

__all__ = ["json_changes"]


def json_changes(comparison: Comparison, changes: Sequence[Change]) -> dict[str, object]:
    """Return a comparison as data that `json.dumps` takes.

    Args:
        comparison: what was found.
        changes: those to show; the counts are of all.

    Returns:
        The two sides, the number of changes of each kind, and the changes; lines with the page, paragraph or table cell
        where the document has such.
    """
    return {
        "a": _side(comparison.a),
        "b": _side(comparison.b),
        "counts": dict(comparison.counts),
        "changes": [_change(change, comparison) for change in changes],
    }


def _side(side: ComparedSide) -> dict[str, object]:
    return {
        "name": side.name,
        "node": side.node,
        "title": side.title,
        "grade": side.grade,
        "document": side.document,
        "edition": side.edition,
        "file": side.file,
        "language": side.language,
        "stored": side.stored,
    }


def _change(change: Change, comparison: Comparison) -> dict[str, object]:
    return {
        "kind": change.kind,
        "profile": change.profile or None,
        "section": change.section,
        "thing": change.thing,
        "label": change.label,
        "old": change.old,
        "new": change.new,
        "old_level": change.old_level,
        "new_level": change.new_level,
        "node_a": change.node_a,
        "node_b": change.node_b,
        "place_a": list(change.place_a),
        "place_b": list(change.place_b),
        "position_a": change.position_a,
        "position_b": change.position_b,
        "lines_a": _lines(change.lines_a, comparison.a),
        "lines_b": _lines(change.lines_b, comparison.b),
        "similarity": change.similarity,
    }


def _lines(lines: Evidence | None, side: ComparedSide) -> dict[str, int | str] | None:
    if lines is None:
        return None
    location, found = side.location(lines), side.in_file(lines)
    return {
        "start_line": found.start_line,
        "end_line": found.end_line,
        **({} if location is None else location.parts()),
    }
