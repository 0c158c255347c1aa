"""Checks as a use case: files against a store or without one, the store, nodes of it; what is not checked and why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from competencygraph.api import Graph
from competencygraph.app import check_workers
from competencygraph.app.check_baseline import read_baseline
from competencygraph.app.check_json import report_json, report_schema
from competencygraph.app.check_report import CheckReport, worst_exit_code
from competencygraph.app.check_rules import rules_digest
from competencygraph.app.checking import CheckOptions, check, check_in
from competencygraph.app.ingesting import ingest
from competencygraph.cli._findings import plain_text, text_report
from competencygraph.cli._findings_html import html_report
from competencygraph.cli._messages import Messages
from competencygraph.errors import CheckLimitError, CompetencyGraphError, ShapesError, UnknownNodeError, UsageError
from competencygraph.store import EmbeddedStore, open_store
from competencygraph.validation.edition import EditionData
from competencygraph.validation.edition_check import EditionCheck
from competencygraph.validation.finding import Finding, Severity
from competencygraph.validation.observing import Thresholds
from competencygraph.validation.shapes import Profile

PROFILE = """Hoofd dienst {name}

Resultaatgebieden

1. Aanbod
• Het aanbod van {name} plannen
• De zalen verdelen onder de clubs
• Het aanbod van {name} plannen

3. Medewerkers
• Het team van de dienst {name} leiden

Competenties

Samenwerken
{definition}
Niveau 2 – Helpt collega's binnen het team
• Deelt informatie zonder dat het gevraagd wordt
"""
TWICE = "CG-item-listed-twice"
NO_PURPOSE = "CG-FunctionProfile-purpose-published"
VALIDATION = Path(__file__).resolve().parents[1] / "validation"
SHAPES = (Path(__file__).resolve().parent / "own_shapes.ttl").read_text(encoding="utf-8")


@cache
def prepared(profile: Profile, thresholds: Thresholds | None) -> EditionCheck:
    """Return a check with the packaged shapes, loaded once for all tests."""
    task = EditionCheck(profile, (), thresholds)
    task.prepare()
    return task


class InThisProcess:
    """Stands in for `Supervised`: the same work without a process, which takes a second to start."""

    def __init__(self, function: EditionCheck, **_: object) -> None:
        own = function._own
        self._function = function if own else prepared(function.profile, function._thresholds)

    def start(self) -> None:
        """Do nothing."""

    def __enter__(self) -> InThisProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing."""

    def map(self, tasks: Iterable[EditionData]) -> Iterator[tuple[Finding, ...] | CompetencyGraphError]:
        for task in tasks:
            try:
                yield self._function(task)
            except CompetencyGraphError as error:
                yield error


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have checks run in the process of the tests."""
    monkeypatch.setattr(check_workers, "Supervised", InThisProcess)


def write(folder: Path, name: str, definition: str = "Samen aan een resultaat bouwen.") -> Path:
    path = folder / f"{name}.txt"
    path.write_text(PROFILE.format(name=name, definition=definition), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two profiles and a store of them."""
    folder = tmp_path_factory.mktemp("checking")
    paths = [write(folder, "sport"), write(folder, "jeugd", "Elkaar verder helpen.")]
    report = ingest(str(folder / "store"), paths)
    assert report.counts["added"] == 2
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[EmbeddedStore]:
    with open_store(folder / "store") as opened:
        yield opened


@pytest.fixture(scope="module")
def whole(folder: Path) -> CheckReport:
    """Return what a check of all of the store finds."""
    return check(str(folder / "store"))


def places(report: CheckReport) -> list[tuple[str, str, int | None]]:
    return [(one.file or "", one.code, one.start_line) for one in report.findings]


def test_the_store_is_checked_document_by_document(whole: CheckReport, folder: Path) -> None:
    assert [(one.identifier, one.file) for one in whole.documents] == [("jeugd", "jeugd.txt"), ("sport", "sport.txt")]
    for file in ("jeugd.txt", "sport.txt"):
        assert (file, TWICE, 8) in places(whole) and (file, NO_PURPOSE, 1) in places(whole)
    assert whole.compared_with_store and not whole.failures
    assert whole.counts["violation"] == 2 and whole.reaches(Severity.VIOLATION)


def test_a_second_check_of_the_store_finds_the_same(whole: CheckReport, folder: Path) -> None:
    assert check(str(folder / "store")) == whole


def test_a_file_is_checked_against_the_store_and_found_as_when_stored(whole: CheckReport, folder: Path) -> None:
    report = check(str(folder / "store"), [str(folder / "sport.txt")])
    (document,) = report.documents
    assert document.path == folder / "sport.txt" and report.compared_with_store
    stored = next(one for one in whole.documents if one.identifier == "sport")
    assert document.findings == stored.findings
    assert any("jeugd" in one.messages["nl"] for one in document.findings)


@pytest.mark.usefixtures("here")
def test_without_a_store_documents_are_compared_with_each_other(folder: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    report = check(str(nowhere), [str(folder / "sport.txt"), str(folder / "jeugd.txt"), str(folder / "missing.txt")])
    assert not report.compared_with_store and not nowhere.exists()
    assert [one.identifier for one in report.documents] == ["sport", "jeugd"]
    assert any("jeugd" in one.messages["nl"] for one in report.documents[0].findings)
    (failure,) = report.failures
    assert failure.name.endswith("missing.txt") and worst_exit_code(report.failures) == 2
    alone = check(":memory:", [str(folder / "sport.txt")])
    assert (TWICE, 8) in {(one.code, one.start_line) for one in alone.findings}
    assert not any("jeugd" in one.messages["nl"] for one in alone.findings)


@pytest.mark.usefixtures("here")
def test_nodes_are_checked_with_what_is_below_them(whole: CheckReport, store: EmbeddedStore) -> None:
    report = check_in(store, ["sport/sport/hoofd-dienst-sport/result-area/aanbod"])
    assert {(one.code, one.start_line) for one in report.findings} >= {(TWICE, 8)}
    assert {one.file for one in report.findings} == {"sport.txt"}
    assert NO_PURPOSE not in {one.code for one in report.findings}
    document = check_in(store, ["sport/sport"])
    stored = next(one for one in whole.documents if one.identifier == "sport")
    assert document.findings == stored.findings


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("ending", ["#line=7,8", ""])
def test_lines_and_editions_are_nodes_too(store: EmbeddedStore, ending: str) -> None:
    edition = next(each.edition for each in store.list_documents() if each.document.endswith("/sport"))
    report = check_in(store, [f"{edition}{ending}"])
    codes = {one.code for one in report.findings}
    assert TWICE in codes and (NO_PURPOSE in codes) == (ending == "")


@pytest.mark.usefixtures("here")
def test_what_cannot_be_checked_is_said(folder: Path, store: EmbeddedStore, tmp_path: Path) -> None:
    blank = tmp_path / "blank.txt"
    blank.write_bytes(b"")
    for targets, error, words in (
        (["sport/sport/no-such-part"], UnknownNodeError, "the store holds no such node"),
        (
            ["https://w3id.org/competencygraph/id/grades/federal/A4"],
            UnknownNodeError,
            "no document describes this node",
        ),
        ([str(folder / "missing.txt")], UsageError, "there is no such file or folder"),
        ([str(blank)], UsageError, "the file is empty"),
    ):
        with pytest.raises(error, match=words):
            check_in(store, targets)
    for targets in ([], ["sport/sport"]):
        with pytest.raises(UsageError, match="there is no store"):
            check(str(tmp_path / "none"), targets)
    with pytest.raises(UsageError, match="one key is given for 2 files"):
        check(":memory:", [str(folder)], CheckOptions(as_key="a"))


@pytest.mark.usefixtures("here")
def test_progress_is_told_document_by_document(folder: Path, store: EmbeddedStore) -> None:
    for targets in ([], [str(folder / "sport.txt"), str(folder / "missing.txt")], ["sport/sport", "jeugd/jeugd"]):
        told: list[tuple[int, int]] = []
        check_in(store, targets, progress=lambda done, total, told=told: told.append((done, total)))  # type: ignore[misc]
        assert told[-1] == (2, 2) and [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["no-message", "component-without-message"])
def test_a_shape_that_says_nothing_has_a_message_in_every_language(folder: Path, name: str) -> None:
    shapes = VALIDATION / "silent" / f"{name}.ttl"
    report = check(":memory:", [str(folder / "sport.txt")], CheckOptions("core", shapes=(shapes,)))
    silent = [finding for finding in report.findings if finding.code == "CG-Silent"]
    assert silent
    assert all(finding.remedies == {} for finding in silent)
    assert all(re.fullmatch(r"Het voldoet niet aan de vorm Silent \(\w+\)\.", one.messages["nl"]) for one in silent)
    for language in ("nl", "fr", "en"):
        words = Messages(language)
        assert silent[0].messages[language] in "\n".join(map(plain_text, text_report(report, words, 400)))
        assert "Silent" in html_report(report, words)


def test_shapes_that_take_long_to_read_are_ended_with_the_name_of_the_file(folder: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "slow.ttl"
    lines = (f"ex:S{at} a sh:NodeShape ; sh:targetClass ex:Thing ; sh:minLength {at} ." for at in range(6000))
    prefixes = "@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    shapes.write_text(prefixes + "\n".join(lines), encoding="utf-8")
    with pytest.raises(CheckLimitError) as caught:
        check(":memory:", [str(folder / "sport.txt")], CheckOptions("core", shapes=(shapes,), seconds=0.2))
    assert caught.value.where == str(shapes)


def test_own_shapes_are_checked_too(folder: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "own.ttl"
    shapes.write_text(SHAPES, encoding="utf-8")
    settings = tmp_path / "settings.yaml"
    settings.write_text("rules: {CG-Task-text-short: {severity: warning, reason: Ours.}}", encoding="utf-8")
    options = CheckOptions("core", shapes=(shapes,), settings=settings)
    report = check(":memory:", [str(folder / "sport.txt")], options)
    (long,) = [one for one in report.findings if one.code == "CG-Task-text-short"]
    assert (long.start_line, long.severity, long.messages["nl"]) == (
        11,
        Severity.WARNING,
        "A task has at most 33 characters.",
    )
    assert NO_PURPOSE not in {one.code for one in report.findings}
    shapes.write_text(SHAPES.replace("maxLength", "maxLenght"), encoding="utf-8")
    with pytest.raises(ShapesError, match="maxLenght"):
        check(":memory:", [str(folder / "sport.txt")], CheckOptions(shapes=(shapes,)))


def test_a_check_is_ended_at_its_deadline(folder: Path, tmp_path: Path) -> None:
    options = CheckOptions(seconds=0.001)
    with pytest.raises(CheckLimitError):
        check(":memory:", [str(folder / "sport.txt")], options)
    report = check(":memory:", [str(folder / "sport.txt"), str(folder / "jeugd.txt")], options)
    assert len(report.failures) == 2 and worst_exit_code(report.failures) == 3


@pytest.mark.usefixtures("here")
def test_a_baseline_leaves_what_is_new_and_counts_what_is_gone(folder: Path, tmp_path: Path) -> None:
    before = check(":memory:", [str(folder / "sport.txt")])
    baseline = tmp_path / "before.json"
    baseline.write_text(json.dumps(report_json(before, "nl")), encoding="utf-8")
    changed = tmp_path / "sport.txt"
    text = (folder / "sport.txt").read_text(encoding="utf-8").replace("3. Medewerkers", "2. Medewerkers")
    text = text.replace(
        "• De zalen", "• Het team van de dienst sport leiden\n• Het team van de dienst sport leiden\n• De zalen"
    )
    changed.write_text(f"\n\n{text}", encoding="utf-8")
    after = check(":memory:", [str(changed)], CheckOptions(baseline=baseline))
    assert (TWICE, 10) in {(one.code, one.start_line) for one in after.findings}
    assert "CG-numbering-skips" in {one.code for one in before.findings}
    assert after.known is not None and after.known > 0 and after.gone is not None and after.gone >= 1
    assert after.known + after.gone == len(before.findings)
    same = check(":memory:", [str(folder / "sport.txt")], CheckOptions(baseline=baseline))
    assert (same.findings, same.known, same.gone) == ((), len(before.findings), 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "the baseline is no JSON"),
        ("[" * 100_000, "the baseline is no JSON"),
        ("[]", "the baseline is no report of a check"),
        ('{"findings": []}', "the baseline is no report of a check"),
        ('{"report": "competencygraph check", "version": 2, "findings": []}', "a report of another version"),
        ('{"report": "competencygraph check", "version": 1, "findings": [{}]}', "a finding without a fingerprint"),
    ],
)
def test_a_faulty_baseline_is_refused(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        read_baseline(path)


def test_a_report_as_json_conforms_to_its_schema(whole: CheckReport) -> None:
    schema = report_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for language in ("nl", "fr", "en"):
        data = report_json(whole, language)
        assert len(data["findings"]) > 4
        assert list(validator.iter_errors(json.loads(json.dumps(data)))) == []
    spoilt = {**data, "findings": [{**data["findings"][0], "severity": "error"}]}
    assert not validator.is_valid(spoilt)
    assert data["findings"][0].keys() >= {
        *("code", "severity", "message", "focus", "path", "value", "document", "start_line", "end_line", "quote"),
        *("remedy", "rule", "fingerprint", "file"),
    }


def test_the_digest_of_the_rules_changes_with_what_findings_depend_on(tmp_path: Path) -> None:
    shapes = tmp_path / "own.ttl"
    shapes.write_text(SHAPES, encoding="utf-8")
    usual = rules_digest("core", (), Thresholds())
    assert usual == rules_digest("core", (), Thresholds())
    others = {
        rules_digest("publication", (), Thresholds()),
        rules_digest("core", (shapes,), Thresholds()),
        rules_digest("core", (), Thresholds(similarity=80)),
    }
    assert len({usual, *others}) == 4


@pytest.mark.usefixtures("here")
def test_the_python_interface_checks(folder: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text(f"exempt: [{{rule: {TWICE}, document: sport, reason: Agreed.}}]", encoding="utf-8")
    with Graph.open(":memory:") as graph:
        graph.ingest(folder / "jeugd.txt")
        report = graph.check(folder / "sport.txt", settings=settings)
        assert TWICE not in {one.code for one in report.findings}
        assert report.applied[0].count == 1
        with pytest.raises(CompetencyGraphError, match="no such node"):
            graph.check("sport/sport")


@pytest.mark.usefixtures("here")
def test_what_settings_keep_out_is_not_gone_from_a_baseline(folder: Path, tmp_path: Path) -> None:
    targets = [str(folder)]
    before = check(":memory:", targets)
    assert len(before.findings) > 1
    baseline = tmp_path / "before.json"
    baseline.write_text(json.dumps(report_json(before, "en")), encoding="utf-8")
    settings = tmp_path / "settings.yaml"
    code = before.findings[0].code
    settings.write_text(f"rules:\n  {code}: {{severity: off, reason: Agreed.}}\n", encoding="utf-8")
    after = check(":memory:", targets, CheckOptions(baseline=baseline, settings=settings))
    assert (after.findings, after.gone) == ((), 0)
    assert after.known == sum(finding.code != code for finding in before.findings)
