"""Parameters that are tables: the scores of a candidate, and the journal that a store keeps beside its graph."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode

from competencygraph.errors import ParameterError
from competencygraph.queries.catalogue import Parameter
from competencygraph.queries.header import TABLES
from competencygraph.queries.parameters import BoundTerm, bind_rows, convert
from competencygraph.store.port import GraphStore

__all__ = ["Table", "bind_table", "journal_of", "journal_table", "read_scores"]

_NEXT_SCORE = re.compile(r"[;,](?=[^;,]*=)")
_SCORE = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?", re.ASCII)
_FORM = "write part=score, several divided by a comma: 1=20, 3=42.5"
_KINDS = ("added", "replaced", "removed")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of terms for the variables of a query.

    Args:
        names: of the variables.
        rows: terms in the order of the names.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[BoundTerm, ...], ...]


def bind_table(text: str, name: str, table: Table) -> str:
    r"""Return a query with the rows of a table bound.

    Args:
        text: a query with the comment line ``#@`` and the name in each group that must know the rows.
        name: of the parameter.
        table: its rows.

    Returns:
        The query with these rows of VALUES for each mark.

    >>> rows = Table(("part", "score"), ((NamedNode("urn:a"), Literal("40")),))
    >>> print(bind_table("SELECT * {\n  #@scores\n}", "scores", rows))
    SELECT * {
      VALUES (?part ?score) { (<urn:a> "40") }
    }
    """
    return bind_rows(text, table.names, table.rows, at=name)


def read_scores(parameter: Parameter, value: object) -> dict[str, Decimal]:
    """Return scores by what the part of a selection is called.

    Args:
        parameter: the parameter, for messages.
        value: text such as ``1=20, 3=42.5`` (a decimal comma is read too), or a mapping from names to numbers.

    Returns:
        Scores from 0, by the names as they were given, each once.

    Raises:
        ParameterError: it is no table of scores, it is empty, or a name stands twice.

    >>> read_scores(Parameter("scores", "scores"), "1=20, 3=42,5")
    {'1': Decimal('20'), '3': Decimal('42.5')}
    >>> read_scores(Parameter("scores", "scores"), {"Assessment": 12})
    {'Assessment': Decimal('12')}
    """
    if isinstance(value, str):
        pairs = [tuple(part.strip() for part in piece.rpartition("=")[::2]) for piece in _NEXT_SCORE.split(value)]
    elif isinstance(value, Mapping):
        pairs = [(str(name), number) for name, number in value.items()]
    else:
        raise ParameterError("this is no table of scores", where=parameter.name, remedy=_FORM)
    scores: dict[str, Decimal] = {}
    for name, number in pairs:
        called = str(convert(Parameter(parameter.name, "text"), " ".join(name.split())).value)
        if not called:
            raise ParameterError("a score has no name of a part", where=parameter.name, remedy=_FORM)
        if called in scores:
            raise ParameterError(
                f"“{_short(called)}” has two scores", where=parameter.name, remedy="keep one of the two"
            )
        scores[called] = _score(parameter, called, number)
    if not scores:
        raise ParameterError("no score is given", where=parameter.name, remedy=_FORM)
    return scores


def journal_of(store: GraphStore) -> Sequence[Mapping[str, Any]] | None:
    """Return the journal that a store keeps, None when it keeps none.

    Args:
        store: any store; one in memory or on a server keeps none.

    >>> from competencygraph.store import open_store
    >>> with open_store(":memory:", write=True) as store:
    ...     journal_of(store) is None
    True
    """
    return store.journal() or None


def journal_table(parameter: Parameter, value: object) -> Table:
    """Return the changes of documents that a journal tells.

    Args:
        parameter: the parameter, for messages.
        value: the entries of a journal, oldest first: mappings with ``time``, ``kind``, ``document``, ``edition``,
            ``added`` and ``dropped``. Entries of other kinds than added, replaced and removed are left out.

    Returns:
        One row an entry: the time in UTC as text, the kind, the document, the edition that came (an empty text where
        none did), and how many statements came and went.

    Raises:
        ParameterError: the value is no journal.

    >>> entry = {"time": "2026-01-02T03:04:05.006+00:00", "kind": "removed", "document": "urn:d", "edition": None,
    ...          "added": 0, "dropped": 7}
    >>> journal_table(Parameter("journal", "journal"), [entry, {"kind": "settled"}]).rows[0][0].value
    '2026-01-02T03:04:05.006Z'
    """
    if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(one, Mapping) for one in value):
        raise ParameterError(
            "this is no journal", where=parameter.name, remedy="leave it out: the store's own journal is read"
        )
    try:
        rows = tuple(_journal_row(parameter, entry) for entry in value if entry.get("kind") in _KINDS)
    except (KeyError, TypeError, ValueError) as error:
        raise ParameterError(
            "an entry of the journal is not as the store writes it",
            where=parameter.name,
            remedy="leave it out: the store's own journal is read",
        ) from error
    return Table(TABLES["journal"], rows)


def _journal_row(parameter: Parameter, entry: Mapping[str, Any]) -> tuple[BoundTerm, ...]:
    """Return one entry as terms; KeyError, TypeError or ValueError where it is none of a store."""
    time = datetime.fromisoformat(entry["time"]).astimezone(UTC).isoformat(timespec="milliseconds")
    edition = entry.get("edition")
    count = Parameter(parameter.name, "integer")
    return (
        Literal(time.replace("+00:00", "Z")),
        Literal(entry["kind"]),
        NamedNode(entry["document"]),
        Literal("") if edition is None else NamedNode(edition),
        convert(count, entry["added"]),
        convert(count, entry["dropped"]),
    )


def _score(parameter: Parameter, name: str, value: object) -> Decimal:
    """Return one score as a decimal number from 0."""
    if isinstance(value, str) and _SCORE.fullmatch(value):
        return Decimal(value.replace(",", "."))
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and math.isfinite(value):
        if 0 <= value < 10**9:
            return Decimal(str(value))
    raise ParameterError(
        f"the score of “{_short(name)}” is no number from 0", where=parameter.name, remedy="give a number such as 42.5"
    )


def _short(name: str) -> str:
    """Return a name for a message: printable, not too long."""
    shown = name if name.isprintable() else ascii(name)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"
