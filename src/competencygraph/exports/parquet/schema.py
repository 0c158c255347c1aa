"""The Arrow schema of a table: typed columns, and the Table Schema as metadata."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from competencygraph.tables import Table, table_schema

if TYPE_CHECKING:
    import pyarrow

__all__ = ["PRECISION", "SCALE", "TABLE_SCHEMA", "arrow_schema", "repeated_columns"]

TABLE_SCHEMA = "table_schema"
"""The key of the metadata that holds the Table Schema as JSON."""

PRECISION, SCALE = 38, 9
"""Digits of a decimal, and how many of them stand behind the point.

Source:
    What data platforms take: 38 is the most that Spark and DuckDB hold, 38 with 9 is the type NUMERIC of BigQuery.
"""

#: Types whose values stand in many rows; an identifier only where it refers to another row.
_REPEATED = frozenset({"choice", "identifier", "string"})


def arrow_schema(table: Table, language: str = "en") -> pyarrow.Schema:
    """Return the Arrow schema of a table.

    Args:
        table: the table.
        language: of the titles and descriptions in the metadata.

    Returns:
        A field for each column, in their order; what tells the rows apart is never null. The metadata holds the Table
        Schema as JSON.

    >>> from competencygraph.tables import find_table
    >>> str(arrow_schema(find_table("levels")).field("rank").type)
    'int64'
    """
    import pyarrow as pa

    types = {"integer": pa.int64(), "decimal": pa.decimal128(PRECISION, SCALE), "boolean": pa.bool_()}
    fields = [
        pa.field(column.name, types.get(column.type, pa.string()), nullable=column.name not in table.key)
        for column in table.columns
    ]
    described = json.dumps(table_schema(table, language), ensure_ascii=False, sort_keys=True)
    return pa.schema(fields, metadata={TABLE_SCHEMA: described})


def repeated_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that a dictionary makes smaller: their values stand in many rows.

    Args:
        table: the table.

    Returns:
        Names, in the order of the columns: codes, choices, references and what makes a reference readable.

    >>> from competencygraph.tables import find_table
    >>> "competency_id" in repeated_columns(find_table("levels")), "id" in repeated_columns(find_table("levels"))
    (True, False)
    """
    alone = table.key if len(table.key) == 1 else ()
    return tuple(
        column.name
        for column in table.columns
        if column.name not in alone and (column.type in _REPEATED or column.names)
    )
