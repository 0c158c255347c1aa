"""What no statement of a file may carry into the graph: contact data of persons, and addresses that run programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.imports.port import Change, Fault, Unplaced
from competencygraph.terms import namespaces

__all__ = ["harmless", "is_of_vocabulary", "masked", "unwritable"]

_HARMFUL = ("javascript:", "vbscript:", "data:", "file:", "mailto:", "tel:")
_ADDRESS = f"{namespaces.XSD}anyURI"
_VOCABULARY = (namespaces.CG, namespaces.CG.replace("/def/", "/ontology/"))
#: What XML 1.0 cannot hold, so that no workbook and no RDF/XML could hold the text.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS = frozenset({f"{namespaces.XSD}string", f"{namespaces.RDF}langString", f"{namespaces.RDF}HTML"})


def masked(triple: Triple, mask: Callable[[str], str]) -> Triple:
    """Return a statement whose text names no person.

    Args:
        triple: any statement.
        mask: returns a text with contact data masked.

    >>> masked(Triple(NamedNode("urn:a"), NamedNode("urn:p"), Literal("x")), str.upper).object.value
    'X'
    """
    value = triple.object
    if not isinstance(value, Literal) or value.datatype.value not in _WORDS:
        return triple
    text = mask(value.value)
    return triple if text == value.value else Triple(triple.subject, triple.predicate, _as(value, text))


def _as(value: Literal, text: str) -> Literal:
    return Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)


def is_of_vocabulary(node: str) -> bool:
    """Tell whether a node is a term or a module of the ontology, which no file of data may speak of.

    >>> is_of_vocabulary(f"{namespaces.CG}Task"), is_of_vocabulary("urn:a")
    (True, False)
    """
    return node.startswith(_VOCABULARY)


def harmless(triples: Iterable[Triple]) -> tuple[set[Triple], tuple[Unplaced, ...]]:
    """Return the statements without those that name an address that runs a program or reaches a person.

    Args:
        triples: any statements.

    Returns:
        The others, and how many were left out.

    >>> harmless([Triple(NamedNode("javascript:x"), NamedNode("urn:p"), Literal("x"))])[0]
    set()
    """
    given = set(triples)
    kept = {triple for triple in given if not any(map(_is_harmful, triple))}
    left = len(given) - len(kept)
    what = "statements with an address that may run a program, open a file or reach a person"
    return kept, (Unplaced(what, left),) if left else ()


def _is_harmful(term: object) -> bool:
    if isinstance(term, Literal):
        return term.datatype.value == _ADDRESS and term.value.lower().lstrip().startswith(_HARMFUL)
    return isinstance(term, NamedNode) and term.value.lower().lstrip().startswith(_HARMFUL)


def unwritable(changes: Iterable[Change]) -> Iterator[Fault]:
    r"""Yield a fault for each text that a file brings and that not every format can hold.

    Args:
        changes: of documents.

    >>> text = Triple(NamedNode("urn:a"), NamedNode("urn:p"), Literal("a\x07"))
    >>> [fault.what for fault in unwritable([Change("urn:d", "urn:a", "changed", add=(text,))])]
    ['the text holds the control character U+0007']
    """
    for change in changes:
        for triple in change.add:
            found = _UNWRITABLE.search(triple.object.value) if isinstance(triple.object, Literal) else None
            if found is not None:
                number = f"{ord(found.group()):04X}"
                yield Fault(f"the text holds the control character U+{number}", change.place, "remove it")
