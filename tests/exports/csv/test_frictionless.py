"""The CSV tables of the demo store conform to their Table Schemas, by frictionless, and damaged ones do not."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.exports import find_format
from competencygraph.tables import list_tables

from ..frictionless_runs import validated
from ..kinds import Lines
from ..written import written

pytestmark = pytest.mark.validator

Rows = list[list[str]]


@pytest.fixture(scope="module")
def files(demo_lines: Lines) -> dict[str, bytes]:
    return written(demo_lines.store(), find_format("csv"))


def put(files: dict[str, bytes], folder: Path) -> Path:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder / "datapackage.json"


def change(file: Path, edit: Callable[[Rows], None]) -> None:
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text))
    before = [list(row) for row in rows]
    edit(rows)
    assert rows != before
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(rows)


def test_every_table_conforms(files: dict[str, bytes], tmp_path: Path, validators: Path) -> None:
    seen, errors = validated(validators, put(files, tmp_path))
    assert seen == {table.name for table in list_tables()}
    assert errors == set()


def _empty_text(rows: Rows) -> None:
    rows[3][rows[0].index("text")] = ""


def _no_such_area(rows: Rows) -> None:
    rows[3][rows[0].index("area_id")] += "x"


def _no_number(rows: Rows) -> None:
    rows[3][rows[0].index("position")] = "third"


def _same_id(rows: Rows) -> None:
    rows[3][0] = rows[2][0]


def _position_of_zero(rows: Rows) -> None:
    rows[3][rows[0].index("position")] = "0"


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (_empty_text, "constraint-error"),
        (_no_such_area, "foreign-key"),
        (_no_number, "type-error"),
        (_same_id, "primary-key"),
        (_position_of_zero, "constraint-error"),
    ],
)
def test_a_damaged_table_does_not(
    edit: Callable[[Rows], None], error: str, files: dict[str, bytes], tmp_path: Path, validators: Path
) -> None:
    descriptor = put(files, tmp_path)
    change(tmp_path / "tasks.csv", edit)
    _, errors = validated(validators, descriptor)
    assert errors == {("tasks", error)}


def test_an_unknown_kind_does_not(files: dict[str, bytes], tmp_path: Path, validators: Path) -> None:
    descriptor = put(files, tmp_path)

    def edit(rows: Rows) -> None:
        rows[1][rows[0].index("kind")] = "wish"

    change(tmp_path / "knowledge.csv", edit)
    _, errors = validated(validators, descriptor)
    assert errors == {("knowledge", "constraint-error")}
