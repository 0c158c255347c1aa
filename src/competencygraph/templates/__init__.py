"""Blank forms that authors fill in."""

from competencygraph.templates.choices import NO_CHOICES, Choices, Described
from competencygraph.templates.docx import write_docx
from competencygraph.templates.form import KINDS, LANGUAGES, Form, load_form
from competencygraph.templates.xlsx import write_xlsx

__all__ = ["KINDS", "LANGUAGES", "NO_CHOICES", "Choices", "Described", "Form", "load_form", "write_docx", "write_xlsx"]
