"""The shapes of exchange: what an export must satisfy before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from pyoxigraph import RdfFormat, Triple, parse

from competencygraph.errors import UsageError
from competencygraph.terms import namespaces, resources
from competencygraph.validation.shapes import Shapes

__all__ = ["check_exchange", "exchange_shapes"]

_VIOLATION = f"{namespaces.SH}Violation"


@cache
def exchange_shapes(names: tuple[str, ...]) -> Shapes:
    """Return shapes of exchange.

    Args:
        names: of the files in ``shapes/exchange``, without their ending.

    Returns:
        The shapes of all of them.

    Raises:
        DefinitionError: the package holds no such file.

    >>> len(exchange_shapes(("Collection",)).names()) > 1
    True
    """
    triples: list[Triple] = []
    for name in names:
        text = resources.read_text("shapes", "exchange", f"{name}.ttl")
        triples.extend(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))
    prefixes = parse(resources.read_text("ontology", "prefixes.ttl"), format=RdfFormat.TURTLE)
    triples.extend(quad.triple for quad in prefixes)
    return Shapes(tuple(triples), "shapes/exchange", packaged=True)


def check_exchange(triples: Iterable[Triple], names: Sequence[str], language: str) -> None:
    """Check an export by the shapes of exchange.

    Args:
        triples: all of the export.
        names: of the files in ``shapes/exchange``, without their ending.
        language: of the error's message: ``nl``, ``fr`` or ``en``.

    Raises:
        UsageError: something is missing or wrong; the message names the node and the field, and counts the others.
    """
    from competencygraph.validation.pyshacl_engine import PyshaclEngine

    shapes = exchange_shapes(tuple(names))
    results = [one for one in PyshaclEngine(shapes).validate(triples) if one.severity == _VIOLATION]
    if not results:
        return
    first = results[0]
    text = shapes.text(first.shape)
    more = f" (+{len(results) - 1})" if len(results) > 1 else ""
    where = f"{first.focus.value} {first.path or ''}".strip()
    raise UsageError(
        f"{text.messages.get(language, '').rstrip('.')}{more}",
        where=where,
        remedy=text.remedies.get(language, "").rstrip("."),
    )
