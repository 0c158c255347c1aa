"""Paragraphs, sentences and asides of a page; the outline; the lexicon; selection, texts and front."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.errors import DefinitionError, NotAProfileError
from competencygraph.ingest.document import Document, make_lines
from competencygraph.ingest.extract import extract
from competencygraph.ingest.lexicon import load_lexicon, normalise_heading
from competencygraph.ingest.outline import is_heading_like, outline
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.front import find_title, title_lines
from competencygraph.ingest.rules.selection import read_selection
from competencygraph.ingest.rules.texts import label_of, split_headed

MakePage = Callable[[str], Page]


def texts(page: Page) -> list[str]:
    return [page.wording(part.lines) for part in page.paragraphs(page.document.lines)]


def test_an_open_item_carries_on_where_items_are_closed(page_of: MakePage) -> None:
    page = page_of(
        "• Een brug bouwen;\n• Een dijk bouwen;\n• Een lange dijk ophogen bij\n\nZandeke;\n• Een sluis bouwen."
    )
    assert texts(page)[2] == "Een lange dijk ophogen bij Zandeke;"


def test_an_open_bracket_carries_on(page_of: MakePage) -> None:
    page = page_of("• De oude bruggen van de stad\n• De bruggen (hout of\n12) verven en nog veel meer")
    assert texts(page)[1] == "De bruggen (hout of 12) verven en nog veel meer"


def test_an_open_bracket_carries_on_though_the_line_ends_short(page_of: MakePage) -> None:
    page = page_of(
        "• De bruggen (hout,\nZandeke) verven en nog veel meer doen\n• De zeer oude bruggen van de oude stad"
    )
    assert texts(page)[0] == "De bruggen (hout, Zandeke) verven en nog veel meer doen"


def test_a_line_further_out_than_an_indented_marker_leaves_the_list(page_of: MakePage) -> None:
    page = page_of("  - De brug bouwen en de dijk ophogen daar\n Gehoor\nDe wind horen bij de brug.")
    assert texts(page)[0] == "De brug bouwen en de dijk ophogen daar"


def test_a_capital_carries_on_where_blank_lines_stand_behind_every_line(page_of: MakePage) -> None:
    page = page_of("- De brug bouwen bij\n\nZandeke en daar\n\n- De dijk ophogen\n\n- De sluis bouwen")
    assert texts(page)[0] == "De brug bouwen bij Zandeke en daar"


def test_lists_have_a_width_of_their_own(page_of: MakePage) -> None:
    wide = "Een zeer brede regel die veel verder doorloopt dan de lijst hieronder, tot aan de rand van het blad."
    page = page_of(f"{wide}\n\n• De brug verven en de dijk en de sluis en de toren bij\nZandeke bouwen\n• De sluis")
    assert texts(page)[1] == "De brug verven en de dijk en de sluis en de toren bij Zandeke bouwen"


def test_a_capital_behind_a_blank_line_begins_anew(page_of: MakePage) -> None:
    page = page_of(
        "• Een heel lange brug bouwen daar\n\nZandeke is een stad aan de zee.\n\nZij is oud en nat.\nEr is wind."
    )
    assert texts(page)[:2] == ["Een heel lange brug bouwen daar", "Zandeke is een stad aan de zee."]


def test_a_line_further_out_than_the_hanging_text_leaves_the_list(page_of: MakePage) -> None:
    page = page_of(
        "• De brug bouwen en de dijk ophogen\n  en dan de zee afsluiten tot de dag\n Gehoor\n"
        "De wind horen bij de brug nu."
    )
    assert texts(page)[0] == "De brug bouwen en de dijk ophogen en dan de zee afsluiten tot de dag"
    assert texts(page)[1].startswith("Gehoor")


def test_blank_lines_behind_page_numbers_do_not_count_as_broken_sentences(page_of: MakePage) -> None:
    page = page_of("De brug is\n\nPagina 2 van 9\n\noud en de dijk is\n\nPagina 3 van 9\n\nnieuw.\nEn nu.\nEn dan.")
    outline(page)
    assert [aside.reason for aside in page.asides] == ["page number", "page number"]
    assert not page.blanks_break_sentences


def test_a_dash_alone_before_a_bullet_is_residue(page_of: MakePage) -> None:
    page = page_of("- De brug bouwen (hout, steen…)\n\n-\n\n- De dijk ophogen")
    assert texts(page) == ["De brug bouwen (hout, steen…)", "De dijk ophogen"]


def test_sentences_come_with_their_lines(page_of: MakePage) -> None:
    page = page_of("De brug is oud en\nnat. De dijk\nis nieuw. En nu.")
    found = [(text, [line.number for line in lines]) for text, lines in page.sentences(page.document.lines)]
    assert found == [("De brug is oud en nat.", [1, 2]), ("De dijk is nieuw.", [2, 3]), ("En nu.", [3])]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Bruggen en dijken", True),
        ("bruggen", False),
        ("Bruggen bouwen.", False),
        ("Bruggen,", False),
        ("- Bruggen", False),
    ],
)
def test_heading_like(line: str, heading: bool) -> None:
    assert is_heading_like(make_lines([line])[0], None, None) is heading


def test_a_line_that_a_small_letter_follows_is_no_heading() -> None:
    first, second = make_lines(["Bruggen bouwen", "en dijken"])
    assert not is_heading_like(first, None, second)


def test_a_repeated_link_is_residue_and_the_first_is_not(page_of: MakePage) -> None:
    page = page_of("Doel\nZie https://example.org/1.\n\nhttps://example.org/1\n\nhttps://example.org/2")
    outline(page)
    assert [(aside.text, aside.reason) for aside in page.asides] == [("https://example.org/1", "link residue")]


def test_letters_out_of_series_are_no_headings(page_of: MakePage) -> None:
    page = page_of("A. Doel\nBouwen.\nB. Plaats\nHier.\nX. Ver weg\nDaar.")
    assert [(part.kind, part.notation) for part in outline(page)] == [("front", None), ("purpose", "A"), ("other", "B")]


def test_a_newspaper_article_is_no_profile() -> None:
    raw = (
        "De brug is open.",
        "",
        "Gisteren kwam de burgemeester langs.",
        "Er was taart.",
        "- met slagroom",
        "- zonder",
    )
    with pytest.raises(NotAProfileError) as caught:
        extract(Document("krant.txt", "0" * 64, raw, make_lines(raw)), load_lexicon())
    assert "krant.txt" in str(caught.value)


def test_an_empty_template_is_a_profile_without_content() -> None:
    raw = ("Functieprofiel", "", "Doel", "……………", "", "Resultaatgebieden", "• [taak]", "", "Competenties", "- ………")
    (profile,) = extract(Document("leeg.txt", "0" * 64, raw, make_lines(raw)), load_lexicon()).profiles
    assert (profile.purpose, profile.result_areas, profile.tasks, profile.competencies) == (None, (), (), ())


def test_lexicon_knows_headings_in_three_languages() -> None:
    lexicon = load_lexicon()
    assert {lexicon.heading_kind(text) for text in ("DOEL:", "But", "Purpose of the job")} == {"purpose"}
    assert lexicon.heading_kind("De brug bouwen") is None
    assert normalise_heading("Resultaatgebieden (indicatief) :") == "resultaatgebieden"
    with pytest.raises(DefinitionError):
        lexicon.pattern("no such entry")


def test_a_selection_has_parts_and_rules(page_of: MakePage) -> None:
    page = page_of(
        "Deel 1: Gesprek (30 punten) – 3 mei 2030\nPraten.\nDeel 2: Proef (eliminerend)\nDoen.\n\n"
        "Om geslaagd te zijn moet je op elk onderdeel minstens 50% behalen. Op het totaal moet je 60% behalen."
    )
    selection, rest = read_selection(page, page.document.lines)
    assert [(part.name, part.points, part.eliminatory, part.date) for part in selection.parts] == [
        ("Gesprek", 30, False, "3 mei 2030"),
        ("Proef", None, True, None),
    ]
    assert [(rule.scope, rule.minimum_percent) for rule in selection.rules] == [("part", 50), ("total", 60)]
    assert rest == []


def test_a_last_part_without_rule_keeps_its_paragraphs(page_of: MakePage) -> None:
    page = page_of("Deel 1: Gesprek\nPraten over bruggen.\n\nEn over dijken.")
    selection, _ = read_selection(page, page.document.lines)
    assert selection.parts[0].text == "Praten over bruggen. En over dijken."
    assert selection.rules == ()


def test_text_without_parts_or_rules_is_no_selection(page_of: MakePage) -> None:
    page = page_of("Wij nodigen iedereen uit.")
    selection, rest = read_selection(page, page.document.lines)
    assert (selection.parts, selection.rules, len(rest)) == ((), (), 1)


def test_labels_are_short() -> None:
    lines = make_lines(["Team: Bruggen", "Dit is een veel te lange zin die toch doorloopt: ja", "Team:"])
    assert [label_of(line) for line in lines] == [("Team", "Bruggen"), None, None]


def test_headed_texts_are_split(page_of: MakePage) -> None:
    page = page_of(
        "Inleiding tot de waarden die wij hebben hier.\n\nGeduld\n"
        "Wij wachten altijd op het tij van de zee.\n\nGehoor\n"
        "Wij horen de wind in de zeilen waaien daar."
    )
    before, parts = split_headed(page, page.document.lines)
    assert (len(before), [heading.text for heading, _ in parts]) == (1, ["Geduld", "Gehoor"])


def test_the_type_of_document_is_no_title_and_a_pay_scale_no_part_of_it(page_of: MakePage) -> None:
    page = page_of("Functieprofiel\nSluiswachter (B1-B3)\n\nDit is een lange zin die als titel niet kan dienen.")
    found = find_title(page, title_lines(page, page.document.lines))
    assert found is not None
    assert found[0] == "Sluiswachter"
    assert find_title(page, page.document.lines[:1]) is None
