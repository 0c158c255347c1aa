"""An untouched review file corrects nothing, and a corrected one says only what was corrected."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from competencygraph.ingest import parse_document
from competencygraph.ingest.corrections import apply_corrections, corrections_between, read_edited, review_text
from competencygraph.ingest.corrections.assembling import assembled
from competencygraph.ingest.corrections.tree import tree_of
from competencygraph.model import Correction, ParsedDocument

from ...rdf.strategies import documents
from .page import Editor, document

ROOT = Path(__file__).resolve().parents[3]
DOCUMENTS = sorted((ROOT / "documents").glob("00*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_an_untouched_file_of_a_document_corrects_nothing(path: Path, tmp_path: Path) -> None:
    assert len(DOCUMENTS) == 5
    parsed = parse_document(path)
    review = tmp_path / "review.yaml"
    review.write_text(review_text(parsed, comments="Uitleg\n\nop drie regels"), encoding="utf-8")
    assert corrections_between(parsed, read_edited(review)) == ()
    assert assembled(tree_of(parsed), parsed) == parsed


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(parsed=documents())
def test_an_untouched_file_of_any_document_gives_the_identical_model(parsed: ParsedDocument, tmp_path: Path) -> None:
    review = tmp_path / "review.yaml"
    review.write_text(review_text(parsed), encoding="utf-8")
    corrections = corrections_between(parsed, read_edited(review))
    assert corrections == ()
    assert apply_corrections(parsed, corrections).parsed is parsed
    assert assembled(tree_of(parsed), parsed) == parsed


def test_a_file_tells_lines_kind_and_reason_of_every_item() -> None:
    parsed = parse_document(DOCUMENTS[4])
    data = yaml.safe_load(review_text(parsed, reason=lambda reading: reading.rule))
    task = data["profiles"][0]["contents"][2]
    assert (task["kind"], task["lines"], task["why"]) == ("area", "16-18", "bullet-as-area under known heading")


def test_corrections_applied_again_to_the_same_reading_give_the_same(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("en hout afvoeren")["merge"] = "previous"
    editor.item("Perken aanleggen")["drop"] = True
    editor.item("Deelt informatie")["text"] = "Deelt alle informatie"
    result = editor.corrected()
    kept = [Correction.from_text(one.correction.to_text()) for one in result.applied]
    assert apply_corrections(document(), kept).parsed == result.parsed
