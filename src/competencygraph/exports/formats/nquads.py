"""N-Quads: all that a store holds, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from competencygraph.exports.port import Format, Mapped, Output, Validator
from competencygraph.exports.rdf.statements import dataset_lines
from competencygraph.exports.source import Source

__all__ = ["FORMAT"]


def _write(source: Source, out: Output) -> None:
    with out.open() as file:
        for block in dataset_lines(source):
            file.writelines(block)


def _mapped() -> Sequence[Mapped]:
    return (Mapped("*", "*", "one line each"),)


FORMAT = Format(
    name="nquads",
    title="N-Quads",
    standard="RDF 1.1 N-Quads",
    specification="https://www.w3.org/TR/n-quads/",
    media_type="application/n-quads",
    ending=".nq",
    carries="everything, superseded editions included",
    validators=(Validator("read back by rdflib and pyoxigraph", "exports/rdf/test_round_trip.py"),),
    write=_write,
    mapped=_mapped,
    editorial=True,
)
