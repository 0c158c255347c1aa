"""What every comparison keeps to: nothing is lost, the sides can change places, and the same is unchanged."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competencygraph.compare import Change, Element, changes_between, document_element, profile_element
from competencygraph.model import (
    Competency,
    CompetencyGroup,
    Evidence,
    Item,
    KnowledgeItem,
    ParsedDocument,
    ProficiencyLevel,
    Profile,
    ResultArea,
    SourceDocument,
    UnparsedText,
)

HERE = Evidence(1, 1)
MIRROR = {"added": "dropped", "dropped": "added", "raised": "lowered", "lowered": "raised"}
WORDS = st.lists(st.sampled_from(["plannen", "leiden", "team", "werk", "snel", "nu"]), min_size=1, max_size=4)
TEXTS = WORDS.map(" ".join)
ITEMS = st.lists(TEXTS.map(lambda text: Item(text, HERE)), max_size=5).map(tuple)
AREAS = st.lists(st.builds(ResultArea, st.just(HERE), name=TEXTS, tasks=ITEMS), max_size=3).map(tuple)
GROUPS = st.none() | st.sampled_from(["Kern", "Functie"]).map(lambda name: CompetencyGroup(name, HERE))
LEVELS = st.builds(ProficiencyLevel, st.none() | st.integers(1, 4), st.none() | TEXTS, ITEMS, st.just(HERE))
COMPETENCIES = st.builds(
    Competency, TEXTS, st.just(HERE), GROUPS, st.none() | TEXTS, st.lists(LEVELS, max_size=2).map(tuple)
)
KNOWLEDGE = st.builds(KnowledgeItem, TEXTS, st.just(HERE), st.sampled_from(["knowledge", "technical"]), GROUPS)
PROFILES = st.builds(
    Profile,
    st.just("profile"),
    title=st.none(),
    tasks=ITEMS,
    result_areas=AREAS,
    competencies=st.lists(COMPETENCIES, max_size=3).map(tuple),
    knowledge=st.lists(KNOWLEDGE, max_size=4).map(tuple),
)


def compared(old: Profile, new: Profile) -> tuple[Change, ...]:
    """Return what changed between two profiles of one document."""
    return changes_between(profile_element(old, "urn:x"), profile_element(new, "urn:x"), one_scale=True)


def elements(element: Element) -> Counter[tuple[str, str]]:
    """Return what stands below an element: each IRI with its words."""
    found: Counter[tuple[str, str]] = Counter()
    for member in element.members:
        if not member.derived:
            found[member.node, member.text] += 1
            found += elements(member)
    return found


@given(PROFILES)
@settings(max_examples=60, deadline=None)
def test_a_profile_compared_with_itself_has_only_unchanged_things(profile: Profile) -> None:
    assert {change.kind for change in compared(profile, profile)} <= {"unchanged"}


@given(PROFILES, PROFILES)
@settings(max_examples=60, deadline=None)
def test_when_the_sides_change_places_so_do_the_changes(old: Profile, new: Profile) -> None:
    assert Counter(map(seen, compared(new, old))) == Counter(map(turned, compared(old, new)))


def seen(change: Change) -> tuple[object, ...]:
    """Return what is said of either side; what a thing is, is said of the second side alone."""
    first = (change.node_a, change.old, change.old_level, change.place_a, change.position_a)
    second = (change.node_b, change.new, change.new_level, change.place_b, change.position_b)
    return (change.kind, first, second, change.similarity)


def turned(change: Change) -> tuple[object, ...]:
    """Return what is said of a change when the sides change places."""
    kind, first, second, similarity = seen(change)
    return (MIRROR.get(change.kind, kind), second, first, similarity)


@given(PROFILES, PROFILES)
@settings(max_examples=60, deadline=None)
def test_each_thing_of_either_side_is_told_once_so_the_changes_make_one_of_the_other(
    old: Profile, new: Profile
) -> None:
    changes = [change for change in compared(old, new) if change.thing != "number"]
    before = Counter((one.node_a, one.old) for one in changes if one.node_a is not None)
    after = Counter((one.node_b, one.new) for one in changes if one.node_b is not None)
    assert before == elements(profile_element(old, "urn:x"))
    assert after == elements(profile_element(new, "urn:x"))


def tasks(*texts: str) -> Profile:
    """Return a profile with a list of tasks."""
    return Profile("profile", tasks=tuple(Item(text, Evidence(line, line)) for line, text in enumerate(texts, 1)))


def told(old: Profile, new: Profile) -> list[tuple[str, str | None, str | None]]:
    """Return the changes of two profiles, in their order."""
    return [(change.kind, change.old, change.new) for change in compared(old, new) if change.kind != "unchanged"]


def test_the_fewest_that_can_be_are_moved() -> None:
    assert told(tasks("een", "twee", "drie", "vier", "vijf"), tasks("vijf", "een", "twee", "drie", "vier")) == [
        ("moved", "vijf", "vijf")
    ]


def test_a_repetition_is_a_thing_of_its_own() -> None:
    assert told(tasks("een", "twee", "een"), tasks("een", "twee")) == [("dropped", "een", None)]
    assert told(tasks("een"), tasks("een", "een")) == [("added", None, "een")]


def test_below_the_threshold_nothing_is_paired() -> None:
    assert told(tasks("De hiërarchie adviseren"), tasks("De burger helpen")) == [
        ("added", None, "De burger helpen"),
        ("dropped", "De hiërarchie adviseren", None),
    ]


def test_the_same_text_in_another_list_is_moved_and_a_rewording_there_only_when_it_is_close() -> None:
    area = ResultArea(HERE, name="Dienst", tasks=(Item("Het werk van de dienst plannen", HERE),))
    other = ResultArea(HERE, name="Burgers", tasks=(Item("Vragen beantwoorden", HERE),))
    emptied = replace(area, tasks=())
    for text, kinds in (
        ("Het werk van de dienst plannen", ["moved"]),
        ("Het werk van de hele dienst plannen", ["moved"]),
        ("Het werk van de hele organisatie plannen", ["added", "dropped"]),
    ):
        filled = replace(other, tasks=(*other.tasks, Item(text, HERE)))
        old = Profile("profile", result_areas=(area, other))
        found = told(old, Profile("profile", result_areas=(emptied, filled)))
        assert sorted(kind for kind, _, _ in found) == kinds, text


def test_what_holds_others_is_the_same_under_another_name_when_it_holds_the_same() -> None:
    held = tuple(Item(text, HERE) for text in ("Plannen", "Leiden", "Evalueren"))
    old = Profile("profile", result_areas=(ResultArea(HERE, name="Leidinggeven", tasks=held),))
    new = Profile("profile", result_areas=(ResultArea(HERE, name="Management", tasks=held),))
    assert told(old, new) == [("reworded", "Leidinggeven", "Management")]


def test_another_heading_moves_what_stands_under_it_and_a_dropped_heading_does_not() -> None:
    kern, functie = (CompetencyGroup(name, HERE) for name in ("Kern", "Functie"))
    coach, visie = Competency("Coachen", HERE, kern), Competency("Visie", HERE, functie)
    both = Profile("profile", competencies=(coach, visie, Competency("Inleven", HERE, functie)))
    regrouped = replace(both, competencies=(replace(coach, group=functie), *both.competencies[1:]))
    assert ("moved", "Coachen", "Coachen") in told(both, regrouped)
    ungrouped = replace(both, competencies=tuple(replace(one, group=None) for one in both.competencies))
    assert sorted(told(both, ungrouped)) == [("dropped", "Functie", None), ("dropped", "Kern", None)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("1", "2"), ("1", "2"), []),
        # What only counts the places is no change of what is numbered.
        (("1",), ("0", "1"), [("added", None, "nieuw")]),
        (("a",), ("1",), []),
        (("3",), ("7",), [("reworded", "3", "7")]),
        (("3",), (None,), [("dropped", "3", None)]),
        ((None,), ("3",), [("added", None, "3")]),
    ],
)
def test_a_number_that_only_counts_the_places_is_not_compared(
    old: tuple[str | None, ...], new: tuple[str | None, ...], expected: list[tuple[str, str | None, str | None]]
) -> None:
    names = ["plannen", "leiden"]
    before = tuple(Item(text, HERE, notation) for text, notation in zip(names, old, strict=False))
    after = tuple(Item(text, HERE, notation) for text, notation in zip(names, new, strict=False))
    if len(new) > len(old):
        after = (Item("nieuw", HERE, "1"), Item("plannen", HERE, "2"))
    assert told(Profile("profile", tasks=before), Profile("profile", tasks=after)) == expected


def document(*titles: str, lost: str = "", reason: str | None = None) -> Element:
    """Return a document with profiles, and text that found no place."""
    lines = tuple(titles) + ((lost,) if lost else ())
    profiles = tuple(
        Profile("profile", title=title, evidence=HERE, tasks=(Item(f"Taak van {title}", HERE),)) for title in titles
    )
    unparsed = (UnparsedText(lost, Evidence(len(lines), len(lines)), reason),) if lost else ()
    parsed = ParsedDocument(SourceDocument("a.txt", "0" * 64, "nl", lines, unparsed), profiles)
    return document_element(parsed, "urn:d/ed/00000000", [f"urn:d/{title.lower()}" for title in titles])


def test_the_profiles_of_a_function_book_are_paired_by_title() -> None:
    found = changes_between(document("Kok", "Klerk"), document("Klerk", "Gids"))
    kinds = {(change.profile, change.thing, change.kind) for change in found if change.thing != "title"}
    assert kinds == {
        ("Klerk", "task", "unchanged"),
        ("Kok", "profile", "dropped"),
        ("Kok", "task", "dropped"),
        ("Gids", "profile", "added"),
        ("Gids", "task", "added"),
    }


def test_the_only_profile_of_either_side_is_compared_whatever_its_title() -> None:
    found = changes_between(document("Kok"), document("Gids"))
    assert {(change.thing, change.kind) for change in found} >= {("title", "reworded")}
    assert all(change.profile == "" for change in found)


@pytest.mark.parametrize("reason", [None, "doubtful task", "placeholder"])
def test_text_without_a_place_is_compared_too(reason: str | None) -> None:
    old, new = (document("Kok", lost=text, reason=reason) for text in ("een regel", "een andere zin"))
    found = changes_between(old, new)
    assert {(change.section, change.kind) for change in found if change.kind != "unchanged"} == {
        ("unplaced", "added"),
        ("unplaced", "dropped"),
    }


def test_page_numbers_are_not_compared() -> None:
    old, new = (document("Kok", lost=text, reason="page number") for text in ("Pagina 1", "Pagina 2"))
    assert {change.kind for change in changes_between(old, new)} == {"unchanged"}
