"""Terms and statements in Turtle, made from N-Triples text.

The serialisers at hand write prefixes in another order on every run, or hold the whole graph in memory; what is escaped
in N-Triples is escaped the same way in Turtle, so that texts need no work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from competencygraph.exports.rdf.statements import by_subject
from competencygraph.terms import namespaces

__all__ = ["prefix_lines", "subject_blocks", "turtle_term"]

#: Local names that need no escapes in Turtle; there are more.
_LOCAL = re.compile(rb"[A-Za-z_][A-Za-z0-9_-]*")
_SPACES = tuple(
    (iri.encode(), f"{prefix}:".encode())
    for prefix, iri in sorted(namespaces.PREFIXES.items())
    if prefix not in {"cgsh", "sh", "vs"}
)
_BARE = {
    f"{namespaces.XSD}integer".encode(): re.compile(rb"[+-]?[0-9]+"),
    f"{namespaces.XSD}decimal".encode(): re.compile(rb"[+-]?[0-9]*\.[0-9]+"),
    f"{namespaces.XSD}boolean".encode(): re.compile(rb"true|false"),
}
_TYPE = f"<{namespaces.RDF}type>".encode()


def prefix_lines() -> bytes:
    """Return the declarations of prefixes, sorted."""
    return b"".join(b"@prefix %s <%s> .\n" % (prefix, iri) for iri, prefix in _SPACES)


def turtle_term(term: bytes) -> bytes:
    """Return a term as Turtle writes it.

    Args:
        term: as N-Triples writes it.

    Returns:
        A prefixed name or a bare number where that says the same.

    >>> turtle_term(b"<http://www.w3.org/2004/02/skos/core#Concept>")
    b'skos:Concept'
    >>> turtle_term(b'"3"^^<http://www.w3.org/2001/XMLSchema#integer>')
    b'3'
    """
    if term.startswith(b"<"):
        return _name(term)
    if term.startswith(b'"') and term.endswith(b">"):
        text, _, datatype = term.rpartition(b"^^")
        bare = _BARE.get(datatype[1:-1])
        return text[1:-1] if bare is not None and bare.fullmatch(text[1:-1]) else text + b"^^" + _name(datatype)
    return term


def subject_blocks(blocks: Iterable[list[bytes]], indent: bytes = b"") -> Iterator[bytes]:
    """Yield the statements of each subject in Turtle, one a line.

    Args:
        blocks: N-Triples lines in the order of their bytes.
        indent: what each line begins with.

    Yields:
        Text that ends in an empty line.
    """
    for subject, statements in by_subject(blocks):
        lines = [indent + turtle_term(subject)]
        last = b""
        for predicate, value in statements:
            if predicate == last:
                lines.append(b" ,\n%s        %s" % (indent, turtle_term(value)))
                continue
            separator = b" ;\n" if last else b"\n"
            name = b"a" if predicate == _TYPE else _name(predicate)
            lines.append(b"%s%s    %s %s" % (separator, indent, name, turtle_term(value)))
            last = predicate
        yield b"".join(lines) + b" .\n\n"


@lru_cache(maxsize=4096)
def _name(iri: bytes) -> bytes:
    for namespace, prefix in _SPACES:
        local = iri[len(namespace) + 1 : -1]
        if iri[1:].startswith(namespace) and _LOCAL.fullmatch(local):
            return prefix + local
    return iri
