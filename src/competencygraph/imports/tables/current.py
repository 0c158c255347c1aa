"""What the store holds now, as the same tables that an export writes, and the statements behind their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.imports.port import Held
from competencygraph.rdf.packaged import vocabulary_triples
from competencygraph.rdf.vocabulary import DCT_IS_PART_OF, DCT_LANGUAGE, TYPE
from competencygraph.store import local_graph, open_store, vocabulary_graph
from competencygraph.tables import Column, Table, TableReader, Value, find_table, list_tables, plain_text, row_key
from competencygraph.terms.namespaces import PREFIXES

__all__ = ["LABEL_PROPERTIES", "Current", "ancestors", "expanded"]

LABEL_PROPERTIES = {
    "label": "skos:prefLabel",
    "other_label": "skos:altLabel",
    "definition": "skos:definition",
    "text": "cg:text",
    "activity": "cg:activity",
    "intended_result": "cg:intendedResult",
    "description": "dcterms:description",
}
"""The property of each kind of label."""


def expanded(name: str) -> NamedNode:
    """Return the IRI of a prefixed name.

    >>> expanded("cg:text").value
    'https://w3id.org/competencygraph/def/text'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def ancestors(node: str, among: Collection[str]) -> list[str]:
    """Return the nodes of a set that a node stands below.

    >>> ancestors("urn:a/b/c", {"urn:a", "urn:a/b/c"})
    ['urn:a']
    """
    found = []
    while "/" in node:
        node = node.rpartition("/")[0]
        if node in among:
            found.append(node)
    return found


class Current:
    """The tables of what a store holds.

    Args:
        held: what it holds.

    Attributes:
        rows: by table, the values of each row by column, by its key, in the order of an export.
        new: by table, the values of the rows that the file adds, once they are known.
    """

    def __init__(self, held: Held) -> None:
        self.held = held
        self.rows: dict[str, dict[str, dict[str, Value]]] = {}
        self.new: dict[str, list[dict[str, Value]]] = defaultdict(list)
        self._stated: dict[NamedNode, list[tuple[str, Triple]]] = defaultdict(list)
        self._owner: dict[str, tuple[str, str]] = {}
        with open_store(":memory:", write=True, base=held.base) as store:
            for document, edition in sorted(held.documents.items()):
                triples = held.triples(document)
                store.replace_graph(edition, triples, live=True)
                for triple in triples:
                    if isinstance(triple.subject, NamedNode):
                        self._stated[triple.subject].append((document, triple))
            # The names of the grades of known schemes stand in labels too, and what updates added in any table.
            store.replace_graph(vocabulary_graph(held.base), vocabulary_triples(), live=True)
            store.replace_graph(local_graph(held.base), held.local(), live=True)
            reader = TableReader(store)
            for table in list_tables():
                self.rows[table.name] = {
                    row_key(table, row): dict(zip(table.names, row, strict=True)) for row in reader.rows(table)
                }
        for table in list_tables():
            if table.key == ("id",):
                for key in self.rows[table.name]:
                    self._owner.setdefault(key, (table.name, key))

    def table_of(self, node: str) -> str | None:
        """Return the table that a node is a row of, None for none."""
        found = self._owner.get(node)
        return None if found is None else found[0]

    def documents_of(self, node: str) -> tuple[str, ...]:
        """Return the documents that state something of a node, the one that it belongs to first."""
        own = self.held.document_of(node)
        found = {document for document, _ in self._stated.get(NamedNode(node), ())}
        return tuple(sorted(found, key=lambda document: (document != own, document)))

    def statements(self, node: str) -> Iterator[tuple[str, Triple]]:
        """Yield what documents state of a node, each with its document."""
        yield from sorted(self._stated.get(NamedNode(node), ()), key=lambda pair: (pair[0], str(pair[1])))

    def classes(self, node: str) -> frozenset[NamedNode]:
        """Return the classes of a node."""
        return frozenset(
            triple.object
            for _, triple in self._stated.get(NamedNode(node), ())
            if triple.predicate == TYPE and isinstance(triple.object, NamedNode)
        )

    def property_of(self, column: Column, classes: frozenset[NamedNode]) -> NamedNode:
        """Return the property that a column stands for on a node of these classes."""
        for meaning in column.means:
            if expanded(meaning.subject_class) in classes:
                return expanded(meaning.property)
        return expanded(column.means[0].property)

    def holding(self, node: str, held: NamedNode, text: str) -> list[tuple[str, Triple]]:
        """Return the statements of a property of a node whose value reads as a text, in each document the first."""
        found: dict[str, Triple] = {}
        for document, triple in self.statements(node):
            if triple.predicate == held and isinstance(triple.object, Literal) and _same(triple.object.value, text):
                found.setdefault(document, triple)
        return list(found.items())

    def language(self, document: str) -> str | None:
        """Return the language of a document, None when it states none."""
        edition = self.held.documents[document]
        found = (
            triple.object.value
            for _, triple in self.statements(edition)
            if triple.predicate == DCT_LANGUAGE and isinstance(triple.object, Literal)
        )
        return next(found, None)

    def framework(self, document: str) -> NamedNode | None:
        """Return the framework of a document."""
        found = (
            triple.object
            for _, triple in self.statements(document)
            if triple.predicate == DCT_IS_PART_OF and isinstance(triple.object, NamedNode)
        )
        return next(found, None)

    def members(self, table: Table, columns: Mapping[str, Value]) -> list[str]:
        """Return the ids of the rows of a table that have these values, in their order."""
        return [
            key
            for key, row in self.rows[table.name].items()
            if all(row.get(name) == value for name, value in columns.items())
        ]

    def named(self, table: str, column: str, name: str, values: Mapping[str, Value]) -> list[str]:
        """Return the rows of a table that people call by a name, among those of one owner.

        Args:
            table: its name.
            column: that the name stands in: the same of that table, else what its rows are called by.
            name: what people call it; empty for rows that have no such name.
            values: of the row that refers to it: its competency for a level, else its profile; where the row does not
                say that, all rows count.

        Returns:
            Their ids, new rows included.
        """
        definition = find_table(table)
        columns = (column,) if column in definition.names else definition.readable
        owner = "competency_id" if table == "levels" else "profile_id"
        among = values.get(owner) if owner in definition.names and table != "profiles" else None
        return [
            str(row["id"])
            for row in (*self.rows[table].values(), *self.new[table])
            if (among is None or row.get(owner) == among)
            and next((plain_text(row[one]) for one in columns if row.get(one) is not None), "") == name.strip()
        ]


def _same(value: str, text: str) -> bool:
    return plain_text(value) == text or (value.lstrip("+0") or "0").removesuffix(".0") == text
