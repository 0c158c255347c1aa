"""What the formats of governments share: triples joined from queries, checked by shapes and written as Turtle."""

from competencygraph.exports.government.checking import check_exchange
from competencygraph.exports.government.joining import join
from competencygraph.exports.government.turtle import PREFIXES, write_turtle

__all__ = ["PREFIXES", "check_exchange", "join", "write_turtle"]
