"""Documents of the reading corpus as files: one description in blocks, rendered as text, Markdown, HTML, Word and PDF.

``source`` reads and checks a description, ``blocks`` holds it, each ``…_file`` module writes one format,
``from_model`` describes the document that a profile model was written from.
"""

from __future__ import annotations

from .blocks import Layout, Source
from .render import FORMATS, RenderingError, file_name, render
from .source import SourceError, read_source, source_of

__all__ = [
    "FORMATS",
    "Layout",
    "RenderingError",
    "Source",
    "SourceError",
    "file_name",
    "read_source",
    "render",
    "source_of",
]
