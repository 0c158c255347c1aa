"""What a correction is about, found again in a later reading by the words of the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from competencygraph.ingest.corrections.tree import Node, Tree, collapse
from competencygraph.model import Evidence, Target

__all__ = ["Finder", "found_lines"]


class Finder:
    """The nodes of a tree by the words of their lines.

    Args:
        tree: as it was read; what is changed in it later is not looked at.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._paths = {node: node.path() for node in tree.walk()}
        self._texts = {node: collapse(node.text) for node in tree.walk()}
        self._kinds = {node: node.kind for node in tree.walk()}
        self._by_quote: dict[str, list[Node]] = defaultdict(list)
        for node in tree.walk():
            if node.evidence is not None:
                self._by_quote[tree.quote(node.evidence)].append(node)

    def find(self, target: Target) -> Node | None:
        """Return the node that a target tells, None where there is none or no one in particular.

        The lines must say the same. Of several nodes on the same lines the kind decides, then the text, then what
        contains them, then which of them in order it was.

        Args:
            target: told in this reading or in an earlier one.
        """
        if target.kind == "profile":
            return self._profile(target)
        same = self._by_quote.get(target.quote, [])
        of_kind = [node for node in same if self._kinds[node] == target.kind]
        if not of_kind:
            alone = [node for node in same if self._texts[node] == target.text]
            return alone[0] if len(alone) == 1 else None
        for table, wanted in ((self._texts, target.text), (self._paths, target.path)):
            of_kind = [node for node in of_kind if table[node] == wanted] or of_kind
        if len(of_kind) == 1:
            return of_kind[0]
        return of_kind[target.occurrence] if target.occurrence < len(of_kind) else None

    def of_kind(self, kind: str, quote: str) -> Node | None:
        """Return the node of a kind whose lines say something, None where there is none.

        Args:
            kind: of the node.
            quote: the words of its lines.
        """
        return next((node for node in self._by_quote.get(quote, []) if self._kinds[node] == kind), None)

    def _profile(self, target: Target) -> Node | None:
        profiles = self._tree.profiles
        titled = [node for node in profiles if self._texts[node] == target.text]
        if len(titled) == 1:
            return titled[0]
        return profiles[target.occurrence] if target.occurrence < len(profiles) else None


def found_lines(quote: str, near: Evidence | None, lines: Sequence[str]) -> Evidence | None:
    """Return the lines that say what a quote says, white space aside: of several the nearest to where they stood.

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
