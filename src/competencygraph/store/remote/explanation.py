"""What a server says of an error, made fit to be quoted in one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from competencygraph.store.remote.exchange import Reply

__all__ = ["explanation_of", "first_line"]

_LONGEST = 300
_READ = 1 << 14
_HIDDEN = re.compile(r"(?is)<(script|style|title)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)")
_TITLE = re.compile(r"(?is)<title\b[^>]*>(.*?)</title\s*>")
_TAG = re.compile(r"<[^<>]*>")
_BLOCK = re.compile(r"(?i)<(?:/?(?:p|h[1-6]|div|pre|li|tr|body|head)|br)\b[^<>]*>")


def explanation_of(reply: Reply, redacted: Callable[[str], str]) -> str:
    """Return the first line of what a server says, to be quoted.

    Args:
        reply: the answer; its body is read from the start.
        redacted: takes out what may not be quoted; the line is cut afterwards, so that half a secret is no rest of it.

    Returns:
        At most 300 characters that print, of a page its title or its first line; empty when it says nothing.
    """
    reply.body.seek(0)
    text = reply.body.read(_READ).decode("utf-8", errors="replace")
    kind = reply.headers.get_content_type()
    text = redacted(_text_of_page(text) if kind.endswith(("html", "xml")) else text)
    return _cut(redacted(_line(text)))


def first_line(text: str) -> str:
    r"""Return the first line of a text that says something.

    Args:
        text: any.

    Returns:
        At most 300 characters: what does not print is left out, white space runs are one space.

    >>> first_line("\n \x1b[31mno  such\tgraph\x07\nat line 3")
    '[31mno such graph'
    """
    return _cut(_line(text))


def _line(text: str) -> str:
    for line in text.splitlines():
        words = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in line).split()
        if words:
            return " ".join(words)
    return ""


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _text_of_page(page: str) -> str:
    title = _TITLE.search(page)
    text = unescape(_TAG.sub(" ", _BLOCK.sub("\n", _HIDDEN.sub("", page))))
    return f"{unescape(_TAG.sub('', title[1]))}\n{text}" if title else text
