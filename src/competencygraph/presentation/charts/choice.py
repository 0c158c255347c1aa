"""From the rows of an answer to a chart: the header of the question says which columns are what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from string import ascii_lowercase

from competencygraph.errors import UsageError
from competencygraph.presentation.book import AnswerBook
from competencygraph.presentation.charts.chart import Chart
from competencygraph.presentation.charts.content import Grid, GridCell, Ladder, Rung, SidePair, TwoSides
from competencygraph.presentation.charts.drawing import draw_grid, draw_ladder, draw_two_sides
from competencygraph.presentation.words import word

__all__ = ["chart_of"]

_MOST_ROWS = 80
_MOST_COLUMNS = 24

_Rows = Sequence[Mapping[str, object]]


def chart_of(book: AnswerBook) -> Chart:
    """Return the chart of an answer.

    Args:
        book: the answer; its ``chart`` says which columns hold what.

    Returns:
        A grid, a ladder or two sides.

    Raises:
        UsageError: the question has no chart, there are no rows, or more than can be told apart in a drawing.
        MissingExtraError: matplotlib is not installed.
    """
    if not book.chart:
        raise UsageError(
            "this answer has no chart",
            where=book.name or "sparql",
            remedy="`competencygraph questions --tag chart` lists the questions that have one",
        )
    if not book.rows:
        raise UsageError("there are no rows to draw", where=book.name, remedy="ask for something that has rows")
    makers: Mapping[str, Callable[[AnswerBook], Chart]] = {"grid": _grid, "ladder": _ladder, "sides": _sides}
    return makers[book.chart["kind"]](book)


def _grid(book: AnswerBook) -> Chart:
    spec = book.chart
    owners = _values(book.rows, spec.get("owner"))
    rows = [row for row in book.rows if row[spec["row"]] is not None and row[spec["column"]] is not None]
    if not rows:
        raise UsageError("there are no rows to draw", where=book.name, remedy="ask for something that has rows")
    names = {id(row): _name(row, spec, several=len(owners) > 1) for row in rows}
    labels = tuple(dict.fromkeys(names.values()))
    columns = tuple(dict.fromkeys(str(row[spec["column"]]) for row in rows))
    _check_size(len(labels), len(columns), book)
    marked: dict[tuple[str, str], GridCell] = {}
    mark, note = _marks(rows, names, spec)
    for row in rows:
        place = (names[id(row)], str(row[spec["column"]]))
        text, weight = mark(row)
        if text and place not in marked:
            marked[place] = GridCell(*place, text, weight)
    title = book.title or book.name
    return draw_grid(
        Grid(title, labels, columns, tuple(marked.values()), word(f"chart.note.{note}", book.language), book.language)
    )


def _marks(
    rows: _Rows, names: Mapping[int, str], spec: Mapping[str, str]
) -> tuple[Callable[[Mapping[str, object]], tuple[str, float | None]], str]:
    """Return what says the mark and the darkness of a row's cell, and the note that explains the marks."""
    if "text" in spec:
        letters: dict[str, dict[str, str]] = {}

        def wording(row: Mapping[str, object]) -> tuple[str, float | None]:
            text = row[spec["text"]]
            if text is None:
                return "", None
            known = letters.setdefault(names[id(row)], {})
            place = len(known)
            letter = known.setdefault(" ".join(str(text).split()), _letter(place))
            return letter, None

        return wording, "wording"
    column = spec.get("level") or spec["count"]
    numbers = [value for row in rows if isinstance(value := row[column], int)]
    most = max(numbers, default=1)

    def level(row: Mapping[str, object]) -> tuple[str, float | None]:
        value = row[column]
        if value is None:
            return "•", None
        return str(value), value / max(most, 1) if isinstance(value, int) else None

    return level, "level" if "level" in spec else "count"


def _ladder(book: AnswerBook) -> Chart:
    spec = book.chart
    owners = _values(book.rows, spec["owner"])
    if len(owners) > 1:
        raise UsageError(
            f"a ladder shows one thing, and these are {len(owners)}",
            where=book.name,
            remedy="name one in the parameters",
        )
    rungs = tuple(
        Rung(
            str(row[spec["grade"]]),
            _text(row, spec.get("text")),
            _text(row, spec.get("level")),
            _change(row, spec.get("change"), book.language),
        )
        for row in book.rows
    )
    if len(rungs) > _MOST_COLUMNS:
        raise _too_many(len(rungs), book)
    label = _values(book.rows, spec.get("label")) or [book.title or book.name]
    return draw_ladder(Ladder(str(label[0]), rungs, book.language))


def _sides(book: AnswerBook) -> Chart:
    spec = book.chart
    _check_size(len(book.rows), 1, book)
    if not any(_number(row[spec[side]]) is not None for row in book.rows for side in ("left", "right")):
        raise UsageError(
            "nothing here has a level, and a drawing would show none",
            where=book.name,
            remedy="read the answer as a table, or compare what has levels",
        )
    pairs = tuple(
        SidePair(
            str(row[spec["label"]] or ""),
            _number(row[spec["left"]]),
            _number(row[spec["right"]]),
            row[spec["change"]] != "added",
            row[spec["change"]] != "dropped",
            word(f"change.{row[spec['change']]}", book.language),
        )
        for row in book.rows
    )
    left, right = (book.parameters.get(spec[side], side).partition(" <")[0] for side in ("left_name", "right_name"))
    return draw_two_sides(TwoSides(book.title or book.name, left, right, pairs, book.language))


def _name(row: Mapping[str, object], spec: Mapping[str, str], *, several: bool) -> str:
    label = str(row[spec["row"]])
    return f"{row[spec['owner']]} – {label}" if several and "owner" in spec else label


def _values(rows: _Rows, column: str | None) -> list[object]:
    return [] if column is None else list(dict.fromkeys(row[column] for row in rows if row[column] is not None))


def _text(row: Mapping[str, object], column: str | None) -> str | None:
    return None if column is None or row[column] is None else str(row[column])


def _change(row: Mapping[str, object], column: str | None, language: str) -> str:
    change = _text(row, column)
    return "" if change is None else word(f"change.{change}", language)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int) else None


def _letter(place: int) -> str:
    return ascii_lowercase[place] if place < len(ascii_lowercase) else str(place + 1)


def _check_size(rows: int, columns: int, book: AnswerBook) -> None:
    if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
        raise _too_many(max(rows, columns), book)


def _too_many(number: int, book: AnswerBook) -> UsageError:
    return UsageError(
        f"{number} are too many to tell apart in a drawing",
        where=book.name,
        remedy="name one family or profile in the parameters, or take the format xlsx",
    )
