"""Answers for the programs of analysts: workbooks and charts."""

from competencygraph.presentation.book import AnswerBook, CitedPassage
from competencygraph.presentation.workbook import write_workbook

__all__ = ["AnswerBook", "CitedPassage", "write_workbook"]
