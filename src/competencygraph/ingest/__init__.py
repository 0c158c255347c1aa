"""Documents to profiles: readers, the outline of a document, and the rules that read its parts."""

from competencygraph.ingest.catalogue import CATALOGUE_FILE, Catalogue, entry_for, load_catalogue
from competencygraph.ingest.parse import EXTRACTOR_VERSION, SUFFIXES, parse_document

__all__ = [
    "CATALOGUE_FILE",
    "EXTRACTOR_VERSION",
    "SUFFIXES",
    "Catalogue",
    "entry_for",
    "load_catalogue",
    "parse_document",
]
