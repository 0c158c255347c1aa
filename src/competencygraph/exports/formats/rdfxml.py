"""RDF/XML: one graph for programs that read no other RDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from competencygraph.errors import UsageError
from competencygraph.exports.port import Format, Output, Validator
from competencygraph.exports.rdf.statements import ONE_GRAPH, mapped_to_one_graph, without_editorial
from competencygraph.exports.source import Source
from competencygraph.store.engine import plain_terms
from competencygraph.terms import namespaces

__all__ = ["FORMAT"]

#: What XML 1.0 cannot hold, not even as a reference.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The longest ending that is a name in XML, from the letters that every version of it allows.
_LOCAL = re.compile(
    r"[A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131][A-Za-z0-9._\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131-]*$"
)
#: Names that mean something else in RDF/XML than a property (RDF 1.1 XML Syntax, 6.1.2).
_NO_PROPERTIES = frozenset(
    f"{namespaces.RDF}{name}"
    for name in (
        *("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li"),
        *("aboutEach", "aboutEachPrefix", "bagID"),
    )
)
_RESERVED = frozenset({"http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"})
_PREFIXES = {iri: prefix for prefix, iri in sorted(namespaces.PREFIXES.items()) if prefix not in {"cgsh", "sh", "vs"}}
_TYPE = f"{namespaces.RDF}type"
_STRING = f"{namespaces.XSD}string"
_REMEDY = "change it, or export as turtle, nquads or jsonld, which can hold it"


def _write(source: Source, out: Output) -> None:
    with out.open() as file:
        spaces = "".join(f'\n    xmlns:{prefix}="{iri}"' for iri, prefix in _PREFIXES.items())
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'.encode())
        for text in _nodes(source):
            file.write(text.encode())
        file.write(b"</rdf:RDF>\n")


def _nodes(source: Source) -> Iterator[str]:
    blocks = without_editorial(source, source.parts.triples(*ONE_GRAPH))
    triples = (quad.triple for block in blocks for quad in parse(b"".join(block), format=RdfFormat.N_TRIPLES))
    for node, members in groupby(map(plain_terms, triples), key=lambda terms: terms[0]):
        about = _reference(node, "rdf:about", node, _TYPE)
        statements = sorted(members, key=lambda terms: terms[1].value != _TYPE)
        lines = [_property(Triple(*terms)) for terms in statements]
        yield f"  <rdf:Description {about}>\n{''.join(lines)}  </rdf:Description>\n"


def _property(triple: Triple) -> str:
    node, predicate, value = plain_terms(triple)
    name = _name(predicate.value)
    closing = name.partition(" ")[0]
    if not isinstance(value, Literal):
        return f"    <{name} {_reference(value, 'rdf:resource', node, predicate.value)}/>\n"
    attribute = ""
    if value.language:
        attribute = f' xml:lang="{value.language}"'
    elif value.datatype.value != _STRING:
        attribute = f" rdf:datatype={quoteattr(value.datatype.value)}"
    text = escape(_checked(value.value, node, predicate.value), {"\r": "&#13;"})
    return f"    <{name}{attribute}>{text}</{closing}>\n"


def _reference(term: NamedNode | BlankNode, attribute: str, node: NamedNode | BlankNode, field: str) -> str:
    if isinstance(term, BlankNode):
        return f'rdf:nodeID="{term.value}"'
    return f"{attribute}={quoteattr(_checked(term.value, node, field))}"


def _checked(text: str, node: NamedNode | BlankNode, field: str) -> str:
    found = _FORBIDDEN.search(text)
    if found is not None:
        raise UsageError(
            f"RDF/XML cannot hold the character U+{ord(found.group()):04X}",
            where=f"{_short(field)} of {node}",
            remedy=_REMEDY,
        )
    return text


@lru_cache(maxsize=4096)
def _name(iri: str) -> str:
    """Return the name of an element for a property, with the declaration of its prefix where that is its own."""
    found = _LOCAL.search(iri)
    namespace = iri[: found.start()] if found else ""
    if found is None or not namespace or iri in _NO_PROPERTIES or namespace in _RESERVED:
        raise UsageError("RDF/XML has no name for this property", where=f"<{iri}>", remedy=_REMEDY)
    _checked(iri, NamedNode(iri), iri)
    if namespace in _PREFIXES:
        return f"{_PREFIXES[namespace]}:{found.group()}"
    return f"own:{found.group()} xmlns:own={quoteattr(namespace)}"


def _short(iri: str) -> str:
    for namespace, prefix in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


FORMAT = Format(
    name="rdfxml",
    title="RDF/XML",
    standard="RDF 1.1 XML Syntax",
    specification="https://www.w3.org/TR/rdf-syntax-grammar/",
    media_type="application/rdf+xml",
    ending=".rdf",
    carries="the live graph, the catalogue, mappings and inferences, as one graph",
    validators=(Validator("read back by rdflib, pyoxigraph and owlready2", "exports/rdf/test_round_trip.py"),),
    write=_write,
    mapped=mapped_to_one_graph,
    editorial=True,
)
