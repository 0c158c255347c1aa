"""Members that the rules are not sure enough of are taken out again and listed as doubtful."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from competencygraph.ingest.doubts import THRESHOLD, length_doubt, without_doubtful
from competencygraph.ingest.extract import extract
from competencygraph.ingest.page import Page
from competencygraph.model import (
    Competency,
    Evidence,
    Item,
    KnowledgeItem,
    ProficiencyLevel,
    Profile,
    Reading,
    ResultArea,
)

MakePage = Callable[[str], Page]


def at(line: int) -> Evidence:
    return Evidence(line, line)


FULL = Profile(
    kind="profile",
    result_areas=(ResultArea(at(1), "Bruggen", tasks=(Item("Verven", at(2)),)),),
    tasks=(Item("Varen", at(3)),),
    competencies=(Competency("Geduld", at(4), levels=(ProficiencyLevel(1, None, (Item("Wacht", at(6)),), at(5)),)),),
    knowledge=(KnowledgeItem("Hout", at(7)),),
)
TEXT = "Bruggen\n- Verven\n- Varen\nGeduld\nNiveau 1\n- Wacht\n- Hout"


def sifted(page: Page, text: str, line: int, confidence: float) -> tuple[Profile, list[tuple[str, str]]]:
    page.placed.update(range(1, 8))
    page.readings.append(Reading("item", text, at(line), "some-rule", confidence))
    found = without_doubtful(page, FULL)
    return found, [(part.text, part.reason or "") for part in page.unparsed()]


@pytest.mark.parametrize(
    ("text", "line", "left", "lines"),
    [
        ("Bruggen", 1, replace(FULL, result_areas=()), ["Bruggen", "- Verven"]),
        ("Varen", 3, replace(FULL, tasks=()), ["- Varen"]),
        ("Geduld", 4, replace(FULL, competencies=()), ["Geduld", "Niveau 1", "- Wacht"]),
        ("Hout", 7, replace(FULL, knowledge=()), ["- Hout"]),
    ],
)
def test_a_doubtful_member_goes_with_its_parts_to_the_unparsed_lines(
    page_of: MakePage, text: str, line: int, left: Profile, lines: list[str]
) -> None:
    page = page_of(TEXT)
    found, unparsed = sifted(page, text, line, THRESHOLD - 0.01)
    assert found == left
    assert unparsed == [(each, "doubtful item") for each in lines]
    assert page.placed == set(range(1, 8)) - set(range(line, line + len(lines)))


def test_a_doubtful_task_or_indicator_leaves_its_area_or_level(page_of: MakePage) -> None:
    found, _ = sifted(page_of(TEXT), "Verven", 2, 0.4)
    assert [(area.name, area.tasks) for area in found.result_areas] == [("Bruggen", ())]
    found, _ = sifted(page_of(TEXT), "Wacht", 6, 0.4)
    assert found.competencies[0].levels[0].indicators == ()


@pytest.mark.parametrize(("text", "line", "confidence"), [("Varen", 3, THRESHOLD), ("Varen", 4, 0.1), ("Zee", 3, 0.1)])
def test_what_is_sure_enough_or_stands_elsewhere_stays(
    page_of: MakePage, text: str, line: int, confidence: float
) -> None:
    assert sifted(page_of(TEXT), text, line, confidence) == (FULL, [])


@pytest.mark.parametrize(("words", "share"), [(1, 1.0), (45, 1.0), (46, 0.8), (80, 0.8), (81, 0.6)])
def test_long_members_are_trusted_less(words: int, share: float) -> None:
    assert length_doubt("woord " * words) == share


def test_trust_in_the_heading_lowers_that_in_what_stands_under_it(page_of: MakePage) -> None:
    page = page_of("- Varen")
    page.heading, page.trust = "heading phrase", 0.85
    page.note("task", "Varen", page.document.lines, "task-list", 0.9)
    assert page.readings == [Reading("task", "Varen", at(1), "task-list under heading phrase", 0.77)]


PARAGRAPH = " ".join(["Wij varen elke dag over het water naar de brug en weer terug naar de stad"] * 6) + "."


def test_a_paragraph_among_open_lines_under_a_phrase_is_no_task_and_is_listed(page_of: MakePage) -> None:
    page = page_of(f"Functieprofiel\nImker\n\nWat houdt de functie in?\n\n- Korven bouwen\n- {PARAGRAPH}")
    parsed = extract(page.document, page.lexicon)
    (profile,) = parsed.profiles
    assert [task.text for task in profile.tasks] == ["Korven bouwen"]
    assert [part.reason for part in parsed.document.unparsed] == ["doubtful task"]
