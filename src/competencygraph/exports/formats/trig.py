"""TriG: all that a store holds, for people to read."""

from __future__ import annotations

from collections.abc import Sequence

from competencygraph.exports.port import Format, Mapped, Output, Validator
from competencygraph.exports.rdf.statements import named_graphs
from competencygraph.exports.rdf.turtle_terms import prefix_lines, subject_blocks
from competencygraph.exports.source import Source

__all__ = ["FORMAT"]


def _write(source: Source, out: Output) -> None:
    with out.open() as file:
        file.write(prefix_lines() + b"\n")
        for name, blocks in named_graphs(source):
            if not name:
                file.writelines(subject_blocks(blocks))
                continue
            file.write(name + b" {\n")
            file.writelines(subject_blocks(blocks, b"    "))
            file.write(b"}\n\n")


def _mapped() -> Sequence[Mapped]:
    return (Mapped("*", "*", "one statement each, in its graph"),)


FORMAT = Format(
    name="trig",
    title="TriG",
    standard="RDF 1.1 TriG",
    specification="https://www.w3.org/TR/trig/",
    media_type="application/trig",
    ending=".trig",
    carries="everything, each edition in its named graph",
    validators=(Validator("read back by rdflib and pyoxigraph", "exports/rdf/test_round_trip.py"),),
    write=_write,
    mapped=_mapped,
    editorial=True,
)
