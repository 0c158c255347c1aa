"""What was read of a document as a tree of items, each of one kind, that can be changed and turned back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from competencygraph.model import (
    Competency,
    Criterion,
    Evidence,
    Item,
    ParsedDocument,
    Profile,
    ProfileSection,
    ResultArea,
    Target,
    UnparsedText,
    Vacancy,
)

__all__ = ["Node", "Tree", "collapse", "tree_of"]


@dataclass(eq=False, slots=True)
class Node:
    """One item.

    Args:
        kind: one of `kinds.KINDS`.
        text: its text, None where it has none.
        evidence: its lines, None for a whole profile.
        parts: what it says beside its text, by name.
        original: the part of the model that it was made of, None for what an editor added.
        children: what it holds, in printed order.
        parent: what holds it, None for a profile and for lines without a place.
        number: its place in the tree, from 1; 0 for what an editor added.
    """

    kind: str
    text: str | None
    evidence: Evidence | None
    parts: dict[str, str | None] = field(default_factory=dict)
    original: object | None = None
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    number: int = 0

    def walk(self) -> Iterator[Node]:
        """Yield the node and all that it holds, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def path(self) -> tuple[str, ...]:
        """Return the texts of what contains the node, outermost first."""
        above: list[str] = []
        node = self.parent
        while node is not None:
            above.append(collapse(node.text))
            node = node.parent
        return tuple(reversed(above))

    def take(self, child: Node) -> None:
        """Take another node among the children, where its lines come."""
        if child.parent is not None:
            child.parent.children.remove(child)
        start = 0 if child.evidence is None else child.evidence.start_line
        later = [
            at for at, other in enumerate(self.children) if other.evidence is None or other.evidence.start_line <= start
        ]
        self.children.insert(later[-1] + 1 if later else 0, child)
        child.parent = self

    def detach(self) -> None:
        """Take the node out of what holds it."""
        if self.parent is not None:
            self.parent.children.remove(self)
            self.parent = None


@dataclass(slots=True)
class Tree:
    """What was read of a document.

    Args:
        lines: the document's lines.
        profiles: one node a profile.
        unparsed: one node for each text without a place.
    """

    lines: tuple[str, ...]
    profiles: list[Node]
    unparsed: list[Node]

    def walk(self) -> Iterator[Node]:
        """Yield all nodes, in the order of their numbers."""
        for root in (*self.profiles, *self.unparsed):
            yield from root.walk()

    def quote(self, evidence: Evidence | None) -> str:
        """Return the lines of an evidence, white space collapsed."""
        if evidence is None:
            return ""
        return collapse(" ".join(self.lines[evidence.start_line - 1 : evidence.end_line]))

    def targets(self) -> dict[Node, Target]:
        """Return how each node is told in a correction."""
        told: dict[Node, Target] = {}
        seen: Counter[Target] = Counter()
        for node in self.walk():
            target = Target(node.kind, collapse(node.text), self.quote(node.evidence), node.path())
            told[node] = replace(target, occurrence=seen[target])
            seen[target] += 1
        for number, node in enumerate(self.profiles):
            told[node] = replace(told[node], occurrence=number)
        return told


def collapse(text: str | None) -> str:
    r"""Return a text with its white space collapsed, empty for None.

    >>> collapse(" De dienst\n leiden ")
    'De dienst leiden'
    """
    return " ".join((text or "").split())


def tree_of(parsed: ParsedDocument) -> Tree:
    """Return what was read of a document as a tree.

    Args:
        parsed: the document.

    Returns:
        The tree, its nodes numbered in order.
    """
    tree = Tree(
        parsed.document.lines,
        [_profile(profile) for profile in parsed.profiles],
        [_unparsed(part) for part in parsed.document.unparsed],
    )
    for number, node in enumerate(tree.walk(), 1):
        node.number = number
    return tree


def _profile(profile: Profile) -> Node:
    node = Node("profile", profile.title, None, original=profile)
    children: list[Node] = []
    if profile.title is not None:
        children.append(Node("title", profile.title, profile.evidence))
    if profile.grades:
        children.append(Node("grades", " ".join(profile.grades), profile.grades_evidence))
    if profile.purpose is not None:
        one = profile.purpose
        children.append(Node("purpose", one.text, one.evidence, {"activity": one.activity, "aim": one.purpose}, one))
    children += [_area(area) for area in profile.result_areas]
    children += [_item("task", task) for task in profile.tasks]
    children += [_criterion(criterion) for criterion in profile.criteria]
    children += [
        Node("definition", one.term, one.evidence, {"definition": one.definition}, one) for one in profile.definitions
    ]
    children += [_competency(competency) for competency in profile.competencies]
    children += [
        Node(one.kind, one.text, one.evidence, {"number": one.notation, "group": _name(one.group)}, one)
        for one in profile.knowledge
    ]
    children += [_section(section) for section in profile.sections]
    if profile.vacancy is not None:
        children += _vacancy(profile.vacancy)
    _adopt(node, children)
    return node


def _adopt(node: Node, children: Sequence[Node]) -> None:
    node.children = list(children)
    for child in children:
        child.parent = node


def _name(group: object | None) -> str | None:
    name = getattr(group, "name", None)
    return name if isinstance(name, str) else None


def _item(kind: str, item: Item) -> Node:
    return Node(kind, item.text, item.evidence, {"number": item.notation}, item)


def _area(area: ResultArea) -> Node:
    parts = {
        "number": area.notation,
        "role": area.role,
        "activity": area.activity,
        "aim": area.purpose,
        "description": area.description,
    }
    node = Node("area", area.name, area.evidence, parts, area)
    _adopt(node, [_item("task", task) for task in area.tasks])
    return node


def _criterion(criterion: Criterion) -> Node:
    node = Node("criterion", criterion.name, criterion.evidence, {}, criterion)
    _adopt(
        node, [Node("cell", part.text, part.evidence, {"grade": part.grade}, part) for part in criterion.descriptors]
    )
    return node


def _competency(competency: Competency) -> Node:
    parts = {
        "number": competency.notation,
        "group": _name(competency.group),
        "definition": competency.definition,
    }
    node = Node("competency", competency.name, competency.evidence, parts, competency)
    levels: list[Node] = []
    for level in competency.levels:
        printed = None if level.level is None else str(level.level)
        made = Node("level", level.title, level.evidence, {"level": printed}, level)
        _adopt(made, [_item("indicator", indicator) for indicator in level.indicators])
        levels.append(made)
    _adopt(node, levels)
    return node


def _section(section: ProfileSection) -> Node:
    parts = {"number": section.notation, "body": section.text}
    node = Node("section", section.heading, section.evidence, parts, section)
    _adopt(node, [_item("item", item) for item in section.items])
    return node


def _vacancy(vacancy: Vacancy) -> list[Node]:
    nodes = [Node("value", one.name, one.evidence, {"body": one.text}, one) for one in vacancy.values]
    lists = {
        "general-condition": vacancy.conditions.general,
        "recruitment-condition": vacancy.conditions.recruitment,
        "asked-competency": vacancy.requirements.competencies,
        "asked-knowledge": vacancy.requirements.knowledge,
        "offer": vacancy.offer,
        "document": vacancy.application.documents,
    }
    nodes += [_item(kind, item) for kind, items in lists.items() for item in items]
    nodes += [
        Node("selection-part", one.name, one.evidence, {"number": one.notation, "body": one.text}, one)
        for one in vacancy.selection.parts
    ]
    nodes += [Node("pass-rule", one.text, one.evidence, {}, one) for one in vacancy.selection.rules]
    return nodes


def _unparsed(part: UnparsedText) -> Node:
    return Node("unparsed", part.text, part.evidence, {}, part)
