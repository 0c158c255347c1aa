"""Readers: one module per file format, each giving a `Document`; `read` takes the one that fits a file."""

from competencygraph.ingest.readers.dispatch import read
from competencygraph.ingest.readers.text import read_text

__all__ = ["read", "read_text"]
