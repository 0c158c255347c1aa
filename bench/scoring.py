"""What extraction finds in a generated document, beside what the document states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from competencygraph.ingest.document import Document, make_lines
from competencygraph.ingest.extract import extract
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.masking import mask_contacts
from competencygraph.model import ParsedDocument
from competencygraph.model.codec import to_json

__all__ = ["differences", "found_in", "misplaced", "parse_text", "unexplained"]


def parse_text(text: str, name: str = "generated.txt") -> ParsedDocument:
    """Return what extraction makes of a text."""
    raw = tuple(mask_contacts(line) for line in text.removesuffix("\n").split("\n"))
    return extract(Document(name, "0" * 64, raw, make_lines(raw)), load_lexicon())


def found_in(parsed: ParsedDocument) -> dict[str, Any]:
    """Return the profile that was found, in the form of `Generated.expected`: no evidence, lists of items as texts."""
    profile = _bare(to_json(parsed)["profiles"][0])
    assert isinstance(profile, dict)
    return profile


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _bare(part) for name, part in value.items() if "evidence" not in name}
        return kept["text"] if set(kept) <= {"text", "notation"} else kept
    return [_bare(part) for part in value] if isinstance(value, list) else value


def differences(expected: Any, found: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield where what was found is not what was expected: path, expected, found.

    What `found` holds beside the expected names is no difference, unless it has content.

    >>> list(differences({"a": [1]}, {"a": [2], "b": []}))
    [('.a[0]', 1, 2)]
    """
    if isinstance(expected, dict) and isinstance(found, dict):
        for name in {**expected, **found}:
            if name in expected:
                yield from differences(expected[name], found.get(name), f"{path}.{name}")
            elif found[name] and name in {"tasks", "criteria", "competencies", "knowledge", "definitions", "vacancy"}:
                yield f"{path}.{name}", None, found[name]
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            yield f"{path}(len)", len(expected), len(found)
        for index, (one, other) in enumerate(zip(expected, found, strict=False)):
            yield from differences(one, other, f"{path}[{index}]")
    elif expected != found:
        yield path, expected, found


def unexplained(parsed: ParsedDocument) -> list[str]:
    """Return the lines that found no place although nothing says why."""
    return [part.text for part in parsed.document.unparsed if part.reason is None]


def misplaced(parsed: ParsedDocument) -> list[tuple[str, str]]:
    """Return texts that the lines of their evidence do not print, each with these lines."""
    raw = list(parsed.document.lines)
    for part in parsed.document.unparsed:
        for number in range(part.evidence.start_line, part.evidence.end_line + 1):
            raw[number - 1] = ""
    wrong = []
    for text, start, end in _evident(to_json(parsed)["profiles"][0]):
        printed = " ".join(raw[start - 1 : end])
        if _letters(text) not in _letters(printed):
            wrong.append((text, printed))
    return wrong


def _evident(value: Any) -> Iterator[tuple[str, int, int]]:
    if isinstance(value, dict):
        evidence, text = value.get("evidence"), value.get("text")
        if isinstance(evidence, dict) and isinstance(text, str):
            yield text, evidence["start_line"], evidence["end_line"]
        for part in value.values():
            yield from _evident(part)
    elif isinstance(value, list):
        for part in value:
            yield from _evident(part)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalpha()).casefold()
