"""SKOS: the concept schemes of a store, as a thesaurus tool reads them."""

from __future__ import annotations

from competencygraph.exports.government import check_exchange, join, write_turtle
from competencygraph.exports.government.mapping import skos_mapping
from competencygraph.exports.port import Format, Output, Validator
from competencygraph.exports.source import Source

__all__ = ["CONCEPTS", "FORMAT", "SHAPES"]

CONCEPTS = tuple(
    ("skos", f"{name}.rq")
    for name in (
        "stated",
        "framework-schemes",
        "dictionaries",
        "scales",
        "grade-schemes",
        "grades",
        "competencies",
        "levels",
        "indicators",
        "groups",
    )
)
"""The queries that construct concepts, schemes and collections."""

SHAPES = ("Collection", "Concept")
"""The shapes that they must satisfy."""

_PREFIXES = ("cg", "dcterms", "rdfs", "skos")
_PARTS = (("skos", "stated-parts.rq"),)
_EDITORIAL = (("skos", "editorial.rq"),)


def _write(source: Source, out: Output) -> None:
    triples = join(source, (*CONCEPTS, *_PARTS, *(_EDITORIAL if source.editorial else ())), blank_nodes=True)
    check_exchange(triples, SHAPES, source.language)
    write_turtle(triples, out, ("cg", "dcterms", "prov", "rdf", "rdfs", "skos") if source.editorial else _PREFIXES)


FORMAT = Format(
    name="skos",
    title="SKOS",
    standard="SKOS Reference (W3C Recommendation, 18 August 2009)",
    specification="https://www.w3.org/TR/skos-reference/",
    media_type="text/turtle",
    ending=".skos.ttl",
    carries="competencies with levels and indicators, groups and grades, and imported concept schemes as they stand",
    validators=(Validator("SkoHub shapes for SKOS (pyshacl)", "exports/skos/test_official_shapes.py"),),
    write=_write,
    mapped=skos_mapping,
)
