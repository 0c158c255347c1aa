"""Corrections applied to what was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from competencygraph.ingest.corrections.assembling import assembled
from competencygraph.ingest.corrections.finding import Finder, found_lines
from competencygraph.ingest.corrections.kinds import CONTENTS, KINDS, reclassed_contents
from competencygraph.ingest.corrections.tree import Node, Tree, collapse, tree_of
from competencygraph.model import Correction, Evidence, ParsedDocument, Target

__all__ = ["AppliedCorrection", "Corrected", "apply_corrections", "fitting_place"]


@dataclass(frozen=True, slots=True)
class AppliedCorrection:
    """A correction and what it gave.

    Args:
        correction: what was corrected.
        text: the text of the item that it is about as it is now, None where there is none.
        evidence: the item's lines; None for a whole profile.
        profile: which profile of the document it is in, from 0; None for what is in none.
    """

    correction: Correction
    text: str | None
    evidence: Evidence | None
    profile: int | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document as corrected.

    Args:
        parsed: the document.
        applied: the corrections that fit, in order.
        unfit: the corrections that no longer do, in order.
    """

    parsed: ParsedDocument
    applied: tuple[AppliedCorrection, ...] = ()
    unfit: tuple[Correction, ...] = ()


def apply_corrections(parsed: ParsedDocument, corrections: Sequence[Correction]) -> Corrected:
    """Return a document with corrections applied, wherever the text that they are about is still read.

    Args:
        parsed: the document as it was read.
        corrections: in the order in which `corrections_between` gave them.

    Returns:
        The corrected document; the same object when there is no correction.

    >>> from competencygraph.model import SourceDocument
    >>> parsed = ParsedDocument(SourceDocument("a.txt", "0" * 64, "nl", ("Doel",)), ())
    >>> apply_corrections(parsed, ()).parsed is parsed
    True
    """
    if not corrections:
        return Corrected(parsed)
    unfit: list[Correction] = []
    while True:
        fitting = [one for one in corrections if not any(one is other for other in unfit)]
        run = _Run(tree_of(parsed))
        refused = run.apply(fitting)
        if refused is None:
            try:
                document = assembled(run.tree, parsed) if run.changed else parsed
            except ValueError:
                refused = _culprit(parsed, fitting)
            else:
                return Corrected(document, run.results(fitting), tuple(unfit))
        unfit.append(refused)


def _culprit(parsed: ParsedDocument, corrections: Sequence[Correction]) -> Correction:
    """Return the first correction after which what was read is no document any more."""
    for count, correction in enumerate(corrections, 1):
        run = _Run(tree_of(parsed))
        run.apply(corrections[:count])
        try:
            assembled(run.tree, parsed)
        except ValueError:
            return correction
    return corrections[-1]


def fitting_place(kind: str, place: Node | None) -> Node | None:
    """Return the nearest node, from a place upwards, that an item of a kind may stand in.

    Args:
        kind: of the item.
        place: where it is put; None for nowhere.

    Returns:
        The node; for an indicator that is put in a competency its only level. None where there is none.
    """
    within = KINDS[kind].within
    if place is not None and place.kind == "competency" and "level" in within:
        levels = [child for child in place.children if child.kind == "level"]
        return levels[0] if len(levels) == 1 else place if not levels else None
    while place is not None and place.kind not in within:
        place = place.parent
    return place


class _Run:
    """One application of corrections to one tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.changed = False
        self._finder = Finder(tree)
        self._about: dict[int, Node | None] = {}
        self._found: dict[int, Node | None] = {}
        self._keys: dict[Target, Node] = {}

    def apply(self, corrections: Sequence[Correction]) -> Correction | None:
        """Apply the corrections; return the first that does not fit, None when all did."""
        acts: Mapping[str, Callable[[Correction, Node], bool]] = {
            "reword": self._reword,
            "reclass": self._reclass,
            "move": self._move,
            "merge": self._merge,
            "split": self._split,
            "drop": self._drop,
        }
        for correction in corrections:
            if correction.action not in ("add", "state"):
                node = self._finder.find(correction.target)
                self._found[id(correction)] = node
                if node is not None:
                    self._keys[correction.target] = node
            if correction.into is not None:
                place = self._finder.find(correction.into)
                if place is not None:
                    self._keys.setdefault(correction.into, place)
        for correction in corrections:
            if correction.action == "add":
                done = self._add(correction)
            elif correction.action == "state":
                done = self._state(correction)
            else:
                node = self._found[id(correction)]
                self._about[id(correction)] = node
                done = acts[correction.action](correction, node) if node is not None else self._is_done(correction)
            if not done:
                return correction
        return None

    def results(self, corrections: Sequence[Correction]) -> tuple[AppliedCorrection, ...]:
        """Return what each correction gave."""
        return tuple(self._result(correction) for correction in corrections)

    def _result(self, correction: Correction) -> AppliedCorrection:
        node = self._about.get(id(correction))
        if node is None:
            return AppliedCorrection(correction, None, correction.lines, None)
        root = node
        while root.parent is not None:
            root = root.parent
        profile = self.tree.profiles.index(root) if root in self.tree.profiles else None
        return AppliedCorrection(correction, node.text, node.evidence, profile)

    def _place(self, kind: str, into: Target | None, start: Node | None) -> Node | None:
        """Return what an item goes into: what the correction says, else what is nearest."""
        if into is None:
            return fitting_place(kind, start)
        return fitting_place(kind, self._keys.get(into))

    def _settle(self, node: Node, place: Node) -> bool:
        """Put a node in its place, unless that has one of the kind already or lies within the node itself."""
        if KINDS[node.kind].single and any(child.kind == node.kind and child is not node for child in place.children):
            return False
        above: Node | None = place
        while above is not None:
            if above is node:
                return False
            above = above.parent
        if place.kind == "competency" and node.kind == "indicator":
            level = Node("level", None, place.evidence, {"level": None})
            place.take(level)
            place = level
        place.take(node)
        return True

    def _add(self, correction: Correction) -> bool:
        target = correction.target
        evidence = found_lines(target.quote, correction.lines, self.tree.lines)
        if evidence is None:
            return False
        read = next(
            (
                node
                for node in self.tree.walk()
                if node.kind == target.kind and node.evidence == evidence and collapse(node.text) == target.text
            ),
            None,
        )
        if read is not None:
            self._about[id(correction)] = read
            self._keys[target] = read
            return True
        node = Node(target.kind, target.text or None, evidence, dict(correction.parts))
        place = self._place(target.kind, correction.into, None)
        if place is None or not self._settle(node, place):
            return False
        self._free(node)
        self._keys[target] = node
        self._about[id(correction)] = node
        self.changed = True
        return True

    def _free(self, node: Node) -> None:
        """Take the node's lines out of those without a place."""
        if node.evidence is None:
            return
        for lost in list(self.tree.unparsed):
            if lost.evidence is not None and _overlap(lost.evidence, node.evidence):
                self.tree.unparsed.remove(lost)

    def _state(self, correction: Correction) -> bool:
        node = self._finder.find(correction.target)
        self._about[id(correction)] = node
        return node is not None

    def _reword(self, correction: Correction, node: Node) -> bool:
        value = correction.values[0] if correction.values else None
        old = node.text if correction.part is None else node.parts.get(correction.part)
        if collapse(old) == collapse(value):
            return True
        if correction.part is None:
            node.text = value
            if node.kind == "purpose":
                node.parts = {}
        else:
            node.parts[correction.part] = value
        self.changed = True
        return True

    def _reclass(self, correction: Correction, node: Node) -> bool:
        kind = correction.kind or node.kind
        if node.kind == kind:
            return True
        if node in self.tree.unparsed:
            return self._take_up(correction, node, kind)
        start = node.parent
        if node.children:
            contents = reclassed_contents(node.kind, kind)
            if contents is None:
                return False
            _recontain(node, kind, contents)
        place = self._place(kind, correction.into, start)
        if place is None:
            return False
        names = KINDS[kind].part_names
        node.kind = kind
        node.original = None
        node.parts = {name: value for name, value in node.parts.items() if name in names} | dict(correction.parts)
        if not self._settle(node, place):
            return False
        self.changed = True
        return True

    def _take_up(self, correction: Correction, lost: Node, kind: str) -> bool:
        """Make an item of lines without a place."""
        place = self._place(kind, correction.into, None)
        text = correction.values[0] if correction.values else lost.text
        node = Node(kind, text, lost.evidence, dict(correction.parts))
        if place is None or not self._settle(node, place):
            return False
        self._free(node)
        self._keys[correction.target] = node
        self._about[id(correction)] = node
        self.changed = True
        return True

    def _move(self, correction: Correction, node: Node) -> bool:
        place = self._place(node.kind, correction.into, None)
        if place is node.parent:
            return True
        if place is None or not self._settle(node, place):
            return False
        self.changed = True
        return True

    def _merge(self, correction: Correction, node: Node) -> bool:
        into = correction.into
        other = None if into is None else self._keys.get(into)
        if other is None or other is node or other.evidence is None or node.evidence is None:
            return False
        other.text = " ".join(filter(None, (other.text, node.text))) or None
        other.evidence = Evidence(
            min(other.evidence.start_line, node.evidence.start_line),
            max(other.evidence.end_line, node.evidence.end_line),
        )
        other.parts = {**{name: value for name, value in node.parts.items() if value}, **_filled(other.parts)}
        if other.kind == "purpose":
            other.parts = {}
        for child in list(node.children):
            other.take(child)
        node.detach()
        self._about[id(correction)] = other
        self.changed = True
        return True

    def _split(self, correction: Correction, node: Node) -> bool:
        place = node.parent
        if node.evidence is None or node.children or place is None:
            return False
        at = place.children.index(node)
        pieces = [
            Node(node.kind, text, self._piece_lines(text, node.evidence), dict(node.parts), node.original, parent=place)
            for text in correction.values
        ]
        place.children[at : at + 1] = pieces
        node.parent = None
        self._about[id(correction)] = pieces[0]
        self.changed = True
        return True

    def _piece_lines(self, text: str, evidence: Evidence) -> Evidence:
        """Return the fewest lines of an evidence that hold a text, all of them when none do."""
        numbers = range(evidence.start_line, evidence.end_line + 1)
        runs = [Evidence(start, end) for start in numbers for end in numbers if start <= end]
        runs.sort(key=lambda run: run.end_line - run.start_line)
        return next((run for run in runs if collapse(text) in self.tree.quote(run)), evidence)

    def _drop(self, correction: Correction, node: Node) -> bool:
        if node.kind == "unparsed":
            return True
        if node.kind == "profile":
            return False
        node.detach()
        for part in node.walk():
            if part.evidence is not None:
                self.tree.unparsed.append(Node("unparsed", None, part.evidence))
        self._about[id(correction)] = None
        self.changed = True
        return True

    def _is_done(self, correction: Correction) -> bool:
        """Tell whether the reader itself now does what was corrected: gives the other kind, leaves the lines out."""
        target = correction.target
        if correction.action == "reclass" and correction.kind is not None:
            node = self._about[id(correction)] = self._finder.of_kind(correction.kind, target.quote)
            if node is not None:
                self._keys[target] = node
            return node is not None
        return correction.action == "drop" and found_lines(target.quote, correction.lines, self.tree.lines) is not None


def _recontain(node: Node, kind: str, contents: str) -> None:
    """Give a container that becomes another kind the members that this has."""
    leaves = [leaf for leaf in node.walk() if leaf is not node and not leaf.children and leaf.kind not in CONTENTS]
    for leaf in leaves:
        leaf.detach()
        leaf.kind = contents
    node.children = []
    holder = node
    if kind == "competency":
        holder = Node("level", None, node.evidence, {"level": None}, parent=node)
        node.children = [holder]
    for leaf in leaves:
        holder.children.append(leaf)
        leaf.parent = holder


def _filled(parts: Mapping[str, str | None]) -> dict[str, str | None]:
    return {name: value for name, value in parts.items() if value}


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start_line <= other.end_line and other.start_line <= one.end_line
