"""What a correction is about, found again in a later reading by the words of the document."""

from __future__ import annotations

from collections.abc import Sequence

from competencygraph.ingest.corrections.tree import Node, Tree, collapse
from competencygraph.model import Evidence, Target

__all__ = ["found_lines", "found_node"]


def found_node(target: Target, tree: Tree, made: Sequence[Node] = ()) -> Node | None:
    """Return the node that a target tells, None where there is none or no one in particular.

    The lines must say the same. Of several nodes on the same lines the kind decides, then the text, then what
    contains them, then which of them in order it was.

    Args:
        target: told in an earlier reading.
        tree: what is read now.
        made: nodes that earlier corrections made, which a target may tell too.
    """
    if target.kind == "profile":
        return _profile(target, tree)
    nodes = [*tree.walk(), *(node for node in made if node.parent is None)]
    same = [node for node in nodes if node.evidence is not None and tree.quote(node.evidence) == target.quote]
    of_kind = [node for node in same if node.kind == target.kind]
    if not of_kind:
        alone = [node for node in same if collapse(node.text) == target.text]
        return alone[0] if len(alone) == 1 else None
    for likeness in (
        [node for node in of_kind if collapse(node.text) == target.text],
        [node for node in of_kind if node.path() == target.path],
    ):
        of_kind = [node for node in of_kind if node in likeness] or of_kind
    if len(of_kind) == 1:
        return of_kind[0]
    return of_kind[target.occurrence] if target.occurrence < len(of_kind) else None


def found_lines(quote: str, near: Evidence | None, lines: Sequence[str]) -> Evidence | None:
    """Return the lines that say what a quote says, white space aside; the ones where they stood before if they still do.

    Args:
        quote: the words, white space collapsed.
        near: where they stood, None when not known.
        lines: of the document.

    >>> found_lines("De dienst leiden", Evidence(1, 1), ["Taken", "De dienst", "leiden"])
    Evidence(start_line=2, end_line=3)
    """
    if not quote:
        return None
    first = 1 if near is None else near.start_line
    starts = [number for number, line in enumerate(lines, 1) if collapse(line) and quote.startswith(collapse(line))]
    for start in sorted(starts, key=lambda number: abs(number - first)):
        said = ""
        for end in range(start, len(lines) + 1):
            said = collapse(f"{said} {lines[end - 1]}")
            if said == quote and collapse(lines[end - 1]):
                return Evidence(start, end)
            if not quote.startswith(said):
                break
    return None


def _profile(target: Target, tree: Tree) -> Node | None:
    titled = [node for node in tree.profiles if collapse(node.text) == target.text]
    if len(titled) == 1:
        return titled[0]
    if target.occurrence < len(tree.profiles):
        return tree.profiles[target.occurrence]
    return None
