"""A document's description in YAML, checked: a key that is misspelt is an error that says where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn

import yaml

from .blocks import (
    Block,
    Box,
    Cell,
    Heading,
    Item,
    Labels,
    Layout,
    Listing,
    Note,
    PageBreak,
    Paragraph,
    Source,
    Table,
    Toc,
)

__all__ = ["SourceError", "read_source", "source_of"]

FORMATS = ("docx", "pdf", "txt", "md", "html")
_CHOICES = {
    "font": ("serif", "sans"),
    "headings": ("styles", "look"),
    "bullet": ("•", "-", "–", "*", "o", "·", "▪", "□"),
    "columns": (1, 2),
    "marker": ("bullet", "number", "letter", "none"),
    "as": ("colon", "tab", "lines", "table"),
}
_LAYOUT = {member.name: type(member.default) for member in fields(Layout)} | {"header": str, "footer": str}
_KINDS = {
    "heading": {"heading", "text"},
    "text": {"text"},
    "bold": {"bold"},
    "italic": {"italic"},
    "list": {"list", "marker", "end"},
    "table": {"table"},
    "label": {"label", "value", "as"},
    "labels": {"labels", "as"},
    "page_break": {"page_break"},
    "box": {"box"},
    "toc": {"toc"},
    "note": {"note"},
}


class SourceError(ValueError):
    """A description that cannot be used; says where and why."""


def read_source(path: Path) -> Source:
    """Return the document that a file describes.

    Args:
        path: a ``document.yaml``.

    Returns:
        The document.

    Raises:
        SourceError: the file is no YAML, or describes no document.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise SourceError(f"{path.parent.name}/{path.name}: no YAML: {error}") from error
    try:
        return source_of(data)
    except SourceError as error:
        raise SourceError(f"{path.parent.name}/{path.name}: {error}") from error


def source_of(data: Any) -> Source:
    """Return the document that parsed YAML describes.

    Args:
        data: the YAML's content.

    Returns:
        The document.

    Raises:
        SourceError: the data describes no document; says where.

    >>> source_of({"language": "nl", "blocks": [{"heading": 1, "text": "Doel"}]}).blocks
    (Heading(level=1, text='Doel'),)
    """
    top = _mapping(data, "document", {"language", "formats", "variations", "layout", "blocks"})
    for name in ("language", "blocks"):
        if name not in top:
            _refuse("document", f"the key {name} is missing")
    language = _choice(top["language"], ("nl", "fr", "en", "de"), "language")
    formats = tuple(
        _choice(name, FORMATS, "formats") for name in _sequence(top.get("formats", ["docx", "pdf", "txt"]), "formats")
    )
    variations = tuple(_text(name, "variations") for name in _sequence(top.get("variations", []), "variations"))
    for name in variations:
        if not re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", name):
            _refuse("variations", f"{name!r} is no words joined by dashes")
    blocks = _blocks(top["blocks"], "blocks")
    for number, block in enumerate(blocks):
        if isinstance(block, Note) and (not number or isinstance(blocks[number - 1], PageBreak | Box | Toc)):
            _refuse(f"blocks[{number}]", "a note follows the text that it is a note to")
    return Source(language, blocks, _layout(top.get("layout") or {}), formats, variations)


def _layout(data: Any) -> Layout:
    given = _mapping(data, "layout", set(_LAYOUT))
    for name, value in given.items():
        where = f"layout.{name}"
        kind = _LAYOUT[name]
        if name in _CHOICES:
            _choice(value, _CHOICES[name], where)
        elif kind in {int, float} and (isinstance(value, bool) or not isinstance(value, int | float)):
            _refuse(where, "a number is expected")
        elif kind is bool and not isinstance(value, bool):
            _refuse(where, "true or false is expected")
        elif kind is str and value is not None:
            _text(value, where)
    return Layout(**given)


def _blocks(data: Any, where: str) -> tuple[Block, ...]:
    return tuple(_block(one, f"{where}[{number}]") for number, one in enumerate(_sequence(data, where)))


def _block(data: Any, where: str) -> Block:
    if not isinstance(data, Mapping):
        _refuse(where, "an object such as {text: …} is expected")
    kind = next((name for name in _KINDS if name in data), None)
    if kind is None:
        _refuse(where, f"no kind of block; one of {', '.join(_KINDS)} is expected")
    given = _mapping(data, where, _KINDS[kind])
    match kind:
        case "heading":
            return Heading(_choice(given["heading"], tuple(range(1, 7)), where), _text(given.get("text"), where))
        case "text" | "bold" | "italic":
            return Paragraph(_text(given[kind], where), bold=kind == "bold", italic=kind == "italic")
        case "list":
            marker = _choice(given.get("marker", "bullet"), _CHOICES["marker"], f"{where}.marker")
            return Listing(_items(given["list"], f"{where}.list"), marker, _text(given.get("end", ""), where))
        case "table":
            return _table(given["table"], f"{where}.table")
        case "label" | "labels":
            pairs = given["labels"] if kind == "labels" else [[given["label"], given.get("value")]]
            style = _choice(given.get("as", "colon"), _CHOICES["as"], f"{where}.as")
            return Labels(_pairs(pairs, where), style)
        case "page_break":
            _choice(given["page_break"], (True,), where)
            return PageBreak()
        case "box":
            return Box(_blocks(given["box"], f"{where}.box"))
        case "toc":
            return Toc(_pairs(given["toc"], where))
    return Note(_text(given["note"], where))


def _items(data: Any, where: str) -> tuple[Item, ...]:
    items = []
    for number, one in enumerate(_sequence(data, where)):
        here = f"{where}[{number}]"
        if isinstance(one, Mapping):
            given = _mapping(one, here, {"text", "list"})
            items.append(Item(_text(given.get("text"), here), _items(given.get("list", []), f"{here}.list")))
        else:
            items.append(Item(_text(one, here)))
    return tuple(items)


def _table(data: Any, where: str) -> Table:
    given = _mapping(data, where, {"rows", "ruled", "header"})
    if not given.get("rows"):
        _refuse(where, "the key rows is missing or empty")
    for name in ("ruled", "header"):
        _choice(given.get(name, True), (True, False), f"{where}.{name}")
    rows = tuple(
        tuple(_cell(cell, f"{where}.rows[{row}][{column}]") for column, cell in enumerate(_sequence(cells, where)))
        for row, cells in enumerate(_sequence(given["rows"], where))
    )
    table = Table(rows, given.get("ruled", True), given.get("header", True))
    height, width = table.size()
    covered = sum(cell.rows * cell.columns for cell in table.places().values())
    if height != len(rows) or covered != height * width:
        _refuse(where, f"{height} rows of {width} columns are not filled by its cells: {covered} places are")
    return table


def _cell(data: Any, where: str) -> Cell:
    if data is None:
        return Cell()
    if not isinstance(data, Mapping):
        return Cell((_text(data, where),) if data != "" else ())
    given = _mapping(data, where, {"text", "list", "paragraphs", "columns", "rows"})
    texts = [given["text"]] if given.get("text") else _sequence(given.get("paragraphs", []), where)
    if "text" in given and "paragraphs" in given:
        _refuse(where, "text and paragraphs exclude each other")
    spans = [given.get(name, 1) for name in ("columns", "rows")]
    if not all(isinstance(span, int) and span >= 1 for span in spans):
        _refuse(where, "columns and rows are whole numbers from 1")
    return Cell(tuple(_text(text, where) for text in texts), _items(given.get("list", []), where), *spans)


def _pairs(data: Any, where: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for number, one in enumerate(_sequence(data, where)):
        here = f"{where}[{number}]"
        if len(_sequence(one, here)) != 2:
            _refuse(here, "a pair is expected")
        pairs.append((_text(one[0], here), _text("" if one[1] is None else one[1], here)))
    return tuple(pairs)


def _mapping(data: Any, where: str, known: set[str]) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        _refuse(where, "an object is expected")
    for name in data:
        if name not in known:
            _refuse(where, f"the key {name} is not known here; known: {', '.join(sorted(known))}")
    return dict(data)


def _sequence(data: Any, where: str) -> list[Any]:
    if not isinstance(data, list):
        _refuse(where, "a list is expected")
    return data


def _text(value: Any, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        _refuse(where, f"text is expected, not {value!r} (a text with ': ' in it needs quotes)")
    return str(value)


def _choice(value: Any, choices: tuple[Any, ...], where: str) -> Any:
    if isinstance(value, list | dict) or not any(value == one and type(value) is type(one) for one in choices):
        _refuse(where, f"{value!r} is not one of {', '.join(map(str, choices))}")
    return value


def _refuse(where: str, why: str) -> NoReturn:
    raise SourceError(f"{where}: {why}")
