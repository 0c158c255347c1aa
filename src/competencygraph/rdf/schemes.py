"""The grade schemes that ship with the package, and the grades that they hold."""

from __future__ import annotations

import re
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from competencygraph.errors import CatalogueError
from competencygraph.rdf.vocabulary import IN_SCHEME, NOTATION
from competencygraph.terms import resources

__all__ = ["scheme_grades"]

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@cache
def scheme_grades(key: str) -> dict[str, tuple[NamedNode, NamedNode]]:
    """Return the grades of a scheme that ships with the package.

    Args:
        key: the scheme's key, such as ``federal`` for ``ontology/schemes/federal-grades.ttl``.

    Returns:
        By notation the grade and its scheme; order and ranks stand in the scheme alone.

    Raises:
        CatalogueError: no such scheme ships with the package.

    >>> grade, scheme = scheme_grades("federal")["A4"]
    >>> grade.value
    'https://w3id.org/competencygraph/id/grades/federal/A4'
    """
    file = resources.path("ontology").joinpath("schemes", f"{key}-grades.ttl")
    if not _KEY.fullmatch(key) or not file.is_file():
        raise CatalogueError(
            f"the grade scheme “{key}” is not known", where="grade_scheme", remedy="use federal or null"
        )
    notations: dict[str, str] = {}
    schemes: dict[str, NamedNode] = {}
    for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode):
            continue
        if quad.predicate == NOTATION:
            notations[quad.subject.value] = quad.object.value
        elif quad.predicate == IN_SCHEME and isinstance(quad.object, NamedNode):
            schemes[quad.subject.value] = quad.object
    return {notation: (NamedNode(iri), schemes[iri]) for iri, notation in notations.items() if iri in schemes}
