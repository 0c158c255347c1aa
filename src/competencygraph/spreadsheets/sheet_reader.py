"""One sheet of a workbook, read as it streams: only cells that hold something are kept, however far they lie."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import NoReturn

from competencygraph.spreadsheets.contents import Cell
from competencygraph.spreadsheets.coordinates import (
    LAST_COLUMN,
    LAST_ROW,
    Range,
    coordinate,
    range_of,
    row_and_column,
)
from competencygraph.spreadsheets.limits import SheetLimits
from competencygraph.spreadsheets.number_formats import date_of
from competencygraph.spreadsheets.parts import PartReader, is_on
from competencygraph.spreadsheets.styles import PLAIN, Style

__all__ = ["Counts", "SheetReader"]

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)
#: Beyond this a binary fraction no longer holds every whole number.
_EXACT = 2**53
_LONGEST_NUMBER = 400


class Counts:
    """What the sheets of one workbook hold together.

    Args:
        limits: how much that may be.
    """

    def __init__(self, limits: SheetLimits) -> None:
        self._limits = limits
        self._cells = self._characters = self._merged = 0

    def excess(self, characters: int) -> str | None:
        """Count a cell.

        Args:
            characters: the length of what it shows.

        Returns:
            What there is too much of, None while there is not.
        """
        self._cells += 1
        self._characters += characters
        if self._cells > self._limits.cells:
            return f"the workbook holds more than {self._limits.cells} cells"
        if self._characters > self._limits.characters:
            return f"the cells show more than {self._limits.characters} characters"
        return None

    def too_many_merged(self) -> bool:
        """Count a merged range, and return whether there are too many."""
        self._merged += 1
        return self._merged > self._limits.merged


class SheetReader(PartReader):
    """Reads one sheet.

    Args:
        where: the file's name, for errors.
        name: the sheet's name.
        strings: the texts that cells share, with whether they are bold.
        styles: the looks that cells name.
        counts: what the sheets before it hold.
        from_1904: whether days are counted from 1904.
    """

    def __init__(
        self,
        where: str,
        name: str,
        strings: Sequence[tuple[str, bool]],
        styles: Sequence[Style],
        counts: Counts,
        *,
        from_1904: bool,
    ) -> None:
        super().__init__(where)
        self._sheet = name
        self._strings = strings
        self._styles = styles
        self._counts = counts
        self._from_1904 = from_1904
        self._found: dict[tuple[int, int], Cell] = {}
        self.merged: list[Range] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._row = self._column = 0
        self._row_is_hidden = False
        self._place: tuple[int, int] | None = None
        self._kind = ""
        self._style = PLAIN
        self._value: str | None = None
        self._texts: list[str] = []
        self._formula = self._phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of a row or cell, of what a cell holds, or of a setting of the sheet."""
        if name == "c":
            self._start_cell(attributes)
        elif name == "v" or (name == "t" and not self._phonetic):
            self.capture()
        elif name == "f":
            self._formula = self._place is not None
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col":
            self._take_columns(attributes)

    def end(self, name: str) -> None:
        """Take the end of a cell, or of what it holds."""
        if name == "v":
            self._value = self.captured()
        elif name == "t" and not self._phonetic:
            self._texts.append(self.captured())
        elif name == "rPh":
            self._phonetic = False
        elif name == "c" and self._place is not None:
            self._end_cell(self._place)
            self._place = None

    def sorted_cells(self) -> dict[tuple[int, int], Cell]:
        """Return the cells in the order of rows, then columns."""
        return {place: self._found[place] for place in sorted(self._found)}

    def hidden_rows(self) -> frozenset[int]:
        """Return the rows out of sight that hold a cell."""
        return frozenset(self._hidden_rows)

    def hidden_columns(self) -> frozenset[int]:
        """Return the columns out of sight that hold a cell."""
        hidden = {column for first, last in self._hidden_columns for column in range(first, last + 1)}
        return frozenset(hidden & {column for _, column in self._found})

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        written = attributes.get("r")
        if written is None:
            self._row += 1
        else:
            self._row = int(written) if written.isascii() and written.isdigit() and len(written) < 8 else 0
        if not 1 <= self._row <= LAST_ROW:
            self._refuse_place(f"row {written or self._row}")
        self._column = 0
        self._row_is_hidden = is_on(attributes.get("hidden")) or attributes.get("ht") == "0"

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        written = attributes.get("r")
        place = (self._row, self._column + 1) if written is None else row_and_column(written)
        if place is None or place[1] > LAST_COLUMN:
            self._refuse_place(written or f"row {self._row}")
        self._place = place
        self._row, self._column = place
        self._kind = attributes.get("t", "n")
        number = attributes.get("s", "0")
        at = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0
        self._style = self._styles[at] if at < len(self._styles) else PLAIN
        self._value, self._texts, self._formula = None, [], False

    def _end_cell(self, place: tuple[int, int]) -> None:
        cell = self._cell(place)
        if cell is None:
            return
        if place in self._found:
            self.refuse("the cell stands twice in the file", "open it in Excel and save it anew", self._at(place))
        excess = self._counts.excess(len(cell.text))
        if excess is not None:
            self.refuse(excess, "split it")
        self._found[place] = cell
        if self._row_is_hidden:
            self._hidden_rows.add(place[0])

    def _cell(self, place: tuple[int, int]) -> Cell | None:
        """Return the cell that has been read, None for one that holds nothing."""
        style = self._style
        look = Cell(None, "", self._formula, False, style.bold, style.size, style.filled)
        if self._kind == "inlineStr":
            return self._text_cell(look, "".join(self._texts))
        value = self._value
        if value is None or (value == "" and self._kind != "str"):
            return look if self._formula else None
        if self._kind == "s":
            text, bold = self._shared(value, place)
            return self._text_cell(replace(look, bold=look.bold or bold), text)
        if self._kind == "str":
            return self._text_cell(look, value)
        if self._kind == "b":
            return replace(look, value=is_on(value), text="TRUE" if is_on(value) else "FALSE")
        if self._kind == "e":
            return replace(look, text=value, error=True)
        return self._dated(look, value) if self._kind == "d" else self._number(look, value, place)

    def _text_cell(self, look: Cell, written: str) -> Cell | None:
        text = _ESCAPED.sub(_unescaped, written) if "_x" in written else written
        if not text:
            return look if look.formula else None
        return replace(look, value=text, text=self._style.format.show_text(text))

    def _shared(self, value: str, place: tuple[int, int]) -> tuple[str, bool]:
        number = value.strip()
        at = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else len(self._strings)
        if at >= len(self._strings):
            self.refuse(
                "the cell refers to a text that the file does not hold",
                "open it in Excel and save it anew",
                self._at(place),
            )
        return self._strings[at]

    def _number(self, look: Cell, written: str, place: tuple[int, int]) -> Cell:
        text = written.strip()
        if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
            self.refuse(
                "the cell holds no number where it should", "open it in Excel and save it anew", self._at(place)
            )
        number = float(text)
        if abs(number) == float("inf"):
            return replace(look, text=text, error=True)
        shown = self._style.format
        if shown.is_date:
            moment = date_of(number, shown, from_1904=self._from_1904)
            if moment is not None:
                return replace(look, value=moment, text=shown.show(moment))
        value = int(number) if number.is_integer() and abs(number) < _EXACT else number
        return replace(look, value=value, text=shown.show(number))

    def _dated(self, look: Cell, written: str) -> Cell:
        """Return a cell with a day or time in the form of ISO 8601; as text where it is none."""
        for kind in (date, datetime, time):
            try:
                value = kind.fromisoformat(written.strip().removesuffix("Z"))
            except ValueError:
                continue
            return replace(look, value=value, text=self._style.format.show(value))
        return replace(look, value=written, text=written)

    def _merge(self, reference: str) -> None:
        merged = range_of(reference)
        if merged is None:
            self._refuse_place(reference[:40])
        if self._counts.too_many_merged():
            self.refuse("the workbook holds too many merged cells", "split it")
        self.merged.append(merged)

    def _take_columns(self, attributes: Mapping[str, str]) -> None:
        if not is_on(attributes.get("hidden")) and attributes.get("width") != "0":
            return
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
            return
        start, end = int(first[:6]), int(last[:6])
        # Settings of columns never overlap, so that these are few, whatever the file says.
        after = self._hidden_columns[-1][1] if self._hidden_columns else 0
        if after < start <= end <= LAST_COLUMN:
            self._hidden_columns.append((start, end))

    def _at(self, place: tuple[int, int]) -> str:
        return f"{self._sheet}!{coordinate(*place)}"

    def _refuse_place(self, written: str) -> NoReturn:
        self.refuse(
            "the file names a cell that no sheet can have",
            "open it in Excel and save it anew",
            f"{self._sheet}!{written}",
        )


def _unescaped(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if number in _SURROGATES else chr(number)
