"""The files: schema, values and bytes, and damage that is noticed."""

from __future__ import annotations

import builtins
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from competencygraph.errors import MissingExtraError, UsageError
from competencygraph.exports import find_format
from competencygraph.exports.parquet import TABLE_SCHEMA, repeated_columns, write_table, writing
from competencygraph.tables import Row, Table, Value, find_table, list_tables, table_schema

NAMES = [table.name for table in list_tables()]
TYPES = {
    "identifier": pa.string(),
    "text": pa.string(),
    "string": pa.string(),
    "choice": pa.string(),
    "integer": pa.int64(),
    "decimal": pa.decimal128(38, 9),
    "boolean": pa.bool_(),
}
PROGRAM = """
import io, sys
from decimal import Decimal
from competencygraph.exports.parquet import write_table
from competencygraph.tables import find_table
table = find_table("vacancy_items")
values = {"integer": 7, "decimal": Decimal("12.50"), "boolean": True}
file = io.BytesIO()
write_table(table, [tuple(values.get(column.type, "é") for column in table.columns)] * 3, file)
sys.stdout.buffer.write(file.getvalue())
"""


def faults(data: bytes, table: Table) -> set[str]:
    """Return what is wrong with a file, a word for each kind of fault."""
    try:
        with pq.ParquetFile(io.BytesIO(data), page_checksum_verification=True) as file:
            found = file.schema_arrow
            file.read()
    except (pa.ArrowException, OSError):
        return {"unreadable"}
    columns = {column.name: column for column in table.columns}
    wrong = set()
    if found.names != list(columns):
        wrong.add("columns")
    if any(field.type != TYPES[columns[field.name].type] for field in found if field.name in columns):
        wrong.add("type")
    if {field.name for field in found if not field.nullable} != set(table.key):
        wrong.add("nulls")
    if json.loads((found.metadata or {}).get(TABLE_SCHEMA.encode(), b"{}")) != table_schema(table):
        wrong.add("metadata")
    return wrong


def written(table: Table, rows: Iterable[Row]) -> bytes:
    """Return a file of rows."""
    file = io.BytesIO()
    write_table(table, rows, file)
    return file.getvalue()


def row_of(table: Table, text: str) -> Row:
    """Return a row with a value in each column."""
    values: dict[str, Value] = {"integer": -(10**18) + 1, "decimal": Decimal("-0.000000001"), "boolean": False}
    return tuple(values.get(column.type, text) for column in table.columns)


def again(data: bytes, change: str) -> bytes:
    """Return a file that was written again by another hand, with one thing changed."""
    read = pq.read_table(io.BytesIO(data))
    number = next(place for place, field in enumerate(read.schema) if field.type == pa.int64())
    changed = {
        "type": read.set_column(number, read.schema.field(number).name, read.column(number).cast(pa.string())),
        "columns": read.remove_column(number),
        "order": read.select(read.column_names[::-1]),
        "metadata": read.replace_schema_metadata({TABLE_SCHEMA: "{}"}),
        "nulls": read.cast(pa.schema([field.with_nullable(True) for field in read.schema], read.schema.metadata)),
        "nothing": read,
    }
    file = io.BytesIO()
    pq.write_table(changed[change], file)
    return file.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_each_file_has_the_schema_of_its_table(exported: Path, name: str) -> None:
    assert faults((exported / f"{name}.parquet").read_bytes(), find_table(name)) == set()


@pytest.mark.parametrize("name", NAMES)
def test_each_file_has_the_rows_of_its_table(exported: Path, rows: dict[str, list[Row]], name: str) -> None:
    read = pq.read_table(exported / f"{name}.parquet")
    assert [tuple(row.values()) for row in read.to_pylist()] == rows[name]


def test_there_are_rows_of_every_type(exported: Path, rows: dict[str, list[Row]]) -> None:
    assert sum(pq.read_metadata(exported / f"{name}.parquet").num_rows for name in NAMES) == sum(
        map(len, rows.values())
    )
    (vacancy,) = pq.read_table(exported / "vacancies.parquet").to_pylist()
    assert (vacancy["minimum_amount"], vacancy["reserve_years"]) == (Decimal(4470), 3)
    assert {row["optional"] for row in pq.read_table(exported / "result_areas.parquet").to_pylist()} >= {True, None}


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_truncated_file_is_rejected(exported: Path, share: float) -> None:
    data = (exported / "competencies.parquet").read_bytes()
    assert faults(data[: int(len(data) * share)], find_table("competencies")) == {"unreadable"}


def test_a_flipped_byte_never_changes_a_value_unseen(exported: Path) -> None:
    data = (exported / "groups.parquet").read_bytes()
    good = pq.read_table(io.BytesIO(data))
    assert good.num_rows
    end = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    rejected = 0
    for place in range(4, end):
        bad = bytearray(data)
        bad[place] ^= 0x40
        try:
            read = pq.read_table(io.BytesIO(bad), page_checksum_verification=True)
        except (pa.ArrowException, OSError):
            rejected += 1
        else:
            # What is left are the bytes of a page's header that say nothing of its values, such as statistics.
            assert read.equals(good)
    assert rejected > (end - 4) / 2


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ("nothing", set()),
        ("type", {"type"}),
        ("columns", {"columns"}),
        ("order", {"columns"}),
        ("metadata", {"metadata"}),
        ("nulls", {"nulls"}),
    ],
)
def test_a_changed_schema_is_seen(exported: Path, change: str, kinds: set[str]) -> None:
    data = again((exported / "levels.parquet").read_bytes(), change)
    assert faults(data, find_table("levels")) - ({"nulls"} if change == "type" else set()) == kinds


def test_what_stands_in_many_rows_has_a_dictionary(exported: Path) -> None:
    table = find_table("indicators")
    group = pq.read_metadata(exported / "indicators.parquet").row_group(0)
    found = {
        group.column(place).path_in_schema
        for place in range(group.num_columns)
        if group.column(place).has_dictionary_page
    }
    assert {"level_id", "competency_id"} & set(table.names) <= found
    assert found == set(repeated_columns(table))
    assert "id" not in found
    assert "text" not in found


def test_rows_are_written_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "GROUP", 10)
    table = find_table("groups")
    rows = [row_of(table, str(number)) for number in range(25)]
    made = pq.read_metadata(io.BytesIO(written(table, iter(rows))))
    assert [made.row_group(place).num_rows for place in range(made.num_row_groups)] == [10, 10, 5]


def test_a_table_without_rows_has_its_schema() -> None:
    for table in list_tables():
        data = written(table, [])
        assert faults(data, table) == set()
        assert pq.read_metadata(io.BytesIO(data)).num_rows == 0


def test_odd_values_are_kept() -> None:
    table = find_table("vacancy_items")
    texts = ['=1+1 "\t\n\r', "\x00\x1b", "\U0001f600\u2028", "", "x" * 1_000_000]
    rows = [row_of(table, text) for text in texts]
    read = pq.read_table(io.BytesIO(written(table, rows)))
    assert [tuple(row.values()) for row in read.to_pylist()] == rows


@pytest.mark.parametrize("number", ["0.1234567891", f"1{'0' * 29}", "9" * 60])
def test_a_number_that_does_not_fit_is_named(number: str) -> None:
    table = find_table("vacancies")
    place = table.names.index("minimum_amount")
    good, bad = ([None] * len(table.names) for _ in range(2))
    good[0], bad[0], good[place], bad[place] = "urn:a", "urn:b", Decimal("1.50"), Decimal(number)  # type: ignore[call-overload]
    with pytest.raises(UsageError, match="has too many digits") as caught:
        written(table, [tuple(good), tuple(bad)])
    assert caught.value.where == "vacancies, minimum_amount, urn:b"


def test_the_same_rows_give_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    made = set()
    for seed in ("0", "1", "2", "3", "4"):
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            capture_output=True,
            check=True,
            timeout=60,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"Etc/GMT+{seed}"},
            cwd=tmp_path,
        )
        made.add(run.stdout)
    assert len(made) == 1
    assert made.pop().startswith(b"PAR1")


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, *rest: object) -> object:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return found(name, *rest)  # type: ignore[arg-type]

    found = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match="Parquet files need pyarrow") as caught:
        written(find_table("groups"), [])
    assert caught.value.remedy == "pip install 'competencygraph[parquet]'"
    assert find_format("parquet").extra == "parquet"
