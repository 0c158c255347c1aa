"""What the look of a PDF's lines says: headings, indents, white space, which lines carry on."""

from __future__ import annotations

import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from .pdf_making import LEFT, TOP, at, column, line_of, page, read, wrapped

LONG = (
    "De medewerker onderzoekt vragen van burgers, werkt voorstellen uit en bewaakt de uitvoering ervan, zodat de stad "
    "haar middelen zorgvuldig inzet. Hij overlegt met de betrokken diensten, volgt de planning op en licht het bestuur "
    "tijdig in over elke wijziging die gevolgen heeft voor de begroting of voor de werking van de dienst."
)
FULL = wrapped(LONG, 450)


def headed(canvas: Canvas) -> None:
    at(canvas, LEFT, 790, "Adviseur", size=20)
    at(canvas, LEFT, 760, "Doel van de functie", "Helvetica-Bold", 14)
    y = column(canvas, FULL, y=740) - 10
    at(canvas, LEFT, y, "Beleid voorbereiden", "Helvetica-Bold")
    y = column(canvas, FULL, y=y - 14) - 10
    at(canvas, LEFT, y, "KENNIS")
    column(canvas, FULL, y=y - 14)


def test_headings_are_ranked_by_their_look() -> None:
    found = read(headed)
    levels = {line.text: line.traits.heading for line in found.lines if line.traits.heading}
    assert levels == {"Adviseur": 1, "Doel van de functie": 2, "Beleid voorbereiden": 3, "KENNIS": 4}
    assert found.styled


def test_headings_of_one_size_and_weight_are_ranked_by_colour_then_by_slant() -> None:
    looks = [("Waarden", "Helvetica-Bold", "#4f81bd"), ("Moed", "Helvetica-BoldOblique", "#365f91")]
    looks += [("Durven doen", "Helvetica-Bold", "#303030"), ("Toch wel", "Helvetica-BoldOblique", "#000000")]

    def draw(canvas: Canvas) -> None:
        y = TOP
        for text, font, colour in looks:
            canvas.setFillColor(HexColor(colour))
            at(canvas, LEFT, y, text, font)
            canvas.setFillColor(HexColor("#000000"))
            y = column(canvas, FULL, y=y - 14) - 10

    found = read(draw)
    levels = {line.text: line.traits.heading for line in found.lines if line.traits.heading}
    assert levels == {"Waarden": 1, "Moed": 2, "Durven doen": 3, "Toch wel": 4}


def test_a_heading_with_one_word_in_colour_is_as_high_as_those_without() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(HexColor("#4f81bd"))
        at(canvas, LEFT, TOP, "Moed", "Helvetica-Bold")
        canvas.setFillColor(HexColor("#000000"))
        at(canvas, LEFT + 30, TOP, "en daad", "Helvetica-Bold")
        y = column(canvas, FULL, y=TOP - 14) - 10
        at(canvas, LEFT, y, "Durven doen", "Helvetica-Bold")
        column(canvas, FULL, y=y - 14)

    found = read(draw)
    assert {line.text: line.traits.heading for line in found.lines if line.traits.heading} == {
        "Moed en daad": 1,
        "Durven doen": 1,
    }


def test_sizes_and_weights_are_told() -> None:
    found = read(headed)
    assert (line_of(found, "Adviseur").traits.size, line_of(found, "Adviseur").traits.bold) == (20.0, False)
    assert line_of(found, "Doel").traits.bold


def test_running_text_is_no_heading_however_it_looks() -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, wrapped(LONG, 450, size=14), font="Helvetica", size=14, leading=17, y=780)
        y = column(canvas, FULL, y=650)
        y = column(canvas, FULL, y=y)
        at(canvas, LEFT, y - 20, "Let op: dit geldt altijd.", "Helvetica-Bold")
        column(canvas, FULL + FULL, y=y - 40)

    found = read(draw)
    assert len(found.lines) > 12
    assert [line.text for line in found.lines if line.traits.heading] == []


def test_a_bold_document_has_no_headings_by_weight() -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, ["Doel", "", *FULL, "", "Taken", "", *FULL], font="Helvetica-Bold")

    assert all(line.traits.heading is None for line in read(draw).lines)


def test_lines_of_a_paragraph_carry_on_and_a_paragraph_does_not() -> None:
    found = read(page(*FULL, "", *FULL))
    joins = [line.traits.joins for line in found.lines]
    assert len(FULL) > 3 and joins == [False, *[True] * (len(FULL) - 1)] * 2


def test_white_space_is_a_blank_line() -> None:
    found = read(page(*FULL, "", *FULL))
    assert found.raw == (*FULL, "", *FULL)


def test_short_lines_with_capitals_begin_anew() -> None:
    found = read(page(*FULL, "", "Dossiers ordenen", "Burgers ontvangen", "Brieven opstellen"))
    assert [line.traits.joins for line in found.lines[-3:]] == [False, False, False]


def test_a_short_line_before_a_small_letter_is_doubtful() -> None:
    found = read(page(*FULL, "", "Dossiers ordenen", "en bewaren"))
    assert found.lines[-1].traits.joins is None


def test_hanging_text_carries_on_and_the_next_item_does_not() -> None:
    text = wrapped(LONG, 420)

    def draw(canvas: Canvas) -> None:
        y = TOP
        for _ in range(2):
            at(canvas, LEFT, y, "-")
            y = column(canvas, text, LEFT + 18, y)
        at(canvas, LEFT, y, "Gewone tekst die op de lijst volgt en weer links begint.")

    found = read(draw)
    expected = [False, *[True] * (len(text) - 1)]
    assert [line.traits.joins for line in found.lines] == [*expected, *expected, False]


@pytest.mark.parametrize(
    ("sign", "font", "size"),
    [("•", "Helvetica", 12), ("•", "Helvetica", 16), ("•", "Helvetica-Bold", 10), ("o", "Courier-Bold", 12)],
)
def test_hanging_text_carries_on_behind_a_bullet_of_another_look(sign: str, font: str, size: float) -> None:
    text = wrapped(LONG, 420)

    def draw(canvas: Canvas) -> None:
        y = TOP
        for _ in range(2):
            at(canvas, LEFT, y, sign, font, size)
            y = column(canvas, text, LEFT + 18, y)

    found = read(draw)
    assert len(text) > 3 and len(found.lines) == 2 * len(text)
    assert [line.traits.joins for line in found.lines] == [False, *[True] * (len(text) - 1)] * 2
    assert {(line.traits.size, line.traits.bold) for line in found.lines} == {(10.0, False)}


def test_an_item_in_bold_is_bold_and_as_large_as_its_text_whatever_its_bullet() -> None:
    def draw(canvas: Canvas) -> None:
        y = column(canvas, FULL)
        at(canvas, LEFT, y, "o", "Courier", 12)
        at(canvas, LEFT + 18, y, "Dossiers ordenen", "Helvetica-Bold")

    traits = line_of(read(draw), "o Dossiers").traits
    assert (traits.size, traits.bold) == (10.0, True)


def test_an_indented_paragraph_begins_anew() -> None:
    def draw(canvas: Canvas) -> None:
        y = column(canvas, FULL[:-1])
        column(canvas, ["Ingesprongen regel die als citaat dient"], LEFT + 40, y)

    found = read(draw)
    assert found.lines[-1].traits.joins is False
    assert found.lines[-1].indent == 8


def test_nested_items_are_indented_by_their_place() -> None:
    def draw(canvas: Canvas) -> None:
        y = column(canvas, FULL)
        for depth, text in ((0, "Buiten"), (1, "Binnen"), (2, "Binnenin")):
            at(canvas, LEFT + 18 * depth, y, "•")
            at(canvas, LEFT + 18 * depth + 10, y, text)
            y -= 14

    found = read(draw)
    assert [line.indent for line in found.lines[-3:]] == [0, 4, 7]


def test_another_style_begins_anew() -> None:
    def draw(canvas: Canvas) -> None:
        y = column(canvas, FULL[:-1])
        column(canvas, ["kleine letters onder de tekst"], y=y, size=8)

    found = read(draw)
    assert found.lines[-1].traits.joins is False


def test_a_heading_on_two_lines_is_one_text() -> None:
    def draw(canvas: Canvas) -> None:
        column(
            canvas,
            ["Verantwoordelijke voor de organisatie van de", "gemeentelijke begraafplaatsen"],
            y=780,
            size=18,
            leading=21,
        )
        column(canvas, FULL, y=720)

    found = read(draw)
    assert [line.traits.heading for line in found.lines[:2]] == [1, 1]
    assert found.lines[1].traits.joins is not False


def test_a_bold_label_begins_anew_behind_a_full_line() -> None:
    def draw(canvas: Canvas) -> None:
        y = column(canvas, FULL[:-1])
        at(canvas, LEFT, y, "Dienst:", "Helvetica-Bold")
        at(canvas, LEFT + 40, y, "Burgerzaken")

    assert line_of(read(draw), "Dienst: Burgerzaken").traits.joins is False


def test_rows_of_scattered_words_do_not_carry_on() -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, FULL, y=780)
        for number, row in enumerate((("naam", "graad", "dienst"), ("voornaam", "trap", "cel"))):
            for at_, text in enumerate(row):
                at(canvas, LEFT + 205 * at_, 700 - 12 * number, text)

    assert line_of(read(draw), "voornaam trap cel").traits.joins is False


def test_many_large_lines_are_no_heading() -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, ["Grote regel", "nog een", "en nog", "een vierde"], y=780, size=18, leading=21)
        column(canvas, FULL, y=650)

    assert all(line.traits.heading is None for line in read(draw).lines)


def test_names_and_definitions_on_full_lines_begin_anew() -> None:
    lines = [
        "Zorgzaamheid – aandacht hebben voor mensen en hun noden in het dagelijkse leven",
        "Nauwkeurigheid – fouten vermijden door alles na te lezen voor het verzonden wordt",
        "Samenwerken – met collega's van andere diensten overleggen en kennis met hen delen",
        "Organisatiebetrokkenheid – de waarden van het bestuur uitdragen",
    ]
    found = read(lambda canvas: column(canvas, lines))
    assert [line.traits.joins for line in found.lines] == [False] * len(lines)
