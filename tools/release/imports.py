"""Which file of a release is which version: for Protégé, which reads ``catalog-v001.xml`` beside an ontology."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from tools.release.sources import Module, Sources
from tools.release.versions import version_iri

__all__ = ["protege_catalogues"]

_NAME = "catalog-v001.xml"


def protege_catalogues(sources: Sources, version: str) -> dict[str, bytes]:
    """Return the catalogue of each folder of the ontology in a release.

    Args:
        sources: of the release.
        version: of the release.

    Returns:
        By path an OASIS XML catalogue: each module by its IRI and by its version IRI, each with its Turtle file.
    """
    modules = (sources.root, *sources.modules, *sources.alignments)
    folders = sorted({posixpath.dirname(one.place) for one in modules})
    return {f"{folder}/{_NAME}": _catalogue(modules, folder, version) for folder in folders}


def _catalogue(modules: tuple[Module, ...], folder: str, version: str) -> bytes:
    entries = _entries(modules, folder, version)
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
        '<catalog prefer="public" xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">',
        *(f"  <uri name={quoteattr(name)} uri={quoteattr(place)}/>" for name, place in entries),
        "</catalog>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _entries(modules: tuple[Module, ...], folder: str, version: str) -> Iterator[tuple[str, str]]:
    for module in modules:
        place = posixpath.relpath(module.place + ".ttl", folder)
        yield str(module.iri), place
        yield str(version_iri(str(module.iri), version)), place
