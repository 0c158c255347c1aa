"""The text inside a Word paragraph: what is printed of it, as a reader who accepts all changes sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from competencygraph.ingest.readers.docx_styles import Look, Styles, look_of
from competencygraph.ingest.readers.docx_xml import MC, WML, attribute, flag, whole

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["BREAK", "DROPPED", "PAGE", "WRAPPERS", "Content", "Piece", "TextReader", "chosen", "is_placeholder"]

BREAK = "\n"
"""Stands in a text where a line is broken by hand."""
PAGE = "\f"
"""Stands in a text where a page or column is broken by hand."""

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BOX = f"{WML}txbxContent"
_DRAWN = frozenset({f"{WML}drawing", f"{WML}pict", f"{WML}object"})
DROPPED = frozenset({f"{WML}del", f"{WML}moveFrom"})
WRAPPERS = frozenset(
    {f"{WML}ins", f"{WML}moveTo", f"{WML}smartTag", f"{WML}customXml", f"{WML}sdtContent", f"{WML}hyperlink"}
)
"""Elements round text or paragraphs that change nothing about them."""
_INLINE = WRAPPERS | {f"{WML}dir", f"{WML}bdo"}
_CLEANED = str.maketrans({"\u00ad": None, "\u200b": None, "\ufeff": None, "\n": " ", "\r": " ", "\f": " "})
# Signs of the fonts Symbol and Wingdings that mean something; the others are taken for bullets.
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xAE: "→", 0x2D: "-", 0xBC: "…"}
_WINGDINGS = {
    **{0xFC: "✓", 0xFB: "✗", 0xFD: "☒", 0xFE: "☑", 0x78: "☒", 0xA8: "□", 0x6F: "□", 0x71: "□", 0xE0: "→"},
    **{0xA7: "▪", 0xD8: "➢", 0x6E: "■"},
}
_PRIVATE_SIGN = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one look.

    Args:
        text: the letters.
        look: how they look.
        contents: whether they stand in a table of contents.
        placeholder: whether they are a form's prompt that waits for text.
    """

    text: str
    look: Look
    contents: bool = False
    placeholder: bool = False


@dataclass(slots=True)
class Content:
    """What a paragraph holds.

    Args:
        pieces: its text.
        boxes: the contents of the text boxes that hang on it.
        notes: kind and id of the footnotes and endnotes that it refers to.
    """

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    """A field whose end has not come yet."""

    code: str = ""
    shown: bool = False
    control: str | None = None

    @property
    def is_contents(self) -> bool:
        return self.code.split(maxsplit=1)[:1] == ["TOC"]


class TextReader:
    """Reads the paragraphs of one story (body, note, header) in order; fields may run across several.

    Args:
        styles: the document's styles.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._content = Content()
        self._base = Look()
        self._placeholder = False
        self._parts: dict[str, Callable[[etree._Element, Look], None]] = {
            f"{WML}t": self._letters,
            f"{_MATHS}t": self._letters,
            f"{WML}tab": lambda _, look: self._add("\t", look),
            f"{WML}ptab": lambda _, look: self._add("\t", look),
            f"{WML}noBreakHyphen": lambda _, look: self._add("-", look),
            f"{WML}cr": lambda _, look: self._add(BREAK, look),
            f"{WML}br": self._break,
            f"{WML}sym": self._symbol,
            f"{WML}instrText": self._code,
            f"{WML}fldChar": self._field_mark,
            f"{WML}footnoteReference": self._note,
            f"{WML}endnoteReference": self._note,
        }

    def read(self, paragraph: etree._Element, base: Look, *, is_heading: bool) -> Content:
        """Return what a paragraph holds.

        Args:
            paragraph: the paragraph.
            base: how its style makes its letters look.
            is_heading: whether it is a heading; none stands in a table of contents, so that such a field is over.
        """
        if is_heading:
            self._fields = [found for found in self._fields if not found.is_contents]
        self._content, self._base = Content(), base
        self._walk(paragraph)
        # The code of a field does not run on into the next paragraph; one that seems to has lost its end.
        self._fields = [found for found in self._fields if found.shown]
        return self._content

    def _walk(self, parent: Iterable[etree._Element]) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{WML}r":
                self._run(child)
            elif tag in _INLINE:
                self._walk(child)
            elif tag == f"{WML}sdt":
                self._form(child)
            elif tag == f"{WML}fldSimple":
                self._simple_field(child)
            elif tag == f"{MC}AlternateContent":
                self._walk(chosen(child))
            elif tag == f"{_MATHS}r":
                self._run(child)
            elif tag.startswith(_MATHS):
                self._walk(child)

    def _run(self, run: etree._Element) -> None:
        look = self._look(run.find(f"{WML}rPr"))
        for child in run:
            self._part(child, look)

    def _part(self, element: etree._Element, look: Look) -> None:
        """Read one part of a run: letters, a sign, a mark of a field or note, or a drawing with text in it."""
        handler = self._parts.get(element.tag)
        if handler is not None:
            handler(element, look)
        elif element.tag == f"{MC}AlternateContent":
            for child in chosen(element):
                self._part(child, look)
        elif element.tag in _DRAWN and not look.hidden:
            self._content.boxes += _boxes(element)
        elif element.tag == f"{WML}ruby":
            for base in element.findall(f"{WML}rubyBase"):
                self._walk(base)

    def _look(self, properties: etree._Element | None) -> Look:
        if properties is None:
            return self._base
        style = attribute(properties, f"{WML}rStyle")
        base = self._base if style is None else self._styles.character(style).over(self._base)
        return look_of(properties).over(base)

    def _letters(self, element: etree._Element, look: Look) -> None:
        text = (element.text or "").translate(_CLEANED)
        self._add(_PRIVATE_SIGN.sub(lambda match: _sign(ord(match[0]), "Wingdings"), text), look)

    def _add(self, text: str, look: Look) -> None:
        if text and not look.hidden and all(found.shown for found in self._fields):
            contents = any(found.is_contents for found in self._fields)
            self._content.pieces.append(Piece(text, look, contents, self._placeholder))

    def _break(self, element: etree._Element, look: Look) -> None:
        self._add(PAGE if element.get(f"{WML}type") in {"page", "column"} else BREAK, look)

    def _symbol(self, element: etree._Element, look: Look) -> None:
        try:
            code = int(element.get(f"{WML}char", ""), 16)
        except ValueError:
            return
        self._add(_sign(code, element.get(f"{WML}font", "")), look)

    def _note(self, element: etree._Element, look: Look) -> None:
        if not look.hidden:
            kind = element.tag.removeprefix(WML).removesuffix("Reference")
            self._content.notes.append((kind, element.get(f"{WML}id", "")))

    def _code(self, element: etree._Element, _look: Look) -> None:
        if self._fields:
            self._fields[-1].code += element.text or ""

    def _simple_field(self, element: etree._Element) -> None:
        self._fields.append(_Field(element.get(f"{WML}instr", ""), shown=True))
        self._walk(element)
        if self._fields:
            self._fields.pop()

    def _field_mark(self, element: etree._Element, look: Look) -> None:
        kind = element.get(f"{WML}fldCharType")
        if kind == "begin":
            self._fields.append(_Field(control=_control(element)))
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.control is not None:
                self._add(ended.control, look)

    def _form(self, element: etree._Element) -> None:
        """Read a content control; what waits in it for text is no text."""
        properties = element.find(f"{WML}sdtPr")
        outer = self._placeholder
        self._placeholder = outer or is_placeholder(properties)
        for content in element.findall(f"{WML}sdtContent"):
            self._walk(content)
        self._placeholder = outer


def is_placeholder(properties: etree._Element | None) -> bool:
    """Return whether a content control shows its prompt only.

    Args:
        properties: those of the control; None without any.
    """
    return properties is not None and flag(properties, f"{WML}showingPlcHdr") is True


def chosen(element: etree._Element) -> list[etree._Element]:
    """Return what is read of several alternative contents: those of the first that holds text.

    Args:
        element: the alternatives, the one for newer programs first.

    Returns:
        The elements in it; none where no alternative holds text.
    """
    texts = (f"{WML}t", _BOX, f"{_MATHS}t")
    return next((list(choice) for choice in element if next(choice.iter(*texts), None) is not None), [])


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes of a drawing, those inside other text boxes left to their reading."""
    if element.tag == _BOX:
        yield element
        return
    for child in chosen(element) if element.tag == f"{MC}AlternateContent" else element:
        yield from _boxes(child)


def _sign(code: int, font: str) -> str:
    """Return the sign of a symbol font that has no letter of its own in Unicode."""
    is_letter = 0x20 <= code < 0xD800 or 0xF900 <= code < 0x110000
    if is_letter and not font.startswith(("Symbol", "Wingdings", "Webdings")):
        return chr(code)
    known = _SYMBOL if font == "Symbol" else _WINGDINGS if font == "Wingdings" else {}
    return known.get(code & 0xFF, "•")


def _control(mark: etree._Element) -> str | None:
    """Return what a form field of the older kind shows that no text says: a tick, or the entry that is chosen."""
    box = mark.find(f"{WML}ffData/{WML}checkBox")
    if box is not None:
        ticked = flag(box, f"{WML}checked")
        return "☒" if (flag(box, f"{WML}default") if ticked is None else ticked) else "☐"
    choice = mark.find(f"{WML}ffData/{WML}ddList")
    if choice is None:
        return None
    entries = choice.findall(f"{WML}listEntry")
    at = whole(attribute(choice, f"{WML}result")) or 0
    return entries[at].get(f"{WML}val", "") if 0 <= at < len(entries) else None
