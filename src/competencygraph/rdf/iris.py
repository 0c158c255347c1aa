"""How data IRIs are built: readable paths that nothing but the text, the framework and the document decides.

``docs/reference/iris.md`` says it for readers; this module is the only place that does it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence, Set
from urllib.parse import quote

from competencygraph.errors import CatalogueError, UnreadableDocumentError, UsageError

__all__ = [
    "ITEM_WORDS",
    "document_iri",
    "edition_iri",
    "framework_iri",
    "grade_segment",
    "passage_iri",
    "short_digest",
    "sibling_names",
    "slug",
]

#: How many words of a headless item its slug takes.
ITEM_WORDS = 8
_SLUG_LENGTH = 60
#: Text beyond this many characters cannot change a slug of eight words or sixty characters in any ordinary text.
_READ_LENGTH = 1000
_WORD = re.compile(r"[a-z0-9]+")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[A-Za-z0-9._~:/@!$&'()*+,;=%-]+/")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SHORT, _FULL = 8, 64
# Paths that hold something else than frameworks, and under a framework something else than documents.
_RESERVED_FRAMEWORKS = frozenset({"grades", "graph"})
_RESERVED_DOCUMENTS = frozenset({"organisation"})


def slug(text: str, words: int | None = None) -> str:
    """Return the readable part of an IRI that stands for a text.

    Args:
        text: any text.
        words: how many words to take at most; None for all, as with headings.

    Returns:
        ASCII lower-case letters and digits with single hyphens, at most 60 characters, cut between words;
        eight hex digits of the text's digest when no letter or digit of it can be written so.

    >>> slug("Als coördinator (facultatief)")
    'als-coordinator-facultatief'
    >>> slug("Een korte- en een langetermijnplanning voor de activiteiten van de dienst opstellen", ITEM_WORDS)
    'een-korte-en-een-langetermijnplanning-voor-de-activiteiten'
    >>> slug("領導")
    'fa10af31'
    """
    folded = text[:_READ_LENGTH].casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
        folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
    found = _WORD.findall(folded)
    if not found:
        return short_digest(text)
    joined = "-".join(found if words is None else found[:words])
    if len(joined) <= _SLUG_LENGTH:
        return joined
    return joined[: _SLUG_LENGTH + 1].rpartition("-")[0] or joined[:_SLUG_LENGTH]


def short_digest(text: str, length: int = _SHORT) -> str:
    """Return the first hex digits of a text's SHA-256.

    Args:
        text: any text.
        length: how many digits, at most 64.

    Returns:
        Lower-case hex digits.

    >>> short_digest("Doel")
    'c5513b4a'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def sibling_names(texts: Sequence[str], words: int | None = None, reserved: Set[str] = frozenset()) -> list[str]:
    """Return a path segment for each member of a list, all different.

    Args:
        texts: the members' headings or texts, in printed order.
        words: how many words a slug takes at most; None for all.
        reserved: segments that are taken by something else.

    Returns:
        The slug where it is the only one of its kind; ``slug-`` and digits of the text's digest where different
        texts share a slug; for a text that occurs again ``-2``, ``-3`` in printed order. So a further member changes
        another's segment only when the two have one slug.

    >>> sibling_names(["Plannen", "Beslissen", "Plannen", "plannen!"])
    ['plannen-1c6d560f', 'beslissen', 'plannen-1c6d560f-2', 'plannen-2f1c8a2c']
    >>> sibling_names(["Beslissen", "Beslissen"])
    ['beslissen', 'beslissen-2']
    """
    slugs = [slug(text, words) for text in texts]
    if len(set(slugs)) == len(slugs) and reserved.isdisjoint(slugs):
        return slugs
    names = _different(dict(zip(texts, slugs, strict=True)), reserved)
    taken = {*names.values(), *reserved}
    count: dict[str, int] = {}
    result: list[str] = []
    for text in texts:
        name = names[text]
        if text in count:
            number = count[text] + 1
            while f"{name}-{number}" in taken:
                number += 1
            count[text] = number
            name = f"{name}-{number}"
            taken.add(name)
        else:
            count[text] = 1
        result.append(name)
    return result


def _different(slugs: dict[str, str], reserved: Set[str]) -> dict[str, str]:
    """Return a name of its own for each text, with as much of its digest as it takes."""
    digits = dict.fromkeys(slugs, 0)
    while True:
        names = {
            text: f"{base}-{short_digest(text, digits[text])}" if digits[text] else base for text, base in slugs.items()
        }
        holders: dict[str, list[str]] = {}
        for text, name in names.items():
            holders.setdefault(name, []).append(text)
        clashing = [
            text
            for name, group in holders.items()
            if len(group) > 1 or name in reserved
            for text in group
            if digits[text] < _FULL
        ]
        if not clashing:
            return names
        for text in clashing:
            digits[text] = _FULL if digits[text] else _SHORT


def framework_iri(base: str, key: str) -> str:
    """Return the IRI of a framework.

    Args:
        base: where data IRIs begin, ending in a slash.
        key: the framework's key.

    Returns:
        The IRI.

    Raises:
        UsageError: the base is no absolute IRI that ends in a slash.
        CatalogueError: the key cannot stand in an IRI, or is reserved.

    >>> framework_iri("https://w3id.org/competencygraph/id/", "federal-be")
    'https://w3id.org/competencygraph/id/federal-be'
    """
    if not _BASE.fullmatch(base):
        raise UsageError("this is no base of IRIs", where=base, remedy="give an absolute IRI that ends in a slash")
    return base + _checked(key, _RESERVED_FRAMEWORKS)


def document_iri(framework: str, key: str) -> str:
    """Return the IRI of a document.

    Args:
        framework: IRI of its framework.
        key: the document's key.

    Returns:
        The IRI.

    Raises:
        CatalogueError: the key cannot stand in an IRI, or is reserved.

    >>> document_iri("https://w3id.org/competencygraph/id/federal-be", "000")
    'https://w3id.org/competencygraph/id/federal-be/000'
    """
    return f"{framework}/{_checked(key, _RESERVED_DOCUMENTS)}"


def edition_iri(document: str, digest: str) -> str:
    """Return the IRI of an edition, which also names its graph.

    Args:
        document: IRI of the document.
        digest: SHA-256 of the file, 64 lower-case hex digits.

    Returns:
        The IRI.

    Raises:
        UnreadableDocumentError: the digest is none.

    >>> edition_iri("https://w3id.org/competencygraph/id/federal-be/000", "9c9fb8fc" * 8)
    'https://w3id.org/competencygraph/id/federal-be/000/ed/9c9fb8fc'
    """
    if not _DIGEST.fullmatch(digest):
        raise UnreadableDocumentError(f"“{digest}” is no SHA-256 digest", where=document, remedy="read the file again")
    return f"{document}/ed/{digest[:_SHORT]}"


def passage_iri(edition: str, start_line: int, end_line: int, page: int | None = None) -> str:
    """Return the IRI of a range of lines; RFC 5147 counts positions between lines, from 0.

    Args:
        edition: IRI of the edition.
        start_line: first line, counted from 1.
        end_line: last line, included.
        page: the page that the first line stands on (RFC 8118); None in documents without pages.

    Returns:
        The IRI.

    >>> passage_iri("https://w3id.org/competencygraph/id/federal-be/000/ed/9c9fb8fc", 112, 112)
    'https://w3id.org/competencygraph/id/federal-be/000/ed/9c9fb8fc#line=111,112'
    >>> passage_iri("https://w3id.org/competencygraph/id/demo/a/ed/9c9fb8fc", 120, 121, page=3)
    'https://w3id.org/competencygraph/id/demo/a/ed/9c9fb8fc#page=3&line=119,121'
    """
    lines = f"line={start_line - 1},{end_line}"
    return f"{edition}#{lines}" if page is None else f"{edition}#page={page}&{lines}"


def grade_segment(notation: str) -> str:
    """Return the path segment of a grade in a document's own scheme: its notation, percent-encoded where it must be.

    Args:
        notation: as printed.

    Returns:
        A segment of its own for each notation.

    >>> grade_segment("A4"), grade_segment("Niveau II")
    ('A4', 'Niveau%20II')
    """
    return quote(notation, safe="") if notation.strip(".") else short_digest(notation)


def _checked(key: str, reserved: Set[str]) -> str:
    if not _KEY.fullmatch(key) or key in reserved:
        raise CatalogueError(
            f"the key “{key}” cannot stand in an IRI",
            where=key,
            remedy="use lower-case letters, digits and hyphens, and none of: " + ", ".join(sorted(reserved)),
        )
    return key
