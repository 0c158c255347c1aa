"""What differs between two wordings."""

from competencygraph.compare.words import READABLE_SHARE, DiffPart, common_share, one_side, plain_diff, word_diff

__all__ = ["READABLE_SHARE", "DiffPart", "common_share", "one_side", "plain_diff", "word_diff"]
