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


def test_the_outline_shows_all_that_was_read_of_a_vacancy(cli: Run, documents: Path) -> None:
    (file,) = documents.glob("002_*.txt")
    lines = cli("parse", file).out.splitlines()
    assert "    Functional career: A4a-A4b  [line 266]" in lines
    assert "    Salary: EUR 4470–6536 – 4853 after 5 years, 5354 after 10 years  [line 164]" in lines
    assert "    Closing date: zondag 28 april  [line 229]" in lines
    assert "    Recruitment conditions (4)" in lines
    assert "      In het bezit zijn van een rijbewijs categorie B  [line 155]" in lines
    assert "      Deel 1 Verkennend gesprek – 30 points, woensdag 15 mei 2024  [lines 193–197]" in lines
    assert "    Recruitment reserve: 3 years  [lines 221–225]" in lines
    assert "  Pagina 5 van 8 – page number  [line 85]" in lines


def test_technical_competencies_are_no_knowledge_and_no_tasks_are_not_counted(cli: Run, documents: Path) -> None:
    (file,) = documents.glob("004_*.txt")
    shown = cli("parse", file).out
    assert "  Technical competencies (4)" in shown and "Knowledge" not in shown
    assert "    Rapporteren  [line 20]" in shown and "0 tasks" not in shown


def test_a_part_without_heading_shows_what_it_says(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "profile.txt"
    text = "Functieprofiel\n\n- eerste punt\n- tweede punt\n\nDoel\n\nDe dienst leiden.\n"
    file.write_text(text, encoding="utf-8")
    lines = cli("parse", file).out.splitlines()
    assert not [line for line in lines if line.strip().startswith("[line")]


def test_parse_and_ingest_count_the_same_lines(cli: Run, documents: Path, tmp_path: Path) -> None:
    (file,) = documents.glob("002_*.txt")
    assert "3 without a place" in cli("parse", file).out
    assert "3 lines without a place" in cli("ingest", file, "--store", tmp_path / "store").err


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


@pytest.mark.parametrize(("language", "heading"), [("nl", "doel, "), ("fr", "compétences"), ("en", "competencies")])
def test_the_headings_that_are_looked_for_are_named_in_the_language_of_the_run(
    cli: Run, tmp_path: Path, language: str, heading: str
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Beste,\n\nTot morgen.\n", encoding="utf-8")
    result = cli("parse", file, "--lang", language)
    assert (result.code, len(result.errors)) == (2, 1)
    assert heading in result.err
    assert ("competenties" in result.err) is (language == "nl")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("profile.docx", b"%PDF-1.7\n%", "its name says Word, but its content is PDF; rename it to .pdf"),
        (
            "profile.txt",
            b"PK\x03\x04\x14",
            "files in the format ZIP are not read; unpack it and give the documents in it",
        ),
        (
            "profile.doc",
            b"{\\rtf1 Doel}",
            "files in the format RTF are not read; save it as .docx or PDF and give that",
        ),
    ],
)
def test_other_formats_are_refused_by_name(cli: Run, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    line = f"competencygraph: {file}: {said}"
    assert (result := cli("parse", file)).errors == [line] and result.code == 2
    assert cli("ingest", file, "--store", tmp_path / "store").errors == [line]
    assert not (tmp_path / "store").exists()


def test_a_remedy_is_said_in_the_language_of_the_run(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "scan.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert cli("parse", file, "--lang", "nl").errors == [
        f"competencygraph: {file}: bestanden in het formaat PNG worden niet gelezen; "
        "herken de tekst met OCR en bewaar hem als PDF of .txt"
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("profile.md", "# Functieprofiel\n\n## Doel van de functie\n\nDe griffie leiden.\n"),
        ("profile.html", "<html><body><h1>Functieprofiel</h1><h2>Doel</h2><p>De griffie leiden.</p></body></html>"),
    ],
)
def test_markdown_and_web_pages_are_read(cli: Run, tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    result = cli("parse", file)
    assert (result.code, result.err) == (0, "")
    assert "De griffie leiden" in result.out


@pytest.mark.parametrize("command", ["parse", "ingest"])
def test_a_document_gets_the_time_that_is_asked(cli: Run, tmp_path: Path, command: str) -> None:
    file = tmp_path / "large.txt"
    lines = "".join(f"- De vraag {number} van de burger behandelen en opvolgen\n" for number in range(160_000))
    file.write_text(f"Functieprofiel\n\nTaken\n\n{lines}", encoding="utf-8")
    store = () if command == "parse" else ("--store", tmp_path / "store")
    result = cli(command, file, "--timeout", "1", *store)
    assert (result.code, len(result.errors)) == (2, 1)
    assert "reading it took more than 1 s; split it" in result.err
    assert cli(command, file, "--timeout", "0", *store).code == 2


def test_parse_touches_no_store(cli: Run, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (file,) = documents.glob("000_*.txt")
    assert cli("parse", file).code == 0
    assert list(tmp_path.iterdir()) == []
