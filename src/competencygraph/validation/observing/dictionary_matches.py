"""Observes what comes nearest, in the dictionaries of a framework, to the competencies of a profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import NamedNode, Triple
from rapidfuzz import fuzz

from competencygraph.terms import cg
from competencygraph.validation.observing.normalised_text import normalise
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source

__all__ = ["observe"]

#: What is less alike is not the same thing in other words; of 100.
_LEAST = 80.0
_EQUAL = 100.0


@dataclass(frozen=True, slots=True)
class _Wording:
    """A name, a level title or an indicator.

    Args:
        node: what has it.
        text: normalised.
        notation: of the level that it belongs to; None for a name, and where no number is printed.
        title: whether it is the title of a level.
    """

    node: str
    text: str
    notation: str | None = None
    title: bool = False


@dataclass(slots=True)
class _Entry:
    """A competency with the titles and indicators of its levels."""

    name: _Wording
    here: bool
    dictionary: bool
    parts: list[_Wording] = field(default_factory=list)


def observe(source: Source) -> Iterator[Triple]:
    """Yield the best match of each name of a competency, title of a level and indicator in the framework's dictionaries.

    Dictionaries are those of other documents and of this one; what stands in a dictionary is itself not looked up.
    Titles and indicators are looked up in the entry of the same name alone. Of equally good matches one under the
    same number counts.

    Args:
        source: the edition, with what other documents say beside it.

    Yields:
        ``cg:DictionaryMatch`` from 80 up to 100, where nothing but case, white space and closing punctuation differs.
    """
    entries = _entries(source)
    known = [entry for entry in entries if entry.dictionary]
    number = 0
    for entry in entries if known else ():
        if entry.dictionary or not entry.here:
            continue
        matches = [_best(entry.name, [each.name for each in known])]
        same = [part for each in known if each.name.text == entry.name.text for part in each.parts]
        matches += [_best(part, [each for each in same if each.title == part.title]) for part in entry.parts]
        for match in matches:
            if match is not None:
                number += 1
                own, other, score = match
                yield from observation(
                    source.edition,
                    cg.DictionaryMatch,
                    number,
                    on=own.node,
                    values={cg.otherNode: NamedNode(other.node), cg.score: Decimal(str(round(score, 1)))},
                )


def _entries(source: Source) -> list[_Entry]:
    found: dict[str, _Entry] = {}
    parts: defaultdict[str, dict[str, _Wording]] = defaultdict(dict)
    for competency, name, here, dictionary, node, text, notation in source.lookup("competencies-with-texts"):
        if competency is None or name is None or here is None:
            continue
        own = _Wording(competency.value, normalise(name.value))
        found.setdefault(competency.value, _Entry(own, here.value == "true", dictionary is not None))
        if node is not None and text is not None:
            title = "/indicator/" not in node.value
            level = None if notation is None else notation.value
            parts[competency.value].setdefault(
                node.value, _Wording(node.value, normalise(text.value), level, title)
            )
    for iri, entry in found.items():
        entry.parts.extend(parts[iri].values())
    return list(found.values())


def _best(own: _Wording, others: Sequence[_Wording]) -> tuple[_Wording, _Wording, float] | None:
    """Return a wording with the one most like it and how alike they are, None when none is."""
    best: tuple[float, bool, _Wording] | None = None
    for other in others:
        score = _EQUAL if own.text == other.text else min(fuzz.ratio(own.text, other.text), _EQUAL - 0.1)
        if score >= _LEAST and (best is None or (score, own.notation == other.notation) > best[:2]):
            best = (score, own.notation == other.notation, other)
    return None if best is None else (own, best[2], best[0])
