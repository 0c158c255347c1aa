"""The HTML reference of a release: one page that stands alone, with diagrams drawn from the shapes and axioms."""

from tools.release.reference.data import count_properties
from tools.release.reference.page import Reference, reference_page

__all__ = ["Reference", "count_properties", "reference_page"]
