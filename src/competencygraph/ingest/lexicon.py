"""The table of headings and keywords that extraction works from; its words stand in ``lexicon.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from competencygraph.errors import DefinitionError
from competencygraph.terms import safe_yaml

__all__ = ["Lexicon", "load_lexicon", "normalise_heading"]

# The same loader in C, several times as fast, where PyYAML was built with it.
_NUMBER = r"(?<!\d)(?:\d{1,3}(?:[.,\u00a0\u202f ]\d{3}){1,4}|\d{1,12})(?!\d)"
_BILINGUAL = re.compile(r"\s*[/|]\s*|\s[–-]\s")
_JOINED = re.compile(r",?\s+(?:&|and/or|and|or|en/of|en|of|et/ou|et|ou|\+)\s+|,\s+", re.IGNORECASE)
_MAX_COMPOUND_WORDS = 14
# Signs; no heading of the table is half as long.
_MAX_HEADING = 200
# Of two kinds in one heading, the one that says more of what stands below it.
_STRONGER = ("result_areas", "tasks", "competency_group", "competencies", "technical", "knowledge", "purpose")
_GROUP_NAME = re.compile(r"\(\?P<(\w+)>")
_BRACKETED = re.compile(r"\s*\([^()]*\)")


def normalise_heading(text: str) -> str:
    """Return a heading's text as it is compared: lower case, no bracketed remark, no closing punctuation.

    >>> normalise_heading("Resultaatgebieden (indicatief) :")
    'resultaatgebieden'
    """
    bare = _BRACKETED.sub("", text).strip(" .:;?!*–-_|").casefold()
    return " ".join(bare.replace("’", "'").replace(",", "").split())


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Headings and keywords of all languages, ready to match.

    Args:
        data: the content of ``lexicon.yaml``: language -> kind of word -> words or patterns.
    """

    data: Mapping[str, Mapping[str, Any]]

    @cached_property
    def _headings(self) -> dict[str, str]:
        return {
            normalise_heading(phrase): kind
            for words in self.data.values()
            for kind, phrases in words["headings"].items()
            for phrase in phrases
        }

    @cached_property
    def _heading_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        kinds: dict[str, list[str]] = {}
        for words in self.data.values():
            for kind, patterns in words["heading_patterns"].items():
                kinds.setdefault(kind, []).extend(patterns)
        return tuple((kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in kinds.items())

    @lru_cache(maxsize=2048)  # noqa: B019 - one lexicon lives as long as the process
    def heading_kind(self, text: str) -> str | None:
        """Return the kind of part that a whole line heads, None when the table does not know it.

        >>> load_lexicon().heading_kind("Doel van de functie :")
        'purpose'
        >>> load_lexicon().heading_kind("Compétences / Competenties"), load_lexicon().heading_kind("Missions et tâches")
        ('competencies', 'tasks')
        """
        if len(text) > _MAX_HEADING:
            return None
        whole = normalise_heading(text)
        return self._headings.get(whole) or self._compound_kind(text)

    def _compound_kind(self, heading: str) -> str | None:
        """Return the kind of a heading in two languages, or of two names joined, when each part is known."""
        if len(heading.split()) > _MAX_COMPOUND_WORDS:
            return None
        for separator in (_BILINGUAL, _JOINED):
            parts = separator.split(heading)
            names = [normalise_heading(part) for part in parts]
            kinds = [
                self._headings.get(name) for name in names if name not in self._companions or name in self._headings
            ]
            if len(parts) > 1 and kinds and None not in kinds:
                if kinds[0] == "knowledge" and "competencies" not in kinds:
                    return "knowledge"
                return next((kind for kind in _STRONGER if kind in kinds), kinds[0])
        return None

    def likely_heading_kind(self, text: str) -> str | None:
        """Return the kind that words inside a line suggest; only for lines that look like a heading.

        >>> load_lexicon().likely_heading_kind("Aan welke voorwaarden moet je voldoen?")
        'conditions'
        """
        return next((kind for kind, pattern in self._heading_patterns if pattern.search(text)), None)

    @cached_property
    def _phrases(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        kinds: dict[str, list[str]] = {}
        for words in self.data.values():
            for kind, patterns in words["heading_phrases"].items():
                kinds.setdefault(kind, []).extend(patterns)
        return tuple((kind, re.compile(f"(?:{'|'.join(patterns)})", re.IGNORECASE)) for kind, patterns in kinds.items())

    def phrase_heading_kind(self, text: str) -> str | None:
        """Return the kind that a line in words of its own heads; only for lines that are set off from the text.

        >>> load_lexicon().phrase_heading_kind("Wat ga je doen?"), load_lexicon().phrase_heading_kind("Ga naar huis")
        ('tasks', None)
        """
        bare = normalise_heading(text)
        return next((kind for kind, pattern in self._phrases if pattern.fullmatch(bare)), None)

    @cached_property
    def _companions(self) -> frozenset[str]:
        return frozenset(normalise_heading(name) for name in self.names("companions"))

    @cached_property
    def _weak_headings(self) -> frozenset[str]:
        return frozenset(normalise_heading(name) for name in self.names("weak_headings"))

    def is_weak_heading(self, text: str) -> bool:
        """Return whether a known heading stands in texts of all kinds, so that it alone shows no function profile.

        >>> load_lexicon().is_weak_heading("Résultats"), load_lexicon().is_weak_heading("Resultaatgebieden")
        (True, False)
        """
        return normalise_heading(text) in self._weak_headings

    @cached_property
    def _describing(self) -> frozenset[str]:
        return frozenset(normalise_heading(name) for name in self.names("describing_headings"))

    def describes_job(self, text: str) -> bool:
        """Return whether a heading names a type of document that a vacancy has as one of its parts too.

        >>> load_lexicon().describes_job("Functieomschrijving"), load_lexicon().describes_job("Vacature")
        (True, False)
        """
        return normalise_heading(text) in self._describing

    @property
    def headings(self) -> Mapping[str, str]:
        """Return every known heading in its normalised form with its kind."""
        return self._headings

    @lru_cache(maxsize=256)  # noqa: B019 - one lexicon lives as long as the process
    def pattern(self, name: str, *path: str, before: str = "", after: str = "") -> re.Pattern[str]:
        """Return one pattern that matches what any language's entry of that name matches.

        Args:
            name: the entry, such as ``divider``.
            path: deeper keys below it, such as ``minimum`` below ``bounds``.
            before: pattern in front of the alternatives.
            after: pattern behind them.

        Returns:
            The compiled pattern, case ignored; ``NUMBER`` in an entry stands for a printed whole number.

        Raises:
            DefinitionError: the lexicon has no such entry.
        """
        alternatives: list[str] = []
        for language, words in self.data.items():
            entry: Any = words
            for key in (name, *path):
                if key not in entry:
                    raise DefinitionError(f"the lexicon has no entry {name}", where=f"lexicon.yaml, {language}")
                entry = entry[key]
            alternatives += [entry] if isinstance(entry, str) else list(entry)
        joined = "|".join(f"(?:{alternative})" for alternative in alternatives).replace("NUMBER", _NUMBER)
        if "(?P<" in joined:
            joined = _number_groups(alternatives)
        return re.compile(f"{before}(?:{joined}){after}", re.IGNORECASE)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {
            normalise_label(label): kind
            for words in self.data.values()
            for kind, labels in words["labels"].items()
            for label in labels
        }

    def label_kind(self, label: str) -> str | None:
        """Return what a label such as ``Functionele loopbaan`` introduces, None when the table does not know it."""
        whole = normalise_label(label)
        parts = [part.strip() for part in whole.split("/")]
        return self._labels.get(whole) or next((self._labels[part] for part in parts if part in self._labels), None)

    @cached_property
    def _columns(self) -> dict[tuple[str, str], str]:
        return {
            (family, normalise_heading(name)): role
            for words in self.data.values()
            for family, roles in words["columns"].items()
            for role, names in roles.items()
            for name in names
        }

    def column_role(self, family: str, header: str) -> str | None:
        """Return what the column under a header holds, None when the table does not know it.

        Args:
            family: what the whole table may list: ``areas`` or ``competencies``.
            header: the text of the header cell.

        >>> load_lexicon().column_role("areas", "Kernactiviteiten")
        'activity'
        """
        return self._columns.get((family, normalise_heading(header)))

    @cached_property
    def number_words(self) -> Mapping[str, int]:
        """Return the numbers that are written as words."""
        return {word: value for words in self.data.values() for word, value in words["numbers"].items()}

    def names(self, *entries: str) -> Iterable[str]:
        """Yield the plain words of list entries such as ``months``, of all languages."""
        for words in self.data.values():
            for entry in entries:
                yield from words[entry]


def normalise_label(label: str) -> str:
    """Return a label as it is compared.

    >>> normalise_label("Graad (functietitel) ")
    'graad (functietitel)'
    """
    return " ".join(label.casefold().replace("’", "'").split())


def _number_groups(alternatives: list[str]) -> str:
    """Return the alternatives joined, group names numbered, since several of them may use one."""
    numbered = [_GROUP_NAME.sub(rf"(?P<\g<1>{index}>", alternative) for index, alternative in enumerate(alternatives)]
    return "|".join(f"(?:{alternative})" for alternative in numbered)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the packaged lexicon.

    Raises:
        DefinitionError: the file is no YAML.
    """
    source = files("competencygraph.ingest").joinpath("lexicon.yaml")
    try:
        return Lexicon(safe_yaml.load(source.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise DefinitionError("the lexicon is no YAML", where="lexicon.yaml") from error
