"""Documents written for the purpose, in many layouts and formats: what they state is read, and hardly anything else."""

from __future__ import annotations

import importlib
import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "bench"))
corpus: Any = importlib.import_module("corpus")
scoring: Any = importlib.import_module("scoring")
rendering: Any = importlib.import_module("rendering")

RECALL, PRECISION = 0.9, 0.95
FEWEST = 20
FOLDERS = [folder for half in corpus.HALVES for folder in corpus.sources(half)]
CASES = [case for half in corpus.HALVES for case in corpus.cases(half)]
EMPTY = [case for case in CASES if not case.expected()]


def name_of(value: Any) -> str:
    return value.name


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return what parsing a case gives; each is parsed once in a session."""
    folder = tmp_path_factory.mktemp("corpus")

    @cache
    def parsed(case: Any) -> Any:
        return corpus.parsed(case, folder)

    return parsed


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_source_and_its_expectation_are_well_formed(folder: Path) -> None:
    assert {path.suffix for path in folder.glob("document.*")} < {".txt", ".md", ".html", ".yaml"}
    assert len(list(folder.glob("document.*"))) == 1
    scoring.check_expected(json.loads((folder / "expected.json").read_text(encoding="utf-8")))
    if (folder / "document.yaml").is_file():
        assert rendering.read_source(folder / "document.yaml").blocks


@pytest.mark.parametrize("half", corpus.HALVES)
def test_a_half_holds_documents_in_every_language_and_some_without_a_profile(half: str) -> None:
    assert len(corpus.sources(half)) >= FEWEST
    words = {folder.name.split("-", 1)[0] for folder in corpus.sources(half)}
    assert len(words) == len(corpus.sources(half)), "two documents have one number"
    assert any(case.half == half for case in EMPTY)
    assert {case.kind for case in CASES if case.half == half} >= {"txt", "docx", "pdf", "html"}


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_no_document_crashes_the_parser(case: Any, outcome: Any) -> None:
    assert outcome(case).crash is None


@pytest.mark.parametrize("case", EMPTY, ids=name_of)
def test_nothing_is_read_where_nothing_is_stated(case: Any, outcome: Any) -> None:
    assert dict(outcome(case).score.found) == {}


@pytest.mark.parametrize("half", corpus.HALVES)
def test_a_half_is_read_well(half: str, outcome: Any) -> None:
    outcomes = [outcome(case) for case in CASES if case.half == half]
    assert len(outcomes) >= FEWEST
    score = corpus.total(outcomes)
    assert score.expected.total() > 500
    figures = f"recall {score.recall:.3f}, precision {score.precision:.3f}; see python bench/corpus.py --half {half}"
    assert (score.recall >= RECALL, score.precision >= PRECISION) == (True, True), figures


@pytest.mark.parametrize("half", corpus.HALVES)
def test_a_half_is_read_well_as_workbooks(half: str, tmp_path: Path) -> None:
    outcomes = [corpus.parsed(case, tmp_path) for case in corpus.cases(half, "xlsx")]
    assert len(outcomes) >= 10
    assert [outcome.crash for outcome in outcomes if outcome.crash] == []
    score = corpus.total(outcomes)
    assert score.expected.total() > 200
    figures = f"recall {score.recall:.3f}, precision {score.precision:.3f}"
    assert (score.recall >= RECALL, score.precision >= PRECISION) == (True, True), figures


def profile(**fields: Any) -> list[dict[str, Any]]:
    return [fields]


def test_a_wrong_or_missing_string_lowers_the_score() -> None:
    stated = scoring.typed_strings(profile(tasks=["Leiden", "Leiden", "Plannen"], knowledge=["Recht"]))
    read = scoring.typed_strings(profile(tasks=["Leiden;", "Volgen"], knowledge=[{"text": "Recht"}]))
    score = scoring.Score(stated, read)
    assert score.missed == Counter({("task", "Leiden"): 1, ("task", "Plannen"): 1})
    assert score.invented == Counter({("task", "Volgen"): 1})
    assert (score.recall, score.precision) == (0.5, 2 / 3)
    assert score.of("knowledge").recall == 1


def test_a_string_of_another_kind_or_another_document_is_not_found() -> None:
    stated = scoring.typed_strings(profile(tasks=["Recht"]))
    assert scoring.Score(stated, scoring.typed_strings(profile(knowledge=["Recht"]))).recall == 0
    one, other = corpus.Case(Path("a"), "txt"), corpus.Case(Path("b"), "txt")
    outcomes = [corpus.Outcome(one, scoring.Score(stated)), corpus.Outcome(other, scoring.Score(found=stated))]
    assert (corpus.total(outcomes).recall, corpus.total(outcomes).precision) == (0, 0)


def test_cells_levels_and_definitions_count_with_what_they_belong_to() -> None:
    strings = scoring.typed_strings(
        profile(
            criteria=[{"name": "Impact", "descriptors": {"A4": "Groot.", "A5": {"text": "Groter."}}}],
            competencies=[{"name": "Moed", "levels": [{"level": 3, "title": "Durft", "indicators": ["Spreekt"]}]}],
            definitions=[{"term": "groot", "definition": "meer dan 100"}],
            purpose={"text": "a teneinde b", "activity": "a", "purpose": "b"},
        )
    )
    assert sorted(strings) == [
        ("activity", "a"),
        ("cell", "A4 | Impact | Groot."),
        ("cell", "A5 | Impact | Groter."),
        ("competency", "Moed"),
        ("definition", "groot = meer dan 100"),
        ("indicator", "Spreekt"),
        ("level", "Moed 3"),
        ("level title", "Durft"),
        ("purpose", "b"),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"profiles": [{"competences": []}]}, "competences is not known"),
        ({"profiles": [{"tasks": "Leiden"}]}, "a list of texts"),
        ({"profiles": [{"criteria": [{"name": "Impact", "descriptors": ["Groot"]}]}]}, "texts by grade"),
        ({"profiles": [{"competencies": [{"definition": "Durven"}]}]}, "'name' is missing"),
        ([], "one key profiles"),
    ],
)
def test_a_malformed_expectation_is_refused(data: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        scoring.check_expected(data)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"layuot": {}}, "document: the key layuot is not known"),
        ({"layout": {"bulet": "•"}}, "layout: the key bulet"),
        ({"layout": {"bullet": "+"}}, "layout.bullet: '\\+' is not one of"),
        ({"blocks": [{"headng": 1, "text": "Doel"}]}, r"blocks\[0\]: the key headng"),
        ({"blocks": [{"heading": 7, "text": "Doel"}]}, "7 is not one of"),
        ({"blocks": [{"list": ["a", {"txt": "b"}]}]}, r"list\[1\]: the key txt"),
        ({"blocks": [{"list": [{"a": "b"}], "marker": "dot"}]}, "'dot' is not one of"),
        ({"blocks": [{"table": {"rows": [["a", "b"], ["c"]]}}]}, "2 rows of 2 columns are not filled"),
        ({"blocks": [{"table": {"rows": [[{"text": "a", "rows": 2}, "b"], ["c", "d"]]}}]}, "are not filled"),
        ({"blocks": [{"note": "vooraan"}]}, "a note follows the text"),
        ({"formats": ["odt"]}, "'odt' is not one of"),
    ],
)
def test_a_malformed_source_is_refused_with_its_place(change: dict[str, Any], why: str) -> None:
    good = {"language": "nl", "blocks": [{"text": "Doel"}]}
    assert rendering.source_of(good).blocks
    with pytest.raises(rendering.SourceError, match=why):
        rendering.source_of(good | change)
