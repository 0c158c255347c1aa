"""Documents made up in the layouts of the five: extraction must find just what they were made from."""

from __future__ import annotations

import copy
import importlib
import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "bench"))
generator: Any = importlib.import_module("generator")
scoring: Any = importlib.import_module("scoring")
wording: Any = importlib.import_module("wording")

SEEDS = range(8)
CASES = [(layout, language, seed) for layout in generator.LAYOUTS for language in wording.LANGUAGES for seed in SEEDS]


def test_every_layout_of_the_five_documents_is_generated() -> None:
    assert len(generator.LAYOUTS) == len(list((ROOT / "documents").glob("0*.txt"))) == 5


def test_the_same_seed_gives_the_same_document_and_another_seed_another() -> None:
    first = generator.generate("family", "nl", 1)
    assert first == generator.generate("family", "nl", 1)
    assert first.text != generator.generate("family", "nl", 2).text


@pytest.mark.parametrize(("layout", "language", "seed"), CASES)
def test_extraction_finds_what_the_document_states(layout: str, language: str, seed: int) -> None:
    document = generator.generate(layout, language, seed)
    assert document.expected["result_areas"]
    parsed = scoring.parse_text(document.text)
    assert list(scoring.differences(document.expected, scoring.found_in(parsed))) == []
    assert scoring.unexplained(parsed) == []
    assert scoring.misplaced(parsed) == []
    assert parsed.document.language == language


def test_a_changed_word_is_seen() -> None:
    document = generator.generate("family", "nl", 1)
    wrong = copy.deepcopy(document.expected)
    wrong["result_areas"][0]["tasks"][0] += " en meer"
    found = scoring.found_in(scoring.parse_text(document.text))
    assert [path for path, _, _ in scoring.differences(wrong, found)] == [".result_areas[0].tasks[0]"]


def test_the_wording_is_not_that_of_the_five_documents() -> None:
    documents = list((ROOT / "documents").glob("0*.txt"))
    printed = {
        word for path in documents for word in re.findall(r"[^\W\d_]+", path.read_text(encoding="utf-8").casefold())
    }
    assert len(printed) > 1000
    own = {
        wording.plain(word).casefold()
        for kinds in wording.WORDS.values()
        for kind, words in kinds.items()
        if kind != "places"
        for word in words.split()
    }
    assert len(own) > 100
    assert own & printed == set()
