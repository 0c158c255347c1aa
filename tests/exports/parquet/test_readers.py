"""What others read from the files: pandas, DuckDB and Spark find the tables' values, and a damaged file is refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from competencygraph.tables import Row, Value, find_table, list_tables

pytestmark = pytest.mark.validator

START = """
import json, math, sys
from decimal import Decimal
from pathlib import Path

def plain(value):
    if value is None or value is missing or value is nothing or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, Decimal):
        return ["decimal", str(value.normalize())]
    return value.item() if hasattr(value, "item") else value

missing = nothing = None
files = sorted(Path(sys.argv[1]).glob("*.parquet"))
found = {}
"""
PANDAS = """
import pandas
missing, nothing = pandas.NA, pandas.NaT
for file in files:
    frame = pandas.read_parquet(file, dtype_backend="pyarrow")
    found[file.stem] = [list(frame.columns), [[plain(value) for value in row] for row in frame.itertuples(index=False)]]
print(json.dumps(found))
"""
DUCKDB = """
import duckdb
with duckdb.connect() as connection:
    for file in files:
        answer = connection.execute("SELECT * FROM read_parquet(?)", [str(file)])
        names = [column[0] for column in answer.description]
        found[file.stem] = [names, [[plain(value) for value in row] for row in answer.fetchall()]]
print(json.dumps(found))
"""
SPARK = """
from pyspark.sql import SparkSession
settings = {
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.warehouse.dir": sys.argv[2],
    "spark.local.dir": sys.argv[2],
}
builder = SparkSession.builder.master("local[1]")
for name, value in settings.items():
    builder = builder.config(name, value)
session = builder.getOrCreate()
session.sparkContext.setLogLevel("OFF")
try:
    for file in files:
        frame = session.read.parquet(str(file))
        found[file.stem] = [frame.columns, [[plain(value) for value in row] for row in frame.collect()]]
finally:
    session.stop()
print(json.dumps(found))
"""


def read(python: Path, program: str, folder: Path, scratch: Path) -> subprocess.CompletedProcess[str]:
    """Run a reader over the files of a folder, in a process of its own without the network's names."""
    variables = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost", "TZ": "UTC"}
    return subprocess.run(
        [str(python), "-c", START + program, str(folder), str(scratch)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=400,
        check=False,
        env=variables,
        cwd=scratch,
    )


def plain(value: Value) -> object:
    """Return a value as the readers' programs print it."""
    return ["decimal", str(value.normalize())] if isinstance(value, Decimal) else value


def expected(rows: dict[str, list[Row]]) -> dict[str, object]:
    """Return what a reader must print."""
    return {
        table.name: [list(table.names), [[plain(value) for value in row] for row in rows[table.name]]]
        for table in list_tables()
    }


@pytest.mark.parametrize(
    "program",
    [
        pytest.param(PANDAS, id="pandas"),
        pytest.param(DUCKDB, id="duckdb"),
        pytest.param(SPARK, id="spark", marks=[pytest.mark.java, pytest.mark.slow]),
    ],
)
def test_the_values_are_those_of_the_tables(
    validators: Path, exported: Path, rows: dict[str, list[Row]], tmp_path: Path, program: str
) -> None:
    run = read(validators, program, exported, tmp_path)
    assert run.returncode == 0, run.stderr[-2000:]
    found = json.loads(run.stdout.splitlines()[-1])
    assert found == expected(rows)
    assert found["vacancies"][1][0][find_table("vacancies").names.index("minimum_amount")] == ["decimal", "4.47E+3"]


@pytest.mark.parametrize("program", [pytest.param(PANDAS, id="pandas"), pytest.param(DUCKDB, id="duckdb")])
@pytest.mark.parametrize("damage", ["truncated", "footer", "page"])
def test_a_damaged_file_is_refused(validators: Path, exported: Path, tmp_path: Path, program: str, damage: str) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    file = Path(shutil.copy(exported / "groups.parquet", folder))
    data = bytearray(file.read_bytes())
    end = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    if damage == "truncated":
        del data[-20:]
    elif damage == "footer":
        data[end : end + 16] = bytes(16)
    else:
        data[4:end] = bytes(end - 4)
    file.write_bytes(bytes(data))
    run = read(validators, program, folder, tmp_path)
    assert run.returncode != 0
    assert "groups" not in run.stdout
