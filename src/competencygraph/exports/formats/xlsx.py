"""XLSX: the tables as one workbook that people edit and hand back."""

from __future__ import annotations

from collections.abc import Sequence

from competencygraph.exports.port import Format, Mapped, Output, Validator
from competencygraph.exports.source import Source
from competencygraph.exports.tables import tables_mapping, write_tables

__all__ = ["FORMAT"]


def _write(source: Source, out: Output) -> None:
    book = write_tables(source)
    with out.open() as file:
        file.write(book)


def _mapped() -> Sequence[Mapped]:
    return tables_mapping(lambda table, column: f"{table.title('en')}, {column.title('en')}")


FORMAT = Format(
    name="xlsx",
    title="XLSX tables",
    standard="Office Open XML (ECMA-376), with a Table Schema 1 for each sheet",
    specification="https://ecma-international.org/publications-and-standards/standards/ecma-376/",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ending=".xlsx",
    carries="profiles with their tasks, competencies, levels, indicators, criteria, definitions and vacancies",
    validators=(Validator("Table Schema of each sheet (frictionless)", "exports/xlsx/test_frictionless.py"),),
    write=_write,
    mapped=_mapped,
    extra="excel",
)
