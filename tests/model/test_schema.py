"""The published JSON Schema: it is the one that is generated, takes what is right and refuses what is wrong."""

from __future__ import annotations

import copy
import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from competencygraph.model import ParsedDocument
from competencygraph.model.codec import to_json
from competencygraph.model.schema import json_schema

from ..rdf.book import BOOKS, PDF
from ..rdf.small import SMALL
from ..rdf.strategies import documents

REPOSITORY = Path(__file__).parents[2]
TOOL = REPOSITORY / "tools" / "generate_schema.py"
EXPECTED = sorted((REPOSITORY / "tests" / "ingest" / "documents").glob("*/expected.json"))
VALIDATOR = Draft202012Validator(json_schema())


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_every_object_is_described() -> None:
    definitions = json_schema()["$defs"]
    assert len(definitions) > 25
    assert [name for name, each in definitions.items() if not each["description"].endswith(".")] == []
    described = [part for each in definitions.values() for part in each["properties"].values() if "description" in part]
    assert len(described) > 80
    assert not any("None" in part["description"].split() for part in described)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_what_the_codec_writes_is_valid(parsed: ParsedDocument) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(to_json(parsed))] == []


@pytest.mark.parametrize("book", BOOKS.values(), ids=list(BOOKS))
def test_places_readings_and_dictionaries_are_valid(book: ParsedDocument) -> None:
    data = to_json(book, explain=True)
    assert "readings" in data
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize("change", [{"page": 0}, {"page": None}, {"sheet": 1}, {"row": "1"}])
def test_a_place_that_is_none_is_refused(change: dict[str, Any]) -> None:
    data = to_json(PDF)
    assert VALIDATOR.is_valid(data)
    data["profiles"][0]["evidence"] |= change
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.parent.name)
def test_the_expected_json_of_the_five_documents_is_valid(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


def test_there_are_five_documents() -> None:
    assert len(EXPECTED) == 5


def _without(data: Any) -> None:
    del data["profiles"][0]["purpose"]["text"]


def _unknown(data: Any) -> None:
    data["profiles"][0]["colour"] = "red"


def _kind(data: Any) -> None:
    data["profiles"][0]["kind"] = "team"


def _lines(data: Any) -> None:
    data["document"]["lines"] = ["Doel"]


def _descriptors(data: Any) -> None:
    data["profiles"][0]["criteria"][0]["descriptors"]["A4"]["grade"] = "A4"


def _amount(data: Any) -> None:
    data["profiles"][1]["vacancy"]["salary"]["minimum"] = "4470"


@pytest.mark.parametrize("spoil", [_without, _unknown, _kind, _lines, _descriptors, _amount])
def test_a_bad_document_is_refused(spoil: Any) -> None:
    data = copy.deepcopy(to_json(SMALL))
    assert VALIDATOR.is_valid(data)
    spoil(data)
    assert not VALIDATOR.is_valid(data)


def test_the_published_schema_is_the_generated_one(tmp_path: Path) -> None:
    tool = runpy.run_path(str(TOOL))
    assert tool["main"](["--check"]) == 0
    main = tool["main"]
    main.__globals__["TARGET"] = tmp_path / "reference" / "profile.schema.json"
    assert main(["--check"]) == 1, "a missing file is out of date"
    assert main([]) == 0
    assert main(["--check"]) == 0
    main.__globals__["TARGET"].write_text("{}", encoding="utf-8")
    assert main(["--check"]) == 1, "another content is out of date"
