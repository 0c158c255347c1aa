"""The description of a release: DCAT for catalogues of data, VoID for those who load it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, VOID, XSD, Graph, Literal, Namespace, URIRef
from tools.release.sources import BASE

from competencygraph.terms import namespaces

__all__ = ["PREFIXES", "Release", "describe_release", "file_iri"]

#: DCAT 3; rdflib knows the terms of DCAT 2.
_DCAT = Namespace(namespaces.DCAT)
_SPDX = Namespace("http://spdx.org/rdf/terms#")
#: Namespaces of the description that the prefix table of the sources does not have.
PREFIXES = {"foaf": str(FOAF), "spdx": str(_SPDX), "void": str(VOID)}
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_IANA = "https://www.iana.org/assignments/media-types/"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_LICENCE = URIRef(_AUTHORITY + "licence/EUPL_1_2")
_LANGUAGES = {"nl": "NLD", "fr": "FRA", "en": "ENG"}
#: By ending of a file: its media type, its entry in the EU list of file types, its entry in the W3C list of formats.
_KINDS = {
    "ttl": ("text/turtle", "RDF_TURTLE", "Turtle"),
    "rdf": ("application/rdf+xml", "RDF_XML", "RDF_XML"),
    "jsonld": ("application/ld+json", "JSON_LD", "JSON-LD"),
    "html": ("text/html", "HTML", None),
    "json": ("application/json", "JSON", None),
    "md": ("text/markdown", "MD", None),
    "xml": ("application/xml", "XML", None),
}
_TERMS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@dataclass(frozen=True, slots=True)
class Release:
    """What is described.

    Args:
        version: of the release.
        before: version of the release before; None where there is none.
        issued: the day of the release, as ``2026-11-22``; None where it is not stated.
        whole: the whole ontology, as released.
        files: content by path, without the description itself.
        titles: title by language of each file, by its path.
    """

    version: str
    before: str | None
    issued: str | None
    whole: Graph
    files: Mapping[str, bytes]
    titles: Mapping[str, Mapping[str, str]]


def file_iri(version: str, path: str = "") -> URIRef:
    """Return the address of a file of a release; of the release itself without a path.

    Args:
        version: of the release.
        path: of the file in the folder of the release.

    >>> str(file_iri("1.0.0", "ontology/core.ttl"))
    'https://w3id.org/competencygraph/release/1.0.0/ontology/core.ttl'
    """
    return URIRef(f"{BASE}release/{version}" + (f"/{path}" if path else ""))


def describe_release(release: Release, texts: Mapping[str, Mapping[str, object]]) -> Graph:
    """Return the description of a release.

    Args:
        release: what is described.
        texts: ``title``, ``description`` and ``keywords`` of the release by language.

    Returns:
        A ``dcat:Catalog`` with one dataset, which is a ``void:Dataset`` too, and a distribution for each file.
    """
    graph = Graph(bind_namespaces="none")
    catalogue, dataset, publisher = URIRef(BASE + "release"), file_iri(release.version), URIRef(BASE.rstrip("/"))
    graph.add((catalogue, RDF.type, _DCAT.Catalog))
    graph.add((catalogue, _DCAT.dataset, dataset))
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal("competencygraph")))
    for node in (catalogue, dataset):
        graph.add((node, DCTERMS.publisher, publisher))
        graph.add((node, DCTERMS.license, _LICENCE))
        for language, code in _LANGUAGES.items():
            graph.add((node, DCTERMS.title, Literal(texts["title"][language], lang=language)))
            graph.add((node, DCTERMS.description, Literal(texts["description"][language], lang=language)))
            graph.add((node, DCTERMS.language, URIRef(f"{_AUTHORITY}language/{code}")))
    for language, words in texts["keywords"].items():
        for word in words if isinstance(words, list) else ():
            graph.add((dataset, _DCAT.keyword, Literal(word, lang=language)))
    graph.add((_LICENCE, RDF.type, DCTERMS.LicenseDocument))
    for code in _LANGUAGES.values():
        graph.add((URIRef(f"{_AUTHORITY}language/{code}"), RDF.type, DCTERMS.LinguisticSystem))
    _describe_dataset(graph, dataset, release)
    for path in sorted(release.files):
        _add_file(graph, dataset, release, path)
    return graph


def _describe_dataset(graph: Graph, dataset: URIRef, release: Release) -> None:
    for kind in (_DCAT.Dataset, VOID.Dataset):
        graph.add((dataset, RDF.type, kind))
    graph.add((dataset, DCTERMS.identifier, Literal(str(dataset))))
    graph.add((dataset, _DCAT.version, Literal(release.version)))
    graph.add((dataset, OWL.versionInfo, Literal(release.version)))
    if release.before is not None:
        graph.add((dataset, _DCAT.previousVersion, file_iri(release.before)))
    if release.issued is not None:
        graph.add((dataset, DCTERMS.issued, Literal(release.issued, datatype=XSD.date)))
    landing = file_iri(release.version, "index.html")
    graph.add((dataset, _DCAT.landingPage, landing))
    graph.add((landing, RDF.type, FOAF.Document))
    graph.add((dataset, VOID.uriSpace, Literal(BASE + "def/")))
    graph.add((dataset, VOID.triples, Literal(len(release.whole))))
    own = {one for one in release.whole.subjects(RDFS.isDefinedBy) if str(one).startswith(BASE)}
    graph.add((dataset, VOID.entities, Literal(len(own))))
    for used in sorted({_namespace(str(one)) for one in release.whole.predicates()}):
        graph.add((dataset, VOID.vocabulary, URIRef(used)))
    counts = Counter(kind for one in own for kind in release.whole.objects(one, RDF.type) if kind in _TERMS)
    for kind in _TERMS:
        part = URIRef(f"{dataset}#{str(kind).rpartition('#')[2]}")
        graph.add((dataset, VOID.classPartition, part))
        graph.add((part, RDF.type, VOID.Dataset))
        graph.add((part, VOID["class"], kind))
        graph.add((part, VOID.entities, Literal(counts[kind])))


def _namespace(iri: str) -> str:
    """Return the namespace of a property.

    >>> _namespace("http://purl.org/dc/terms/title")
    'http://purl.org/dc/terms/'
    """
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _add_file(graph: Graph, dataset: URIRef, release: Release, path: str) -> None:
    media_type, file_type, syntax = _KINDS[path.rpartition(".")[2]]
    file, content = file_iri(release.version, path), release.files[path]
    graph.add((dataset, _DCAT.distribution, file))
    graph.add((file, RDF.type, _DCAT.Distribution))
    for language, title in release.titles[path].items():
        graph.add((file, DCTERMS.title, Literal(title, lang=language)))
    graph.add((file, _DCAT.accessURL, file))
    graph.add((file, _DCAT.downloadURL, file))
    graph.add((file, DCTERMS.license, _LICENCE))
    graph.add((file, _DCAT.byteSize, Literal(len(content), datatype=XSD.nonNegativeInteger)))
    media, format_ = URIRef(_IANA + media_type), URIRef(f"{_AUTHORITY}file-type/{file_type}")
    graph.add((file, _DCAT.mediaType, media))
    graph.add((media, RDF.type, DCTERMS.MediaType))
    graph.add((file, DCTERMS["format"], format_))
    graph.add((format_, RDF.type, DCTERMS.MediaTypeOrExtent))
    checksum = URIRef(f"{file}#checksum")
    graph.add((file, _SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, _SPDX.Checksum))
    graph.add((checksum, _SPDX.algorithm, _SPDX.checksumAlgorithm_sha256))
    graph.add((_SPDX.checksumAlgorithm_sha256, RDF.type, _SPDX.ChecksumAlgorithm))
    digest = hashlib.sha256(content).hexdigest()
    graph.add((checksum, _SPDX.checksumValue, Literal(digest, datatype=XSD.hexBinary)))
    if path.startswith("ontology/competencygraph.") and syntax is not None:
        graph.add((dataset, VOID.dataDump, file))
        graph.add((dataset, VOID.feature, _FORMATS[syntax]))
