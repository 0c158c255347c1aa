"""The styles of a Word document: what a style says of headings, lists and letters."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from competencygraph.ingest.readers.docx_xml import WML, attribute, flag, whole

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["NO_HEADING", "Look", "ParagraphStyle", "Styles", "left_indent", "look_of", "outline_level"]

_HEADING = re.compile(r"(?:heading|kop|titre|überschrift|rubriek)[ _-]?([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "titel", "titre", "titel van document"})
_CONTENTS = re.compile(r"(?:toc|inhopg|tm|verzeichnis)[ _-]?[1-9]|toc ?heading|kopvaninhoudsopgave", re.IGNORECASE)
_MAX_CHAIN = 20
_BODY_LEVEL = 9
NO_HEADING = 0
"""The outline level of a paragraph that is told to be none, whatever its style is based on."""


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look; None where nothing is said of it.

    Args:
        bold: whether they are bold.
        size: their size in points.
        hidden: whether they are not printed.
        caps: whether they are shown as capitals.
        underline: whether they are underlined.
    """

    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    caps: bool | None = None
    underline: bool | None = None

    def over(self, base: Look) -> Look:
        """Return this look, and that of the base where nothing is said here.

        >>> Look(bold=True).over(Look(bold=False, size=11.0))
        Look(bold=True, size=11.0, hidden=None, caps=None, underline=None)
        """
        if self == _PLAIN:
            return base
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(base, **{name: value for name, value in told.items() if value is not None})


_PLAIN = Look()


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph style says, the styles that it is based on included.

    Args:
        look: how its letters look.
        heading: the level of heading that it marks, 1 the highest; None when it marks none.
        contents: whether it marks entries of a table of contents.
        number: the list that it numbers its paragraphs in; None when it does not.
        level: the level in that list, counted from 0; None when the list tells it.
        indent: how far its text stands in, in twentieths of a point; None when it does not say.
        chain: its id and the ids of the styles that it is based on.
    """

    look: Look = _PLAIN
    heading: int | None = None
    contents: bool = False
    number: str | None = None
    level: int | None = None
    indent: int | None = None
    chain: tuple[str, ...] = ()


class Styles:
    """The styles of a document.

    Args:
        root: the root of its part of styles; None in a document without them.
    """

    def __init__(self, root: etree._Element | None) -> None:
        styles = [] if root is None else root.findall(f"{WML}style")
        self._styles = {style.get(f"{WML}styleId", ""): style for style in styles}
        self._default = next(
            (
                style.get(f"{WML}styleId", "")
                for style in styles
                if style.get(f"{WML}type") == "paragraph" and style.get(f"{WML}default") in {"1", "true", "on"}
            ),
            "",
        )
        defaults = None if root is None else root.find(f"{WML}docDefaults/{WML}rPrDefault/{WML}rPr")
        # Without a word on it, letters are 10 points high.
        self._base = look_of(defaults).over(Look(size=10.0))
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._characters: dict[str, Look] = {}

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """Return what a paragraph style says; what the default one says for an unknown id or None."""
        if style_id not in self._paragraphs:
            self._paragraphs[style_id] = self._paragraph(style_id)
        return self._paragraphs[style_id]

    def character(self, style_id: str) -> Look:
        """Return how a character style makes letters look."""
        if style_id not in self._characters:
            self._characters[style_id] = self._character(style_id)
        return self._characters[style_id]

    def numbering_of(self, style_id: str) -> str | None:
        """Return the list that a style of numbering stands for, None when it stands for none."""
        style = self._styles.get(style_id)
        return None if style is None else attribute(style, f"{WML}pPr/{WML}numPr/{WML}numId")

    def _chain(self, style_id: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        style = self._styles.get(style_id)
        while style is not None and style not in chain and len(chain) < _MAX_CHAIN:
            chain.append(style)
            style = self._styles.get(attribute(style, f"{WML}basedOn") or "")
        return chain

    def _character(self, style_id: str) -> Look:
        look = _PLAIN
        for style in reversed(self._chain(style_id)):
            look = look_of(style.find(f"{WML}rPr")).over(look)
        return look

    def _paragraph(self, style_id: str | None) -> ParagraphStyle:
        chain = self._chain(self._default if style_id is None or style_id not in self._styles else style_id)
        found = ParagraphStyle(self._base, chain=tuple(style.get(f"{WML}styleId", "") for style in chain))
        for style in reversed(chain):
            properties = style.find(f"{WML}pPr")
            heading = _heading_by_name(style)
            outline = None if properties is None else outline_level(properties)
            found = replace(
                found,
                look=look_of(style.find(f"{WML}rPr")).over(found.look),
                heading=next((level for level in (outline, heading, found.heading) if level is not None), None),
                contents=found.contents or any(_CONTENTS.fullmatch(name) for name in _names(style)),
            )
            if properties is not None:
                number = attribute(properties, f"{WML}numPr/{WML}numId")
                level = whole(attribute(properties, f"{WML}numPr/{WML}ilvl"))
                indent = left_indent(properties)
                found = replace(
                    found,
                    number=found.number if number is None else number,
                    level=found.level if level is None else level,
                    indent=found.indent if indent is None else indent,
                )
        return replace(found, heading=None if found.contents else found.heading or None)


def look_of(properties: etree._Element | None) -> Look:
    """Return how letters with these properties look.

    Args:
        properties: the properties of a run or a style; None without any.
    """
    if properties is None or not len(properties):
        return _PLAIN
    size = whole(attribute(properties, f"{WML}sz"))
    underline = attribute(properties, f"{WML}u")
    return Look(
        bold=flag(properties, f"{WML}b"),
        size=size / 2 if size is not None and size > 0 else None,
        hidden=flag(properties, f"{WML}vanish"),
        caps=flag(properties, f"{WML}caps"),
        underline=None if underline is None else underline != "none",
    )


def outline_level(properties: etree._Element) -> int | None:
    """Return the level of heading that a paragraph's properties set.

    Args:
        properties: the properties of a paragraph or a style.

    Returns:
        1 to 9, `NO_HEADING` for body text, None when they do not say.
    """
    level = whole(attribute(properties, f"{WML}outlineLvl"))
    if level is None or not 0 <= level <= _BODY_LEVEL:
        return None
    return NO_HEADING if level == _BODY_LEVEL else level + 1


def left_indent(properties: etree._Element) -> int | None:
    """Return how far a paragraph's text stands in, in twentieths of a point; None when its properties do not say."""
    found = attribute(properties, f"{WML}ind", f"{WML}left") or attribute(properties, f"{WML}ind", f"{WML}start")
    return whole(found)


def _names(style: etree._Element) -> tuple[str, str]:
    return (attribute(style, f"{WML}name") or "", style.get(f"{WML}styleId", ""))


def _heading_by_name(style: etree._Element) -> int | None:
    for name in _names(style):
        match = _HEADING.fullmatch(name)
        if match:
            return int(match[1])
        if name.casefold() in _TITLES:
            return 1
    return None
