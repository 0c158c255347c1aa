"""Whatever rows come, go and move: lists stay counted from 1, and a second import of the file finds nothing to do."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from competencygraph.app.importing import import_file
from competencygraph.store import GraphStore
from competencygraph.tables import TableReader, find_table

from .conftest import Edit, add, edit, move, put, remove

PROFILE = "Directeur Interne Organisatie"
OWNERS = {
    "result_areas": ("profile_id",),
    "tasks": ("profile_id", "area_id"),
    "levels": ("competency_id",),
    "indicators": ("level_id",),
    "requirements": ("profile_id", "vacancy_id"),
    "knowledge": ("profile_id", "vacancy_id"),
    "criteria": ("profile_id",),
    "definitions": ("profile_id",),
    "vacancy_items": ("owner_id", "kind"),
}


def without_requirements(workbook: Any) -> None:
    del workbook["Competentie per profiel"]


CASES: dict[str, tuple[int, tuple[Edit, ...]]] = {
    "tasks that move, come and go": (
        3,
        (
            move("Taken", 5, 3),
            remove("Taken", 6),
            add("Taken", 3, Profiel="000", Resultaatgebied="leidinggevende", Tekst="Eerst dit"),
        ),
    ),
    "a competency for another": (
        2,
        (remove("Competenties", 3), add("Competenties", 4, Profiel=PROFILE, Naam="Netwerken buiten")),
    ),
    "two competencies, without the sheet of requirements": (
        2,
        (
            without_requirements,
            add("Competenties", 3, Profiel=PROFILE, Naam="Eerste"),
            add("Competenties", 4, Profiel=PROFILE, Naam="Tweede"),
        ),
    ),
    "requirements of the profile and of the vacancy": (
        2,
        (
            add("Competentie per profiel", 5, Profiel=PROFILE, Competentie="Samenwerken", Groep="Kerncompetenties"),
            add("Competentie per profiel", 3, Profiel=PROFILE, Soort="vacature", Competentie="Beslissen"),
        ),
    ),
    "areas in a new role, with a task": (
        3,
        (
            add("Resultaatgebieden", 4, Profiel="000", Rol="waker", Naam="Waken", Facultatief="ja"),
            add("Resultaatgebieden", 5, Profiel="000", Rol="waker", Naam="Opnieuw waken"),
            add("Taken", 4, Profiel="000", Resultaatgebied="Opnieuw waken", Tekst="Doe iets"),
        ),
    ),
    "a part of a vacancy, knowledge, a criterion, a definition": (
        4,
        (
            move("Onderdelen van vacatures", 3, 5),
            add("Kennis", 9, Profiel=PROFILE, Soort="kennis", Tekst="Kennis van dit en dat", Groep="Kennis"),
            add("Onderscheidende criteria", 3, Profiel="000", Naam="Nieuw criterium"),
            add("Definities", 3, Profiel="000", Begrip="kleine organisatie", Definitie="minder dan 100"),
        ),
    ),
    "values of further nodes": (
        4,
        (
            put("Profielen", "Doel van de functie", 3, "Een doel voor dit niveau"),
            put("Vacatures", "Organisatie", 2, "Een andere gemeente"),
            put("Resultaatgebieden", "Rol", 3, "regisseur"),
            put("Resultaatgebieden", "Facultatief", 8, "nee"),
        ),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_lists_stay_whole(case: str, book: bytes, store: GraphStore, tmp_path: Path) -> None:
    count, edits = CASES[case]
    file = tmp_path / "edited.xlsx"
    file.write_bytes(edit(book, *edits))
    with store:
        run = import_file(store, file)
        assert sum(len(document.changes) for document in run.preview.documents) == count
        reader, seen = TableReader(store), 0
        for name, owners in OWNERS.items():
            table = find_table(name)
            lists: dict[tuple[object, ...], list[object]] = defaultdict(list)
            for values in reader.rows(table):
                row = dict(zip(table.names, values, strict=True))
                lists[tuple(row[owner] for owner in owners)].append(row["position"])
            for positions in lists.values():
                assert sorted(positions, key=str) == sorted(range(1, len(positions) + 1), key=str)
                seen += 1
        assert seen > 30
        assert import_file(store, file).outcomes == ()
