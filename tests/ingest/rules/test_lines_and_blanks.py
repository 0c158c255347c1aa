"""Lines as they are made, tables without what is set aside, tables of contents, blanks, page numbers, definitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from competencygraph.ingest.asides import aside_reason
from competencygraph.ingest.document import Traits, make_lines
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.outline import outline
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.criteria import read_criteria
from competencygraph.ingest.rules.definitions import read_definitions
from competencygraph.ingest.running import running_lines
from competencygraph.ingest.tables import heads_competencies, is_contents_table, table_kind

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]


def texts(raw: Sequence[str], traits: Sequence[Traits] = (), asides: Sequence[int] = ()) -> list[str]:
    return [line.text for line in make_lines(raw, traits, asides)]


def test_a_bullet_alone_takes_the_text_below_it_and_of_two_the_last_one_does() -> None:
    assert texts(["•", "", "Varen"]) == ["• Varen"]
    assert texts(["•", "•", "Varen"]) == ["•", "• Varen"]
    assert texts(["•", "• Varen"]) == ["•", "• Varen"]
    assert texts(["Varen", "•"]) == ["Varen", "•"]


def test_a_bullet_alone_takes_no_heading_and_no_line_that_is_set_aside() -> None:
    assert texts(["•", "Taken"], [Traits(), Traits(heading=2)]) == ["•", "Taken"]
    assert texts(["•", "Taken"], [Traits(), Traits()]) == ["• Taken"]
    assert texts(["•", "Pagina 2", "Varen"], asides=[2]) == ["Pagina 2", "• Varen"]


@pytest.mark.parametrize("sign", ["\uf0b7", "\uf0a7", "•", "-"])
def test_bullets_of_symbol_fonts_are_bullets(sign: str) -> None:
    (line,) = make_lines([f"{sign} Varen"])
    assert (line.is_bullet, line.body) == (True, "Varen")
    (word,) = make_lines(["Varen"])
    assert word.marker is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [("II. Doel", "roman"), ("IV. Doel", "roman"), ("B. Doel", "letter"), ("2. Doel", "number"), ("II Doel", None)],
)
def test_roman_numerals_number_a_line(text: str, kind: str | None) -> None:
    (line,) = make_lines([text])
    assert (line.marker.kind if line.marker else None) == kind


def test_a_word_of_such_letters_is_no_roman_numeral() -> None:
    (line,) = make_lines(["MIXED. Doel"])
    assert line.marker is None


def test_a_table_of_a_page_is_without_the_lines_that_are_set_aside(styled: MakeStyledPage) -> None:
    page = styled([["Kade", "Boten\nPagina 2"], ["Dok", "Water"]])
    whole = page.document.tables[1]
    assert page.table(1) == whole
    page.set_aside([line for line in whole.lines if line.text == "Pagina 2"], "page number")
    assert [[[line.text for line in cell] for cell in row] for row in page.table(1).rows] == [
        [["Kade"], ["Boten"]],
        [["Dok"], ["Water"]],
    ]
    assert "Pagina 2" in [line.text for line in whole.lines]


CONTENTS = [["Kaden", "2"], ["Dokken", "3"], ["Sluizen", "7"]]
BELOW = ["Kaden", "Nat.", "Dokken", "Droog.", "Sluizen", "Dicht."]


def test_names_with_rising_numbers_that_stand_below_are_a_table_of_contents(styled: MakeStyledPage) -> None:
    page = styled("Havenboek", CONTENTS, *BELOW)
    assert is_contents_table(page, page.document.tables[1])
    outline(page)
    assert [(aside.reason, aside.text) for aside in page.asides] == [
        ("table of contents", "Kaden 2 Dokken 3 Sluizen 7")
    ]


@pytest.mark.parametrize(
    ("rows", "below"),
    [
        (CONTENTS, ["Kaden", "Nat."]),
        (CONTENTS[:2], BELOW),
        ([CONTENTS[0], CONTENTS[2], CONTENTS[1]], BELOW),
        ([*CONTENTS[:2], ["Sluizen", "veel"]], BELOW),
        ([[*row, "7"] for row in CONTENTS], BELOW),
    ],
    ids=["not below", "two rows", "not rising", "no number", "three columns"],
)
def test_other_tables_of_names_and_numbers_are_none(
    styled: MakeStyledPage, rows: list[list[str]], below: list[str]
) -> None:
    page = styled("Havenboek", rows, *below)
    assert not is_contents_table(page, page.document.tables[1])


def test_grades_beside_competencies_are_a_matrix_and_beside_anything_else_criteria(styled: MakeStyledPage) -> None:
    kinds = {}
    for head in ("Competentie", "Compétences", "Criterium", ""):
        page = styled([[head, "A", "B", "C"], ["Geduld", "x", "", "x"], ["Gehoor", "", "x", "x"]])
        kinds[head] = (heads_competencies(page, head), table_kind(page, page.document.tables[1]))
    assert kinds == {
        "Competentie": (True, "competencies"),
        "Compétences": (True, "competencies"),
        "Criterium": (False, "criteria"),
        "": (False, "criteria"),
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Als [rol], [activiteit] teneinde [doel]", "placeholder"),
        ("<functie> rapporteert aan <dienst>", "placeholder"),
        ("Rapporteert aan ........ in ________", "placeholder"),
        ("De [korte omschrijving van het doel]", "placeholder"),
        ("De wet [sic] toepassen", None),
        ("Boten meren …… en keren", None),
        ("Schrijf naar [e-mail] of bel [telefoon]", None),
    ],
)
def test_a_text_that_is_mostly_blanks_to_fill_in_is_a_placeholder(
    page_of: MakePage, text: str, reason: str | None
) -> None:
    page = page_of(text)
    assert aside_reason(page, page.document.lines[0], "other", set()) == reason


@pytest.mark.parametrize("line", ["Havenboek      {}", "Havenboek p. {}", "Havenboek pagina {} van 9", "Haven|{}/9"])
def test_the_same_words_before_a_page_number_are_one(line: str) -> None:
    text = ["Haven", line.format(1), "Boten meren.", line.format(2), "Boten keren."]
    assert running_lines(text, load_lexicon()) == {2: "page number", 4: "page number"}


@pytest.mark.parametrize("line", ["Kade {}", "Ploeg van {}", "De boot uit 199{}"])
def test_other_words_before_a_number_are_none(line: str) -> None:
    text = ["Haven", line.format(1), "Boten meren.", line.format(2), "Boten keren."]
    assert running_lines(text, load_lexicon()) == {}


def definitions(page: Page) -> list[tuple[str, str]]:
    return [(one.term, one.definition) for one in read_definitions(page, page.document.lines)]


def test_a_bulleted_entry_may_have_another_sign_and_a_bare_line_may_not(page_of: MakePage) -> None:
    bulleted = page_of("• ploeg = wie samen vaart\n• tij: de stand van de zee")
    assert definitions(bulleted) == [("ploeg", "wie samen vaart"), ("tij", "de stand van de zee")]
    bare = page_of("ploeg = wie samen vaart\ntij: de stand van de zee")
    assert definitions(bare) == [("ploeg", "wie samen vaart tij: de stand van de zee")]


def test_sentences_and_entries_with_a_sign_may_stand_in_one_part(page_of: MakePage) -> None:
    page = page_of("Onder ploeg wordt verstaan: wie samen vaart.\ntij = de stand van de zee")
    assert [term for term, _ in definitions(page)] == ["ploeg", "tij"]
    assert [reading.rule for reading in page.readings] == ["term-in-sentence", "term-and-sign"]


def cells(page: Page) -> list[tuple[str, list[tuple[str, str]]]]:
    reading = read_criteria(page, page.document.lines)
    return [(one.name, [(part.grade, part.text) for part in one.descriptors]) for one in reading.criteria]


def test_criteria_without_blank_lines_are_told_by_names_that_come_again(page_of: MakePage) -> None:
    again = page_of("Klasse A1\nKaden: hout\nDokken: zand\nKlasse A2\nKaden: steen\nDokken: klei")
    assert cells(again) == [("Kaden", [("A1", "hout"), ("A2", "steen")]), ("Dokken", [("A1", "zand"), ("A2", "klei")])]
    once = page_of("Klasse A1\nKaden: hout en\nmet nagels: lang\nKlasse A2\nKaden: steen")
    assert cells(once) == [("Kaden", [("A1", "hout en met nagels: lang"), ("A2", "steen")])]


def test_criteria_without_blank_lines_are_told_by_names_behind_sentences(page_of: MakePage) -> None:
    page = page_of("Kaden\nA1: Het hout.\nA2: De steen.\nDokken\nA1: Het zand.\nA2: De klei.")
    assert [name for name, _ in cells(page)] == ["Kaden", "Dokken"]
    open_end = page_of("Kaden\nA1: Het hout.\nA2: De steen en\nDokken\nA3: Het zand.")
    assert [name for name, _ in cells(open_end)] == ["Kaden"]
