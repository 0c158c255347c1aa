"""What a check of the five documents finds, with the right lines; each finding was judged by a reader."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from competencygraph.app.check_report import CheckReport
from competencygraph.app.checking import check_in
from competencygraph.app.ingesting import ingest_into
from competencygraph.store import open_store

DOCUMENTS = Path(__file__).parents[2] / "documents"
JUDGED = Path(__file__).with_name("findings_of_the_five.tsv")
JUDGEMENTS = {"right", "doubtful", "false"}
MOST_FALSE = 0.05

NAMED = [
    pytest.param("002", "CG-item-listed-twice", 113, 113, id="competency listed twice in section C"),
    pytest.param("002", "CG-competency-not-worked-out", 110, 110, id="in section C, not in the profile"),
    pytest.param("002", "CG-competency-not-announced", 605, 606, id="in the profile, not in section C: Visie"),
    pytest.param("002", "CG-competency-not-announced", 635, 639, id="in the profile, not in section C: Leiding geven"),
    pytest.param("002", "CG-numbering-skips", 299, 299, id="from section C to E"),
    pytest.param("002", "CG-item-in-other-list", 497, 497, id="item 10"),
    pytest.param("002", "CG-parts-passed-whole-failed", 212, 214, id="pass rules: half of each part, 60 of the whole"),
    pytest.param("002", "CG-pass-rule-names-unknown-part", 210, 212, id="pass rules: a part that is not there"),
    pytest.param("002", "CG-part-heading-and-text-differ", 204, 208, id="part whose heading and text disagree"),
    pytest.param("002", "CG-part-points-not-split", 204, 208, id="part whose points are not divided"),
    pytest.param("002", "CG-selection-date-without-year", 229, 229, id="closing date without year"),
    pytest.param("001", "CG-adjacent-descriptors-identical", 217, 219, id="identical: advice, A1 and A2"),
    pytest.param("001", "CG-adjacent-descriptors-identical", 228, 233, id="identical: advice, A3 and A4"),
    pytest.param("001", "CG-adjacent-descriptors-identical", 245, 247, id="identical: improvement, A2 and A3"),
    pytest.param("001", "CG-adjacent-descriptors-identical", 257, 259, id="identical: contacts, A1 and A2"),
    pytest.param("003", "CG-adjacent-descriptors-identical", 137, 139, id="identical: supervision, A1 and A2"),
    pytest.param("003", "CG-adjacent-descriptors-identical", 212, 215, id="identical: solutions, A1 and A2"),
    pytest.param("000", "CG-bands-open-below", 216, 216, id="nothing below 100"),
    pytest.param("000", "CG-bands-overlap", 218, 218, id="500 in two bands"),
    pytest.param("000", "CG-bands-open-above", 218, 218, id="nothing above 25,000"),
    pytest.param("001", "CG-bands-leave-gap", 190, 200, id="less than 200, more than 200"),
    pytest.param("001", "CG-band-within-band", 207, 210, id="more than 200, more than 1,000"),
    pytest.param("003", "CG-example-of-two-definitions", 240, 241, id="vertalen in both definitions"),
    *(
        pytest.param(
            "004", "CG-ProficiencyLevel-rank-published", start, end, id=f"level without number at line {start}"
        )
        for start, end in (
            (37, 39),
            (69, 71),
            (105, 105),
            (141, 143),
            (167, 167),
            (185, 185),
            (211, 211),
            (235, 237),
            (265, 265),
            (295, 295),
            (319, 319),
            (343, 345),
            (373, 373),
            (395, 395),
            (417, 417),
            (441, 441),
        )
    ),
    *(
        pytest.param(document, "CG-definition-differs-across-frameworks", start, end, id=f"{name} in {document}")
        for name, document, start, end in (
            ("Voortdurend verbeteren", "002", 518, 519),
            ("Klantgerichtheid", "002", 531, 533),
            ("Samenwerken", "002", 550, 552),
            ("Visie", "002", 605, 606),
            ("Coachen", "002", 616, 618),
            ("Voortdurend verbeteren", "004", 31, 35),
            ("Klantgerichtheid", "004", 61, 67),
            ("Samenwerken", "004", 97, 103),
            ("Visie", "004", 287, 293),
            ("Coachen", "004", 259, 263),
        )
    ),
    *(
        pytest.param(document, "CG-FunctionFamily-title-published", None, None, id=f"title missing in {document}")
        for document in ("000", "001", "003")
    ),
]


class Row(NamedTuple):
    """A finding as the table of judged findings has it."""

    document: str
    start_line: str
    end_line: str
    severity: str
    code: str


@pytest.fixture(scope="module")
def report() -> Iterator[CheckReport]:
    """Return the check of a store of the five documents, as one who asks for all of it gets it."""
    paths = sorted(DOCUMENTS.glob("*.txt"))
    assert len(paths) == 5
    with open_store(":memory:", write=True) as store:
        ingest_into(store, paths)
        yield check_in(store)


@pytest.fixture(scope="module")
def found(report: CheckReport) -> list[Row]:
    """Return the findings as rows of the table."""
    return [
        Row(
            one.document or "",
            "" if one.start_line is None else str(one.start_line),
            "" if one.end_line is None else str(one.end_line),
            one.severity.value,
            one.code,
        )
        for document in report.documents
        for one in document.findings
    ]


@pytest.fixture(scope="module")
def judged() -> list[tuple[Row, str]]:
    """Return the judged findings of the table with their judgement."""
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, dialect="excel-tab"))
    assert len(rows) > len(NAMED)
    return [(Row(*(row[field] for field in Row._fields)), row["judgement"]) for row in rows]


def test_all_five_were_checked(report: CheckReport) -> None:
    """Each of the five was checked, and none of the checks was cut short."""
    assert sorted(document.identifier for document in report.documents) == ["000", "001", "002", "003", "004"]
    assert not report.failures


@pytest.mark.parametrize(("document", "code", "start", "end"), NAMED)
def test_what_must_be_found_is_found_with_its_lines(
    found: list[Row], document: str, code: str, start: int | None, end: int | None
) -> None:
    """What the five are known for is found once, on its lines."""
    lines = [(row.start_line, row.end_line) for row in found if (row.document, row.code) == (document, code)]
    assert lines, f"{code} is not found in {document}"
    expected = ("" if start is None else str(start), "" if end is None else str(end))
    assert lines.count(expected) == 1, lines


def test_the_levels_and_definitions_are_all_there_is_of_their_kind(found: list[Row]) -> None:
    """No level, pair of descriptors, definition or title beyond those that are known."""
    counted = Counter((row.document, row.code) for row in found)
    for (document, code), number in Counter((case.values[0], case.values[1]) for case in NAMED).items():
        assert counted[document, code] == number, (document, code)  # type: ignore[index]


def test_the_findings_are_those_that_were_judged(found: list[Row], judged: list[tuple[Row, str]]) -> None:
    """A finding that comes or goes is judged in the table before it is accepted."""
    known = Counter(row for row, _ in judged)
    now = Counter(found)
    assert sorted((now - known).elements()) == [], "found, and not judged in findings_of_the_five.tsv"
    assert sorted((known - now).elements()) == [], "in findings_of_the_five.tsv, and no longer found"


def test_few_findings_are_false(judged: list[tuple[Row, str]]) -> None:
    """Those that a reader would call false are under five in a hundred."""
    judgements = Counter(judgement for _, judgement in judged)
    assert set(judgements) <= JUDGEMENTS
    assert judgements["right"] > 0
    assert judgements["false"] / len(judged) < MOST_FALSE
