"""Lines that explain a sign, and words that are marked with one."""

from __future__ import annotations

from pathlib import Path

from competencygraph.terms import cg
from competencygraph.validation.observing.footnote_marks import observe

from .small_documents import seen, source_of

TASKS = (
    "Hoofd dienst Sport\n\nDoel van de functie\nHet hoofd* leidt de sportdienst.\n\nTaken\n- Het sportaanbod plannen\n"
)


def test_a_note_over_two_lines(tmp_path: Path) -> None:
    text = f"* De mannelijke vorm wordt enkel gebruikt\nom het lezen te vergemakkelijken.\n\n{TASKS}"
    found = seen(observe, source_of(text, tmp_path), cg.FootnoteMark)
    assert [(one["form"], one["startLine"], one["endLine"]) for one in found] == [("*", "1", "2")]
    assert found[0]["text"].endswith("vergemakkelijken.")


def test_asterisks_that_are_bullets(tmp_path: Path) -> None:
    text = "Hoofd dienst Sport\n\nTaken\n* Het sportaanbod plannen\n* De zalen beheren\n\nKennis\n* Kennis van de wet\n"
    source = source_of(text, tmp_path)
    assert sum(line.startswith("*") for line in source.lines) == 3
    assert seen(observe, source, cg.FootnoteMark) == []


def test_signs_that_stand_alone(tmp_path: Path) -> None:
    assert seen(observe, source_of(f"{TASKS}\n***\n\n* 5\n", tmp_path), cg.FootnoteMark) == []
