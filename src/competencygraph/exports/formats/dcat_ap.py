"""The government profile: SKOS, ORG and PROV, with CPOV and CCCEV, catalogued by DCAT-AP."""

from __future__ import annotations

from pyoxigraph import NamedNode

from competencygraph.errors import UsageError
from competencygraph.exports.formats.skos import CONCEPTS
from competencygraph.exports.formats.skos import SHAPES as SKOS_SHAPES
from competencygraph.exports.government import PREFIXES, check_exchange, join, write_turtle
from competencygraph.exports.government.mapping import dcat_ap_mapping
from competencygraph.exports.port import Format, Output, Validator
from competencygraph.exports.source import Source

__all__ = ["FORMAT", "SHAPES"]

SHAPES = (
    *SKOS_SHAPES,
    "Agent",
    "Asked",
    "Catalog",
    "ConceptScheme",
    "Dataset",
    "Distribution",
    "Post",
    "PublicOrganisation",
    "Requirement",
    "Role",
)
"""The shapes that an export must satisfy."""

_CATALOGUED = tuple(
    ("dcat_ap", f"{name}.rq")
    for name in (
        "catalogue",
        "datasets",
        "descriptions",
        "distributions",
        "documents",
        "families",
        "knowledge",
        "languages",
        "members",
        "organisations",
        "parts",
        "posts",
        "provenance",
        "ranks",
        "requirements",
        "requires",
        "roles",
        "titles",
        "vacancies",
    )
)
_EDITORIAL = (("dcat_ap", "editorial.rq"),)


def _write(source: Source, out: Output) -> None:
    triples = join(source, CONCEPTS + _CATALOGUED + (_EDITORIAL if source.editorial else ()))
    if NamedNode(f"{PREFIXES['dcat']}Catalog") not in {triple.object for triple in triples}:
        raise UsageError(
            "the store describes no framework, so that there is no dataset to catalogue",
            where=source.store.location,
            remedy="add a document first: competencygraph ingest FILE",
        )
    check_exchange(triples, SHAPES, source.language)
    write_turtle(triples, out, tuple(PREFIXES))


FORMAT = Format(
    name="dcat-ap",
    title="SKOS, ORG and PROV in a DCAT-AP catalogue",
    standard="DCAT-AP 3.0.1, with CPOV 2.1.2 and CCCEV 2.1.0",
    specification="https://semiceu.github.io/DCAT-AP/releases/3.0.1/",
    media_type="text/turtle",
    ending=".dcat-ap.ttl",
    carries="frameworks as datasets, competencies, groups and grades as concepts, profiles as roles, positions as "
    "posts, organisations, conditions of admission, knowledge that is asked, and where each stands in its document",
    validators=(
        Validator("DCAT-AP 3.0.1 shapes (pyshacl)", "exports/dcat_ap/test_official_shapes.py"),
        Validator("CPOV 2.1.2 shapes (pyshacl)", "exports/dcat_ap/test_official_shapes.py"),
        Validator("CCCEV 2.1.0 shapes (pyshacl)", "exports/dcat_ap/test_official_shapes.py"),
        Validator("SkoHub shapes for SKOS (pyshacl)", "exports/dcat_ap/test_official_shapes.py"),
    ),
    write=_write,
    mapped=dcat_ap_mapping,
)
