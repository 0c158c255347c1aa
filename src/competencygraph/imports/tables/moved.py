"""Rows that were moved or sorted, and the positions that follow from what comes and goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode, Triple

from competencygraph.imports.port import Change, FilePlace, Unplaced
from competencygraph.imports.tables.current import Current
from competencygraph.imports.tables.given import GivenRow, GivenTable, Record
from competencygraph.imports.tables.ordering import merge_order, moved_rows, new_positions, sorted_by
from competencygraph.rdf.vocabulary import POSITION, TYPE
from competencygraph.rdf.writer import integer
from competencygraph.tables import Table, Value, plain_text

__all__ = ["Orderer"]

#: What the places of a list are counted in, where it is not what new rows belong to.
_OWNERS = {"vacancy_items": ("owner_id", "kind")}
#: What a row is called in the passage that a move comes from.
_WORDS = ("text", "name", "term", "title", "competency")


class Orderer:
    """Brings the lists of a store into the order of the file.

    Args:
        current: what the store holds.
        record: what was exported.
        removed: nodes that go.
        unplaced: where is said that an order does not count.
    """

    def __init__(
        self, current: Current, record: Record | None, removed: frozenset[str], unplaced: list[Unplaced]
    ) -> None:
        self._current = current
        self._record = record
        self._removed = removed
        self._unplaced = unplaced

    def ordered(
        self, given: GivenTable, rows: Sequence[GivenRow], nodes: Mapping[FilePlace, str], changes: list[Change]
    ) -> list[Change]:
        """Return the changes with those of the order, and with the positions that follow from the others."""
        table = given.table
        if table.key != ("id",) or "position" not in table.names or (table.new is None and table.name not in _OWNERS):
            return changes
        lists = self._lists(table)
        given_rows = {str(row.value("id") or nodes.get(row.place(), "")): row for row in rows}
        sorted_column = self._sorted(given, [row for row in rows if row.value("id")], lists)
        if sorted_column:
            self._unplaced.append(
                Unplaced(
                    f"the rows are sorted by “{sorted_column}”; their order is left alone",
                    len(rows),
                    FilePlace(sheet=given.title),
                )
            )
        places = {node: number for number, node in enumerate(given_rows)}
        marks = {} if self._record is None else self._record.marks.get(table.name, {})
        record = {key: number for number, key in enumerate(marks)}
        for current in lists.values():
            changes = self._one(given, current, given_rows, places, record, bool(sorted_column), changes)
        return changes

    def _lists(self, table: Table) -> dict[tuple[Value, ...], list[dict[str, Value]]]:
        """Return the rows that are counted together, new ones last; no file moves what no document states."""
        lists: dict[tuple[Value, ...], list[dict[str, Value]]] = defaultdict(list)
        for row in self._current.rows[table.name].values():
            if self._current.documents_of(str(row["id"])):
                lists[self._owner(table, row)].append(row)
        for rows in lists.values():
            rows.sort(key=lambda row: (not isinstance(row["position"], int), row["position"] or 0))
        for row in self._current.new[table.name]:
            lists[self._owner(table, row)].append(row)
        return lists

    @staticmethod
    def _owner(table: Table, row: Mapping[str, Value]) -> tuple[Value, ...]:
        if table.name in _OWNERS:
            return tuple(row[name] for name in _OWNERS[table.name])
        under = () if table.new is None else table.new.under
        return (next((row[one.column] for one in under if row.get(one.column)), None),)

    def _sorted(
        self, given: GivenTable, rows: Sequence[GivenRow], lists: Mapping[tuple[Value, ...], list[dict[str, Value]]]
    ) -> str:
        """Return the title of the column that the sheet was sorted by; empty for none."""
        table = given.table
        texts = {
            str(row.value("id")): {
                name: plain_text(row.value(name)) for name in table.names if row.value(name) is not None
            }
            for row in rows
        }
        known = self._current.rows[table.name] if self._record is None else self._record.marks.get(table.name, {})
        exported = [node for node in known if node in texts]
        there = set(exported)
        file_order = [node for node in texts if node in there]
        if exported == file_order:
            return ""
        columns = [column.name for column in table.columns if not column.hidden and column.name in given.columns]
        whole = sorted_by([[texts[one] for one in file_order]], [[texts[one] for one in exported]], columns)
        if not whole:
            place = {node: number for number, node in enumerate(file_order)}
            before = [[str(row["id"]) for row in one if str(row["id"]) in place] for one in lists.values()]
            after = [sorted(one, key=place.__getitem__) for one in before]
            differing = [number for number, one in enumerate(before) if one != after[number]]
            if len(differing) > 1:
                whole = sorted_by(
                    [[texts[node] for node in after[number]] for number in range(len(after))],
                    [[texts[node] for node in before[number]] for number in range(len(before))],
                    [name for name in columns if name != "position"],
                )
        return table.column(whole).title("en") if whole else ""

    def _one(
        self,
        given: GivenTable,
        rows: list[dict[str, Value]],
        given_rows: Mapping[str, GivenRow],
        places: Mapping[str, int],
        record: Mapping[str, int],
        is_sorted: bool,
        changes: list[Change],
    ) -> list[Change]:
        """Return the changes with those of one list."""
        positions = {str(row["id"]): row["position"] for row in rows if isinstance(row["position"], int)}
        stated = {node: place for node, place in positions.items() if isinstance(place, int)}
        old = [str(row["id"]) for row in rows if str(row["id"]) in self._current.rows[given.table.name]]
        new = [str(row["id"]) for row in rows if str(row["id"]) not in self._current.rows[given.table.name]]
        if old and not stated:
            return changes
        gone = {node for node in old if node in self._removed}
        staying = [node for node in old if node not in gone]
        listed = sorted((node for node in (*staying, *new) if node in places), key=places.__getitem__)
        exported = sorted((node for node in listed if node in record), key=record.__getitem__)
        exported = exported or [node for node in staying if node in places]
        free = set() if is_sorted else set(moved_rows(exported, [node for node in listed if node in set(exported)]))
        order = [*staying, *new] if is_sorted else merge_order(staying, listed, {*free, *new})
        order += [node for node in new if node not in order]
        moved = moved_rows(staying, [node for node in order if node not in new])
        if not moved and not new and not gone:
            return changes
        known = {node: place for node, place in stated.items() if node not in new}
        final = new_positions(order, known)
        bearer = next((number for number, one in enumerate(changes) if _bears(one, {*new, *gone})), None)
        add, drop = self._shifts(final, known, set(new))
        document = self._current.held.document_of(order[0] if order else old[0])
        if moved and document is not None:
            return [*changes, *self._moves(document, moved, given_rows, known, final, tuple(add), tuple(drop))]
        if bearer is None:
            return changes
        change = changes[bearer]
        borne = replace(change, add=(*change.add, *add), drop=tuple(dict.fromkeys((*change.drop, *drop))))
        return [*changes[:bearer], borne, *changes[bearer + 1 :]]

    @staticmethod
    def _moves(
        document: str,
        moved: Sequence[str],
        given_rows: Mapping[str, GivenRow],
        known: Mapping[str, int],
        final: Mapping[str, int],
        add: tuple[Triple, ...],
        drop: tuple[Triple, ...],
    ) -> list[Change]:
        """Return a change for each moved row; the first bears all positions that follow."""
        found = []
        for node in moved:
            row = given_rows[node]
            words = next((plain_text(row.value(name)) for name in _WORDS if row.value(name)), None)
            before, after = str(known[node]) if node in known else None, str(final[node])
            found.append(
                Change(document, node, "moved", POSITION.value, before, after, row.place(), words, add=add, drop=drop)
            )
            add = drop = ()
        return found

    def _shifts(
        self, final: Mapping[str, int], known: Mapping[str, int], new: set[str]
    ) -> tuple[list[Triple], list[Triple]]:
        """Return the positions that come and go."""
        add = [Triple(NamedNode(node), POSITION, integer(place)) for node, place in final.items() if node in new]
        drop = []
        for node, place in final.items():
            if node in new or known.get(node) == place:
                continue
            add.append(Triple(NamedNode(node), POSITION, integer(place)))
            if node in known:
                drop += [triple for _, triple in self._current.statements(node) if triple.predicate == POSITION]
        return add, drop


def _bears(change: Change, nodes: set[str]) -> bool:
    """Return whether a change adds or removes one of some nodes, and so can bear what follows from it."""
    return change.kind in {"added", "removed"} and any(
        isinstance(triple.subject, NamedNode) and triple.subject.value in nodes and triple.predicate == TYPE
        for triple in (*change.add, *change.drop)
    )
