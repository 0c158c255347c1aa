"""The tokens of a SPARQL text, read in time that grows with its length, and never otherwise than the engine reads it.

The engine has no tokens: its grammar looks at characters, goes back when a reading fails, and tries the next. Where
one text has two readings, ``1<2)#>`` for one, the text is refused here: a wrong guess would hide what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from competencygraph.errors import QueryRefusedError

__all__ = ["FORBIDDEN", "Token", "decoded", "line_of", "tokens_of"]

FORBIDDEN = ("SERVICE", "LOAD")
"""The keywords that make the engine ask another server."""

_HEX4 = r"[0-9A-Fa-f]{4}"
_ESCAPE = rf"\\u(?![Dd][89A-Fa-f]){_HEX4}|\\U(?!0000[Dd][89A-Fa-f])(?:0010|000[0-9A-Fa-f]){_HEX4}"
_BASE = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MARKS = r"0-9\u00b7\u0300-\u036f\u203f-\u2040"
_PART = rf"(?:[{_BASE}_{_MARKS}\-]|{_ESCAPE})"
_RUN = rf"(?>(?:[{_BASE}_]|{_ESCAPE}){_PART}*(?:\.+{_PART}+)*)"
_SPECIAL = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_LOCAL_PART = rf"(?:[{_BASE}_{_MARKS}\-:]|{_SPECIAL})"
_LOCAL = rf"(?>(?:(?:[{_BASE}_0-9:]|{_SPECIAL}){_LOCAL_PART}*(?:\.+{_LOCAL_PART}+)*)?)"
_CHARACTER = rf"\\[tbnrf\\\"']|{_ESCAPE}"
_TOKEN = re.compile(
    rf"""
    (?P<space>[\x20\t\r\n]+)
  | (?P<comment>\#[^\n\r]*)
  | (?P<iri><(?>(?:[^\x00-\x20<>"{{}}|^`\\]|{_ESCAPE})*)>)
  | (?P<string>\"\"\"(?>(?:\"{{0,2}}(?:[^\"\\]|{_CHARACTER}))*)\"\"\"|'''(?>(?:'{{0,2}}(?:[^'\\]|{_CHARACTER}))*)'''
              |(?!\"\"\")"(?>(?:[^"\\\n\r]|{_CHARACTER})*)"|(?!''')'(?>(?:[^'\\\n\r]|{_CHARACTER})*)')
  | (?P<variable>[?$][{_BASE}_0-9][{_BASE}_{_MARKS}]*)
  | (?P<tag>(?>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?))
  | (?P<blank>(?>_:[{_BASE}_0-9]{_PART}*(?:\.+{_PART}+)*))
  | (?P<word>{_RUN})(?P<name>:{_LOCAL})?
  | (?P<bare>:{_LOCAL})
  | (?P<number>(?>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?))
  | (?P<open>[{{(\[])
  | (?P<close>[}})\]])
  | (?P<sign>[-*/+=!<>&|^,;.?@$~])
    """,
    re.VERBOSE,
)
_HEX = re.compile(_ESCAPE)
_WITH_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*+://")
_IN_AN_EXPRESSION = re.compile(r"[()'\"#;]")


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its place.

    Args:
        kind: ``iri``, ``string``, ``variable``, ``tag``, ``blank``, ``word``, ``name``, ``number``, ``open``,
            ``close`` or ``sign``; a word may hold dots, a name is a prefixed name.
        text: as it is written.
        at: offset of its first character.
        depth: brackets of any kind that are open before it; before a closing one, without its own.
        braces: braces alone, in the same way.
    """

    kind: str
    text: str
    at: int
    depth: int
    braces: int


def tokens_of(sparql: str) -> Iterator[Token]:
    """Yield the tokens that are not space or comment.

    Args:
        sparql: the text.

    Yields:
        Each token, in order.

    Raises:
        QueryRefusedError: a place can be read in two ways, or in none.

    >>> [token.text for token in tokens_of("ASK { ?s a:b 'c' } # d")]
    ['ASK', '{', '?s', 'a:b', "'c'", '}']
    >>> list(tokens_of("ASK { FILTER(1<2)#>"))
    Traceback (most recent call last):
    competencygraph.errors.QueryRefusedError: line 1: “<2)#>” can be read as an IRI and as a comparison; ...
    """
    depth = braces = at = 0
    before: tuple[Token | None, Token | None] = (None, None)
    while at < len(sparql):
        match = _TOKEN.match(sparql, at)
        if match is None:
            raise QueryRefusedError(
                f"the text is no SPARQL from “{sparql[at : at + 10]}” on",
                where=f"line {line_of(sparql, at)}",
                remedy="close every string, and write other characters in strings alone",
            )
        kind, text = match.lastgroup or "", match.group()
        start, at = at, match.end()
        if kind in {"space", "comment"}:
            continue
        if kind == "close":
            depth -= 1
            braces -= text == "}"
        token = Token("name" if kind == "bare" else kind, text, start, depth, braces)
        if kind == "iri" and not _is_surely_iri(token, *before):
            raise QueryRefusedError(
                f"“{_shortened(text)}” can be read as an IRI and as a comparison",
                where=f"line {line_of(sparql, start)}",
                remedy="write the IRI in full, with its scheme, or declare a PREFIX for it; put spaces round a <",
            )
        yield token
        before = (before[1], token)
        if kind == "open":
            depth += 1
            braces += text == "{"


def decoded(text: str) -> str:
    r"""Return a text with its codepoint escapes replaced.

    Args:
        text: of a token.

    Returns:
        What it stands for.

    >>> decoded(r"S\u0045RVICE")
    'SERVICE'
    """
    return _HEX.sub(lambda found: chr(int(found.group()[2:], 16)), text)


def line_of(sparql: str, at: int) -> int:
    r"""Return the number of a line, from 1.

    Args:
        sparql: the text.
        at: offset of a character in it.

    Returns:
        The number.

    >>> line_of("a\nb", 2)
    2
    """
    return sparql.count("\n", 0, at) + 1


def _is_surely_iri(token: Token, second: Token | None, last: Token | None) -> bool:
    """Tell whether no expression can read like an IRI: the two tokens before it are given.

    After an opening bracket, where parameters of questions are bound, a comparison would have no left side.
    """
    text = decoded(token.text)
    if _WITH_SCHEME.match(text) or (last is not None and last.kind == "open"):
        return True
    if last is not None and last.kind == "word" and last.text.upper() == "BASE":
        return True
    if second is not None and last is not None and second.text.upper() == "PREFIX":
        if last.kind == "name" and last.text.endswith(":"):
            return True
    return not _IN_AN_EXPRESSION.search(text) and not any(word in text.upper() for word in FORBIDDEN)


def _shortened(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"
