"""ESCO: the reviewed matches of competencies with its transversal skills, as an SSSOM table and as SKOS."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import RdfFormat, serialize

from competencygraph.exports.esco import align, concept_triples
from competencygraph.exports.port import Format, Mapped, Output, Validator
from competencygraph.exports.source import Source
from competencygraph.rdf.sssom import table_text
from competencygraph.terms.namespaces import DCTERMS, PROV, SKOS

__all__ = ["FORMAT"]

_TABLE, _CONCEPTS = "esco.sssom.tsv", "esco.skos.ttl"
_BETWEEN = "it relates competencies of the store with each other, not with ESCO"
_TOLD = "a mapping names a competency; what else is said of it is for other formats"
_ELSE = "it maps something else than a competency"
_ALONE = "only competencies are mapped to ESCO"
#: Parts that the live graph is made of, and that state competencies.
_LIVE = ("live", "local")
_MATCHES = ("broadMatch", "closeMatch", "narrowMatch", "relatedMatch", "exactMatch")


def _write(source: Source, out: Output) -> None:
    alignment = align(source)
    with out.open(_TABLE) as file:
        file.write(table_text(alignment.set).encode("utf-8"))
    prefixes = {"dcterms": DCTERMS, "prov": PROV, "skos": SKOS}
    with out.open(_CONCEPTS) as file:
        serialize(concept_triples(alignment), output=file, format=RdfFormat.TURTLE, prefixes=prefixes)


def _mapped() -> Sequence[Mapped]:
    return (
        *(
            Mapped("cg:Competency", "rdf:type", f"{_CONCEPTS}, skos:Concept", object_class="cg:Competency", part=part)
            for part in _LIVE
        ),
        *(
            Mapped(
                "cg:Competency", "skos:prefLabel", f"{_CONCEPTS}, skos:prefLabel; {_TABLE}, subject_label", part=part
            )
            for part in _LIVE
        ),
        *(
            Mapped("cg:Competency", f"skos:{name}", "", object_class="cg:Competency", because=_BETWEEN)
            for name in _MATCHES
        ),
        *(
            Mapped("cg:Competency", f"skos:{name}", f"{_CONCEPTS}, skos:{name}; {_TABLE}, a line", part="mappings")
            for name in _MATCHES
        ),
        *(Mapped("cg:Competency", "*", "", because=_TOLD, part=part) for part in _LIVE),
        Mapped("*", "*", "", because=_ELSE, part="mappings"),
        Mapped("*", "*", "", because=_ALONE),
    )


FORMAT = Format(
    name="esco",
    title="ESCO alignment",
    standard="SSSOM 1.1 and SKOS, to ESCO 1.1.1",
    specification="https://mapping-commons.github.io/sssom/",
    media_type="text/tab-separated-values",
    ending="",
    carries="the reviewed matches of competencies with the skills of ESCO, and the names of competencies",
    validators=(
        Validator("the sssom package 0.4, and its JSON schema 1.1", "exports/esco/test_valid.py"),
        Validator("SKOS shapes of SkoHub (pyshacl)", "exports/esco/test_valid.py"),
    ),
    write=_write,
    mapped=_mapped,
)
