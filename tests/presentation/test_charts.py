"""Charts: the same bytes for the same content, all of it in words, and nothing told by colour alone."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from competencygraph.errors import UsageError
from competencygraph.presentation.book import AnswerBook
from competencygraph.presentation.charts import Chart, Grid, GridCell, Ladder, Rung, SidePair, TwoSides, chart_of
from competencygraph.presentation.charts.drawing import draw_grid, draw_ladder, draw_two_sides

SVG = "{http://www.w3.org/2000/svg}"
GRID = AnswerBook(
    "Wordings",
    "criteria",
    {"family": "text", "criterion": "text", "grade": "text", "text": "text"},
    [
        {"family": "F", "criterion": criterion, "grade": grade, "text": text}
        for criterion, texts in (("Contact", ("Geven.", "Geven.", "Leiden.")), ("Beheer", ("Doen.", None, "Sturen.")))
        for grade, text in zip(("A1", "A2", "A3"), texts, strict=True)
    ],
    chart={"kind": "grid", "owner": "family", "row": "criterion", "column": "grade", "text": "text"},
)
LEVELS = AnswerBook(
    "Levels",
    "requirements",
    {"profile": "text", "label": "text", "level": "level"},
    [
        {"profile": "P", "label": "Coachen", "level": 4},
        {"profile": "Q", "label": "Coachen", "level": 2},
        {"profile": "Q", "label": "Visie", "level": None},
    ],
    chart={"kind": "grid", "row": "label", "column": "profile", "level": "level"},
)
SIDES = AnswerBook(
    "Gaps",
    "gaps",
    {"label": "text", "a": "level", "b": "level", "change": "text"},
    [
        {"label": "Coachen", "a": 1, "b": 3, "change": "raised"},
        {"label": "Visie", "a": None, "b": None, "change": "unchanged"},
        {"label": "Kosten $5", "a": 2, "b": None, "change": "dropped"},
        {"label": "Leiden", "a": None, "b": 1, "change": "added"},
    ],
    {"from": "A4", "to": "A5"},
    chart={
        "kind": "sides",
        "label": "label",
        "left": "a",
        "right": "b",
        "change": "change",
        "left_name": "from",
        "right_name": "to",
    },
)
LADDER = AnswerBook(
    "Ladder",
    "ladder",
    {"owner": "iri", "label": "text", "grade": "text", "text": "text", "change": "text"},
    [
        {"owner": "urn:c", "label": "Contact", "grade": "A1", "text": "Geven. " * 40, "change": None},
        {"owner": "urn:c", "label": "Contact", "grade": "A2", "text": None, "change": "dropped"},
    ],
    chart={"kind": "ladder", "owner": "owner", "label": "label", "grade": "grade", "text": "text", "change": "change"},
)
BOOKS = {"grid": GRID, "levels": LEVELS, "sides": SIDES, "ladder": LADDER}


@pytest.mark.parametrize("name", BOOKS)
def test_a_chart_is_the_same_every_time_and_well_formed(name: str) -> None:
    one, other = chart_of(BOOKS[name]), chart_of(BOOKS[name])
    assert one.svg() == other.svg()
    assert one.png() == other.png()
    root = ElementTree.fromstring(one.svg())  # noqa: S314 - our own file
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == one.content.title
    assert root.findtext(f"{SVG}desc") == one.alt
    assert Image.open(io.BytesIO(one.png())).text["Description"] == one.alt  # type: ignore[attr-defined]


def test_the_same_letter_is_the_same_wording() -> None:
    assert "Contact: A1 a, A2 a, A3 b." in chart_of(GRID).alt
    assert "Beheer: A1 a, A2 –, A3 b." in chart_of(GRID).alt


def test_levels_are_printed_and_a_demand_without_level_is_a_dot() -> None:
    words = chart_of(LEVELS).alt
    assert "Coachen: P 4, Q 2." in words
    assert "Visie: P –, Q •." in words


def test_two_sides_say_what_became_of_each() -> None:
    words = chart_of(SIDES).alt
    assert "Coachen: A4 1, A5 3 (raised)." in words
    assert "Visie: A4 ✓, A5 ✓ (unchanged)." in words
    assert "Kosten $5: A4 2, A5 – (dropped)." in words


@pytest.mark.filterwarnings("error")
def test_hostile_labels_are_drawn_or_cut_and_the_file_is_well_formed() -> None:
    hostile = ("a\x00\x07b", "\ufffe", "<b>&amp;</svg><script>", "$x^2$ \\frac", "漢字 🎉", "W" * 20_000)
    cells = tuple(GridCell(label, "A1", "1") for label in hostile)
    chart = draw_grid(Grid("T", hostile, ("A1",), cells))
    ElementTree.fromstring(chart.svg())  # noqa: S314 - our own file
    assert chart._figure.get_figheight() < 20
    assert "漢字 🎉" in chart.alt


def test_rows_without_anything_to_draw_are_refused() -> None:
    with pytest.raises(UsageError, match="there are no rows to draw"):
        chart_of(replace(LEVELS, rows=[{"profile": None, "label": None, "level": None}]))
    with pytest.raises(UsageError, match="nothing here has a level"):
        chart_of(replace(SIDES, rows=[{"label": "a", "a": None, "b": None, "change": "reworded"}]))


def test_a_ladder_of_two_things_is_refused() -> None:
    rows = [*LADDER.rows, {**LADDER.rows[0], "owner": "urn:d"}]
    with pytest.raises(UsageError, match="a ladder shows one thing, and these are 2"):
        chart_of(replace(LADDER, rows=rows))


@pytest.mark.parametrize(
    ("book", "said"),
    [
        (replace(GRID, chart={}), "this answer has no chart"),
        (replace(GRID, rows=[]), "there are no rows to draw"),
        (replace(LEVELS, rows=[{"profile": "P", "label": str(n), "level": 1} for n in range(200)]), "200 are too many"),
    ],
)
def test_what_cannot_be_drawn_is_refused(book: AnswerBook, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        chart_of(book)


def test_an_ending_that_tells_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"let it end in \.svg or \.png"):
        chart_of(GRID).save(tmp_path / "grid.jpg")
    assert not list(tmp_path.iterdir())


CHARTS = {
    "grid": draw_grid(
        Grid("T", ("a",), tuple("bcdef"), tuple(GridCell("a", one, str(n), n / 4) for n, one in enumerate("bcdef")))
    ),
    "ladder": draw_ladder(Ladder("T", tuple(Rung(f"A{n}", "Tekst " * 30, change="reworded") for n in range(12)))),
    "sides": draw_two_sides(
        TwoSides(
            "T",
            "Directeur interne organisatie en personeel",
            "Diensthoofd ruimtelijke ordening en wonen",
            (
                SidePair(
                    "Plannen en organiseren van de werking van de dienst en wat daarbij hoort",
                    1,
                    4,
                    True,
                    True,
                    "raised",
                ),
            ),
        )
    ),
}


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_runs_over_the_edge_or_over_its_neighbour(name: str) -> None:
    chart: Chart = CHARTS[name]
    figure = chart._figure
    figure.canvas.draw()
    edge = figure.bbox
    texts = [text for area in figure.axes for text in area.texts if text.get_text()]
    assert len(texts) > 3
    boxes = [text.get_window_extent() for text in texts]
    for box in boxes:
        assert box.x0 >= edge.x0
        assert box.x1 <= edge.x1
        assert box.y0 >= edge.y0
        assert box.y1 <= edge.y1
    for place, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[place + 1 :]), texts[place].get_text()


def test_marks_stand_out_from_their_cells() -> None:
    chart = CHARTS["grid"]
    cells = [patch.get_facecolor() for area in chart._figure.axes for patch in area.patches]
    marks = [text.get_color() for area in chart._figure.axes for text in area.texts if text.get_text().isdigit()]
    assert len(cells) == len(marks) == 5
    for face, ink in zip(cells, marks, strict=True):
        light = _luminance(face[:3])
        dark = 1.0 if ink == "white" else 0.0
        assert (max(light, dark) + 0.05) / (min(light, dark) + 0.05) >= 4.5
    greys = [_luminance(face[:3]) for face in cells]
    assert greys == sorted(greys, reverse=True)


def _luminance(colour: tuple[float, ...]) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
