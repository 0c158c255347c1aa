"""docs/reading.md names every rule of extraction, and none that is gone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

RULE = re.compile(r"[a-z]+(?:-[a-z]+)+")
ROW = re.compile(r"^\| (`.*?) \|", re.MULTILINE)
SINGLE_WORDS = {"role", "date", "amounts"}


def rules_in(source: str) -> set[str]:
    """Return the texts in a module that have the form of a rule's name."""
    texts = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and (RULE.fullmatch(text) or text in SINGLE_WORDS)}


def named_in(page: str) -> set[str]:
    """Return the names in the first column of a page's tables."""
    return {name for row in ROW.findall(page) for name in re.findall(r"`([^`]+)`", row)}


def test_names_of_rules_are_told_from_other_texts() -> None:
    assert rules_in('note("task", text, "task-list", 0.9)\nrule = "role"\n"""A doc-string, in words."""') == {
        "task-list",
        "role",
    }
    assert named_in("| rule | takes |\n|---|---|\n| `a-b`, `c-d` | `no-rule` |\n") == {"a-b", "c-d"}


def test_every_rule_is_on_the_page_and_every_rule_on_the_page_exists(repository: Path) -> None:
    modules = sorted((repository / "src" / "competencygraph" / "ingest" / "rules").glob("*.py"))
    used = {name for module in modules for name in rules_in(module.read_text(encoding="utf-8"))}
    assert len(used) > 30
    named = named_in((repository / "docs" / "reading.md").read_text(encoding="utf-8"))
    assert used - named == set()
    assert named - used == set()
