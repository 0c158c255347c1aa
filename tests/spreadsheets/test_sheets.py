"""What cells hold and show: types, formats, formulas, errors, looks, merged and hidden ones."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from competencygraph.spreadsheets import Cell, Range, read_workbook

from .packages import book_parts, cells_of, packed, sheet_xml, sheets_of, styled, text_row


def only(rows: str, **parts: str) -> Cell:
    """Return the one cell that rows hold."""
    (cell,) = cells_of(rows, **parts).values()
    return cell


@pytest.mark.parametrize(
    ("xml", "value", "text"),
    [
        ("<c><v>3</v></c>", 3, "3"),
        ("<c><v>3.0</v></c>", 3, "3"),
        ("<c><v>0.1</v></c>", 0.1, "0.1"),
        ("<c><v>-2.5E-3</v></c>", -0.0025, "-0.0025"),
        ("<c t='b'><v>1</v></c>", True, "TRUE"),
        ("<c t='b'><v>0</v></c>", False, "FALSE"),
        ("<c t='str'><f>A1</f><v>Plannen</v></c>", "Plannen", "Plannen"),
        ("<c t='inlineStr'><is><t>Plannen</t></is></c>", "Plannen", "Plannen"),
        ("<c t='inlineStr'><is><r><t>Plan</t></r><r><rPr><b/></rPr><t>nen</t></r></is></c>", "Plannen", "Plannen"),
        ("<c t='inlineStr'><is><t>1<![CDATA[ < ]]>2 _x0041_</t></is></c>", "1 < 2 A", "1 < 2 A"),
        ("<c t='d'><v>2026-01-31</v></c>", date(2026, 1, 31), "2026-01-31"),
        ("<c t='d'><v>geen dag</v></c>", "geen dag", "geen dag"),
    ],
)
def test_a_cell_has_its_value_and_what_it_shows(xml: str, value: object, text: str) -> None:
    cell = only(f"<row r='1'>{xml}</row>")
    assert (cell.value, type(cell.value), cell.text) == (value, type(value), text)


def test_shared_texts_are_looked_up_without_their_phonetic_part() -> None:
    strings = (
        "<si><t>Doel</t></si><si><r><rPr><b/></rPr><t>Tak</t></r><r><rPr><b/></rPr><t xml:space='preserve'>en </t></r>"
        "</si><si><t>課題</t><rPh sb='0' eb='2'><t>カダイ</t></rPh></si>"
    )
    cells = cells_of(
        "<row r='1'><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c></row>", strings=strings
    )
    assert [(cell.value, cell.bold) for cell in cells.values()] == [("Doel", False), ("Taken ", True), ("課題", False)]


def test_a_formula_has_the_result_that_the_file_holds_and_no_other() -> None:
    cells = cells_of("<row r='1'><c><f>1+1</f><v>2</v></c><c><f>1+2</f></c><c t='str'><f>A1</f><v></v></c></row>")
    assert [(cell.value, cell.text, cell.formula) for cell in cells.values()] == [
        (2, "2", True),
        (None, "", True),
        (None, "", True),
    ]


def test_an_error_is_one_and_so_is_a_number_out_of_range() -> None:
    cells = cells_of("<row r='1'><c t='e'><f>Z</f><v>#REF!</v></c><c><v>1e999</v></c></row>")
    assert [(cell.value, cell.text, cell.error) for cell in cells.values()] == [
        (None, "#REF!", True),
        (None, "1e999", True),
    ]


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("0", "2.5", "3"),
        ("0.00", "-3", "-3.00"),
        ("#,##0.00", "1234567.891", "1,234,567.89"),
        ('"€" #,##0.00', "1234.5", "€ 1,234.50"),
        ("[$€-413] #,##0", "-5", "-€ 5"),
        ("[$€-413] #,##0", "-0.4", "€ 0"),
        ('#,##0 "EUR"', "3", "3 EUR"),
        ("0%", "0.25", "25%"),
        ('"Niveau "0', "3", "Niveau 3"),
        ("00", "3", "03"),
        (";;;", "3", ""),
        ('0;-0;"-"', "0", "-"),
        ("#,##0 ;(#,##0)", "-7", "(7)"),
        ("# ?/?", "0.5", "0.5"),
        ("0.00E+00", "12", "12"),
        ('[>1]"hoog";"laag"', "3", "3"),
        ("General", "100000000000", "1e+11"),
        ("dd/mm/yyyy", "46053", "31/01/2026"),
        ("d mmmm yyyy", "46053", "2026-01-31"),
        ("yyyy-mm-dd hh:mm", "46053.5", "2026-01-31 12:00"),
        ("hh:mm", "0.25", "06:00"),
        ("dd/mm/yyyy", "-1", "-1"),
        ("dd/mm/yyyy", "99999999", "99999999"),
    ],
)
def test_a_number_is_shown_by_its_format_where_that_needs_no_language(code: str, number: str, text: str) -> None:
    assert only(f"<row r='1'><c s='1'><v>{number}</v></c></row>", styles=styled(code)).text == text


@pytest.mark.parametrize(
    ("setting", "number", "day"),
    [
        ("", "1", date(1900, 1, 1)),
        ("", "59", date(1900, 2, 28)),
        ("", "60", 60),
        ("", "61", date(1900, 3, 1)),
        ("<workbookPr date1904='1'/>", "44591", date(2026, 1, 31)),
        ("<workbookPr date1904='1'/>", "0", date(1904, 1, 1)),
    ],
)
def test_days_are_counted_from_the_epoch_of_the_workbook(setting: str, number: str, day: object) -> None:
    row = f"<row r='1'><c s='1'><v>{number}</v></c></row>"
    assert only(row, styles=styled("dd/mm/yyyy"), settings=setting).value == day


def test_days_and_times_have_their_types() -> None:
    row = "<row r='1'><c s='1'><v>46053.5</v></c><c s='1'><v>46053</v></c><c s='2'><v>0.25</v></c></row>"
    values = [cell.value for cell in cells_of(row, styles=styled("dd/mm/yyyy hh:mm", "hh:mm")).values()]
    assert values == [datetime(2026, 1, 31, 12), date(2026, 1, 31), time(6)]


def test_a_workbook_of_openpyxl_is_read_as_it_was_written() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Competenties & co"
    sheet["B2"], sheet["B3"], sheet["XFD4"] = "Plannen", 3, date(2026, 1, 31)
    sheet["B2"].font = Font(bold=True, size=14)
    sheet["B2"].fill = PatternFill("solid", fgColor="FF1F3864")
    sheet["B3"].fill = PatternFill("solid", fgColor="FFFFFFFF")
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("B5:B7")
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = book.create_sheet("Geheim")
    other.sheet_state = "veryHidden"
    raw = io.BytesIO()
    book.save(raw)
    first, second = sheets_of(raw.getvalue())
    assert (first.name, first.hidden, second.name, second.hidden) == ("Competenties & co", False, "Geheim", True)
    assert list(first.cells) == [(2, 2), (3, 2), (4, 16_384)]
    head = first.cells[2, 2]
    assert (head.text, head.bold, head.size, head.filled) == ("Plannen", True, 14, True)
    assert (first.cells[3, 2].value, first.cells[3, 2].bold, first.cells[3, 2].filled) == (3, False, False)
    assert first.cells[4, 16_384].value == date(2026, 1, 31)
    assert first.merged == (Range(2, 2, 2, 4), Range(5, 2, 7, 2))
    assert (first.hidden_rows, first.hidden_columns) == ({3}, {2})


def test_cells_and_rows_without_a_reference_follow_one_another() -> None:
    cells = cells_of("<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>")
    assert {place: cell.value for place, cell in cells.items()} == {(1, 1): 1, (1, 4): 2, (1, 5): 3, (2, 1): 4}


def test_the_strict_form_of_the_standard_is_read() -> None:
    parts = book_parts(sheet_xml(text_row(1, "Doel")))
    usual = "http://schemas.openxmlformats.org/"
    strict = {
        name: part.replace(f"{usual}spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            f"{usual}officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, part in parts.items()
    }
    assert strict != parts
    (sheet,) = sheets_of(packed(strict))
    assert sheet.cells[1, 1].text == "Doel"


def test_what_is_left_alone_is_told() -> None:
    parts: dict[str, str | bytes] = {**book_parts(sheet_xml(text_row(1, "Doel")))}
    plain = read_workbook(Path("a.xlsm"), packed(parts))
    assert (plain.macros, plain.comments, plain.drawings, plain.links) == (False, False, False, False)
    parts |= {
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0",
        "xl/comments1.xml": "<comments/>",
        "xl/media/image1.png": b"x",
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
    }
    book = read_workbook(Path("a.xlsm"), packed(parts))
    assert (book.macros, book.comments, book.drawings, book.links) == (True, True, True, True)
    assert book.sheets == plain.sheets
