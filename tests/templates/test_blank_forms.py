"""Blank forms: their files, and that a reader finds nothing in them."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from competencygraph.errors import MissingExtraError
from competencygraph.ingest import parse_document
from competencygraph.model.codec import to_json
from competencygraph.templates import KINDS, LANGUAGES, NO_CHOICES, Choices, load_form, write_docx, write_xlsx
from competencygraph.templates.docx import MAX_LISTED

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORMS = [(kind, language) for kind in KINDS for language in LANGUAGES]
CHOICES = Choices(("Plannen", "Samenwerken"), ("1", "2"), ("Kerncompetenties",), ("B", "A1", "A2"))
HOSTILE = (
    '=HYPERLINK("http://example.org")',
    "+1",
    "@SUM(A1)",
    "-2",
    "<w:t>&amp;</w:t>",
    "]]>",
    'a "quoted" name',
    "a bell \x07",
    "half a \ud800 pair",
    "_x0007_",
    "javascript:alert(1)",
    "$title ${language}",
    "x" * 300,
    "  ",
    "",
    "Samenwerken",
    "Samenwerken",
)


def form_of(kind: str, language: str, medium: str, choices: Choices = CHOICES) -> bytes:
    form = load_form(kind, language, medium="word" if medium == "docx" else "excel")
    return write_docx(form, choices) if medium == "docx" else write_xlsx(form, choices)


def parts_of(form: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("choices", [NO_CHOICES, CHOICES], ids=["alone", "with choices"])
@pytest.mark.parametrize("medium", ["docx", "xlsx"])
@pytest.mark.parametrize(("kind", "language"), FORMS)
def test_a_blank_form_is_an_empty_template(
    kind: str, language: str, medium: str, choices: Choices, tmp_path: Path
) -> None:
    file = tmp_path / f"form.{medium}"
    file.write_bytes(form_of(kind, language, medium, choices))
    document = parse_document(file)
    (profile,) = to_json(document)["profiles"]
    assert {name: value for name, value in profile.items() if value} == {"kind": "profile"}
    assert document.document.language == language
    assert {part.reason for part in document.document.unparsed} == {"placeholder"}


@pytest.mark.parametrize("medium", ["docx", "xlsx"])
@pytest.mark.parametrize(("kind", "language"), FORMS)
def test_a_form_holds_nothing_live_and_names_nobody(kind: str, language: str, medium: str) -> None:
    parts = parts_of(form_of(kind, language, medium))
    assert len(parts) > 5
    for name, data in parts.items():
        assert not re.search(r"vba|macro|external|embed|comment|hyperlink", name, re.IGNORECASE)
        etree.fromstring(data)
        assert b'TargetMode="External"' not in data
        assert b"<f>" not in data and b"instrText" not in data
    core = etree.fromstring(parts["docProps/core.xml"])
    told = {etree.QName(each).localname: (each.text or "") for each in core}
    assert told["title"] == load_form(kind, language).name
    assert told["language"].startswith(language)
    assert not told.get("creator") and not told.get("lastModifiedBy")


@pytest.mark.parametrize("medium", ["docx", "xlsx"])
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_stay_text(kind: str, medium: str) -> None:
    hostile = Choices(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    form = form_of(kind, "nl", medium, hostile)
    for data in parts_of(form).values():
        etree.fromstring(data)
    if medium == "docx":
        document = etree.fromstring(parts_of(form)["word/document.xml"])
        offered = {item.get(f"{W}value") for item in document.iter(f"{W}listItem")}
        assert {'=HYPERLINK("http://example.org")', "<w:t>&amp;</w:t>", "Samenwerken", "$title ${language}"} <= offered
        assert all(value and len(value) <= 255 for value in offered)
        assert "Functi" in "".join(document.itertext()) or "Vacature" in "".join(document.itertext())
    else:
        workbook = load_workbook(io.BytesIO(form))
        listed = [cell for row in workbook["_choices"].iter_rows() for cell in row if cell.value is not None]
        assert len(listed) > 10
        assert {cell.data_type for cell in listed} == {"s"}
        assert all(cell.quotePrefix for cell in listed if str(cell.value)[0] in "=+-@")


def test_a_form_has_the_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "import hashlib; from competencygraph.templates import *;"
        "c = Choices(('Plannen', 'Samenwerken'), ('1',), ('Kern',), ('A1', 'A2'));"
        "print([hashlib.sha256(w(load_form('family', 'nl'), c)).hexdigest() for w in (write_docx, write_xlsx)])"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2", "3", "4")
    }
    assert len(made) == 1
    assert len(json.loads(made.pop().replace("'", '"'))) == 2


@pytest.mark.parametrize(("kind", "language"), FORMS)
def test_a_word_form_is_built_of_word_s_own_parts(kind: str, language: str) -> None:
    form = form_of(kind, language, "docx")
    document = Document(io.BytesIO(form))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == sum(1 for part in load_form(kind, language).parts if part.heading)
    guided = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Form guidance"]
    assert len(guided) == styles.count("Heading 1") + 1
    body = etree.fromstring(parts_of(form)["word/document.xml"])
    headed = [table for table in body.iter(f"{W}tbl") if table.find(f".//{W}tblHeader") is not None]
    assert headed
    for table in body.iter(f"{W}tbl"):
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert len(table.findall(f"{W}tr/{W}trPr/{W}tblHeader")) <= 1
    numbers = [each.get(f"{W}val") for each in body.iter(f"{W}id")]
    assert len(numbers) == len(set(numbers)) > 5
    settings = etree.fromstring(parts_of(form)["word/styles.xml"])
    assert settings.find(f".//{W}lang").get(f"{W}val").startswith(f"{language}-")


def test_a_word_form_offers_what_can_be_chosen() -> None:
    body = etree.fromstring(parts_of(form_of("family", "nl", "docx"))["word/document.xml"])
    lists = [tuple(item.get(f"{W}value") for item in box) for box in body.iter(f"{W}comboBox")]
    assert lists.count(CHOICES.competencies) == lists.count(CHOICES.groups) == lists.count(CHOICES.levels) == 10
    assert lists.count(CHOICES.grades) == 5
    alone = etree.fromstring(parts_of(form_of("family", "nl", "docx", NO_CHOICES))["word/document.xml"])
    assert next(alone.iter(f"{W}comboBox"), None) is None


def test_a_list_that_is_too_long_for_word_is_left_out_there() -> None:
    many = Choices(competencies=tuple(f"Competentie {number}" for number in range(MAX_LISTED + 1)), levels=("1",))
    body = etree.fromstring(parts_of(form_of("family", "nl", "docx", many))["word/document.xml"])
    assert {len(box) for box in body.iter(f"{W}comboBox")} == {1}
    workbook = load_workbook(io.BytesIO(form_of("family", "nl", "xlsx", many)))
    assert workbook["_choices"].max_row == MAX_LISTED + 1


def test_a_workbook_offers_what_can_be_chosen_from_a_hidden_sheet() -> None:
    workbook = load_workbook(io.BytesIO(form_of("family", "nl", "xlsx")))
    assert [(sheet.title, sheet.sheet_state) for sheet in workbook] == [
        ("Functiefamilie", "visible"),
        ("_choices", "hidden"),
    ]
    offers = {offer.formula1: offer for offer in workbook.worksheets[0].data_validations.dataValidation}
    assert offers.keys() == {
        f"'_choices'!${letter}$1:${letter}${rows}" for letter, rows in zip("ABCD", (2, 2, 1, 3), strict=True)
    }
    assert all(offer.type == "list" and not offer.showErrorMessage for offer in offers.values())
    assert [sheet.title for sheet in load_workbook(io.BytesIO(form_of("family", "nl", "xlsx", NO_CHOICES)))] == [
        "Functiefamilie"
    ]


def test_a_workbook_without_openpyxl_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match="openpyxl"):
        write_xlsx(load_form("profile", "nl", medium="excel"))
