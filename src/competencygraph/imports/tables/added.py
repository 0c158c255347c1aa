"""Rows that were added: which node each becomes, with all that belongs to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.imports.port import Change, Fault, FilePlace
from competencygraph.imports.tables.current import LABEL_PROPERTIES, Current, ancestors, expanded
from competencygraph.imports.tables.edited import literal
from competencygraph.imports.tables.given import GivenRow, GivenTable
from competencygraph.rdf.iris import short_digest, slug
from competencygraph.rdf.vocabulary import (
    COMPETENCY,
    COMPETENCY_REQUIREMENT,
    CONCERNS,
    DCT_IS_PART_OF,
    EXPECTATION,
    HAS_EXPECTATION,
    IN_ROLE,
    IN_SCHEME,
    PREF_LABEL,
    RANK,
    ROLE,
    TYPE,
)
from competencygraph.rdf.write_competencies import UNNUMBERED
from competencygraph.rdf.writer import integer
from competencygraph.tables import Table, Value, find_table, plain_text

__all__ = ["Adder"]

#: Columns that follow from others, whatever a new row says in them.
_FOLLOWING = frozenset({"position", "language", "rank"})
_LEVEL, _COMPETENCIES, _REQUIREMENTS = "level", "competencies", "requirements"


class Adder:
    """Makes nodes of new rows.

    Args:
        current: what the store holds; the new rows are added to it.
        removed: nodes that go.
        faults: where rows are put that cannot be added.

    Attributes:
        nodes: the id of each new row, by its first place.
    """

    def __init__(self, current: Current, removed: frozenset[str], faults: list[Fault]) -> None:
        self._current = current
        self._removed = removed
        self._faults = faults
        self.nodes: dict[FilePlace, str] = {}
        self._rows: dict[str, list[tuple[GivenTable, GivenRow, dict[str, Value]]]] = defaultdict(list)
        self._taken: set[str] = set()

    def announce(self, given: GivenTable, rows: Sequence[GivenRow]) -> None:
        """Find out what new rows belong to and what their addresses are, so that others can refer to them."""
        table = given.table
        for row in rows:
            if table.name == "labels":
                self._rows[table.name].append((given, row, {name: row.value(name) for name in table.names}))
                continue
            if table.new is None:
                self._fault(row.place(), "rows cannot be added to this sheet", "remove the row")
                continue
            values = self._described(given, row)
            if values is None:
                continue
            self.nodes[row.place()] = str(values["id"])
            self._current.new[table.name].append(values)
            self._rows[table.name].append((given, row, values))

    def changes(self, table: Table) -> list[Change]:
        """Return a change for each new row of a table."""
        found: list[Change] = []
        for _, row, values in self._rows[table.name]:
            change = self._label(row, values) if table.name == "labels" else self._node(table, row, values)
            if change is not None:
                found.append(change)
        return found

    def _fault(self, place: FilePlace, what: str, remedy: str | None = None) -> None:
        self._faults.append(Fault(what, place, remedy))

    def _described(self, given: GivenTable, row: GivenRow) -> dict[str, Value] | None:
        """Return the values of a new row with its own id and those of what it belongs to; None where it cannot be."""
        table = given.table
        if table.new is None:
            return None
        values: dict[str, Value] = {name: row.value(name) for name in table.names}
        faults = len(self._faults)
        for column in table.columns:
            if column.required and values[column.name] is None and column.name not in {"id", "kind"}:
                self._fault(row.place(column.name), "this cell must not be empty", "fill it in, or remove the row")
        if table.name == _REQUIREMENTS:
            values["kind"] = values["kind"] or "profile"
        kinds = [kind for kind in table.new.classes if kind]
        if kinds and values.get("kind") not in kinds:
            self._fault(row.place("kind"), "this cell must not be empty", "choose one of the list")
        self._refer(table, row, values)
        if len(self._faults) > faults:
            return None
        owner = next((str(values[one.column]) for one in table.new.under if values.get(one.column)), None)
        if owner is None:
            missing = table.new.under[-1].column.removesuffix("_id")
            self._fault(row.place(missing), "what the row belongs to is not given", "fill in this cell")
            return None
        if owner in self._removed or ancestors(owner, self._removed):
            self._fault(row.place(), "what the row belongs to was removed", "put that back, or remove this row")
            return None
        there = self._there(owner, given, values)
        if there is not None:
            self.nodes[row.place()] = there
            return None
        values["id"] = self._minted(owner, table, values)
        return values

    def _there(self, owner: str, given: GivenTable, values: dict[str, Value]) -> str | None:
        """Return the row that the store holds already of what a row says, as after an import of the same file."""
        table = given.table
        used = {row.value("id") for row in given.rows} | set(self.nodes.values())
        filled = {name: value for name, value in values.items() if value is not None and name not in _FOLLOWING}
        for key, held in self._current.rows[table.name].items():
            if (
                key not in used
                and key not in self._removed
                and key.startswith(f"{owner}/")
                and all(plain_text(held[name]) == plain_text(value) for name, value in filled.items())
            ):
                return key
        return None

    def _refer(self, table: Table, row: GivenRow, values: dict[str, Value]) -> None:
        """Fill in the identifiers of what a new row refers to by readable names."""
        for column in table.columns:
            if not column.refers:
                continue
            if (given := values[column.name]) is not None:
                known = given in self._current.rows[column.refers] or any(
                    one["id"] == given for one in self._current.new[column.refers]
                )
                if not known:
                    self._fault(row.place(column.name), "the store knows no such identifier", "clear the hidden cell")
                continue
            names = [one for one in table.columns if one.names == column.name and one.name != "title"]
            if column.name == "vacancy_id":
                if table.name == _REQUIREMENTS and values["kind"] == "vacancy":
                    self._only(row, values, column.name, self._vacancies(values), "kind", "vacancy of this profile")
                continue
            name = values[names[0].name] if names else None
            if name is not None:
                found = self._current.named(column.refers, names[0].name, plain_text(name), values)
                self._only(row, values, column.name, found, names[0].name, column.refers.rstrip("s").replace("_", " "))
            elif column.name == "level_id" and table.name == "indicators" and values["competency_id"] is not None:
                found = [
                    str(one["id"])
                    for one in (*self._current.rows["levels"].values(), *self._current.new["levels"])
                    if one["competency_id"] == values["competency_id"]
                ]
                self._only(row, values, column.name, found, _LEVEL, "only level of this competency")
        if table.name == _REQUIREMENTS and values["competency_id"] is None:
            self._fault(row.place("competency"), "this cell must not be empty", "name the competency")

    def _only(
        self, row: GivenRow, values: dict[str, Value], identifier: str, found: Sequence[str], column: str, what: str
    ) -> None:
        if len(found) == 1:
            values[identifier] = found[0]
        elif found:
            self._fault(row.place(column), f"more than one {what} is called so", "fill in the profile too")
        else:
            self._fault(
                row.place(column), f"there is no {what} of this name", "choose one that there is, or add it first"
            )

    def _vacancies(self, values: dict[str, Value]) -> list[str]:
        rows = self._current.rows["vacancies"]
        return [key for key, row in rows.items() if row["profile_id"] == values["profile_id"]]

    def _minted(self, owner: str, table: Table, values: dict[str, Value]) -> str:
        """Return a new address below an owner's, made of the first words, that no other node has."""
        if table.new is None:
            raise ValueError(table.name)
        text = next((plain_text(values[one]) for one in table.new.named_by if values.get(one) is not None), UNNUMBERED)
        return self._free(f"{owner}/{table.new.segment}", text, table.new.words)

    def _free(self, path: str, text: str, words: int | None) -> str:
        name = slug(text, words)
        for candidate in (name, f"{name}-{short_digest(text)}"):
            if self._is_free(f"{path}/{candidate}"):
                self._taken.add(f"{path}/{candidate}")
                return f"{path}/{candidate}"
        number = 2
        while not self._is_free(f"{path}/{name}-{short_digest(text)}-{number}"):
            number += 1
        node = f"{path}/{name}-{short_digest(text)}-{number}"
        self._taken.add(node)
        return node

    def _is_free(self, node: str) -> bool:
        return node not in self._taken and not self._current.documents_of(node)

    def _node(self, table: Table, row: GivenRow, values: dict[str, Value]) -> Change | None:
        if table.new is None:
            return None
        node = NamedNode(str(values["id"]))
        under = next(one for one in table.new.under if values.get(one.column))
        owner = str(values[under.column])
        document = self._current.held.document_of(node.value)
        if document is None:
            self._fault(row.place(), "what the row belongs to stands in no document", "add it to a document")
            return None
        kind = expanded(table.new.classes.get(str(values.get("kind") or ""), next(iter(table.new.classes.values()))))
        add = [Triple(node, TYPE, one) for one in (kind, *map(expanded, table.new.also))]
        if under.link:
            add.append(Triple(NamedNode(owner), expanded(under.link), node))
        language = str(values.get("language") or self._current.language(document) or "") or None
        classes = frozenset({kind})
        links = {one.column for one in table.new.under}
        for column in table.columns:
            value = values[column.name]
            if value is None or value is False or not column.means or column.name == "position" or column.name in links:
                continue
            held = self._current.property_of(column, classes)
            if column.name == "role":
                add += self._role(node, owner, str(value), language)
            elif column.of != "id":
                self._elsewhere(table, row, column.name)
            elif column.refers:
                add.append(Triple(node, held, NamedNode(str(value))))
            else:
                add.append(Triple(node, held, literal(value, language if column.type == "text" else None)))
        level = plain_text(values.get("level"))
        if table.name == "levels" and level.isdecimal() and level.isascii():
            add = [one for one in add if one.predicate != RANK] + [Triple(node, RANK, integer(int(level)))]
        if kind == COMPETENCY:
            add += self._competency(node, owner, document, values)
        shown = next((plain_text(values[one]) for one in (*table.new.named_by, "text") if values.get(one)), node.value)
        return Change(document, node.value, "added", after=shown, place=row.place(), add=tuple(add))

    def _role(self, area: NamedNode, owner: str, name: str, language: str | None) -> list[Triple]:
        """Return how a new result area is reached in a role: one of the same profile, else a new one."""
        areas = (*self._current.rows["result_areas"].values(), *self._current.new["result_areas"])
        known = (one["role_id"] for one in areas if one["profile_id"] == owner and one["role"] == name)
        role = next((NamedNode(str(one)) for one in known if one is not None), None)
        if role is not None:
            return [Triple(area, IN_ROLE, role)]
        role = NamedNode(self._free(f"{owner}/role", name, None))
        for one in self._current.new["result_areas"]:
            if one["id"] == area.value:
                one["role_id"] = role.value
        named = Triple(role, PREF_LABEL, literal(name, language))
        return [Triple(area, IN_ROLE, role), Triple(role, TYPE, ROLE), named]

    def _elsewhere(self, table: Table, row: GivenRow, column: str) -> None:
        self._fault(row.place(column), "this cell cannot be filled in for a new row", f"leave it empty in {table.name}")

    def _competency(self, node: NamedNode, owner: str, document: str, values: dict[str, Value]) -> list[Triple]:
        """Return how a new competency belongs to its dictionary, or is asked by its profile unless a row says so."""
        framework = self._current.framework(document)
        add = [] if framework is None else [Triple(node, DCT_IS_PART_OF, framework)]
        profile = self._current.rows["profiles"][owner]
        if profile["kind"] == "dictionary":
            return [*add, Triple(node, IN_SCHEME, NamedNode(owner))]
        if any(one["competency_id"] == node.value for one in self._current.new[_REQUIREMENTS]):
            return add
        requirement = NamedNode(self._free(f"{owner}/requirement", plain_text(values["name"]), None))
        # Its place in the list is found with those of the others.
        empty: dict[str, Value] = dict.fromkeys(find_table(_REQUIREMENTS).names)
        self._current.new[_REQUIREMENTS].append(
            empty | {"id": requirement.value, "profile_id": owner, "competency_id": node.value}
        )
        return [
            *add,
            Triple(requirement, TYPE, COMPETENCY_REQUIREMENT),
            Triple(requirement, TYPE, EXPECTATION),
            Triple(requirement, CONCERNS, node),
            Triple(NamedNode(owner), HAS_EXPECTATION, requirement),
        ]

    def _label(self, row: GivenRow, values: dict[str, Value]) -> Change | None:
        """Return the change of a label that was added to a node."""
        node, text = str(values["id"]), values["text"]
        documents = self._current.documents_of(node)
        if not documents or text is None or values["property"] is None or values["language"] is None:
            self._fault(
                row.place(), "the label lacks its node, its property, its language or its text", "fill in all four"
            )
            return None
        held = expanded(LABEL_PROPERTIES[str(values["property"])])
        try:
            value = literal(text, str(values["language"]))
        except ValueError:
            self._fault(row.place("language"), "this is no language tag", "use a code such as nl, fr or en")
            return None
        for _, triple in self._current.statements(node):
            one = triple.object
            if triple.predicate == held and isinstance(one, Literal) and one == value:
                self._fault(row.place(), "this label is there already", "remove the row")
                return None
        add = (Triple(NamedNode(node), held, value),)
        return Change(documents[0], node, "changed", held.value, None, plain_text(text), row.place(), add=add)
