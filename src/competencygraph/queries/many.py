"""One look-up for many values at once."""

from __future__ import annotations

from collections.abc import Sequence

from competencygraph.queries.answer import plain_value
from competencygraph.queries.catalogue import Parameter, Question
from competencygraph.queries.parameters import bind_rows, convert
from competencygraph.store.port import GraphStore

__all__ = ["ask_for_many"]


def ask_for_many(
    store: GraphStore, question: Question, parameter: str, values: Sequence[str], *, language: str | None = None
) -> list[dict[str, object]]:
    """Return the rows of a query for many values of one parameter, asked in one go.

    Args:
        store: what to ask.
        question: a look-up whose other parameters, the language excepted, are left open.
        parameter: name of the parameter.
        values: its values; few enough for one query.
        language: of labels, where the question has a parameter of that name.

    Returns:
        The rows of all values together; none when there is no value.

    >>> from competencygraph.queries.catalogue import load_lookup
    >>> from competencygraph.store import open_store
    >>> with open_store(":memory:", write=True) as store:
    ...     ask_for_many(store, load_lookup("labels-of-nodes"), "node", ["urn:a", "urn:b"], language="nl")
    []
    """
    if not values:
        return []
    names = [parameter]
    ends = []
    if language is not None:
        names.append("language")
        ends.append(convert(Parameter("language", "language"), language))
    rows = [(convert(question.params[parameter], value), *ends) for value in values]
    result = store.query(bind_rows(question.text, names, rows))
    return [dict(zip(result.variables, map(plain_value, row), strict=True)) for row in result.rows]
