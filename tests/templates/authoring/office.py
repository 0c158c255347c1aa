"""LibreOffice filling in a form: what an author types goes into the flat format of the opened file, which it saves.

The flat formats (.fodt, .fods) hold the opened document as LibreOffice understood it, so what it lost of the form is
lost here too, and what it saves is its own file and not the form's.
"""

from __future__ import annotations

import copy
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from lxml import etree

__all__ = ["Place", "fill", "is_installed", "saved_as"]

_SECONDS = 180
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_FLAT = {".docx": "fodt", ".xlsx": "fods"}
_FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}

Place = tuple[int, int, int] | tuple[str, int]
"""Where something is typed: table, row and column, from 0, or a paragraph by its text and which of those with it."""


def is_installed() -> bool:
    """Return whether LibreOffice is on the path."""
    return shutil.which("soffice") is not None


def saved_as(file: Path, kind: str) -> Path:
    """Return a file as LibreOffice saves it in another format, in a folder of its own beside it.

    Args:
        file: the file.
        kind: the ending, with the name of a filter behind a colon where there are several.
    """
    folder = file.parent / "saved"
    command = ["soffice", f"-env:UserInstallation={(file.parent / 'office').as_uri()}", "--headless", "--convert-to"]
    done = subprocess.run(
        [*command, kind, "--outdir", str(folder), str(file)], capture_output=True, timeout=_SECONDS, check=False
    )
    saved = folder / f"{file.stem}.{kind.partition(':')[0]}"
    if not saved.is_file():
        raise RuntimeError(f"soffice wrote no {saved.name}: {done.stderr.decode(errors='replace').strip()}")
    return saved


def fill(form: Path, typed: Mapping[Place, Sequence[str]]) -> Path:
    """Return a form that was filled in and saved by LibreOffice.

    Args:
        form: the blank form.
        typed: what is typed where, a line each.
    """
    flat = saved_as(form, _FLAT[form.suffix])
    tree = etree.parse(flat)
    tables = [table for table in tree.iter(f"{_TABLE}table") if table.getparent().tag != f"{_TABLE}table-cell"]
    grids = {number: _grid(tables[number]) for number in sorted({place[0] for place in typed if len(place) == 3})}
    paragraphs = {place: _paragraph(tree, *place) for place in typed if len(place) == 2}
    for place, lines in typed.items():
        if len(place) == 3:
            _type_in_cell(grids[place[0]][place[1]][place[2]], lines)
        else:
            _type_over(paragraphs[place], lines)
    tree.write(flat, xml_declaration=True, encoding="utf-8")
    return saved_as(flat, _FILTERS[form.suffix])


def _grid(table: etree._Element) -> list[list[etree._Element]]:
    """Return the cells of a table, those that are repeated written out."""
    rows = []
    for row in list(table.iter(f"{_TABLE}table-row")):
        times = min(int(row.attrib.pop(f"{_TABLE}number-rows-repeated", "1")), 50)
        for _ in range(times - 1):
            row.addprevious(copy.deepcopy(row))
    for row in table.iter(f"{_TABLE}table-row"):
        for cell in list(row):
            times = min(int(cell.attrib.pop(f"{_TABLE}number-columns-repeated", "1")), 50)
            for _ in range(times - 1):
                cell.addprevious(copy.deepcopy(cell))
        rows.append([cell for cell in row if cell.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}])
    return rows


def _type_in_cell(cell: etree._Element, lines: Sequence[str]) -> None:
    paragraphs = cell.findall(f"{_TEXT}p")
    if paragraphs:
        _type_over(paragraphs[0], lines)
        return
    for name in (f"{_OFFICE}value-type", f"{_CALC}value-type"):
        cell.set(name, "string")
    for line in lines:
        etree.SubElement(cell, f"{_TEXT}p").text = line


def _paragraph(tree: etree._ElementTree, text: str, which: int) -> etree._Element:
    found = [each for each in tree.iter(f"{_TEXT}p") if "".join(each.itertext()).strip() == text]
    return found[which]


def _type_over(paragraph: etree._Element, lines: Sequence[str]) -> None:
    """Type over the text of a paragraph; more lines become more paragraphs, in a list more of its members."""
    item = paragraph.getparent()
    repeated = item if item.tag == f"{_TEXT}list-item" else paragraph
    copies = [repeated, *(copy.deepcopy(repeated) for _ in lines[1:])]
    for before, after in pairwise(copies):
        before.addnext(after)
    for made, line in zip(copies, lines, strict=True):
        _set_text(made if made.tag == f"{_TEXT}p" else next(made.iter(f"{_TEXT}p")), line)


def _set_text(paragraph: etree._Element, line: str) -> None:
    control = next(paragraph.iter(f"{_LOEXT}content-control"), None)
    place = paragraph
    if control is not None:
        control.set(f"{_LOEXT}showing-place-holder", "false")
        place = control
    for child in list(place):
        place.remove(child)
    place.text = line
