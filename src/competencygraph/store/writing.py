"""The text of the one transaction that makes a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import TypeAlias

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, Triple

from competencygraph.store.changes import GraphChange

__all__ = ["BLANK_FUNCTIONS", "name_blank_nodes", "original_term", "stand_in", "transaction"]

_Value: TypeAlias = NamedNode | BlankNode | Literal | Triple
_BLANK = "urn:competencygraph:blank"


def original_term(term: _Value) -> _Value:
    """Return the blank node that an IRI stands for; any other term as it is.

    Args:
        term: any term.

    Returns:
        The term that `stand_in` was given.

    >>> original_term(NamedNode("urn:competencygraph:blank:6231"))
    <BlankNode value=b1>
    """
    if isinstance(term, NamedNode) and term.value.startswith(f"{_BLANK}:"):
        return BlankNode(bytes.fromhex(term.value.removeprefix(f"{_BLANK}:")).decode())
    return term


BLANK_FUNCTIONS: dict[NamedNode, Callable[..., _Value | None]] = {NamedNode(_BLANK): original_term}
"""The function that the transaction needs: SPARQL has no way to name a blank node that is stored."""


def name_blank_nodes(triples: Iterable[Triple], graph: str) -> tuple[Triple, ...]:
    """Return the triples with blank nodes named by their place in the graph, the same for the same content.

    Args:
        triples: triples of one graph.
        graph: its name; blank nodes of two graphs never get one name.

    Returns:
        The triples, no blank node shared with another graph.

    >>> [triple] = name_blank_nodes([Triple(BlankNode("x"), NamedNode("a:p"), Literal("v"))], "a:g")
    >>> [same] = name_blank_nodes([Triple(BlankNode("y"), NamedNode("a:p"), Literal("v"))], "a:g")
    >>> triple == same
    True
    """
    given = tuple(triples)
    if not any(isinstance(term, BlankNode) for triple in given for term in (triple.subject, triple.object)):
        return given
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in given)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    key = sha256(graph.encode()).hexdigest()[:16]

    def named(term: _Value) -> _Value:
        return BlankNode(f"{term.value}g{key}") if isinstance(term, BlankNode) else term

    return tuple(Triple(named(q.subject), q.predicate, named(q.object)) for q in dataset)  # type: ignore[arg-type]  # kinds of term stay


def transaction(changes: Mapping[str | None, GraphChange]) -> str:
    r"""Return the update that makes the changes, all or none.

    Args:
        changes: the changes by name of graph, None for the live graph.

    Returns:
        An update text; empty when nothing changes. It needs `BLANK_FUNCTIONS`.

    >>> transaction({"a:g": GraphChange(added={Triple(NamedNode("a:s"), NamedNode("a:p"), Literal("v"))})})
    'INSERT DATA {\nGRAPH <a:g> {\n<a:s> <a:p> "v" .\n}\n}'
    """
    parts: list[str] = []
    for verb in ("DELETE", "INSERT"):
        ground: list[str] = []
        for graph, change in changes.items():
            if verb == "DELETE" and change.remove:
                parts.append(f"DROP SILENT GRAPH <{graph}>")
                continue
            triples = change.dropped if verb == "DELETE" else change.added
            plain = [t for t in triples if not _has_blank(t)]
            if plain:
                ground.append(_in_graph(graph, "\n".join(f"{t} ." for t in plain)))
            if len(plain) < len(triples):
                parts.append(_with_blanks(verb, graph, (t for t in triples if _has_blank(t))))
        if ground:
            parts.append(f"{verb} DATA {{\n" + "\n".join(ground) + "\n}")
    return " ;\n".join(parts)


def _has_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def _in_graph(graph: str | None, body: str) -> str:
    return body if graph is None else f"GRAPH <{graph}> {{\n{body}\n}}"


def _with_blanks(verb: str, graph: str | None, triples: Iterable[Triple]) -> str:
    rows = "\n".join(f"({stand_in(t.subject)} {t.predicate} {stand_in(t.object)})" for t in triples)
    template = _in_graph(graph, "?s ?p ?o")
    return (
        f"{verb} {{ {template} }} WHERE {{ VALUES (?a ?p ?b) {{\n{rows}\n}}"
        f" BIND(<{_BLANK}>(?a) AS ?s) BIND(<{_BLANK}>(?b) AS ?o) }}"
    )


def stand_in(term: _Value) -> str:
    """Return a term as SPARQL writes it, an IRI for a blank node: no text can name one that is stored.

    Args:
        term: any term.

    Returns:
        Text for a query or an update.

    >>> stand_in(BlankNode("b1"))
    '<urn:competencygraph:blank:6231>'
    """
    return f"<{_BLANK}:{term.value.encode().hex()}>" if isinstance(term, BlankNode) else str(term)
