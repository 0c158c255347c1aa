"""Forms filled in as Word and Excel leave them: text inside the controls, values in the cells."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping, Sequence

from lxml import etree
from openpyxl import load_workbook

from .office import Place

__all__ = ["fill_document", "fill_workbook"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = "word/document.xml"


def fill_document(form: bytes, typed: Mapping[Place, Sequence[str]]) -> bytes:
    """Return a Word form with text typed into its controls, cells and paragraphs, which stay what they are."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = etree.fromstring(parts[_PART])[0]
    tables = body.findall(f"{_W}tbl")
    outside = body.findall(f"{_W}p")
    places = {}
    for place in typed:
        if len(place) == 3:
            row = tables[place[0]].findall(f"{_W}tr")[place[1]]
            places[place] = row.findall(f"{_W}tc")[place[2]].find(f"{_W}p")
        else:
            places[place] = [each for each in outside if "".join(each.itertext(f"{_W}t")) == place[0]][place[1]]
    for place, lines in typed.items():
        _type(places[place], lines)
    parts[_PART] = etree.tostring(body.getparent(), xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def _type(paragraph: etree._Element, lines: Sequence[str]) -> None:
    """Type lines into a paragraph; each line after the first is a paragraph of its own, outside the control."""
    for line in reversed(lines[1:]):
        below = copy.deepcopy(paragraph)
        for child in below.findall(f"{_W}sdt") + below.findall(f"{_W}r"):
            below.remove(child)
        etree.SubElement(etree.SubElement(below, f"{_W}r"), f"{_W}t").text = line
        paragraph.addnext(below)
    control = paragraph.find(f"{_W}sdt")
    place = paragraph
    if control is not None:
        properties = control.find(f"{_W}sdtPr")
        properties.remove(properties.find(f"{_W}showingPlcHdr"))
        place = control.find(f"{_W}sdtContent")
    for run in place.findall(f"{_W}r"):
        place.remove(run)
    etree.SubElement(etree.SubElement(place, f"{_W}r"), f"{_W}t").text = lines[0]


def fill_workbook(form: bytes, typed: Mapping[Place, Sequence[str]]) -> bytes:
    """Return a workbook with text typed into its cells; digits become numbers, as a spreadsheet makes them."""
    workbook = load_workbook(io.BytesIO(form))
    sheet = workbook.worksheets[0]
    for (_, row, column), lines in typed.items():
        cell = sheet.cell(row + 1, column + 1)
        text = "\n".join(lines)
        cell.value = int(text) if text.isdecimal() else text
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()
