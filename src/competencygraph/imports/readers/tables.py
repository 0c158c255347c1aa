"""Tables that were exported, edited and handed back: a workbook, or CSV files."""

from __future__ import annotations

from competencygraph.imports.port import Held, ImportFile, ImportOptions, Reading
from competencygraph.imports.tables import (
    compare_tables,
    is_csv_of_tables,
    is_workbook_of_tables,
    read_csv_tables,
    read_tables,
)

__all__ = ["READER"]


class _Tables:
    """Reads tables."""

    name = "tables"

    def recognises(self, file: ImportFile) -> bool:
        """Tell whether the file is a workbook with sheets of ours, a CSV file of a table, or a zip file of these."""
        return is_workbook_of_tables(file) or is_csv_of_tables(file)

    def read(self, file: ImportFile, held: Held, options: ImportOptions) -> Reading:
        """Return the changes that the tables ask for."""
        read = read_csv_tables if is_csv_of_tables(file) else read_tables
        return compare_tables(read(file, options.mask), held, options)


READER = _Tables()
