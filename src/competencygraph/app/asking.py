"""Use cases: ask a named question, run free SPARQL."""

from __future__ import annotations

from collections.abc import Mapping

from competencygraph.errors import ParameterError
from competencygraph.queries import Answer, Question, QuestionCatalogue, ask, load_catalogue
from competencygraph.queries.answer import plain_value
from competencygraph.store import GraphStore, QueryResult
from competencygraph.store.limits import UNTRUSTED_MEMORY, UNTRUSTED_ROWS, UNTRUSTED_TIMEOUT
from competencygraph.terms.namespaces import CG, DATA_BASE

__all__ = ["answer_of", "ask_question", "full_iri", "list_questions", "parse_values", "run_sparql"]

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
        values: by parameter; for a node its IRI or its path below the data base, ``federal-be/000/family``.
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
    full = {key: _full_value(question, key, value) for key, value in values.items()}
    return ask(store, question, full, language=language, timeout=timeout)


def full_iri(name: str) -> str:
    """Return the IRI that a name stands for: an IRI itself, a term ``cg:…``, or a path below the data base.

    >>> full_iri("federal-be/000")
    'https://w3id.org/competencygraph/id/federal-be/000'
    >>> full_iri("cg:Task"), full_iri("<urn:x>")
    ('https://w3id.org/competencygraph/def/Task', 'urn:x')
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    if name.startswith("cg:"):
        return f"{CG}{name[3:]}"
    return name if ":" in name else f"{DATA_BASE}{name}"


def run_sparql(
    store: GraphStore,
    text: str,
    *,
    timeout: float = UNTRUSTED_TIMEOUT,
    max_rows: int = UNTRUSTED_ROWS,
    max_memory: int = UNTRUSTED_MEMORY,
) -> QueryResult:
    """Return the answer of a query that anyone may have written, run apart from this process.

    Args:
        store: what to ask; it is only read.
        text: SPARQL SELECT, ASK, CONSTRUCT or DESCRIBE, without SERVICE.
        timeout: seconds it may take.
        max_rows: rows it may give.
        max_memory: bytes it may take.

    Returns:
        Rows, a truth value or triples; never a part of them.

    Raises:
        QueryRefusedError: the text is no such query.
        QueryLimitError: a limit was reached.
    """
    return store.query_untrusted(text, timeout=timeout, max_rows=max_rows, max_memory=max_memory)


def answer_of(result: QueryResult, text: str) -> Answer:
    """Return rows of free SPARQL in the form of an answer, so that they can be written in its formats.

    Args:
        result: of a SELECT.
        text: the query.

    Returns:
        The answer, with plain values and terms.
    """
    question = Question(
        name="sparql",
        id="",
        titles={},
        summary="",
        params={},
        columns=dict.fromkeys(result.variables, "text"),
        unbound=frozenset(result.variables),
        tags=(),
        example={},
        language=None,
        text=text,
    )
    rows: list[dict[str, object]] = [
        dict(zip(result.variables, map(plain_value, row), strict=True)) for row in result.rows
    ]
    return Answer(question, result.variables, rows, result)


def _full_value(question: Question, key: str, value: object) -> object:
    parameter = question.params.get(key)
    if parameter is not None and parameter.type == "iri" and isinstance(value, str) and value:
        return full_iri(value)
    return value
