"""The packaged word lists are read once, and faulty ones are refused."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest

from competencygraph.errors import DefinitionError
from competencygraph.terms import safe_yaml
from competencygraph.validation.wording import read_wording, wording


def test_a_subject_is_read_once() -> None:
    assert wording("outdated_titles") is wording("outdated_titles")
    with pytest.raises(DefinitionError, match="no words on this subject: tea"):
        wording("tea")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: [", "no YAML"),
        ("- a", "no mapping of subjects"),
        ("", "no mapping of subjects"),
        ("a: [x]\nb: [y]\na: [z]", "the subject a stands twice"),
        ("a:", "the subject a holds nothing"),
        ("!!python/object:os.system a: b", "no YAML"),
    ],
)
def test_faulty_lists_are_refused(text: str, what: str) -> None:
    with pytest.raises(DefinitionError, match=what) as caught:
        read_wording(text)
    assert caught.value.where == "wording.yaml"


def test_every_replaced_name_says_where_since_when_and_by_what() -> None:
    entries = wording("outdated_titles")
    assert len(entries) > 15
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["language"] in {"nl", "fr", "en"}, entry["id"]
        assert entry["where"].strip() and entry["replacement"].strip() and entry["ground"].strip(), entry["id"]
        assert 1990 < int(entry["since"]) <= date.today().year, entry["id"]
        assert re.fullmatch(r"https://\S+", entry["source"]), entry["id"]
        assert entry["forms"]
        assert set(entry) <= {
            "id",
            "where",
            "language",
            "forms",
            "needs",
            "not_with",
            "before",
            "after",
            "replacement",
            "since",
            "ground",
            "source",
        }


def test_known_abbreviations_are_written_as_they_are_looked_up() -> None:
    lists = wording("known_abbreviations")
    assert set(lists) == {"any", "nl", "fr", "en"}
    for rows in lists.values():
        for row in rows:
            assert all(isinstance(word, str) and word == word.upper() for word in row), row


def test_all_expressions_of_the_language_observers_compile() -> None:
    patterns = [form for forms in wording("address_forms").values() for kinds in forms.values() for form in kinds]
    patterns += [form for forms in wording("address_starts").values() for form in forms]
    patterns += wording("name_leads")
    assert len(patterns) > 40
    for pattern in patterns:
        re.compile(pattern)


def _not_words(value: object, path: str) -> list[str]:
    """Return the places of list members that YAML does not read as words or numbers."""
    if isinstance(value, dict):
        return [place for key, part in value.items() for place in _not_words(part, f"{path}/{key}")]
    if isinstance(value, list):
        wrong = [f"{path}[{n}]" for n, part in enumerate(value) if part is None or isinstance(part, bool)]
        return wrong + [place for n, part in enumerate(value) for place in _not_words(part, f"{path}[{n}]")]
    return []


def test_no_word_of_a_list_is_read_as_true_or_false() -> None:
    text = files("competencygraph.validation").joinpath("wording.yaml").read_text(encoding="utf-8")
    assert _not_words(safe_yaml.load("a: [[of, on, no]]"), "") == ["/a[0][1]", "/a[0][2]"]
    assert _not_words(safe_yaml.load(text), "") == []
