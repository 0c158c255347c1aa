"""JSON-LD: all that a store holds, with the project's own context."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from competencygraph.errors import DefinitionError, UsageError
from competencygraph.exports.port import Format, Mapped, Output, Validator
from competencygraph.exports.rdf.statements import named_graphs
from competencygraph.exports.source import Source
from competencygraph.store.engine import plain_terms
from competencygraph.terms import namespaces, resources

__all__ = ["FORMAT"]

_TYPE = f"{namespaces.RDF}type"
_STRING = f"{namespaces.XSD}string"
_NATIVE = {
    f"{namespaces.XSD}integer": re.compile(r"0|-?[1-9][0-9]{0,14}"),
    f"{namespaces.XSD}boolean": re.compile(r"true|false"),
}
"""Lexical forms that survive as numbers and truth values of JSON."""


class _Names:
    """The names that the context gives to IRIs.

    Args:
        context: the project's own.
    """

    def __init__(self, context: dict[str, Any]) -> None:
        self.classes: dict[str, str] = {}
        self.properties: dict[str, str] = {}
        self.nodes: set[str] = set()
        self.texts: set[str] = set()
        self.prefixes = {name for name, value in context.items() if isinstance(value, str) and value[-1] in "/#"}
        for name, value in context.items():
            if isinstance(value, dict):
                self.properties[value["@id"]] = name
                (self.nodes if value.get("@type") == "@id" else self.texts).add(name)
            elif isinstance(value, str) and not value.startswith("@") and name not in self.prefixes:
                self.classes[value] = name

    def iri(self, iri: str) -> str:
        """Return an IRI that no reader takes for a prefixed name."""
        scheme, _, rest = iri.partition(":")
        if scheme in self.prefixes and not rest.startswith("//"):
            raise UsageError(
                "JSON-LD cannot tell this IRI from a prefixed name",
                where=f"<{iri}>",
                remedy="change it, or export as nquads",
            )
        return iri


def _write(source: Source, out: Output) -> None:
    context = _context()
    names = _Names(context)
    with out.open() as file:
        file.write(b'{\n"@context": ' + _json(context) + b',\n"@graph": [')
        separator = b"\n"
        for graph, blocks in named_graphs(source):
            if graph:
                name = names.iri(_node(graph))
                file.write(separator + b'{"id": ' + _json(name) + b', "@graph": [')
                separator = b"\n"
            for node in _nodes(blocks, names):
                file.write(separator + _json(node))
                separator = b",\n"
            if graph:
                file.write(b"\n]}")
                separator = b",\n"
        file.write(b"\n]\n}\n")


def _nodes(blocks: Iterator[list[bytes]], names: _Names) -> Iterator[dict[str, Any]]:
    """Yield one object for each subject."""
    triples = (quad.triple for block in blocks for quad in parse(b"".join(block), format=RdfFormat.N_TRIPLES))
    for node, members in groupby(map(plain_terms, triples), key=lambda terms: terms[0]):
        types: list[str] = []
        found: dict[str, list[NamedNode | BlankNode | Literal]] = {}
        for _, predicate, value in members:
            if predicate.value == _TYPE and not isinstance(value, Literal):
                types.append(names.classes.get(value.value) or _reference(value, names))
            else:
                found.setdefault(predicate.value, []).append(value)
        described: dict[str, Any] = {"id": _reference(node, names)}
        if types:
            described["type"] = types if len(types) > 1 else types[0]
        for iri, values in found.items():
            name = names.properties.get(iri) or names.iri(iri)
            described[name] = _values(values, name, names)
        yield described


def _values(values: Sequence[NamedNode | BlankNode | Literal], name: str, names: _Names) -> Any:
    if name in names.texts and all(isinstance(value, Literal) and value.language for value in values):
        by_language: dict[str, list[str]] = {}
        for value in values:
            if isinstance(value, Literal) and value.language:
                by_language.setdefault(value.language, []).append(value.value)
        return {language: texts if len(texts) > 1 else texts[0] for language, texts in by_language.items()}
    written = [_value(value, name, names) for value in values]
    return written[0] if len(written) == 1 and not isinstance(written[0], dict) else written


def _value(value: NamedNode | BlankNode | Literal, name: str, names: _Names) -> Any:
    if not isinstance(value, Literal):
        iri = _reference(value, names)
        return iri if name in names.nodes else {"id": iri}
    if value.language:
        return {"@language": value.language, "@value": value.value}
    if value.datatype.value == _STRING:
        return {"@value": value.value} if name in names.nodes else value.value
    native = _NATIVE.get(value.datatype.value)
    if native is not None and name in names.texts and native.fullmatch(value.value):
        return json.loads(value.value)
    return {"@type": names.iri(value.datatype.value), "@value": value.value}


def _reference(term: NamedNode | BlankNode, names: _Names) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else names.iri(term.value)


def _node(written: bytes) -> str:
    return written[1:-1].decode()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@cache
def _context() -> dict[str, Any]:
    found = json.loads(resources.read_text("ontology", "context.jsonld")).get("@context")
    if not isinstance(found, dict):
        raise DefinitionError("this is no context", where="context.jsonld", remedy="install competencygraph again")
    return found


def _mapped() -> Sequence[Mapped]:
    return (Mapped("*", "*", "one value each, in its graph"),)


FORMAT = Format(
    name="jsonld",
    title="JSON-LD",
    standard="JSON-LD 1.1",
    specification="https://www.w3.org/TR/json-ld11/",
    media_type="application/ld+json",
    ending=".jsonld",
    carries="everything, each edition in its named graph, with the project's own context inside",
    validators=(Validator("read back by PyLD, rdflib and pyoxigraph", "exports/rdf/test_round_trip.py"),),
    write=_write,
    mapped=_mapped,
    editorial=True,
)
