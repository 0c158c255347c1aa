"""Running headers, page numbers, page breaks, notes and turned text of a PDF."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from competencygraph.model import Place

from .pdf_making import DRAW, HEIGHT, LEFT, TOP, WIDTH, asides, at, column, content, line_of, page, read, texts, wrapped

LONG = (
    "De medewerker onderzoekt vragen van burgers, werkt voorstellen uit en bewaakt de uitvoering ervan, zodat de stad "
    "haar middelen zorgvuldig inzet en de betrokken diensten tijdig op de hoogte zijn van elke wijziging in de planning"
)
FULL = wrapped(LONG, 450)
OTHER = wrapped(LONG.replace("medewerker", "adviseur van de dienst"), 450)


def furnished(number: int, lines: list[str], total: int = 3) -> DRAW:
    def draw(canvas: Canvas) -> None:
        at(canvas, LEFT, 815, "Gemeente Voorbeeld", size=8)
        at(canvas, 400, 815, "Functieprofielen", size=8)
        column(canvas, lines)
        at(canvas, LEFT, 45, "Versie 2", size=8)
        at(canvas, 300, 30, f"Pagina {number} van {total}", size=8)

    return draw


def test_running_headers_and_footers_are_asides_and_keep_their_lines() -> None:
    found = read(*(furnished(number, [f"Onderdeel {sign}", *FULL]) for number, sign in enumerate("abc", 1)))
    reasons = [reason for _, reason in asides(found)]
    assert reasons == ["running header", "running footer", "page number"] * 3
    assert asides(found)[0][0] == "Gemeente Voorbeeld Functieprofielen"
    assert sum("Pagina" in line for line in found.raw) == 3
    assert texts(found) == [line for sign in "abc" for line in [f"Onderdeel {sign}", *FULL]]


def test_two_pages_are_enough_when_they_are_all() -> None:
    found = read(furnished(1, FULL, 2), furnished(2, ["Taken", *FULL], 2))
    assert {reason for _, reason in asides(found)} == {"running header", "running footer", "page number"}


def test_a_text_at_one_page_of_many_is_content() -> None:
    pages = [lambda canvas, sign=sign: column(canvas, [f"Blad {sign}"], y=815) and None for sign in "abcd"]
    assert not asides(read(*pages))


def test_a_line_that_two_of_three_pages_share_is_content() -> None:
    def draw(first: str) -> DRAW:
        return lambda canvas: column(canvas, [first, *FULL], y=815) and None

    assert not asides(read(draw("Competenties"), draw("Competenties"), draw("Taken")))


def test_equal_lines_at_other_heights_are_content() -> None:
    def draw(y: float) -> DRAW:
        return lambda canvas: column(canvas, ["Competenties", f"Tekst {y}", *FULL], y=y) and None

    assert not asides(read(draw(820), draw(800), draw(780)))


def test_large_headings_at_the_same_height_are_content() -> None:
    def draw(canvas: Canvas) -> None:
        at(canvas, LEFT, TOP, "Functieprofiel", "Helvetica-Bold", 18)
        column(canvas, FULL, y=600)

    found = read(draw, draw, draw)
    assert not asides(found) and texts(found).count("Functieprofiel") == 3


def test_bare_page_numbers_are_asides_and_other_numbers_are_not() -> None:
    def draw(number: int) -> DRAW:
        def drawing(canvas: Canvas) -> None:
            column(canvas, [f"Aantal {number % 2}", "12", *FULL], y=600)
            at(canvas, 300, 40, f"- {number} -")

        return drawing

    found = read(draw(7), draw(8))
    assert asides(found) == [("- 7 -", "page number"), ("- 8 -", "page number")]
    assert texts(found).count("12") == 2


def test_a_sentence_goes_on_across_a_page_break() -> None:
    found = read(furnished(1, FULL), furnished(2, ["door het bestuur.", "", "Taken van de dienst"]), furnished(3, FULL))
    following = line_of(found, "door het bestuur.")
    assert following.traits.joins is True
    assert following.traits.place == Place(page=2)
    assert found.asides[following.number - 1] == "running header"
    assert line_of(found, "Taken van de dienst").traits.joins is False


def test_a_new_sentence_on_a_new_page_does_not_carry_on() -> None:
    found = read(
        furnished(1, [*FULL, "van het jaar."]), furnished(2, ["Daarna volgt een gesprek."]), furnished(3, FULL)
    )
    assert line_of(found, "Daarna").traits.joins is False


def test_a_word_broken_across_pages_carries_on() -> None:
    found = read(
        furnished(1, [*FULL, "Hij zorgt voor de vertegen-"]), furnished(2, ["woordiging."]), furnished(3, FULL)
    )
    assert line_of(found, "woordiging.").traits.joins is True
    assert line_of(found, "Hij zorgt").text.endswith("vertegen-")


def test_a_note_stands_behind_the_paragraph_that_goes_on_and_its_mark_is_dropped() -> None:
    def first(canvas: Canvas) -> None:
        y = column(canvas, FULL)
        at(canvas, LEFT, y, "Hij beheert het budget")
        at(canvas, LEFT + 108, y + 4, "1", size=6)
        at(canvas, LEFT + 114, y, "en de planning van het geheel, zoals in het reglement bepaald is voor de")
        at(canvas, LEFT, 64, "1", size=5)
        at(canvas, LEFT + 4, 60, "Middelen die de raad toekent.", size=8)

    found = read(first, page("dienst.", "", "Slot"))
    assert line_of(found, "Hij beheert").text.startswith("Hij beheert het budget en de planning")
    order = texts(found)
    assert order.index("dienst.") < order.index("¹ Middelen die de raad toekent.") < order.index("Slot")
    assert line_of(found, "dienst.").traits.joins is True


def test_a_raised_figure_without_a_note_stays() -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, FULL)
        at(canvas, LEFT, 600, "Een zaal van 40 m")
        at(canvas, LEFT + 81, 604, "2", size=6)
        at(canvas, LEFT + 88, 600, "huren")

    assert "Een zaal van 40 m² huren" in texts(read(draw))


def test_turned_text_is_an_aside() -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, FULL)
        canvas.saveState()
        canvas.translate(30, 200)
        canvas.rotate(90)
        at(canvas, 0, 0, "Ontwerp")
        canvas.restoreState()

    found = read(draw)
    assert asides(found) == [("Ontwerp", "rotated text")]
    assert texts(found) == FULL


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(rotation: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(rotation)  # turns the sheet on its side too, but for 180
        canvas.translate(*{90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[rotation])
        canvas.rotate(rotation)
        column(canvas, ["Doel", *FULL])

    found = read(draw)
    assert not asides(found)
    assert texts(found) == ["Doel", *FULL]


def test_each_line_tells_its_page() -> None:
    found = read(furnished(1, FULL), furnished(2, OTHER), furnished(3, ["Slot"]))
    assert len(found.places) == len(found.raw)
    assert [line.traits.place for line in content(found)] == [found.places[line.number - 1] for line in content(found)]
    assert {place.page for place in found.places} == {1, 2, 3}
