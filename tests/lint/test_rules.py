"""Every lint rule finds what its bad examples show, where they show it, and nothing in its good ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.validation.rules import LANGUAGES, LintRule, load_rules

from .cases import FOLDER, Case, findings_of, load_cases

RULES = {rule.name: rule for rule in load_rules()}
CASES = [case for name in RULES for case in load_cases(name)]


def test_there_are_rules_and_examples() -> None:
    assert RULES
    assert CASES


def test_no_example_is_without_a_rule() -> None:
    assert {folder.name for folder in FOLDER.iterdir() if (folder / "cases.yaml").exists()} <= RULES.keys()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_has_a_bad_and_a_good_example(rule: LintRule) -> None:
    names = [case.name for case in load_cases(rule.name)]
    assert len(names) == len(set(names))
    assert any(name.startswith("bad_") for name in names)
    assert any(name.startswith("good_") for name in names)
    assert all(name.startswith(("bad_", "good_")) for name in names)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_example(case: Case, tmp_path: Path) -> None:
    expected = case.content["findings"]
    assert bool(expected) == case.name.startswith("bad_")
    found = findings_of(case, RULES[case.rule], tmp_path)
    told = [(one.start_line, one.messages["nl"]) for one in found]
    assert [line for line, _ in told] == [each.get("line") for each in expected], told
    for one, each in zip(found, expected, strict=True):
        assert one.end_line == each.get("end_line", one.end_line)
        for words in each["has"]:
            assert words in one.messages["nl"]
        for language in LANGUAGES:
            assert one.messages[language].strip()
            assert one.remedies[language].strip()
            assert "{" not in one.messages[language] + one.remedies[language]
            assert "https://" not in one.messages[language]
