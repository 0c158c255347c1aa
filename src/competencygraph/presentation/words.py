"""The words of workbooks, charts and pages in Dutch, French and English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from competencygraph.terms import safe_yaml

__all__ = ["word"]


def word(key: str, language: str) -> str:
    """Return a word of the workbooks, charts and pages.

    Args:
        key: a key of ``words.yaml``.
        language: ``nl``, ``fr`` or ``en``; English stands in for any other.

    Returns:
        The word.

    >>> word("evidence", "fr"), word("rows", "de")
    ('Sources', 'Rows')
    """
    by_language = _words()[key]
    return by_language.get(language, by_language["en"])


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = files("competencygraph.presentation").joinpath("words.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, str]] = safe_yaml.load(text)
    return loaded
