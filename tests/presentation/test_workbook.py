"""A workbook opens in other programs with what the answer holds, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from competencygraph.errors import UsageError
from competencygraph.presentation import workbook as module
from competencygraph.presentation.book import AnswerBook, CitedPassage
from competencygraph.presentation.workbook import write_workbook

PASSAGE = "https://w3id.org/competencygraph/id/federal-be/000/ed/ea359150#line=150,159"
NODE = "https://w3id.org/competencygraph/id/federal-be/000/family"
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://example.org","x")',
    "'=1+1",
    "=cmd|'/c calc'!A1",
    "javascript:alert(1)",
    "_x0041_",
    "a\x07b",
    "<b>&amp;</b>",
    "  leading and trailing  ",
    "two\nlines",
    "𝄞 – é",
]
COLUMNS = {
    "node": "iri",
    "text": "text",
    "number": "integer",
    "amount": "decimal",
    "day": "date",
    "yes": "boolean",
    "source": "iri",
}


def book(texts: list[str], **changes: object) -> AnswerBook:
    rows = [
        {
            "node": NODE,
            "text": text,
            "number": 10**17 if place == 1 else place,
            "amount": Decimal("2.50"),
            "day": date(2024, 5, 15),
            "yes": True,
            "source": PASSAGE,
        }
        for place, text in enumerate(texts)
    ]
    cited = {PASSAGE: CitedPassage(PASSAGE, "000", "000.txt", "lines 151–159", "=woorden")}
    values: dict[str, object] = {
        "title": "Which?",
        "name": "which",
        "columns": COLUMNS,
        "rows": rows,
        "parameters": {"from": "A4"},
        "sparql": "SELECT *",
        "digest": "ab" * 32,
        "changed": "2026-11-22",
        "labels": {NODE: "Familie"},
        "passages": cited,
    }
    return AnswerBook(**{**values, **changes})  # type: ignore[arg-type]


def opened(content: bytes):  # type: ignore[no-untyped-def]
    return load_workbook(io.BytesIO(content))


def test_cells_have_the_types_of_their_columns() -> None:
    sheet = opened(write_workbook(book(["een"])))["Answer"]
    header, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert header == ["node", "nodeLabel", "text", "number", "amount", "day", "yes", "source", "sourceLabel"][:8]
    assert row[:5] == [NODE, "Familie", "een", 0, 2.5]
    assert row[5].date() == date(2024, 5, 15)
    assert row[6] is True
    assert row[7] == "000, lines 151–159"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:H2"


def test_a_passage_leads_to_its_words_and_an_address_to_itself() -> None:
    content = opened(write_workbook(book(["een"])))
    answer, evidence = content["Answer"], content["Evidence"]
    assert answer["H2"].hyperlink.location == "'Evidence'!A2"
    assert answer["A2"].hyperlink.target == NODE
    assert [cell.value for cell in evidence[2]] == ["000", "lines 151–159", "=woorden", "000.txt", PASSAGE]
    assert evidence["E2"].hyperlink.target is not None


def test_what_was_asked_stands_on_the_last_sheet() -> None:
    about = {row[0].value: row[1].value for row in opened(write_workbook(book(["een"])))["About"].iter_rows()}
    assert about["Question"] == "Which?"
    assert about["Parameter: from"] == "A4"
    assert about["Rows"] == 1
    assert about["Digest of the data"] == "ab" * 32
    assert about["Data last changed"] == "2026-11-22"
    assert about["SPARQL"] == "SELECT *"


def test_no_cell_is_a_formula_and_no_link_runs_a_script() -> None:
    content = write_workbook(book(HOSTILE))
    cells = [cell for sheet in opened(content) for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 8 * len(HOSTILE)
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b", "inlineStr"}
    targets = [cell.hyperlink.target for cell in cells if cell.hyperlink is not None and cell.hyperlink.target]
    assert targets
    assert all(target.startswith("https://") for target in targets)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            assert b"<f>" not in package.read(name)
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))  # noqa: S314 - our own file


def test_text_that_looks_like_a_formula_is_marked_as_text() -> None:
    sheet = opened(write_workbook(book(["=1+1", "een"])))["Answer"]
    assert sheet["C2"].quotePrefix
    assert not sheet["C3"].quotePrefix


def test_a_long_text_is_cut_and_said_so() -> None:
    content = opened(write_workbook(book(["x" * 40_000])))
    assert len(content["Answer"]["C2"].value) == 32_767
    assert "text, 2" in [row[1].value for row in content["About"].iter_rows()][-1]


def test_a_number_that_a_sheet_would_round_is_text() -> None:
    rows = [{"n": 12345678901234567, "d": Decimal("0.1234567890123456789")}]
    sheet = opened(write_workbook(AnswerBook("W", "w", {"n": "integer", "d": "decimal"}, rows)))["Answer"]
    assert [cell.value for cell in sheet[2]] == ["12345678901234567", "0.1234567890123456789"]


def test_what_a_sheet_cannot_hold_is_text() -> None:
    rows = [{"d": Decimal("NaN"), "t": date(1, 1, 1), "u": "https://example.org/" + "a" * 3000, "s": "\ud800"}]
    columns = {"d": "decimal", "t": "date", "u": "text", "s": "text"}
    sheet = opened(write_workbook(AnswerBook("W", "w", columns, rows)))["Answer"]
    assert [cell.value for cell in sheet[2]][:2] == ["NaN", "0001-01-01"]
    assert sheet["C2"].hyperlink is None


def test_addresses_beside_names_are_folded_away() -> None:
    sheet = opened(write_workbook(book(["een"])))["Answer"]
    assert sheet.column_dimensions["A"].hidden
    assert not sheet.column_dimensions["B"].hidden
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_same_answer_gives_the_same_bytes() -> None:
    assert write_workbook(book(HOSTILE)) == write_workbook(book(HOSTILE))
    assert write_workbook(book(HOSTILE)) != write_workbook(book(HOSTILE[:-1]))


def test_an_answer_without_rows_says_so() -> None:
    about = [row[1].value for row in opened(write_workbook(book([])))["About"].iter_rows()]
    assert "There are no rows." in about


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ROWS", 1)
    with pytest.raises(UsageError, match="more than the 1 that a sheet holds"):
        write_workbook(book(["a", "b"]))


@pytest.mark.office
def test_libreoffice_reads_every_cell(tmp_path: Path) -> None:
    file = tmp_path / "answer.xlsx"
    file.write_bytes(write_workbook(book(HOSTILE)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", file.name]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    rows = list(csv.reader(io.StringIO((tmp_path / "answer.csv").read_text(encoding="utf-8"), newline="")))
    texts = [row[2] for row in rows[1:]]
    assert len(texts) == len(HOSTILE)
    known = {"a\x07b", "\t=1+1", "\r=1+1"}
    assert [text for text, was in zip(texts, HOSTILE, strict=True) if was not in known] == [
        was for was in HOSTILE if was not in known
    ]
