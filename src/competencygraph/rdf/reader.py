"""What reading an edition's graph has in common: values, list members, evidence."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NoReturn

from pyoxigraph import NamedNode, Triple

from competencygraph.errors import FailureError
from competencygraph.model import Evidence, Item
from competencygraph.rdf.vocabulary import (
    DCT_IS_PART_OF,
    END_LINE,
    NOTATION,
    PASSAGE,
    POSITION,
    START_LINE,
    TEXT,
    TYPE,
    WAS_DERIVED_FROM,
)

__all__ = ["EditionReader"]


class EditionReader:
    """The triples of one edition, by subject and predicate.

    Args:
        triples: the edition's graph.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[tuple[str, str], list[str]] = {}
        self._instances: dict[str, list[str]] = {}
        for triple in triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, NamedNode) or isinstance(value, Triple):
                continue
            if triple.predicate == TYPE:
                self._instances.setdefault(value.value, []).append(subject.value)
            self._values.setdefault((subject.value, triple.predicate.value), []).append(value.value)
        self._moved: dict[str, Evidence] = {}

    def instances(self, kind: NamedNode) -> list[str]:
        """Return the things of a class, as IRIs.

        Args:
            kind: the class.

        Returns:
            IRIs, sorted by position and IRI.
        """
        return self._sorted(self._instances.get(kind.value, []))

    def is_a(self, node: str, kind: NamedNode) -> bool:
        """Return whether a thing is of a class.

        Args:
            node: IRI of the thing.
            kind: the class.

        Returns:
            True if the graph says so.
        """
        return kind.value in self._values.get((node, TYPE.value), ())

    def members(self, node: str, predicate: NamedNode, kind: NamedNode | None = None) -> list[str]:
        """Return what a thing is linked to, as IRIs.

        Args:
            node: IRI of the thing.
            predicate: the property.
            kind: the class that the members must have, None for any.

        Returns:
            IRIs, sorted by position and IRI.
        """
        found = self._values.get((node, predicate.value), [])
        return self._sorted(found if kind is None else [member for member in found if self.is_a(member, kind)])

    def pointing(self, kind: NamedNode, predicate: NamedNode, node: str) -> list[str]:
        """Return the things of a class that link to a thing, as IRIs.

        Args:
            kind: the class.
            predicate: the property.
            node: IRI of the thing that they link to.

        Returns:
            IRIs, sorted by position and IRI.
        """
        found = self._instances.get(kind.value, ())
        return self._sorted([each for each in found if node in self._values.get((each, predicate.value), ())])

    def optional(self, node: str, predicate: NamedNode) -> str | None:
        """Return the one value of a property, None when there is none.

        Args:
            node: IRI of the thing.
            predicate: the property.

        Returns:
            The value's lexical form or IRI.

        Raises:
            FailureError: there are several values.
        """
        found = self._values.get((node, predicate.value), ())
        if len(found) > 1:
            _fail(f"{len(found)} values of {predicate.value}, where one is expected", node)
        return found[0] if found else None

    def required(self, node: str, predicate: NamedNode) -> str:
        """Return the one value of a property.

        Args:
            node: IRI of the thing.
            predicate: the property.

        Returns:
            The value's lexical form or IRI.

        Raises:
            FailureError: there is no value, or several.
        """
        value = self.optional(node, predicate)
        if value is None:
            _fail(f"no value of {predicate.value}", node)
        return value

    def number(self, node: str, predicate: NamedNode) -> int | None:
        """Return a whole number, None when there is none.

        Args:
            node: IRI of the thing.
            predicate: the property.

        Returns:
            The number.
        """
        value = self.optional(node, predicate)
        return None if value is None else int(value)

    def amount(self, node: str, predicate: NamedNode) -> Decimal | None:
        """Return an amount, None when there is none.

        Args:
            node: IRI of the thing.
            predicate: the property.

        Returns:
            The amount.
        """
        value = self.optional(node, predicate)
        return None if value is None else Decimal(value)

    def holds(self, node: str, predicate: NamedNode) -> bool:
        """Return whether something is said to hold.

        Args:
            node: IRI of the thing.
            predicate: a property with a boolean value.

        Returns:
            False also when nothing is said.
        """
        return self.optional(node, predicate) == "true"

    def passages(self, edition: str) -> list[str]:
        """Return the passages of an edition, as IRIs, by their lines.

        Args:
            edition: its IRI.
        """
        found = [one for one in self._instances.get(PASSAGE.value, ()) if self.optional(one, DCT_IS_PART_OF) == edition]
        return sorted(found, key=lambda one: (self.lines(one).start_line, one))

    def move(self, passage: str, lines: Evidence) -> None:
        """Let a passage of a revision stand on other lines than those of its own file.

        Args:
            passage: its IRI.
            lines: lines behind those that were printed; passages that are moved later are newer.
        """
        self._moved[passage] = lines

    def evidence(self, node: str, predicate: NamedNode = WAS_DERIVED_FROM) -> Evidence:
        """Return the lines that a thing was made from.

        Args:
            node: IRI of the thing.
            predicate: the property from the thing to the passage.

        Returns:
            The lines.

        Raises:
            FailureError: there is no passage, or several.
        """
        evidence = self.optional_evidence(node, predicate)
        if evidence is None:
            _fail(f"no value of {predicate.value}", node)
        return evidence

    def optional_evidence(self, node: str, predicate: NamedNode = WAS_DERIVED_FROM) -> Evidence | None:
        """Return the lines that a thing was made from, None when the graph names none.

        Args:
            node: IRI of the thing.
            predicate: the property from the thing to the passage.

        Returns:
            The lines.
        """
        newer = [one for one in self._values.get((node, predicate.value), ()) if one in self._moved]
        if newer:
            return max((self._moved[one] for one in newer), key=lambda lines: lines.start_line)
        passage = self.optional(node, predicate)
        return None if passage is None else self.lines(passage)

    def lines(self, passage: str) -> Evidence:
        """Return the lines of a passage.

        Args:
            passage: its IRI.

        Returns:
            The lines.
        """
        if passage in self._moved:
            return self._moved[passage]
        return Evidence(int(self.required(passage, START_LINE)), int(self.required(passage, END_LINE)))

    def items(self, node: str, predicate: NamedNode, kind: NamedNode | None = None) -> tuple[Item, ...]:
        """Return the members of a printed list of texts.

        Args:
            node: IRI of the list's owner.
            predicate: the property from owner to member.
            kind: the class that the members must have, None for any.

        Returns:
            The members in printed order.
        """
        return tuple(
            Item(self.required(member, TEXT), self.evidence(member), self.optional(member, NOTATION))
            for member in self.members(node, predicate, kind)
        )

    def _sorted(self, nodes: list[str]) -> list[str]:
        return sorted(nodes, key=lambda node: (self.number(node, POSITION) or 0, node)) if len(nodes) > 1 else nodes


def _fail(what: str, where: str) -> NoReturn:
    raise FailureError(
        f"the graph of the edition is not whole: {what}", where=where, remedy="ingest the document again with --replace"
    )
