"""Corrections find what they are about again in a changed document, or say that they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from competencygraph.ingest.corrections import apply_corrections
from competencygraph.model import Correction, Item, ParsedDocument

from .page import LINES, Editor, at, document


def _corrections(editor: Editor) -> list[Correction]:
    return [one.correction for one in editor.corrected().applied]


def _shifted() -> ParsedDocument:
    """Return the document with its first area gone from the lines and what follows moved up."""
    parsed = document()
    area = replace(parsed.profiles[0].result_areas[1], evidence=at(8), tasks=(Item("Werk verdelen", at(9)),))
    lines = ("Nieuwe regel", *LINES[:7], "• Werk verdelen", *LINES[8:])
    return replace(
        parsed,
        document=replace(parsed.document, lines=lines, unparsed=()),
        profiles=(replace(parsed.profiles[0], result_areas=(area,)),),
    )


def test_a_correction_holds_when_only_line_numbers_changed(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Ploeg leiden")["text"] = "De ploeg leiden"
    result = apply_corrections(_shifted(), _corrections(editor))
    assert result.unfit == ()
    assert result.parsed.profiles[0].result_areas[0].name == "De ploeg leiden"


def test_a_correction_of_a_text_that_changed_no_longer_fits(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Werk verdelen; verlof plannen")["text"] = "Werk en verlof"
    editor.item("Ploeg leiden")["text"] = "De ploeg leiden"
    result = apply_corrections(_shifted(), _corrections(editor))
    assert [one.target.text for one in result.unfit] == ["Werk verdelen; verlof plannen"]
    assert result.parsed.profiles[0].result_areas[0].name == "De ploeg leiden"


def test_a_reader_that_gives_the_other_kind_itself_satisfies_the_correction(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Kennis van plantenziekten")["kind"] = "knowledge"
    corrections = _corrections(editor)
    read = apply_corrections(document(), corrections).parsed
    again = apply_corrections(read, corrections)
    assert again.unfit == ()
    assert again.parsed == read


def test_a_dropped_line_that_is_not_read_any_more_satisfies_the_correction(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Perken aanleggen")["drop"] = True
    corrections = _corrections(editor)
    read = apply_corrections(document(), corrections).parsed
    again = apply_corrections(read, corrections)
    assert again.unfit == ()
    assert again.parsed is read


def test_of_two_items_with_the_same_words_the_right_one_is_corrected(tmp_path: Path) -> None:
    lines = (*LINES[:4], LINES[3], *LINES[5:])
    parsed = document(lines)
    area = parsed.profiles[0].result_areas[0]
    tasks = (area.tasks[0], Item("Perken aanleggen", at(5)), area.tasks[2])
    areas = (replace(area, tasks=tasks), parsed.profiles[0].result_areas[1])
    parsed = replace(parsed, profiles=(replace(parsed.profiles[0], result_areas=areas),))
    editor = Editor(tmp_path, parsed)
    second = [item for item in editor.items() if item.get("text") == "Perken aanleggen"][1]
    second["text"] = "Nog perken aanleggen"
    assert [task.text for task in editor.profile().result_areas[0].tasks] == [
        "Perken aanleggen",
        "Nog perken aanleggen",
        "en hout afvoeren",
    ]
