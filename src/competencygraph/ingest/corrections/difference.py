"""What an editor changed in a review file, as corrections of what was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from competencygraph.errors import CorrectionError
from competencygraph.ingest.corrections.applying import apply_corrections, fitting_place
from competencygraph.ingest.corrections.edited_file import EditedFile, EditedItem
from competencygraph.ingest.corrections.kinds import KINDS, reclassed_contents
from competencygraph.ingest.corrections.review_file import line_words, reading_digest
from competencygraph.ingest.corrections.tree import Node, Tree, collapse, tree_of
from competencygraph.ingest.masking import mask_contacts
from competencygraph.model import Correction, ParsedDocument, Target

__all__ = ["corrections_between"]

_CONTAINERS = ("area", "criterion", "competency", "section", "level")
_STATED = ("title", "grades")


@dataclass(frozen=True, slots=True)
class _Found:
    item: EditedItem
    correction: Correction


def corrections_between(parsed: ParsedDocument, edited: EditedFile) -> tuple[Correction, ...]:
    """Return what an editor corrected.

    Args:
        parsed: the document as it is read now.
        edited: the review file that was made of it, corrected.

    Returns:
        The corrections, in the order in which they are applied; none for an untouched file. Personal contact data that
        an editor typed is masked; what was read is masked already, line by line, and is left alone.

    Raises:
        CorrectionError: the file was made of another file or another reading, an item of it is gone or stands there
            twice, or a correction cannot be; says the item, and what is possible.
    """
    tree = tree_of(parsed)
    _check_origin(parsed, edited, tree)
    finder = _Finder(tree, edited)
    found = finder.corrections()
    corrections = tuple(one.correction for one in found)
    unfit = apply_corrections(parsed, corrections).unfit
    if unfit:
        item = next(one.item for one in found if one.correction is unfit[0])
        raise item.refuse(_words(unfit[0]), _possible(unfit[0]))
    return corrections


def _check_origin(parsed: ParsedDocument, edited: EditedFile, tree: Tree) -> None:
    remedy = (
        "write a new file with --review; corrections that are stored already are kept where their text is unchanged"
    )
    if edited.document != parsed.document.digest:
        raise CorrectionError("it was made of another version of the document", where=edited.name, remedy=remedy)
    if edited.reading != reading_digest(tree):
        raise CorrectionError("it was made of another reading of the document", where=edited.name, remedy=remedy)


def _words(correction: Correction) -> str:
    if correction.action == "reclass":
        return f"“{correction.target.kind}” cannot become “{correction.kind}” here"
    if correction.action == "add":
        return f"“{correction.target.kind}” cannot be added here"
    return f"{correction.action} of “{correction.target.kind}” cannot be done here"


def _possible(correction: Correction) -> str:
    kind = correction.kind or correction.target.kind
    if correction.action == "reclass" and correction.kind not in _CONTAINERS and correction.target.kind in _CONTAINERS:
        return "move or drop its contents first"
    if KINDS[kind].single:
        return f"a profile has one “{kind}” at most: change its text, or drop it first"
    return f"“{kind}” stands within: {', '.join(KINDS[kind].within)}; say which with into: ID, each grade once"


class _Finder:
    """Compares the items of a file with what was read."""

    def __init__(self, tree: Tree, edited: EditedFile) -> None:
        self._tree = tree
        self._edited = edited
        self._nodes = {node.number: node for node in tree.walk()}
        self._targets = tree.targets()
        self._items: dict[str, EditedItem] = {}

    def corrections(self) -> list[_Found]:
        self._check_ids()
        made: list[_Found] = []
        moved: list[_Found] = []
        worded: list[_Found] = []
        joined: list[_Found] = []
        dropped: list[_Found] = []
        late: list[_Found] = []
        for item in self._edited.walk():
            if self._is_left_out(item):
                dropped += self._dropping(item)
            elif item.number is None:
                made += self._adding(item)
            elif self._nodes[item.number].kind == "unparsed":
                made += self._taking_up(item, self._nodes[item.number])
            else:
                node = self._nodes[item.number]
                placed = late if self._must_be_emptied(item, node) else moved if item.kind == node.kind else made
                placed += self._placing(item, node)
                worded += self._wording(item, node)
                joined += self._joining(item, node)
        made.sort(key=lambda one: _rank(one.correction))
        return [*made, *moved, *worded, *joined, *dropped, *late]

    def _check_ids(self) -> None:
        for item in self._edited.walk():
            key = str(item.number) if item.number is not None else item.name
            if not key:
                continue
            if key in self._items:
                raise item.refuse(
                    f"the id {key} stands twice in the file", "keep one of the two; leave the id of an added item out"
                )
            self._items[key] = item
            if item.number is not None and item.number not in self._nodes:
                raise item.refuse(f"nothing with the id {key} was read", "leave the id of an added item out")
        gone = next((node for node in self._nodes.values() if str(node.number) not in self._items), None)
        if gone is not None:
            text = collapse(gone.text)[:40]
            raise CorrectionError(
                f"item {gone.number} ({gone.kind} “{text}”) is gone from the file",
                where=self._edited.name,
                remedy="put it back, and write drop: yes in it to leave it out",
            )

    def _is_left_out(self, item: EditedItem) -> bool:
        above: EditedItem | None = item
        while above is not None:
            if above.drop or above.kind == "unparsed":
                return above is item or item.into is None
            above = above.parent
        return False

    def _dropping(self, item: EditedItem) -> Iterator[_Found]:
        """Yield the correction that leaves an item out, unless what it stands in is left out with it."""
        node = None if item.number is None else self._nodes[item.number]
        if node is None:
            raise item.refuse("an added item cannot be dropped", "take it out of the file")
        if node.kind == "profile":
            raise item.refuse("a profile cannot be dropped", "drop what it contains")
        if node.kind == "unparsed" or not (item.drop or item.kind == "unparsed"):
            return
        yield self._found(item, Correction("drop", self._target(node), lines=node.evidence))

    def _found(self, item: EditedItem, correction: Correction) -> _Found:
        return _Found(item, correction)

    def _target(self, node: Node) -> Target:
        return self._targets[node]

    def _adding(self, item: EditedItem) -> Iterator[_Found]:
        evidence = item.lines
        self._check_new(item)
        place = self._place_of(item)
        if evidence is None and item.kind in _STATED:
            profile = fitting_place(item.kind, self._node_of(place)) or self._only_profile()
            if profile is None:
                raise item.refuse(f"it is not clear which profile the {item.kind} is of", "put it in that profile")
            stated = Correction(
                "state", self._target(profile), part=item.kind, values=(mask_contacts(self._needed_text(item)),)
            )
            yield self._found(item, stated)
            return
        if evidence is None:
            raise item.refuse("an added item needs the lines that it stands on", "write lines: 12, or 12-14")
        if evidence.end_line > len(self._tree.lines) or not self._tree.quote(evidence):
            raise item.refuse(
                f"lines {line_words(evidence)} of the document are not there or blank",
                f"the document has {len(self._tree.lines)} lines",
            )
        text = mask_contacts(item.text) or self._tree.quote(evidence)
        target = Target(item.kind, text, self._tree.quote(evidence))
        into = self._into(item, place)
        yield self._found(item, Correction("add", target, parts=_given(item), into=into, lines=evidence))

    def _taking_up(self, item: EditedItem, node: Node) -> Iterator[_Found]:
        """Yield the correction that makes an item of lines without a place."""
        self._check_lines(item, node)
        self._check_new(item)
        values = (mask_contacts(item.text),) if item.text and item.text != collapse(node.text) else ()
        correction = Correction(
            "reclass",
            self._target(node),
            kind=item.kind,
            values=values,
            parts=_given(item),
            into=self._into(item, self._place_of(item)),
            lines=node.evidence,
        )
        yield self._found(item, correction)

    def _check_new(self, item: EditedItem) -> None:
        if KINDS[item.kind].fixed:
            raise item.refuse(f"“{item.kind}” cannot be added", "use another kind")
        self._check_parts(item, [part for part in KINDS[item.kind].needed if not item.parts.get(part)])

    def _needed_text(self, item: EditedItem) -> str:
        if not item.text:
            raise item.refuse("text is missing", "write text: and the words")
        return item.text

    def _only_profile(self) -> Node | None:
        return self._tree.profiles[0] if len(self._tree.profiles) == 1 else None

    def _place_of(self, item: EditedItem) -> EditedItem | None:
        """Return the item that another goes into: the one that it names, else the one that it stands in."""
        if item.into is None:
            return item.parent
        place = self._items.get(item.into)
        if place is None or place is item:
            raise item.refuse(f"there is no item {item.into} to put it into", "give the id of an item of the file")
        return place

    def _node_of(self, item: EditedItem | None) -> Node | None:
        return None if item is None or item.number is None else self._nodes[item.number]

    def _into(self, item: EditedItem, place: EditedItem | None) -> Target:
        """Return where an item goes, or raise what is possible."""
        within = KINDS[item.kind].within
        above = place
        while above is not None and above.kind not in within:
            if above.kind == "competency" and item.kind == "indicator":
                break
            above = above.parent
        node = self._only_profile() if above is None and "profile" in within else None
        if above is None and node is None:
            raise item.refuse(
                f"“{item.kind}” stands within: {', '.join(within)}", "say which with into: and the id of that item"
            )
        return self._told(above) if above is not None else self._target(self._some(node))

    @staticmethod
    def _some(node: Node | None) -> Node:
        if node is None:
            raise TypeError("a place is expected")
        return node

    def _told(self, item: EditedItem) -> Target:
        node = self._node_of(item)
        if node is not None:
            return self._target(node)
        if item.lines is None:
            raise item.refuse("an added item needs the lines that it stands on", "write lines: 12, or 12-14")
        quote = self._tree.quote(item.lines)
        return Target(item.kind, mask_contacts(item.text) or quote, quote)

    def _placing(self, item: EditedItem, node: Node) -> Iterator[_Found]:
        """Yield the correction that gives an item another kind or another place."""
        self._check_lines(item, node)
        if node.kind == "profile" or item.kind == "profile":
            if item.kind != node.kind:
                raise item.refuse(f"“{node.kind}” cannot become “{item.kind}”", "leave its kind as it was")
            return
        stays = item.kind == node.kind
        if not stays and (KINDS[node.kind].fixed or KINDS[item.kind].fixed):
            raise item.refuse(f"“{node.kind}” cannot become “{item.kind}”", "leave its kind as it was, or drop it")
        if stays and self._stands_where_it_did(item, node):
            return
        into = self._into(item, self._place_of(item))
        if stays:
            if node.parent is not None and into != self._target(node.parent):
                yield self._found(item, Correction("move", self._target(node), into=into, lines=node.evidence))
            return
        needed = tuple((name, mask_contacts(item.parts.get(name, ""))) for name in KINDS[item.kind].needed)
        self._check_parts(item, [name for name, value in needed if not value], node)
        correction = Correction(
            "reclass", self._target(node), kind=item.kind, parts=needed, into=into, lines=node.evidence
        )
        yield self._found(item, correction)

    def _stands_where_it_did(self, item: EditedItem, node: Node) -> bool:
        return item.into is None and item.parent is not None and self._node_of(item.parent) is node.parent

    def _must_be_emptied(self, item: EditedItem, node: Node) -> bool:
        """Return whether an item becomes what its contents have no place in, so that they must go first."""
        return item.kind != node.kind and bool(node.children) and reclassed_contents(node.kind, item.kind) is None

    def _check_lines(self, item: EditedItem, node: Node) -> None:
        if item.lines != node.evidence:
            raise item.refuse(
                "the lines of what was read cannot be changed",
                "put them back; to read other lines, drop the item and add one without an id",
            )

    def _check_parts(self, item: EditedItem, missing: Sequence[str] = (), read: Node | None = None) -> None:
        """Refuse parts that are missing, and those that the kind has not; what was read as such may be left there."""
        for name in missing:
            raise item.refuse(f"“{item.kind}” needs {name}", f"write {name}: and its value")
        for name, value in item.parts.items():
            left = read is not None and value in ("", collapse(read.parts.get(name))) and name in read.parts
            if name not in KINDS[item.kind].part_names and not left:
                possible = ", ".join(("text", *KINDS[item.kind].part_names))
                raise item.refuse(f"“{item.kind}” has no {name}", f"it has: {possible}")

    def _wording(self, item: EditedItem, node: Node) -> Iterator[_Found]:
        if node.kind == "profile":
            return
        kind = KINDS[item.kind]
        if item.kind == node.kind:
            gone = [name for name in kind.needed if collapse(node.parts.get(name)) and not item.parts.get(name)]
            self._check_parts(item, gone)
        if collapse(item.text) != collapse(node.text):
            if not item.text and item.kind not in ("area", "level", "section"):
                raise item.refuse("text is missing", "put it back, or write drop: yes to leave the item out")
            yield self._reworded(item, node, None, item.text)
        for name in kind.part_names:
            value = item.parts.get(name, "")
            old = node.parts.get(name)
            if item.kind != node.kind and (name in kind.needed or name not in item.parts):
                continue
            if collapse(value) != collapse(old):
                yield self._reworded(item, node, name, value)

    def _reworded(self, item: EditedItem, node: Node, part: str | None, value: str) -> _Found:
        values = (mask_contacts(value),) if value else ()
        return self._found(
            item, Correction("reword", self._target(node), part=part, values=values, lines=node.evidence)
        )

    def _joining(self, item: EditedItem, node: Node) -> Iterator[_Found]:
        if item.split:
            if node.children:
                raise item.refuse("an item with contents cannot be split", "add an item with the same lines instead")
            target = self._target(node)
            yield self._found(
                item, Correction("split", target, values=tuple(map(mask_contacts, item.split)), lines=node.evidence)
            )
        if item.merge:
            before = item.before
            while before is not None and (before.merge or before.drop):
                before = before.before
            if before is None or before.kind != item.kind or item.kind == "profile":
                raise item.refuse(
                    "there is no item of the same kind before it to merge it with",
                    "put it below that item, in the same list",
                )
            yield self._found(
                item, Correction("merge", self._target(node), into=self._told(before), lines=node.evidence)
            )


def _given(item: EditedItem) -> tuple[tuple[str, str], ...]:
    return tuple((name, mask_contacts(value)) for name, value in item.parts.items() if value)


def _rank(correction: Correction) -> int:
    kind = correction.kind or correction.target.kind
    return 0 if correction.action == "state" else _CONTAINERS.index(kind) + 1 if kind in _CONTAINERS else 9
