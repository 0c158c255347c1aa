"""Where each kind of statement goes in the tables, from what the definitions say that columns mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from competencygraph.exports.port import Mapped
from competencygraph.tables import Column, Table, list_tables

__all__ = ["tables_mapping"]

_PARTS = ("live", "local")
_SCHEMES = frozenset({"cg:Grade", "cg:GradeScheme"})


def tables_mapping(place: Callable[[Table, Column], str]) -> Sequence[Mapped]:
    """Return where each kind of statement goes in a format that writes the tables.

    Args:
        place: what the format calls a column of a table: ``tasks.csv, text``.

    Returns:
        An entry for each kind of statement that a column holds, and for each class whose nodes are rows. The labels of
        grades count in the vocabulary too, where the known schemes stand.

    >>> mapped = tables_mapping(lambda table, column: f"{table.name}.csv, {column.name}")
    >>> [one.target for one in mapped if one.subject_class == "cg:Task" and one.property == "cg:text"]
    ['tasks.csv, text', 'tasks.csv, text']
    """
    found: list[Mapped] = []
    for table in list_tables():
        for name in table.rows:
            target = place(table, table.column("id"))
            found += [Mapped(name, "rdf:type", target, object_class=name, part=part) for part in _parts(table, name)]
        for column in table.columns:
            target = place(table, column)
            for one in column.means:
                found += [
                    Mapped(one.subject_class, one.property, target, object_class=one.object_class, part=part)
                    for part in _parts(table, one.subject_class)
                ]
    found.append(Mapped("*", "*", "", part="vocabulary", because="the ontology is published apart, with each release"))
    found.append(Mapped("*", "*", "", because="no table has a column for it"))
    return found


def _parts(table: Table, subject: str) -> tuple[str, ...]:
    return (*_PARTS, "vocabulary") if table.name == "labels" and subject in _SCHEMES else _PARTS
