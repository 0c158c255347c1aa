"""A file of tables compared with what the store holds: which changes it asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.imports.port import Change, Fault, FilePlace, Held, ImportOptions, Reading, Unplaced
from competencygraph.imports.revising import removal
from competencygraph.imports.tables.added import Adder
from competencygraph.imports.tables.current import LABEL_PROPERTIES, Current, ancestors, expanded
from competencygraph.imports.tables.edited import Editor
from competencygraph.imports.tables.given import Given, GivenRow, GivenTable
from competencygraph.imports.tables.moved import Orderer
from competencygraph.rdf.vocabulary import CONCERNS
from competencygraph.spreadsheets import row_and_column
from competencygraph.tables import Table, Value, list_tables, plain_text

__all__ = ["compare_tables"]

#: Tables whose rows are not removed through a table, with the reason.
_KEPT = {"profiles": "a profile goes with its document, and not by a row"}


def compare_tables(given: Given, held: Held, options: ImportOptions) -> Reading:
    """Return the changes that a file of tables asks for.

    Args:
        given: the tables of the file.
        held: what the store holds.
        options: how to import.

    Returns:
        The changes in the order of the tables and their rows, or the faults; what is left alone.
    """
    return _Comparison(given, Current(held), options).reading()


class _Comparison:
    """Compares the tables one after another."""

    def __init__(self, given: Given, current: Current, options: ImportOptions) -> None:
        self._given = given
        self._current = current
        self._options = options
        self._faults: list[Fault] = list(given.faults)
        self._unplaced: list[Unplaced] = list(given.unplaced)
        self._changes: list[Change] = []
        self._known: dict[str, dict[str, GivenRow]] = {}
        self._new: dict[str, list[GivenRow]] = defaultdict(list)
        self._gone: dict[str, list[str]] = {}

    def reading(self) -> Reading:
        """Return what the file asks for."""
        tables = [self._given.tables[table.name] for table in list_tables() if table.name in self._given.tables]
        for table in list_tables():
            if table.name not in self._given.tables and self._given.record is not None:
                self._unplaced.append(
                    Unplaced(
                        f"the sheet {table.title('en')} is missing; its rows are left alone",
                        len(self._current.rows[table.name]),
                    )
                )
        for one in tables:
            self._match(one)
        removed = self._removed_nodes(tables)
        editor = Editor(self._current, self._given.record, self._faults)
        adder = Adder(self._current, removed, self._faults)
        for one in tables:
            adder.announce(one, self._new[one.table.name])
        for done, one in enumerate(tables):
            self._options.tick(done, len(tables))
            for key, row in self._known[one.table.name].items():
                if str(row.value("id")) in removed:
                    if editor.is_edited(one, key, row):
                        self._fault(
                            row.place("id"),
                            "the row was changed and what it belongs to was removed",
                            "undo one of both",
                        )
                    continue
                self._changes += editor.changes(one, key, row)
            self._changes += adder.changes(one.table)
            self._changes += self._removals(one, removed)
        orderer = Orderer(self._current, self._given.record, removed, self._unplaced)
        for one in (*tables, *self._not_given()):
            rows = [row for row in one.rows if str(row.value("id") or "") not in removed]
            self._changes = orderer.ordered(one, rows, adder.nodes, self._changes)
        self._options.tick(len(tables), len(tables))
        compared = tuple(sorted(self._current.held.documents))
        changes = self._without_doubles()
        if self._faults:
            return Reading(faults=self._sorted_faults(), unplaced=tuple(self._unplaced), compared=compared)
        return Reading(changes, unplaced=tuple(self._unplaced), compared=compared)

    def _not_given(self) -> list[GivenTable]:
        """Return the tables that the file lacks and that get rows nevertheless, as a competency comes with one."""
        return [
            GivenTable(table, table.title("en"), frozenset(table.names), ())
            for table in list_tables()
            if table.name not in self._given.tables and self._current.new[table.name]
        ]

    def _sorted_faults(self) -> tuple[Fault, ...]:
        """Return the faults from top to bottom, of each cell the first."""
        sheets = [table.title for table in self._given.tables.values()]

        def where(place: FilePlace) -> tuple[int, tuple[int, int]]:
            sheet = sheets.index(place.sheet) if place.sheet in sheets else -1
            return sheet, row_and_column(place.cell or "") or (0, 0)

        first: dict[object, Fault] = {}
        for number, fault in enumerate(self._faults):
            first.setdefault(number if fault.place.cell is None else fault.place, fault)
        return tuple(sorted(first.values(), key=lambda fault: where(fault.place)))

    def _fault(self, place: FilePlace, what: str, remedy: str | None = None) -> None:
        self._faults.append(Fault(what, place, remedy))

    def _match(self, given: GivenTable) -> None:
        """Find the rows that the store holds, and those that are new."""
        table, known = given.table, self._known.setdefault(given.table.name, {})
        current = self._current.rows[table.name]
        exported = self._exported(table)
        for row in given.rows:
            key = "\t".join(plain_text(row.value(name)) for name in table.key)
            node = str(row.value("id") or "")
            if not node and not any(cell.value is not None for cell in row.cells.values()):
                continue
            if key in known:
                self._fault(row.place("id"), "another row has this identifier too", "clear it in the row that is new")
            elif key in current:
                known[key] = row
            elif not node or (table.name == "labels" and node in self._known_nodes()):
                self._new[table.name].append(row)
            elif key in exported:
                self._unplaced.append(
                    Unplaced("a row that was removed from the store since the export", 1, row.place("id"))
                )
            elif (other := self._current.table_of(node)) is not None and other != table.name:
                self._fault(
                    row.place("id"), f"the identifier belongs to the table {other}", "clear it, or undo the change"
                )
            else:
                self._fault(
                    row.place("id"), "the store knows no such identifier", "undo the change, or clear it for a new row"
                )

    def _known_nodes(self) -> frozenset[str]:
        return frozenset(str(row["id"]) for row in self._current.rows["labels"].values())

    def _exported(self, table: Table) -> frozenset[str]:
        record = self._given.record
        return frozenset() if record is None else frozenset(record.marks.get(table.name, ()))

    def _removed_nodes(self, tables: list[GivenTable]) -> frozenset[str]:
        """Return the rows that go: those that the file leaves out, and what belongs to them."""
        removed: set[str] = set()
        for one in tables:
            name = one.table.name
            exported = self._exported(one.table)
            missing = [
                key
                for key in self._current.rows[name]
                if key not in self._known[name] and (key in exported or self._options.remove_missing)
            ]
            self._gone[name] = missing
            if name in _KEPT and missing:
                self._fault(FilePlace(sheet=one.title), f"a row is missing: {_KEPT[name]}", "put it back")
            if name != "labels":
                removed.update(missing)
        if not removed:
            return frozenset()
        directly = frozenset(removed)
        for rows in self._current.rows.values():
            for row in rows.values():
                node = str(row["id"])
                asked = "vacancy_id" in row and row.get("competency_id") in directly
                if asked or ancestors(node, directly):
                    removed.add(node)
        return frozenset(removed)

    def _removals(self, given: GivenTable, removed: frozenset[str]) -> list[Change]:
        """Return a change for each row that is gone, what belongs to it included."""
        found: list[Change] = []
        for key in self._gone[given.table.name]:
            row = self._current.rows[given.table.name][key]
            if given.table.name == "labels":
                found += self._label_removed(given, row, removed)
                continue
            if ancestors(key, removed) or str(row.get("competency_id")) in removed:
                continue
            document = next(iter(self._current.documents_of(key)), None)
            if document is None:
                self._fault(
                    FilePlace(sheet=given.title), f"the row {key} is missing and belongs to no document", "put it back"
                )
                continue
            nodes = [key, *self._asked(key, document)]
            name = next(
                (plain_text(row[one]) for one in (*given.table.readable, "text", "name", "term") if row.get(one)), key
            )
            drop = removal(self._current.held.triples(document), *nodes)
            found.append(Change(document, key, "removed", before=name, place=FilePlace(sheet=given.title), drop=drop))
        return found

    def _asked(self, competency: str, document: str) -> list[str]:
        """Return the requirements that ask a competency."""
        return sorted(
            triple.subject.value
            for triple in self._current.held.triples(document)
            if triple.predicate == CONCERNS
            and triple.object == NamedNode(competency)
            and isinstance(triple.subject, NamedNode)
        )

    def _label_removed(self, given: GivenTable, row: Mapping[str, Value], removed: frozenset[str]) -> list[Change]:
        node, text = str(row["id"]), plain_text(row["text"])
        if node in removed or ancestors(node, removed):
            return []
        held = expanded(LABEL_PROPERTIES[str(row["property"])])
        found = []
        for document, triple in self._current.statements(node):
            value = triple.object
            if triple.predicate == held and isinstance(value, Literal) and plain_text(value.value) == text:
                if (value.language or "und") == row["language"]:
                    found.append(
                        Change(
                            document,
                            node,
                            "changed",
                            held.value,
                            text,
                            None,
                            FilePlace(sheet=given.title),
                            drop=(triple,),
                        )
                    )
        if not found:
            self._fault(
                FilePlace(sheet=given.title),
                f"the label “{text[:40]}” is missing and stands in no document",
                "put it back",
            )
        return found

    def _without_doubles(self) -> tuple[Change, ...]:
        """Return the changes; what two cells ask alike is asked once."""
        found: list[Change] = []
        dropped: dict[Triple, Change] = {}
        for change in self._changes:
            double = [dropped[triple] for triple in change.drop if triple in dropped and change.kind == "changed"]
            if double and all(one.kind == "changed" for one in double):
                if any(one.add != change.add for one in double):
                    other = double[0].place.words("line")
                    self._fault(change.place, f"{other} says something else of the same text", "make both say the same")
                continue
            found.append(change)
            dropped |= dict.fromkeys(change.drop, change)
        return tuple(found)
