"""Namespaces as plain strings, from the prefix table of the ontology.

>>> SKOS + "prefLabel"
'http://www.w3.org/2004/02/skos/core#prefLabel'
"""

from __future__ import annotations

from typing import Final

from competencygraph.terms._prefixes import PREFIXES

__all__ = [
    "CG",
    "CGSH",
    "DATA_BASE",
    "DCAT",
    "DCTERMS",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SH",
    "SKOS",
    "VS",
    "XSD",
]

CG: Final = PREFIXES["cg"]
CGSH: Final = PREFIXES["cgsh"]
DCAT: Final = PREFIXES["dcat"]
DCTERMS: Final = PREFIXES["dcterms"]
ORG: Final = PREFIXES["org"]
OWL: Final = PREFIXES["owl"]
PROV: Final = PREFIXES["prov"]
RDF: Final = PREFIXES["rdf"]
RDFS: Final = PREFIXES["rdfs"]
SH: Final = PREFIXES["sh"]
SKOS: Final = PREFIXES["skos"]
VS: Final = PREFIXES["vs"]
XSD: Final = PREFIXES["xsd"]

DATA_BASE: Final = "https://w3id.org/competencygraph/id/"
"""What the IRIs of data begin with, unless another base is asked for."""
