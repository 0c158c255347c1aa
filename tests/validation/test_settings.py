"""Settings of checks: what a file may say, what is said of a faulty one, and what settings do to findings."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import ItemsView
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from jsonschema import Draft202012Validator

from competencygraph.app.check_rules import check_codes, load_settings
from competencygraph.cli._translate import translate
from competencygraph.errors import UsageError
from competencygraph.validation.applying import UNUSED_EXEMPTION, apply_settings
from competencygraph.validation.finding import Finding, Severity
from competencygraph.validation.rules import load_rules
from competencygraph.validation.settings import CheckSettings, read_settings, settings_schema

GOOD = """\
thresholds: {similarity: 80, shortest: 12}
rules:
  CG-item-listed-twice: {severity: info, reason: Lists are merged later.}
  CG-Grade-rank:
    severity: off
    reason: Ranks follow.
exempt:
  - rule: CG-item-listed-twice
    document: "002"
    text: Plannen  en
      organiseren
    reason: Agreed with the union.
  - {rule: CG-item-listed-twice, focus: task/plannen, reason: Agreed too.}
"""
FAULTS = {
    "rules: [CG-x]\n": (1, "rules must hold names with values"),
    "rulez: {}\n": (1, "rulez is not known here"),
    "thresholds: {similarity: 101}\n": (1, "similarity must be a number from 1 to 100"),
    "thresholds: {similarity: 0}\n": (1, "similarity must be a number from 1 to 100"),
    "thresholds:\n  shortest: 0\n": (2, "shortest must be a whole number from 1"),
    "thresholds:\n  shortest: yes\n": (2, "shortest must be a whole number from 1"),
    "thresholds:\n  near: 4\n": (2, "near is not known here"),
    "rules:\n  CG-x:\n    severity: info\n": (3, "reason is missing"),
    "rules:\n  CG-x: {severity: info, reason: ' '}\n": (2, "reason must be text"),
    "rules:\n  CG-x:\n    severity: error\n    reason: Why.\n": (3, "“error” is no severity"),
    "rules:\n  CG-x: {severity: [info], reason: Why.}\n": (2, "“['info']” is no severity"),
    "rules:\n  CG-x: {severity: info, reason: Why., until: 2030}\n": (2, "until is not known here"),
    "exempt: {rule: CG-x}\n": (1, "exempt must be a list"),
    "exempt:\n  - CG-x\n": (2, "exempt must hold names with values"),
    "exempt:\n  - {reason: Why., text: a}\n": (2, "rule is missing"),
    "exempt:\n  - rule: CG-x\n    reason: Why.\n": (2, "an exemption needs focus, document or text"),
    "exempt:\n  - rule: CG-x\n    reason: Why.\n    document: 002\n": (4, "document must be text"),
    "exempt:\n  - {rule: CG-x, reason: Why., text: a, lines: 3}\n": (2, "lines is not known here"),
}


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def finding(code: str = "CG-x", **parts: object) -> Finding:
    values = {"focus": "https://example.org/a/task/plannen", "rule": "urn:r", "document": "002", "file": "a.txt"}
    return Finding(code, Severity.WARNING, {}, {}, **{**values, **parts})  # type: ignore[arg-type]


def test_a_file_is_read_as_it_says(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, GOOD))
    assert (settings.thresholds.similarity, settings.thresholds.shortest) == (80.0, 12)
    assert [(one.code, one.severity, one.reason, one.line) for one in settings.rules] == [
        ("CG-item-listed-twice", Severity.INFO, "Lists are merged later.", 3),
        ("CG-Grade-rank", None, "Ranks follow.", 5),
    ]
    first, second = settings.exemptions
    assert (first.document, first.text, first.line, first.end_line) == ("002", "Plannen en organiseren", 8, 12)
    assert (second.focus, second.text, second.line) == ("task/plannen", None, 13)
    check_codes(settings)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, "# nothing yet\nrules:\nexempt:\n"))
    assert (settings.rules, settings.exemptions, settings.thresholds) == ((), (), CheckSettings().thresholds)


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_said_in_one_line_with_its_place(tmp_path: Path, text: str) -> None:
    line, what = FAULTS[text]
    with pytest.raises(UsageError) as caught:
        load_settings(written(tmp_path, text))
    assert str(caught.value).startswith(f"settings.yaml, line {line}: {what}")
    assert "\n" not in str(caught.value)
    for language in ("nl", "fr"):
        assert translate(caught.value, language) != translate(caught.value, "en")


@pytest.mark.parametrize(
    "text", ["rules: {CG-x: {severity: info, reason: a}, CG-x: {severity: off, reason: b}}", "a: &b 1\nc: *b", "a: ["]
)
def test_repeated_keys_aliases_and_broken_yaml_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"stands twice|aliases|no YAML") as caught:
        load_settings(written(tmp_path, text))
    assert translate(caught.value, "nl") != translate(caught.value, "en")


def test_an_unknown_code_is_refused_with_the_nearest(tmp_path: Path) -> None:
    for code, nearest in (("CG-item-listed-twise", "CG-item-listed-twice"), ("CG-Grade-rnk", "CG-Grade-rank")):
        settings = load_settings(written(tmp_path, f"\nrules:\n  {code}: {{severity: 'off', reason: Why.}}\n"))
        with pytest.raises(UsageError) as caught:
            check_codes(settings)
        assert str(caught.value) == f"settings.yaml, line 3: there is no rule {code}; did you mean {nearest}?"


def test_the_code_of_an_unused_exemption_is_known(tmp_path: Path) -> None:
    check_codes(load_settings(written(tmp_path, f"rules: {{{UNUSED_EXEMPTION}: {{severity: info, reason: Why.}}}}")))


@pytest.mark.parametrize("text", [GOOD, *FAULTS])
def test_the_schema_agrees_with_the_reader(text: str) -> None:
    schema = settings_schema()
    Draft202012Validator.check_schema(schema)
    # In YAML 1.1, which Python reads, an unquoted off is no text.
    data = yaml.safe_load(text.replace("severity: off", "severity: 'off'"))
    assert Draft202012Validator(schema).is_valid(data) == (text == GOOD)


@pytest.fixture
def generator(repository: Path) -> ModuleType:
    path = repository / "tools" / "generate_check_schemas.py"
    spec = importlib.util.spec_from_file_location("generate_check_schemas", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_published_schemas_are_up_to_date(
    generator: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(generator.schemas()) == 2
    assert generator.main(["--check"]) == 0
    monkeypatch.setattr(generator, "REFERENCE", tmp_path)
    assert generator.main(["--check"]) == 1
    assert generator.main([]) == 0
    assert generator.main(["--check"]) == 0
    for name in generator.schemas():
        assert json.loads((tmp_path / name).read_text(encoding="utf-8"))["$comment"].startswith("Generated by")


EXEMPTIONS = {
    "document: '002'": True,
    "document: a.txt": True,
    "document: '003'": False,
    "focus: https://example.org/a/task/plannen": True,
    "focus: task/plannen": True,
    "focus: plannen": True,
    "focus: ask/plannen": False,
    "text: Plannen en organiseren": True,
    "text: plannen": False,
    "text: waarde": True,
    "{document: '002', text: elders}": False,
}


@pytest.mark.parametrize("covers", EXEMPTIONS)
def test_an_exemption_covers_what_all_its_parts_say(tmp_path: Path, covers: str) -> None:
    parts = covers.strip("{}")
    text = f"exempt: [{{rule: CG-x, reason: Why., {parts}}}]"
    settings = load_settings(written(tmp_path, text))
    quote = "• Plannen\n  en organiseren"
    settled = apply_settings([[finding(quote=quote, value="de waarde")]], settings, None)
    assert settled.groups == (((),) if EXEMPTIONS[covers] else ((finding(quote=quote, value="de waarde"),),))
    assert settled.applied[0].count == int(EXEMPTIONS[covers])
    other = apply_settings([[finding("CG-y", quote=quote)]], settings, None)
    assert len(other.groups[0]) == 1


def test_rules_are_graded_anew_or_switched_off_and_counted(tmp_path: Path) -> None:
    text = "rules: {CG-x: {severity: violation, reason: A.}, CG-y: {severity: 'off', reason: B.}}"
    settled = apply_settings(
        [[finding(), finding("CG-y")], [finding("CG-z")]], load_settings(written(tmp_path, text)), None
    )
    assert [[(one.code, one.severity.value) for one in group] for group in settled.groups] == [
        [("CG-x", "violation")],
        [("CG-z", "warning")],
    ]
    assert [(one.kind, one.count, one.reason) for one in settled.applied] == [("graded", 1, "A."), ("off", 1, "B.")]


def test_an_exemption_that_covers_nothing_is_a_finding_on_its_lines(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, GOOD))
    twice = finding("CG-item-listed-twice", quote="- Plannen en organiseren", focus="urn:x")
    settled = apply_settings([[twice]], settings, {"002", "a.txt"})
    (unused,) = settled.own
    assert (unused.code, unused.severity) == (UNUSED_EXEMPTION, Severity.WARNING)
    assert (unused.file, unused.start_line, unused.end_line) == ("settings.yaml", 13, 13)
    assert unused.quote is not None and "Agreed too." in unused.quote
    assert sorted(unused.messages) == sorted(unused.remedies) == ["en", "fr", "nl"]
    assert all("CG-item-listed-twice" in text for text in unused.messages.values())


def test_an_exemption_is_not_called_unused_where_its_document_was_not_checked(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, GOOD))
    assert [one.start_line for one in apply_settings([], settings, {"003"}).own] == [13]
    assert apply_settings([], settings, None).own == ()


def test_findings_on_unused_exemptions_can_be_switched_off(tmp_path: Path) -> None:
    text = f"{GOOD}".replace("rules:", f"rules:\n  {UNUSED_EXEMPTION}: {{severity: 'off', reason: Why.}}")
    settled = apply_settings([], load_settings(written(tmp_path, text)), {"002"})
    assert settled.own == ()
    assert [one.count for one in settled.applied if one.rule == UNUSED_EXEMPTION] == [2]


def test_every_rule_has_a_code_that_settings_can_name() -> None:
    codes = [rule.code for rule in load_rules()]
    assert codes and len(set(codes)) == len(codes)


@pytest.mark.skipif(os.name == "nt", reason="makes a pipe with a name")
def test_what_is_no_regular_file_or_too_long_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull), tmp_path):
        with pytest.raises(UsageError, match="the settings file is no regular file"):
            load_settings(path)
    with pytest.raises(UsageError, match="the settings file is larger than 5 MB"):
        load_settings(written(tmp_path, "# " + "a" * (5 * 2**20)))


def test_time_rises_with_the_number_of_exemptions_and_not_with_its_square(tmp_path: Path) -> None:
    def lookups(count: int) -> int:
        source = _Counted({"exempt": [{"rule": "CG-x", "text": "a", "reason": "Why."} for _ in range(count)]})
        assert len(read_settings(source).exemptions) == count
        return source.lines.looked

    assert 0 < lookups(40) <= 5 * lookups(10)


class _Lines(dict[tuple[str | int, ...], int]):
    """Lines that count how often one is looked at."""

    looked = 0

    def __contains__(self, key: object) -> bool:
        self.looked += 1
        return super().__contains__(key)

    def items(self) -> ItemsView[tuple[str | int, ...], int]:
        self.looked += len(self)
        return super().items()


class _Counted:
    """Settings as they come from a file."""

    name = "settings.yaml"

    def __init__(self, data: dict[str, list[dict[str, str]]]) -> None:
        self.data = data
        self.lines = _Lines({("exempt", index): index + 2 for index in range(len(data["exempt"]))})
