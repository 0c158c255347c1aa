"""A document as a web page, with what stands round the content of a saved one where asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from .blocks import Block, Box, Cell, Heading, Item, Labels, Listing, Note, PageBreak, Paragraph, Source, Table, Toc

__all__ = ["html_of"]

_PAGES = {
    "nl": ("Home", "Werken bij ons", "Nieuws", "Contact"),
    "fr": ("Accueil", "Emplois", "Actualités", "Contact"),
    "en": ("Home", "Careers", "News", "Contact"),
}
_COOKIES = {
    "nl": ("Deze website gebruikt cookies om uw bezoek te meten.", "Alles aanvaarden", "Weigeren"),
    "fr": ("Ce site utilise des cookies pour mesurer votre visite.", "Tout accepter", "Refuser"),
    "en": ("This website uses cookies to measure your visit.", "Accept all", "Reject"),
}
_ACTIONS = {
    "nl": ("Deel deze pagina", "Afdrukken"),
    "fr": ("Partager cette page", "Imprimer"),
    "en": ("Share this page", "Print"),
}
_LINKS = {
    "nl": ("Toegankelijkheidsverklaring", "Privacyverklaring", "© Alle rechten voorbehouden"),
    "fr": ("Déclaration d'accessibilité", "Vie privée", "© Tous droits réservés"),
    "en": ("Accessibility statement", "Privacy notice", "© All rights reserved"),
}


def html_of(source: Source) -> bytes:
    """Return a document as a UTF-8 web page.

    >>> b"<h2>Doel</h2>" in html_of(Source("nl", (Heading(2, "Doel"),)))
    True
    """
    title = next((block.text for block in source.blocks if isinstance(block, Heading)), "")
    content = list(_content(source))
    if source.layout.noise:
        content = [*_before(source.language), '<div class="content">', *content, "</div>", *_after(source.language)]
    body = "\n".join(content)
    head = f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    page = f'<!DOCTYPE html>\n<html lang="{source.language}">\n{head}\n<body>\n{body}\n</body>\n</html>\n'
    return page.encode()


def _element(name: str, inner: str | Iterable[str], **attributes: object) -> str:
    given = "".join(f' {key.rstrip("_")}="{escape(str(value))}"' for key, value in attributes.items())
    return f"<{name}{given}>{inner if isinstance(inner, str) else ''.join(inner)}</{name}>"


def _links(texts: Iterable[str]) -> str:
    return _element("ul", (_element("li", _element("a", escape(text), href="#")) for text in texts))


def _before(language: str) -> Iterator[str]:
    pages, (cookies, *buttons) = _PAGES[language], _COOKIES[language]
    yield "<script>window.dataLayer = window.dataLayer || [];</script>"
    choice = [_element("p", cookies), *(_element("button", button) for button in buttons)]
    yield _element("div", choice, id="cookie-banner", role="dialog")
    yield _element("header", _element("nav", _links(pages)))
    yield _element("div", [_element("a", pages[0], href="#"), " › ", pages[1]], class_="breadcrumb")


def _after(language: str) -> Iterator[str]:
    yield _element("aside", (_element("a", text, href="#") for text in _ACTIONS[language]))
    yield _element("footer", _links(_LINKS[language]))


def _content(source: Source) -> Iterator[str]:
    notes: list[str] = []
    for block in source.blocks:
        if isinstance(block, Note):
            notes.append(_element("li", escape(block.text), id=f"note-{len(notes) + 1}"))
            yield _element("sup", _element("a", str(len(notes)), href=f"#note-{len(notes)}"))
        else:
            yield _html(block, source)
    if notes:
        yield _element("ol", notes)


def _html(block: Block, source: Source) -> str:
    match block:
        case Heading():
            text = escape(block.text)
            if source.layout.headings == "styles":
                return _element(f"h{block.level}", text)
            return _element("p", _element("strong", text))
        case Paragraph():
            tag = "strong" if block.bold else "em" if block.italic else ""
            return _element("p", _element(tag, escape(block.text)) if tag else escape(block.text))
        case Listing():
            return _list(block.closed(), block.marker)
        case Table():
            return _table(block)
        case Labels():
            return _labels(block)
        case Box():
            return _element("div", (_html(part, source) for part in block.blocks), class_="box")
        case Toc():
            entries = (_element("a", escape(title), href=f"#page-{page}") for title, page in block.entries)
            return _element("ul", (_element("li", entry) for entry in entries), class_="toc")
        case PageBreak():
            return "<hr>"
    return ""


def _list(items: Sequence[Item], marker: str) -> str:
    inner = [f"{escape(item.text)}{_list(item.items, 'bullet')}" for item in items]
    if not inner:
        return ""
    if marker == "none":
        return "".join(_element("p", one) for one in inner)
    members = [_element("li", one) for one in inner]
    if marker == "letter":
        return _element("ol", members, type="a")
    return _element("ol" if marker == "number" else "ul", members)


def _labels(block: Labels) -> str:
    pairs = [(escape(label), escape(value)) for label, value in block.pairs]
    match block.style:
        case "table":
            return _element("table", (_element("tr", _element("th", one) + _element("td", two)) for one, two in pairs))
        case "lines":
            return _element("dl", (_element("dt", one) + _element("dd", two) for one, two in pairs))
    sign = ":" if block.style == "colon" else ""
    return "".join(_element("p", f"{_element('strong', one + sign)} {two}") for one, two in pairs)


def _table(table: Table) -> str:
    height, width = table.size()
    places = table.places()
    rows = []
    for row in range(height):
        tag = "th" if row == 0 and table.header else "td"
        cells = [places[row, column] for column in range(width) if (row, column) in places]
        rows.append(_element("tr", (_cell(cell, tag) for cell in cells)))
    return _element("table", rows, border=int(table.ruled))


def _cell(cell: Cell, tag: str) -> str:
    spans = {name: span for name, span in (("colspan", cell.columns), ("rowspan", cell.rows)) if span > 1}
    texts = [escape(text) for text in cell.paragraphs]
    inner = texts[0] if len(texts) == 1 else "".join(_element("p", text) for text in texts)
    return _element(tag, f"{inner}{_list(cell.items, 'bullet')}", **spans)
