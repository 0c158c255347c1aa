"""The SPARQL of shapes: whether it may be evaluated, and as one text with its prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from competencygraph.errors import QueryRefusedError, ShapesError
from competencygraph.store.scratch import syntax_error
from competencygraph.store.sparql_guard import check_query
from competencygraph.store.sparql_tokens import Token, decoded, tokens_of
from competencygraph.validation.shacl_terms import SH
from competencygraph.validation.shape_graph import Node, ShapeGraph, Term
from competencygraph.validation.shape_limits import MAX_GROUPS, MAX_QUERY, MAX_STATEMENTS, MAX_TOKENS, shown
from competencygraph.validation.worker import note

__all__ = ["ShapeQuery", "queries_of", "query_of"]

_OWL_IMPORTS = "http://www.w3.org/2002/07/owl#imports"
_FORMS = {"select": "SELECT", "ask": "ASK"}
_REFUSED = {
    "MINUS": "its query uses MINUS, which no query of a shape may",
    "VALUES": "its query uses VALUES, which no query of a shape may",
    "GRAPH": "its query asks for a named graph with GRAPH, which no query of a shape may",
    "FROM": "its query names a graph with FROM, which no query of a shape may",
}
_GRAPHS = frozenset({"GRAPH", "FROM"})
_NEW_LINE = "\n"
_PLACE = re.compile(r"^error at (\d+):")
_NEVER_BOUND = frozenset({"shapesGraph"})
_BETWEEN = frozenset(".;,")
_DIVIDE = "divide it over several shapes"


@dataclass(frozen=True, slots=True)
class ShapeQuery:
    """A query that a constraint or a validator states.

    Args:
        node: the constraint or validator.
        word: ``select`` or ``ask``.
        text: the query with the prefixes that were declared for it; complete SPARQL.
    """

    node: Node
    word: str
    text: str


def queries_of(graph: ShapeGraph, *, checked: bool = False) -> Iterator[ShapeQuery]:
    """Yield the queries of all constraints and validators.

    Args:
        graph: the shapes.
        checked: whether they were found to be in order before, and are only put together.

    Yields:
        Each query, in the order of the file.

    Raises:
        ShapesError: a query is faulty or not allowed.
    """
    for node in graph:
        for word in _FORMS:
            if graph.objects(node, f"{SH}{word}"):
                yield query_of(graph, node, word, checked=checked)


def query_of(graph: ShapeGraph, node: Node, word: str, *, checked: bool = False) -> ShapeQuery:
    """Return the query of one constraint or validator.

    Args:
        graph: the shapes.
        node: the constraint or validator.
        word: ``select`` or ``ask``.
        checked: whether it was found to be in order before.

    Returns:
        The query.

    Raises:
        ShapesError: it is faulty or not allowed.
    """
    values = graph.objects(node, f"{SH}{word}")
    if len(values) != 1 or not isinstance(values[0], Literal):
        raise ShapesError(f"it needs exactly one text as sh:{word}", remedy="give one", **graph.place(node))
    text = values[0].value
    prefixes = _prefixes(graph, node)
    header = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(prefixes.items()))
    if not checked:
        note(shown(str(graph.place(node)["where"])))
        _check(graph, ShapeQuery(node, word, text), prefixes, header)
    return ShapeQuery(node, word, header + text)


def _check(graph: ShapeGraph, query: ShapeQuery, prefixes: Mapping[str, str], header: str) -> None:
    """Refuse a query that is faulty, too long or not allowed; its text is still without prefixes."""
    node, word, text = query.node, query.word, query.text
    if len(text) > MAX_QUERY:
        raise ShapesError("its query is too long", remedy=_DIVIDE, **graph.place(node))
    try:
        check_query(text)
        tokens = list(tokens_of(text))
    except QueryRefusedError as refusal:
        place = graph.place(node)
        where = place["where"] if refusal.where is None else f"{place['where']}: {refusal.where}"
        raise ShapesError(shown(refusal.what), where=where, remedy=refusal.remedy, shape=place["shape"]) from None
    _check_size(graph, node, tokens)
    _check_prefixes(graph, node, tokens, prefixes)
    _check_words(graph, node, word, tokens)
    _check_syntax(graph, node, header, text, tokens)
    _check_binding(graph, node, tokens, _bound(graph, node, word))


def _check_size(graph: ShapeGraph, node: Node, tokens: Sequence[Token]) -> None:
    """Refuse what the engine would plan for minutes."""
    groups = sum(token.text == "{" for token in tokens)
    between = sum(token.kind == "sign" and token.text in _BETWEEN for token in tokens)
    what = None
    if len(tokens) > MAX_TOKENS:
        what = f"its query has {len(tokens)} words and signs, more than {MAX_TOKENS}"
    elif groups > MAX_GROUPS:
        what = f"its query has {groups} groups in braces, more than {MAX_GROUPS}"
    elif between > MAX_STATEMENTS:
        what = f"its query has {between} stops, semicolons and commas, more than {MAX_STATEMENTS}"
    if what is not None:
        raise ShapesError(what, remedy=_DIVIDE, **graph.place(node))


def _prefixes(graph: ShapeGraph, node: Node) -> dict[str, str]:
    """Return the prefixes that ``sh:prefixes`` declares for a query."""
    found: dict[str, str] = {}
    seen: set[Term] = set()
    level: list[Term] = list(graph.objects(node, f"{SH}prefixes"))
    while level:
        table = level.pop()
        if table in seen:
            continue
        seen.add(table)
        for declaration in graph.objects(table, f"{SH}declare"):
            names, namespaces = graph.objects(declaration, f"{SH}prefix"), graph.objects(declaration, f"{SH}namespace")
            if len(names) != 1 or len(namespaces) != 1 or not _is_prefix(names[0]) or not _is_namespace(namespaces[0]):
                raise ShapesError(
                    "a declaration of a prefix is not well formed",
                    remedy="give it one sh:prefix and one sh:namespace, both texts",
                    **graph.place(declaration),
                )
            prefix, namespace = names[0].value, namespaces[0].value
            if found.setdefault(prefix, namespace) != namespace:
                raise ShapesError(
                    f"the prefix {shown(prefix)}: is declared for two namespaces",
                    remedy="keep one",
                    **graph.place(node),
                )
        level += graph.objects(table, _OWL_IMPORTS)
    return found


def _is_prefix(term: Term) -> bool:
    if not isinstance(term, Literal):
        return False
    try:
        tokens = list(tokens_of(f"{term.value}:"))
    except QueryRefusedError:
        return False
    return len(tokens) == 1 and tokens[0].kind == "name" and tokens[0].text == f"{term.value}:"


def _is_namespace(term: Term) -> bool:
    if not isinstance(term, Literal):
        return False
    try:
        NamedNode(term.value)
    except ValueError:
        return False
    return True


def _check_prefixes(graph: ShapeGraph, node: Node, tokens: Sequence[Token], prefixes: Mapping[str, str]) -> None:
    known = set(prefixes)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.kind != "name":
            continue
        prefix, _, local = token.text.partition(":")
        if before is not None and before.text.upper() == "PREFIX" and not local:
            known.add(prefix)
        elif prefix not in known:
            raise ShapesError(
                f"its query uses the prefix {shown(prefix)}:, which nothing declares",
                remedy="declare it with sh:declare, and name the declaration with sh:prefixes",
                **graph.place(node),
            )


def _check_words(graph: ShapeGraph, node: Node, word: str, tokens: Sequence[Token]) -> None:
    words = [decoded(token.text).upper() for token in tokens if token.kind == "word"]
    forms = [name for name in words if name in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}]
    if not forms or forms[0] != _FORMS[word]:
        raise ShapesError(
            f"the query of sh:{word} must be a {_FORMS[word]}", remedy="mend the query", **graph.place(node)
        )
    for token in tokens:
        if token.kind == "variable" and token.text[1:] in _NEVER_BOUND:
            raise ShapesError(
                "its query asks for the graph of the shapes, which is not there",
                remedy="write the value into the query",
                **graph.place(node),
            )
    for name, what in _REFUSED.items():
        if name in words:
            remedy = "write it with FILTER NOT EXISTS, FILTER … IN or without"
            if name in _GRAPHS:
                remedy = "leave it out: a query sees the one graph that is checked"
            raise ShapesError(what, remedy=remedy, **graph.place(node))


def _check_syntax(graph: ShapeGraph, node: Node, header: str, text: str, tokens: Sequence[Token]) -> None:
    """Let the engine read a query; one that asks is read as one that selects, whose answer nobody takes."""
    start = next((token.at for token in tokens if token.kind == "word" and token.text.upper() == "ASK"), None)
    if start is not None:
        text = f"{text[:start]}SELECT *{text[start + len('ASK') :]}"
    try:
        fault = syntax_error(header + text)
    except (RuntimeError, ValueError) as error:
        raise ShapesError(
            f"its query cannot be evaluated: {shown(str(error))}", remedy="mend the query", **graph.place(node)
        ) from None
    if fault is not None:
        found = _PLACE.search(fault)
        reason = shown(fault) if found is None else f"line {int(found[1]) - header.count(_NEW_LINE)}"
        raise ShapesError(f"its query is no valid SPARQL: {reason}", remedy="mend the query", **graph.place(node))


def _bound(graph: ShapeGraph, node: Node, word: str) -> set[str]:
    """Return the variables that have a value before a query is evaluated."""
    bound = {"this", "currentShape"}
    for component in graph.users(node):
        for role in ("validator", "nodeValidator", "propertyValidator"):
            if node in graph.nodes(component, role):
                bound |= {"value"} if word == "ask" else set()
                for parameter in graph.nodes(component, "parameter"):
                    bound |= {_local_name(path) for path in graph.objects(parameter, f"{SH}path")}
    return bound


def _local_name(term: Term) -> str:
    text = term.value
    return text[max(text.rfind("#"), text.rfind("/"), text.rfind(":")) + 1 :]


def _check_binding(graph: ShapeGraph, node: Node, tokens: Sequence[Token], bound: set[str]) -> None:
    """Refuse a query that gives a variable a new value, or does not pass one on from a query within it."""
    for before, token in zip([None, *tokens], tokens, strict=False):
        is_new = before is not None and before.kind == "word" and before.text.upper() == "AS"
        if is_new and token.kind == "variable" and token.text[1:] in bound:
            raise ShapesError(
                f"its query gives {shown(token.text)} a new value", remedy="use another variable", **graph.place(node)
            )
    for place, token in enumerate(tokens):
        if token.kind == "word" and token.text.upper() == "SELECT":
            chosen = _chosen(tokens, place)
            needed = {"this"} if token.braces == 0 else bound - {"currentShape"}
            if token.braces == 0 and "*" in chosen:
                continue
            for name in sorted(needed - chosen):
                raise ShapesError(
                    f"a SELECT of its query does not choose ${shown(name)}",
                    remedy=f"write SELECT ${shown(name)} …",
                    **graph.place(node),
                )


def _chosen(tokens: Sequence[Token], place: int) -> set[str]:
    """Return the variables that the SELECT at a place chooses, and ``*``."""
    chosen: set[str] = set()
    depth = tokens[place].depth
    for before, token in zip(tokens[place:], tokens[place + 1 :], strict=False):
        if token.text == "{" or (token.kind == "word" and token.text.upper() == "WHERE"):
            break
        is_new = before.kind == "word" and before.text.upper() == "AS"
        if token.kind == "variable" and (token.depth == depth or is_new):
            chosen.add(token.text[1:])
        elif token.text == "*" and token.depth == depth:
            chosen.add("*")
    return chosen
