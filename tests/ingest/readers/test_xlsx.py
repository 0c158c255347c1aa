"""How sheets become lines and tables: cells, gaps, looks, what is hidden, and where each line stands."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.document import Document
from competencygraph.ingest.limits import Limits
from competencygraph.ingest.readers.xlsx import NOTICES, read_xlsx
from competencygraph.model import Place

from ...spreadsheets.packages import packed

Rows = Iterable[Iterable[object]]


def book(sheets: Mapping[str, Rows], **marks: Iterable[str]) -> Any:
    """Return a workbook; `bold`, `large`, `filled` and `merged` name cells of its first sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(number, column, value)
    first = made.worksheets[0]
    for kind, names in marks.items():
        for name in names:
            if kind == "merged":
                first.merge_cells(name)
                continue
            for row in first[name] if ":" in name else ((first[name],),):
                for cell in row:
                    if kind == "filled":
                        cell.fill = PatternFill("solid", fgColor="FFDDE6F0")
                    else:
                        cell.font = Font(bold=True, size=16 if kind == "large" else 11)
    return made


def read(made: Any, **limits: int) -> Document:
    raw = io.BytesIO()
    made.save(raw)
    return read_xlsx(Path("boek.xlsx"), raw.getvalue(), Limits(**limits))


def shown(document: Document) -> list[tuple[str, tuple[int, int, int] | None]]:
    """Return the lines with the table, row and column that each stands in."""
    found = []
    for line in document.lines:
        cell = line.traits.cell
        found.append((line.text, None if cell is None else (cell.table, cell.row, cell.column)))
    return found


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_a_row_of_one_cell_is_a_line_and_rows_of_several_make_a_table() -> None:
    document = read(book({"Blad1": [["Doel"], ["Leiden."], [], ["a", "b"], ["c", "d"], [], ["Slot"]]}))
    assert shown(document) == [
        ("Doel", None),
        ("Leiden.", None),
        ("a", (1, 1, 1)),
        ("b", (1, 1, 2)),
        ("c", (1, 2, 1)),
        ("d", (1, 2, 2)),
        ("Slot", None),
    ]


def test_each_line_says_its_sheet_and_cell() -> None:
    document = read(book({"Taken & co": [[None, "Doel"], [], ["a\nb", "c"]]}))
    assert [line.traits.place for line in document.lines] == [
        Place(sheet="Taken & co", cell="B1"),
        Place(sheet="Taken & co", cell="A3"),
        Place(sheet="Taken & co", cell="A3"),
        Place(sheet="Taken & co", cell="B3"),
    ]
    assert len(document.places) == len(document.raw)


def test_lines_in_a_cell_are_lines_that_carry_nothing_on() -> None:
    document = read(book({"Blad1": [["Taken", "plannen\r\norganiseren\n\n\nopvolgen"], ["x", "y"]]}))
    assert texts(document)[:4] == ["Taken", "plannen", "organiseren", "opvolgen"]
    assert {line.traits.joins for line in document.lines} == {False}


def test_a_larger_or_bold_line_is_a_heading_and_the_larger_stands_above() -> None:
    rows = [["Functieprofiel"], ["Doel"], ["De dienst leiden en het beleid ervan bepalen."], ["Taken"], ["Leidt."]]
    document = read(book({"Blad1": rows}, large=["A1"], bold=["A2", "A4"]))
    assert [line.traits.heading for line in document.lines] == [1, 2, None, 2, None]


def test_a_merged_cell_takes_the_columns_and_rows_that_it_covers() -> None:
    rows = [["Competentie", "Niveau", "Indicator"], ["Plannen", 1, "a"], [None, 2, "b"], ["Groep"], ["Leiden", 1, "c"]]
    made = book({"Blad1": rows}, merged=["A2:A3", "A4:C4"], bold=["A1:C1", "A4"])
    cells = {line.text: line.traits.cell for line in read(made).lines}
    assert cells["Plannen"] is not None
    assert (cells["Plannen"].rows, cells["Plannen"].columns) == (2, 1)
    assert cells["Groep"] is not None
    assert (cells["Groep"].row, cells["Groep"].columns) == (4, 3)


def test_what_a_merged_cell_covers_is_not_read() -> None:
    made = book({"Blad1": [["a", "geheim"], ["c", "d"]]})
    made.worksheets[0].merged_cells.add("A1:B1")
    assert texts(read(made)) == ["a", "c", "d"]


def test_blank_columns_between_are_none_of_the_table() -> None:
    document = read(book({"Blad1": [["Naam", None, None, "Niveau"], ["Plannen", None, None, 2]]}))
    assert shown(document)[3] == ("2", (1, 2, 2))


def test_tables_side_by_side_are_two_and_columns_of_levels_belong_to_the_names() -> None:
    apart = [["Naam", "Waarde", None, "Label", "Inhoud"], ["Dienst", "Groen", None, "Niveau", "B3"]]
    assert [cell and cell[0] for _, cell in shown(read(book({"Blad1": apart})))] == [1, 1, 1, 1, 2, 2, 2, 2]
    matrix = [
        ["Competentie", "Groep", None, "Kok", "Gids"],
        ["Plannen", "Kern", None, 2, 3],
        ["Leren", "Kern", None, 1, 1],
    ]
    assert {cell and cell[0] for _, cell in shown(read(book({"Blad1": matrix})))} == {1}


def test_a_table_with_a_header_goes_on_below_blank_rows() -> None:
    rows = [["Competentie", "Niveau"], ["Plannen", 2], [], [], ["Leren", 1], ["Durven"], [], ["Taken"], ["Leidt."]]
    with_header = shown(read(book({"Blad1": rows}, bold=["A1:B1", "A8"])))
    assert with_header[4:] == [
        ("Leren", (1, 3, 1)),
        ("1", (1, 3, 2)),
        ("Durven", (1, 4, 1)),
        ("Taken", None),
        ("Leidt.", None),
    ]
    without = shown(read(book({"Blad1": rows})))
    assert without[4] == ("Leren", (2, 1, 1))


def test_a_larger_line_and_a_header_end_the_table_above() -> None:
    rows = [["Competentie", "Niveau"], ["Plannen", 2], ["Taken"], ["Kennis", "Graad"], ["Recht", "goed"]]
    document = read(book({"Blad1": rows}, bold=["A1:B1", "A4:B4"], large=["A3"]))
    assert shown(document)[4:6] == [("Taken", None), ("Kennis", (2, 1, 1))]


def test_a_list_sign_in_a_cell_of_its_own_marks_the_text_beside_it() -> None:
    document = read(book({"Blad1": [["Taken"], ["•", "Leidt de dienst"], ["-", "Plant het werk"], ["•"], ["Slot"]]}))
    assert texts(document)[:3] == ["Taken", "• Leidt de dienst", "- Plant het werk"]
    assert [line.is_bullet for line in document.lines][:3] == [False, True, True]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("Openen\nSluiten", ["• Openen", "• Sluiten"]),
        ("Openen\n- Sluiten\n• Meten", ["• Openen", "• Sluiten", "• Meten"]),
        ("Openen van bruggen,\nook bij nacht\nSluiten", ["• Openen van bruggen, ook bij nacht", "• Sluiten"]),
        ("Frans\n(niveau B2)", ["• Frans (niveau B2)"]),
        ("Frans (mondeling\nEn schriftelijk)\nEngels", ["• Frans (mondeling En schriftelijk)", "• Engels"]),
        ("Frans\n\nengels", ["• Frans", "• engels"]),
        ("Frans\n2 talen", ["• Frans", "• 2 talen"]),
        ("- Openen", ["• Openen"]),
        ("• Openen", ["• Openen"]),
        ("o Openen", ["• Openen"]),
        ("-5 graden meten", ["• -5 graden meten"]),
        ("☐ Rijbewijs", ["• ☐ Rijbewijs"]),
        ("[Wat iemand\nMoet kennen]", ["• [Wat iemand Moet kennen]"]),
    ],
)
def test_each_line_beside_a_list_sign_is_an_item_of_the_list(cell: str, items: list[str]) -> None:
    document = read(book({"Blad1": [["Taken"], ["•", cell], ["•", "Slot"]]}))
    assert texts(document) == ["Taken", *items, "• Slot"]
    assert {line.traits.place for line in document.lines[1:-1]} == {Place(sheet="Blad1", cell="B2")}


def test_guidance_beside_a_list_sign_is_no_content_to_its_last_line() -> None:
    document = read(book({"Blad1": [["Taken"], ["•", "↳ Schrijf hier\nEen taak"], ["•", "Slot"]]}))
    assert [line.text for line in document.lines if line.number not in document.asides] == ["Taken", "• Slot"]
    assert [document.raw[number - 1] for number in sorted(document.asides)] == ["• ↳ Schrijf hier", "Een taak"]


def test_numbers_that_rise_beside_texts_are_a_numbered_list() -> None:
    assert texts(read(book({"Blad1": [["1", "Leidt de dienst"], [2, "Plant het werk"]]}))) == [
        "1. Leidt de dienst",
        "2. Plant het werk",
    ]
    assert shown(read(book({"Blad1": [[1, "Leidt de dienst"], [5, "Plant het werk"]]})))[0] == ("1", (1, 1, 1))


def test_what_is_out_of_sight_is_not_read_and_that_is_said() -> None:
    made = book({"Blad1": [["Doel", "x", "y"], ["geheim", "x", "y"], ["Taken", "x", "y"]], "Lijst": [["geheim"]]})
    made.worksheets[0].row_dimensions[2].hidden = True
    made.worksheets[0].column_dimensions["B"].hidden = True
    made.worksheets[1].sheet_state = "hidden"
    document = read(made)
    assert texts(document) == ["Doel", "y", "Taken", "y"]
    assert document.notices == (NOTICES["sheets"], NOTICES["rows"])


def test_sheets_that_hold_lists_and_guidance_are_no_content() -> None:
    made = book({"Formulier": [["Doel"], ["↳ Eén zin over het doel"], ["Leiden."]], "_keuzes": [["A1"], ["A2"]]})
    document = read(made)
    assert texts(document) == ["Doel", "↳ Eén zin over het doel", "Leiden."]
    assert [document.asides.get(line.number) for line in document.lines] == [None, "placeholder", None]
    assert document.notices == ()


def test_errors_and_formulas_without_a_result_are_left_out_and_that_is_said() -> None:
    made = book({"Blad1": [["Doel"], ["#REF!"], ["=1+1"], ["Leiden."]]})
    assert made.worksheets[0]["A2"].data_type == "e"
    document = read(made)
    assert texts(document) == ["Doel", "Leiden."]
    assert document.notices == (NOTICES["errors"], NOTICES["formulas"])


def test_the_name_of_a_sheet_heads_it_where_it_says_something_of_its_own() -> None:
    rows = [["Naam", "Niveau"], ["Plannen", 2]]
    document = read(book({"Competenties": rows, "Blad2": rows, "Kennis": [["Kennis van de dienst"]]}))
    assert texts(document) == ["Competenties", "Naam", "Niveau", "Plannen", "2", *texts(document)[5:]]
    assert [line.text for line in document.lines if line.traits.place and line.traits.place.cell is None] == [
        "Competenties"
    ]
    assert document.lines[0].traits.heading == 1
    assert texts(read(book({"Competenties": rows}))) == ["Naam", "Niveau", "Plannen", "2"]


def test_contact_data_is_masked_in_cells_and_in_the_names_of_sheets() -> None:
    made = book({"griffie@example.org": [["Contact", "griffie@example.org"], ["Tel.", "0470 12 34 56"]]})
    document = read(made)
    everything = repr(document)
    assert "[e-mail]" in everything
    assert "example.org" not in everything
    assert "12 34 56" not in everything


def test_signs_that_damage_a_text_are_mended() -> None:
    assert texts(read(book({"Blad1": [["eﬃciënt\u00a0werk\u200b en cre\u00eb\u0301ren"]]})))[0].startswith(
        "efficiënt werk en"
    )


def test_a_row_for_each_function_is_set_out_as_profiles() -> None:
    rows = [
        ["Functietitel", "Doel", "Niveau", "Opmerking"],
        ["Kok", "Maaltijden bereiden.", "C", None],
        ["Gids", "Bezoekers begeleiden.", None, "Nieuw"],
    ]
    document = read(book({"Blad1": rows}))
    headings = [
        (line.text, line.traits.heading, line.traits.place and line.traits.place.cell) for line in document.lines
    ]
    assert [entry for entry in headings if entry[1]] == [
        ("Kok", 2, "A2"),
        ("Doel", 3, "B1"),
        ("Gids", 2, "A3"),
        ("Doel", 3, "B1"),
        ("Opmerking", 3, "D1"),
    ]
    assert ("Niveau", (1, 1, 1)) in shown(document)


def test_a_table_that_nobody_can_read_is_lines() -> None:
    rows = [["naam", *range(500)], ["Plannen", *range(500)]]
    document = read(book({"Blad1": rows}))
    assert {cell for _, cell in shown(document)} == {None}


@pytest.mark.parametrize(
    ("made", "limits", "said"),
    [
        (lambda: book({"Blad1": []}), {}, "the workbook shows no text"),
        (lambda: book({"_lijst": [["a"]]}), {}, "the workbook shows no text"),
        (lambda: book({"Blad1": [["a", "b", "c"]]}), {"paragraphs": 2}, "more than 2 cells"),
        (lambda: book({"Blad1": [["a\nb\nc\nd"]]}), {"paragraphs": 3}, "shows more than 3 lines"),
    ],
)
def test_what_cannot_be_read_is_refused(made: Any, limits: dict[str, int], said: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=said) as caught:
        read(made(), **limits)
    assert caught.value.where == "boek.xlsx"


def test_one_word_that_fills_a_cell_is_read_at_once() -> None:
    (line,) = read(book({"Blad1": [["x" * 32_767]]})).lines
    assert (len(line.text), line.traits.heading) == (32_767, None)


def test_a_name_of_a_sheet_is_one_line() -> None:
    rows = [["Naam", "Niveau"], ["Plannen", 2]]
    made = book({"Taken": rows, "Kennis": rows})
    raw = io.BytesIO()
    made.save(raw)
    parts = zipfile.ZipFile(raw)
    changed = {name: parts.read(name).replace(b'name="Taken"', b'name="Ta&#10;ken"') for name in parts.namelist()}
    document = read_xlsx(Path("boek.xlsx"), packed(changed), Limits())
    assert document.raw[0] == "Ta ken"
    assert document.places[0] == Place(sheet="Ta ken")
