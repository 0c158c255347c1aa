"""Use case: ask a named question."""

from __future__ import annotations

from collections.abc import Mapping

from competencygraph.app.choosing import chosen_values, full_iri
from competencygraph.errors import ParameterError
from competencygraph.queries import Answer, QuestionCatalogue, ask, load_catalogue
from competencygraph.store import GraphStore

__all__ = ["ask_question", "differs_nowhere", "full_iri", "list_questions", "parse_values"]

#: Seconds that a named question may take.
QUESTION_TIMEOUT = 60.0


def list_questions() -> QuestionCatalogue:
    """Return the catalogue of named questions.

    >>> "rises" in list_questions().names()
    True
    """
    return load_catalogue()


def parse_values(pairs: list[str], question: str) -> dict[str, str]:
    """Return what ``key=value`` words give, by key.

    Args:
        pairs: the words; the first ``=`` divides, a value may hold others.
        question: name of the question, for messages.

    Returns:
        Values by key.

    Raises:
        ParameterError: a word has no ``=``, or a key stands twice.

    >>> parse_values(["from=A4", "to=A5"], "rises")
    {'from': 'A4', 'to': 'A5'}
    """
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise ParameterError(f"“{pair}” is no key=value", where=question, remedy="write, for example, from=A4")
        if key in values:
            raise ParameterError(f"{key} is given twice", where=question, remedy="keep one of the two")
        values[key] = value
    return values


def ask_question(
    store: GraphStore,
    name: str,
    values: Mapping[str, object],
    *,
    language: str = "en",
    timeout: float | None = QUESTION_TIMEOUT,
) -> Answer:
    """Return the answer to a named question.

    Args:
        store: what to ask.
        name: of the question.
        values: by parameter; for a node its IRI, its path below the data base, ``federal-be/000/family``, or its label
            when no other node has it.
        language: of labels, where there is a choice.
        timeout: seconds a query may take.

    Returns:
        Columns and rows.

    Raises:
        UnknownQuestionError: there is no such question.
        ParameterError: a value is missing, unknown, of the wrong type or ambiguous.
        UnknownNodeError: the store does not hold a node that is asked for.
        QueryLimitError: the time was up.
    """
    question = load_catalogue().get(name)
    full = chosen_values(store, question, values, language=language, timeout=timeout)
    return ask(store, question, full, language=language, timeout=timeout)


def differs_nowhere(store: GraphStore, name: str, values: Mapping[str, object]) -> bool:
    """Return whether a comparison has no rows because all is the same on both sides, and not for want of both sides.

    Args:
        store: what was asked.
        name: of a question with the parameter ``include_unchanged``.
        values: as they were given to `ask_question`, which answered with no rows.

    Returns:
        True when there are rows once what stays the same is listed too.

    Raises:
        ParameterError: the question has no such parameter.
    """
    return bool(ask_question(store, name, {**values, "include_unchanged": True}).rows)
