"""Markdown: its lines with their own numbers, each as the text that it shows."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.document import Document, Traits, make_lines
from competencygraph.ingest.limits import Limits
from competencygraph.ingest.masking import mask_contacts, mask_file_name, mask_lines
from competencygraph.ingest.readers.text import decode_text, refuse_large_text, split_lines
from competencygraph.ingest.readers.text_tables import TextTable, lines_with_cells, row_traits
from competencygraph.ingest.wording import clean_lines

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_markdown"]

_FRONT_MATTER_END = re.compile(r"(?:---|\.\.\.)\s*$")
_FRONT_MATTER_KEY = re.compile(r"(?:[\w-]+\s*:|#)")
_MAX_FRONT_MATTER = 200
_LINK_DEFINITION = re.compile(r"\s{0,3}\[[^\]]+\]:\s*\S")
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_OWN_MARKER = re.compile(r"(?:[•·▪◦‣●■□○➢✓–—]|[A-Za-z][.)]|\d{1,2}[.)])\s+\S")
_SENTENCE_END = re.compile(r"[.;,!]$")
_MAX_HEADING_WORDS = 14
_LOWEST = 6
_WORD = re.compile(r"[^\W_]")


def read_markdown(path: Path, data: bytes, limits: Limits) -> Document:
    """Return the document that a Markdown file holds.

    Args:
        path: the file.
        data: its bytes.
        limits: the largest size that is read.

    Returns:
        The document: its raw lines are the file's own, contact data masked, and the lines made from them hold what each
        shows, without marks of headings, emphasis and links. Front matter, comments, rules, fences and link definitions
        are asides. Lines of one paragraph join, as Markdown has it, unless a line begins with a list marker of its own.

    Raises:
        UnreadableDocumentError: the file is too large, empty, or holds no text.
    """
    refuse_large_text(path, data, limits)
    text = unicodedata.normalize("NFC", decode_text(data, str(path)))
    if not text.strip():
        raise UnreadableDocumentError("the file is empty", where=str(path), remedy="give a file that holds text")
    own = clean_lines(split_lines(text))
    shown = _shown(own)
    rows = row_traits(shown.tables, len(own))
    traits = [shown.traits.get(at, row) for at, row in enumerate(rows)]
    texts = mask_lines([shown.texts.get(at, "") for at in range(len(own))])
    lines = make_lines(texts, traits, shown.asides)
    lines = tuple(replace(line, end=max(line.end, shown.ends.get(line.number, 0))) for line in lines)
    lines = lines_with_cells(lines, shown.tables)
    digest = hashlib.sha256(data).hexdigest()
    return Document(mask_file_name(path.name), digest, mask_lines(own), lines, asides=shown.asides)


@dataclass
class _Shown:
    """What the lines of a file show; lines are counted from 0 but in `ends`, `tables` and `asides`."""

    texts: dict[int, str] = field(default_factory=dict)
    traits: dict[int, Traits] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    tables: list[TextTable] = field(default_factory=list)
    asides: dict[int, str] = field(default_factory=dict)

    def set(self, at: int, text: str, traits: Traits) -> None:
        self.texts[at] = text
        self.traits[at] = traits

    def set_aside(self, at: int, text: str, reason: str) -> None:
        self.set(at, text, Traits(joins=False))
        self.asides[at + 1] = reason


def _shown(own: Sequence[str]) -> _Shown:
    from markdown_it import MarkdownIt

    shown = _Shown()
    front = _front_matter(own)
    for at in range(front):
        shown.set_aside(at, own[at], "front matter")
    body = [""] * front + list(own[front:])
    _Walk(shown, own).tokens(MarkdownIt("commonmark").enable("table").parse("\n".join(body)))
    covered = {at for first, end in shown.ends.items() for at in range(first, end)}
    for at, line in enumerate(own):
        if at in shown.texts or at in covered or not line.strip():
            continue
        if _LINK_DEFINITION.match(line):
            shown.set_aside(at, line, "link definition")
        elif _WORD.search(_TAG.sub(" ", line)):
            shown.set(at, line, Traits())
        else:
            shown.set_aside(at, line, "markup")
    return shown


def _front_matter(own: Sequence[str]) -> int:
    """Return how many lines at the top are front matter in YAML."""
    if len(own) < 3 or own[0].rstrip() != "---" or not _FRONT_MATTER_KEY.match(own[1]):
        return 0
    for at in range(1, min(len(own), _MAX_FRONT_MATTER)):
        if _FRONT_MATTER_END.match(own[at]):
            return at + 1
    return 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of a paragraph that stands on one line."""

    text: str
    strong: bool
    breaks: bool = False


class _Walk:
    """One walk over what markdown-it found in a file."""

    def __init__(self, shown: _Shown, own: Sequence[str]) -> None:
        self._shown = shown
        self._own = own
        self._markers: list[str] = []
        self._marker: str | None = None
        self._level = 1

    def tokens(self, tokens: Sequence[Token]) -> None:
        """Take in every token, in the order of the file."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "table_open":
                end = next(index for index in range(at, len(tokens)) if tokens[index].type == "table_close")
                self._table(tokens[at:end])
                at = end
            elif token.type == "heading_open":
                self._heading(token, tokens[at + 1])
                at += 1
            elif token.type == "inline":
                self._paragraph(token)
            elif token.type == "list_item_open":
                self._marker = f"{token.info}{token.markup}" if token.info else "•"
                self._markers.append(self._marker)
            elif token.type == "list_item_close":
                self._markers.pop()
                self._marker = None
            elif token.type in {"fence", "code_block"}:
                self._code(token)
            elif token.type == "html_block":
                self._html(token)
            at += 1

    def _heading(self, token: Token, inline: Token) -> None:
        self._level = int(token.tag[1:])
        first, end = token.map or [0, 0]
        text = " ".join(piece.text for piece in _pieces(inline.children or []))
        if text.strip():
            self._shown.set(first, self._begun(text), Traits(heading=self._level, joins=False))
            self._shown.ends[first + 1] = end

    def _paragraph(self, token: Token) -> None:
        first, end = token.map or [0, 0]
        pieces = _pieces(token.children or [])
        if len(pieces) != end - first:
            pieces = [_Piece(" ".join(piece.text for piece in pieces), all(piece.strong for piece in pieces))]
            self._shown.ends[first + 1] = end
        heading = self._heading_level(pieces)
        for index, piece in enumerate(pieces):
            new = index == 0 or pieces[index - 1].breaks or _OWN_MARKER.match(piece.text) is not None
            traits = Traits(heading if index == 0 else None, piece.strong, joins=not new)
            text = self._begun(piece.text) if index == 0 else self._hung(piece.text)
            self._shown.set(first + index, text, traits)

    def _heading_level(self, pieces: Sequence[_Piece]) -> int | None:
        """Return the level of the heading that a paragraph wholly in bold or italics is, None when it is none."""
        text = " ".join(piece.text for piece in pieces)
        if self._markers or len(pieces) != 1 or not pieces[0].strong:
            return None
        if len(text.split()) > _MAX_HEADING_WORDS or _SENTENCE_END.search(text):
            return None
        return min(self._level + 1, _LOWEST)

    def _begun(self, text: str) -> str:
        """Return a text with the marker of the list item that it begins."""
        marker, self._marker = self._marker, None
        if marker is None:
            return self._hung(text)
        return f"{'  ' * (len(self._markers) - 1)}{marker} {text}"

    def _hung(self, text: str) -> str:
        return "  " * len(self._markers) + text

    def _code(self, token: Token) -> None:
        first, end = token.map or [0, 0]
        lines = range(first, end)
        if token.type == "fence":
            closed = end - first > 1 and self._own[end - 1].strip(" >").startswith(token.markup)
            for at in {first, end - 1} if closed else {first}:
                self._shown.set_aside(at, self._own[at], "markup")
            lines = range(first + 1, end - closed)
        for at in lines:
            if at < len(self._own) and self._own[at].strip():
                self._shown.set(at, self._own[at], Traits())

    def _html(self, token: Token) -> None:
        first, end = token.map or [0, 0]
        comment = False
        for at in range(first, min(end, len(self._own))):
            line = self._own[at]
            comment = comment or "<!--" in line
            text = _TAG.sub(" ", line)
            if comment and line.strip():
                self._shown.set_aside(at, line, "comment")
            elif _WORD.search(text):
                self._shown.set(at, text, Traits(joins=False))
            comment = comment and "-->" not in line

    def _table(self, tokens: Sequence[Token]) -> None:
        first, end = tokens[0].map or [0, 0]
        rows: list[list[tuple[int, int, str]]] = []
        line = column = 0
        for token in tokens:
            if token.type == "tr_open":
                line, column = (token.map or [first, end])[0], 0
                rows.append([])
            elif token.type == "inline":
                column += 1
                texts = [piece.text for piece in _pieces(token.children or []) if piece.text.strip()]
                rows[-1] += [(line + 1, column, mask_contacts(text)) for text in texts]
        for row in rows:
            for number, _, text in row:
                self._shown.texts[number - 1] = text
        self._shown.tables.append(TextTable(tuple(map(tuple, rows))))
        self._shown.set_aside(first + 1, self._own[first + 1], "table rule")


def _pieces(tokens: Sequence[Token]) -> list[_Piece]:
    """Return what the parts of a paragraph show, line by line."""
    lines: list[list[tuple[str, bool]]] = [[]]
    breaks: list[bool] = []
    depth = 0
    for token in tokens:
        if token.type in {"strong_open", "em_open"}:
            depth += 1
        elif token.type in {"strong_close", "em_close"}:
            depth -= 1
        elif token.type in {"softbreak", "hardbreak"}:
            breaks.append(token.type == "hardbreak")
            lines.append([])
        elif token.type == "html_inline" and _BREAK.match(token.content):
            lines[-1].append((" ", depth > 0))
        elif token.type in {"text", "code_inline", "text_special"}:
            lines[-1].append((token.content, depth > 0))
    return [_piece(line, breaking) for line, breaking in zip(lines, [*breaks, False], strict=True)]


def _piece(parts: Sequence[tuple[str, bool]], breaks: bool) -> _Piece:
    text = "".join(part for part, _ in parts).strip()
    emphasised = [strong for part, strong in parts if part.strip(" :")]
    return _Piece(text, bool(emphasised) and all(emphasised), breaks)
