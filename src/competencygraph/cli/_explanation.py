"""What each line of a document became, as a table for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from competencygraph.cli._messages import Messages, catalogue_of_messages
from competencygraph.cli._places import place_words
from competencygraph.cli._rows import readable_word
from competencygraph.model import Evidence, ParsedDocument, Reading, locate

if TYPE_CHECKING:
    from competencygraph.app.explaining import ExplainedLines

__all__ = ["explanation", "place_of", "reason_words", "review_comments"]

_TEXT_WIDTH = 70
_PERCENT = 100


def explanation(lines: Iterable[ExplainedLines], messages: Messages) -> tuple[list[str], list[list[str]]]:
    """Return what lines became as the columns and cells of a table.

    Args:
        lines: of the document.
        messages: in the language of the run.

    Returns:
        The names of the columns, and a row for each.
    """
    columns = [messages(f"parse.column.{name}") for name in ("place", "kind", "text", "rule", "confidence")]
    cells = [
        [
            place_words(one.evidence.start_line, one.evidence.end_line, one.location, messages),
            readable_word(one.kind, messages),
            _shortened(one.text),
            _rule(one.rule, one.under, messages) if one.kind != "unparsed" else readable_word(one.rule, messages),
            "" if one.confidence is None else f"{round(one.confidence * _PERCENT)} %",
        ]
        for one in lines
    ]
    return columns, cells


def reason_words(messages: Messages) -> Callable[[Reading], str]:
    """Return what tells why lines became what they are, in the language of the run.

    Args:
        messages: in the language of the run.
    """

    def words(reading: Reading) -> str:
        rule, _, under = reading.rule.partition(" under ")
        return f"{_rule(rule, under, messages)} ({round(reading.confidence * _PERCENT)} %)"

    return words


def place_of(messages: Messages) -> Callable[[ParsedDocument], Callable[[Evidence], str]]:
    """Return what tells where the lines of a document stand; nothing is told of plain text.

    Args:
        messages: in the language of the run.
    """

    def of_document(parsed: ParsedDocument) -> Callable[[Evidence], str]:
        def words(evidence: Evidence) -> str:
            location = locate(evidence, parsed.document.places)
            return "" if location is None else place_words(evidence.start_line, evidence.end_line, location, messages)

        return words

    return of_document


def review_comments(messages: Messages, kept: int = 0) -> str:
    """Return how to use a review file, with every kind of item in the language of the run.

    Args:
        messages: in the language of the run.
        kept: how many corrections of the document the store keeps; they are told first.
    """
    from competencygraph.ingest.corrections.kinds import KINDS

    kinds = "\n".join(
        f"  {name} = {readable_word(name.replace('-', ' '), messages)}" for name in KINDS if name != "profile"
    )
    first = f"{messages('review.kept', count=kept)}\n\n" if kept else ""
    return f"{first}{messages('review.comments')}\n{kinds}"


def _rule(rule: str, under: str, messages: Messages) -> str:
    """Return the name of a rule, and how the heading above was told where that was no known heading."""
    name = _known(rule, messages)
    if not under or under == "known heading":
        return name
    return f"{name}, {_known(under, messages)}"


def _known(name: str, messages: Messages) -> str:
    key = f"parse.rule.{name.replace(' ', '-')}"
    return messages(key) if key in catalogue_of_messages() else name


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _TEXT_WIDTH else f"{text[: _TEXT_WIDTH - 1].rstrip()}…"
