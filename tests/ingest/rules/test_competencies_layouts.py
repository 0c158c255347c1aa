"""Competencies under headings, in bold, numbered and in capitals, with levels, dimensions, labels and clusters."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parent))
made: Any = importlib.import_module("competency_pages")
brief, groups, page_of, read = made.brief, made.groups, made.page_of, made.read


@pytest.mark.parametrize("mark", ["## {}", "**{}**"])
def test_name_definition_and_bullets(mark: str) -> None:
    page = page_of(
        "# Competenties",
        mark.format("Luisteren"),
        "Aandacht hebben voor wat iemand zegt.",
        "• Laat anderen uitspreken",
        "• Vat samen",
        mark.format("Durven"),
        "• Neemt een standpunt in",
    )
    assert brief(read(page).competencies) == [
        (
            "Luisteren",
            "Aandacht hebben voor wat iemand zegt.",
            [(None, None, ["Laat anderen uitspreken", "Vat samen"])],
        ),
        ("Durven", None, [(None, None, ["Neemt een standpunt in"])]),
    ]
    assert {entry.rule for entry in page.readings if entry.kind == "competency"} <= {"name-as-heading", "name-in-bold"}


def test_numbered_names_under_numbered_clusters() -> None:
    page = page_of(
        "Competenties",
        "1. Denken",
        "Over het hoofd.",
        "1.1 Ontleden",
        "Een vraag in stukken delen",
        "• Zoekt de oorzaak",
        "1.2 Vernieuwen",
        "• Probeert uit",
        "2. Doen",
        "2.1 Afwerken",
        "• Sluit dossiers af",
    )
    found = read(page).competencies
    assert brief(found) == [
        ("Ontleden", "Een vraag in stukken delen", [(None, None, ["Zoekt de oorzaak"])]),
        ("Vernieuwen", None, [(None, None, ["Probeert uit"])]),
        ("Afwerken", None, [(None, None, ["Sluit dossiers af"])]),
    ]
    assert groups(found) == [("Denken", "Over het hoofd."), ("Denken", "Over het hoofd."), ("Doen", None)]
    assert [one.notation for one in found] == ["1.1", "1.2", "2.1"]


def test_numbered_names_under_a_cluster_without_number() -> None:
    page = page_of(
        "Competencies", "Thinking", "1.1 Analysis", "Takes things apart.", "- Asks why", "1.2 Vision", "- Looks ahead"
    )
    found = read(page).competencies
    assert [one.name for one in found] == ["Analysis", "Vision"]
    assert groups(found) == [("Thinking", None), ("Thinking", None)]


@pytest.mark.parametrize("sign", [": ", " – ", " - "])
def test_name_and_definition_on_one_line(sign: str) -> None:
    page = page_of("Compétences", f"Rigueur{sign}travailler avec soin", f"Écoute{sign}laisser parler les autres")
    assert brief(read(page).competencies) == [
        ("Rigueur", "travailler avec soin", []),
        ("Écoute", "laisser parler les autres", []),
    ]


def test_names_in_capitals_above_their_definitions() -> None:
    page = page_of(
        "Competenties",
        "",
        "SAMENWERKEN",
        "",
        "Werkt samen met anderen",
        "",
        "• Helpt",
        "",
        "INZET",
        "",
        "Zet door",
        "",
        "• Blijft",
    )
    assert brief(read(page).competencies) == [
        ("SAMENWERKEN", "Werkt samen met anderen", [(None, None, ["Helpt"])]),
        ("INZET", "Zet door", [(None, None, ["Blijft"])]),
    ]


@pytest.mark.parametrize(
    ("line", "name", "level"),
    [
        ("Samenwerken (niveau 2)", "Samenwerken", (2, None)),
        ("Samenwerken – niveau B", "Samenwerken", ("B", None)),
        ("Samenwerken N2", "Samenwerken", (2, None)),
        ("Écoute : niveau 3", "Écoute", (3, None)),
        ("Working together - Level 3", "Working together", (3, None)),
        ("Samenwerken (gevorderd)", "Samenwerken", (None, "gevorderd")),
    ],
)
def test_a_level_behind_the_name(line: str, name: str, level: tuple[object, object]) -> None:
    found = read(page_of("Competenties", f"• {line}", "• Iets anders")).competencies
    assert [(one.name, [(each.level, each.title) for each in one.levels]) for one in found] == [
        (name, [level]),
        ("Iets anders", []),
    ]


@pytest.mark.parametrize(
    ("first", "second", "levels"),
    [
        ("Niveau 1", "Niveau 2", [(1, None), (2, None)]),
        ("Niveau 1 – Doet mee", "Niveau 2 – Denkt mee", [(1, "Doet mee"), (2, "Denkt mee")]),
        ("N1: doet mee", "N2: denkt mee", [(1, "doet mee"), (2, "denkt mee")]),
        ("niveau A", "niveau B", [("A", None), ("B", None)]),
        ("Level 3 - HEO and SEO or equivalent", "Level 4", [(3, "HEO and SEO or equivalent"), (4, None)]),
        ("Niveau I", "Niveau II", [(1, None), (2, None)]),
        ("Basis", "Gevorderd", [(None, "Basis"), (None, "Gevorderd")]),
        ("Niveau de maîtrise : 1", "Niveau de maîtrise : 2", [(1, None), (2, None)]),
    ],
)
def test_levels_with_bullets(first: str, second: str, levels: list[tuple[object, object]]) -> None:
    page = page_of("Competenties", "## Luisteren", "Horen.", first, "• Een", "• Twee", second, "• Drie")
    (found,) = read(page).competencies
    assert found.definition == "Horen."
    assert [(level.level, level.title) for level in found.levels] == levels
    assert [[item.text for item in level.indicators] for level in found.levels] == [["Een", "Twee"], ["Drie"]]


def test_a_paragraph_for_each_level_and_a_title_on_a_line_of_its_own() -> None:
    page = page_of(
        "Competenties",
        "## Luisteren",
        "Niveau 1",
        "Laat anderen uitspreken en vat samen wat ze zeggen.",
        "Niveau 2",
        "Vraagt door",
        "• Stelt open vragen",
    )
    assert brief(read(page).competencies) == [
        (
            "Luisteren",
            None,
            [
                (1, None, ["Laat anderen uitspreken en vat samen wat ze zeggen."]),
                (2, "Vraagt door", ["Stelt open vragen"]),
            ],
        )
    ]


def test_grades_as_headings_whose_competencies_follow() -> None:
    page = page_of(
        "Competencies",
        "## EO Level",
        "### Delivery",
        "Gets things done.",
        "• Meets deadlines",
        "## Higher Executive Officer",
        "### Delivery",
        "• Plans for others",
    )
    assert brief(read(page).competencies) == [
        (
            "Delivery",
            "Gets things done.",
            [(None, "EO Level", ["Meets deadlines"]), (None, "Higher Executive Officer", ["Plans for others"])],
        )
    ]


@pytest.mark.parametrize("dimension", ["Dimensie: oog voor details", "**Oog voor details**"])
def test_dimensions_stand_between_name_and_indicators(dimension: str) -> None:
    page = page_of(
        "Competenties",
        "## Nauwkeurigheid",
        dimension,
        "• Kijkt na",
        dimension.replace("details", "data"),
        "• Telt",
        "## Inzet",
        dimension.replace("details", "doelen"),
        "• Houdt vol",
    )
    assert brief(read(page).competencies) == [
        ("Nauwkeurigheid", None, [(None, None, ["Kijkt na", "Telt"])]),
        ("Inzet", None, [(None, None, ["Houdt vol"])]),
    ]


def test_a_level_above_dimensions_holds_their_indicators() -> None:
    page = page_of(
        "Compétences",
        "",
        "Observer",
        "",
        "N3 : voit ce qui échappe",
        "",
        "Attention",
        "",
        "• Repère",
        "",
        "Objectivité",
        "",
        "• Mesure",
        "",
        "Dialoguer",
        "",
        "N2 : adapte ses mots",
        "",
        "Écoute",
        "",
        "• Laisse parler",
    )
    assert brief(read(page).competencies) == [
        ("Observer", None, [(3, "voit ce qui échappe", ["Repère", "Mesure"])]),
        ("Dialoguer", None, [(2, "adapte ses mots", ["Laisse parler"])]),
    ]


@pytest.mark.parametrize(
    ("definition", "lead_in"),
    [
        ("Definitie: goed horen", "Gedragsindicatoren:"),
        ("Omschrijving: goed horen", "Dit blijkt uit:"),
        ("Définition : goed horen", "Comportements observables"),
        ("Definition: goed horen", "Effective behaviours"),
    ],
)
def test_labels_are_no_content(definition: str, lead_in: str) -> None:
    page = page_of("Competenties", "## Luisteren", definition, lead_in, "• Zwijgt", "• Knikt")
    assert brief(read(page).competencies) == [("Luisteren", "goed horen", [(None, None, ["Zwijgt", "Knikt"])])]
    assert {line.number for line in page.document.lines[1:]} <= page.placed


@pytest.mark.parametrize("contra", ["Contra-indicaties:", "Ineffective behaviours", "Contre-indicateurs"])
def test_negative_indicators_are_none(contra: str) -> None:
    page = page_of("Competenties", "## Luisteren", "• Zwijgt", contra, "• Praat door elkaar", "## Inzet", "• Blijft")
    reading = read(page)
    assert brief(reading.competencies) == [
        ("Luisteren", None, [(None, None, ["Zwijgt"])]),
        ("Inzet", None, [(None, None, ["Blijft"])]),
    ]
    assert [(head.text, [line.body for line in lines]) for head, lines in reading.headed] == [
        (contra, ["Praat door elkaar"])
    ]


def test_items_that_run_on_behind_their_lead_in() -> None:
    page = page_of("Competenties", "## Plannen", "Indicatoren: plant het werk; bewaakt termijnen; rapporteert.")
    assert brief(read(page).competencies) == [
        ("Plannen", None, [(None, None, ["plant het werk", "bewaakt termijnen", "rapporteert"])])
    ]


def test_nested_bullets_letters_and_closing_signs() -> None:
    page = page_of(
        "Competenties",
        "## Plannen",
        "• Plant:",
        "  - het werk;",
        "  - de week;",
        "## Inzet",
        "a) houdt vol;",
        "b) start",
    )
    assert brief(read(page).competencies) == [
        ("Plannen", None, [(None, None, ["Plant", "het werk", "de week"])]),
        ("Inzet", None, [(None, None, ["houdt vol", "start"])]),
    ]


def test_names_and_indicators_under_one_sign_told_apart_by_indent() -> None:
    page = page_of("Competenties", "• Plannen", "    • Maakt lijsten", "    • Telt", "• Inzet", "    • Houdt vol")
    assert brief(read(page).competencies) == [
        ("Plannen", None, [(None, None, ["Maakt lijsten", "Telt"])]),
        ("Inzet", None, [(None, None, ["Houdt vol"])]),
    ]


def test_named_groups_hold_lists_of_names() -> None:
    page = page_of(
        "# Profiel", "## Sociale vaardigheden", "• Luisteren", "• Praten", "## Attitudes", "Hoe je werkt.", "• Moed"
    )
    found = read(page).competencies
    assert [one.name for one in found] == ["Luisteren", "Praten", "Moed"]
    assert groups(found) == [("Sociale vaardigheden", None)] * 2 + [("Attitudes", "Hoe je werkt.")]


def test_an_unnamed_level_sentence_and_a_lead_in_are_told_apart() -> None:
    page = page_of(
        "Competenties",
        "## Luisteren",
        "Goed horen.",
        "De medewerker:",
        "• Zwijgt",
        "## Inzet",
        "Doorgaan.",
        "Gaat door wanneer anderen al lang gestopt zijn:",
        "• Blijft",
    )
    assert brief(read(page).competencies) == [
        ("Luisteren", "Goed horen.", [(None, None, ["Zwijgt"])]),
        ("Inzet", "Doorgaan.", [(None, "Gaat door wanneer anderen al lang gestopt zijn", ["Blijft"])]),
    ]


SENTENCES = [
    "Gaat door wanneer anderen al lang gestopt zijn:",
    "Plant het werk van de ploeg een week vooruit:",
    "Legt aan bezoekers uit hoe de sluis werkt:",
]


@pytest.mark.parametrize(
    ("leads", "title"),
    [
        ([*SENTENCES, "Verdeelt het werk:"], "Verdeelt het werk"),
        (["Verdeelt het werk:"], None),
        ([*SENTENCES, "De sluiswachter:", "De sluiswachter:"], None),
        ([*SENTENCES, "Gedragsindicatoren:"], None),
        ([*SENTENCES[:1], "Zwijgt bij ruzie:", "Verdeelt het werk:"], None),
    ],
)
def test_a_short_level_sentence_is_none_unless_most_are_longer_and_it_stands_once(
    leads: list[str], title: str | None
) -> None:
    parts = [part for at, lead in enumerate(leads) for part in (f"## Moed {at}", "Durven.", lead, f"• Durft {at}")]
    last = brief(read(page_of("Competenties", *parts)).competencies)[-1]
    assert last == (f"Moed {len(leads) - 1}", "Durven.", [(None, title, [f"Durft {len(leads) - 1}"])])


@pytest.mark.parametrize(
    "lines",
    [
        ["Wij verwachten dat je goed samenwerkt. Je bent ook flexibel.", "Verder werk je nauwkeurig en op tijd."],
        ["## Toelichting", "De lijst is goedgekeurd. Ze geldt vanaf nu. Ze wordt jaarlijks herzien."],
        ["• Je kan in een druk team het hoofd koel houden en je blijft daarbij altijd vriendelijk tegen iedereen."],
        ["Competentie Niveau Gedragsindicatoren"],
        ["• Je werkt graag samen", "• Je bent stipt"],
        ["• You listen well.", "• Speaks up in every meeting."],
        ["Vous écoutez les autres", "Vous parlez clairement"],
    ],
)
def test_running_text_sentences_and_a_bare_header_are_no_competencies(lines: list[str]) -> None:
    page = page_of("Competenties", *lines)
    assert page.document.lines[1:]
    assert read(page).competencies == []


def test_a_stray_line_among_competencies_is_none() -> None:
    page = page_of("Competenties", "", "Luisteren", "", "Goed horen.", "", "• Zwijgt", "", "Gemeente Zand – dienst")
    reading = read(page)
    assert [one.name for one in reading.competencies] == ["Luisteren"]
    assert [head.text for head, _ in reading.headed] == ["Gemeente Zand – dienst"]


def test_cells_that_came_out_one_under_another() -> None:
    page = page_of(
        "Competenties", "", "Competentie Gevraagd niveau", "", "Aansturen", "", "4", "", "Coachen", "", "Niveau 3"
    )
    assert brief(read(page).competencies) == [("Aansturen", None, [(4, None, [])]), ("Coachen", None, [(3, None, [])])]


def test_cells_that_do_not_fill_their_rows_are_left() -> None:
    page = page_of("Competenties", "", "Competentie Gevraagd niveau", "", "Aansturen", "", "Coachen", "", "3")
    reading = read(page)
    assert reading.competencies == []
    assert reading.remainder


def test_a_closing_text_under_a_heading_of_its_own_is_none() -> None:
    page = page_of("Competenties", "", "• Luisteren", "• Inzet", "", "Contact", "", "De dienst geeft graag uitleg.")
    reading = read(page)
    assert brief(reading.competencies) == [("Luisteren", None, []), ("Inzet", None, [])]
    assert [(head.text, [line.text for line in lines]) for head, lines in reading.headed] == [
        ("Contact", ["De dienst geeft graag uitleg."])
    ]


def test_titles_of_levels_may_look_like_heads() -> None:
    page = page_of(
        "Competenties", "", "Luisteren", "", "Niveau 1", "", "Zwijgt op tijd", "", "• Knikt", "", "Niveau 2", "",
        "Vraagt door", "", "• Vraagt waarom",
    )  # fmt: skip
    assert brief(read(page).competencies) == [
        ("Luisteren", None, [(1, "Zwijgt op tijd", ["Knikt"]), (2, "Vraagt door", ["Vraagt waarom"])])
    ]


def test_a_lead_in_behind_the_definition_is_dropped() -> None:
    page = page_of("Competenties", "## Luisteren", "Goed horen. Dit blijkt uit:", "• Zwijgt")
    assert brief(read(page).competencies) == [("Luisteren", "Goed horen.", [(None, None, ["Zwijgt"])])]


def test_short_lines_above_names_with_their_definitions_are_clusters() -> None:
    page = page_of(
        "Compétences", "Les informations", "Analyser : examiner les données", "Intégrer : relier les données",
        "Les tâches",
        "Décider : trancher à temps",
    )  # fmt: skip
    found = read(page).competencies
    assert brief(found) == [
        ("Analyser", "examiner les données", []),
        ("Intégrer", "relier les données", []),
        ("Décider", "trancher à temps", []),
    ]
    assert [name for name, _ in groups(found)] == ["Les informations", "Les informations", "Les tâches"]


def test_a_name_with_a_group_word_and_long_indicators_is_a_name() -> None:
    page = page_of(
        "Competencies", "## Judgement", "• Weighs facts and rules before deciding on them", "## Communication Skills",
        "• Presents information clearly and with great confidence",
    )  # fmt: skip
    assert [one.name for one in read(page).competencies] == ["Judgement", "Communication Skills"]
