"""What Virtuoso 7 answers otherwise than SPARQL has it, told from the text of a query alone.

Found by putting all queries of the package to Virtuoso 7.2.5 and to the embedded store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from competencygraph.store.sparql_tokens import Token, decoded, tokens_of

__all__ = ["boolean_columns", "is_misread"]

_BOOLEAN_CALLS = frozenset(
    {
        "BOUND",
        "CONTAINS",
        "ISBLANK",
        "ISIRI",
        "ISLITERAL",
        "ISNUMERIC",
        "ISURI",
        "LANGMATCHES",
        "REGEX",
        "SAMETERM",
        "STRENDS",
        "STRSTARTS",
    }
)
_COMPARISONS = frozenset("=<>!|&")
_VALUES = frozenset({"string", "number"})
_TOO_MANY_SUBQUERIES = 3
_LONGEST_TEXT = 2_000


def boolean_columns(sparql: str) -> frozenset[str]:
    """Return the variables that a query computes as true or false; Virtuoso gives them as the integers 1 and 0.

    Args:
        sparql: a valid query.

    Returns:
        Their names, of those alone that are computed in no other way anywhere in the query.

    >>> text = "SELECT (BOUND(?a) AS ?b) (?c > 1 AS ?d) (IF(?e, true, ?f = ?g) AS ?h) (1 AS ?i) { ?s ?p ?o }"
    >>> sorted(boolean_columns(text))
    ['b', 'd', 'h']
    """
    tokens = list(tokens_of(sparql))
    found: dict[str, bool] = {}
    for place, (token, after) in enumerate(pairwise(tokens)):
        if token.kind == "word" and token.text.upper() == "AS" and after.kind == "variable":
            start = place
            while start and not (tokens[start].kind == "open" and tokens[start].depth < token.depth):
                start -= 1
            name = after.text[1:]
            found[name] = found.get(name, True) and _is_boolean(tokens[start + 1 : place], token.depth)
    return frozenset(name for name, boolean in found.items() if boolean)


def is_misread(sparql: str) -> bool:
    """Tell whether a query has a form that Virtuoso takes and answers wrongly.

    It loses the rows of ``VALUES`` with several texts or numbers, and takes ``VALUES`` inside ``UNION`` for no row. A
    join of three or more subqueries in one group, or of two on a variable that both compute, loses rows, or gives the
    values of one row to another; with the same text and data it may also be right, as its planner guesses. An empty
    text in ``VALUES`` is contained in no text to it, and a text of some thousands of bytes is an error.

    Args:
        sparql: a valid query.

    Returns:
        True when its answer is not to be believed.

    >>> is_misread("SELECT * { VALUES ?a { 'x' } ?s ?p ?a }"), is_misread("SELECT * { VALUES ?a { 'x' 'y' } ?s ?p ?a }")
    (False, True)
    >>> is_misread("SELECT * { { VALUES ?s { <a:a> } ?s ?p ?o } UNION { ?s ?p 'x' } }")
    True
    >>> one, other = "{ SELECT ?a { ?a ?b ?c } }", "{ SELECT ?a { ?a ?d ?e } }"
    >>> is_misread(f"SELECT * {{ {one} {other} }}"), is_misread(f"SELECT * {{ {one} {other} {one} }}")
    (False, True)
    >>> is_misread("ASK { VALUES ?a { '' } ?s ?p ?o FILTER(CONTAINS(?o, ?a)) }")
    True
    >>> is_misread(f"ASK {{ ?s ?p '{9999 * 'x'}' }}")
    True
    """
    tokens = list(tokens_of(sparql))
    joined = _joined_groups(tokens)
    if any(_is_lost(tokens, starts) for starts in _subqueries(tokens, joined)):
        return True
    if any(len(one.text.encode()) > _LONGEST_TEXT for one in tokens if one.kind == "string"):
        return True
    for place, token in enumerate(tokens):
        if token.kind != "word" or token.text.upper() != "VALUES":
            continue
        if any(start < place < end for start, end in joined):
            return True
        first = next(n for n in range(place, len(tokens)) if tokens[n].text == "{")
        end = _closing(tokens, first)
        inside = tokens[first + 1 : end]
        tuples = sum(one.text == "(" for one in inside)
        rows = tuples if tokens[place + 1].text == "(" else _terms(inside)
        if rows > 1 and any(one.kind in _VALUES for one in inside):
            return True
        if any(one.kind == "string" and not one.text.strip("\"'") for one in inside):
            return True
    return False


def _is_boolean(tokens: Sequence[Token], depth: int) -> bool:
    """Tell whether an expression is true or false, or an error."""
    if not tokens:
        return False
    top = [one for one in tokens if one.depth == depth]
    words = [decoded(one.text).upper() for one in top if one.kind == "word"]
    if any(one.kind == "sign" and one.text in _COMPARISONS for one in top) or "IN" in words:
        return True
    first = decoded(tokens[0].text).upper()
    if first in {"EXISTS", "NOT"} or (len(tokens) == 1 and first in {"TRUE", "FALSE"}):
        return True
    is_call = len(tokens) > 2 and tokens[1].text == "(" and _closing(tokens, 1) == len(tokens) - 1
    if tokens[0].text == "(" and _closing(tokens, 0) == len(tokens) - 1:
        return _is_boolean(tokens[1:-1], depth + 1)
    if not is_call:
        return False
    parts = _arguments(tokens[2:-1], depth + 1)
    if first == "IF":
        return len(parts) == 3 and all(_is_boolean(part, depth + 1) for part in parts[1:])
    if first == "COALESCE":
        return all(_is_boolean(part, depth + 1) for part in parts)
    return first in _BOOLEAN_CALLS


def _arguments(tokens: Sequence[Token], depth: int) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == "," and token.depth == depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _joined_groups(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return where the groups before and after each UNION begin and end."""
    found = []
    for place, token in enumerate(tokens):
        if token.kind == "word" and token.text.upper() == "UNION":
            start = place - 1
            while start and not (tokens[start].text == "{" and tokens[start].depth == tokens[place - 1].depth):
                start -= 1
            found += [(start, place - 1), (place + 1, _closing(tokens, place + 1))]
    return found


def _subqueries(tokens: Sequence[Token], united: Collection[tuple[int, int]]) -> list[list[int]]:
    """Return where the subqueries begin that are joined, group by group; those of a UNION do not count."""
    branches = {start for start, _ in united}
    found: dict[int, list[int]] = {}
    groups: list[int] = []
    for place, token in enumerate(tokens):
        if token.text == "{" and token.kind == "open":
            alone = tokens[place - 1].kind != "word" and place not in branches
            if groups and alone and decoded(tokens[place + 1].text).upper() == "SELECT":
                found.setdefault(groups[-1], []).append(place)
            groups.append(place)
        elif token.text == "}" and token.kind == "close":
            groups.pop()
    return list(found.values())


def _is_lost(tokens: Sequence[Token], starts: Sequence[int]) -> bool:
    """Tell whether subqueries that are joined are too many, or are joined on what two of them compute."""
    names = Counter(name for start in starts for name in _computed(tokens, start))
    return len(starts) >= _TOO_MANY_SUBQUERIES or max(names.values(), default=0) > 1


def _computed(tokens: Sequence[Token], start: int) -> set[str]:
    """Return the variables that a subquery gives and computes."""
    body = next(place for place in range(start + 1, len(tokens)) if tokens[place].text == "{")
    given = {one.text[1:] for one in tokens[start:body] if one.kind == "variable"}
    inside = pairwise(tokens[start : _closing(tokens, start)])
    return given & {after.text[1:] for one, after in inside if one.kind == "word" and decoded(one.text).upper() == "AS"}


def _closing(tokens: Sequence[Token], opening: int) -> int:
    """Return the place of the bracket that closes the one at a place."""
    depth = tokens[opening].depth
    return next(n for n in range(opening + 1, len(tokens)) if tokens[n].kind == "close" and tokens[n].depth == depth)


def _terms(tokens: Sequence[Token]) -> int:
    """Return how many terms stand in a list; a tag or a datatype belongs to the text before it."""
    terms = sum(one.kind in {"string", "number", "iri", "name", "word"} for one in tokens)
    return terms - sum(one.text == "^" for one in tokens) // 2
