"""Literals that a server gives back otherwise than they were written, so that none is altered in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from competencygraph.errors import UsageError
from competencygraph.store.remote.endpoint import ServerKind
from competencygraph.terms.namespaces import RDF, XSD

__all__ = ["altered_by_oxigraph", "altered_by_virtuoso", "read_from_virtuoso", "refuse_altered"]

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,18}")
_INTEGERS = frozenset(
    {
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
        "unsignedByte",
    }
)
_BOUND = 2**63
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,19})(?:\.[0-9]{0,14}[1-9])?")
_FRACTION = re.compile(r"-?[0-9]{1,7}\.[0-9]{1,6}")
_DATES = {
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "dateTime": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:\.[0-9]{0,5}[1-9])?"),
    "time": re.compile(r"[0-9:]{8}"),
}
_TEXTS = frozenset({"string", "anyURI", "token", "normalizedString", "language"})
_YEARS = {"gYear": re.compile(r"[1-9][0-9]{3}"), "gYearMonth": re.compile(r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])")}
_MARKUP = frozenset({f"{RDF}XMLLiteral", f"{RDF}HTML"})
_GEOMETRY = "http://www.opengis.net/ont/geosparql#"


def altered_by_virtuoso(literal: Literal) -> bool:
    """Tell whether Virtuoso 7 may give a literal back with another text or datatype, or refuse it.

    It keeps numbers, dates and booleans as values, not as texts: ``007`` comes back as ``7``, ``1.50`` as ``1.5``, and
    of ``true`` and ``1`` only that they are true. A date with a zone may come back without, where it holds the same
    date without. XML it does not find again to delete it.

    Args:
        literal: any literal.

    Returns:
        True when it is not known to come back as it went in.

    Source:
        Some hundred literals written to Virtuoso 7.2.5 and read again.

    >>> altered_by_virtuoso(Literal("007", datatype=NamedNode(f"{XSD}integer")))
    True
    >>> altered_by_virtuoso(Literal(7))
    False
    """
    datatype, text = literal.datatype.value, literal.value
    name = datatype.removeprefix(XSD)
    if name == datatype:
        return datatype.startswith(_GEOMETRY) or datatype in _MARKUP
    if name in _TEXTS:
        return False
    if name == "boolean":
        return text not in {"true", "false"}
    if name in _INTEGERS:
        return not (_INTEGER.fullmatch(text) and -_BOUND <= int(text) < _BOUND)
    if name == "decimal":
        return not _DECIMAL.fullmatch(text) or text == "-0"
    if name in {"double", "float"}:
        return not (_FRACTION.fullmatch(text) and repr(float(text)) == text and len(text) <= 7)
    if name in _DATES:
        return not _is_moment(name, text)
    return not (name in _YEARS and _YEARS[name].fullmatch(text))


def _is_moment(name: str, text: str) -> bool:
    if not _DATES[name].fullmatch(text) or text.startswith("0000"):
        return False
    read = {"date": date.fromisoformat, "dateTime": datetime.fromisoformat, "time": time.fromisoformat}[name]
    try:
        read(text)
    except ValueError:
        return False
    return True


def altered_by_oxigraph(literals: Iterable[Literal]) -> set[Literal]:
    """Return the literals that Oxigraph gives back with another text or datatype; its engine is asked, in memory.

    Args:
        literals: any.

    Returns:
        Those that it keeps as a value of another form: of ``007``, ``1.50`` and any ``xsd:int`` the value alone.

    >>> {one.value for one in altered_by_oxigraph([Literal("007", datatype=NamedNode(f"{XSD}integer")), Literal(7)])}
    {'007'}
    """
    store = Store()
    place = BlankNode(), NamedNode("urn:competencygraph:value")
    found = set()
    for literal in {one for one in literals if one.language is None and one.datatype.value != f"{XSD}string"}:
        store.add(Quad(*place, literal))
        (kept,) = store.quads_for_pattern(*place, None)
        store.remove(kept)
        if kept.object != literal:
            found.add(literal)
    return found


def refuse_altered(triples: Iterable[Triple], kind: ServerKind) -> None:
    """Refuse triples that a server would keep otherwise than they are.

    Args:
        triples: what is to be written.
        kind: what server it is; of others than Oxigraph and Virtuoso it is not known what they alter.

    Raises:
        UsageError: one of them holds such a literal; it is named.

    >>> one = Triple(NamedNode("a:s"), NamedNode("a:p"), Literal("1", datatype=NamedNode(f"{XSD}boolean")))
    >>> refuse_altered([one], "virtuoso")
    Traceback (most recent call last):
    competencygraph.errors.UsageError: a:s: the server would alter the value "1"^^<http://www.w3.org/2001/XMLSchema...
    """
    given = list(triples)
    altered: Callable[[Literal], bool]
    if kind == "virtuoso":
        altered = altered_by_virtuoso
    elif kind == "oxigraph":
        altered = altered_by_oxigraph(t.object for t in given if isinstance(t.object, Literal)).__contains__
    else:
        return
    for triple in given:
        if isinstance(triple.object, Literal) and altered(triple.object):
            shown = str(triple.object) if len(triple.object.value) <= 60 else f"“{triple.object.value[:60]}…”"
            raise UsageError(
                f"the server would alter the value {shown} of <{triple.predicate.value}>",
                where=getattr(triple.subject, "value", None),
                remedy="write it in its plain form (7, 1.5, true), or use another store; nothing was written",
            )


def read_from_virtuoso(literal: Literal) -> Literal:
    """Return a literal as it was written to Virtuoso, which gives booleans as 1 and 0.

    Args:
        literal: as it came.

    Returns:
        The literal; others than booleans are left as they are.

    >>> read_from_virtuoso(Literal("1", datatype=NamedNode(f"{XSD}boolean"))).value
    'true'
    """
    if literal.datatype.value == f"{XSD}boolean" and literal.value in {"0", "1"}:
        return Literal("true" if literal.value == "1" else "false", datatype=literal.datatype)
    return literal
