"""Elements have the IRIs of the graph, and every field of the profile model is compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from competencygraph.compare import Element, changes_between, document_element, grade_nodes, profile_element
from competencygraph.ingest import parse_document
from competencygraph.model import (
    Competency,
    DocumentEntry,
    Evidence,
    FrameworkEntry,
    Item,
    ParsedDocument,
    ProficiencyLevel,
    Profile,
)
from competencygraph.rdf import document_to_triples

KEYS = ("000", "001", "002", "003", "004")


@pytest.fixture(scope="module")
def parsed(documents: Path) -> dict[str, ParsedDocument]:
    """Return the five documents, by key."""
    return {key: parse_document(next(documents.glob(f"{key}_*.txt"))) for key in KEYS}


def below(element: Element) -> Iterator[Element]:
    """Yield an element and all below it."""
    yield element
    for member in element.members:
        yield from below(member)


@pytest.mark.parametrize("key", KEYS)
def test_every_element_has_the_iri_that_the_graph_gives_it(parsed: dict[str, ParsedDocument], key: str) -> None:
    document = parsed[key]
    graph = document_to_triples(document, DocumentEntry(key, FrameworkEntry("demo", grade_scheme="federal")))
    texts: dict[str, set[str]] = {}
    for triple in graph.triples:
        texts.setdefault(str(getattr(triple.subject, "value", "")), set()).add(str(getattr(triple.object, "value", "")))
    ends = {node.removeprefix(f"{graph.document}/") for node in texts if node.startswith(f"{graph.document}/")}
    roots = [f"{graph.document}/{end}" for end in sorted(ends) if "/" not in end and end != "grades"]
    assert len(roots) == 1
    elements = list(below(document_element(document, graph.edition, roots)))
    assert len(elements) > 50
    for element in elements:
        assert element.node in texts, element
        if element.slot is None and element.thing not in {"document", "profile", "grade", "section"} and element.text:
            assert element.text in texts[element.node] or element.thing == "result-area", element
    nodes = grade_nodes(document.profiles[0], roots[0])
    assert set(nodes.values()) <= set(texts)
    assert list(nodes) == list(document.profiles[0].grades)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str, Any]]:
    """Yield every value of a model with the path to it and its class and field; lines are no words."""
    if isinstance(value, Evidence):
        return
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            found = getattr(value, field.name)
            if isinstance(found, str | int | Decimal):
                yield (*path, field.name), f"{type(value).__name__}.{field.name}", found
            else:
                yield from leaves(found, (*path, field.name))
    elif isinstance(value, tuple):
        for place, member in enumerate(value):
            if isinstance(member, str):
                yield (*path, place), f"{path[-1]}[]", member
            else:
                yield from leaves(member, (*path, place))


def with_leaf(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """Return a model with another value at a path."""
    if not path:
        return new
    first, *rest = path
    if isinstance(first, int):
        return (*value[:first], with_leaf(value[first], tuple(rest), new), *value[first + 1 :])
    return replace(value, **{first: with_leaf(getattr(value, first), tuple(rest), new)})


def other_value(name: str, value: Any) -> Any:
    """Return another value that the field takes."""
    if name == "KnowledgeItem.kind":
        return "technical" if value == "knowledge" else "knowledge"
    if name == "PassRule.scope":
        return "total" if value == "part" else "part"
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | Decimal) else f"{value} ooit anders"


def mutations(parsed: dict[str, ParsedDocument]) -> dict[str, tuple[str, tuple[Any, ...], Any]]:
    """Return one value to change for each field of the model that the documents fill: its document, path and value."""
    found: dict[str, tuple[str, tuple[Any, ...], Any]] = {}
    for key, document in parsed.items():
        profile = document.profiles[0]
        if key == "002":
            profile = _numbered(profile)
        for path, name, value in leaves(profile):
            if name == "CriterionDescriptor.grade" or name.startswith("grades["):
                continue
            found.setdefault(name, (key, path, value))
    return found


def _numbered(profile: Profile) -> Profile:
    """Return a profile whose first competency and whose first task are numbered, as no document does it."""
    first, *others = profile.competencies
    area, *areas = profile.result_areas
    task, *tasks = area.tasks
    return replace(
        profile,
        competencies=(replace(first, notation="K7"), *others),
        result_areas=(replace(area, notation="X", tasks=(replace(task, notation="z"), *tasks)), *areas),
    )


def test_every_field_of_the_model_is_compared(parsed: dict[str, ParsedDocument]) -> None:
    found = mutations(parsed)
    assert len(found) > 50
    silent = []
    for name, (key, path, value) in sorted(found.items()):
        if name == "Profile.kind":  # no word of the document, but what it was taken for
            continue
        profile = parsed[key].profiles[0]
        profile = _numbered(profile) if key == "002" else profile
        changed = with_leaf(profile, path, other_value(name, value))
        changes = changes_between(profile_element(profile, "urn:x"), profile_element(changed, "urn:x"))
        if all(change.kind == "unchanged" for change in changes):
            silent.append(name)
    assert silent == []


def test_grades_are_compared_where_whole_families_are() -> None:
    old = Profile("family", grades=("A1", "A2"), grades_evidence=Evidence(1, 1))
    new = replace(old, grades=("A1", "A3"))
    kinds = {
        (one.kind, one.old, one.new) for one in changes_between(*(profile_element(p, "urn:x") for p in (old, new)))
    }
    assert kinds == {("unchanged", "A1", "A1"), ("dropped", "A2", None), ("added", None, "A3")}


def _one(level: int | str | None, title: str = "Plant", name: str = "Plannen") -> Profile:
    levels = (ProficiencyLevel(level, title, (Item("Maakt een planning", Evidence(3, 3)),), Evidence(2, 2)),)
    return Profile("profile", competencies=(Competency(name, Evidence(1, 1), levels=levels),))


@pytest.mark.parametrize(
    ("old", "new", "one_scale", "kind"),
    [
        (_one(2), _one(3), True, "raised"),
        (_one(3), _one(2), True, "lowered"),
        (_one(3), _one(2), False, "reworded"),
        (_one(3), _one(2, name="Planning"), True, "reworded"),
        (_one("A"), _one("B"), True, "reworded"),
        (_one(None), _one(2), True, "reworded"),
        (_one(None), _one(None, "Plant vooruit"), True, "reworded"),
        (_one(2), _one(2), True, "unchanged"),
    ],
)
def test_a_direction_is_told_between_numbers_of_one_competency_only(
    old: Profile, new: Profile, one_scale: bool, kind: str
) -> None:
    changes = changes_between(profile_element(old, "urn:x"), profile_element(new, "urn:x"), one_scale=one_scale)
    (level,) = [change for change in changes if change.thing == "level"]
    assert (level.kind, level.old_level, level.new_level) == (
        kind,
        old.competencies[0].levels[0].level,
        new.competencies[0].levels[0].level,
    )
    (indicator,) = [change for change in changes if change.thing == "indicator"]
    assert indicator.kind == "unchanged"
