"""PDF: characters with their places, grouped into lines, columns, tables and paragraphs."""

from competencygraph.ingest.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
