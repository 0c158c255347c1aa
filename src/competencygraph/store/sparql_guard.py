"""What SPARQL texts may not ask: other servers, changes in a query, nesting that ends the process.

The engine's parser asks for no space around keywords: in ``SERVICEex:a {}``, ``true.SERVICE <a:b> {}`` and
``LOADex:a`` it sees the keyword. So a keyword is looked for *within* every bare word, and a prefixed name that
contains one is refused where the grammar has no place for a prefixed name; in an update, a prefix may not contain one
at all.
"""

from __future__ import annotations

from competencygraph.errors import QueryRefusedError
from competencygraph.store.limits import MAX_NESTING, MAX_QUERY_TEXT
from competencygraph.store.sparql_tokens import FORBIDDEN, Token, decoded, line_of, tokens_of

__all__ = ["CheckedText", "check_query", "check_update", "update_touches_only_live"]

_UPDATES = frozenset({"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_QUERIES = frozenset({"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"})
_GRAPH_WORDS = frozenset(
    {
        "GRAPH",
        "WITH",
        "USING",
        "INTO",
        "TO",
        "ALL",
        "NAMED",
        "CLEAR",
        "DROP",
        "CREATE",
        "ADD",
        "MOVE",
        "COPY",
        "DEFAULT",
    }
)
_BEFORE_GRAPH_NAME = frozenset(
    {"GRAPH", "FROM", "NAMED", "INTO", "TO", "WITH", "USING", "PREFIX", "ADD", "MOVE", "COPY"}
)


class CheckedText(str):
    """The text of a query that `check_query` has let pass, be it with other terms in the place of these.

    Terms are written so that they read as one term each (`queries.parameters.serialise`), so what held of the text
    without them holds with them; reading it again at each question takes longer than many an answer.
    """

    __slots__ = ()


def check_query(sparql: str) -> None:
    """Refuse a query that asks another server, changes something or nests too deep.

    Args:
        sparql: the text; that it is valid SPARQL is for the engine to say.

    Raises:
        QueryRefusedError: it may not be run.

    >>> check_query("SELECT * { ?s ?p 'SERVICE' }")
    >>> check_query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    competencygraph.errors.QueryRefusedError: line 1: SERVICE is not allowed: a query may not reach other servers; ...
    """
    tokens = _checked_tokens(sparql, update=False)
    for token in tokens:
        if token.kind == "word" and token.braces == 0:
            word = decoded(token.text).upper()
            if word in _UPDATES:
                raise QueryRefusedError(f"{word} is an update, not a query", remedy="run it as an update (--update)")
            if word in _QUERIES:
                return


def check_update(sparql: str) -> None:
    """Refuse an update that asks another server, nests too deep or is too long.

    Args:
        sparql: the text; that it is a valid update is for the engine to say.

    Raises:
        QueryRefusedError: it may not be run.

    >>> check_update("LOAD <http://example.org/>")
    Traceback (most recent call last):
    competencygraph.errors.QueryRefusedError: line 1: LOAD is not allowed: an update may not reach other servers; ...
    """
    if len(sparql) > MAX_QUERY_TEXT:
        raise QueryRefusedError(f"the update has {len(sparql)} characters", remedy=f"the limit is {MAX_QUERY_TEXT}")
    _checked_tokens(sparql, update=True)


def update_touches_only_live(sparql: str) -> bool:
    """Tell whether an update can change no other graph than the live one.

    Args:
        sparql: a text that `check_update` accepts.

    Returns:
        True when no word of it names another graph.

    >>> update_touches_only_live("INSERT DATA { <a:a> <a:b> 1 }")
    True
    >>> update_touches_only_live("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 1 } }")
    False
    """
    words = (decoded(token.text).upper() for token in tokens_of(sparql) if token.kind in {"word", "name"})
    return not any(graph_word in word for word in words for graph_word in _GRAPH_WORDS)


def _checked_tokens(sparql: str, *, update: bool) -> list[Token]:
    tokens: list[Token] = []
    for token in tokens_of(sparql):
        if token.depth > MAX_NESTING:
            raise QueryRefusedError(
                f"the text nests brackets more than {MAX_NESTING} deep", remedy="divide it into simpler queries"
            )
        tokens.append(token)
    for place, token in enumerate(tokens):
        if token.kind == "word":
            found = _forbidden_in(token.text)
        elif token.kind == "name":
            found = _forbidden_name(tokens, place, update=update)
        else:
            found = None
        if found is not None:
            kind = "a query" if found == "SERVICE" else "an update"
            raise QueryRefusedError(
                f"{found} is not allowed: {kind} may not reach other servers",
                where=f"line {line_of(sparql, token.at)}",
                remedy="leave it out and give the data to `competencygraph ingest` or `import`",
            )
    return tokens


def _forbidden_in(text: str) -> str | None:
    upper = decoded(text).upper()
    return next((word for word in FORBIDDEN if word in upper), None)


def _forbidden_name(tokens: list[Token], place: int, *, update: bool) -> str | None:
    """Return the keyword that the engine may see in a prefixed name, None where it can only be a name.

    The engine gives up a name that makes no IRI: with ``<http://e:>`` for ``x:`` it reads ``x:1.SERVICEy:q {`` as
    ``x:``, ``1``, a full stop and SERVICE.
    """
    text = tokens[place].text
    prefix, _, local = text.partition(":")
    before = tokens[place - 1] if place else None
    word = decoded(before.text).upper() if before is not None and before.kind == "word" else None
    if word == "PREFIX" and not local:
        return None
    in_prefix = _forbidden_in(prefix)
    if update and in_prefix is not None:
        return in_prefix
    if word in _BEFORE_GRAPH_NAME:
        return None
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if "SERVICE" in decoded(text).upper() and after == "{":
        return "SERVICE"
    if in_prefix == "LOAD" and tokens[place].depth == 0 and word is None:
        return "LOAD"
    return None
