"""What differs between two wordings."""

from competencygraph.compare.words import DiffPart, plain_diff, word_diff

__all__ = ["DiffPart", "plain_diff", "word_diff"]
