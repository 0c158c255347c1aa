"""Tables of a PDF, ruled and by white space alone, become cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from competencygraph.ingest.document import Document
from competencygraph.ingest.joining import join_lines

from .pdf_making import LEFT, TOP, at, column, content, line_of, page, read, texts, wrapped

STYLE = ParagraphStyle("cell", fontName="Helvetica", fontSize=10, leading=12)
LONG = "Deelt kennis spontaan met de collega's en helpt hen wanneer de werkdruk in de ploeg hoog is."
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


def ruled(
    canvas: Canvas, rows: Sequence[Sequence[str]], widths: Sequence[float], y: float, *extra: tuple[object, ...]
) -> None:
    """Draw a ruled table whose cells wrap, its top at a height."""
    cells = [[Paragraph(text.replace("\n", "<br/>"), STYLE) if text else "" for text in row] for row in rows]
    table = Table(cells, colWidths=widths, style=[GRID, ("VALIGN", (0, 0), (-1, -1), "TOP"), *extra])
    _, height = table.wrapOn(canvas, 500, 800)
    table.drawOn(canvas, LEFT, y - height)


def grid(found: Document, number: int = 1) -> list[list[str]]:
    return [[" ".join(line.text for line in cell) for cell in row] for row in found.tables[number].rows]


def test_a_ruled_table_with_cells_of_several_lines() -> None:
    def draw(canvas: Canvas) -> None:
        at(canvas, LEFT, 780, "Competenties van de functie")
        ruled(canvas, [["Competentie", "Gedrag"], ["Samenwerken", LONG], ["Plannen", LONG]], [120, 200], 760)
        at(canvas, LEFT, 560, "Slot van het profiel")

    found = read(draw)
    assert grid(found) == [["Competentie", "Gedrag"], ["Samenwerken", LONG], ["Plannen", LONG]]
    inside = [line for line in found.lines if line.traits.cell]
    assert len(inside) > 8
    behaviour = [line.traits.joins for line in inside if (line.traits.cell.row, line.traits.cell.column) == (2, 2)]  # type: ignore[union-attr]
    assert behaviour == [False, *[True] * (len(behaviour) - 1)] and len(behaviour) > 1
    assert found.raw[1] == "" and found.raw[line_of(found, "Slot").number - 2] == ""
    assert "" not in found.raw[inside[0].number - 1 : inside[-1].number]


def test_merged_cells_span_rows_and_columns() -> None:
    rows = [["Criteria", "", ""], ["Kennis", "A1", "Basis"], ["", "A2", "Grondig"]]

    def draw(canvas: Canvas) -> None:
        ruled(canvas, rows, [120, 80, 150], 760, ("SPAN", (0, 0), (2, 0)), ("SPAN", (0, 1), (0, 2)))

    found = read(draw)
    assert grid(found) == [["Criteria"] * 3, ["Kennis", "A1", "Basis"], ["Kennis", "A2", "Grondig"]]
    cell = line_of(found, "Kennis").traits.cell
    assert cell is not None and (cell.rows, cell.columns) == (2, 1)


def test_two_tables_are_numbered_in_printed_order() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["Een", "Twee"], ["Drie", "Vier"]], [100, 100], 760)
        at(canvas, LEFT, 650, "Tussentekst van het profiel")
        ruled(canvas, [["Vijf", "Zes"], ["Zeven", "Acht"]], [100, 100], 600)

    found = read(draw)
    assert (grid(found, 1)[0], grid(found, 2)[0]) == (["Een", "Twee"], ["Vijf", "Zes"])


def test_text_in_cells_that_touch_is_kept_apart() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([70, 150, 230], [700, 720, 740])
        for y, left, right in ((726, "Aantal jaren", "niveau"), (706, "Ervaring", "hoog")):
            at(canvas, 149 - canvas.stringWidth(left, "Helvetica", 10), y, left)
            at(canvas, 150.2, y, right)

    assert grid(read(draw)) == [["Aantal jaren", "niveau"], ["Ervaring", "hoog"]]


def test_a_box_round_a_text_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 700, 400, 80)
        column(canvas, wrapped(LONG, 380), y=TOP)
        canvas.line(60, 600, 500, 600)

    found = read(draw)
    assert not found.tables and " ".join(texts(found)) == LONG


def test_a_table_goes_on_on_the_next_page_without_its_head() -> None:
    head = ["Competentie", "Gedrag"]

    def first(canvas: Canvas) -> None:
        ruled(canvas, [head, ["Samenwerken", LONG]], [120, 200], 200)

    def second(canvas: Canvas) -> None:
        ruled(canvas, [head, ["Plannen", "Stelt een planning op."]], [120, 200], 780)

    found = read(first, second)
    assert grid(found) == [head, ["Samenwerken", LONG], ["Plannen", "Stelt een planning op."]]
    assert list(found.asides.values()) == ["repeated table head"] * 2
    assert len(found.tables) == 1


def test_a_row_goes_on_on_the_next_page() -> None:
    def first(canvas: Canvas) -> None:
        ruled(canvas, [["Competentie", "Gedrag"], ["Samenwerken", "Deelt kennis met collega's en helpt hen"]],
              [120, 200], 200)  # fmt: skip

    def second(canvas: Canvas) -> None:
        ruled(canvas, [["", "wanneer de werkdruk hoog is."], ["Plannen", "Stelt een planning op."]], [120, 200], 780)

    found = read(first, second)
    assert grid(found)[1:] == [
        ["Samenwerken", "Deelt kennis met collega's en helpt hen wanneer de werkdruk hoog is."],
        ["Plannen", "Stelt een planning op."],
    ]
    assert line_of(found, "wanneer").traits.joins is True


def test_labels_with_values_are_a_table() -> None:
    pairs = [("Functie", "Adviseur"), ("Graad", "A1a-A3a"), ("Dienst", "Ruimte en Milieu"), ("Plaats", "Centrum")]

    def draw(canvas: Canvas) -> None:
        for number, (label, value) in enumerate(pairs):
            at(canvas, LEFT, TOP - 14 * number, label)
            at(canvas, LEFT + 150, TOP - 14 * number, value)

    assert grid(read(draw)) == [list(pair) for pair in pairs]


def test_columns_of_wrapped_text_in_level_rows_are_a_table() -> None:
    rows = [["Criterium", "A1", "A2"], ["Kennis", LONG, LONG], ["Contact", LONG, LONG], ["Beslissen", LONG, LONG]]

    def draw(canvas: Canvas) -> None:
        y = TOP
        for row in rows:
            ends = [column(canvas, wrapped(text, 150), LEFT + (0, 90, 270)[at_], y) for at_, text in enumerate(row)]
            y = min(ends) - 10

    assert grid(read(draw)) == rows


def test_level_rows_of_wrapped_text_without_labels_are_a_table() -> None:
    rows = [[f"{start} {LONG}" for start in starts] for starts in (("Een", "Twee"), ("Drie", "Vier"), ("Vijf", "Zes"))]

    def draw(canvas: Canvas) -> None:
        y = TOP
        for row in rows:
            ends = [column(canvas, wrapped(text, 190), LEFT + 240 * at_, y) for at_, text in enumerate(row)]
            y = min(ends) - 10

    assert grid(read(draw)) == rows


def test_no_text_carries_on_into_another_cell() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(
            canvas, [["leidt de ploeg die de", "dossiers ordent"], ["onderzoekt vragen", "van burgers"]], [110, 90], 760
        )

    inside = [line for line in read(draw).lines if line.text in {"dossiers ordent", "van burgers"}]
    assert [line.traits.joins for line in inside] == [False, False]


def test_two_rows_side_by_side_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(2):
            at(canvas, LEFT, TOP - 14 * number, f"Links {number}")
            at(canvas, LEFT + 200, TOP - 14 * number, f"Rechts {number}")

    found = read(draw)
    assert not found.tables
    assert texts(found) == ["Links 0 Rechts 0", "Links 1 Rechts 1"]


def test_a_table_of_contents_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (title, leaf) in enumerate((("Inleiding", "3"), ("Profielen", "5"), ("Bijlagen", "12"))):
            at(canvas, LEFT, TOP - 14 * number, title)
            at(canvas, LEFT + 350, TOP - 14 * number, leaf)

    found = read(draw)
    assert not found.tables and texts(found)[0] == "Inleiding 3"


@pytest.mark.parametrize("bullet", ["•", "-"])
def test_lists_beside_each_other_are_columns(bullet: str) -> None:
    left = [f"{bullet} {text}" for text in ("Bellen", "Dossierbeheer", "Post", "Onthaal")]
    right = [f"{bullet} {text}" for text in ("Lezen", "Archief", "Vergaderingen", "Nota's")]

    def draw(canvas: Canvas) -> None:
        column(canvas, left, LEFT)
        column(canvas, right, 320)

    found = read(draw)
    assert not found.tables and [line.text for line in content(found)] == left + right


def test_a_drawing_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1200):
            canvas.rect(100 + number % 40 * 5, 100 + number // 40 * 5, 5, 5)
        at(canvas, 101, 101, "Doel", size=3)
        at(canvas, 111, 101, "Doel", size=3)

    assert not read(draw).tables


def test_a_page_without_rules_has_no_cells() -> None:
    assert not read(page(*wrapped(LONG, 300))).tables


@pytest.mark.parametrize(
    ("lines", "elsewhere", "joined"),
    [
        (["Verantwoordelijkhede", "n delen"], "", "Verantwoordelijkheden delen"),
        (["Verantwoordelijkhede", "n delen"], "Verantwoordelijkheden dragen", "Verantwoordelijkheden delen"),
        (["Vernieuwingsproject", "en leiden"], "Een dienst en vernieuwingsprojecten", "Vernieuwingsprojecten leiden"),
        (["Vernieuwingsproject", "en plan"], "Een dienst en een ploeg", "Vernieuwingsproject en plan"),
        (["Vernieuwingsproject", "op maat"], "Een vernieuwingsproject", "Vernieuwingsproject op maat"),
        (["Vernieuwingsproject", "leiden"], "", "Vernieuwingsproject leiden"),
    ],
)
def test_a_word_cut_at_the_edge_of_its_cell_is_one_word(lines: list[str], elsewhere: str, joined: str) -> None:
    width = pdfmetrics.stringWidth(lines[0], "Helvetica", 10) + 15

    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["Kop", "Nog een kop"], ["<br/>".join(lines), LONG]], [width, 200], 760)
        at(canvas, LEFT, 560, elsewhere or "Slot")

    cell = read(draw).tables[1].rows[1][0]
    assert len(cell) == 2
    assert join_lines([line.text for line in cell]) == joined


def test_a_long_word_that_leaves_room_in_its_cell_is_not_cut() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["Kop", "Nog een kop"], ["Verantwoordelijkhede<br/>n delen", LONG]], [150, 200], 760)

    cell = read(draw).tables[1].rows[1][0]
    assert [line.text for line in cell] == ["Verantwoordelijkhede", "n delen"]
