"""Which parts of a web page are its content, and what the others are: navigation, cookie notices, footers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

__all__ = ["BESIDE", "SKIPPED", "is_panel", "regions_of"]

BESIDE = "beside the content"
"""The reason for what stands outside the content and is nothing in particular."""

SKIPPED = frozenset(
    "script style template noscript head svg math iframe object embed audio video canvas map img input meta link"
    " title base source track area param".split()
)
"""Elements that show no text of the page."""

_BY_TAG = {"nav": "navigation", "aside": "sidebar", "dialog": "dialog", "footer": "page footer", "menu": "navigation"}
_BY_ROLE = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "tablist": "navigation",
    "banner": "page header",
    "contentinfo": "page footer",
    "complementary": "sidebar",
    "search": "form",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
_BY_NAME = {
    "navigation": "nav navbar navigation menu mainmenu submenu megamenu breadcrumb breadcrumbs pagination pager"
    " skiplink skiplinks skip-link skip-links skip-to-content toc",
    "page header": "site-header page-header-bar topbar masthead",
    "page footer": "footer site-footer page-footer colophon",
    "sidebar": "sidebar side-bar related related-jobs related-vacancies similar-jobs widget widgets advertisement ads",
    "share buttons": "share sharing share-buttons social social-share social-media social-links addthis sharethis",
    "dialog": "modal popup overlay lightbox",
    "hidden": "hidden d-none is-hidden visually-hidden sr-only screen-reader-text visuallyhidden",
}
_NAMES = {name: reason for reason, names in _BY_NAME.items() for name in names.split()}
_COOKIE_NAME = re.compile(r"cookie|consent|gdpr|onetrust|didomi|usercentrics|cybot|\bcmp\b", re.IGNORECASE)
_COOKIE = re.compile(r"cookie|\btraceurs?\b|\btrackers?\b", re.IGNORECASE)
_COOKIE_NOTICE = re.compile(
    r"(?:gebrui|plaats|use|utilis|dépos|verwend|setz|accept|aanvaard|weiger|refus|ablehn)[^.]{0,80}(?:cookie|traceur)"
    r"|cookie[^.]{0,80}(?:gebrui|plaats|used?\b|utilis|verwend|accept|aanvaard|weiger|refus|ablehn)",
    re.IGNORECASE,
)
_PANEL = re.compile(r"\b(?:tab|tabs|tabpanel|panel|accordion|collapse|collapsible|toggle)(?:\b|[-_])", re.IGNORECASE)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TITLES = frozenset({"h1", "main", "article"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PHRASES = frozenset({"body", "li", "td", "th", "dt", "dd", "span", "a", "b", "strong", "em", "i"})
_LISTS = frozenset({"ul", "ol", "div", "section", "p", "td", "tr", "table", "span"})

# Shares of text: of a page that a part named like a menu may hold at most, of a part that is links in a menu, of a
# cookie notice that speaks of cookies, of a page that is its content.
_MAX_NAMED = 0.4
_LINKS_IN_MENU = 0.75
_MIN_LINKS = 4
_LINK_SIZE = 60
_COOKIE_SHARE = 0.35
# What a page with nothing but a cookie notice may hold beside it, in letters: a title, a link.
_REST = 150
_CONTENT_SHARE = 0.9
_MIN_MAIN = 0.25


@dataclass(slots=True)
class _Count:
    """What an element holds: letters of text, of links, and of texts that speak of cookies."""

    text: int = 0
    linked: int = 0
    links: int = 0
    cookie: int = 0
    cookies: int = 0
    notice: bool = False
    titled: bool = False
    headed: bool = False

    def add(self, other: _Count) -> None:
        self.text += other.text
        self.linked += other.linked
        self.links += other.links
        self.cookie += other.cookie
        self.cookies += other.cookies
        self.notice = self.notice or other.notice
        self.titled = self.titled or other.titled
        self.headed = self.headed or other.headed

    def add_text(self, text: str | None) -> None:
        stripped = (text or "").strip()
        self.text += len(stripped)
        if stripped and _COOKIE.search(stripped):
            self.cookie += len(stripped)
            self.cookies += 1
            self.notice = self.notice or _COOKIE_NOTICE.search(stripped) is not None


def regions_of(body: HtmlElement) -> dict[HtmlElement, str | None]:
    """Return where the parts of a page begin that are not its content, and where its content begins.

    The content is the page's `main`, its one large `article`, what it marks as the description of a job, or the part
    that holds nine tenths of its text outside menus; without such a part it is the whole page. Inside and outside of
    it, menus, headers, footers, notices, dialogs, forms and what is hidden are told by their element, role or name,
    menus also by their links, and cookie notices by what they say.

    Args:
        body: the page's body.

    Returns:
        For the first element of each part the reason why it is none of the content, None where content begins; what
        is in no part of its own belongs with what it stands in.
    """
    elements = [element for element in body.iter() if isinstance(element.tag, str)]
    counts = _counts(elements, {})
    marked = _marked(body, counts)
    plain = _counts(elements, marked)
    regions: dict[HtmlElement, str | None] = dict(marked)
    if "cookie notice" in marked.values() and plain[body].text <= min(_REST, counts[body].text // 4):
        regions[body] = "cookie notice"
        return regions
    root = _content_root(body, elements, plain, marked)
    if root is not body and body not in marked:
        regions[body] = BESIDE
        regions[root] = None
    if next(root.iter("h1"), None) is None:
        _take_title(elements, regions)
    return regions


def is_panel(element: HtmlElement) -> bool:
    """Return whether an element is a part of tabs or an accordion, which may be hidden until it is opened."""
    return element.get("role") == "tabpanel" or _PANEL.search(_names(element)) is not None


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _counts(elements: Sequence[HtmlElement], without: Mapping[HtmlElement, str]) -> dict[HtmlElement, _Count]:
    """Return what each element holds, bottom up, parts in `without` left out."""
    counts = {element: _Count() for element in elements}
    for element in reversed(elements):
        count = counts[element]
        if element.tag not in SKIPPED:
            count.add_text(element.text)
            for child in element:
                count.add_text(child.tail)
        if element.tag == "a":
            count.linked, count.links = count.text, 1
        count.titled = count.titled or element.tag in _TITLES or element.get("role") == "main"
        count.headed = count.headed or element.tag in _HEADINGS
        parent = element.getparent()
        if parent in counts and element not in without:
            counts[parent].add(count)
    return counts


def _marked(body: HtmlElement, counts: Mapping[HtmlElement, _Count]) -> dict[HtmlElement, str]:
    """Return the outermost elements that are no content, each with the reason."""
    whole = max(1, counts[body].text)
    marked: dict[HtmlElement, str] = {}
    waiting = [body]
    while waiting:
        element = waiting.pop()
        reason = _reason(element, counts[element], whole)
        if reason is None:
            waiting += [child for child in element if child in counts]
        else:
            marked[element] = reason
    return marked


def _reason(element: HtmlElement, count: _Count, whole: int) -> str | None:
    tag, role, names = element.tag, element.get("role"), _names(element)
    if _is_cookie_notice(element, count, names, whole):
        return "cookie notice"
    if _is_hidden(element):
        return "hidden"
    if tag in {"body", "main", "article"} or role in {"main", "tabpanel"}:
        return None
    small = count.text <= whole * _MAX_NAMED and not count.titled
    if role in _BY_ROLE and (small or _BY_ROLE[role] in {"navigation", "page footer"}):
        return _BY_ROLE[role]
    if tag in _BY_TAG and (tag != "footer" or not _within(element, {"article", "main"})) and not count.titled:
        return _BY_TAG[tag]
    if tag == "header" and not _within(element, {"article", "main", "section"}) and not _holds_content(element, count):
        return "page header"
    if tag == "form" and small:
        return "form"
    named = next((_NAMES[name] for name in names.lower().split() if name in _NAMES), None)
    if named is not None and small and not (named == "hidden" and is_panel(element)):
        return named
    return "navigation" if tag in _LISTS and _is_menu(count) else None


def _is_cookie_notice(element: HtmlElement, count: _Count, names: str, whole: int) -> bool:
    if not count.text:
        return False
    named = _COOKIE_NAME.search(names) is not None and element.tag != "body"
    if named and not (count.titled and count.text > whole * _MAX_NAMED):
        return True
    if count.titled or element.tag in _PHRASES or (element.tag == "p" and _within(element, {"article", "main"})):
        return False
    return (count.notice or count.cookies >= 3) and count.cookie >= count.text * _COOKIE_SHARE


def _is_hidden(element: HtmlElement) -> bool:
    if is_panel(element) or element.tag == "body":
        return False
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDING.search(element.get("style") or "") is not None
    )


def _is_menu(count: _Count) -> bool:
    return (
        count.links >= _MIN_LINKS
        and not count.titled
        and count.linked >= count.text * _LINKS_IN_MENU
        and count.linked <= count.links * _LINK_SIZE
    )


def _holds_content(element: HtmlElement, count: _Count) -> bool:
    return count.titled and any(child.tag in {"main", "article"} for child in element.iter())


def _within(element: HtmlElement, tags: Iterable[str]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _content_root(
    body: HtmlElement,
    elements: Sequence[HtmlElement],
    plain: Mapping[HtmlElement, _Count],
    marked: Mapping[HtmlElement, str],
) -> HtmlElement:
    """Return the element that holds the content: a marked one of some size, else the part with nearly all text."""
    shown = _shown(elements, marked)
    whole = plain[body].text
    for wanted in (_is_main, _is_posting, _is_article, _is_description):
        found = sorted((element for element in shown if wanted(element)), key=lambda element: -plain[element].text)
        if not found or plain[found[0]].text < max(1.0, whole * _MIN_MAIN):
            continue
        if len(found) == 1 or plain[found[1]].text * 2 < plain[found[0]].text or _holds(found[0], found[1]):
            return found[0]
    root = body
    while True:
        child = max((child for child in root if child in plain), key=lambda child: plain[child].text, default=None)
        if child is None or child in marked or not _holds_all(child, root, plain, marked):
            return root
        root = child


def _holds_all(
    child: HtmlElement, root: HtmlElement, plain: Mapping[HtmlElement, _Count], marked: Mapping[HtmlElement, str]
) -> bool:
    """Return whether a part holds nearly all that an element does, and no heading stands beside it."""
    if child.tag not in {"div", "section", "form", "center", "table", "tbody", "tr", "td"}:
        return False
    beside = (other for other in root if other is not child and other in plain and other not in marked)
    return plain[child].text >= plain[root].text * _CONTENT_SHARE and not any(plain[other].headed for other in beside)


def _is_main(element: HtmlElement) -> bool:
    return bool(element.tag == "main") or element.get("role") == "main"


def _is_posting(element: HtmlElement) -> bool:
    return str(element.get("itemtype") or "").rstrip("/").endswith("schema.org/JobPosting")


def _is_article(element: HtmlElement) -> bool:
    return bool(element.tag == "article")


def _is_description(element: HtmlElement) -> bool:
    return bool(element.get("itemprop") == "description")


def _holds(outer: HtmlElement, inner: HtmlElement) -> bool:
    return any(ancestor is outer for ancestor in inner.iterancestors())


def _shown(elements: Sequence[HtmlElement], marked: Mapping[HtmlElement, str]) -> list[HtmlElement]:
    """Return the elements that stand in no marked part."""
    inside: set[HtmlElement] = set()
    for element in elements:
        if element in marked or element.getparent() in inside:
            inside.add(element)
    return [element for element in elements if element not in inside]


def _take_title(elements: Sequence[HtmlElement], regions: dict[HtmlElement, str | None]) -> None:
    """Take the page's one title into the content where it stands in a header outside of it."""
    titles = [element for element in elements if element.tag == "h1"]
    if len(titles) != 1:
        return
    around = (regions[element] for element in (titles[0], *titles[0].iterancestors()) if element in regions)
    if next(around, None) in {"page header", BESIDE}:
        regions[titles[0]] = None
