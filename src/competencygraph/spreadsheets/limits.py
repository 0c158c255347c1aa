"""How much of a workbook is read, each limit with its reason."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_SHEET_LIMITS", "SheetLimits"]


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """What reading one workbook may take.

    Args:
        inflated_bytes: size of the file, unpacked; a quarter of that for the parts that hold sheets and texts.
        cells: cells that hold something, all sheets together; one takes some 600 bytes of memory.
        characters: characters that all these cells show; one text of 32,767 characters can stand in a million cells.
        merged: merged ranges, all sheets together.
        sheets: sheets.
    """

    inflated_bytes: int = 200 * 2**20
    cells: int = 200_000
    characters: int = 20_000_000
    merged: int = 50_000
    sheets: int = 500


DEFAULT_SHEET_LIMITS = SheetLimits()
"""The limits for workbooks of strangers."""
