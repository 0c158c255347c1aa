"""What became of the statements of a document, as changes that people would count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from itertools import zip_longest
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from competencygraph.imports.port import Change, ChangeKind, FilePlace
from competencygraph.rdf.vocabulary import (
    DCT_TITLE,
    EDITION,
    HEADING,
    PASSAGE,
    POSITION,
    PREF_LABEL,
    TEXT,
    TYPE,
    WAS_DERIVED_FROM,
)

__all__ = ["PlaceOf", "changes_between", "names_among", "names_of", "shown"]

#: Tells where in the file a node stands, or a value of it.
PlaceOf: TypeAlias = Callable[[str, str | None], FilePlace]

_NAMES = (PREF_LABEL, TEXT, HEADING, DCT_TITLE)
_PARTS = frozenset({PASSAGE, EDITION})


def shown(term: object) -> str:
    """Return a term as a person reads it: the words of a literal, the IRI of a node.

    >>> shown(Literal("Plannen", language="nl")), shown(NamedNode("urn:a"))
    ('Plannen', 'urn:a')
    """
    return term.value if isinstance(term, Literal | NamedNode | BlankNode) else str(term)


def names_of(triples: Iterable[Triple]) -> dict[str, str]:
    """Return what nodes are called, or how they are worded, by their IRI; nodes without either are left out.

    >>> names_of([Triple(NamedNode("urn:a"), PREF_LABEL, Literal("Plannen", language="nl"))])
    {'urn:a': 'Plannen'}
    """
    found: dict[str, tuple[int, str, str]] = {}
    for triple in triples:
        if triple.predicate in _NAMES and isinstance(triple.object, Literal):
            rank = (_NAMES.index(triple.predicate), triple.object.language or "", triple.object.value)
            node = shown(triple.subject)
            found[node] = min(found.get(node, rank), rank)
    return {node: name for node, (_, _, name) in found.items()}


def names_among(nodes: Set[str], triples: Iterable[Triple]) -> dict[str, str]:
    """Return what these nodes are called, by their IRI; see `names_of`.

    >>> names_among(set(), [Triple(NamedNode("urn:a"), PREF_LABEL, Literal("Plannen", language="nl"))])
    {}
    """
    return names_of(triple for triple in triples if shown(triple.subject) in nodes)


def changes_between(document: str, old: Set[Triple], new: Set[Triple], place: PlaceOf) -> tuple[Change, ...]:
    """Return the changes that make one set of statements of the other.

    A node that comes or goes is one change, with the links to it and the passages that only it has; a node that another
    holds from now on, or that stands at another position, has moved; every other value of a property is a change.

    Args:
        document: IRI of the document.
        old: its statements now.
        new: its statements then.
        place: tells where the file speaks of a node, or of a value of it.

    Returns:
        The changes in the order of the file; together they add and drop exactly the difference.

    >>> held = {Triple(NamedNode("urn:d/a"), TEXT, Literal("x"))}
    >>> wanted = {Triple(NamedNode("urn:d/a"), TEXT, Literal("y"))}
    >>> [(c.kind, c.before, c.after) for c in changes_between("urn:d", held, wanted, lambda node, value: FilePlace())]
    [('changed', 'x', 'y')]
    """
    return _Comparison(document, old, new, place).changes()


class _Comparison:
    def __init__(self, document: str, old: Set[Triple], new: Set[Triple], place: PlaceOf) -> None:
        self._document = document
        self._old, self._new = old, new
        self._added, self._dropped = set(new - old), set(old - new)
        self._place = place
        before = {shown(triple.subject) for triple in old}
        after = {shown(triple.subject) for triple in new}
        self._come = {shown(triple.subject) for triple in self._added} - before
        self._gone = {shown(triple.subject) for triple in self._dropped} - after
        touched = [*self._added, *self._dropped]
        named = {shown(t.subject) for t in touched} | {shown(t.object) for t in touched}
        self._names = names_of(t for t in (*new, *old) if shown(t.subject) in named)
        self._found: list[Change] = []

    def changes(self) -> tuple[Change, ...]:
        if not self._added and not self._dropped:
            return ()
        self._whole_nodes("added", self._come, self._new, self._added)
        self._whole_nodes("removed", self._gone, self._old, self._dropped)
        self._moves()
        self._values()
        return tuple(sorted(self._found, key=self._order))

    @staticmethod
    def _order(change: Change) -> tuple[bool, int, str, str, str]:
        line = change.place.line
        return (line is None, line or 0, change.node, change.property or "", change.after or "")

    def _whole_nodes(self, kind: ChangeKind, nodes: set[str], side: Set[Triple], difference: set[Triple]) -> None:
        """Note the nodes that come or go, each with the passages that only such nodes are made from."""
        if not nodes:
            return
        folded = self._parts(nodes, side)
        parts: defaultdict[str, list[Triple]] = defaultdict(list)
        for triple in sorted(difference, key=str):
            subject, value = shown(triple.subject), shown(triple.object)
            owner = subject if subject in nodes else value if isinstance(triple.object, NamedNode) else ""
            if owner in nodes:
                while owner in folded:
                    owner = folded[owner]
                parts[owner].append(triple)
        for node, triples in parts.items():
            difference.difference_update(triples)
            name = self._name(node)
            if kind == "added":
                place = self._place(node, name)
                self._found.append(Change(self._document, node, kind, after=name, place=place, add=tuple(triples)))
            else:
                self._found.append(Change(self._document, node, kind, before=name, drop=tuple(triples)))

    @staticmethod
    def _parts(nodes: set[str], side: Set[Triple]) -> dict[str, str]:
        """Return the nodes that nobody counts, each with the one that has it: passages, editions and blank nodes."""
        makers: defaultdict[str, set[str]] = defaultdict(set)
        parts: set[str] = set()
        for triple in side:
            if isinstance(triple.object, NamedNode | BlankNode):
                makers[shown(triple.object)].add(shown(triple.subject))
            subject = shown(triple.subject)
            if subject in nodes and (
                isinstance(triple.subject, BlankNode) or (triple.predicate == TYPE and triple.object in _PARTS)
            ):
                parts.add(subject)
        found: dict[str, str] = {}
        for part in sorted(parts):
            whole = makers[part] - parts or {one for one in makers[part] if one > part}
            if whole and whole <= nodes:
                found[part] = min(whole)
        return found

    def _moves(self) -> None:
        """Note the nodes that another holds, or that stand at another position."""
        links: defaultdict[tuple[str, str], tuple[list[Triple], list[Triple]]] = defaultdict(lambda: ([], []))
        for side, triples in enumerate((self._dropped, self._added)):
            for triple in triples:
                if isinstance(triple.object, NamedNode) and triple.predicate not in {TYPE, WAS_DERIVED_FROM}:
                    links[triple.object.value, triple.predicate.value][side].append(triple)
        for (node, link), (left, entered) in sorted(links.items()):
            known = any(shown(triple.subject) == node for triple in self._old) if left and entered else False
            if len(left) == len(entered) == 1 and known and node.startswith(f"{self._document}/"):
                self._move(node, link, left[0], entered[0])
        positions = {shown(t.subject): t for t in self._dropped if t.predicate == POSITION}
        for triple in sorted((t for t in self._added if t.predicate == POSITION), key=str):
            earlier = positions.get(shown(triple.subject))
            if earlier is not None:
                self._move(shown(triple.subject), POSITION.value, earlier, triple)

    def _move(self, node: str, link: str, left: Triple, entered: Triple) -> None:
        drop, add = {left}, {entered}
        if link != POSITION.value:
            drop |= {t for t in self._dropped if shown(t.subject) == node and t.predicate == POSITION}
            add |= {t for t in self._added if shown(t.subject) == node and t.predicate == POSITION}
            before, after = self._name(shown(left.subject)), self._name(shown(entered.subject))
        else:
            before, after = shown(left.object), shown(entered.object)
        self._dropped -= drop
        self._added -= add
        self._found.append(
            Change(
                self._document,
                node,
                "moved",
                link,
                before,
                after,
                self._place(node, None),
                add=tuple(sorted(add, key=str)),
                drop=tuple(sorted(drop, key=str)),
            )
        )

    def _values(self) -> None:
        """Note the values that differ; what came and what went are paired in one language, then in order."""
        groups: defaultdict[tuple[str, str, str], tuple[list[Triple], list[Triple]]] = defaultdict(lambda: ([], []))
        for side, triples in enumerate((self._dropped, self._added)):
            for triple in sorted(triples, key=str):
                tag = triple.object.language or "" if isinstance(triple.object, Literal) else "-"
                groups[shown(triple.subject), triple.predicate.value, tag][side].append(triple)
        for (node, held, _), (left, entered) in sorted(groups.items()):
            for before, after in zip_longest(left, entered):
                value = None if after is None else shown(after.object)
                self._found.append(
                    Change(
                        self._document,
                        node,
                        "changed",
                        held,
                        None if before is None else shown(before.object),
                        value,
                        self._place(node, value),
                        add=() if after is None else (after,),
                        drop=() if before is None else (before,),
                    )
                )

    def _name(self, node: str) -> str:
        return self._names.get(node, node.removeprefix(f"{self._document}/"))
