"""The triples that packaged queries construct, joined: each once, in one order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Triple

from competencygraph.errors import DefinitionError
from competencygraph.exports.source import Source

__all__ = ["join"]

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LIVE_SCHEMES = ("javascript:", "vbscript:", "data:")


def join(source: Source, queries: Sequence[tuple[str, str]], *, blank_nodes: bool = False) -> tuple[Triple, ...]:
    """Return what queries construct from a store, in the order in which Turtle is read best.

    Args:
        source: the store.
        queries: folder and file of each, below ``queries/export``.
        blank_nodes: whether to keep statements with a blank node that the queries describe, under canonical names
            (RDFC-1.0); others are left out.

    Returns:
        Each triple once, sorted by subject, its classes first. What is said of, or by, an address that a program would
        run (``javascript:``) is left out.

    Raises:
        DefinitionError: a query constructs no triples.
    """
    found: set[Triple] = set()
    for done, query in enumerate(queries):
        source.tick(done, len(queries))
        triples = source.ask(*query).triples
        if triples is None:
            raise DefinitionError("the query is no CONSTRUCT", where="/".join(query), remedy="install the package anew")
        found.update(triple for triple in triples if _is_fit(triple))
    source.tick(len(queries), len(queries))
    blank = {triple for triple in found if _has_blank(triple)}
    kept = (found - blank) | (_canonical(_described(blank)) if blank_nodes else set())
    return tuple(sorted(kept, key=_order))


def _is_fit(triple: Triple) -> bool:
    terms = (triple.subject, triple.predicate, triple.object)
    return not any(
        isinstance(term, Triple) or (isinstance(term, NamedNode) and term.value.lower().startswith(_LIVE_SCHEMES))
        for term in terms
    )


def _has_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def _described(triples: set[Triple]) -> set[Triple]:
    """Return the triples that lead from an IRI to blank nodes of which something is said, and what is said of those."""
    about: dict[object, set[Triple]] = {}
    for triple in triples:
        about.setdefault(triple.subject, set()).add(triple)
    kept: set[Triple] = set()
    front = {triple for triple in triples if isinstance(triple.subject, NamedNode)}
    while front:
        fit = {one for one in front if not isinstance(one.object, BlankNode) or one.object in about} - kept
        kept |= fit
        front = {further for one in fit if isinstance(one.object, BlankNode) for further in about[one.object]}
    return kept


def _canonical(triples: Iterable[Triple]) -> set[Triple]:
    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    return (str(triple.subject), triple.predicate != _TYPE, triple.predicate.value, str(triple.object))
