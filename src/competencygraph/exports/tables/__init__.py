"""What the formats that write the tables share."""

from competencygraph.exports.tables.mapping import tables_mapping
from competencygraph.exports.tables.workbook import write_tables

__all__ = ["tables_mapping", "write_tables"]
