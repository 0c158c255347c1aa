"""Correction by hand: what was read as a file to correct, and what was corrected in it."""

from competencygraph.ingest.corrections.applying import AppliedCorrection, Corrected, apply_corrections
from competencygraph.ingest.corrections.difference import corrections_between
from competencygraph.ingest.corrections.edited_file import EditedFile, read_edited
from competencygraph.ingest.corrections.review_file import review_text

__all__ = [
    "AppliedCorrection",
    "Corrected",
    "EditedFile",
    "apply_corrections",
    "corrections_between",
    "read_edited",
    "review_text",
]
