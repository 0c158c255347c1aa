"""Tables that were exported, edited and handed back."""

from competencygraph.imports.tables.comparing import compare_tables
from competencygraph.imports.tables.csv_file import is_csv_of_tables, read_csv_tables
from competencygraph.imports.tables.recognising import is_workbook_of_tables
from competencygraph.imports.tables.workbook_file import read_tables

__all__ = ["compare_tables", "is_csv_of_tables", "is_workbook_of_tables", "read_csv_tables", "read_tables"]
