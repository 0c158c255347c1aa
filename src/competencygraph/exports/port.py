"""What every export format is: a description, a mapping and one function that writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from competencygraph.exports.source import Source

__all__ = ["Format", "Losses", "Mapped", "Output", "Unplaced", "Validator"]


class Output(Protocol):
    """Where an export goes. Nothing is visible under its name before all of it is written."""

    def open(self, name: str = "") -> AbstractContextManager[IO[bytes]]:
        """Open a file for the bytes of an export.

        Args:
            name: of a file in the folder of a format that writes several; empty for a format that writes one file.
        """
        ...


@dataclass(frozen=True, slots=True)
class Validator:
    """What the output of a format is validated with, by the tests.

    Args:
        name: of the validator, with the version of the official files: ``DCAT-AP 3.0.1 shapes (pyshacl)``.
        test: the test that does it, relative to ``tests/``: ``exports/dcat_ap/test_official_shapes.py``.
    """

    name: str
    test: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where one kind of statement goes in a format.

    A node of several classes fits an entry that names any of those that are stated of it.

    Args:
        subject_class: class of the subject, prefixed (``cg:Task``); ``*`` for any; empty for a node without a class.
        property: the property, prefixed (``cg:text``); ``*`` for any; what the table of prefixes does not know, as
            an IRI between angle brackets.
        target: the place in the format (``skos:prefLabel``, ``competencies.csv, name``); empty for no place.
        object_class: class of the object, prefixed; of ``rdf:type`` the class that is stated; ``*`` for any; empty for
            a literal or a node without a class.
        because: why there is no place; empty where there is one.
        part: the part of the store that the statement stands in, see `Part`; ``*`` for any.
    """

    subject_class: str
    property: str
    target: str
    object_class: str = "*"
    because: str = ""
    part: str = "*"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Statements of one kind that a format has no place for.

    Args:
        part: of the store: ``live``, ``catalogue``, …
        subject_class: most specific class of the subjects, prefixed; empty when they have none.
        property: prefixed.
        count: how many statements.
        because: why they have no place.
    """

    part: str
    subject_class: str
    property: str
    count: int
    because: str


@dataclass(frozen=True, slots=True)
class Losses:
    """What an export of a store loses.

    Args:
        statements: how many statements the store holds, one in several parts counted in each.
        placed: how many of them have a place in the format.
        unplaced: the others by kind; their counts and `placed` add up to `statements`.
    """

    statements: int
    placed: int
    unplaced: tuple[Unplaced, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a store can be exported to.

    Args:
        name: as the command takes it: ``turtle``.
        title: as people call it: ``Turtle``.
        standard: the standard that it follows, with its version: ``RDF 1.1 Turtle``.
        specification: address of the standard.
        media_type: of the file; of the main file for a folder.
        ending: of the file's name, with its dot; empty for a format that writes a folder.
        carries: what of the graph it carries, in one clause.
        validators: what its output is validated with; empty when nothing validates it.
        write: writes the export of a source to an output.
        mapped: where each kind of statement goes, the first entry that fits holds; what fits none has no place.
        editorial: whether editorial statements are in (and marked) unless asked otherwise.
        extra: the extra of the package that it needs; empty for none.
    """

    name: str
    title: str
    standard: str
    specification: str
    media_type: str
    ending: str
    carries: str
    validators: tuple[Validator, ...]
    write: Callable[[Source, Output], None]
    mapped: Callable[[], Sequence[Mapped]]
    editorial: bool = False
    extra: str = ""
