"""Property paths as triples: what a report's ``sh:resultPath`` points at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import BlankNode, NamedNode, Triple

from competencygraph.terms.namespaces import RDF, SH

__all__ = ["path_node"]

_TOKEN = re.compile(r"<([^<>]*)>|([/|^*+?()])")
_AFTER = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}
_FIRST, _REST, _NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))

_Node = NamedNode | BlankNode


def path_node(path: str, label: str) -> tuple[_Node, tuple[Triple, ...]]:
    """Return the node of a property path and the triples that make it.

    Args:
        path: as `ShapeResult` and `Finding` have it: an IRI, or an expression of SPARQL with its IRIs in brackets.
        label: what the labels of its blank nodes begin with.

    Returns:
        The IRI itself and nothing, or the head of the path with its triples.

    Raises:
        ValueError: the text is no path.

    >>> path_node("https://example.org/p", "p")[0]
    <NamedNode value=https://example.org/p>
    >>> [triple.predicate.value.rpartition("#")[2] for triple in path_node("^<a:b>", "p")[1]]
    ['inversePath']
    """
    if "<" not in path:
        return NamedNode(path), ()
    reader = _Reader(path, label)
    return reader.whole(), tuple(reader.triples)


class _Reader:
    """Reads one path, alternatives below sequences below what binds closer."""

    def __init__(self, path: str, label: str) -> None:
        self._path = path
        self._tokens = [match.group(0) for match in _TOKEN.finditer(path)]
        if "".join(self._tokens) != "".join(path.split()):
            raise ValueError(f"{path} is no property path")
        self._tokens.append("")
        self._at = 0
        self._labels: Iterator[BlankNode] = (BlankNode(f"{label}n{number}") for number in range(1, len(path) * 2 + 2))
        self.triples: list[Triple] = []

    def whole(self) -> _Node:
        """Return the node of the path."""
        node = self._alternatives()
        if self._tokens[self._at]:
            raise ValueError(f"{self._path} is no property path")
        return node

    def _alternatives(self) -> _Node:
        head = next(self._labels)
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        self._state(head, "alternativePath", self._list(branches))
        return head

    def _sequence(self) -> _Node:
        steps = [self._step()]
        while self._take("/"):
            steps.append(self._step())
        return steps[0] if len(steps) == 1 else self._list(steps)

    def _step(self) -> _Node:
        if self._take("^"):
            head = next(self._labels)
            self._state(head, "inversePath", self._step())
            return head
        inner = self._innermost()
        for sign, word in _AFTER.items():
            if self._take(sign):
                head = next(self._labels)
                self._state(head, word, inner)
                return head
        return inner

    def _innermost(self) -> _Node:
        if self._take("("):
            inner = self._alternatives()
            if not self._take(")"):
                raise ValueError(f"{self._path} is no property path")
            return inner
        token = self._tokens[self._at]
        if not token.startswith("<"):
            raise ValueError(f"{self._path} is no property path")
        self._at += 1
        return NamedNode(token[1:-1])

    def _take(self, sign: str) -> bool:
        found = self._tokens[self._at] == sign
        self._at += found
        return found

    def _list(self, members: list[_Node]) -> _Node:
        cells = [next(self._labels) for _ in members]
        rests: list[_Node] = [*cells[1:], _NIL]
        for cell, member, rest in zip(cells, members, rests, strict=True):
            self.triples += [Triple(cell, _FIRST, member), Triple(cell, _REST, rest)]
        return cells[0]

    def _state(self, head: BlankNode, word: str, value: _Node) -> None:
        self.triples.append(Triple(head, NamedNode(SH + word), value))
