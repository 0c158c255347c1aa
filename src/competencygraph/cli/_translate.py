"""Errors in the language of the run: templates of ``errors.yaml``, holes filled from the English text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from competencygraph.errors import CompetencyGraphError, NotAProfileError
from competencygraph.terms import safe_yaml

__all__ = ["translate", "translate_text"]

#: Characters of a place that are shown.
_WHERE = 300
_HOLE = re.compile(r"\{(\d+)\}")


@dataclass(frozen=True, slots=True)
class _Template:
    pattern: re.Pattern[str]
    words: int
    wordings: dict[str, str]


def translate(error: CompetencyGraphError, language: str) -> str:
    """Return an error as one line in a language.

    Args:
        error: what happened, in English.
        language: ``nl``, ``fr`` or ``en``.

    Returns:
        Where, what and what to do; a part without a template stays English.

    >>> translate(CompetencyGraphError("the file is empty", where="a.txt"), "nl")
    'a.txt: het bestand is leeg'
    >>> translate(CompetencyGraphError("the file is empty", where="a.txt", remedy="give a file"), "fr")
    'a.txt : le fichier est vide ; donnez un fichier'
    """
    what = error.what
    if isinstance(error, NotAProfileError) and language in error.headings:
        what = what.replace(", ".join(error.headings["en"]), ", ".join(error.headings[language]))
    where = None if error.where is None else _shortened(translate_text(error.where, language))
    remedy = None if error.remedy is None else translate_text(error.remedy, language)
    line = translate_text(what, language)
    space = " " if language == "fr" else ""
    line = line if where is None else f"{where}{space}: {line}"
    line = line if remedy is None else f"{line}{space}; {remedy}"
    return " ".join(line.split())


def _shortened(where: str) -> str:
    """Return a name without the middle of it where it is too long to be read."""
    half = _WHERE // 2
    return where if len(where) <= _WHERE else f"{where[:half]}…{where[-half:]}"


def translate_text(text: str, language: str) -> str:
    """Return one part of an error in a language, or as it is when no template fits.

    Args:
        text: in English.
        language: ``nl``, ``fr`` or ``en``.

    Returns:
        The wording of the template with the most words of its own that fits.

    >>> translate_text("did you mean rises?", "fr")
    'vouliez-vous dire rises ?'
    """
    if language == "en":
        return text
    for template in _templates():
        filled = template.pattern.fullmatch(text)
        if filled is not None:
            return template.wordings[language].format(*filled.groups())
    return text


@cache
def _templates() -> tuple[_Template, ...]:
    data = safe_yaml.load((files("competencygraph.cli") / "errors.yaml").read_text(encoding="utf-8"))
    templates = [
        _Template(_pattern(english), len(_HOLE.sub("", english)), wordings) for english, wordings in data.items()
    ]
    return tuple(sorted(templates, key=lambda template: -template.words))


def _pattern(english: str) -> re.Pattern[str]:
    pieces = _HOLE.split(english)
    return re.compile(
        "".join("(.*?)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces)), re.DOTALL
    )
