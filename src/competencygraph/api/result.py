"""The rows of an answer, with what analysts do next: a table, a data frame, a workbook, a chart."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from competencygraph.app.listing import short_name
from competencygraph.errors import MissingExtraError, UsageError
from competencygraph.presentation.book import AnswerBook

if TYPE_CHECKING:
    import pandas

    from competencygraph.presentation.charts import Chart

__all__ = ["Result"]

_SHOWN = 25
_CELL = 40


class Result(list[dict[str, object]]):
    """The rows of an answer: a list of mappings by column, which also shows itself as a table.

    Args:
        rows: one mapping a row, with plain Python values.
        columns: type of each column by name, in order.
        make_book: returns the answer with labels, evidence and the particulars of its data; asked when needed.

    >>> rows = Result([{"name": "Strategie", "rank": 3}], {"name": "text", "rank": "integer"})
    >>> rows
    name       rank
    Strategie  3
    (1 row)
    >>> rows[0]["rank"]
    3
    """

    def __init__(
        self,
        rows: Iterable[dict[str, object]],
        columns: Mapping[str, str],
        make_book: Callable[[], AnswerBook] | None = None,
    ) -> None:
        super().__init__(rows)
        self.columns = dict(columns)
        self._make_book = make_book

    def book(self) -> AnswerBook:
        """Return the answer with labels, evidence and the particulars of its data.

        Returns:
            What a workbook is made from.

        Raises:
            StoreError: the graph was closed in the meantime, so that nothing can be looked up.
        """
        if self._make_book is None:
            return AnswerBook(None, "", self.columns, self)
        return self._make_book()

    def keep(self) -> None:
        """Look up now what `book` would look up later, so that the graph may be closed."""
        book = self.book()
        self._make_book = lambda: book

    def to_dataframe(self) -> pandas.DataFrame:
        """Return a pandas data frame with plain Python types.

        Returns:
            One column a column, in order, of objects: whole numbers stay whole beside empty cells, decimals exact,
            days dates; None where there is no value.

        Raises:
            MissingExtraError: pandas is not installed.

        >>> Result([{"rank": 3}, {"rank": None}], {"rank": "integer"}).to_dataframe()["rank"].tolist()
        [3, None]
        """
        try:
            import pandas
        except ImportError as error:
            raise MissingExtraError(
                "a data frame needs pandas", where="to_dataframe", remedy="pip install 'competencygraph[notebook]'"
            ) from error
        return pandas.DataFrame(
            {name: pandas.Series([row[name] for row in self], dtype=object) for name in self.columns}
        )

    def to_excel(self, path: str | Path) -> Path:
        """Write a workbook: the rows, the evidence behind them, and what was asked of which data.

        Args:
            path: a file that ends in ``.xlsx``; one that is there is replaced.

        Returns:
            The path.

        Raises:
            UsageError: the name does not end in ``.xlsx``, or the file cannot be written.
            MissingExtraError: openpyxl is not installed.
        """
        from competencygraph.presentation.workbook import write_workbook

        target = Path(path)
        if target.suffix.lower() != ".xlsx":
            raise UsageError("this is no name of a workbook", where=str(path), remedy="let it end in .xlsx")
        content = write_workbook(self.book())
        try:
            target.write_bytes(content)
        except OSError as error:
            raise UsageError(
                "the file cannot be written", where=str(path), remedy="check the folder, and close the file elsewhere"
            ) from error
        return target

    def chart(self, path: str | Path | None = None) -> Chart:
        """Return the chart of the answer: a grid, a ladder or two sides, as the question says.

        Args:
            path: a file to write it to as well, ``.svg`` or ``.png``.

        Returns:
            The chart; a notebook shows it, ``alt`` says it in words.

        Raises:
            UsageError: the question has no chart, or there is nothing, or too much, to draw.
            MissingExtraError: matplotlib is not installed.
        """
        from competencygraph.presentation.charts import chart_of

        drawn = chart_of(self.book())
        if path is not None:
            drawn.save(path)
        return drawn

    def __repr__(self) -> str:
        """Return the rows as a table of text."""
        if not self:
            return "[]"
        names = list(self.columns)
        cells = [[_short(row[name]) for name in names] for row in self[:_SHOWN]]
        widths = [max(len(name), *(len(row[place]) for row in cells)) for place, name in enumerate(names)]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in [names, *cells]
        ]
        more = f", {_SHOWN} shown" if len(self) > _SHOWN else ""
        return "\n".join([*lines, f"({len(self)} row{'s' if len(self) != 1 else ''}{more})"])

    def _repr_html_(self) -> str:
        """Return the rows as a table for a notebook; links lead to the web alone."""
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{_html(row[name])}</td>' for name in self.columns)}</tr>" for row in self[:_SHOWN]
        )
        more = f", {_SHOWN} shown" if len(self) > _SHOWN else ""
        caption = f"{len(self)} row{'s' if len(self) != 1 else ''}{more}"
        return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _plain(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _short(value: object) -> str:
    """Return a value as it is shown: an IRI without the base of the data, long text cut at its end."""
    text = " ".join(_plain(value).split())
    if "://" in text:
        text = short_name(text)
        return text if len(text) <= _CELL else f"…{text[-_CELL + 1 :]}"
    return text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"


def _html(value: Any) -> str:
    text = html.escape(_plain(value))
    if isinstance(value, str) and value.startswith(("http://", "https://")) and not any(c.isspace() for c in value):
        return f'<a href="{text}" title="{text}">{html.escape(_short(value))}</a>'
    return text
