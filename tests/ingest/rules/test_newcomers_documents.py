"""What a newcomer's plain documents print: contact data, names with levels, a type above the name, job contents."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from competencygraph.ingest.extract import extract
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.model import Profile

from .conftest import MakePage

made: Any = importlib.import_module("competency_pages")

HEAD = "Hoofd dienst Sport\n\nDoel\nHet hoofd leidt de sportdienst.\n\nCompetenties\n"
NAME = "Policy Officer, Mobility – Brussels Regional Service"
PARTS = ["# Purpose", "The officer prepares policy.", "# Competencies", "- Working together", "- Planning"]
DEEPER = [line.replace("# ", "## ") for line in PARTS]
CONTENT = (
    "Als teamleider van het loket leid je het loket en zorg je dat iedere burger vlot geholpen wordt. "
    "Je plant het werk van de medewerkers."
)
OFFER = "\n\nAanbod\n- Een voltijds contract\n- Een fiets\n\nHoe solliciteren\nSolliciteer voor 3 maart 2026.\n"


@pytest.fixture
def read(page_of: MakePage) -> Any:
    """Return what reads the one profile of a text."""
    return lambda text: only(page_of(text))


def only(page: Any) -> Profile:
    (profile,) = extract(page.document, load_lexicon()).profiles
    return profile


def names(profile: Profile) -> list[tuple[str, Any, list[str]]]:
    return [
        (
            competency.name,
            [level.level for level in competency.levels],
            [item.text for level in competency.levels for item in level.indicators],
        )
        for competency in profile.competencies
    ]


@pytest.mark.parametrize("level", ["", " (niveau 2)"], ids=["bare", "levelled"])
@pytest.mark.parametrize(
    "closing",
    [
        "Contact\nVragen: [e-mail].",
        "Contact\nVragen: de personeelsdienst.",
        "Contact\n\nVragen: [e-mail].",
        "Contact\nWie vragen heeft over deze functie of over de dienst, mailt naar [e-mail] of belt ons gerust op.",
        "Contact\nVragen: [e-mail].\n\nGoedkeuring\nDe raad keurde dit goed.",
        "Onze dienst\nVragen: [telefoon].",
    ],
)
def test_contact_data_below_a_heading_leaves_the_competencies_above_it(read: Any, closing: str, level: str) -> None:
    profile = read(f"{HEAD}• Samenwerken{level}\n• Klantgerichtheid{level}\n\n{closing}\n")
    assert [competency.name for competency in profile.competencies] == ["Samenwerken", "Klantgerichtheid"]
    assert closing.split("\n")[0] in [section.heading for section in profile.sections]


def test_a_competency_that_bears_the_name_of_another_part_stays_one(read: Any) -> None:
    profile = read(f"{HEAD}Samenwerken\nAutonomie\nInnovatie\n")
    assert [competency.name for competency in profile.competencies] == ["Samenwerken", "Autonomie", "Innovatie"]


@pytest.mark.parametrize("form", ["{} (niveau {})", "{} - niveau {}", "{} – niveau {}", "{}: niveau {}", "{} [N{}]"])
@pytest.mark.parametrize("gap", ["", "\n"], ids=["on the next line", "behind a blank line"])
def test_a_line_that_repeats_name_and_level_begins_a_competency(read: Any, form: str, gap: str) -> None:
    first, second = form.format("Samenwerken", 2), form.format("Klantgerichtheid", 3)
    profile = read(f"{HEAD}{first}\n• Deelt informatie met collega's\n{gap}{second}\n• Luistert naar de burger\n")
    assert names(profile) == [
        ("Samenwerken", [2], ["Deelt informatie met collega's"]),
        ("Klantgerichtheid", [3], ["Luistert naar de burger"]),
    ]


def test_names_with_levels_above_texts_without_bullets(read: Any) -> None:
    profile = read(
        f"{HEAD}Samenwerken (niveau 2)\nDeelt informatie.\nKlantgerichtheid (niveau 3)\nLuistert naar de burger.\n"
    )
    assert [(competency.name, competency.definition) for competency in profile.competencies] == [
        ("Samenwerken", "Deelt informatie."),
        ("Klantgerichtheid", "Luistert naar de burger."),
    ]


def test_a_label_with_a_level_under_each_name_is_no_name(read: Any) -> None:
    profile = read(
        f"{HEAD}Samenwerken\nVereist: niveau 2\n• Deelt informatie\n\nPlannen\nVereist: niveau 3\n• Maakt planningen\n"
    )
    assert [competency.name for competency in profile.competencies] == ["Samenwerken", "Plannen"]


@pytest.mark.parametrize("kind", ["Role profile", "Function family", "Job family"])
@pytest.mark.parametrize(
    "below",
    [
        [f"# {NAME}", *PARTS],
        [f"# {NAME}", *DEEPER],
        [f"# {NAME}", "The officer works in the directorate. It has ten people.", *DEEPER],
        [f"# {NAME}", "Directorate Mobility", *PARTS],
        [f"## {NAME}", "The officer works in the directorate.", *[line.replace("# ", "### ") for line in PARTS]],
    ],
    ids=["level", "deeper", "own text", "own line", "all deeper"],
)
def test_a_name_below_the_type_of_the_document_is_the_title(kind: str, below: list[str]) -> None:
    profile = only(made.page_of(f"# {kind}", *below))
    assert profile.title == NAME
    assert profile.purpose is not None
    assert len(profile.competencies) == 2
    kept = [section.text for section in profile.sections]
    assert kept == [line for line in below[1:2] if not line.startswith("#")]


@pytest.mark.parametrize("heading", ["About the team", "Our directorate"])
def test_an_introduction_below_the_type_of_the_document_is_no_title(heading: str) -> None:
    profile = only(made.page_of("# Role profile", f"# {heading}", "We are ten people. We plan roads.", *PARTS))
    assert profile.title is None
    assert [section.heading for section in profile.sections] == [heading]


@pytest.mark.parametrize(
    "heading",
    [
        *("Functie-inhoud", "Jouw taken", "Wat ga je doen", "Wat ga je doen?", "Inhoud van de job", "Jobinhoud"),
        *("Jouw uitdaging", "Functieomschrijving", "Wat houdt de job in?", "Jobomschrijving", "Takenpakket"),
        *("Contenu de la fonction", "Votre défi", "Description de fonction", "What you will do", "About the role"),
        *("The opportunity", "Job description", "Description du poste", "En quoi consiste votre fonction ?"),
    ],
)
def test_running_text_about_the_content_of_a_vacant_job_is_its_purpose(read: Any, heading: str) -> None:
    profile = read(f"Teamleider loket\n\n{heading}\n{CONTENT}{OFFER}")
    assert profile.vacancy is not None
    assert profile.title == "Teamleider loket"
    assert profile.purpose is not None and profile.purpose.text == CONTENT
    assert heading not in [section.heading for section in profile.sections]


def test_running_text_beside_a_purpose_of_its_own_stays_a_part(read: Any) -> None:
    profile = read(f"Teamleider loket\n\nFunctie-inhoud\n{CONTENT}\n\nDoel\nHet loket leiden.{OFFER}")
    assert profile.purpose is not None and profile.purpose.text == "Het loket leiden."
    assert [section.heading for section in profile.sections][:1] == ["Functie-inhoud"]


def test_a_list_about_the_content_of_a_vacant_job_gives_tasks(read: Any) -> None:
    profile = read(f"Teamleider loket\n\nJobinhoud\nJe taken zijn:\n- Leiden\n- Plannen{OFFER}")
    assert [item.text for item in profile.tasks] == ["Leiden", "Plannen"]


def test_running_text_above_the_list_of_tasks_of_a_vacant_job_is_its_purpose(read: Any) -> None:
    profile = read(f"Teamleider loket\n\nTaken\n{CONTENT}\n\nJe taken zijn:\n- Leiden\n- Plannen{OFFER}")
    assert profile.purpose is not None and profile.purpose.text == CONTENT
    assert [item.text for item in profile.tasks] == ["Leiden", "Plannen"]
    assert "Taken" not in [section.heading for section in profile.sections]
