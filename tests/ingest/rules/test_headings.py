"""Which lines head a part: by the lexicon, by the format's mark, by a letter, by a phrase; and which do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.document import Document, Traits, make_lines
from competencygraph.ingest.headings import Section, Series, heading_text, is_heading_like
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.outline import outline
from competencygraph.ingest.page import Page

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]


def parts(page: Page) -> list[tuple[str, str | None, list[str]]]:
    return [(part.kind, heading_text(part), [line.text for line in part.body]) for part in outline(page)[1:]]


def told(page: Page) -> list[tuple[str, str, float]]:
    return [(part.kind, part.told_by, part.trust) for part in outline(page)[1:]]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Resultaatgebieden (indicatief):", "result_areas"),
        ("3. Vereiste kennis", "knowledge"),
        ("CRITÈRES DISTINCTIFS", "criteria"),
        ("Raison d’être", "purpose"),
        ("Principal duties", "tasks"),
        ("Core competencies", "competency_group"),
    ],
)
def test_a_line_that_the_lexicon_knows_is_a_heading(page_of: MakePage, heading: str, kind: str) -> None:
    assert told(page_of(f"Sluiswachter\n\n{heading}\nDe sluis openen.")) == [(kind, "known heading", 1.0)]


@pytest.mark.parametrize(
    "line",
    [
        "De resultaatgebieden van de sluis zijn nat",
        "resultaatgebieden",
        "Resultaatgebieden.",
        "- Resultaatgebieden",
        "Kennis,",
    ],
)
def test_a_line_that_only_holds_such_a_word_is_none(page_of: MakePage, line: str) -> None:
    assert parts(page_of(f"Sluiswachter\n\n{line}\nDe sluis openen.")) == []


def test_a_known_word_in_a_cell_is_a_heading_in_the_first_column_alone(styled: MakeStyledPage) -> None:
    assert parts(styled([["Taken", "Alle dagen"], ["De sluis openen", "Het water"]]))[0][0] == "tasks"
    assert parts(styled([["Alle dagen", "Taken"], ["De sluis openen", "Het water"]])) == []


def test_a_marked_heading_in_words_of_its_own_is_one_and_its_words_may_tell_the_kind(styled: MakeStyledPage) -> None:
    page = styled("Sluiswachter", "## Wonen aan het water", "Nat.", "## Aan welke voorwaarden voldoe je?", "Droog.")
    assert told(page) == [("other", "marked heading", 0.9), ("conditions", "marked heading", 0.9)]


def test_the_same_words_without_the_mark_are_text(styled: MakeStyledPage) -> None:
    page = styled("Sluiswachter", "Wonen aan het water", "Nat.", "Aan welke voorwaarden voldoe je?", "Droog.")
    assert parts(page) == []


def test_deeper_headings_are_names_in_a_part_that_lists_and_one_of_its_level_ends_it(styled: MakeStyledPage) -> None:
    page = styled("# Profiel X", "## Competenties", "### Geduld", "Wachten.", "### Gehoor", "## Bijlage", "Kaart.")
    assert parts(page) == [
        ("competencies", "Competenties", ["Geduld", "Wachten.", "Gehoor"]),
        ("other", "Bijlage", ["Kaart."]),
    ]


def test_deeper_headings_are_parts_of_their_own_in_a_part_that_lists_nothing(styled: MakeStyledPage) -> None:
    page = styled("# Profiel X", "## Doel", "Bouwen.", "### Ontstaan", "Vroeger.")
    assert [kind for kind, _, _ in parts(page)] == ["purpose", "other"]


def test_headings_of_the_parts_own_level_are_names_where_the_first_stands_directly_under_it(
    styled: MakeStyledPage,
) -> None:
    page = styled("# Profiel X", "## Compétences", "## Patience", "Attendre.", "## Écoute", "Entendre.")
    assert parts(page) == [("competencies", "Compétences", ["Patience", "Attendre.", "Écoute", "Entendre."])]


def test_a_known_heading_deeper_than_an_areas_name_is_its_rubric_and_one_of_the_parts_level_is_none(
    styled: MakeStyledPage,
) -> None:
    page = styled("## Resultaatgebieden", "### Onthaal", "#### Doel", "Helpen.", "## Doel", "Bouwen.")
    assert parts(page) == [
        ("result_areas", "Resultaatgebieden", ["Onthaal", "Doel", "Helpen."]),
        ("purpose", "Doel", ["Bouwen."]),
    ]


def test_a_known_heading_deeper_than_a_competencys_name_is_its_rubric(styled: MakeStyledPage) -> None:
    page = styled("## Competenties", "### Geduld", "#### Doel", "Wachten.", "### Gehoor", "## Doel", "Bouwen.")
    assert [kind for kind, _, _ in parts(page)] == ["competencies", "purpose"]


def test_a_group_inside_the_competencies_is_a_part_and_the_names_behind_it_resume_the_outer_one(
    styled: MakeStyledPage,
) -> None:
    page = styled("# Competenties", "## Geduld", "- Wacht", "## Vaardigheden", "- Telt", "## Gehoor", "- Hoort")
    assert [(kind, heading) for kind, heading, _ in parts(page)] == [
        ("competencies", "Competenties"),
        ("competency_group", "Vaardigheden"),
        ("competencies", None),
    ]


def test_names_of_criteria_that_the_lexicon_knows_do_not_end_the_criteria_but_a_heading_for_competencies_does(
    page_of: MakePage,
) -> None:
    page = page_of("Onderscheidende criteria\nKennis\nVeel.\n\nTaken\nWeinig.\n\nCompetenties\nGeduld")
    assert [kind for kind, _, _ in parts(page)] == ["criteria", "competencies"]


def test_a_numbered_knowledge_part_interrupts_numbered_areas_and_the_next_number_resumes_them(
    page_of: MakePage,
) -> None:
    text = "Result areas\n1. Bridges\n- Painting\n2. Knowledge\n- Wood\n3. Dams\n- Raising"
    found = parts(page_of(text))
    assert [kind for kind, _, _ in found] == ["result_areas", "knowledge", "result_areas"]
    assert found[2][2] == ["3. Dams", "- Raising"]


def test_a_number_that_does_not_follow_resumes_nothing(page_of: MakePage) -> None:
    text = "Result areas\n1. Bridges\n- Painting\n2. Knowledge\n- Wood\n7. Dams\n- Raising"
    assert [kind for kind, _, _ in parts(page_of(text))] == ["result_areas", "knowledge"]


def test_numbered_tasks_stand_in_the_areas_whose_heading_bears_no_number(page_of: MakePage) -> None:
    assert [kind for kind, _, _ in parts(page_of("Resultaatgebieden\n1. Taken\n- Varen"))] == ["result_areas"]
    assert [kind for kind, _, _ in parts(page_of("1. Resultaatgebieden\nVaren\n2. Taken\n- Varen"))][-1] == "tasks"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Wat ga je doen?", "tasks"),
        ("Wie zoeken wij?", "expectations"),
        ("Que vous offrons-nous ?", "offer"),
        ("Vos missions", "mission"),
        ("What you will be doing", "tasks"),
        ("How do I apply?", "application"),
    ],
)
def test_a_phrase_set_off_from_the_text_is_a_heading(page_of: MakePage, line: str, kind: str) -> None:
    found = told(page_of(f"De brug is oud en nat.\n\n{line}\nDe brug verven."))
    assert [entry[0] for entry in found] == [kind]


def test_a_phrase_is_trusted_less_than_a_known_heading(page_of: MakePage) -> None:
    page = page_of("De brug is oud en nat.\n\nWat ga je zoal doen?\nDe brug verven.")
    assert told(page) == [("tasks", "heading phrase", 0.85)]


@pytest.mark.parametrize(
    "text",
    [
        "De brug is oud en nat.\nWat ga je zoal doen?\nDe brug verven.",
        "De brug is oud en nat.\n\nWat ga je zoal doen?\nen wanneer.",
        "De brug is oud en nat.\n\nWat ga je zoal doen,\nDe brug verven.",
        "De brug is oud en nat.\n\nWat ga je zoal doen?",
        "De brug is oud en nat.\n\nWat ga je daar doen als het stormt?\nDe brug verven.",
    ],
)
def test_a_phrase_in_running_text_before_a_small_letter_or_at_the_end_is_none(page_of: MakePage, text: str) -> None:
    assert parts(page_of(text)) == []


def test_a_phrase_is_no_heading_among_names_or_in_a_table(page_of: MakePage, styled: MakeStyledPage) -> None:
    page = page_of("Competenties\n- Geduld\n\nWat ga je zoal doen?\nDe brug verven.")
    assert [kind for kind, _, _ in parts(page)] == ["competencies"]
    assert parts(styled([["Wat ga je zoal doen?", "Veel"], ["De brug", "verven"]])) == []


def test_a_letter_carries_a_series_on_and_is_trusted_less(page_of: MakePage) -> None:
    page = page_of("A. Doel\nBouwen.\nB. Wonen aan het water\nHier.\nD. Onze selectie\nDaar.")
    assert told(page) == [
        ("purpose", "known heading", 1.0),
        ("other", "lettered heading", 0.9),
        ("selection", "lettered heading", 0.9),
    ]


@pytest.mark.parametrize("line", ["B. Wonen aan het water.", "b. Wonen aan het water", "K. Wonen aan het water"])
def test_a_closed_small_or_far_letter_is_no_heading(page_of: MakePage, line: str) -> None:
    assert [kind for kind, _, _ in parts(page_of(f"A. Doel\nBouwen.\n{line}\nHier."))] == ["purpose"]


def test_a_series_of_letters_begins_with_a_and_skips_two_at_most() -> None:
    series = Series()
    assert [series.takes_letter(letter) for letter in ("C", "A", "D", "D", "I", "E", "f")] == [
        False,
        True,
        True,
        False,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("told_by", "trust"),
    [("known heading", 1.0), ("marked heading", 0.9), ("heading phrase", 0.85), ("content", 0.8), ("", 1.0)],
)
def test_the_trust_in_a_part_is_that_in_its_heading(told_by: str, trust: float) -> None:
    assert Section("tasks", told_by=told_by).trust == trust


@pytest.mark.parametrize(
    ("before", "line"),
    [("De brug is oud.", "Dijken en torens"), ("De brug", "  Dijken en torens"), ("De brug\n", "Dijken en torens")],
)
def test_a_line_behind_a_sentence_a_gap_or_indented_looks_like_a_heading(before: str, line: str) -> None:
    first, second = make_lines([*before.split("\n"), line])
    assert is_heading_like(second, first, None)


@pytest.mark.parametrize(
    "line",
    ["Dienst: Burgerzaken", "Een lijn die te veel woorden telt om te koppen", "Dijken (", "Dijken-", "1. Dijken"],
)
def test_labels_long_open_and_marked_lines_do_not(line: str) -> None:
    assert not is_heading_like(make_lines([line])[0], None, None)


def test_a_line_inside_running_text_does_not() -> None:
    first, second = make_lines(["De brug is oud en", "Dijken zijn nieuw"])
    assert not is_heading_like(second, first, None)


def test_a_line_that_the_document_marks_is_heading_like_whatever_its_look(styled: MakeStyledPage) -> None:
    page = styled("### Dit is een kop die een zin is en lang en met een punt eindigt.")
    assert is_heading_like(page.document.lines[0], None, None)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("Compétences / Competenties", "competencies"), ("Missions et tâches", "tasks"), ("Purpose | Doel", "purpose")],
)
def test_a_heading_in_two_languages_or_of_two_names_is_known(page_of: MakePage, heading: str, kind: str) -> None:
    assert told(page_of(f"Imker\n\n{heading}\nHoning.")) == [(kind, "known heading", 1.0)]


@pytest.mark.parametrize("line", ["Competenties / Zee", "Missions et oiseaux", "Doel en dan"])
def test_a_known_name_beside_an_unknown_one_is_none(page_of: MakePage, line: str) -> None:
    assert parts(page_of(f"Imker\n\n{line}\nHoning.")) == []


def test_capitals_end_a_list_under_a_heading_in_capitals(page_of: MakePage) -> None:
    capitals = page_of("COMPETENTIES\n- Geduld\n\nONZE STAD\nHier.")
    assert [kind for kind, _, _ in parts(capitals)] == ["competencies", "other"]
    for text in (
        "Competenties\n- Geduld\n\nONZE STAD\nHier.",
        "COMPETENTIES\nGEDULD\n- Wacht\n\nONZE MOED\n- Durft",
        "COMPETENTIES\n- Geduld\n\nOCMW\nHier.",
    ):
        assert [kind for kind, _, _ in parts(page_of(text))] == ["competencies"]


def test_the_next_number_of_the_headings_is_one_and_that_of_a_list_is_none(page_of: MakePage) -> None:
    headings = page_of("1. Doel\nBouwen.\n2. Wonen aan zee\nHier.")
    assert parts(headings)[-1] == ("other", "Wonen aan zee", ["Hier."])
    for text in ("1. Taken\n1. Varen\n2. Vissen", "1. Doel\nBouwen.\n4. Wonen aan zee\nHier.", "Doel\nBouwen.\n2. Zee"):
        assert len(parts(page_of(text))) == 1


def test_definitions_that_come_again_are_labels_and_one_alone_is_a_part(page_of: MakePage) -> None:
    again = page_of("Competenties\nGeduld\nDefinitie\nWachten.\n\nGehoor\nDefinitie\nHoren.")
    assert [kind for kind, _, _ in parts(again)] == ["competencies"]
    alone = page_of("Competenties\nGeduld\n\nDefinities\nTij = zee.")
    assert [kind for kind, _, _ in parts(alone)] == ["competencies", "definitions"]


def test_parts_of_a_selection_are_its_members_and_another_part_of_a_vacancy_ends_it(styled: MakeStyledPage) -> None:
    page = styled("# Imker", "## Selectie", "### Deel 1: Ons aanbod lezen", "Praten.", "### Wat wij bieden", "Honing.")
    assert [(kind, lines) for kind, _, lines in parts(page)] == [
        ("selection", ["Deel 1: Ons aanbod lezen", "Praten."]),
        ("offer", ["Honing."]),
    ]


@pytest.mark.parametrize(
    ("joins", "headings"), [(True, ["Wonen aan zee en duin"]), (False, ["Wonen aan", "zee en duin"])]
)
def test_a_marked_heading_over_two_lines_is_one(joins: bool, headings: list[str]) -> None:
    raw = ("Imker", "Wonen aan", "zee en duin", "Nat.")
    traits = (Traits(), Traits(heading=2), Traits(heading=2, joins=joins), Traits(joins=False))
    page = Page(Document("a.pdf", "0" * 64, raw, make_lines(raw, traits)), load_lexicon())
    assert [heading for _, heading, _ in parts(page)] == headings
