"""What is wrong in a review file is said in one line: where, what, and what is possible, in three languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.cli._translate import translate
from competencygraph.errors import CorrectionError
from competencygraph.ingest.corrections import corrections_between, read_edited

from .page import Editor, document


def _remove(editor: Editor) -> None:
    editor.holder("Bomen snoeien").remove(editor.item("Bomen snoeien"))


def _double(editor: Editor) -> None:
    editor.holder("Bomen snoeien").append(dict(editor.item("Bomen snoeien")))


CASES: dict[str, tuple[Callable[[Editor], object], str]] = {
    "unknown kind": (lambda e: e.item("Bomen snoeien").update(kind="taak"), "there is no kind “taak”; use profile, "),
    "unknown key": (lambda e: e.item("Bomen snoeien").update(soort="x"), "soort is not known here; use id, "),
    "gone": (_remove, "(task “Bomen snoeien”) is gone from the file; put it back, and write drop: yes"),
    "double": (_double, "stands twice in the file; keep one of the two"),
    "lines changed": (lambda e: e.item("Bomen snoeien").update(lines=4), "cannot be changed; put them back"),
    "no lines": (lambda e: e.item("Bomen snoeien").update(lines="vier"), "“vier” is no range of lines; write 12"),
    "new without lines": (lambda e: e.top.append({"kind": "task", "text": "x"}), "needs the lines"),
    "lines beyond": (lambda e: e.top.append({"kind": "task", "text": "x", "lines": 99}), "has 24 lines"),
    "indicator nowhere": (
        lambda e: e.item("Bomen snoeien").update(kind="indicator"),
        "“indicator” stands within: level; say which with into:",
    ),
    "into nowhere": (lambda e: e.item("Bomen snoeien").update(into=999), "there is no item 999 to put it into"),
    "merge with nothing": (lambda e: e.item("Perken aanleggen").update(merge="previous"), "no item of the same kind"),
    "merge with a number": (lambda e: e.item("Bomen snoeien").update(merge=4), "write merge: previous"),
    "split in one": (lambda e: e.item("Bomen snoeien").update(split=["x"]), "two texts or more"),
    "split of an area": (lambda e: e.item("Ploeg leiden").update(split=["x", "y"]), "with contents cannot be split"),
    "no text": (lambda e: e.item("Bomen snoeien").update(text=""), "text is missing; put it back, or write drop"),
    "part of another kind": (lambda e: e.item("Bomen snoeien").update(grade="A1"), "“task” has no grade; it has:"),
    "criterion with cells": (
        lambda e: e.item("Impact").update(kind="task"),
        "“criterion” cannot become “task” here; move or drop its contents first",
    ),
    "two cells for one grade": (lambda e: e.item("Een park.").update(grade="A1"), "reword of “cell” cannot be done"),
    "second purpose": (lambda e: e.item("Bomen snoeien").update(kind="purpose"), "a profile has one “purpose” at most"),
    "drop of all": (lambda e: e.data["profiles"][0].update(drop=True), "a profile cannot be dropped"),
}


@pytest.mark.parametrize("name", CASES)
def test_an_error_names_line_item_and_what_is_possible(name: str, tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    change, expected = CASES[name]
    change(editor)
    with pytest.raises(CorrectionError) as caught:
        corrections_between(editor.parsed, read_edited(editor.save()))
    said = str(caught.value)
    assert expected in said
    assert said.startswith("review.yaml")
    assert caught.value.exit_code == 2
    for language in ("nl", "fr"):
        words = translate(caught.value, language).split(" : " if language == "fr" else ": ", 1)[1]
        assert caught.value.what not in words
        assert caught.value.remedy is not None and caught.value.remedy not in words


def test_a_file_of_another_reading_is_refused(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    other = document(("Tuinier", *document().document.lines[1:]))
    editor.data["reading"] = "0000"
    with pytest.raises(CorrectionError, match="another reading of the document; write a new file with --review"):
        corrections_between(other, read_edited(editor.save()))


def test_a_file_of_another_document_is_refused(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.data["document"] = "00"
    with pytest.raises(CorrectionError, match="another version of the document"):
        corrections_between(editor.parsed, read_edited(editor.save()))


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("      text: Let op: Bomen snoeien\n", 0),
        ("\t\ttext: Bomen snoeien\n", 0),
        ("       text: Bomen snoeien\n", 0),
        ("      text: >-\n        Bomen\n      snoeien\n", 2),
    ],
)
def test_a_mistake_in_yaml_is_said_in_plain_words_with_its_line(typed: str, line: int, tmp_path: Path) -> None:
    old = "      text: >-\n        Bomen snoeien\n"
    path = Editor(tmp_path).path
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, typed), encoding="utf-8")
    place = text[: text.index(old)].count("\n") + 1 + line
    with pytest.raises(CorrectionError) as caught:
        read_edited(path)
    assert caught.value.where == f"review.yaml, line {place}"
    assert caught.value.what == "the corrections file is no YAML: this is not valid here"
    assert "put texts with a colon in quotation marks, indent with spaces" in str(caught.value)
    assert translate(caught.value, "nl").startswith(f"review.yaml, regel {place}: het bestand met correcties is geen")
    assert "mettez les textes avec deux-points entre guillemets" in translate(caught.value, "fr")


@pytest.mark.parametrize("text", ["", "a: 1", "- x", "a: [", "format: competencygraph-review-1", "a: &b 1\nc: *b"])
def test_what_is_no_review_file_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError):
        read_edited(path)
