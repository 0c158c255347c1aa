"""Pages are true of the repository: records have one form, indexes are whole, links and named files exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

NAME = re.compile(r"20\d{6}-[a-z0-9-]+\.md")
HEADINGS = ["## Context", "## Decision", "## Consequences"]


def faults(record: Path) -> list[str]:
    """Return what is wrong with the form of a decision record."""
    text = record.read_text(encoding="utf-8")
    found = [] if NAME.fullmatch(record.name) else ["its name is not YYYYMMDD-title.md"]
    if not text.startswith("# "):
        found.append("it has no title")
    if re.findall(r"^## .*$", text, re.MULTILINE) != HEADINGS:
        found.append(f"its headings are not {', '.join(HEADINGS)}")
    return found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title.md", "# T\n\n## Context\n\n## Decision\n\n## Consequences\n"),
        ("20260101-title.md", "## Context\n\n## Decision\n\n## Consequences\n"),
        ("20260101-title.md", "# T\n\n## Context\n\n## Decision\n"),
    ],
)
def test_a_bad_record_is_reported(tmp_path: Path, name: str, text: str) -> None:
    record = tmp_path / name
    record.write_text(text, encoding="utf-8")
    assert faults(record) != []


def test_the_records_are_sound_and_listed(repository: Path) -> None:
    folder = repository / "docs" / "decisions"
    records = [file for file in sorted(folder.glob("*.md")) if file.name not in {"README.md", "template.md"}]
    assert len(records) > 5
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert {record.name: faults(record) for record in records if faults(record)} == {}
    assert [record.name for record in records] == re.findall(r"\]\((20\d{6}-[^)]+)\)", index)


def test_links_between_documents_lead_somewhere(repository: Path, committed_files: list[Path]) -> None:
    pages = [file for file in committed_files if file.suffix == ".md"]
    assert len(pages) > 10
    broken = [
        f"{page.relative_to(repository)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_index_names_every_page(repository: Path) -> None:
    pages = {file.name for file in (repository / "docs").glob("*.md")} - {"README.md"}
    assert pages
    index = (repository / "docs" / "README.md").read_text(encoding="utf-8")
    assert pages - set(re.findall(r"\]\(([^)/]+\.md)\)", index)) == set()


def named_paths(page: str) -> list[str]:
    """Return the paths of files and folders that a page names between backticks; patterns are left out."""
    named = re.findall(r"`([^`\s<>*]+)`", page)
    return [name for name in named if re.fullmatch(r"\.?\w[\w./-]*(?:/|\.(?:md|py|toml|ttl|txt|yaml))", name)]


def test_paths_are_told_from_other_words() -> None:
    page = "`ontology/`, `a.ttl`, `tests/conftest.py`, `make test`, `cg:rank`, `../shared`, `queries/<name>.rq`, `x.*`"
    assert named_paths(page) == ["ontology/", "a.ttl", "tests/conftest.py"]


def test_the_guide_names_no_file_that_is_gone(repository: Path) -> None:
    named = named_paths((repository / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert len(named) > 10
    assert [name for name in named if not (repository / name).exists()] == []
