"""Which definitions the asterisks in a text refer to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import NamedNode

__all__ = ["MarkedTerms"]

_MARK = re.compile(r"\*+")


class MarkedTerms:
    """The defined terms of a document, to be found before asterisks.

    Args:
        terms: each term with the node of its definition, in printed order.

    >>> large, medium = NamedNode("https://example.org/large"), NamedNode("https://example.org/medium")
    >>> terms = MarkedTerms([("grote organisatie", large), ("middelgrote organisatie", medium)])
    >>> terms.referred_to("van een middelgrote organisatie* of van een entiteit") == [medium]
    True
    >>> terms.referred_to("van een grote organisatie, van een entiteit*")
    []
    """

    def __init__(self, terms: Sequence[tuple[str, NamedNode]]) -> None:
        self._terms: dict[str, list[NamedNode]] = {}
        for term, node in terms:
            plain = _plain(term).strip(" *")
            if plain:
                self._terms.setdefault(plain, []).append(node)

    def referred_to(self, text: str) -> list[NamedNode]:
        """Return the definitions that a text refers to.

        A definition is referred to when the words directly before an asterisk end with its term, whatever the case;
        of several such terms the longest counts. Nothing else is taken for a reference.

        Args:
            text: the text, with its asterisks.

        Returns:
            The definitions, each once, in the order of the text; two definitions of one term both.
        """
        if "*" not in text or not self._terms:
            return []
        found: dict[NamedNode, None] = {}
        plain = _plain(text)
        for mark in _MARK.finditer(plain):
            before = plain[: mark.start()]
            ending = [term for term in self._terms if _ends_with(before, term)]
            if ending:
                found.update(dict.fromkeys(self._terms[max(ending, key=len)]))
        return list(found)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _ends_with(before: str, term: str) -> bool:
    if not before.endswith(term):
        return False
    rest = before[: len(before) - len(term)]
    return not rest or not (rest[-1].isalnum() and term[0].isalnum())
