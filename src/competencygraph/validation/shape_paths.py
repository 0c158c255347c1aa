"""Property paths of shapes: whether they are well formed, and how SPARQL writes them."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import ShapesError
from competencygraph.validation.shacl_terms import PATHS, SH
from competencygraph.validation.shape_graph import FIRST, NIL, REST, ShapeGraph, Term
from competencygraph.validation.shape_limits import MAX_PARTS

__all__ = ["MAX_PATH", "path_text", "path_triples"]

MAX_PATH = 9
"""How deep a path may nest, each step of a sequence counted as a level.

Source:
    pyshacl gives up at its tenth level.
"""

_DIVIDE = "divide it over several shapes"
_MAX_TEXT = 20_000
_AFTER = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
_PREDICATES = (FIRST, REST, *(f"{SH}{word}" for word in PATHS))
_REMEDY = "write an IRI, a list of two steps or more, or one of sh:inversePath, sh:alternativePath and the like"


def path_text(graph: ShapeGraph, path: Term) -> str:
    """Return a path as SPARQL writes it.

    Args:
        graph: the shapes.
        path: value of ``sh:path``.

    Returns:
        An IRI without brackets for a single property, else an expression over IRIs in brackets.

    Raises:
        ShapesError: the path is not well formed.

    >>> path_text(ShapeGraph([]), NamedNode("https://example.org/p"))
    'https://example.org/p'
    """
    return path.value if isinstance(path, NamedNode) and path.value != NIL else _expression(graph, path, (), 0)


def path_triples(graph: ShapeGraph, path: Term) -> tuple[Triple, ...]:
    """Return the triples that make a path.

    Args:
        graph: the shapes.
        path: value of ``sh:path``, well formed.

    Returns:
        The triples, those of the head first; nothing for a single property.
    """
    found: list[Triple] = []
    seen: set[Term] = set()
    waiting: list[Term] = [path]
    while waiting:
        node = waiting.pop()
        if isinstance(node, NamedNode | Literal) or node in seen:
            continue
        seen.add(node)
        values = [(predicate, value) for predicate in _PREDICATES for value in graph.objects(node, predicate)]
        found += [Triple(node, NamedNode(predicate), value) for predicate, value in values]
        waiting += [value for _, value in reversed(values)]
    return tuple(found)


def _expression(graph: ShapeGraph, path: Term, above: tuple[Term, ...], depth: int) -> str:
    if isinstance(path, NamedNode) and path.value != NIL:
        return f"<{path.value}>"
    if path in above:
        raise ShapesError("its property path runs in a circle", remedy=_REMEDY, **graph.place(path))
    if depth > MAX_PATH:
        raise ShapesError("its property path is too long", remedy=_DIVIDE, **graph.place(path))
    above = (*above, path)
    if graph.objects(path, FIRST) or graph.objects(path, REST):
        steps = _steps(graph, path, path)
        if depth + len(steps) > MAX_PATH + 1:
            raise ShapesError("its property path is too long", remedy=_DIVIDE, **graph.place(path))
        return _joined(graph, path, "/", [_expression(graph, step, above, depth + at + 1) for at, step in steps], depth)
    words = [word for word in PATHS if graph.objects(path, f"{SH}{word}")]
    values = graph.objects(path, f"{SH}{words[0]}") if words else ()
    if isinstance(path, Literal) or len(words) != 1 or len(values) != 1:
        raise ShapesError("its property path is not well formed", remedy=_REMEDY, **graph.place(path))
    if words[0] == "alternativePath":
        branches = _steps(graph, path, values[0])
        return _joined(
            graph, path, "|", [_expression(graph, branch, above, depth + 1) for _, branch in branches], depth
        )
    inner = _expression(graph, values[0], above, depth + 1)
    text = f"^{inner}" if words[0] == "inversePath" else f"{inner}{_AFTER[words[0]]}"
    return text if depth == 0 else f"({text})"


def _steps(graph: ShapeGraph, path: Term, first: Term) -> list[tuple[int, Term]]:
    steps = graph.items(first, path, MAX_PARTS)
    if len(steps) < 2:
        raise ShapesError("its property path is a list of less than two", remedy=_REMEDY, **graph.place(path))
    return list(enumerate(steps))


def _joined(graph: ShapeGraph, path: Term, sign: str, parts: list[str], depth: int) -> str:
    text = sign.join(parts)
    if len(text) > _MAX_TEXT:
        raise ShapesError("its property path is too long", remedy=_DIVIDE, **graph.place(path))
    return text if depth == 0 else f"({text})"
