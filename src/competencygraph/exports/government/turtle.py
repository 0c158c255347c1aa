"""Sorted triples as one Turtle file that people can read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from types import MappingProxyType

from pyoxigraph import RdfFormat, Triple, serialize

from competencygraph.exports.port import Output

__all__ = ["PREFIXES", "write_turtle"]

PREFIXES = MappingProxyType(
    {
        "cg": "https://w3id.org/competencygraph/def/",
        "cv": "http://data.europa.eu/m8g/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "org": "http://www.w3.org/ns/org#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
    }
)
"""The prefixes of the files, by what the standards themselves write for them."""


def write_turtle(triples: Iterable[Triple], out: Output, prefixes: Sequence[str]) -> None:
    """Write triples as Turtle, in the order in which they come, with a blank line before each subject.

    Args:
        triples: those of one subject together.
        out: where the file goes.
        prefixes: which of `PREFIXES` to declare, in this order.
    """
    with TemporaryFile() as draft, out.open() as file:
        serialize(triples, draft, RdfFormat.TURTLE, prefixes={name: PREFIXES[name] for name in prefixes})
        draft.seek(0)
        # The serialiser declares the prefixes in an order of its own, which is not that of the next run.
        file.writelines(f"@prefix {name}: <{PREFIXES[name]}> .\n".encode() for name in prefixes)
        for line in draft:
            if not line.startswith(b"@prefix "):
                file.write(line if line.startswith(b"\t") else b"\n" + line)
