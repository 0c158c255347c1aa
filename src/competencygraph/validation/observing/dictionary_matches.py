"""Observes what comes nearest, in the dictionaries of a framework, to the competencies of a profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple
from rapidfuzz import fuzz

from competencygraph.store.port import Term
from competencygraph.terms import cg
from competencygraph.validation.observing.normalised_text import normalise
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source

__all__ = ["observe"]

#: What is less alike is not the same thing in other words; of 100. Names are short, and one other word is another name.
_LEAST, _LEAST_OF_NAMES = 80.0, 85.0
_EQUAL = 100.0


@dataclass(frozen=True, slots=True)
class _Wording:
    """A name, a level title or an indicator.

    Args:
        node: what has it.
        text: normalised.
        language: of the text, empty when unknown.
        notation: of the level that it belongs to; None for a name, and where no number is printed.
        title: whether it is the title of a level.
    """

    node: str
    text: str
    language: str
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
    """Yield the best match, in the framework's dictionaries, of each competency's name, level titles and indicators.

    Dictionaries are those of other documents and of this one; what stands in a dictionary is itself not looked up.
    Titles and indicators are looked up in the entry of the same name alone, and only in the same language. Of equally
    good matches one under the same number counts.

    Args:
        source: the edition, with what other documents say beside it.

    Yields:
        ``cg:DictionaryMatch`` from 80 (names: 85) up to 100, where at most case, white space and closing punctuation
        differ.
    """
    entries = _entries(source)
    known = [entry for entry in entries if entry.dictionary]
    number = 0
    for entry in entries if known else ():
        if entry.dictionary or not entry.here:
            continue
        matches = [_best(entry.name, [each.name for each in known], _LEAST_OF_NAMES)]
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
        own = _Wording(competency.value, normalise(name.value), _language(name))
        found.setdefault(competency.value, _Entry(own, here.value == "true", dictionary is not None))
        if node is not None and text is not None:
            title = "/indicator/" not in node.value
            level = None if notation is None else notation.value
            parts[competency.value].setdefault(
                node.value, _Wording(node.value, normalise(text.value), _language(text), level, title)
            )
    for iri, entry in found.items():
        entry.parts.extend(parts[iri].values())
    return list(found.values())


def _language(term: Term) -> str:
    return (term.language or "") if isinstance(term, Literal) else ""


def _best(own: _Wording, others: Sequence[_Wording], least: float = _LEAST) -> tuple[_Wording, _Wording, float] | None:
    """Return a wording with the one most like it and how alike they are, None when none is."""
    best: tuple[float, bool, _Wording] | None = None
    for other in (each for each in others if each.language == own.language):
        score = _EQUAL if own.text == other.text else min(fuzz.ratio(own.text, other.text), _EQUAL - 0.1)
        if score >= least and (best is None or (score, own.notation == other.notation) > best[:2]):
            best = (score, own.notation == other.notation, other)
    return None if best is None else (own, best[2], best[0])
