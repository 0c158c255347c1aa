"""What SPARQL texts may not ask: other servers, changes in a query, nesting that ends the process.

The engine's parser asks for no space around keywords: in ``SERVICEex:a {}``, ``true.SERVICE <a:b> {}`` and
``LOADex:a`` it sees the keyword. So a keyword is looked for *within* every bare word, and a prefixed name whose
prefix contains one is refused where the grammar has no place for a prefixed name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from competencygraph.errors import QueryRefusedError
from competencygraph.store.limits import MAX_NESTING

__all__ = ["check_query", "check_update", "update_touches_only_live"]

_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_START = rf"[^\W\d_]|[\u00b7\u0300-\u036f\u203f\u2040]|{_ESCAPE}"
_WORD = rf"(?:{_START}|[_0-9\-])"
_LOCAL = rf"(?:{_WORD}|[:%]|\\[_~.\-!$&'()*+,;=/?\#@%])"
_TOKEN = re.compile(
    rf"""
    (?P<space>[\s\ufeff]+)
  | (?P<comment>\#[^\n\r]*)
  | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|{_ESCAPE})*>)
  | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^\"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
              |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$](?:{_START}|[_0-9])(?:{_START}|[_0-9])*)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
  | (?P<blank>_:(?:{_START}|[_0-9])(?:\.*{_WORD})*)
  | (?P<name>(?:(?:{_START})(?:\.*{_WORD})*)?:(?:{_LOCAL}(?:\.*{_LOCAL})*)?)
  | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)
  | (?P<word>(?:{_START}|_)(?:{_START}|[_0-9])*)
  | (?P<open>[{{(\[])
  | (?P<close>[}})\]])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_HEX = re.compile(_ESCAPE)
_FORBIDDEN = ("SERVICE", "LOAD")
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


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    depth: int
    braces: int


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
    tokens = _checked_tokens(sparql)
    for token in tokens:
        if token.kind == "word" and token.braces == 0:
            word = _decoded(token.text).upper()
            if word in _UPDATES:
                raise QueryRefusedError(f"{word} is an update, not a query", remedy="run it as an update (--update)")
            if word in _QUERIES:
                return


def check_update(sparql: str) -> None:
    """Refuse an update that asks another server or nests too deep.

    Args:
        sparql: the text; that it is a valid update is for the engine to say.

    Raises:
        QueryRefusedError: it may not be run.

    >>> check_update("LOAD <http://example.org/>")
    Traceback (most recent call last):
    competencygraph.errors.QueryRefusedError: line 1: LOAD is not allowed: an update may not reach other servers; ...
    """
    _checked_tokens(sparql)


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
    words = (_decoded(token.text).upper() for token in _tokens(sparql) if token.kind in {"word", "name"})
    return not any(graph_word in word for word in words for graph_word in _GRAPH_WORDS)


def _checked_tokens(sparql: str) -> list[_Token]:
    tokens = list(_tokens(sparql))
    for token in tokens:
        if token.depth > MAX_NESTING:
            raise QueryRefusedError(
                f"the text nests brackets more than {MAX_NESTING} deep", remedy="divide it into simpler queries"
            )
    for place, token in enumerate(tokens):
        if token.kind == "word":
            found = _forbidden_in(token.text)
        elif token.kind == "name":
            found = _forbidden_name(tokens, place)
        else:
            found = None
        if found is not None:
            line = sparql.count("\n", 0, sparql.find(token.text)) + 1
            kind = "a query" if found == "SERVICE" else "an update"
            raise QueryRefusedError(
                f"{found} is not allowed: {kind} may not reach other servers",
                where=f"line {line}",
                remedy="leave it out and give the data to `competencygraph ingest` or `import`",
            )
    return tokens


def _forbidden_in(text: str) -> str | None:
    upper = _decoded(text).upper()
    return next((word for word in _FORBIDDEN if word in upper), None)


def _forbidden_name(tokens: list[_Token], place: int) -> str | None:
    """Return the keyword that the engine would see in a prefixed name, None where it can only be a name."""
    token = tokens[place]
    found = _forbidden_in(token.text.partition(":")[0])
    if found is None:
        return None
    before = tokens[place - 1] if place else None
    if before is not None and before.kind == "word" and _decoded(before.text).upper() in _BEFORE_GRAPH_NAME:
        return None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if found == "SERVICE":
        return found if after is not None and after.text == "{" else None
    return found if token.braces == 0 and token.depth == 0 and (before is None or before.kind != "word") else None


def _tokens(sparql: str) -> Iterator[_Token]:
    """Yield the tokens that are not space or comment, each with its depth of brackets, and of braces alone."""
    depth = braces = 0
    for match in _TOKEN.finditer(sparql):
        kind, text = match.lastgroup or "other", match.group()
        if kind in {"space", "comment"}:
            continue
        if kind == "close":
            depth -= 1
            braces -= text == "}"
        yield _Token(kind, text, depth, braces)
        if kind == "open":
            depth += 1
            braces += text == "{"


def _decoded(text: str) -> str:
    """Return the text with its codepoint escapes replaced."""
    return _HEX.sub(lambda found: chr(min(int(found.group()[2:], 16), 0x10FFFF)), text)
