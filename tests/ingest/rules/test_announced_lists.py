"""Lists that only name competencies: what a vacancy asks, or a section of the profile; never a second set of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.extract import extract
from competencygraph.ingest.page import Page
from competencygraph.model import Profile

MakePage = Callable[[str], Page]

TOP = "Functieprofiel\nImker\n\nDoel van de functie\nBijen houden teneinde honing te winnen.\n\n"
TASKS = "Taken\n- Korven bouwen\n- Honing slingeren\n\n"
WORKED = (
    "Competenties\n\nNetheid\nZorg dragen voor orde.\nNiveau 1 – Ruimt op\n- Ruimt elke dag op\n- Kuist de korven\n\n"
    "Inzet\nMet ijver werken.\nNiveau 2 – Houdt vol\n- Werkt door\n- Rondt af\n"
)
NAMES = ["Netheid", "Inzet", "Moed"]
OFFER = "Aanbod\n- Een loon\n- Een fiets\n\n"


def profile_of(page: Page) -> Profile:
    parsed = extract(page.document, page.lexicon)
    assert not [part for part in parsed.document.unparsed if part.reason is None]
    (profile,) = parsed.profiles
    return profile


def lists(profile: Profile) -> list[list[str]]:
    return [[item.text for item in section.items] for section in profile.sections if section.items]


LEAD_INS = [
    "Vereiste competenties",
    "Compétences attendues",
    "Required competencies",
    "Compétences requises pour la fonction:",
    "Je beschikt over de volgende competenties:",
    "The post holder needs the following competencies:",
]


@pytest.mark.parametrize("lead", LEAD_INS)
@pytest.mark.parametrize("bullet", ["- ", ""])
def test_in_a_profile_the_list_is_a_section(page_of: MakePage, lead: str, bullet: str) -> None:
    listed = "\n".join(bullet + name for name in NAMES)
    profile = profile_of(page_of(f"{TOP}{lead}\n{listed}\n\n{TASKS}{WORKED}"))
    assert [competency.name for competency in profile.competencies] == ["Netheid", "Inzet"]
    assert lists(profile) == [NAMES]
    assert profile.purpose is not None
    assert profile.purpose.text == "Bijen houden teneinde honing te winnen."


@pytest.mark.parametrize("lead", LEAD_INS)
def test_in_a_vacancy_the_list_is_what_it_asks(page_of: MakePage, lead: str) -> None:
    listed = "\n".join(f"- {name}" for name in NAMES)
    profile = profile_of(page_of(f"{TOP}{lead}\n{listed}\n\n{OFFER}{TASKS}{WORKED}"))
    assert profile.vacancy is not None
    assert [item.text for item in profile.vacancy.requirements.competencies] == NAMES
    assert [competency.name for competency in profile.competencies] == ["Netheid", "Inzet"]
    assert lists(profile) == []


TWO = (
    "Gevraagd profiel\nWe zoeken iemand met de volgende competenties:\n- Netheid\n- Inzet\n\n"
    "Je beschikt ook over de volgende kennis:\n- Plantenkunde\n- Bijenteelt\n\n"
)


def test_two_lists_in_one_section_stay_apart(page_of: MakePage) -> None:
    top = TOP.replace("Doel", "A. Doel")
    told = profile_of(page_of(f"{top}B. {TWO}C. {TASKS}D. {WORKED}"))
    assert lists(told) == [["Netheid", "Inzet"], ["Plantenkunde", "Bijenteelt"]]
    assert next(section.heading for section in told.sections) == "Gevraagd profiel"
    asked = profile_of(page_of(f"{top}B. {TWO}C. {OFFER}D. {TASKS}E. {WORKED}"))
    assert asked.vacancy is not None
    assert [item.text for item in asked.vacancy.requirements.competencies] == ["Netheid", "Inzet"]
    assert [item.text for item in asked.vacancy.requirements.knowledge] == ["Plantenkunde", "Bijenteelt"]
    assert lists(asked) == []


def test_a_list_of_other_names_stays_a_group_of_competencies(page_of: MakePage) -> None:
    profile = profile_of(page_of(f"{TOP}{TASKS}Kerncompetenties\n- Moed\n- Geduld\n\n{WORKED}"))
    assert [competency.name for competency in profile.competencies] == ["Moed", "Geduld", "Netheid", "Inzet"]


def test_a_list_that_nothing_works_out_stays_one_of_competencies(page_of: MakePage) -> None:
    profile = profile_of(page_of(f"{TOP}{TASKS}Vereiste competenties\n- Moed\n- Geduld\n\nKennis\n- Bijenteelt"))
    assert [competency.name for competency in profile.competencies] == ["Moed", "Geduld"]


def test_tasks_behind_a_sentence_about_competencies_stay_tasks(page_of: MakePage) -> None:
    page = page_of(f"{TOP}Taken\nJe ontwikkelt de competenties van imkers:\n- Lessen geven\n- Boeken lenen\n\n{WORKED}")
    assert [task.text for task in profile_of(page).tasks] == ["Lessen geven", "Boeken lenen"]


def test_requirements_without_a_lead_in_stay_in_one_list(page_of: MakePage) -> None:
    wanted = ["Diploma", "Kennis van bijen", "Kennis van honing", "Rijbewijs B"]
    listed = "\n".join(f"- {text};" for text in wanted)
    profile = profile_of(page_of(f"{TOP}{TASKS}Functie-eisen\n{listed}\n\n{OFFER}"))
    assert profile.vacancy is not None
    assert profile.vacancy.requirements.knowledge == ()
    assert lists(profile) == [wanted]
