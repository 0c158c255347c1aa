"""Each thing that an editor can do in a review file does what it says, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from competencygraph.errors import CorrectionError
from competencygraph.ingest.corrections.assembling import SET_ASIDE
from competencygraph.model import CompetencyGroup, Evidence, Item, KnowledgeItem, ParsedDocument, UnparsedText

from .page import Editor, at, document


def _placed_lines(parsed: ParsedDocument) -> set[int]:
    lost = {
        number
        for part in parsed.document.unparsed
        for number in range(part.evidence.start_line, part.evidence.end_line + 1)
    }
    return {number for number, line in enumerate(parsed.document.lines, 1) if line.strip()} - lost


def test_another_text_is_kept_with_the_lines_of_the_document(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Perken aanleggen")["text"] = "Perken en borders aanleggen"
    result = editor.corrected()
    assert result.parsed.profiles[0].result_areas[0].tasks[0] == Item("Perken en borders aanleggen", at(4))
    [applied] = result.applied
    assert applied.correction.target.text == "Perken aanleggen"
    assert applied.correction.target.quote == "• Perken aanleggen"
    assert applied.correction.values == ("Perken en borders aanleggen",)
    assert result.parsed.document.lines == document().document.lines


def test_another_wording_of_the_purpose_is_no_longer_divided(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("de parken onderhouden teneinde ze open te houden.")["text"] = "De parken onderhouden"
    purpose = editor.profile().purpose
    assert purpose is not None
    assert (purpose.text, purpose.activity, purpose.purpose) == ("De parken onderhouden", None, None)


def test_a_part_gets_another_value(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    next(item for item in editor.items() if item["kind"] == "level")["level"] = 3
    editor.item("Samenwerken")["definition"] = "Samen werken aan een doel"
    competency = editor.profile().competencies[0]
    assert (competency.levels[0].level, competency.definition) == (3, "Samen werken aan een doel")


def test_a_task_becomes_knowledge(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Kennis van plantenziekten")["kind"] = "knowledge"
    profile = editor.profile()
    assert [item.text for item in profile.knowledge] == ["Kennis van plantenziekten", "Snoeitechnieken"]
    assert [task.text for task in profile.result_areas[1].tasks] == ["Werk verdelen; verlof plannen"]


def test_a_task_becomes_an_indicator_of_the_competency_that_is_named(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    into = editor.item("Samenwerken")["id"]
    editor.item("Kennis van plantenziekten").update(kind="indicator", into=into)
    level = editor.profile().competencies[0].levels[0]
    assert [item.text for item in level.indicators] == ["Kennis van plantenziekten", "Deelt informatie"]


def test_an_area_becomes_a_section_with_its_tasks_as_items(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Ploeg leiden")["kind"] = "section"
    profile = editor.profile()
    assert len(profile.result_areas) == 1
    assert [item.text for item in profile.sections[0].items] == [
        "Werk verdelen; verlof plannen",
        "Kennis van plantenziekten",
    ]


def test_an_area_becomes_a_competency_with_its_tasks_as_indicators(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Ploeg leiden")["kind"] = "competency"
    competency = editor.profile().competencies[0]
    assert competency.name == "Ploeg leiden"
    assert len(competency.levels[0].indicators) == 2


def test_an_item_is_merged_with_the_one_before_it(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("en hout afvoeren")["merge"] = "previous"
    tasks = editor.profile().result_areas[0].tasks
    assert tasks[1:] == (Item("Bomen snoeien en hout afvoeren", at(5, 6)),)


def test_an_item_is_split(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Werk verdelen; verlof plannen")["split"] = ["Werk verdelen", "Verlof plannen"]
    tasks = editor.profile().result_areas[1].tasks
    assert [(task.text, task.evidence) for task in tasks[:2]] == [("Werk verdelen", at(8)), ("Verlof plannen", at(8))]


def test_a_dropped_item_leaves_its_lines_without_a_place(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Perken aanleggen")["drop"] = True
    parsed = editor.corrected().parsed
    assert [task.text for task in parsed.profiles[0].result_areas[0].tasks] == ["Bomen snoeien", "en hout afvoeren"]
    assert UnparsedText("• Perken aanleggen", at(4), SET_ASIDE) in parsed.document.unparsed
    assert _placed_lines(parsed) == _placed_lines(document()) - {4}


def test_a_dropped_area_takes_its_tasks_along_but_not_what_was_moved_out(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Ploeg leiden")["drop"] = True
    editor.item("Kennis van plantenziekten")["into"] = editor.item("Parken beheren")["id"]
    parsed = editor.corrected().parsed
    assert [area.name for area in parsed.profiles[0].result_areas] == ["Parken beheren"]
    assert parsed.profiles[0].result_areas[0].tasks[-1].text == "Kennis van plantenziekten"
    text = "2 Ploeg leiden • Werk verdelen; verlof plannen"
    assert UnparsedText(text, at(7, 8), SET_ASIDE) in parsed.document.unparsed


def test_an_item_of_another_part_goes_without_a_place(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Afdeling Groen")["kind"] = "unparsed"
    parsed = editor.corrected().parsed
    assert parsed.profiles[0].sections[0].items == ()
    assert UnparsedText("• Afdeling Groen", at(21), SET_ASIDE) in parsed.document.unparsed


def test_a_moved_block_goes_where_it_was_pasted(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    block = editor.item("Bomen snoeien")
    editor.holder("Bomen snoeien").remove(block)
    editor.item("Ploeg leiden")["contents"].append(block)
    areas = editor.profile().result_areas
    assert areas[1].tasks[0].text == "Bomen snoeien"
    assert len(areas[0].tasks) == 2


def test_lines_without_a_place_become_indicators(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    competency = editor.item("Klantgericht werken")["id"]
    editor.top.append({"kind": "indicator", "text": "Lost klachten op", "lines": 24, "into": competency})
    editor.top.append({"kind": "indicator", "text": "Overlegt met collega's", "lines": 23, "into": competency})
    parsed = editor.corrected().parsed
    assert [item.text for item in parsed.profiles[0].competencies[1].levels[0].indicators] == [
        "Luistert naar bezoekers",
        "Overlegt met collega's",
        "Lost klachten op",
    ]
    assert parsed.document.unparsed == (UnparsedText("Pagina 1", at(22), "page number"),)


def test_one_of_two_lines_without_a_place_leaves_the_other(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.top.append({"kind": "knowledge", "text": "Overlegt met collega's", "lines": 23})
    assert editor.corrected().parsed.document.unparsed[1:] == (UnparsedText("• Lost klachten op", at(24)),)


def test_an_item_without_a_place_gets_a_kind(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Pagina 1")["kind"] = "section"
    parsed = editor.corrected().parsed
    assert parsed.profiles[0].sections[-1].heading == "Pagina 1"
    assert 22 in _placed_lines(parsed)


def test_an_added_area_takes_items(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    block = editor.item("Bomen snoeien")
    editor.holder("Bomen snoeien").remove(block)
    editor.top.append({"kind": "area", "text": "Bomen", "lines": 22, "contents": [block]})
    areas = editor.profile().result_areas
    assert [(area.name, len(area.tasks)) for area in areas] == [
        ("Parken beheren", 2),
        ("Ploeg leiden", 2),
        ("Bomen", 1),
    ]


def test_a_title_without_lines_is_a_statement_and_changes_nothing_that_was_read(tmp_path: Path) -> None:
    parsed = document()
    editor = Editor(tmp_path, parsed)
    editor.top.append({"kind": "title", "text": "Hoofdtuinier van de stad"})
    result = editor.corrected()
    assert result.parsed == parsed
    assert result.applied[0].correction.action == "state"
    assert result.applied[0].profile == 0


def test_contact_data_that_an_editor_types_is_masked(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Perken aanleggen")["text"] = "Perken aanleggen, bel 09 123 45 67"
    assert editor.profile().result_areas[0].tasks[0].text == "Perken aanleggen, bel [telefoon]"


def test_a_cell_moves_to_no_second_place_for_one_grade(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("Een park.")["grade"] = "A3"
    assert [cell.grade for cell in editor.profile().criteria[0].descriptors] == ["A1", "A3"]


def test_every_piece_of_a_split_over_lines_has_its_own_lines(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.item("en hout afvoeren")["merge"] = "previous"
    merged = editor.corrected().parsed
    again = Editor(tmp_path, merged)
    again.item("Bomen snoeien en hout afvoeren")["split"] = ["Bomen snoeien", "hout afvoeren"]
    assert [task.evidence for task in again.profile().result_areas[0].tasks[1:]] == [Evidence(5, 5), Evidence(6, 6)]


def test_a_part_that_was_read_is_left_behind_by_a_kind_without_it(tmp_path: Path) -> None:
    read = document()
    profile = replace(
        read.profiles[0],
        knowledge=(KnowledgeItem("Snoeitechnieken", at(19), "technical", group=CompetencyGroup("Groen", at(18))),),
    )
    editor = Editor(tmp_path, replace(read, profiles=(profile,)))
    item = editor.item("Snoeitechnieken")
    assert (item["kind"], item["group"]) == ("technical", "Groen")
    item["kind"] = "recruitment-condition"
    vacancy = editor.profile().vacancy
    assert vacancy is not None
    assert vacancy.conditions.recruitment == (Item("Snoeitechnieken", at(19)),)
    item["group"] = "Park"
    with pytest.raises(CorrectionError, match="“recruitment-condition” has no group; it has: text, number"):
        editor.corrected()
