"""The language of texts about jobs, told the same way every time."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from competencygraph.ingest.language import language_of

SAMPLES_FILE = Path(__file__).parent / "language_samples.tsv"


def samples() -> list[dict[str, str]]:
    with SAMPLES_FILE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


SAMPLES = samples()
TEXTS = {
    language: " ".join(row["text"] for row in SAMPLES if row["language"] == language and row["kind"] == "plain")
    for language in ("nl", "fr", "en", "de")
}


def test_there_are_samples_of_every_language_and_kind() -> None:
    assert len(SAMPLES) >= 40
    assert {row["language"] for row in SAMPLES} == {"nl", "fr", "en", "de"}
    assert {row["kind"] for row in SAMPLES} >= {"plain", "english title", "bilingual heading", "list"}


@pytest.mark.parametrize("row", SAMPLES, ids=lambda row: f"{row['language']} {row['text'][:30]}")
def test_a_title_and_some_thirty_words_tell_the_language(row: dict[str, str]) -> None:
    assert language_of(row["text"]) == row["language"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Manager",
        "Project Manager ICT",
        "A1 A2 A3 B C D 12.500,00 4.470 2024 – 38/38",
        "……………………………… [functietitel] ____",
        "Responsable de la oficina de atención ciudadana. Usted dirige el equipo y vela por la calidad del servicio.",
        "Responsabile dell'ufficio. Lei dirige la squadra e distribuisce il lavoro tra i colleghi.",
        "Kierownik działu. Prowadzi zespół i rozdziela pracę między pracowników urzędu gminy.",
        "Σύμβουλος πολιτικής. Γράφετε εκθέσεις και συμβουλεύετε το συμβούλιο του δήμου.",
        "招聘 行政 助理 负责 文件 管理 和 会议 安排 的 工作 人员 招聘 行政 助理 负责 文件 管理 和 会议",
    ],
)
def test_hardly_any_text_and_other_languages_are_none(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(("most", "rest"), [("nl", "fr"), ("fr", "nl"), ("en", "nl"), ("nl", "en"), ("de", "fr")])
def test_a_mixed_document_has_the_language_of_most_of_it(most: str, rest: str) -> None:
    large, small = TEXTS[most][:400] * 10, TEXTS[rest][:400] * 5
    assert language_of(large + small) == language_of(small + large) == most


def test_a_text_in_capitals_is_told_as_well() -> None:
    for language, text in TEXTS.items():
        assert language_of(text.upper()) == language


def test_a_long_text_is_told_from_samples() -> None:
    assert language_of(TEXTS["fr"] * 5000) == "fr"


def test_every_process_tells_the_same_and_loads_nothing_before() -> None:
    program = (
        "import sys; from competencygraph.ingest.language import language_of\n"
        "assert 'langdetect' not in sys.modules\n"
        "print([language_of(line) for line in sys.stdin.read().splitlines()])\n"
        "assert 'langdetect' in sys.modules"
    )
    doubtful = "\n".join(" ".join(row["text"].split()[:6]) for row in SAMPLES)
    said = {
        subprocess.run(
            [sys.executable, "-c", program], input=doubtful, check=True, capture_output=True, encoding="utf-8"
        ).stdout
        for _ in range(2)
    }
    assert len(said) == 1
    assert "'nl'" in said.pop()
