"""``parse``: the profile model as JSON, an outline for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

Run = Callable[..., object]

COUNTS = {
    "000": {"result_areas": 7, "criteria": 6, "definitions": 2, "competencies": 0},
    "001": {"result_areas": 6, "criteria": 5, "definitions": 0, "competencies": 0},
    "002": {"result_areas": 9, "criteria": 0, "definitions": 0, "competencies": 13, "knowledge": 6},
    "003": {"result_areas": 6, "criteria": 6, "definitions": 2, "competencies": 0},
    "004": {"result_areas": 4, "criteria": 0, "definitions": 0, "competencies": 16, "knowledge": 4},
}


@pytest.mark.parametrize("key", COUNTS)
def test_json_is_the_profile_model(cli: Run, documents: Path, repository: Path, key: str) -> None:
    (file,) = documents.glob(f"{key}_*.txt")
    result = cli("parse", file, "--format", "json")
    assert (result.code, result.err) == (0, "")
    data = json.loads(result.out)
    schema = json.loads((repository / "docs" / "reference" / "profile.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    (profile,) = data["profiles"]
    assert {name: len(profile[name]) for name in COUNTS[key]} == COUNTS[key]


def test_the_outline_gives_names_counts_and_lines(cli: Run, documents: Path) -> None:
    (file,) = documents.glob("002_*.txt")
    result = cli("parse", file, "--lang", "nl")
    assert result.code == 0
    assert "functieprofiel: Directeur Interne Organisatie" in result.out
    assert "  Resultaatgebieden (9)" in result.out
    assert "  Competenties (13)" in result.out
    assert "niveau 3, " in result.out
    assert "[regels " in result.out
    assert "Vacature" in result.out


def test_an_empty_template_has_no_content_and_says_so(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "template.txt"
    file.write_text("Functieprofiel\n\nDoel\n\nResultaatgebieden\n\nCompetenties\n", encoding="utf-8")
    result = cli("parse", file, "--format", "json")
    assert result.code == 0
    assert json.loads(result.out)["profiles"][0]["result_areas"] == []
    assert "a profile without content was found" in result.err


@pytest.mark.parametrize(
    ("content", "said"), [(None, "no such file"), (b"", "the file is empty"), (b"Beste,\n", "looked for")]
)
def test_bad_input_is_one_line_and_two(cli: Run, tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "file.txt"
    if content is not None:
        file.write_bytes(content)
    result = cli("parse", file)
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert said in result.err


def test_parse_touches_no_store(cli: Run, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (file,) = documents.glob("000_*.txt")
    assert cli("parse", file).code == 0
    assert list(tmp_path.iterdir()) == []
