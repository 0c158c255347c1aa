"""The looks of cells that tell something of their meaning: bold, size, a coloured ground, how numbers are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from competencygraph.spreadsheets.number_formats import BUILT_IN, NumberFormat, format_of
from competencygraph.spreadsheets.parts import PartReader

__all__ = ["PLAIN", "Style", "StylesReader"]

_MAX_STYLES = 70_000
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF"})


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a cell.

    Args:
        bold: whether its text is bold.
        size: the size of its letters in points, None where unknown.
        filled: whether its ground has a colour other than white.
        format: how its number is shown.
    """

    bold: bool
    size: float | None
    filled: bool
    format: NumberFormat


PLAIN = Style(False, None, False, format_of("General"))
"""The look of a cell that has none of its own."""


class StylesReader(PartReader):
    """The looks that cells name by their number: `found`."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.found: list[Style] = []
        self._formats: dict[int, str] = dict(BUILT_IN)
        self._fonts: list[tuple[bool, float | None]] = []
        self._fills: list[bool] = []
        self._inside = ""
        self._font: tuple[bool, float | None] = (False, None)
        self._solid = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a font, fill, format or cell style."""
        if name in {"fonts", "fills", "cellXfs", "cellStyleXfs", "dxfs"}:
            self._inside = name
        elif self._inside == "fonts":
            self._take_font(name, attributes)
        elif self._inside == "fills":
            self._take_fill(name, attributes)
        elif name == "numFmt" and self._inside != "dxfs":
            number = _whole(attributes.get("numFmtId"))
            if len(self._formats) < _MAX_STYLES:
                self._formats[number] = attributes.get("formatCode", "General")
        elif name == "xf" and self._inside == "cellXfs":
            self._take_style(attributes)

    def end(self, name: str) -> None:
        """Take the end of a list, or of a font."""
        if name == self._inside:
            self._inside = ""
        elif name == "font" and self._inside == "fonts" and len(self._fonts) < _MAX_STYLES:
            self._fonts.append(self._font)

    def _take_font(self, name: str, attributes: Mapping[str, str]) -> None:
        bold, size = self._font
        if name == "font":
            self._font = False, None
        elif name == "b":
            self._font = attributes.get("val", "1") not in {"0", "false", "off"}, size
        elif name == "sz":
            self._font = bold, _size(attributes.get("val"))

    def _take_fill(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "fill" and len(self._fills) < _MAX_STYLES:
            self._fills.append(False)
            self._solid = False
        elif name == "patternFill":
            self._solid = attributes.get("patternType") == "solid"
        elif name == "fgColor" and self._solid and self._fills:
            white = attributes.get("rgb", "").upper() in _WHITE or attributes.get("theme") == "0"
            self._fills[-1] = not white or "tint" in attributes

    def _take_style(self, attributes: Mapping[str, str]) -> None:
        if len(self.found) >= _MAX_STYLES:
            self.refuse(f"the workbook holds more than {_MAX_STYLES} cell styles", "save it anew in Excel")
        font, fill = _whole(attributes.get("fontId")), _whole(attributes.get("fillId"))
        bold, size = self._fonts[font] if font < len(self._fonts) else (False, None)
        filled = self._fills[fill] if fill < len(self._fills) else False
        code = self._formats.get(_whole(attributes.get("numFmtId")), "General")
        self.found.append(Style(bold, size, filled, format_of(code)))


def _whole(text: str | None) -> int:
    return int(text) if text and len(text) < 7 and text.isascii() and text.isdigit() else 0


def _size(text: str | None) -> float | None:
    try:
        size = float(text or "")
    except ValueError:
        return None
    return size if 0 < size < 1_000 else None
