"""Use case: what the named questions are, for people and programs that choose among them."""

from __future__ import annotations

import difflib
from typing import Any

from competencygraph.errors import ParameterError
from competencygraph.queries import Parameter, Question, load_catalogue

__all__ = ["described", "find_questions", "tags_of_questions"]


def find_questions(*, tag: str | None = None, word: str | None = None) -> tuple[Question, ...]:
    """Return the questions about a subject, or those in which a word occurs.

    Args:
        tag: one of the subjects; None for all.
        word: what must occur in the name, a title, the summary, a parameter or a subject, whatever its case; None for
            all questions.

    Returns:
        The questions by subject, each subject in the order of its first question.

    Raises:
        ParameterError: no question has this subject; names the nearest.

    >>> [question.name for question in find_questions(tag="pay")]
    ['pay']
    >>> "pay" in [question.name for question in find_questions(word="ANCIËNNITEIT")]
    True
    """
    tags = tags_of_questions()
    if tag is not None and tag not in tags:
        near = difflib.get_close_matches(tag, tags, n=1)
        raise ParameterError(
            f"no question has the subject “{tag}”",
            where="--tag",
            remedy=f"did you mean {near[0]}?" if near else f"choose from {', '.join(tags)}",
        )
    wanted = None if word is None else word.casefold()
    found = [
        question
        for question in load_catalogue()
        if (tag is None or tag in question.tags) and (wanted is None or wanted in _words(question))
    ]
    return tuple(sorted(found, key=lambda question: tags.index(question.tags[0])))


def tags_of_questions() -> tuple[str, ...]:
    """Return the subjects of the questions: first those that a question names first.

    >>> "vacancy" in tags_of_questions()
    True
    """
    questions = tuple(load_catalogue())
    leading = [question.tags[0] for question in questions]
    return tuple(dict.fromkeys([*leading, *(tag for question in questions for tag in question.tags)]))


def described(question: Question, language: str) -> dict[str, Any]:
    """Return what a question is as plain data.

    Args:
        question: the question.
        language: of the title, ``nl``, ``fr`` or ``en``.

    Returns:
        Name, id, title, titles, summary, parameters by name, columns, tags and example.

    >>> from competencygraph.queries import load_catalogue
    >>> one = described(load_catalogue().get("rises"), "fr")
    >>> one["title"], one["params"]["from"]["type"], one["params"]["family"]["class"]
    ("Ce qui change d'un niveau ou d'une classe à l'autre", 'grade', ['cg:FunctionFamily'])
    """
    return {
        "name": question.name,
        "id": question.id,
        "title": question.titles[language],
        "titles": dict(question.titles),
        "summary": question.summary,
        "params": {name: _described_parameter(one) for name, one in question.params.items()},
        "columns": dict(question.columns),
        "tags": list(question.tags),
        "example": dict(question.example),
    }


def _described_parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "type": parameter.type,
        "required": parameter.required,
        "default": parameter.default,
        "values": list(parameter.values),
        "class": list(parameter.classes),
        "description": parameter.description,
    }


def _words(question: Question) -> str:
    parameters = (f"{name} {one.description}" for name, one in question.params.items())
    return " ".join(
        [question.name, *question.titles.values(), question.summary, *parameters, *question.tags]
    ).casefold()
