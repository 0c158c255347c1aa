"""The alignment of a store's competencies with ESCO: what is reviewed, as a mapping set and as concepts."""

from competencygraph.exports.esco.alignment import Alignment, align
from competencygraph.exports.esco.concepts import concept_triples

__all__ = ["Alignment", "align", "concept_triples"]
