"""Where defined terms are used."""

from __future__ import annotations

from pathlib import Path

from competencygraph.terms import cg
from competencygraph.validation.observing.term_uses import observe

from .small_documents import seen, source_of

DOCUMENT = """
Sports officer

Purpose
The officer looks after large
events in the city.

Tasks
- Plan the offer

Definitions
large event: an event with more than 500 visitors
small hall: a hall for fewer than 50 visitors of an event
"""


def test_the_first_use_of_each_term(tmp_path: Path) -> None:
    found = seen(observe, source_of(DOCUMENT, tmp_path), cg.TermUse)
    assert [(one["observedOn"].rpartition("/")[2], one["startLine"], one["endLine"]) for one in found] == [
        ("large-event", "4", "5")
    ]
