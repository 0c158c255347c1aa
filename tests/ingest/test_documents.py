"""The five documents give exactly what was written by hand from reading them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from competencygraph.ingest import parse_document
from competencygraph.model.codec import to_json

EXPECTED = Path(__file__).parent / "documents"
DOCUMENTS = Path(__file__).parents[2] / "documents"
KEYS = ("000", "001", "002", "003", "004")


def expected(key: str) -> dict[str, Any]:
    return json.loads((EXPECTED / key / "expected.json").read_text(encoding="utf-8"))


def parsed(key: str) -> dict[str, Any]:
    (path,) = DOCUMENTS.glob(f"{key}_*.txt")
    return json.loads(json.dumps(to_json(parse_document(path))))


@pytest.mark.parametrize("key", KEYS)
def test_the_model_equals_the_one_written_by_hand(key: str) -> None:
    assert parsed(key) == expected(key)


@pytest.mark.parametrize("key", KEYS)
def test_hardly_a_line_is_left_unparsed(key: str) -> None:
    document = parsed(key)["document"]
    lost = sum(part["evidence"]["end_line"] - part["evidence"]["start_line"] + 1 for part in document["unparsed"])
    assert document["placed"] > 100
    assert lost < 0.02 * (lost + document["placed"])
    assert all(part["reason"] in {"page number", "link residue"} for part in document["unparsed"])


@pytest.mark.parametrize("key", KEYS)
def test_the_packaged_documents_are_those_that_were_shared(key: str, shared: Path) -> None:
    (ours,) = DOCUMENTS.glob(f"{key}_*.txt")
    assert ours.read_bytes() == (shared / "documents" / ours.name).read_bytes()


def test_every_text_stands_on_its_lines() -> None:
    checked = 0
    for key in KEYS:
        (path,) = DOCUMENTS.glob(f"{key}_*.txt")
        lines = path.read_text(encoding="utf-8").split("\n")
        for text, evidence in texts_with_evidence(parsed(key)["profiles"]):
            printed = "".join(lines[evidence["start_line"] - 1 : evidence["end_line"]])
            assert bare(text) in bare(printed), (key, evidence, text)
            checked += 1
    assert checked > 400


def bare(text: str) -> str:
    return "".join(sign for sign in text if not sign.isspace() and sign not in "-–")


def texts_with_evidence(node: Any) -> list[tuple[str, dict[str, int]]]:
    """Return the wording of every object that has a text and lines."""
    if isinstance(node, list):
        return [pair for child in node for pair in texts_with_evidence(child)]
    if not isinstance(node, dict):
        return []
    pairs = [pair for child in node.values() for pair in texts_with_evidence(child)]
    if isinstance(node.get("text"), str) and node.get("evidence"):
        pairs.append((node["text"], node["evidence"]))
    return pairs
