"""What the transport must know of a query's text, and the questions that it asks of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from competencygraph.errors import QueryRefusedError
from competencygraph.store.sparql_tokens import Token, decoded, tokens_of
from competencygraph.terms import resources

__all__ = ["PAGE", "QueryForm", "any_rows", "count_of_answer", "count_of_dataset", "page_of_dataset", "read_form"]

QueryForm = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
PAGE = 10_000
"""Triples that are asked for at once where a server must be read page by page; many servers give no more."""

_FORMS: dict[str, QueryForm] = {form: form for form in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")}


@dataclass(frozen=True, slots=True)
class _Shape:
    form: QueryForm
    at: int
    limit: int | None
    datasets: tuple[tuple[int, int], ...]


def read_form(sparql: str) -> tuple[QueryForm, int | None]:
    r"""Return what kind of query a text is, and the number of its outermost LIMIT.

    Args:
        sparql: the text; what stands in comments, strings, names and subqueries does not count.

    Returns:
        The form, and the limit or None.

    Raises:
        QueryRefusedError: the text is no query.

    >>> read_form("# DELETE\nPREFIX ask: <http://example.org/> SELECT * { ?s ask:p ?o } LIMIT 5")
    ('SELECT', 5)
    """
    shape = _shape(sparql)
    return shape.form, shape.limit


def count_of_answer(sparql: str) -> str:
    r"""Return the query that counts the rows of a SELECT query.

    Args:
        sparql: the SELECT query.

    Returns:
        The text: the query as a subquery, its prologue and its FROM clauses before it.

    >>> text = count_of_answer("PREFIX e: <http://example.org/> SELECT ?s FROM e:g { ?s e:p ?o } LIMIT 5")
    >>> "SELECT ?s  { ?s e:p ?o } LIMIT 5" in text, "\nFROM e:g\n" in text
    (True, True)
    """
    shape = _shape(sparql)
    inner, last = "", shape.at
    for start, end in shape.datasets:
        inner += sparql[last:start]
        last = end
    inner += sparql[last:]
    clauses = "\n".join(sparql[start:end] for start, end in shape.datasets)
    template = resources.read_text("queries", "internal", "count-of-answer.rq")
    return sparql[: shape.at] + "\n" + template.replace("#@dataset", clauses).replace("#@query", inner + "\n")


def any_rows(count: int) -> str:
    """Return the query for a number of rows, whichever they are.

    Args:
        count: how many.

    Returns:
        The text.

    >>> any_rows(20).rstrip().endswith("LIMIT 20")
    True
    """
    return resources.read_text("queries", "internal", "any-rows.rq").replace("LIMIT 1000", f"LIMIT {count}")


def count_of_dataset() -> str:
    """Return the query that counts the triples of its default graph.

    Returns:
        The text; its one column is ``triples``.

    >>> "COUNT" in count_of_dataset()
    True
    """
    return resources.read_text("queries", "internal", "count-of-dataset.rq")


def page_of_dataset(offset: int, size: int = PAGE) -> str:
    """Return the query for some of the triples of its default graph.

    Args:
        offset: how many to pass over.
        size: how many to give.

    Returns:
        The text; its columns are ``subject``, ``predicate`` and ``object``.

    >>> page_of_dataset(20, 10).rstrip().endswith("LIMIT 10 OFFSET 20")
    True
    """
    text = resources.read_text("queries", "internal", "page-of-dataset.rq")
    return text.replace("LIMIT 10000 OFFSET 0", f"LIMIT {size} OFFSET {offset}")


def _shape(sparql: str) -> _Shape:
    tokens = [token for token in tokens_of(sparql) if token.depth == 0]
    words = [decoded(token.text).upper() if token.kind == "word" else "" for token in tokens]
    place = next((place for place, word in enumerate(words) if word in _FORMS), None)
    if place is None:
        raise QueryRefusedError("the text is no query", remedy="give a SELECT, ASK, CONSTRUCT or DESCRIBE query")
    limits = [
        int(after.text)
        for word, after in zip(words[place:], tokens[place + 1 :], strict=False)
        if word == "LIMIT" and after.kind == "number" and after.text.isdecimal()
    ]
    datasets = [_dataset(tokens[one:], words[one:]) for one in range(place, len(tokens)) if words[one] == "FROM"]
    return _Shape(_FORMS[words[place]], tokens[place].at, limits[-1] if limits else None, tuple(datasets))


def _dataset(tokens: list[Token], words: list[str]) -> tuple[int, int]:
    """Return where a FROM clause begins and ends."""
    last = tokens[2 if words[1:2] == ["NAMED"] else 1] if len(tokens) > 2 else tokens[-1]
    return tokens[0].at, last.at + len(last.text)
