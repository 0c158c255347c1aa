"""The parts of a node: which findings of an edition are about it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from competencygraph.terms import cg
from competencygraph.validation.edition import EditionData
from competencygraph.validation.finding import Finding

__all__ = ["about_node"]

_LINES = re.compile(r"line=(\d+),(\d+)$")
_FURTHER = frozenset({cg.concerns, cg.atLevel, cg.requiresDocument})
_HAS = f"{cg.Task.removesuffix('Task')}has"


def about_node(data: EditionData, node: str) -> Callable[[Finding], bool]:
    """Return a function that tells whether a finding is about a node or what is below it.

    Args:
        data: the edition.
        node: IRI of the document, its edition, lines of it, or any node of it.

    Returns:
        True of findings: all, for the document and its edition; those on the lines; else those on the node, on what
        stands below it in IRIs, and on what it has, asks or concerns, however far down.

    >>> from competencygraph.validation.finding import Severity
    >>> tells = about_node(EditionData("urn:d", ()), "https://example.org/d/task")
    >>> tells(Finding("CG-x", Severity.INFO, {}, {}, "https://example.org/d/task/plannen", "urn:r"))
    True
    """
    lines = _LINES.search(node)
    if lines is not None:
        first, last = int(lines[1]) + 1, int(lines[2])
        return lambda finding: (
            finding.start_line is not None
            and finding.end_line is not None
            and finding.start_line <= last
            and finding.end_line >= first
        )
    if node == data.document or node.startswith(f"{data.document}/ed/"):
        return lambda finding: True
    parts = _parts(data, node)
    return lambda finding: finding.focus in parts or any(finding.focus.startswith(f"{part}/") for part in parts)


def _parts(data: EditionData, node: str) -> frozenset[str]:
    below: defaultdict[str, set[str]] = defaultdict(set)
    for triple in data.triples:
        predicate = triple.predicate.value
        if predicate.startswith(_HAS) or predicate in _FURTHER:
            below[str(getattr(triple.subject, "value", ""))].add(str(getattr(triple.object, "value", "")))
    found = {node}
    front = {node}
    while front:
        front = {part for one in front for part in below.get(one, ())} - found
        found |= front
    return frozenset(found)
