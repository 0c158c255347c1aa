"""Documents written to be clean get no violation and no warning, as text, as Word files and as PDF."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from competencygraph.app.checking import CheckOptions, CheckReport, check_in
from competencygraph.app.ingesting import ingest_into
from competencygraph.ingest import parse_document
from competencygraph.model import ParsedDocument
from competencygraph.store import EmbeddedStore, open_store
from competencygraph.validation.finding import Severity

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "ingest" / "corpus"))
rendering: Any = importlib.import_module("rendering")

CLEAN = sorted((HERE / "clean").glob("*.yaml"))
KINDS = ("txt", "docx", "pdf")


@pytest.fixture(scope="module")
def store(documents: Path) -> Iterator[EmbeddedStore]:
    with open_store(":memory:", write=True) as opened:
        ingest_into(opened, [documents])
        yield opened


def as_kind(name: str, description: str, kind: str, folder: Path) -> Path:
    """Return a file of a described document in a format."""
    source = rendering.source_of(yaml.safe_load(description))
    path = folder / rendering.file_name(name, kind)
    path.write_bytes(rendering.render(source, kind))
    return path


def parsed(file: Path, folder: Path) -> ParsedDocument:
    return parse_document(as_kind(file.stem, file.read_text(encoding="utf-8"), "txt", folder))


def grave(report: CheckReport) -> list[tuple[str, str]]:
    return [
        (finding.code, finding.messages["en"])
        for finding in report.findings
        if finding.severity.at_least(Severity.WARNING)
    ]


def test_there_are_clean_documents_of_several_kinds(tmp_path: Path) -> None:
    found = [parsed(file, tmp_path) for file in CLEAN]
    assert {document.profiles[0].kind for document in found} == {"family", "profile"}
    assert any(document.profiles[0].vacancy for document in found)
    assert {document.document.language for document in found} == {"nl", "fr"}
    assert all(not document.document.unparsed for document in found)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file", CLEAN, ids=lambda file: file.stem)
def test_a_clean_document_gets_no_violation_and_no_warning(
    file: Path, kind: str, store: EmbeddedStore, tmp_path: Path
) -> None:
    path = as_kind(file.stem, file.read_text(encoding="utf-8"), kind, tmp_path)
    for around in (None, store):
        report = check_in(around, [str(path)], CheckOptions())
        assert not report.failures
        assert len(report.documents) == 1
        assert grave(report) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_document_with_a_fault_gets_a_warning(kind: str, tmp_path: Path) -> None:
    text = (HERE / "clean" / "diensthoofd.yaml").read_text(encoding="utf-8")
    line = '      - "De voortgang van de werken opvolgen"\n'
    assert line in text
    report = check_in(None, [str(as_kind("diensthoofd", text.replace(line, line * 2), kind, tmp_path))], CheckOptions())
    assert [code for code, _ in grave(report)] == ["CG-item-listed-twice"]
