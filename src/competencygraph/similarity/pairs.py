"""Pairs of nodes whose texts are alike: across documents or inside one, each kind and each language apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from competencygraph.errors import UsageError
from competencygraph.similarity.blocks import MOST_IN_BLOCK, Compared, alike
from competencygraph.similarity.reducing import Reduced, reduce_text
from competencygraph.similarity.scoring import THRESHOLD

__all__ = ["LEAST_THRESHOLD", "Found", "FoundPair", "NodeText", "find_pairs"]

LEAST_THRESHOLD = 0.5
"""The lowest score that can be asked: below it two texts can be alike without a word in common."""


@dataclass(frozen=True, slots=True, order=True)
class NodeText:
    """A text of a node.

    Args:
        node: IRI of the node.
        field: IRI of the property that holds the text.
        text: the text.
        language: its tag, empty without one.
        kind: what the node is; kinds are never mixed.
        document: IRI of the document that states it.
    """

    node: str
    field: str
    text: str
    language: str
    kind: str
    document: str


@dataclass(frozen=True, slots=True)
class FoundPair:
    """Two nodes of one kind with texts that are alike.

    Args:
        one: IRI of the node that comes first in the alphabet.
        other: IRI of the other.
        kind: what both are.
        scores: by IRI of a property that both have in one language; at least one of them reaches the threshold.
    """

    one: str
    other: str
    kind: str
    scores: Mapping[str, float]

    @property
    def score(self) -> float:
        """Return the highest of the scores."""
        return max(self.scores.values())


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and how much was looked at.

    Args:
        pairs: sorted by kind and IRIs.
        texts: how many texts were looked at.
        wordings: how many of them differ, kind, property and language counted.
        compared: how many pairs of wordings were compared.
        left_out: how many comparisons full blocks left out.
        full: how many blocks were full.
        wordless: how many texts hold no words, and were not compared.
    """

    pairs: tuple[FoundPair, ...]
    texts: int
    wordings: int
    compared: int
    left_out: int
    full: int
    wordless: int


def find_pairs(
    texts: Iterable[NodeText],
    *,
    threshold: float = THRESHOLD,
    within: bool = False,
    most_in_block: int = MOST_IN_BLOCK,
    progress: Callable[[int, int], None] | None = None,
) -> Found:
    """Return the pairs of nodes whose texts reach a score.

    A wording that many nodes have makes one pair a node, not one for each two: each node is paired with the first node
    of another document that has the wording. Of two wordings that are alike, the first nodes that may be paired are.

    Args:
        texts: in any order.
        threshold: the least score.
        within: whether two nodes of one document are paired too.
        most_in_block: with how many texts of a block a text is compared at most.
        progress: is told how many wordings are done, and how many there are.

    Returns:
        The pairs and the counts, the same for the same texts in whatever order.

    Raises:
        UsageError: the threshold is no score that can be asked.

    >>> texts = [
    ...     NodeText("urn:a", "urn:text", "Manage the team", "en", "task", "urn:1"),
    ...     NodeText("urn:b", "urn:text", "Manage a team", "en", "task", "urn:2"),
    ... ]
    >>> [(pair.one, pair.other, pair.score > 0.8) for pair in find_pairs(texts).pairs]
    [('urn:a', 'urn:b', True)]
    """
    if not LEAST_THRESHOLD <= threshold <= 1:
        raise UsageError(
            f"{threshold:g} is no score that can be asked", remedy=f"give one from {LEAST_THRESHOLD:g} to 1"
        )
    groups, count, wordless = _groups(texts)
    counted = Compared()
    total = sum(len(group.wordings) for group in groups.values())
    scores: defaultdict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    base = 0

    def tell(done: int) -> None:
        if progress is not None:
            progress(base + done, total)

    for (kind, field, _), group in sorted(groups.items()):
        search = _Search(threshold, counted, within, most_in_block, tell)
        for one, other, score in search.pairs_of(group):
            fields = scores[kind, min(one, other), max(one, other)]
            fields[field] = max(score, fields.get(field, 0.0))
        base += len(group.wordings)
    pairs = tuple(FoundPair(one, other, kind, scores[kind, one, other]) for kind, one, other in sorted(scores))
    return Found(pairs, count, total, counted.pairs, counted.left_out, counted.full, wordless)


@dataclass(slots=True)
class _Group:
    """The wordings of one kind, property and language, with the nodes that have each."""

    wordings: list[Reduced]
    nodes: list[list[tuple[str, str]]]


def _groups(texts: Iterable[NodeText]) -> tuple[dict[tuple[str, str, str], _Group], int, int]:
    """Return the wordings by kind, property and language, how many texts there are, and how many have no words."""
    by_text: dict[tuple[str, str, str], dict[str, tuple[Reduced, list[tuple[str, str]]]]] = {}
    count = wordless = 0
    for text in texts:
        count += 1
        reduced = reduce_text(text.text, text.language)
        if not reduced.stems:
            wordless += 1
            continue
        language = text.language.partition("-")[0].lower()
        group = by_text.setdefault((text.kind, text.field, language), {})
        group.setdefault(reduced.text, (reduced, []))[1].append((text.document, text.node))
    groups = {}
    for key, wordings in by_text.items():
        held = [wordings[text] for text in sorted(wordings)]
        groups[key] = _Group([reduced for reduced, _ in held], [sorted(set(nodes)) for _, nodes in held])
    return groups, count, wordless


@dataclass(frozen=True, slots=True)
class _Search:
    """How pairs are looked for."""

    threshold: float
    counted: Compared
    within: bool
    most_in_block: int
    progress: Callable[[int], None]

    def pairs_of(self, group: _Group) -> Iterator[tuple[str, str, float]]:
        """Yield the pairs of nodes of one group with their score."""
        for nodes in group.nodes:
            yield from ((one, other, 1.0) for one, other in self._same(nodes))
        only = [nodes[0][0] if nodes[0][0] == nodes[-1][0] else None for nodes in group.nodes]
        found = alike(
            group.wordings,
            self.threshold,
            self.counted,
            apart=() if self.within else only,
            most_in_block=self.most_in_block,
            progress=self.progress,
        )
        for one, other, score in found:
            pair = self._first(group.nodes[one], group.nodes[other])
            if pair is not None:
                yield (*pair, score)

    def _same(self, nodes: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield each node of a wording with the first that it may be paired with; `nodes` are sorted by document."""
        first_document, first = nodes[0]
        elsewhere = next((node for document, node in nodes if document != first_document), None)
        for document, node in nodes[1:]:
            if self.within or document != first_document:
                yield first, node
            elif elsewhere is not None:
                yield node, elsewhere

    def _first(self, nodes: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
        """Return the first nodes of two wordings that may be paired; None when there are none."""
        for document, node in (nodes[0], *nodes):
            for other_document, other in others if node == nodes[0][1] else others[:1]:
                if other != node and (self.within or other_document != document):
                    return node, other
        return None
