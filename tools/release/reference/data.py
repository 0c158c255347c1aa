"""How often each class has each property in example data."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF

from competencygraph.errors import UsageError

__all__ = ["count_properties"]


def count_properties(file: Path) -> Counter[tuple[str, str]]:
    """Return how many statements of each property the members of each class have.

    Args:
        file: N-Quads, as ``competencygraph store dump`` writes them; a statement in several graphs counts once.

    Returns:
        Counts by IRI of a class and of a property. A node of two classes counts in both.

    Raises:
        UsageError: the file cannot be read or is no N-Quads.
    """
    try:
        triples = {quad.triple for quad in ox.parse(path=file, format=ox.RdfFormat.N_QUADS)}
    except (OSError, SyntaxError) as problem:
        remedy = "write it with competencygraph store dump"
        raise UsageError("this file holds no N-Quads", where=str(file), remedy=remedy) from problem
    classes: dict[str, set[str]] = {}
    for triple in triples:
        if triple.predicate.value == str(RDF.type) and isinstance(triple.object, ox.NamedNode):
            classes.setdefault(str(triple.subject), set()).add(triple.object.value)
    return Counter(
        (of_class, triple.predicate.value) for triple in triples for of_class in classes.get(str(triple.subject), ())
    )
