"""What is wrong with shapes, found before they meet any data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from pyoxigraph import Literal, NamedNode

from competencygraph.errors import ShapesError
from competencygraph.terms.namespaces import RDF
from competencygraph.validation.shacl_terms import ELSEWHERE, LISTS, NESTING, SH, WORDS
from competencygraph.validation.shape_graph import NIL, Node, ShapeGraph, Term
from competencygraph.validation.shape_limits import MAX_MEMBERS, MAX_PARTS, MAX_PATTERN, MAX_SHOWN, shown
from competencygraph.validation.shape_paths import path_text
from competencygraph.validation.shape_queries import queries_of
from competencygraph.validation.worker import note

__all__ = ["check_shapes"]

_PART_LISTS = (*LISTS, "alternativePath")
_LIST_WORDS = (*LISTS, "in", "languageIn", "ignoredProperties", "alternativePath")
_TARGETS = ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
_ONLY_WITH = {
    "flags": "pattern",
    "ignoredProperties": "closed",
    "qualifiedMinCount": "qualifiedValueShape",
    "qualifiedMaxCount": "qualifiedValueShape",
    "qualifiedValueShapesDisjoint": "qualifiedValueShape",
}
_KNOWN_FLAGS = frozenset("im")
_MAX_DEPTH = 50


def check_shapes(graph: ShapeGraph) -> None:
    """Refuse shapes that are faulty, or that ask for what no check evaluates.

    Args:
        graph: the shapes.

    Raises:
        ShapesError: there is no shape, or one is at fault; the error names it.

    >>> check_shapes(ShapeGraph([]))
    Traceback (most recent call last):
    competencygraph.errors.ShapesError: there is no shape; give a file that holds a sh:NodeShape or a sh:PropertyShape
    """
    shapes = list(shapes_of(graph))
    if not shapes:
        raise ShapesError("there is no shape", remedy="give a file that holds a sh:NodeShape or a sh:PropertyShape")
    properties = {value for node in graph for value in graph.objects(node, f"{SH}property")}
    for node in graph:
        if isinstance(node, NamedNode):
            note(shown(node.value))
        _check_words(graph, node)
        _check_lists(graph, node)
        for path in graph.objects(node, f"{SH}path"):
            path_text(graph, path)
    for shape in shapes:
        _check_shape(graph, shape, properties)
        _check_pattern(graph, shape)
    _check_recursion(graph, shapes)
    for _ in queries_of(graph):
        pass


def shapes_of(graph: ShapeGraph) -> Iterator[Node]:
    """Yield the shapes: what is typed as one, has a target, or is used as one.

    Args:
        graph: the triples.

    Yields:
        Each shape once, in the order of the file.

    Raises:
        ShapesError: a list of shapes is not well formed.
    """
    seen: set[Term] = set()
    for node in graph:
        types = {identified for identified in graph.objects(node, f"{RDF}type") if isinstance(identified, NamedNode)}
        typed = any(kind.value in {f"{SH}NodeShape", f"{SH}PropertyShape"} for kind in types)
        used = _below(graph, node)
        own = [node] if typed or used or any(graph.objects(node, f"{SH}{word}") for word in _TARGETS) else []
        for shape in (*own, *used):
            if shape not in seen and not isinstance(shape, Literal):
                seen.add(shape)
                yield shape


def _below(graph: ShapeGraph, shape: Node) -> tuple[Term, ...]:
    """Return the shapes that a shape refers to."""
    found = [value for word in NESTING for value in graph.objects(shape, f"{SH}{word}")]
    for word in LISTS:
        for first in graph.objects(shape, f"{SH}{word}"):
            found += graph.items(first, shape, MAX_PARTS)
    return tuple(found)


def _check_words(graph: ShapeGraph, node: Node) -> None:
    """Refuse words of SHACL that do not exist or that nothing evaluates."""
    if graph.objects(node, f"{SH}shapesGraph"):
        raise ShapesError(
            "it names a graph of shapes with sh:shapesGraph, and nothing is fetched",
            remedy="leave sh:shapesGraph out, and copy the shapes that you need into the file",
            **graph.place(node),
        )
    terms: list[str] = [node.value] if isinstance(node, NamedNode) else []
    for predicate in graph.predicates(node):
        terms += [predicate, *(value.value for value in graph.objects(node, predicate) if isinstance(value, NamedNode))]
    for term in terms:
        word = term.removeprefix(SH)
        if word == term or word in WORDS or not word:
            continue
        if word in ELSEWHERE:
            raise ShapesError(
                f"sh:{word} belongs to an extension of SHACL that is not evaluated here",
                remedy="write the constraint in SHACL Core or as sh:sparql",
                **graph.place(node),
            )
        raise ShapesError(f"SHACL has no word sh:{shown(word)}", remedy=_guess(word), **graph.place(node))


def _guess(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word[:MAX_SHOWN], sorted(WORDS), n=1)
    return f"did you mean sh:{near[0]}?" if near else "look it up in the SHACL recommendation"


def _check_lists(graph: ShapeGraph, node: Node) -> None:
    for word in _LIST_WORDS:
        for value in graph.objects(node, f"{SH}{word}"):
            members = graph.items(value, node, MAX_PARTS if word in _PART_LISTS else MAX_MEMBERS)
            if word in LISTS and not members:
                raise ShapesError(
                    f"sh:{word} has an empty list", remedy="name the shapes in brackets", **graph.place(node)
                )


def _check_shape(graph: ShapeGraph, shape: Node, properties: Set[Term]) -> None:
    predicates = {predicate.removeprefix(SH) for predicate in graph.predicates(shape)}
    types = {kind.value for kind in graph.objects(shape, f"{RDF}type") if isinstance(kind, NamedNode)}
    if not predicates:
        raise ShapesError(
            "a shape is referred to, but not there", remedy="add it or mend the reference", **graph.place(shape)
        )
    if f"{SH}NodeShape" in types and "path" in predicates:
        raise ShapesError(
            "a node shape has a path", remedy="make it a sh:PropertyShape, or leave sh:path out", **graph.place(shape)
        )
    for word, needed in _ONLY_WITH.items():
        if word in predicates and needed not in predicates:
            raise ShapesError(
                f"sh:{word} does nothing without sh:{needed}", remedy="add it, or leave both out", **graph.place(shape)
            )
    is_property = f"{SH}PropertyShape" in types or shape in properties
    if is_property and len(graph.objects(shape, f"{SH}path")) != 1:
        raise ShapesError("a property shape needs exactly one path", remedy="give one sh:path", **graph.place(shape))
    for word in NESTING:
        for value in graph.objects(shape, f"{SH}{word}"):
            if isinstance(value, Literal) or (isinstance(value, NamedNode) and value.value == NIL):
                raise ShapesError(f"the value of sh:{word} is no shape", remedy="name a shape", **graph.place(shape))


def _check_pattern(graph: ShapeGraph, shape: Node) -> None:
    flags = [value.value for value in graph.objects(shape, f"{SH}flags") if isinstance(value, Literal)]
    letters = set("".join(flags))
    if len(flags) > 1 or not letters <= _KNOWN_FLAGS:
        raise ShapesError(
            "its sh:flags are not understood", remedy="use i, m or both, in one text", **graph.place(shape)
        )
    for value in graph.objects(shape, f"{SH}pattern"):
        if not isinstance(value, Literal):
            raise ShapesError("its sh:pattern is no text", remedy="write it between quotes", **graph.place(shape))
        if len(value.value) > MAX_PATTERN:
            raise ShapesError(
                f"its sh:pattern has more than {MAX_PATTERN} characters",
                remedy="write a shorter pattern",
                **graph.place(shape),
            )
        try:
            re.compile(value.value)
        except (re.error, OverflowError, RecursionError) as error:
            raise ShapesError(
                f"its sh:pattern is no regular expression: {shown(str(error))}",
                remedy="mend the pattern",
                **graph.place(shape),
            ) from None


def _check_recursion(graph: ShapeGraph, shapes: list[Node]) -> None:
    """Refuse shapes that refer to themselves, by whatever way, or nest too deep."""
    depth: dict[Term, int] = {}
    for shape in shapes:
        _depth(graph, shape, depth, ())


def _depth(graph: ShapeGraph, shape: Term, depth: dict[Term, int], above: tuple[Term, ...]) -> int:
    if shape in above:
        raise ShapesError(
            "a shape refers to itself, by sh:node, sh:property or another way",
            remedy="break the circle: a property path with sh:oneOrMorePath can often say it",
            **graph.place(shape),
        )
    if isinstance(shape, Literal):
        return 0
    if shape not in depth:
        if len(above) >= _MAX_DEPTH:
            raise ShapesError(
                f"shapes nest more than {_MAX_DEPTH} deep", remedy="name fewer shapes by sh:node", **graph.place(shape)
            )
        below = (_depth(graph, lower, depth, (*above, shape)) for lower in _below(graph, shape))
        depth[shape] = 1 + max(below, default=0)
    return depth[shape]
