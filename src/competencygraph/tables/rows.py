"""The rows of the tables, from a store."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from competencygraph.store import GraphStore, Term
from competencygraph.tables.schema import Column, ColumnType, Table, find_table, list_tables
from competencygraph.terms import resources

__all__ = ["UNDETERMINED", "Row", "TableReader", "Value"]

Value: TypeAlias = str | int | Decimal | bool | None
Row: TypeAlias = tuple[Value, ...]
"""One value for each column of the table, None for what is absent."""

#: What `labels` says for a text without a language (BCP 47).
UNDETERMINED = "und"
#: Which of several languages a column shows when the row does not have one already; others follow by name.
_PREFERRED = ("nl", "fr", "de", "en")
_LABELS = "labels"
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


class TableReader:
    """Reads the tables of one store; names and order of what others refer to are kept for the next table.

    Args:
        store: the store, only read.
    """

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._known: dict[str, dict[str, tuple[int, Row]]] = {}
        self._profiles: dict[str, str] = {}

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table in their fixed order.

        Args:
            table: the table.

        Yields:
            Each row. Texts are verbatim, what is absent is None, and a reference to what is no row of its table is
            absent too. Of several texts the language of the row counts, else the first of Dutch, French, German and
            English; `labels` has them all.
        """
        if table.name == _LABELS:
            yield from self._labels(table)
            return
        if table.name in _referred():
            yield from (row for _, row in self._refer(table.name).values())
            return
        yield from self._read(table)

    def _read(self, table: Table) -> Iterator[Row]:
        found = self._skeleton(table)
        texts = self._texts(table)
        for values in found:
            yield self._complete(table, values, texts)

    def _ask(self, name: str) -> Iterator[dict[str, Term]]:
        answer = self._store.query(resources.read_text("queries", "export", "tables", f"{name}.rq"))
        for row in answer.rows:
            yield {name: term for name, term in zip(answer.variables, row, strict=True) if term is not None}

    def _refer(self, table: str) -> Mapping[str, tuple[int, Row]]:
        """Return the rows of a table that others refer to, by address, with their place."""
        if table not in self._known:
            rows = self._read(find_table(table))
            self._known[table] = {str(row[0]): (place, row) for place, row in enumerate(rows)}
        return self._known[table]

    def _skeleton(self, table: Table) -> list[dict[str, Value]]:
        """Return what a table holds but for texts, each row once, sorted."""
        found: dict[str, dict[str, Value]] = {}
        columns = {column.name: column for column in table.columns}
        for terms in self._ask(table.name):
            node = terms["id"]
            if not isinstance(node, NamedNode) or node.value in found:
                continue
            values: dict[str, Value] = {"id": node.value}
            for name, term in terms.items():
                value = _value(term, columns[name].type if name in columns else "integer")
                if value is not None:
                    values[name] = value
            self._refers(table, values)
            found[node.value] = values
        rows = list(found.values())
        for values in rows:
            for column in table.columns:
                if column.refers == table.name and values.get(column.name) not in found:
                    values.pop(column.name, None)
        if table.order:
            rows.sort(key=lambda values: self._place(table, values))
        return rows

    def _refers(self, table: Table, values: dict[str, Value]) -> None:
        """Fill in what other rows say, and leave out references to what is no row."""
        for column in sorted(table.columns, key=lambda column: bool(column.via)):
            if not column.refers:
                continue
            if column.via and column.name not in values:
                over = table.column(column.via)
                _, row = self._refer(over.refers).get(str(values.get(over.name)), (0, ()))
                other = find_table(over.refers)
                if row and (value := row[other.names.index(column.name)]) is not None:
                    values[column.name] = value
            if column.refers != table.name and values.get(column.name) not in self._refer(column.refers):
                values.pop(column.name, None)

    def _place(self, table: Table, values: Mapping[str, Value]) -> tuple[tuple[bool, int, str], ...]:
        places: list[tuple[bool, int, str]] = []
        for name in (*table.order, "id"):
            value = values.get(name)
            refers = next((column.refers for column in table.columns if column.name == name), "")
            if value is None:
                places.append((False, 0, ""))
            elif refers:
                places.append((True, self._refer(refers)[str(value)][0], ""))
            elif isinstance(value, int):
                places.append((True, value, ""))
            else:
                places.append((True, 0, str(value)))
        return tuple(places)

    def _texts(self, table: Table) -> Mapping[tuple[str, str], dict[str, str]]:
        """Return the texts of the nodes of a table by node and column, of each language the first."""
        texts: dict[tuple[str, str], dict[str, str]] = {}
        for terms in self._ask(f"{table.name}_texts"):
            node, column, text = terms["node"], terms["column"], terms["text"]
            if isinstance(node, NamedNode) and isinstance(text, Literal) and isinstance(column, Literal):
                texts.setdefault((node.value, column.value), {}).setdefault(text.language or "", text.value)
        return texts

    def _complete(self, table: Table, values: dict[str, Value], texts: Mapping[tuple[str, str], dict[str, str]]) -> Row:
        language: str | None = None
        for column in table.columns:
            if column.type == "text" and (found := texts.get((str(values.get(column.of)), column.name))):
                chosen = language if language in found else min(found, key=_preference)
                values[column.name] = found[chosen]
                language = chosen if language is None else language
            elif column.names and not column.means:
                values[column.name] = self._readable(table, column, values)
        if language:
            values["language"] = language
        if table.name == "profiles":
            values["profile"] = self._profile(values)
        return tuple(values.get(column.name) for column in table.columns)

    def _readable(self, table: Table, column: Column, values: Mapping[str, Value]) -> Value:
        """Return what people call the row that a column refers to."""
        refers = table.column(column.names).refers
        _, row = self._refer(refers).get(str(values.get(column.names)), (0, ()))
        if not row:
            return None
        other = find_table(refers)
        wanted = (column.name,) if column.name in other.names else other.readable
        return next((value for name in wanted if (value := row[other.names.index(name)]) is not None), None)

    def _profile(self, values: Mapping[str, Value]) -> str:
        """Return what people call a profile: its name, else its family or document with its grade; each once."""
        family = self._profiles.get(str(values.get("family_id")), "")
        parts = [values.get("name") or family or values.get("document"), values.get("grade") if family else None]
        name = base = " ".join(str(part) for part in parts if part) or str(values["kind"])
        number, taken = 1, set(self._profiles.values())
        while name in taken:
            number += 1
            name = f"{base} ({number})"
        self._profiles[str(values["id"])] = name
        return name

    def _labels(self, table: Table) -> Iterator[Row]:
        numbers: dict[tuple[str, str, str], int] = {}
        seen: set[tuple[str, str, str, str]] = set()
        for terms in self._ask(table.name):
            node, text = terms["id"], terms["text"]
            if not isinstance(node, NamedNode) or not isinstance(text, Literal):
                continue
            kind, what = terms["class"].value, terms["property"].value
            language = text.language or UNDETERMINED
            if (node.value, what, language, text.value) in seen:
                continue
            seen.add((node.value, what, language, text.value))
            number = numbers[node.value, what, language] = numbers.get((node.value, what, language), 0) + 1
            values: dict[str, Value] = {
                "id": node.value,
                "kind": re.split("[/#]", kind)[-1],
                "property": what,
                "language": language,
                "number": number,
                "text": text.value,
            }
            yield tuple(values[name] for name in table.names)


@cache
def _referred() -> frozenset[str]:
    """Return the names of the tables whose rows others refer to."""
    return frozenset(column.refers for table in list_tables() for column in table.columns if column.refers)


def _preference(language: str) -> tuple[int, str]:
    """Return where a language stands among those that a column may show."""
    return (_PREFERRED.index(language) if language in _PREFERRED else len(_PREFERRED), language)


def _value(term: Term, type: ColumnType) -> Value:
    """Return what a term says; None where it is not of the column's type.

    >>> _value(Literal("3"), "integer"), _value(Literal("three"), "integer")
    (3, None)
    """
    if type == "identifier":
        return term.value if isinstance(term, NamedNode) else None
    if not isinstance(term, Literal):
        return None
    if type == "boolean":
        return _BOOLEANS.get(term.value)
    if type == "integer":
        return int(term.value) if _INTEGER.fullmatch(term.value) else None
    if type == "decimal":
        return Decimal(term.value) if _DECIMAL.fullmatch(term.value) else None
    return term.value
