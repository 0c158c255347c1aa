"""A user explains, reviews, corrects and ingests a document, and is told what happened."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from competencygraph.cli._messages import catalogue_of_messages
from competencygraph.ingest import parse_document

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "documents" / "004_7175f8b570ae9b07.txt"
Cli = Callable[..., Any]


@pytest.mark.parametrize(
    ("language", "kind", "rule"),
    [
        ("en", "competency", "name behind a bullet"),
        ("nl", "competentie", "naam achter een opsommingsteken"),
        ("fr", "compétence", "nom derrière une puce"),
    ],
)
def test_explain_shows_lines_kind_and_reason(cli: Cli, language: str, kind: str, rule: str) -> None:
    outcome = cli("parse", DOCUMENT, "--explain", "--lang", language)
    assert outcome.code == 0
    [line] = [line for line in outcome.out.splitlines() if "Klantgerichtheid" in line]
    assert kind in line
    assert rule in line
    assert "61–67" in line
    assert "90 %" in line


def test_explain_in_json_gives_the_readings(cli: Cli) -> None:
    data = json.loads(cli("parse", DOCUMENT, "--explain", "--format", "json").out)
    assert {"kind", "text", "evidence", "rule", "confidence"} == set(data["readings"][0])
    assert "readings" not in json.loads(cli("parse", DOCUMENT, "--format", "json").out)


def test_every_rule_and_kind_of_the_documents_has_a_name_in_three_languages() -> None:
    paths = sorted((ROOT / "documents").glob("00*.txt"))
    assert len(paths) == 5
    known = catalogue_of_messages()
    for path in paths:
        for reading in parse_document(path).readings:
            for part in reading.rule.split(" under "):
                assert f"parse.rule.{part.replace(' ', '-')}" in known
            assert f"word.{reading.kind.replace(' ', '-')}" in known


def test_a_review_file_is_written_corrected_and_ingested(cli: Cli, tmp_path: Path) -> None:
    review, store = tmp_path / "review.yaml", tmp_path / "store"
    written = cli("ingest", DOCUMENT, "--review", review, "--store", store, "--lang", "fr")
    assert written.code == 0
    assert not store.exists()
    text = review.read_text(encoding="utf-8")
    assert text.startswith("# Ce que competencygraph a lu dans ce document.")
    assert "#   indicator = indicateur" in text
    review.write_text(text.replace("      Rapporteren\n", "      Rapporteren aan het college\n", 1), encoding="utf-8")
    done = cli("ingest", DOCUMENT, "--corrections", review, "--corrected-by", "HR analyst", "--store", store)
    assert done.code == 0
    assert "one correction applied" in done.err
    again = cli("ingest", DOCUMENT, "--store", store)
    assert "unchanged" in again.err
    assert "one correction applied" in again.err


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The store keeps one correction of this document."),
        ("nl", "De opslag bewaart één correctie van dit document."),
        ("fr", "Le dépôt garde une correction de ce document."),
    ],
)
def test_a_new_review_says_what_corrections_the_store_keeps(cli: Cli, tmp_path: Path, language: str, said: str) -> None:
    file, first, second, store = (tmp_path / name for name in ("tuin.txt", "first.yaml", "second.yaml", "store"))
    file.write_text("Functieprofiel\n\nTaken\n• Perken aanleggen\n• Bomen snoeien\n", encoding="utf-8")
    untold = cli("ingest", file, "--review", first, "--store", store, "--lang", language)
    text = first.read_text(encoding="utf-8")
    assert said not in untold.err + text
    first.write_text(text.replace("Bomen snoeien", "Alle bomen snoeien"), encoding="utf-8")
    assert cli("ingest", file, "--corrections", first, "--store", store).code == 0
    told = cli("ingest", file, "--review", second, "--store", store, "--lang", language)
    assert told.code == 0
    [line] = [line for line in told.err.splitlines() if said in line]
    written = second.read_text(encoding="utf-8")
    assert written.splitlines()[0] == f"# {line}"
    assert "Alle bomen snoeien" not in written
    other = cli("ingest", file, "--review", tmp_path / "third.yaml", "--store", store, "--as", "elders/9")
    assert other.code == 0
    assert "The store keeps" not in other.err


def test_a_review_file_is_not_overwritten(cli: Cli, tmp_path: Path) -> None:
    review = tmp_path / "review.yaml"
    review.write_text("mine", encoding="utf-8")
    outcome = cli("ingest", DOCUMENT, "--review", review)
    assert outcome.code == 2
    assert review.read_text(encoding="utf-8") == "mine"


def test_an_error_in_a_review_file_is_one_line_with_its_place(cli: Cli, tmp_path: Path) -> None:
    review, store = tmp_path / "review.yaml", tmp_path / "store"
    cli("ingest", DOCUMENT, "--review", review)
    text = review.read_text(encoding="utf-8").replace("kind: area", "kind: gebied", 1)
    line = text[: text.index("kind: gebied")].count("\n")
    review.write_text(text, encoding="utf-8")
    outcome = cli("ingest", DOCUMENT, "--corrections", review, "--store", store, "--lang", "nl")
    assert outcome.code == 2
    [said] = outcome.errors
    assert f"review.yaml, regel {line}, item 4: er is geen soort “gebied”; gebruik profile, title" in said


def test_what_no_longer_fits_is_said_in_one_line(cli: Cli, tmp_path: Path) -> None:
    file, review, store = tmp_path / "profiel.txt", tmp_path / "review.yaml", tmp_path / "store"
    text = "Functieprofiel\n\nTaken\n• Perken aanleggen\n• Bomen snoeien\n• Hagen snoeien\n"
    file.write_text(text, encoding="utf-8")
    cli("ingest", file, "--review", review)
    changed = review.read_text(encoding="utf-8").replace("Bomen snoeien", "Alle bomen snoeien")
    review.write_text(changed, encoding="utf-8")
    cli("ingest", file, "--corrections", review, "--store", store)
    file.write_text(text.replace("Bomen", "Linden"), encoding="utf-8")
    outcome = cli("ingest", file, "--store", store)
    assert "one correction no longer fits: other text “Bomen snoeien”" in outcome.err
    assert outcome.code == 0


@pytest.mark.parametrize(
    "options",
    [
        ("--corrected-by", "Jan Peeters"),
        ("--review", "a.yaml", "--without-corrections"),
    ],
)
def test_wrong_use_is_refused(cli: Cli, options: tuple[str, ...], tmp_path: Path) -> None:
    outcome = cli("ingest", DOCUMENT, *options, "--store", tmp_path / "store")
    assert outcome.code == 2
    assert len(outcome.errors) == 1
    assert not (tmp_path / "store").exists()


def test_a_refused_corrections_file_leaves_no_store_behind(cli: Cli, tmp_path: Path) -> None:
    document = tmp_path / "profiel.txt"
    document.write_text("Functieprofiel\n\nResultaatgebieden\n- Plannen\n- Leiden\n", encoding="utf-8")
    bad = tmp_path / "bad.yaml"
    bad.write_text("- no\n- review\n", encoding="utf-8")
    result = cli("ingest", "--store", str(tmp_path / "store"), str(document), "--corrections", str(bad))
    assert result.code == 2
    assert not (tmp_path / "store").exists()
