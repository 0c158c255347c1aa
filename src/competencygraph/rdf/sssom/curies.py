"""IRIs as CURIEs and back, as SSSOM tables want them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from competencygraph.terms import namespaces

__all__ = ["BUILT_IN", "DATA_PREFIX", "SEMAPV", "Curies", "prefixes_for"]

SEMAPV = "https://w3id.org/semapv/vocab/"

BUILT_IN: Mapping[str, str] = MappingProxyType(
    {
        "owl": namespaces.OWL,
        "rdf": namespaces.RDF,
        "rdfs": namespaces.RDFS,
        "semapv": SEMAPV,
        "skos": namespaces.SKOS,
        "sssom": "https://w3id.org/sssom/",
        "xsd": namespaces.XSD,
    }
)
"""The prefixes that every SSSOM table knows without declaring them.

Source:
    The SSSOM specification, version 1.1, "IRI prefixes".
"""

DATA_PREFIX = "cgid"
"""The prefix of the data of this project."""

_CURIE = re.compile(r"([A-Za-z_][\w.-]*):(?!//)(\S+)", re.ASCII)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


class Curies:
    """The prefixes of one table.

    Args:
        prefixes: what each prefix stands for; the built-in ones are known already.

    >>> curies = Curies({"ex": "http://example.org/"})
    >>> curies.shorten("http://example.org/a/b"), curies.expand("skos:closeMatch")
    ('ex:a/b', 'http://www.w3.org/2004/02/skos/core#closeMatch')
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {**prefixes, **BUILT_IN}
        self._longest = sorted(self._prefixes.items(), key=lambda item: (-len(item[1]), item[0]))

    def expand(self, curie: str) -> str | None:
        """Return the IRI of a CURIE, or of an IRI that is written in full; None when it is neither."""
        found = _CURIE.fullmatch(curie)
        if found is not None and found[1] in self._prefixes:
            iri = self._prefixes[found[1]] + found[2]
            return iri if _ABSOLUTE.fullmatch(iri) else None
        return curie if "://" in curie and _ABSOLUTE.fullmatch(curie) else None

    def shorten(self, iri: str) -> str:
        """Return the CURIE of an IRI, with the prefix that leaves least of it; the IRI itself when no prefix fits."""
        found = self._prefix_of(iri)
        return iri if found is None else f"{found}:{iri[len(self._prefixes[found]) :]}"

    def used_for(self, iris: Iterable[str]) -> dict[str, str]:
        """Return the prefixes that IRIs are shortened with, sorted, the built-in ones left out."""
        used = {self._prefix_of(iri) for iri in iris}
        return {prefix: self._prefixes[prefix] for prefix in sorted(filter(None, used)) if prefix not in BUILT_IN}

    def _prefix_of(self, iri: str) -> str | None:
        return next((prefix for prefix, space in self._longest if iri.startswith(space) and iri != space), None)


def prefixes_for(iris: Iterable[str], known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Return prefixes with which all of some IRIs can be shortened.

    Args:
        iris: absolute IRIs.
        known: prefixes that stay as they are.

    Returns:
        Those of `known`, of the data and of this project, and for each further namespace ``ns1``, ``ns2`` in the order
        of the alphabet.

    >>> Curies(prefixes_for([])).shorten("https://w3id.org/competencygraph/id/a/b")
    'cgid:a/b'
    >>> prefixes_for(["http://example.org/a#b"], {"x": "http://example.com/"})["ns1"]
    'http://example.org/a#'
    """
    prefixes = {DATA_PREFIX: namespaces.DATA_BASE, **namespaces.PREFIXES, **known}
    number = 0
    for iri in sorted(set(iris)):
        if Curies(prefixes).shorten(iri) != iri:
            continue
        cut = max(iri.rfind("#"), iri.rstrip("/#").rfind("/")) + 1
        number += 1
        while f"ns{number}" in prefixes:
            number += 1
        scheme = f"{iri.partition(':')[0]}:"
        prefixes[f"ns{number}"] = iri[:cut] if cut > len(f"{scheme}//") else iri[:-1] if "//" in iri else scheme
    return prefixes
