"""Competencies in the layouts that lists of them are printed in."""

from __future__ import annotations

from collections.abc import Callable

from competencygraph.ingest.outline import Section
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.competencies import read_competencies, read_knowledge

MakePage = Callable[[str], Page]


def section_of(page: Page, kind: str = "competencies") -> Section:
    return Section(kind, (page.document.lines[0],), list(page.document.lines[1:]))


def test_names_under_one_bullet_and_indicators_under_another(page_of: MakePage) -> None:
    page = page_of(
        "Competenties\n• Geduld\nWacht op het tij.\nWacht rustig:\n- Zit stil\n- Kijkt\n"
        "• Gehoor\nHoort de wind.\nHoort alles:\n- Luistert"
    )
    found = read_competencies(page, section_of(page)).competencies
    assert [(one.name, one.definition) for one in found] == [
        ("Geduld", "Wacht op het tij."),
        ("Gehoor", "Hoort de wind."),
    ]
    assert [(level.level, level.title) for one in found for level in one.levels] == [
        (None, "Wacht rustig"),
        (None, "Hoort alles"),
    ]


def test_a_level_sentence_may_wrap_before_a_proper_name(page_of: MakePage) -> None:
    page = page_of(
        "Competenties\n\n• Geduld\n\nWacht op het tij van de zee bij\n\nbruggen.\n\n"
        "Wacht rustig onder de brug van\n\nZandeke:\n\n- Zit stil\n\n• Gehoor\n\nHoort.\n\n"
        "Hoort alles:\n\n- Luistert"
    )
    found = read_competencies(page, section_of(page)).competencies
    assert found[0].levels[0].title == "Wacht rustig onder de brug van Zandeke"


def test_two_bullets_for_indicators_do_not_make_names(page_of: MakePage) -> None:
    page = page_of(
        "Competenties\n\nGeduld\nWachten op het tij\nNiveau 2 – Wacht rustig\n• Zit stil\n\n"
        "Gehoor\nDe wind horen\nNiveau 3 – Hoort\n- Luistert\n- Hoort"
    )
    found = read_competencies(page, section_of(page)).competencies
    assert [(one.name, one.levels[0].level, len(one.levels[0].indicators)) for one in found] == [
        ("Geduld", 2, 1),
        ("Gehoor", 3, 2),
    ]


def test_names_that_follow_each_other_are_no_outer_bullets(page_of: MakePage) -> None:
    page = page_of("Competenties\n\nGeduld\n• Zit stil\n• Wacht\n• Kijkt\n\nGehoor\n- Luistert")
    found = read_competencies(page, section_of(page)).competencies
    assert [one.name for one in found] == ["Geduld", "Gehoor"]


def test_a_plain_list_keeps_definitions_behind_a_colon_apart(page_of: MakePage) -> None:
    page = page_of("Kerncompetenties\n- Geduld: wacht op het tij\n- Gehoor")
    found = read_competencies(page, section_of(page, "competency_group")).competencies
    assert [(one.name, one.definition) for one in found] == [("Geduld", "wacht op het tij"), ("Gehoor", None)]
    assert {one.group.name for one in found if one.group} == {"Kerncompetenties"}


def test_a_heading_alone_has_no_competencies_and_no_knowledge(page_of: MakePage) -> None:
    page = page_of("Competenties")
    assert read_competencies(page, section_of(page)).competencies == []
    assert read_knowledge(page, section_of(page), "knowledge") == []


def test_knowledge_is_what_is_listed(page_of: MakePage) -> None:
    page = page_of("Kennis\nLeesbaar:\n- Getijden\n- Wind\nEn meer.")
    items = read_knowledge(page, section_of(page), "knowledge")
    assert [(item.text, item.group.name if item.group else None) for item in items] == [
        ("Getijden", "Kennis"),
        ("Wind", "Kennis"),
    ]
