"""Tables as Parquet files: their schema, and rows written in groups."""

from competencygraph.exports.parquet.schema import TABLE_SCHEMA, arrow_schema, repeated_columns
from competencygraph.exports.parquet.writing import write_table

__all__ = ["TABLE_SCHEMA", "arrow_schema", "repeated_columns", "write_table"]
