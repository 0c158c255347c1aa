"""The tables that human resources software imports: their definitions, and their rows from a store."""

from competencygraph.tables.csv_values import csv_text, original_text
from competencygraph.tables.descriptor import data_package, sheet_schema, table_schema, workbook_package
from competencygraph.tables.layout import (
    BOOLEAN_WORDS,
    FORMAT_VERSION,
    LISTS_SHEET,
    MARK_LENGTH,
    RECORD_FILE,
    RECORD_SHEET,
    choice_code,
    plain_text,
    row_key,
    row_marks,
    sign,
)
from competencygraph.tables.rows import UNDETERMINED, Row, TableReader, Value
from competencygraph.tables.schema import (
    Column,
    ColumnType,
    Creation,
    Meaning,
    Table,
    Under,
    find_table,
    list_tables,
)

__all__ = [
    "BOOLEAN_WORDS",
    "FORMAT_VERSION",
    "LISTS_SHEET",
    "MARK_LENGTH",
    "RECORD_FILE",
    "RECORD_SHEET",
    "UNDETERMINED",
    "Column",
    "ColumnType",
    "Creation",
    "Meaning",
    "Row",
    "Table",
    "TableReader",
    "Under",
    "Value",
    "choice_code",
    "csv_text",
    "data_package",
    "find_table",
    "list_tables",
    "original_text",
    "plain_text",
    "row_key",
    "row_marks",
    "sheet_schema",
    "sign",
    "table_schema",
    "workbook_package",
]
