"""Characters of a PDF become words, lines and columns in reading order."""

from __future__ import annotations

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from .pdf_making import LEFT, TOP, at, column, document, line_of, page, pdf, read, texts, wrapped

LONG = (
    "De medewerker onderzoekt vragen van burgers, werkt voorstellen uit en bewaakt de uitvoering ervan, zodat de stad "
    "haar middelen zorgvuldig inzet. Hij overlegt met de betrokken diensten, volgt de planning op en licht het bestuur "
    "tijdig in over elke wijziging die gevolgen heeft voor de begroting of voor de werking van de dienst."
)
OTHER = (
    "Een leidinggevende verdeelt het werk onder de ploeg, coacht nieuwe collega's en bespreekt de resultaten met hen. "
    "Zij stelt de begroting op, ziet toe op de uitgaven en rapporteert elk kwartaal aan de directie van het bestuur, "
    "die de middelen voor het volgende jaar toekent na advies van de financiële dienst en de ontvanger."
)
THIRD = OTHER.replace("leidinggevende", "secretaris").replace("ploeg", "afdeling")


def test_two_columns_under_a_title_are_read_one_after_the_other() -> None:
    left, right = wrapped(LONG, 210), wrapped(OTHER, 210)

    def draw(canvas: Canvas) -> None:
        at(canvas, LEFT, 780, "Adviseur ruimtelijke planning en omgeving van de gehele stad", size=16)
        column(canvas, left, LEFT, 740)
        column(canvas, right, 310, 740)

    found = texts(read(draw))
    assert len(left) > 5 and found == ["Adviseur ruimtelijke planning en omgeving van de gehele stad", *left, *right]


def test_columns_at_other_heights_are_told_apart() -> None:
    left, right = wrapped(LONG, 210), wrapped(OTHER, 210)

    def draw(canvas: Canvas) -> None:
        column(canvas, left, LEFT, 740)
        column(canvas, right, 310, 735, leading=13)

    assert texts(read(draw)) == [*left, *right]


def test_three_columns_and_the_text_below_them() -> None:
    parts = [wrapped(text, 140) for text in (LONG, OTHER, THIRD)]
    last = wrapped(LONG, 450)

    def draw(canvas: Canvas) -> None:
        for number, part in enumerate(parts):
            column(canvas, part, 60 + number * 165, 740)
        column(canvas, last, 60, 400)

    assert texts(read(draw)) == [*parts[0], *parts[1], *parts[2], *last]


def test_a_side_bar_stands_behind_the_text_beside_it() -> None:
    main = wrapped(LONG + " " + OTHER, 300)
    side = ["Dienst Ruimte", "Graad A1", "Voltijds", "Tijdelijk"]

    def draw(canvas: Canvas) -> None:
        column(canvas, main, LEFT, 740)
        column(canvas, side, 420, 733, size=9, leading=17)

    assert texts(read(draw)) == [*main, *side]


def test_paragraphs_in_one_column_are_no_columns() -> None:
    lines = [*wrapped(LONG, 450), "", *wrapped(OTHER, 450)]
    found = read(page(*lines))
    assert texts(found) == [line for line in lines if line]
    assert not found.tables


def test_lines_printed_out_of_order_are_read_from_top_to_bottom() -> None:
    def draw(canvas: Canvas) -> None:
        at(canvas, LEFT, 700, "Taken van de dienst")
        at(canvas, LEFT, 740, "Doel van de functie")
        at(canvas, LEFT, 720, "De dossiers ordenen")

    assert texts(read(draw)) == ["Doel van de functie", "De dossiers ordenen", "Taken van de dienst"]


def test_words_printed_apart_are_spaced_and_kerned_letters_are_not() -> None:
    def draw(canvas: Canvas) -> None:
        x = LEFT
        for word in ("Een", "budget", "beheren"):
            at(canvas, x, TOP, word)
            x += pdfmetrics.stringWidth(word, "Helvetica", 10) + 2.5
        for number, sign in enumerate("Taken"):
            at(canvas, LEFT + sum(pdfmetrics.stringWidth(s, "Helvetica", 10) for s in "Taken"[:number]), 700, sign)

    assert texts(read(draw)) == ["Een budget beheren", "Taken"]


def test_letters_set_wide_are_words() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, TOP)
        text.setFont("Helvetica-Bold", 12)
        text.setCharSpace(3)
        text.textOut("DOEL VAN DE FUNCTIE")
        canvas.drawText(text)

    assert texts(read(draw)) == ["DOEL VAN DE FUNCTIE"]


def test_bold_words_inside_a_line_stay_in_it() -> None:
    def draw(canvas: Canvas) -> None:
        at(canvas, LEFT, TOP, "Dienst:", "Helvetica-Bold")
        at(canvas, LEFT + pdfmetrics.stringWidth("Dienst: ", "Helvetica-Bold", 10), TOP, "Burgerzaken")

    found = read(draw)
    assert texts(found) == ["Dienst: Burgerzaken"]
    assert not found.lines[0].traits.bold


def test_a_page_printed_twice_over_itself_is_read_once_as_bold() -> None:
    lines = wrapped(LONG, 150)

    def draw(canvas: Canvas) -> None:
        column(canvas, lines)
        column(canvas, lines, LEFT + 0.4)

    found = read(draw)
    assert len(lines) > 8 and texts(found) == lines
    assert sum(line.traits.bold for line in found.lines) > len(lines) // 2


def test_text_outside_the_shown_part_of_a_page_is_passed_over() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 300, 500, 800))
        column(canvas, ["Zichtbare regel"])
        at(canvas, LEFT, 100, "Onder de rand")

    assert texts(read(draw)) == ["Zichtbare regel"]


@pytest.mark.parametrize("shift", [0.0, 0.4, 1.2])
def test_text_printed_twice_to_look_bold_is_read_once(shift: float) -> None:
    def draw(canvas: Canvas) -> None:
        at(canvas, LEFT, TOP, "Kerntaken van de dienst")
        at(canvas, LEFT + shift, TOP, "Kerntaken van de dienst")
        at(canvas, LEFT, 700, "Bellen")

    assert texts(read(draw)) == ["Kerntaken van de dienst", "Bellen"]


def test_hidden_and_tiny_text_is_passed_over() -> None:
    def draw(canvas: Canvas) -> None:
        at(canvas, LEFT, TOP, "Zichtbare regel")
        at(canvas, LEFT, 700, "te klein", size=0.4)
        text = canvas.beginText(LEFT, 650)
        text.setFont("Helvetica", 10)
        text.setTextRenderMode(3)
        text.textOut("onzichtbaar")
        canvas.drawText(text)
        at(canvas, LEFT, 1200, "buiten het blad")

    assert texts(read(draw)) == ["Zichtbare regel"]


def test_the_text_layer_of_a_scan_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, 650)
        text.setFont("Helvetica", 10)
        text.setTextRenderMode(3)
        text.textOut("Doel van de functie")
        canvas.drawText(text)

    assert texts(read(draw)) == ["Doel van de functie"]


def test_ligatures_and_spaces() -> None:
    def draw(canvas: Canvas) -> None:
        at(canvas, LEFT, TOP, "\ufb01nanciële\u00a0\ufb02uxen", "Vera")

    assert texts(read(draw)) == ["financiële fluxen"]


def test_a_soft_hyphen_at_a_line_end_is_a_hyphen_and_carries_on() -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, ["De medewerker zorgt voor de vertegen\u00ad", "woordiging van de stad."], font="Vera")

    found = read(draw)
    assert found.lines[0].text.rstrip("-\u00ad") == "De medewerker zorgt voor de vertegen"
    assert found.lines[0].text[-1] in "-\u00ad"
    assert found.lines[1].traits.joins is True


def test_hyphens_at_line_ends() -> None:
    found = read(page("Zorgt voor de vertegen-", "woordiging van de stad in alle vergaderingen."))
    assert texts(found) == ["Zorgt voor de vertegen-", "woordiging van de stad in alle vergaderingen."]
    assert found.lines[1].traits.joins is True


@pytest.mark.parametrize(
    ("font", "sign"), [("Symbol", "\u2022"), ("ZapfDingbats", "\u25cf"), ("ZapfDingbats", "\u27a2")]
)
def test_bullets_of_symbol_fonts(font: str, sign: str) -> None:
    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(("Dossiers ordenen", "Burgers ontvangen", "Brieven opstellen")):
            at(canvas, LEFT, TOP - 14 * number, sign, font)
            at(canvas, LEFT + 18, TOP - 14 * number, text)

    assert texts(read(draw)) == ["• Dossiers ordenen", "• Burgers ontvangen", "• Brieven opstellen"]


def test_bullets_of_wingdings() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (sign, text) in enumerate((("\u00a7", "Dossiers ordenen"), ("\u00d8", "Burgers ontvangen"))):
            at(canvas, LEFT, TOP - 14 * number, sign, "Helvetica")
            at(canvas, LEFT + 18, TOP - 14 * number, text, "Times-Roman")

    data = pdf(draw, compressed=False)
    assert data.count(b"/BaseFont /Helvetica") == 1
    found = document(data.replace(b"/BaseFont /Helvetica", b"/BaseFont /Wingdings"))
    assert texts(found) == ["• Dossiers ordenen", "• Burgers ontvangen"]
    assert [line.marker.kind for line in found.lines if line.marker] == ["bullet", "bullet"]


def test_a_list_with_hanging_text_is_neither_columns_nor_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(5):
            at(canvas, LEFT, TOP - 26 * number, f"{number + 1}.")
            at(canvas, LEFT + 32, TOP - 26 * number, f"Eerste regel van punt {number + 1} dat verder gaat")
            at(canvas, LEFT + 32, TOP - 26 * number - 12, "op de tweede regel.")

    found = read(draw)
    assert not found.tables
    assert texts(found)[:2] == ["1. Eerste regel van punt 1 dat verder gaat", "op de tweede regel."]


def test_contact_data_is_masked() -> None:
    found = read(page("Vragen? Mail naar an.infolijn@example.org of bel 09 123 45 67."))
    assert found.raw == ("Vragen? Mail naar [e-mail] of bel [telefoon].",)
    assert line_of(found, "Vragen").text == found.raw[0]


def test_a_paragraph_set_off_by_little_white_space_begins_a_text_behind_a_line_that_is_full() -> None:
    full, begun = "Hij leidt de dienst en ziet erop toe dat het werk klaar is.", "Leidt de dienst met kennis van zaken:"
    width = pdfmetrics.stringWidth(full, "Helvetica", 10)
    bulleted = [f"\u2022 {line}" for line in ("Verdeelt het werk over de ploeg", "Volgt de uitgaven op") * 15]

    def draw(canvas: Canvas, off: float) -> None:
        y = column(canvas, wrapped(LONG, width), y=TOP)
        y = column(canvas, [full], y=y - 20)
        y = column(canvas, [begun], y=y - off)
        for line in bulleted:
            y = column(canvas, [line], y=y - 2)

    assert line_of(read(lambda canvas: draw(canvas, 4)), "Leidt de dienst").traits.joins is False
    assert line_of(read(lambda canvas: draw(canvas, 0)), "Leidt de dienst").traits.joins is True
