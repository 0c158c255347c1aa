"""Asking a question, and its answer as rows of plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from competencygraph.errors import DefinitionError, QueryRefusedError
from competencygraph.queries._lookups import check_class, resolve_grade
from competencygraph.queries.catalogue import Parameter, Question
from competencygraph.queries.header import TABLES
from competencygraph.queries.parameters import BoundTerm, bind, check_names, convert
from competencygraph.queries.scores import resolve_scores
from competencygraph.queries.tables import Table, bind_table, journal_of, journal_table
from competencygraph.store.port import GraphStore, QueryResult, Term
from competencygraph.store.sparql_guard import CheckedText, check_query
from competencygraph.terms import namespaces

__all__ = ["Answer", "Value", "ask", "plain_value"]

Value: TypeAlias = str | int | Decimal | bool | date | None

_WHOLE_NUMBERS = frozenset(
    namespaces.XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Args:
        question: what was asked.
        columns: names of the columns, in order.
        rows: one mapping a row, with every column as key, in order; None where there is no value.
        result: the terms behind the rows, for the formats that keep them.
        lacks: what the question reads beside the graph and the store does not keep (``journal``), so that there are no
            rows; None when nothing is wanting.
        sparql: the query as it was asked, with all that was bound; empty where nothing was asked.
    """

    question: Question
    columns: tuple[str, ...]
    rows: list[dict[str, object]]
    result: QueryResult = field(repr=False)
    lacks: str | None = None
    sparql: str = field(default="", repr=False)


def ask(
    store: GraphStore,
    question: Question,
    values: Mapping[str, object],
    *,
    language: str = "nl",
    timeout: float | None = None,
) -> Answer:
    """Return the answer to a question.

    Args:
        store: the live graph is what the question runs over.
        question: one of the catalogue's.
        values: values by parameter name, as strings or as Python values; None counts as not given.
        language: tag of the language that labels are wanted in; a label in another language stands in
            where there is none.
        timeout: seconds for each query, None for no limit.

    Returns:
        Columns and rows, in the order that the question gives them.

    Raises:
        ParameterError: a parameter is missing, unknown, of the wrong type or ambiguous.
        UnknownNodeError: a node that the question needs is not in the store.
        DefinitionError: the columns of the query are not those of its header.
    """
    terms = _terms(store, question, values, language, timeout)
    tables: dict[str, Table] = {}
    for name, parameter in question.params.items():
        value = values.get(name)
        if parameter.type == "scores" and value is not None:
            tables[name], settled = resolve_scores(store, parameter, value, terms, timeout=timeout)
            terms.update(settled)
        elif parameter.type == "journal":
            value = journal_of(store) if value is None else value
            if value is None:
                columns = tuple(question.columns)
                return Answer(question, columns, [], QueryResult(columns), lacks="journal")
            tables[name] = journal_table(parameter, value)
    text = bind(question.text, terms)
    for name, table in tables.items():
        text = bind_table(text, name, table)
    _check(question.text)
    result = store.query(CheckedText(text), timeout=timeout)
    if result.variables != tuple(question.columns):
        raise DefinitionError(
            f"the query has the columns {', '.join(result.variables)}",
            where=question.name,
            remedy=f"its header says {', '.join(question.columns)}",
        )
    decimals = {name for name, kind in question.columns.items() if kind == "decimal"}
    rows: list[dict[str, object]] = []
    for terms_of_row in result.rows:
        row = dict(zip(result.variables, map(plain_value, terms_of_row), strict=True))
        # A whole number is a decimal too.
        rows.append(
            {name: Decimal(value) if name in decimals and type(value) is int else value for name, value in row.items()}
        )
    return Answer(question, result.variables, rows, result, sparql=text)


@lru_cache(maxsize=512)
def _check(text: str) -> None:
    """Check the text of a question, once in a process."""
    check_query(text)


def plain_value(term: Term | None) -> Value:
    """Return the plain Python value of a term.

    Args:
        term: a term of a solution; None where nothing is bound.

    Returns:
        An int, Decimal, bool or date for literals of these types, else a string: the IRI, the text, or ``_:`` and the
        name of a blank node. A literal that is not in the lexical space of its type is the string that it is.

    >>> from pyoxigraph import Literal
    >>> plain_value(Literal(3))
    3
    >>> plain_value(Literal("Strategie", language="nl"))
    'Strategie'
    """
    if term is None:
        return None
    if isinstance(term, BlankNode):
        return str(term)
    if isinstance(term, NamedNode):
        return term.value
    if not isinstance(term, Literal):
        raise QueryRefusedError(
            "the answer holds a statement about a statement, which no table can show",
            remedy="ask for its subject, predicate and object apart",
        )
    kind = term.datatype.value
    try:
        if kind in _WHOLE_NUMBERS:
            return int(term.value)
        if kind == namespaces.XSD + "decimal":
            return Decimal(term.value)
        if kind == namespaces.XSD + "date":
            return date.fromisoformat(term.value)
    except (ArithmeticError, ValueError):
        return term.value
    if kind == namespaces.XSD + "boolean" and term.value in {"true", "1", "false", "0"}:
        return term.value in {"true", "1"}
    return term.value


def _terms(
    store: GraphStore, question: Question, values: Mapping[str, object], language: str, timeout: float | None
) -> dict[str, BoundTerm]:
    """Return the term of each variable that is to be bound: parameters, defaults and the asked language."""
    check_names(question.params, values, question.name)
    given = {
        name: (parameter, parameter.default if values.get(name) is None else values[name])
        for name, parameter in question.params.items()
    }
    terms: dict[str, BoundTerm] = {}
    for name, (parameter, value) in given.items():
        if value is None or parameter.type in ("grade", *TABLES):
            continue
        term = convert(parameter, value)
        if parameter.classes and isinstance(term, NamedNode):
            check_class(store, parameter, term, timeout=timeout)
        terms[name] = term
    for name, (parameter, value) in given.items():
        if value is not None and parameter.type == "grade":
            terms[name] = resolve_grade(store, parameter, value, terms, timeout=timeout)
    if question.language is not None:
        terms[question.language] = convert(Parameter("language", "language"), language)
    return terms
