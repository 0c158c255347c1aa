"""What extraction finds in a document, beside what the document states."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher
from typing import Any

from competencygraph.ingest.document import Document, make_lines
from competencygraph.ingest.extract import extract
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.masking import mask_contacts
from competencygraph.model import (
    Competency,
    Criterion,
    Definition,
    ParsedDocument,
    ProficiencyLevel,
    Profile,
    Purpose,
    ResultArea,
)
from competencygraph.model.codec import to_json

__all__ = [
    "KINDS",
    "Score",
    "Strings",
    "check_expected",
    "differences",
    "found_in",
    "misplaced",
    "parse_text",
    "plain",
    "typed_strings",
    "unexplained",
]


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


KINDS = (
    "area",
    "activity",
    "purpose",
    "task",
    "cell",
    "definition",
    "competency",
    "competency definition",
    "level",
    "level title",
    "indicator",
    "knowledge",
)
"""The kinds of typed strings, in the order in which they are printed."""

_NEAR = 0.9
_KEYS = {
    "purpose": Purpose,
    "result_areas": ResultArea,
    "criteria": Criterion,
    "definitions": Definition,
    "competencies": Competency,
    "levels": ProficiencyLevel,
}
_NOT_SCORED = {"group", "sections", "vacancy", "position"}


Strings = Counter[tuple[str, str]]
"""Typed strings with how often each occurs: kind and normalised text."""


def plain(text: str) -> str:
    """Return a text as it is compared: one Unicode form, single spaces, no closing list punctuation.

    >>> plain("De  taken verdelen ;")
    'De taken verdelen'
    """
    return " ".join(unicodedata.normalize("NFC", text).split()).rstrip(" ;:")


def typed_strings(profiles: Sequence[Mapping[str, Any]]) -> Strings:
    """Return the typed strings of some profiles, as one multiset.

    Args:
        profiles: profiles in the form of `to_json`, or of a corpus document's ``expected.json``.

    Returns:
        How often each kind and text occurs.

    >>> sorted(typed_strings([{"tasks": ["Leiden;"], "competencies": [{"name": "Moed", "levels": [{"level": 2}]}]}]))
    [('competency', 'Moed'), ('level', 'Moed 2'), ('task', 'Leiden')]
    """
    return Counter(
        (kind, plain(text)) for profile in profiles for kind, text in _strings(profile) if text and plain(text)
    )


def _strings(profile: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    yield from _clauses(profile.get("purpose"))
    for area in profile.get("result_areas", []):
        yield "area", area.get("name") or area.get("role")
        yield "activity", area.get("activity")
        yield "purpose", area.get("purpose")
        yield from (("task", _text(task)) for task in area.get("tasks", []))
    yield from (("task", _text(task)) for task in profile.get("tasks", []))
    for criterion in profile.get("criteria", []):
        for grade, descriptor in criterion.get("descriptors", {}).items():
            yield "cell", f"{grade} | {plain(criterion['name'])} | {_text(descriptor)}"
    for definition in profile.get("definitions", []):
        yield "definition", f"{definition['term']} = {definition['definition']}"
    for competency in profile.get("competencies", []):
        yield from _competency(competency)
    yield from (("knowledge", _text(item)) for item in profile.get("knowledge", []))


def _clauses(purpose: Mapping[str, Any] | str | None) -> Iterator[tuple[str, str | None]]:
    if isinstance(purpose, str) or purpose is None:
        yield "purpose", purpose
    elif purpose.get("activity") or purpose.get("purpose"):
        yield "activity", purpose.get("activity")
        yield "purpose", purpose.get("purpose")
    else:
        yield "purpose", purpose.get("text")


def _competency(competency: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    yield "competency", competency["name"]
    yield "competency definition", competency.get("definition")
    for level in competency.get("levels", []):
        if level.get("level") is not None:
            yield "level", f"{plain(competency['name'])} {level['level']}"
        yield "level title", level.get("title")
        yield from (("indicator", _text(indicator)) for indicator in level.get("indicators", []))


def _text(item: Mapping[str, Any] | str) -> str:
    return item if isinstance(item, str) else str(item["text"])


@dataclass(frozen=True)
class Score:
    """What was found beside what was expected.

    Args:
        expected: the typed strings that a document states.
        found: those that were read from it.
    """

    expected: Strings = field(default_factory=Counter)
    found: Strings = field(default_factory=Counter)

    @property
    def missed(self) -> Strings:
        """Return what was expected and not found."""
        return self.expected - self.found

    @property
    def invented(self) -> Strings:
        """Return what was found and not expected."""
        return self.found - self.expected

    def of(self, kind: str) -> Score:
        """Return the score of one kind."""
        return Score(
            Counter({pair: count for pair, count in self.expected.items() if pair[0] == kind}),
            Counter({pair: count for pair, count in self.found.items() if pair[0] == kind}),
        )

    @property
    def recall(self) -> float:
        """Return which part of what was expected was found; 1 where nothing was expected.

        >>> Score(Counter({("task", "a"): 2}), Counter({("task", "a"): 1})).recall
        0.5
        """
        total = self.expected.total()
        return (total - self.missed.total()) / total if total else 1.0

    @property
    def precision(self) -> float:
        """Return which part of what was found was expected; 1 where nothing was found."""
        total = self.found.total()
        return (total - self.invented.total()) / total if total else 1.0

    def near(self) -> list[tuple[str, str, str]]:
        """Return missed and invented strings of one kind that are nearly equal: kind, expected, found.

        >>> Score(Counter({("task", "Leiden."): 1}), Counter({("task", "Leiden"): 1})).near()
        [('task', 'Leiden.', 'Leiden')]
        """
        return [
            (kind, missed, invented)
            for kind, missed in self.missed
            for other, invented in self.invented
            if other == kind and SequenceMatcher(None, missed, invented).ratio() > _NEAR
        ]


def check_expected(data: Any) -> list[dict[str, Any]]:
    """Return the profiles of an ``expected.json``, or say what is wrong with it.

    Args:
        data: the content of the file.

    Returns:
        The profiles, each with known keys only.

    Raises:
        ValueError: a key is unknown, missing or holds something else; says where.

    >>> check_expected({"profiles": [{"task": ["Leiden"]}]})
    Traceback (most recent call last):
    ...
    ValueError: profiles[0]: the key task is not known
    """
    if not isinstance(data, dict) or set(data) != {"profiles"} or not isinstance(data["profiles"], list):
        raise ValueError("an object with the one key profiles, a list, is expected")
    for number, profile in enumerate(data["profiles"]):
        _check(profile, Profile, f"profiles[{number}]")
    try:
        typed_strings(data["profiles"])
    except KeyError as error:
        raise ValueError(f"the key {error} is missing somewhere") from error
    profiles: list[dict[str, Any]] = data["profiles"]
    return profiles


def _check(value: Any, form: type[Any], where: str) -> None:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: an object is expected")
    known = {part.name for part in fields(form) if "evidence" not in part.name}
    for name, part in value.items():
        here = f"{where}.{name}"
        if name not in known:
            raise ValueError(f"{where}: the key {name} is not known")
        if name in {"tasks", "knowledge", "indicators", "grades"}:
            if not isinstance(part, list) or not all(map(_is_item, part)):
                raise ValueError(f"{here}: a list of texts is expected")
        elif name == "descriptors":
            if not isinstance(part, dict) or not all(map(_is_item, part.values())):
                raise ValueError(f"{here}: texts by grade are expected")
        elif name in _KEYS and isinstance(part, dict | list):
            for number, member in enumerate(part if isinstance(part, list) else [part]):
                _check(member, _KEYS[name], f"{here}[{number}]")
        elif part is not None and not isinstance(part, str | int) and name not in _NOT_SCORED:
            raise ValueError(f"{here}: text is expected")


def _is_item(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and isinstance(value.get("text"), str))
