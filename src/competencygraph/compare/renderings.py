"""A word diff as HTML and as Markdown; as plain text it is `plain_diff`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from competencygraph.compare.words import DiffKind, DiffPart

__all__ = ["html_diff", "markdown_diff", "markdown_text"]

_TAGS: Mapping[DiffKind, str] = {"removed": "del", "added": "ins", "moved-away": "del", "moved-here": "ins"}
_MOVED = frozenset({"moved-away", "moved-here"})
#: What Markdown reads as a mark; with a backslash before it, it is itself.
_MARKS = re.compile(r"([\\`*_\[\]|~#])")
#: A number at the beginning of a line with this behind it would be a list.
_NUMBERED = re.compile(r"^(\d+)([.)])", re.MULTILINE)
_LISTED = re.compile(r"^([-+])", re.MULTILINE)


def html_diff(parts: Iterable[DiffPart], names: Mapping[DiffKind, str]) -> str:
    """Return a diff as HTML: what leaves a place in ``<del>``, what comes there in ``<ins>``.

    Moved text has the class ``moved``. Each change begins with a word that says what it is, in a ``<span>`` of the
    class ``said``: a style sheet can keep it for those who hear the page, and without one everybody reads it.

    Args:
        parts: what `word_diff` returned.
        names: the word for each kind but ``same``.

    Returns:
        The wording as inline HTML, everything of it escaped.

    >>> html_diff((DiffPart("same", "a < "), DiffPart("added", "b")), {"added": "added"})
    'a &lt; <ins><span class="said">added: </span>b</ins>'
    """
    return "".join(_html(part, names) for part in parts)


def markdown_diff(parts: Iterable[DiffPart]) -> str:
    r"""Return a diff as Markdown: what leaves a place in ``<del>``, what comes there in ``<ins>``.

    Markdown has no mark for what is added, and its mark for what is removed must not stand within a word; these two
    tags are Markdown too. Moved text has an arrow before it.

    Args:
        parts: what `word_diff` returned.

    Returns:
        The wording as inline Markdown, everything of it escaped.

    >>> markdown_diff((DiffPart("same", "een "), DiffPart("added", "*nieuw*")))
    'een <ins>\\*nieuw\\*</ins>'
    """
    return "".join(_markdown(part) for part in parts)


def markdown_text(text: str) -> str:
    r"""Return a text as Markdown that shows it as it is.

    >>> markdown_text("1. een * < b")
    '1\\. een \\* &lt; b'
    """
    shown = _MARKS.sub(r"\\\1", escape(" ".join(text.split()), quote=False))
    return _LISTED.sub(r"\\\1", _NUMBERED.sub(r"\1\\\2", shown))


def _html(part: DiffPart, names: Mapping[DiffKind, str]) -> str:
    if part.kind == "same":
        return escape(part.text)
    tag = _TAGS[part.kind]
    moved = ' class="moved"' if part.kind in _MOVED else ""
    said = f'<span class="said">{escape(names[part.kind])}: </span>'
    return _around(f"<{tag}{moved}>{said}", part.text, escape(part.text.strip()), f"</{tag}>")


def _markdown(part: DiffPart) -> str:
    text = _MARKS.sub(r"\\\1", escape(part.text, quote=False))
    if part.kind == "same":
        return text
    tag = _TAGS[part.kind]
    arrow = "⇄ " if part.kind in _MOVED else ""
    return _around(f"<{tag}>{arrow}", part.text, text.strip(), f"</{tag}>")


def _around(before: str, text: str, shown: str, after: str) -> str:
    """Return marks around words, spaces at their ends left outside."""
    return f"{text[: len(text) - len(text.lstrip())]}{before}{shown}{after}{text[len(text.rstrip()) :]}"
