"""Readers: one module per file format, each giving a `Document`."""

from competencygraph.ingest.readers.text import read_text

__all__ = ["read_text"]
