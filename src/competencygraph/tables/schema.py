"""Which tables there are, as ``tables.yaml`` defines them: columns, types, references, meaning in the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, Literal, TypeAlias, get_args

from competencygraph.errors import DefinitionError
from competencygraph.terms import safe_yaml

__all__ = ["Column", "ColumnType", "Creation", "Meaning", "Table", "Under", "find_table", "list_tables"]

ColumnType: TypeAlias = Literal["identifier", "text", "string", "integer", "decimal", "boolean", "choice"]
"""``text`` is said in a language and may run over lines; ``string`` belongs to no language: a number, a code."""

_TYPES = frozenset(get_args(ColumnType))
_LANGUAGES = ("nl", "fr", "en")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One kind of statement that a column holds.

    Args:
        subject_class: class of the subject, prefixed: ``cg:Task``.
        property: the property, prefixed: ``cg:text``.
        object_class: class of the object, prefixed; empty where the object is a literal.
    """

    subject_class: str
    property: str
    object_class: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        name: the same in every language and release: ``intended_result``.
        titles: what people call it, by language.
        type: of its values.
        required: whether every row has a value.
        editable: whether a changed value can be handed back.
        refers: the table whose ``id`` an identifier column holds; empty for none.
        names: the identifier column that this one makes readable; empty for none.
        via: the identifier column whose row says it where the row itself does not; empty for none.
        of: the identifier column of the node that the statements are about; ``id`` for the row's own.
        means: the kinds of statements that it holds; empty for what is only derived.
        choices: the values that there are and what people call them, by language; empty where any value will do.
    """

    name: str
    titles: Mapping[str, str]
    type: ColumnType
    required: bool = False
    editable: bool = False
    refers: str = ""
    names: str = ""
    via: str = ""
    of: str = "id"
    means: tuple[Meaning, ...] = ()
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def hidden(self) -> bool:
        """Return whether programs need it rather than people."""
        return self.type == "identifier"

    def title(self, language: str) -> str:
        """Return what people call it; English stands in for a language without a title."""
        return self.titles.get(language, self.titles["en"])


@dataclass(frozen=True, slots=True)
class Under:
    """What a new row belongs to.

    Args:
        column: the identifier column of the owner.
        link: the property from owner to member, prefixed; empty where none of this table's columns holds it.
    """

    column: str
    link: str


@dataclass(frozen=True, slots=True)
class Creation:
    """How a row that someone adds becomes a node.

    Args:
        classes: its class, prefixed, by kind; by the empty kind where there is but one.
        also: further classes, prefixed.
        under: what it belongs to; the first whose column is filled counts.
        segment: the part of its address below the owner's: ``task``.
        named_by: the columns that its address is made of; the first that is filled counts.
        words: how many words of it the address takes; None for all.
    """

    classes: Mapping[str, str]
    also: tuple[str, ...]
    under: tuple[Under, ...]
    segment: str
    named_by: tuple[str, ...]
    words: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Args:
        name: the same in every language and release: ``result_areas``.
        titles: what people call it, by language.
        about: what it holds, by language.
        rows: the classes whose nodes are its rows, prefixed, or that its rows alone are about.
        key: the columns that tell its rows apart.
        order: what its rows are sorted by; empty where its query says the order.
        readable: the columns that name a row to people; the first that is filled counts.
        columns: in their order.
        new: how an added row becomes a node; None where rows cannot be added.
    """

    name: str
    titles: Mapping[str, str]
    about: Mapping[str, str]
    rows: tuple[str, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]
    readable: tuple[str, ...]
    columns: tuple[Column, ...]
    new: Creation | None = None

    def title(self, language: str) -> str:
        """Return what people call it; English stands in for a language without a title."""
        return self.titles.get(language, self.titles["en"])

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its columns, in their order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column with this name.

        Raises:
            DefinitionError: there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise DefinitionError("the table has no such column", where=f"{self.name}, {name}", remedy=_REMEDY)


_REMEDY = "correct tables.yaml"


def find_table(name: str) -> Table:
    """Return the table with this name.

    Args:
        name: such as ``competencies``.

    Returns:
        The table.

    Raises:
        DefinitionError: there is none.

    >>> find_table("competencies").title("fr")
    'Compétences'
    """
    for table in list_tables():
        if table.name == name:
            return table
    raise DefinitionError("there is no such table", where=name, remedy=_REMEDY)


@cache
def list_tables() -> tuple[Table, ...]:
    """Return all tables in the order of an export.

    Returns:
        The tables.

    Raises:
        DefinitionError: ``tables.yaml`` contradicts itself.

    >>> [table.name for table in list_tables()][:2]
    ['profiles', 'result_areas']
    """
    loaded = safe_yaml.load(files("competencygraph.tables").joinpath("tables.yaml").read_text(encoding="utf-8"))
    tables = tuple(_table(name, described, loaded["columns"]) for name, described in loaded["tables"].items())
    names = {table.name for table in tables}
    for table in tables:
        _check(table, names)
    return tables


def _table(name: str, described: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]]) -> Table:
    return Table(
        name=name,
        titles=described["title"],
        about=described["about"],
        rows=tuple(described["rows"]),
        key=tuple(described["key"]),
        order=tuple(described["order"]),
        readable=tuple(described.get("readable", ())),
        columns=tuple(_column(key, value, titles, name) for key, value in described["columns"].items()),
        new=_creation(described["new"]) if "new" in described else None,
    )


def _column(name: str, described: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]], table: str) -> Column:
    if name not in titles or described["type"] not in _TYPES:
        raise DefinitionError("the column has no title or no known type", where=f"{table}, {name}", remedy=_REMEDY)
    return Column(
        name=name,
        titles=titles[name],
        type=described["type"],
        required=described.get("required", False),
        editable=described.get("editable", False),
        refers=described.get("refers", ""),
        names=described.get("names", ""),
        via=described.get("via", ""),
        of=described.get("of", "id"),
        means=tuple(meaning for text in described.get("means", ()) for meaning in _meanings(text)),
        choices=described.get("choices", {}),
    )


def _meanings(text: str) -> Sequence[Meaning]:
    """Return the kinds of statements that one line stands for: all combinations of its alternatives.

    >>> [meaning.subject_class for meaning in _meanings("cg:Task|cg:ResultArea cg:position")]
    ['cg:Task', 'cg:ResultArea']
    """
    return [Meaning(*words) for words in product(*(part.split("|") for part in text.split()))]


def _creation(described: Mapping[str, Any]) -> Creation:
    classes = described["class"]
    return Creation(
        classes={"": classes} if isinstance(classes, str) else classes,
        also=tuple(described.get("also", ())),
        under=tuple(Under(one["column"], one["link"]) for one in described["under"]),
        segment=described["segment"],
        named_by=tuple(described["named_by"]),
        words=described.get("words"),
    )


def _check(table: Table, tables: set[str]) -> None:
    """Raise what is wrong with a table: a reference to nothing, a title in too few languages."""
    names = {column.name for column in table.columns}
    used = {*table.key, *(column.of for column in table.columns if column.means or column.of != "id")}
    used |= {column.names for column in table.columns if column.names}
    used |= {column.via for column in table.columns if column.via}
    used |= {*table.readable, *table.order} - {"order"}
    if table.new is not None:
        used |= {one.column for one in table.new.under} | set(table.new.named_by)
    refers = {column.refers for column in table.columns if column.refers}
    titles = [table.titles, table.about, *(column.titles for column in table.columns)]
    titles += [title for column in table.columns for title in column.choices.values()]
    if not used <= names or not refers <= tables or any(not set(_LANGUAGES) <= set(one) for one in titles):
        raise DefinitionError("the table is not wholly defined", where=table.name, remedy=_REMEDY)
