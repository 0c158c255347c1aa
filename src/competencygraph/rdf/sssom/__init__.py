"""Mapping sets in the SSSOM format: the model, CURIEs, and tables in files."""

from competencygraph.rdf.sssom.curies import Curies
from competencygraph.rdf.sssom.mappings import MANUAL, MATCHES, NO_TERM, Mapping, MappingSet
from competencygraph.rdf.sssom.tables import read_table, table_text, write_table

__all__ = [
    "MANUAL",
    "MATCHES",
    "NO_TERM",
    "Curies",
    "Mapping",
    "MappingSet",
    "read_table",
    "table_text",
    "write_table",
]
