"""What differs between two wordings, two profiles, two grades and two editions."""

from competencygraph.compare.change import KINDS, SECTIONS, Change, ChangeKind, counts_of
from competencygraph.compare.changes import changes_between
from competencygraph.compare.elements import Element, document_element, grade_nodes, profile_element
from competencygraph.compare.renderings import html_diff, markdown_diff, markdown_text
from competencygraph.compare.similarity import REWORDED, REWORDED_ELSEWHERE, similarity
from competencygraph.compare.words import (
    READABLE_SHARE,
    DiffKind,
    DiffPart,
    common_share,
    one_side,
    plain_diff,
    word_diff,
)

__all__ = [
    "KINDS",
    "READABLE_SHARE",
    "REWORDED",
    "REWORDED_ELSEWHERE",
    "SECTIONS",
    "Change",
    "ChangeKind",
    "DiffKind",
    "DiffPart",
    "Element",
    "changes_between",
    "common_share",
    "counts_of",
    "document_element",
    "grade_nodes",
    "html_diff",
    "markdown_diff",
    "markdown_text",
    "one_side",
    "plain_diff",
    "profile_element",
    "similarity",
    "word_diff",
]
