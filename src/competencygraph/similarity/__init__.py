"""Texts that say nearly the same, across documents: how alike they are, and which pairs are worth a look."""

from competencygraph.similarity.blocks import MOST_IN_BLOCK
from competencygraph.similarity.pairs import LEAST_THRESHOLD, Found, FoundPair, NodeText, find_pairs
from competencygraph.similarity.scoring import MEASURE, THRESHOLD, score_texts

__all__ = [
    "LEAST_THRESHOLD",
    "MEASURE",
    "MOST_IN_BLOCK",
    "THRESHOLD",
    "Found",
    "FoundPair",
    "NodeText",
    "find_pairs",
    "score_texts",
]
