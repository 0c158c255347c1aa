"""Parquet: the tables for data platforms, one file each."""

from __future__ import annotations

from collections.abc import Sequence

from competencygraph.exports.parquet import write_table
from competencygraph.exports.port import Format, Mapped, Output, Validator
from competencygraph.exports.source import Source
from competencygraph.exports.tables import tables_mapping
from competencygraph.tables import TableReader, list_tables

__all__ = ["FORMAT"]


def _write(source: Source, out: Output) -> None:
    reader, tables = TableReader(source.store), list_tables()
    for done, table in enumerate(tables):
        source.tick(done, len(tables))
        with out.open(f"{table.name}.parquet") as file:
            write_table(table, reader.rows(table), file, source.language)
    source.tick(len(tables), len(tables))


def _mapped() -> Sequence[Mapped]:
    return tables_mapping(lambda table, column: f"{table.name}.parquet, {column.name}")


FORMAT = Format(
    name="parquet",
    title="Parquet",
    standard="Apache Parquet 2.6, with Table Schema 1 as metadata",
    specification="https://parquet.apache.org/docs/file-format/",
    media_type="application/vnd.apache.parquet",
    ending="",
    carries="profiles with their tasks, competencies, levels, indicators, criteria, definitions and vacancies",
    validators=(
        Validator("schema of each file, read back by pyarrow", "exports/parquet/test_files.py"),
        Validator("read by pandas, DuckDB and Spark", "exports/parquet/test_readers.py"),
    ),
    write=_write,
    mapped=_mapped,
    extra="parquet",
)
