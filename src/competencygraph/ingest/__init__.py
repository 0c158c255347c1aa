"""Documents to profiles: readers, the outline of a document, and the rules that read its parts."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_PARSE = frozenset({"EXTRACTOR_VERSION", "SUFFIXES", "parse_document"})


def __getattr__(name: str) -> Any:
    """Return a public name from its module, loaded when it is first asked for: the catalogue takes a while."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "parse" if name in _PARSE else "catalogue"
    return getattr(import_module(f"competencygraph.ingest.{module}"), name)
