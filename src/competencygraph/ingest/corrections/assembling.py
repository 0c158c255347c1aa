"""A corrected tree turned back into the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal, TypeVar, cast

from competencygraph.ingest.corrections.tree import Node, Tree, collapse
from competencygraph.model import (
    Competency,
    CompetencyGroup,
    Criterion,
    CriterionDescriptor,
    Definition,
    Evidence,
    Item,
    KnowledgeItem,
    OrganisationValue,
    ParsedDocument,
    PassRule,
    ProficiencyLevel,
    Profile,
    ProfileSection,
    Purpose,
    ResultArea,
    SelectionPart,
    UnparsedText,
    Vacancy,
)

__all__ = ["SET_ASIDE", "assembled"]

SET_ASIDE = "set aside by an editor"
"""Why lines have no place when an editor said so."""

Part = TypeVar("Part")
_FUNCTION = ("grades", "result_areas", "tasks", "criteria", "vacancy", "position")


def assembled(tree: Tree, parsed: ParsedDocument) -> ParsedDocument:
    """Return the document that a corrected tree stands for.

    Args:
        tree: made of `parsed` and changed since.
        parsed: the document as it was read.

    Returns:
        The document; of a tree that was not changed an equal one.

    Raises:
        ValueError: the tree holds what no document can, such as two cells of one criterion for one grade.
    """
    profiles = tuple(_profile(node) for node in tree.profiles)
    document = replace(parsed.document, unparsed=_unparsed(tree, parsed))
    return ParsedDocument(document, profiles, parsed.readings)


def _lines(node: Node) -> Evidence:
    if node.evidence is None:
        raise ValueError(f"“{node.text}” has no lines")
    return node.evidence


def _text(node: Node) -> str:
    return node.text or ""


def _all(node: Node, *kinds: str) -> list[Node]:
    return [child for child in node.children if child.kind in kinds]


def _only(node: Node, kind: str) -> Node | None:
    return next(iter(_all(node, kind)), None)


def _kept(node: Node, kind: type[Part]) -> Part | None:
    return node.original if isinstance(node.original, kind) else None


def _profile(node: Node) -> Profile:
    read = cast(Profile, node.original)
    title, grades, purpose = _only(node, "title"), _only(node, "grades"), _only(node, "purpose")
    made: dict[str, Any] = {
        "title": None if title is None else title.text,
        "evidence": title.evidence if title is not None else None if read.title is not None else read.evidence,
        "grades": () if grades is None else _grades(grades, read),
        "grades_evidence": grades.evidence if grades is not None else None if read.grades else read.grades_evidence,
        "purpose": None if purpose is None else _purpose(purpose),
        "result_areas": tuple(_area(child) for child in _all(node, "area")),
        "tasks": _items(node, "task"),
        "criteria": tuple(_criterion(child) for child in _all(node, "criterion")),
        "definitions": tuple(_definition(child) for child in _all(node, "definition")),
        "competencies": tuple(_competency(child, read) for child in _all(node, "competency")),
        "knowledge": tuple(_knowledge(child, read) for child in _all(node, "knowledge", "technical")),
        "sections": tuple(_section(child) for child in _all(node, "section")),
        "vacancy": _vacancy(node, read.vacancy),
    }
    kind = read.kind
    if kind == "dictionary" and any(made.get(name) for name in _FUNCTION):
        kind = "profile"
    return replace(read, kind=kind, **made)


def _grades(node: Node, read: Profile) -> tuple[str, ...]:
    return read.grades if node.text == " ".join(read.grades) else tuple(_text(node).replace(",", " ").split())


def _purpose(node: Node) -> Purpose:
    return Purpose(_text(node), _lines(node), node.parts.get("activity"), node.parts.get("aim"))


def _items(node: Node, kind: str) -> tuple[Item, ...]:
    return tuple(Item(_text(child), _lines(child), child.parts.get("number")) for child in _all(node, kind))


def _area(node: Node) -> ResultArea:
    read = _kept(node, ResultArea) or ResultArea(_lines(node))
    return replace(
        read,
        evidence=_lines(node),
        name=node.text,
        role=node.parts.get("role"),
        notation=node.parts.get("number"),
        activity=node.parts.get("activity"),
        purpose=node.parts.get("aim"),
        description=node.parts.get("description"),
        tasks=_items(node, "task"),
    )


def _criterion(node: Node) -> Criterion:
    cells = (
        CriterionDescriptor(child.parts.get("grade") or "", _text(child), _lines(child)) for child in node.children
    )
    return Criterion(_text(node), _lines(node), tuple(cells))


def _definition(node: Node) -> Definition:
    wording = node.parts.get("definition") or ""
    read = _kept(node, Definition)
    if read is None or read.definition != wording:
        return Definition(_text(node), wording, _lines(node))
    return replace(read, term=_text(node), evidence=_lines(node))


def _competency(node: Node, profile: Profile) -> Competency:
    read = _kept(node, Competency)
    return Competency(
        _text(node),
        _lines(node),
        _group(node, None if read is None else read.group, profile),
        node.parts.get("definition"),
        tuple(_level(child) for child in node.children),
        node.parts.get("number"),
    )


def _level(node: Node) -> ProficiencyLevel:
    read = _kept(node, ProficiencyLevel)
    printed = node.parts.get("level")
    level: int | str | None = int(printed) if printed is not None and printed.isdecimal() else printed
    if read is not None and (None if read.level is None else str(read.level)) == printed:
        level = read.level
    return ProficiencyLevel(level, node.text, _items(node, "indicator"), _lines(node))


def _group(node: Node, read: CompetencyGroup | None, profile: Profile) -> CompetencyGroup | None:
    """Return the group that a node names: its own, another of the profile, or a new one."""
    name = node.parts.get("group")
    if name is None:
        return None
    members: Iterable[Competency | KnowledgeItem] = (*profile.competencies, *profile.knowledge)
    known = [read, *(member.group for member in members)]
    found = next((group for group in known if group is not None and group.name == name), None)
    return found or CompetencyGroup(name, _lines(node))


def _knowledge(node: Node, profile: Profile) -> KnowledgeItem:
    read = _kept(node, KnowledgeItem)
    group = _group(node, None if read is None else read.group, profile)
    kind = cast('Literal["knowledge", "technical"]', node.kind)
    return KnowledgeItem(_text(node), _lines(node), kind, group, node.parts.get("number"))


def _section(node: Node) -> ProfileSection:
    return ProfileSection(
        _lines(node), node.text, node.parts.get("number"), node.parts.get("body"), _items(node, "item")
    )


def _vacancy(node: Node, read: Vacancy | None) -> Vacancy | None:
    base = read or Vacancy()
    made = replace(
        base,
        values=tuple(OrganisationValue(_text(one), one.parts.get("body"), _lines(one)) for one in _all(node, "value")),
        conditions=replace(
            base.conditions,
            general=_items(node, "general-condition"),
            recruitment=_items(node, "recruitment-condition"),
        ),
        requirements=replace(
            base.requirements, competencies=_items(node, "asked-competency"), knowledge=_items(node, "asked-knowledge")
        ),
        offer=_items(node, "offer"),
        selection=replace(
            base.selection,
            parts=tuple(_selection_part(one) for one in _all(node, "selection-part")),
            rules=tuple(replace(cast(PassRule, one.original), text=_text(one)) for one in _all(node, "pass-rule")),
        ),
        application=replace(base.application, documents=_items(node, "document")),
    )
    return None if read is None and made == Vacancy() else made


def _selection_part(node: Node) -> SelectionPart:
    read = cast(SelectionPart, node.original)
    return replace(read, name=_text(node), notation=node.parts.get("number"), text=node.parts.get("body"))


def _unparsed(tree: Tree, parsed: ParsedDocument) -> tuple[UnparsedText, ...]:
    """Return the texts without a place: those left, and the lines of what an editor set aside."""
    left = [cast(UnparsedText, node.original) for node in tree.unparsed if node.original is not None]
    if len(left) == len(parsed.document.unparsed) == len(tree.unparsed):
        return parsed.document.unparsed
    held: set[int] = set()
    for node in (node for profile in tree.profiles for node in profile.walk() if not _surrounds(node)):
        held |= _numbers(node.evidence)
    dropped = [_numbers(node.evidence) for node in tree.unparsed if node.original is None]
    left += [UnparsedText(tree.quote(run), run, SET_ASIDE) for run in _runs(set().union(*dropped) - held, tree)]
    for part in parsed.document.unparsed:
        if not any(part is kept for kept in left):
            free = _numbers(part.evidence) - held
            left += [UnparsedText(tree.quote(run), run, part.reason) for run in _runs(free, tree)]
    return tuple(sorted(left, key=lambda part: part.evidence.start_line))


def _surrounds(node: Node) -> bool:
    """Return whether the lines of a node are also those of what it holds, or held."""
    return node.kind == "section" and isinstance(node.original, ProfileSection) and bool(node.original.items)


def _numbers(evidence: Evidence | None) -> set[int]:
    return set() if evidence is None else set(range(evidence.start_line, evidence.end_line + 1))


def _runs(numbers: set[int], tree: Tree) -> list[Evidence]:
    """Return line numbers as runs, blank lines at their ends left out."""
    filled = sorted(number for number in numbers if collapse(tree.lines[number - 1]))
    runs: list[list[int]] = []
    for number in filled:
        if runs and not any(collapse(line) for line in tree.lines[runs[-1][-1] : number - 1]):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [Evidence(run[0], run[-1]) for run in runs]
