"""Rows as a Parquet file, in groups of a fixed number, so that the same rows give the same bytes.

The footer names the library and its version (``created_by``); nothing else in a file depends on where or when it was
made. Every page has a checksum, for readers that verify it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING

from competencygraph.errors import MissingExtraError, UsageError
from competencygraph.exports.parquet.schema import PRECISION, SCALE, arrow_schema, repeated_columns
from competencygraph.tables import Row, Table, Value

if TYPE_CHECKING:
    import pyarrow

__all__ = ["GROUP", "write_table"]

GROUP = 20_000
"""Rows of a group: what is held in memory at once."""

_SHOWN = 40


def write_table(table: Table, rows: Iterable[Row], file: IO[bytes], language: str = "en") -> int:
    """Write the rows of a table as a Parquet file.

    Args:
        table: the table.
        rows: its rows, one value a column.
        file: where to; stays open.
        language: of the titles and descriptions in the metadata.

    Returns:
        How many rows were written; a file without rows has the schema all the same.

    Raises:
        MissingExtraError: pyarrow is not installed.
        UsageError: a number has more digits than the type of its column holds.
    """
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError(
            "Parquet files need pyarrow", where="parquet", remedy="pip install 'competencygraph[parquet]'"
        ) from error
    schema = arrow_schema(table, language)
    count = 0
    with pq.ParquetWriter(
        file,
        schema,
        version="2.6",
        compression="snappy",
        use_dictionary=list(repeated_columns(table)),
        data_page_version="1.0",
        write_statistics=True,
        write_page_checksum=True,
        store_schema=True,
    ) as writer:
        for group in _groups(rows):
            writer.write_table(_arrow_table(table, group, schema), row_group_size=GROUP)
            count += len(group)
    return count


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while group := list(islice(left, GROUP)):
        yield group


def _arrow_table(table: Table, rows: Sequence[Row], schema: pyarrow.Schema) -> pyarrow.Table:
    import pyarrow as pa

    arrays = []
    for place, field in enumerate(schema):
        values = [row[place] for row in rows]
        try:
            arrays.append(pa.array(values, type=field.type))
        except pa.ArrowInvalid as error:
            row = next(row for row in rows if not _holds(field.type, row[place]))
            raise UsageError(
                f"the number {str(row[place])[:_SHOWN]} has too many digits",
                where=f"{table.name}, {field.name}, {row[0]}",
                remedy=f"give it at most {PRECISION - SCALE} digits before the point and {SCALE} behind it",
            ) from error
    return pa.Table.from_arrays(arrays, schema=schema)


def _holds(kind: pyarrow.DataType, value: Value) -> bool:
    import pyarrow as pa

    try:
        pa.scalar(value, type=kind)
    except pa.ArrowInvalid:
        return False
    return True
