"""A word diff as HTML and Markdown: told without colour, and safe whatever the document says."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competencygraph.compare import html_diff, markdown_diff, markdown_text, word_diff

NAMES = {"removed": "weg", "added": "nieuw", "moved-away": "stond hier", "moved-here": "staat nu hier"}
OLD = "De dienst leiden en het werk van alle teams plannen. Vragen van burgers snel beantwoorden."
NEW = "Vragen van burgers snel beantwoorden. De dienst leiden en al het werk van alle teams plannen."


class Reader(HTMLParser):
    """Collects what a page says, the tags it has, and what stands in ins and del."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.marked = {"ins": "", "del": ""}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._open.append("said" if ("class", "said") in attrs else tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if "said" not in self._open:
            for tag in self.marked:
                self.marked[tag] += data if tag in self._open else ""


def read(html: str) -> Reader:
    """Return what an HTML text holds."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def test_each_mark_of_the_html_is_told_in_words_too() -> None:
    page = read(html_diff(word_diff(OLD, NEW, moves=True), NAMES))
    assert page.tags.count("ins") == 2 and page.tags.count("del") == 1
    assert page.tags.count("span") == 3
    assert "staat nu hier: Vragen van burgers" in page.text and "nieuw: al" in page.text
    assert page.marked["del"] == "Vragen van burgers snel beantwoorden."


def test_markdown_marks_with_tags_and_an_arrow_for_what_moved() -> None:
    told = markdown_diff(word_diff(OLD, NEW, moves=True))
    assert "<ins>al</ins>" in told
    assert told.count("⇄ Vragen van burgers snel beantwoorden.") == 2


@given(st.text(st.sampled_from("ab <>&\"'/*_`[]()!#|~\\-+1.") | st.characters(), max_size=40), st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_nothing_of_a_document_becomes_a_tag_or_a_mark(old: str, new: str) -> None:
    for parts in (word_diff(old, new, moves=True), word_diff(old, f"{old} {new}", moves=True)):
        assert set(read(html_diff(parts, NAMES)).tags) <= {"ins", "del", "span"}
        assert set(re.findall(r"<[^>]*>", markdown_diff(parts))) <= {"<ins>", "</ins>", "<del>", "</del>"}
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`\[\]|~#<]", markdown_text(old))


def test_code_that_stays_is_escaped_as_what_changes_is() -> None:
    parts = word_diff("<b>een</b>", "<b>een</b> <i>twee</i>")
    assert {part.kind for part in parts} == {"same", "added"}
    assert read(html_diff(parts, NAMES)).tags == ["ins", "span"]
    assert "<b>een</b> " in read(html_diff(parts, NAMES)).text
    assert "&lt;b&gt;een" in markdown_diff(parts)


@pytest.mark.parametrize(
    ("text", "shown"), [("- een", "\\- een"), ("1. een", "1\\. een"), ("# kop", "\\# kop"), ("a  \n b", "a b")]
)
def test_a_text_that_looks_like_a_mark_is_shown_as_it_is(text: str, shown: str) -> None:
    assert markdown_text(text) == shown
