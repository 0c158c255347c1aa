"""What a file changed in the edition that it describes, beside what the store changed since then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, Triple

from competencygraph.imports.comparing import PlaceOf, shown
from competencygraph.imports.evidence import evidence_of
from competencygraph.imports.port import Fault
from competencygraph.rdf.vocabulary import WAS_DERIVED_FROM

__all__ = ["Merged", "merge"]

_ANEW = "export anew, and edit that"
_LONGEST = 60
#: A node and a property of it, with the language of a text; or what a link leads to, and by which property.
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a file changes in the current edition.

    Args:
        entering: statements that the current edition does not have yet.
        leaving: statements that it still has.
        faults: where the file and the store changed the same thing, each in another way.
    """

    entering: frozenset[Triple]
    leaving: frozenset[Triple]
    faults: tuple[Fault, ...] = ()


def merge(
    described: Set[Triple], current: Set[Triple], entering: Set[Triple], leaving: Set[Triple], place: PlaceOf
) -> Merged:
    """Carry what a file changed in an older edition over to the current one.

    Args:
        described: what the edition states that the file describes.
        current: what the current edition states.
        entering: what the file states beside the described edition.
        leaving: what the file no longer states of it.
        place: tells where in the file something stands.

    Returns:
        What changes in the current edition. What both changed in the same way is no change any more; what both
        changed, each in another way, is a fault.

    >>> from pyoxigraph import NamedNode
    >>> from competencygraph.imports.port import FilePlace
    >>> old, mine, theirs = (Triple(NamedNode("urn:a"), NamedNode("urn:p"), Literal(word)) for word in "xyz")
    >>> [one.what for one in merge({old}, {theirs}, {mine}, {old}, lambda node, value: FilePlace()).faults]
    ['the store says “z” here since the export']
    >>> len(merge({old}, {mine}, {mine}, {old}, lambda node, value: FilePlace()).entering)
    0
    """
    conflicts = dict(sorted(_Conflicts(described, current, entering, leaving).all(), key=str))
    faults = tuple(Fault(what, place(node, value), _ANEW) for (node, value), what in conflicts.items())
    return Merged(frozenset(entering - current), frozenset(leaving & current), faults)


class _Conflicts:
    """Finds what both changed, each in another way: by the node, and a value that the file gives."""

    def __init__(
        self, described: Set[Triple], current: Set[Triple], entering: Set[Triple], leaving: Set[Triple]
    ) -> None:
        self._described, self._entering, self._leaving = described, entering, leaving
        evidence = evidence_of(current) | evidence_of(described)
        self._come = {triple for triple in current - described if shown(triple.subject) not in evidence}
        self._gone = {triple for triple in described - current if shown(triple.subject) not in evidence}
        self._before = _subjects(described)
        self._now = _subjects(current)
        self._current = current

    def all(self) -> Iterator[tuple[tuple[str, str | None], str]]:
        """Yield the conflicts; one node or value may come more than once."""
        if not self._come and not self._gone:
            return
        nodes = dict(sorted(self._nodes(), key=str))
        yield from nodes.items()
        yield from ((where, what) for where, what in self._values() if (where[0], None) not in nodes)
        yield from self._blank_nodes()

    def _nodes(self) -> Iterator[tuple[tuple[str, str | None], str]]:
        """Yield the nodes that one side removed and the other speaks of, and those that both added."""
        removed = self._before - self._now
        for triple in self._entering - self._current:
            for node in {shown(triple.subject), shown(triple.object)} & removed:
                yield (node, None), f"<{node}> was removed from the store since the export"
            node = shown(triple.subject)
            if node in self._now - self._before and triple.predicate != WAS_DERIVED_FROM:
                yield (node, None), f"the store holds <{node}> since the export, with another content"
        kept = _subjects((self._described - self._leaving) | self._entering)
        left = {shown(triple.subject) for triple in self._leaving & self._current} - kept
        for triple in self._come | self._gone:
            for node in {shown(triple.subject), shown(triple.object)} & left & self._now:
                yield (node, None), f"the file removes <{node}>, which the store changed since the export"

    def _values(self) -> Iterator[tuple[tuple[str, str | None], str]]:
        """Yield the values and links that both replaced, or gave first, by different ones."""
        mine, theirs = _by_key(self._entering), _by_key(self._come)
        both = self._leaving & self._gone
        replaced = _by_key(both).keys()
        known = _by_key(self._described).keys()
        for key in {*replaced, *((mine.keys() & theirs.keys()) - known)}:
            given, held = mine[key], theirs[key]
            if given == held or not (given or held) or not (key in replaced or key[2] != "-"):
                continue
            node = min(map(shown, (triple.subject for triple in given | held)))
            value = min((shown(triple.object) for triple in given), default=None)
            now = min((shown(triple.object) for triple in held), default="")
            yield (node, value), f"the store says “{now[:_LONGEST]}” here since the export"

    def _blank_nodes(self) -> Iterator[tuple[tuple[str, str | None], str]]:
        """Yield nodes without a name that both changed: nobody can tell which is which."""
        mine = {triple for triple in self._entering | self._leaving if _is_blank(triple)}
        theirs = {triple for triple in self._come | self._gone if _is_blank(triple)}
        if mine and theirs and mine != theirs:
            node = min(shown(triple.subject) for triple in mine)
            yield (node, None), "the store has changed nodes without a name since the export"


def _is_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def _subjects(triples: Set[Triple]) -> set[str]:
    """Return the nodes that are described: more is said of them than where they come from."""
    return {shown(triple.subject) for triple in triples if triple.predicate != WAS_DERIVED_FROM}


def _by_key(triples: Set[Triple]) -> defaultdict[_Key, set[Triple]]:
    """Return statements by node and property, links also by what they lead to; where nodes come from is left out."""
    found: defaultdict[_Key, set[Triple]] = defaultdict(set)
    for triple in triples:
        if triple.predicate == WAS_DERIVED_FROM:
            continue
        value = triple.object
        tag = value.language or "" if isinstance(value, Literal) else "-"
        found[shown(triple.subject), triple.predicate.value, tag].add(triple)
        if not isinstance(value, Literal):
            found[triple.predicate.value, shown(value), "-"].add(triple)
    return found
