"""The catalogue of named questions: load, bind, ask, write."""

from competencygraph.queries.answer import Answer, ask
from competencygraph.queries.catalogue import Parameter, Question, QuestionCatalogue, load_catalogue
from competencygraph.queries.formats import FORMATS, write_answer

__all__ = [
    "FORMATS",
    "Answer",
    "Parameter",
    "Question",
    "QuestionCatalogue",
    "ask",
    "load_catalogue",
    "write_answer",
]
