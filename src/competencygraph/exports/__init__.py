"""Exports: one module per format in `formats`, all with one signature."""

from competencygraph.exports.port import Format, Losses, Mapped, Output, Unplaced, Validator
from competencygraph.exports.registry import find_format, list_formats
from competencygraph.exports.source import PARTS, Part, Source

__all__ = [
    "PARTS",
    "Format",
    "Losses",
    "Mapped",
    "Output",
    "Part",
    "Source",
    "Unplaced",
    "Validator",
    "find_format",
    "list_formats",
]
