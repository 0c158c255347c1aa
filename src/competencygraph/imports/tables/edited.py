"""Cells that were edited: what each asks to change."""

from __future__ import annotations

from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.imports.port import Change, Fault, FilePlace
from competencygraph.imports.tables.current import LABEL_PROPERTIES, Current, expanded
from competencygraph.imports.tables.given import GivenRow, GivenTable, Record
from competencygraph.rdf.vocabulary import NOTATION, RANK, TYPE
from competencygraph.rdf.writer import decimal, integer, string
from competencygraph.spreadsheets import fits_cell, text_for_cell
from competencygraph.tables import MARK_LENGTH, UNDETERMINED, Column, Table, Value, list_tables, plain_text, sign
from competencygraph.terms.namespaces import XSD

__all__ = ["Editor", "literal"]


def literal(value: Value, language: str | None) -> Literal:
    """Return a value as a literal.

    Args:
        value: of a cell that holds something.
        language: of a text; None or ``und`` for a text that belongs to no language.

    Returns:
        The literal.

    >>> literal("Doel", "nl").language, literal(3, "nl").value
    ('nl', '3')
    """
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=NamedNode(f"{XSD}boolean"))
    if isinstance(value, int):
        return integer(value)
    if isinstance(value, Decimal):
        return decimal(value)
    return string(str(value), None if language in {None, "", UNDETERMINED} else language)


class Editor:
    """Compares cells with what was exported and with what the store holds.

    Args:
        current: what the store holds.
        record: what was exported; None where the file does not say it.
        faults: where cells are put that cannot be changed so.
    """

    def __init__(self, current: Current, record: Record | None, faults: list[Fault]) -> None:
        self._current = current
        self._record = record
        self._faults = faults
        self._numbers = {
            (table.name, column.name): number for table in list_tables() for number, column in enumerate(table.columns)
        }

    def is_edited(self, given: GivenTable, key: str, row: GivenRow) -> bool:
        """Return whether any cell of a row was edited."""
        return any(
            self._edited(given.table, key, row, column)
            for column in given.table.columns
            if column.name in given.columns
        )

    def changes(self, given: GivenTable, key: str, row: GivenRow) -> list[Change]:
        """Return the changes that the cells of one row ask for."""
        table = given.table
        found: list[Change] = []
        values = self._current.rows[table.name][key]
        for column in table.columns:
            if column.name not in given.columns or not self._edited(table, key, row, column):
                continue
            before, after = plain_text(values[column.name]), plain_text(row.value(column.name))
            if before == after or (column.type == "boolean" and {before, after} <= {"", "false"}):
                continue
            place = row.place(column.name)
            mark = self._mark(table, key, column)
            if mark is not None and mark != sign(before):
                self._fault(
                    place, f"the store says “{before[:60]}” here since the export", "export anew, and edit that"
                )
            elif not column.editable:
                self._fault(place, "this cell follows from other data and cannot be changed here", self._remedy(column))
            elif not fits_cell(before):
                self._fault(place, "the text is longer than a cell holds and cannot be changed here", "undo the change")
            elif column.required and not after:
                self._fault(place, "this cell must not be empty", "fill it in, or remove the row")
            elif table.name == "labels":
                found += self._label(values, row, before, after, place)
            elif column.names and not column.means:
                found += self._link(table, column, values, row, place)
            else:
                found += self._statement(table, column, values, row, before, place)
        return found

    def _edited(self, table: Table, key: str, row: GivenRow, column: Column) -> bool:
        """Return whether a cell differs from what was exported, or from the store where that is not known."""
        after = plain_text(row.value(column.name))
        mark = self._mark(table, key, column)
        if mark is not None:
            return sign(after) != mark and not self._is_cut(table, key, column, after)
        return after != plain_text(self._current.rows[table.name][key][column.name])

    def _is_cut(self, table: Table, key: str, column: Column, after: str) -> bool:
        """Return whether a cell still holds what a cell could hold of a text that was too long for it."""
        before = plain_text(self._current.rows[table.name][key][column.name])
        return not fits_cell(before) and text_for_cell(before) == text_for_cell(after)

    def _mark(self, table: Table, key: str, column: Column) -> str | None:
        marks = "" if self._record is None else self._record.marks.get(table.name, {}).get(key, "")
        if len(marks) != MARK_LENGTH * len(table.columns):
            return None
        start = self._numbers[table.name, column.name] * MARK_LENGTH
        return marks[start : start + MARK_LENGTH]

    @staticmethod
    def _remedy(column: Column) -> str:
        if column.hidden:
            return "undo the change of the hidden column"
        if column.name == "position":
            return "undo it, and move the row to change the order"
        return "undo it, and change the row that it comes from"

    def _fault(self, place: FilePlace, what: str, remedy: str | None = None) -> None:
        self._faults.append(Fault(what, place, remedy))

    def _further(
        self, table: Table, column: Column, values: dict[str, Value], row: GivenRow, place: FilePlace
    ) -> list[Change]:
        """Return the change of a cell that is said of a further node, such as a purpose, which is not there yet."""
        identifier, owner = table.column(column.of), str(values["id"])
        classes = self._current.classes(owner)
        link = next((one for one in identifier.means if expanded(one.subject_class) in classes), None)
        document = next(iter(self._current.documents_of(owner)), None)
        node = NamedNode(f"{owner}/{column.of.removesuffix('_id')}")
        if column.names or link is None or document is None or self._current.documents_of(node.value):
            self._fault(place, "what this cell would be said of is not there", "undo the change")
            return []
        kind = expanded(link.object_class)
        held = self._current.property_of(column, frozenset({kind}))
        value = literal(row.value(column.name), self._language(column, values, document))
        add = (
            Triple(node, TYPE, kind),
            Triple(NamedNode(owner), expanded(link.property), node),
            Triple(node, held, value),
        )
        after = plain_text(row.value(column.name))
        return [Change(document, node.value, "changed", held.value, None, after, place, add=add)]

    def _statement(
        self, table: Table, column: Column, values: dict[str, Value], row: GivenRow, before: str, place: FilePlace
    ) -> list[Change]:
        """Return the change of a text, a number or a mark."""
        node, after = values.get(column.of), row.value(column.name)
        if node is None:
            return self._further(table, column, values, row, place)
        held = self._current.property_of(column, self._current.classes(str(node)))
        stated = self._current.holding(str(node), held, before) if before else []
        documents = [document for document, _ in stated] or list(self._current.documents_of(str(node)))[:1]
        if not documents or (before and not stated):
            self._fault(place, "no document of the store says this; it cannot be changed here", "undo the change")
            return []
        found = []
        for number, document in enumerate(documents):
            drop = [stated[number][1]] if stated else []
            old = drop[0].object if drop else None
            language = old.language if isinstance(old, Literal) else self._language(column, values, document)
            add = []
            if after is not None and after is not False:
                value = literal(after, language)
                if isinstance(old, Literal) and column.type in {"string", "choice"}:
                    value = Literal(str(after), datatype=old.datatype) if old.language is None else value
                add.append(Triple(NamedNode(str(node)), held, value))
            if column.name == "level" and held == NOTATION:
                self._rank(document, str(node), before, plain_text(after), add, drop)
            shown = plain_text(after) or None
            found.append(
                Change(
                    document,
                    str(node),
                    "changed",
                    held.value,
                    before or None,
                    shown,
                    place,
                    add=tuple(add),
                    drop=tuple(drop),
                )
            )
        return found

    def _language(self, column: Column, values: dict[str, Value], document: str) -> str | None:
        if column.type != "text":
            return None
        return str(values.get("language") or self._current.language(document) or "") or None

    def _rank(self, document: str, node: str, before: str, after: str, add: list[Triple], drop: list[Triple]) -> None:
        """Let the rank of a level follow its printed number, where it did so before."""
        ranks = [
            triple for where, triple in self._current.statements(node) if where == document and triple.predicate == RANK
        ]
        if any(isinstance(one.object, Literal) and one.object.value != before for one in ranks):
            return
        drop += ranks
        if after.isdecimal() and after.isascii():
            add.append(Triple(NamedNode(node), RANK, integer(int(after))))

    def _label(
        self, values: dict[str, Value], row: GivenRow, before: str, after: str, place: FilePlace
    ) -> list[Change]:
        """Return the change of a label in one language."""
        node, held = str(values["id"]), expanded(LABEL_PROPERTIES[str(values["property"])])
        found = []
        for document, triple in self._current.holding(node, held, before):
            if isinstance(triple.object, Literal) and (triple.object.language or UNDETERMINED) == values["language"]:
                add = (Triple(triple.subject, held, literal(row.value("text"), triple.object.language)),)
                found.append(
                    Change(document, node, "changed", held.value, before, after, place, add=add, drop=(triple,))
                )
        if not found:
            self._fault(place, "no document of the store says this; it cannot be changed here", "undo the change")
        return found

    def _link(
        self, table: Table, column: Column, values: dict[str, Value], row: GivenRow, place: FilePlace
    ) -> list[Change]:
        """Return the change of what a row refers to by a readable name: its level, its group."""
        node, after = str(values["id"]), row.value(column.name)
        identifier = table.column(column.names)
        target = None
        if after is not None:
            named = self._current.named(identifier.refers, column.name, str(after), values)
            target = named[0] if len(named) == 1 else None
            if target is None:
                what = "level of this competency" if identifier.refers == "levels" else "group of this profile"
                self._fault(
                    place, f"“{plain_text(after)[:60]}” is no {what}", "choose one that there is, or add it first"
                )
                return []
        held = self._current.property_of(identifier, self._current.classes(node))
        old = values.get(identifier.name)
        stated = [
            (document, triple)
            for document, triple in self._current.statements(node)
            if triple.predicate == held and isinstance(triple.object, NamedNode) and triple.object.value == old
        ]
        documents = [document for document, _ in stated] or list(self._current.documents_of(node))[:1]
        found = []
        for number, document in enumerate(documents):
            drop = (stated[number][1],) if stated else ()
            add = () if target is None else (Triple(NamedNode(node), held, NamedNode(target)),)
            shown = None if after is None else plain_text(after)
            before = plain_text(values[column.name]) or None
            found.append(Change(document, node, "changed", held.value, before, shown, place, add=add, drop=drop))
        return found
