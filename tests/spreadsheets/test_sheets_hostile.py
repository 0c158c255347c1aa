"""Workbooks that are damaged, lie, or want more than is given: refused in one line, within bounds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from competencygraph.errors import UnreadableDocumentError
from competencygraph.spreadsheets import SheetLimits

from .packages import MAIN, book_parts, packed, sheet_xml, sheets_of, text_row

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FINE = book_parts(sheet_xml(text_row(1, "Doel")))


def changed(**parts: str | bytes) -> bytes:
    """Return the workbook that is fine with other parts; names have two underscores for a slash, one for a point."""
    named = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    return packed({**FINE, **named})


def rows(xml: str, **around: str) -> bytes:
    return packed(book_parts(sheet_xml(xml, **around)))


def test_the_workbook_without_a_fault_is_read() -> None:
    (sheet,) = sheets_of(packed(FINE))
    assert [cell.text for cell in sheet.cells.values()] == ["Doel"]


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/hostname">]>'
CELL = "<row r='1'><c r='A1' t='{}'><v>{}</v></c></row>"
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip file": (lambda: b"naam;niveau", "no Excel file"),
    "old file": (lambda: OLE, "before 2007"),
    "encrypted file": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "cut off": (lambda: packed(FINE)[:-40], "damaged or cut off"),
    "no workbook": (lambda: packed({"a.txt": "x"}), "a zip file without an Excel workbook in it, no Excel workbook"),
    "Word document": (lambda: packed({"word/document.xml": "<x/>"}), "a Word document, no Excel workbook"),
    "binary form": (lambda: packed({"xl/workbook.bin": b"x"}), "an Excel workbook in the binary form"),
    "main part outside": (
        lambda: packed({**FINE, "_rels/.rels": FINE["_rels/.rels"].replace("xl/workbook.xml", "../../etc/passwd")}),
        "no Excel workbook",
    ),
    "no sheet part": (
        lambda: packed({name: part for name, part in FINE.items() if "sheet1" not in name}),
        "damaged or cut off",
    ),
    "two sheets of one part": (
        lambda: packed(
            {
                **book_parts(sheet_xml(""), sheet_xml("")),
                "xl/_rels/workbook.xml.rels": book_parts(sheet_xml(""), sheet_xml(""))[
                    "xl/_rels/workbook.xml.rels"
                ].replace("sheet2", "sheet1"),
            }
        ),
        "damaged",
    ),
    "two sheets of one name": (
        lambda: packed(book_parts(sheet_xml(""), sheet_xml(""), names=("Taken", "TAKEN"))),
        "damaged",
    ),
    "no XML": (lambda: changed(xl__worksheets__sheet1_xml="<worksheet><row>"), "damaged"),
    "entities": (lambda: rows(text_row(1, "x"), head=ENTITIES), "XML entities, which no Excel file needs"),
    "outside entity": (lambda: rows("<row><c><v>&out;</v></c></row>", head=OUTSIDE), "XML entities"),
    "entities elsewhere": (lambda: changed(xl__theme_xml=f"{ENTITIES}<x/>"), "XML entities"),
    "other encoding": (
        lambda: changed(xl__worksheets__sheet1_xml=f"<?xml version='1.0' encoding='cp037'?><worksheet {MAIN}/>"),
        "",
    ),
    "far row": (lambda: rows("<row r='1048577'><c><v>1</v></c></row>"), "boek.xlsx, Blad1!row 1048577: the file names"),
    "huge row": (lambda: rows(f"<row r='{'9' * 5000}'/>"), "a cell that no sheet can have"),
    "far column": (lambda: rows("<row r='1'><c r='XFE1'><v>1</v></c></row>"), "Blad1!XFE1: the file names a cell"),
    "no reference": (lambda: rows("<row r='1'><c r='1A'><v>1</v></c></row>"), "Blad1!1A: the file names a cell"),
    "odd merge": (
        lambda: rows("", after="<mergeCells><mergeCell ref='A1:ZZZ9'/></mergeCells>"),
        "Blad1!A1:ZZZ9: the file names a cell",
    ),
    "cell twice": (
        lambda: rows("<row r='1'><c r='B1'><v>1</v></c><c r='B1'><v>2</v></c></row>"),
        "boek.xlsx, Blad1!B1: the cell stands twice in the file",
    ),
    "text beyond": (lambda: rows(CELL.format("s", "7")), "Blad1!A1: the cell refers to a text"),
    "negative text": (lambda: rows(CELL.format("s", "-1")), "Blad1!A1: the cell refers to a text"),
    "no number": (lambda: rows(CELL.format("n", "1_000")), "Blad1!A1: the cell holds no number"),
    "not a number": (lambda: rows(CELL.format("n", "NaN")), "Blad1!A1: the cell holds no number"),
    "long number": (lambda: rows(CELL.format("n", "1" * 5000)), "Blad1!A1: the cell holds no number"),
    "bomb": (lambda: changed(xl__media__a_bmp=bytes(30 * 2**20)), "times its size"),
    "bomb of a sheet": (
        lambda: rows(f"<row r='1'/>{' ' * 60 * 2**20}"),
        "unpacked, the file holds more than 200 times its size",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_workbook_is_refused_in_one_line(kind: str) -> None:
    make, said = BAD[kind]
    with pytest.raises(UnreadableDocumentError) as caught:
        sheets_of(make())
    line = str(caught.value)
    assert said in line
    assert line.startswith("boek.xlsx")
    assert "\n" not in line
    assert caught.value.remedy


def test_very_many_members_and_two_of_one_name_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="more than 5000 members"):
        sheets_of(packed({**FINE, **{f"xl/media/{number}": b"" for number in range(5_001)}}))
    data = io.BytesIO(packed(FINE))
    with zipfile.ZipFile(data, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableDocumentError, match="two parts of one name"):
        sheets_of(data.getvalue())


def test_two_cells_far_apart_are_two_cells() -> None:
    xml = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>"
    (sheet,) = sheets_of(rows(xml, after="<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"))
    assert list(sheet.cells) == [(1, 1), (1_048_576, 16_384)]


def test_empty_rows_and_cells_with_a_look_alone_are_none() -> None:
    empty = "".join(f"<row r='{number}' hidden='1'><c r='A{number}' s='3'/></row>" for number in range(1, 60_000))
    (sheet,) = sheets_of(rows(f"{empty}{text_row(60_000, 'Doel')}"), SheetLimits(cells=1))
    assert list(sheet.cells) == [(60_000, 1)]
    assert sheet.hidden_rows == frozenset()


def test_column_settings_that_overlap_cost_nothing() -> None:
    columns = "<cols>" + "<col min='1' max='16384' hidden='1'/>" * 50_000 + "</cols>"
    (sheet,) = sheets_of(rows(text_row(1, "Doel"), before=columns))
    assert sheet.hidden_columns == {1}


@pytest.mark.parametrize(
    ("xml", "limits", "said"),
    [
        (text_row(1, "a", "b", "c"), SheetLimits(cells=2), "more than 2 cells"),
        (text_row(1, "abc", "def"), SheetLimits(characters=5), "more than 5 characters"),
        (text_row(1, "a" * 400_000), SheetLimits(inflated_bytes=10**6), "formatting take more than 250000 bytes"),
    ],
)
def test_a_workbook_that_holds_too_much_is_refused(xml: str, limits: SheetLimits, said: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=said):
        sheets_of(rows(xml), limits)


def test_too_many_sheets_styles_and_merged_cells_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="more than 2 sheets"):
        sheets_of(packed(book_parts(*[sheet_xml("")] * 3)), SheetLimits(sheets=2))
    merged = "<mergeCells>" + "<mergeCell ref='A1:B2'/>" * 11 + "</mergeCells>"
    with pytest.raises(UnreadableDocumentError, match="too many merged cells"):
        sheets_of(rows("", after=merged), SheetLimits(merged=10))
    styles = f"<styleSheet {MAIN}><cellXfs>{'<xf/>' * 70_001}</cellXfs></styleSheet>"
    with pytest.raises(UnreadableDocumentError, match="more than 70000 cell styles"):
        sheets_of(changed(xl__styles_xml=styles))


def test_one_long_text_in_many_cells_counts_each_time() -> None:
    cells = "<row r='1'>" + "<c t='s'><v>0</v></c>" * 1_000 + "</row>"
    parts = book_parts(sheet_xml(cells)) | {"xl/sharedStrings.xml": f"<sst {MAIN}><si><t>{'a' * 30_000}</t></si></sst>"}
    with pytest.raises(UnreadableDocumentError, match="more than 20000000 characters"):
        sheets_of(packed(parts))


def test_odd_styles_and_formats_do_no_harm() -> None:
    code = "0" * 300 + "[[;;;;;;;\\"
    styles = (
        f"<styleSheet {MAIN}><numFmts><numFmt numFmtId='999999999' formatCode='{code}'/></numFmts><fonts><font>"
        "<sz val='inf'/><b val='0'/></font></fonts><cellXfs><xf fontId='77' fillId='-1' numFmtId='x'/></cellXfs>"
        "</styleSheet>"
    )
    parts = book_parts(sheet_xml("<row r='1'><c s='0'><v>1</v></c><c s='99'><v>2</v></c><c s='x'><v>3</v></c></row>"))
    (sheet,) = sheets_of(packed(parts | {"xl/styles.xml": styles}))
    assert [cell.text for cell in sheet.cells.values()] == ["1", "2", "3"]
