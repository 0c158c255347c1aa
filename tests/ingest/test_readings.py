"""Every item of a profile has a reading that covers its lines: nothing is read without a rule that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from competencygraph.errors import NotAProfileError
from competencygraph.ingest import parse_document
from competencygraph.ingest.corrections.tree import Node, tree_of
from competencygraph.model import Evidence, ParsedDocument, Profile

ROOT = Path(__file__).resolve().parents[2]
SEEN = ROOT / "tests" / "ingest" / "corpus" / "seen"
DOCUMENTS = sorted([*(ROOT / "documents").glob("00*.txt"), *SEEN.glob("*/document.txt"), *SEEN.glob("*/document.md")])


def _vacancy_facts(profile: Profile) -> Iterator[tuple[str, Evidence | None]]:
    vacancy = profile.vacancy
    if vacancy is not None:
        yield "organisation", vacancy.organisation_evidence
        yield "career", vacancy.career_evidence
        yield "deadline", vacancy.application.evidence
        if vacancy.reserve is not None:
            yield "reserve", vacancy.reserve.evidence
        if vacancy.salary is not None:
            yield "salary", vacancy.salary.evidence
            yield from (("salary-step", step.evidence) for step in vacancy.salary.steps)


def _is_implied(node: Node) -> bool:
    """Return whether this is a level that nothing prints, made to hold indicators."""
    return node.kind == "level" and node.text is None and node.parts.get("level") is None


def items_without_reading(parsed: ParsedDocument) -> Counter[str]:
    """Return how many items of each kind no reading of their kind covers."""
    ranges: dict[str, set[Evidence]] = {}
    for reading in parsed.readings:
        ranges.setdefault(reading.kind.replace(" ", "-"), set()).add(reading.evidence)
    nodes = [node for root in tree_of(parsed).profiles for node in root.walk()]
    items = [(node.kind, node.evidence) for node in nodes if not _is_implied(node)]
    items += [fact for profile in parsed.profiles for fact in _vacancy_facts(profile)]
    return Counter(
        kind
        for kind, evidence in items
        if evidence is not None
        and not any(
            seen.start_line <= evidence.start_line and evidence.end_line <= seen.end_line
            for seen in ranges.get("knowledge" if kind == "technical" else kind, ())
        )
    )


def test_an_item_without_a_reading_is_reported() -> None:
    parsed = parse_document(ROOT / "documents" / "000_9c9fb8fc10d5618f.txt")
    silent = ParsedDocument(parsed.document, parsed.profiles)
    assert items_without_reading(silent)["task"] == 43


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_item_has_a_reading(path: Path) -> None:
    assert len(DOCUMENTS) > 20
    try:
        parsed = parse_document(path)
    except NotAProfileError:
        return
    assert items_without_reading(parsed) == Counter()
