"""CSV: the tables as a Data Package, one file each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

from competencygraph.exports.port import Format, Mapped, Output, Validator
from competencygraph.exports.source import Source
from competencygraph.exports.tables import tables_mapping
from competencygraph.tables import (
    FORMAT_VERSION,
    RECORD_FILE,
    TableReader,
    csv_text,
    data_package,
    list_tables,
    row_key,
    row_marks,
)

__all__ = ["FORMAT", "PACKAGE"]

PACKAGE = "datapackage.json"
"""Name of the file that describes the others."""


def _write(source: Source, out: Output) -> None:
    reader, tables = TableReader(source.store), list_tables()
    package = data_package(source.language) | {"digest": source.store.digest()}
    with out.open(PACKAGE) as file:
        file.write(json.dumps(package, ensure_ascii=False, indent=2).encode("utf-8") + b"\n")
    with out.open(RECORD_FILE) as file, _lines(file) as record:
        record.writerow(["competencygraph", FORMAT_VERSION, "en", source.base, source.store.digest()])
        for done, table in enumerate(tables):
            source.tick(done, len(tables))
            record.writerow([table.name, "", "", "", ""])
            with out.open(f"{table.name}.csv") as part, _lines(part) as rows:
                rows.writerow(table.names)
                for row in reader.rows(table):
                    rows.writerow([csv_text(value) for value in row])
                    record.writerow([table.name, row_key(table, row), row_marks(row), "", ""])
    source.tick(len(tables), len(tables))


@contextmanager
def _lines(file: IO[bytes]) -> Iterator[Any]:
    """Give what writes rows to a file as RFC 4180 has them.

    Yields:
        A writer of the module `csv`.
    """
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    yield csv.writer(text, lineterminator="\r\n")
    text.detach()


def _mapped() -> Sequence[Mapped]:
    return tables_mapping(lambda table, column: f"{table.name}.csv, {column.name}")


FORMAT = Format(
    name="csv",
    title="CSV tables",
    standard="CSV (RFC 4180) described by a Data Package 1 with Table Schemas",
    specification="https://specs.frictionlessdata.io/data-package/",
    media_type="text/csv",
    ending="",
    carries="profiles with their tasks, competencies, levels, indicators, criteria, definitions and vacancies",
    validators=(Validator("Table Schema of each table (frictionless)", "exports/csv/test_frictionless.py"),),
    write=_write,
    mapped=_mapped,
)
