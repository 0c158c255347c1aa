"""Change notes are where the release looks for them, and say what they are about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

KINDS = {"ontology", "shapes", "queries", "feature", "fix", "removal", "docs"}
NAME = re.compile(r"(?P<issue>[1-9]\d*)\.(?P<kind>[a-z]+)\.md")


def faults(fragment: Path) -> list[str]:
    """Return what is wrong with a change note."""
    match = NAME.fullmatch(fragment.name)
    if match is None:
        return ["its name is not <issue>.<kind>.md"]
    text = fragment.read_text(encoding="utf-8")
    found = [] if match["kind"] in KINDS else [f"its kind is not one of {', '.join(sorted(KINDS))}"]
    entries = [line for line in text.splitlines() if line.strip() and not line.startswith("  ")]
    if not entries:
        found.append("it is empty")
    found += [f"not a list item: {line}" for line in entries if not line.startswith("- ")]
    items = re.split(r"^- ", text, flags=re.MULTILINE)[1:]
    found += [f"without (#{match['issue']}): {item.strip()}" for item in items if f"(#{match['issue']})" not in item]
    return found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("feature.md", "- Added `x` (#2).\n"),
        ("2.feature.md", ""),
        ("2.novelty.md", "- Added `x` (#2).\n"),
        ("2.feature.md", "Added `x` (#2).\n"),
        ("2.feature.md", "- Added `x`.\n"),
    ],
)
def test_a_bad_note_is_reported(tmp_path: Path, name: str, text: str) -> None:
    fragment = tmp_path / name
    fragment.write_text(text, encoding="utf-8")
    assert faults(fragment) != []


def test_the_change_notes_are_sound(repository: Path) -> None:
    fragments = [file for file in sorted((repository / "changelog.d").iterdir()) if file.name != "README.md"]
    released = "\n## " in (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    assert fragments or released
    assert {fragment.name: faults(fragment) for fragment in fragments if faults(fragment)} == {}


def test_the_guide_names_every_kind(repository: Path) -> None:
    guide = (repository / "changelog.d" / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z]+)` \|", guide, re.MULTILINE)) == KINDS
