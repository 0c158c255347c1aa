"""What a form offers from a store."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from competencygraph.app.checking import CheckOptions, check_in
from competencygraph.app.ingesting import ingest, ingest_into
from competencygraph.app.templating import blank_form, choices_of
from competencygraph.errors import StoreError
from competencygraph.store import EmbeddedStore, open_store
from competencygraph.templates import load_form, write_xlsx
from competencygraph.templates.xlsx import block_places


@pytest.fixture(scope="module")
def store(documents: Path) -> Iterator[EmbeddedStore]:
    with open_store(":memory:", write=True) as opened:
        ingest_into(opened, [documents])
        yield opened


def test_a_form_offers_the_names_of_the_store_as_they_are_printed(store: EmbeddedStore) -> None:
    offered = choices_of(store, language="nl")
    assert len(offered.competencies) > 20
    assert {"Verantwoordelijkheid nemen", "Plannen en organiseren", "Samenwerken"} <= set(offered.competencies)
    assert list(offered.competencies) == sorted(offered.competencies, key=str.casefold)
    assert "Kerncompetenties" in offered.groups
    assert offered.levels == ("3",)
    assert [grade for grade in offered.grades if grade in {"D", "C", "B", "A1", "A4", "A5"}] == [
        "D",
        "C",
        "B",
        "A1",
        "A4",
        "A5",
    ]
    assert len(set(offered.grades)) == len(offered.grades)


def test_definitions_and_levels_stand_beside_the_names(store: EmbeddedStore) -> None:
    described = choices_of(store, language="nl").described
    assert {one.name for one in described} <= set(choices_of(store, language="nl").competencies)
    levels = {(one.name, one.level, one.title) for one in described}
    assert ("Verantwoordelijkheid nemen", "3", "Bewaakt en verdedigt de belangen van de organisatie") in levels
    assert any(one.definition for one in described)
    assert all(one.definition or one.level or one.title for one in described)


def test_a_form_offers_no_names_in_another_language(store: EmbeddedStore) -> None:
    offered = choices_of(store, language="fr")
    assert offered.competencies == offered.groups == ()
    assert offered.grades


def test_what_is_offered_is_written(documents: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    ingest(str(folder), [documents])
    workbook = load_workbook(io.BytesIO(blank_form(str(folder), "family", "xlsx", language="nl").content))
    names = [row[0] for row in workbook["_choices"].iter_rows(max_col=1, values_only=True)]
    assert "Verantwoordelijkheid nemen" in names
    header, *rows = workbook["_competencies"].iter_rows(values_only=True)
    assert header == ("Competentie", "Omschrijving", "Niveau", "Titel van het niveau")
    assert "3" in {row[2] for row in rows if row[0] == "Verantwoordelijkheid nemen"}
    assert {sheet.sheet_state for sheet in workbook.worksheets[1:]} == {"hidden"}
    assert blank_form(str(folder), "family", "docx", language="nl") == blank_form(
        str(folder), "family", "docx", language="nl"
    )


def test_a_name_that_was_chosen_is_known_to_the_check(store: EmbeddedStore, tmp_path: Path) -> None:
    form = load_form("profile", "nl", medium="excel")
    chosen = next(name for name in choices_of(store, language="nl").competencies if name == "Samenwerken")
    places = block_places(form)
    row, columns = places["competencies", 0]
    codes = {}
    for name in (chosen, "Samenwerken met bijen"):
        workbook = load_workbook(io.BytesIO(write_xlsx(form, choices_of(store, language="nl"))))
        sheet = workbook.worksheets[0]
        sheet.cell(places["purpose", 0][0], 1).value = "De korven verzorgen teneinde honing te winnen."
        sheet.cell(row + 1, columns[1]).value = name
        sheet.cell(row + 1, columns[2]).value = "Goed opschieten met wie er is"
        workbook.save(tmp_path / f"{name}.xlsx")
        report = check_in(store, [str(tmp_path / f"{name}.xlsx")], CheckOptions())
        codes[name] = {finding.code for finding in report.findings}
    assert "CG-definition-differs-across-frameworks" in codes[chosen]
    assert "CG-definition-differs-across-frameworks" not in codes["Samenwerken met bijen"]


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        blank_form(str(tmp_path / "absent"), "family", "docx", language="nl")
