"""What every reader of a file to import is, and what it gives: changes of documents, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from pyoxigraph import Triple

__all__ = [
    "Change",
    "ChangeKind",
    "Fault",
    "FilePlace",
    "Held",
    "ImportFile",
    "ImportOptions",
    "NewEdition",
    "Notice",
    "Reader",
    "Reading",
    "Unplaced",
]

ChangeKind: TypeAlias = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True, order=True)
class FilePlace:
    """Where in the file something stands; all None when that is not known.

    Args:
        line: first line, counted from 1; the row of a sheet has none.
        end_line: last line; None for the first.
        sheet: name of the sheet, or of the file in a folder of tables.
        cell: its coordinate: ``C14``.

    >>> FilePlace(sheet="Competenties", cell="C14").words("line"), FilePlace(line=3).words("regel")
    ('Competenties!C14', 'regel 3')
    """

    line: int | None = None
    end_line: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def words(self, line_word: str) -> str:
        """Return the place as people write it, empty when it is not known.

        Args:
            line_word: what a line is called.
        """
        if self.cell is not None:
            return self.cell if self.sheet is None else f"{self.sheet}!{self.cell}"
        if self.line is None:
            return self.sheet or ""
        return f"{line_word} {self.line}"


@dataclass(frozen=True, slots=True)
class Change:
    """One change that a file asks for, as people would count them.

    Args:
        document: IRI of the document that changes.
        node: IRI of the node that is added, removed, changed or moved.
        kind: what becomes of it.
        property: IRI of the property that changes; None for a node that is added or removed as a whole.
        before: what it says now: a text, a number, an IRI; None when nothing. For a removed node: what it is called.
        after: what it will say; for an added node: what it is called.
        place: where the file says so.
        quote: the words of the file there, masked; None takes `after`.
        add: triples that enter the edition, consequences included (the positions of what follows).
        drop: triples that leave it.
    """

    document: str
    node: str
    kind: ChangeKind
    property: str | None = None
    before: str | None = None
    after: str | None = None
    place: FilePlace = FilePlace()
    quote: str | None = None
    add: tuple[Triple, ...] = ()
    drop: tuple[Triple, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that makes the file unusable; with one of them nothing is imported.

    Args:
        what: what is wrong, one clause in English.
        place: where.
        remedy: what to do; None when nothing can be said.
    """

    what: str
    place: FilePlace = FilePlace()
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that the file says and that is not imported; the rest is.

    Args:
        what: what it is, one clause in English.
        count: how many such statements, rows or cells.
        place: where the first stands.
    """

    what: str
    count: int = 1
    place: FilePlace = FilePlace()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that people must know before they agree; it changes nothing.

    Args:
        what: one clause in English.
    """

    what: str


@dataclass(frozen=True, slots=True)
class NewEdition:
    """An edition that the file holds as a whole: of a document that the store does not hold, or another one of it.

    Args:
        document: IRI of the document.
        edition: IRI of the edition.
        triples: all that it states.
        catalogue: what the catalogue graph says of it.
        places: where in the file nodes stand, by their IRI; for the preview.
    """

    document: str
    edition: str
    triples: tuple[Triple, ...]
    catalogue: tuple[Triple, ...]
    places: Mapping[str, FilePlace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file to import.

    Args:
        name: of the file, without folders, contact data masked.
        data: its bytes.
        digest: SHA-256 of them, 64 hex digits.
    """

    name: str
    data: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import.

    Args:
        remove_missing: whether what the file leaves out is removed, where the file does not show that it is whole.
        as_key: key of what a concept scheme becomes, ``FRAMEWORK`` or ``FRAMEWORK/DOCUMENT``; None for the file's.
        title: of a new framework; None to take the scheme's.
        concepts: what the concepts of a scheme are: ``competencies``, ``grades`` or ``none``; None when not said.
        mask: returns a text with contact data of persons masked.
        tick: called with how much is done and how much there is.
    """

    remove_missing: bool = False
    as_key: str | None = None
    title: str | None = None
    concepts: str | None = None
    mask: Callable[[str], str] = field(default=lambda text: text)
    tick: Callable[[int, int], None] = field(default=lambda done, total: None)


class Held(Protocol):
    """What the store holds now."""

    @property
    def base(self) -> str:
        """Return the base IRI of the data."""
        ...

    @property
    def documents(self) -> Mapping[str, str]:
        """Return the IRI of the current edition of each document, by the document's."""
        ...

    def triples(self, document: str) -> frozenset[Triple]:
        """Return what the current edition of a document states."""
        ...

    def graph(self, graph: str) -> frozenset[Triple]:
        """Return what a named graph holds, such as an edition; nothing of one that is not held."""
        ...

    def catalogue(self) -> frozenset[Triple]:
        """Return the catalogue graph."""
        ...

    def elsewhere(self) -> frozenset[Triple]:
        """Return the reviewed mappings, the inferences and what updates added to no document."""
        ...

    def local(self) -> frozenset[Triple]:
        """Return what updates added to no document."""
        ...

    def shared(self) -> frozenset[Triple]:
        """Return what the current editions state of nodes that do not stand below their own document."""
        ...

    def document_of(self, node: str) -> str | None:
        """Return the document below whose IRI a node stands, None for a node that belongs to none."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file.

    Args:
        changes: of documents that the store holds, in the order of the file.
        editions: that the file holds as a whole.
        faults: what makes it unusable; then nothing else counts.
        unplaced: what is not imported.
        compared: documents that the file was compared with, also those without changes.
        notices: what people must know before they agree.
    """

    changes: tuple[Change, ...] = ()
    editions: tuple[NewEdition, ...] = ()
    faults: tuple[Fault, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    compared: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


class Reader(Protocol):
    """Reads one kind of file. Every module of `competencygraph.imports.readers` has one as ``READER``."""

    @property
    def name(self) -> str:
        """Return the name of the kind, as the command takes it: ``rdf``, ``skos``, ``tables``."""
        ...

    def recognises(self, file: ImportFile) -> bool:
        """Tell whether the file is of this kind, by its content; cheap, and never an error."""
        ...

    def read(self, file: ImportFile, held: Held, options: ImportOptions) -> Reading:
        """Return what the file asks for.

        Raises:
            UsageError: it cannot be read at all.
        """
        ...
