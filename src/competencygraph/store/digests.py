"""Count and digest of a graph, kept up to date at the cost of a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Triple

__all__ = ["EMPTY", "GraphState", "digest_of", "state_of"]

_MODULUS = 2**256
_LOWER = 2**64 - 1


def digest_of(triple: Triple) -> int:
    """Return the digest of one triple: SHA-256 of its N-Triples line.

    Args:
        triple: the triple.

    Returns:
        A whole number below 2 ** 256.

    >>> from pyoxigraph import Literal, NamedNode
    >>> f"{digest_of(Triple(NamedNode('a:a'), NamedNode('a:b'), Literal('c'))):064x}"[:8]
    'cc036da4'
    """
    return int.from_bytes(sha256(f"{triple} .\n".encode()).digest())


@dataclass(frozen=True, slots=True)
class GraphState:
    """What the state file says of one graph.

    Args:
        count: its triples.
        digest: sum of the digests of its triples modulo 2 ** 256, as 64 hex digits: their order plays no part.
        live: whether its triples are in the live graph.
    """

    count: int = 0
    digest: str = "0" * 64
    live: bool = False

    def changed(self, added: Iterable[Triple], dropped: Iterable[Triple], *, live: bool | None = None) -> GraphState:
        """Return the state after a change, at the cost of the change alone.

        Args:
            added: triples that the graph did not hold.
            dropped: triples that it held.
            live: the new flag; None keeps the old one.

        Returns:
            The new state.

        >>> from pyoxigraph import Literal, NamedNode
        >>> triple = Triple(NamedNode("a:a"), NamedNode("a:b"), Literal("c"))
        >>> EMPTY.changed([triple], []).changed([], [triple]) == EMPTY
        True
        """
        total, count = int(self.digest, 16), self.count
        for triple in added:
            total += digest_of(triple)
            count += 1
        for triple in dropped:
            total -= digest_of(triple)
            count -= 1
        return GraphState(count, f"{total % _MODULUS:064x}", self.live if live is None else live)

    def sentinel(self) -> str:
        """Return the value of the sentinel that the state graph holds for the graph.

        >>> GraphState(2, "ab", live=True).sentinel()
        '2 ab live'
        """
        return f"{self.count} {self.digest}{' live' if self.live else ''}"


EMPTY = GraphState()
"""The state of a graph without triples."""


def state_of(triples: Iterable[Triple], *, live: bool = False, seen: set[int] | None = None) -> GraphState:
    """Return the state of a graph by reading all of it.

    Args:
        triples: its triples, none twice.
        live: whether its triples are in the live graph.
        seen: takes the lower 64 bits of each triple's digest, when given.

    Returns:
        Count and digest.

    >>> state_of([]) == EMPTY
    True
    """
    total = count = 0
    for triple in triples:
        digest = digest_of(triple)
        total += digest
        count += 1
        if seen is not None:
            seen.add(digest & _LOWER)
    return GraphState(count, f"{total % _MODULUS:064x}", live)
