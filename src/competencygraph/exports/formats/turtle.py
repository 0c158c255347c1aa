"""Turtle: one graph for people to read."""

from __future__ import annotations

from competencygraph.exports.port import Format, Output, Validator
from competencygraph.exports.rdf.statements import ONE_GRAPH, mapped_to_one_graph, without_editorial
from competencygraph.exports.rdf.turtle_terms import prefix_lines, subject_blocks
from competencygraph.exports.source import Source

__all__ = ["FORMAT"]


def _write(source: Source, out: Output) -> None:
    with out.open() as file:
        file.write(prefix_lines() + b"\n")
        file.writelines(subject_blocks(without_editorial(source, source.parts.triples(*ONE_GRAPH))))


FORMAT = Format(
    name="turtle",
    title="Turtle",
    standard="RDF 1.1 Turtle",
    specification="https://www.w3.org/TR/turtle/",
    media_type="text/turtle",
    ending=".ttl",
    carries="the live graph, the catalogue, mappings and inferences, as one graph",
    validators=(
        Validator(
            "read back by rdflib and pyoxigraph, and by owlready2 as N-Triples", "exports/rdf/test_round_trip.py"
        ),
    ),
    write=_write,
    mapped=mapped_to_one_graph,
    editorial=True,
)
