"""Lines that have no place in a profile: page numbers, placeholders, tables of contents, links, contact data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.asides import aside_reason, links_in, merge_asides
from competencygraph.ingest.document import Document, make_lines
from competencygraph.ingest.extract import extract
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.page import Page
from competencygraph.ingest.running import running_lines
from competencygraph.model import Evidence, UnparsedText

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]


def reason(page: Page, kind: str = "tasks", seen: frozenset[str] = frozenset()) -> str | None:
    (line,) = page.document.lines
    return aside_reason(page, line, kind, set(seen))


@pytest.mark.parametrize("text", ["Pagina 5 van 8", "Page 3 of 12", "page 3 / 12", "5/8", "- 7 -", "12", "blz. 4"])
def test_page_numbers(page_of: MakePage, text: str) -> None:
    assert reason(page_of(text)) == "page number"


@pytest.mark.parametrize("text", ["Pagina 5 van het boek lezen", "12 bruggen", "2030", "5/8 van de bruggen"])
def test_lines_with_more_than_a_page_number_are_none(page_of: MakePage, text: str) -> None:
    assert reason(page_of(text)) is None


def test_a_number_in_a_table_cell_is_no_page_number(styled: MakeStyledPage) -> None:
    page = styled([["3", "Brug"]])
    assert aside_reason(page, page.document.lines[0], "tasks", set()) is None


@pytest.mark.parametrize(
    "text",
    [
        "…………",
        "......",
        "______",
        "• [taak]",
        "<naam>",
        "{competentie}",
        "xxxx",
        "Naam van de competentie",
        "- Taak 2",
        "Klik hier om tekst in te voeren.",
        "Niveau X",
        "Définition de la compétence",
        "Tâche X",
        "Description of the task",
        "Click or tap here to enter text.",
    ],
)
def test_placeholders_of_a_template(page_of: MakePage, text: str) -> None:
    assert reason(page_of(text)) == "placeholder"


@pytest.mark.parametrize(
    "text",
    [
        "Taak 2 afronden",
        "[e-mail]",
        "[Bruggen] en dijken",
        "Niveau 2",
        "Kennis van <html> en {css} hebben",
        "Beschrijft de taken van het team",
        "De naam van de competentie kennen",
    ],
)
def test_texts_that_only_resemble_one_are_none(page_of: MakePage, text: str) -> None:
    assert reason(page_of(text), "other") is None


def test_an_empty_template_yields_no_item_in_any_language() -> None:
    for text in (
        "Functieprofiel\n\nDoel\n(omschrijf het doel)\n\nResultaatgebieden\n- Taak 1\n- Taak 2\n\n"
        "Competenties\nNaam van de competentie\nDefinitie van de competentie\n- Indicator 1\n\nKennis\n- ………",
        "Profil de fonction\n\nBut\n(décrivez le but)\n\nTâches\n- Tâche 1\n- Tâche 2\n\n"
        "Compétences\nNom de la compétence\n- Indicateur 1\n\nConnaissances\n- ………",
        "Job description\n\nPurpose\n(say why)\n\nDuties\n- Task 1\n- Task 2\n\n"
        "Competencies\nName of the competency\n- Indicator 1\n\nKnowledge\n- ………",
    ):
        raw = tuple(text.split("\n"))
        (profile,) = extract(Document("leeg.txt", "0" * 64, raw, make_lines(raw)), load_lexicon()).profiles
        assert (profile.purpose, profile.result_areas, profile.tasks) == (None, (), ())
        assert (profile.competencies, profile.knowledge) == ((), ())


@pytest.mark.parametrize("text", ["1.2 Competenties ........ 7", "Doel……4", "Resultaatgebieden . . . . . 12"])
def test_entries_of_a_table_of_contents(page_of: MakePage, text: str) -> None:
    assert reason(page_of(text)) == "table of contents"


@pytest.mark.parametrize("text", ["De brug telt 12 pijlers... 7", "Bouwen van 1990 tot 2004", "Wachten ......"])
def test_points_or_a_number_alone_make_no_entry(page_of: MakePage, text: str) -> None:
    assert reason(page_of(text)) is None


def test_a_table_of_contents_makes_no_parts() -> None:
    raw = ("Inhoud", "Doel ........ 2", "Competenties ........ 3", "Doel", "Bouwen.", "Taken", "- Varen")
    parsed = extract(Document("boek.txt", "0" * 64, raw, make_lines(raw)), load_lexicon())
    (profile,) = parsed.profiles
    assert profile.purpose is not None and profile.purpose.text == "Bouwen."
    assert profile.competencies == ()
    assert [(part.reason, part.evidence) for part in parsed.document.unparsed] == [
        ("table of contents", Evidence(2, 3))
    ]


def test_a_link_is_residue_only_when_it_was_printed_above(page_of: MakePage) -> None:
    page = page_of("https://example.org/1")
    assert reason(page) is None
    assert reason(page, seen=frozenset({"https://example.org/1"})) == "link residue"
    assert reason(page_of("Zie https://example.org/1"), seen=frozenset({"https://example.org/1"})) is None


def test_links_are_noted_without_the_punctuation_behind_them() -> None:
    (line,) = make_lines(["Zie https://example.org/1, www.example.org; en [e-mail]."])
    assert links_in(line) == {"https://example.org/1", "www.example.org", "[e-mail]"}


def test_contact_data_has_no_place_in_a_list_and_stays_elsewhere(page_of: MakePage) -> None:
    page = page_of("Bel [telefoon]")
    assert [reason(page, kind) for kind in ("tasks", "competencies", "application", "other")] == [
        "contact data",
        "contact data",
        None,
        None,
    ]


def test_what_the_reader_knows_to_be_no_content_has_its_reason() -> None:
    raw = ("De sluis openen",)
    page = Page(Document("a.html", "0" * 64, raw, make_lines(raw), asides={1: "navigation"}), load_lexicon())
    assert reason(page) == "navigation"


def test_asides_of_one_reason_on_adjacent_lines_are_one() -> None:
    def aside(line: int, why: str) -> UnparsedText:
        return UnparsedText(f"t{line}", Evidence(line, line), why)

    merged = merge_asides([aside(4, "a"), aside(1, "a"), aside(2, "a"), aside(3, "b"), aside(6, "a")])
    assert [(part.text, part.evidence.start_line, part.evidence.end_line) for part in merged] == [
        ("t1 t2", 1, 2),
        ("t3", 3, 3),
        ("t4", 4, 4),
        ("t6", 6, 6),
    ]


def running(text: str) -> dict[int, str]:
    return running_lines(text.split("\n"), load_lexicon())


def test_a_line_beside_page_numbers_on_two_pages_is_a_running_header() -> None:
    text = "Brugwachter\nDe brug\nStad Zandeke\nPagina 1 van 2\nbouwen.\nStad Zandeke\nPagina 2 van 2"
    assert running(text) == {3: "running header", 4: "page number", 6: "running header", 7: "page number"}


def test_figures_in_a_running_header_may_differ_and_a_page_break_counts_as_a_page_number() -> None:
    text = "De brug bouwen.\nversie 1 blad 1\n\fDe dijk bouwen.\nversie 1 blad 2\n\fDe sluis."
    assert {number for number, why in running(text).items() if why == "running header"} == {2, 4}


def test_bare_numbers_are_page_numbers_only_where_they_rise_by_one() -> None:
    assert running("De brug\n1\nDe dijk\n2\nDe sluis\n3") == {2: "page number", 4: "page number", 6: "page number"}
    assert running("De brug\n10\nDe dijk\n25\nDe sluis\n40") == {}
    assert running("De brug\n7\nDe dijk") == {}


@pytest.mark.parametrize(
    "line",
    [
        "Competenties",
        "- De brug verven",
        "De brug verven en de dijk ophogen en dan de sluis en ook nog de toren",
    ],
)
def test_headings_bullets_and_long_lines_beside_page_numbers_are_kept(line: str) -> None:
    text = f"Zee\nHier.\n{line}\nPagina 1 van 2\nDaar.\n{line}\nPagina 2 van 2"
    assert set(running(text).values()) == {"page number"}


def test_a_line_that_also_stands_amid_the_text_is_kept() -> None:
    text = "Zee\nStad\nPagina 1 van 2\nA.\nB.\nC.\nStad\nD.\nE.\nF.\nStad\nG.\nH.\nI.\nStad\nPagina 2 van 2"
    assert set(running(text).values()) == {"page number"}


def test_the_first_line_is_kept_as_the_title_where_no_other_can_be_it() -> None:
    kept = "Sluiswachter\nDe brug is oud en nat.\nPagina 1 van 2\nSluiswachter\nDe dijk is nieuw.\nPagina 2 van 2"
    dropped = kept.replace("De brug is oud en nat.", "Brugwachter te Zandeke")
    assert [1 in running(text) for text in (kept, dropped)] == [False, True]


def test_a_page_number_behind_the_same_words_on_two_pages_is_one_and_on_one_page_is_none() -> None:
    text = "Zee\nStad Zandeke | 1 / 3\nDe brug.\nStad Zandeke | 2 / 3\nDe dijk."
    assert running(text) == {2: "page number", 4: "page number"}
    assert running(text.replace("Stad Zandeke | 2", "Stad Torhave | 2")) == {}
