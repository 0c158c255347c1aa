"""Observes how the parts of a document speak to or about whoever holds the position."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source, TextNode
from competencygraph.validation.wording import wording

__all__ = ["observe"]

#: Kinds of node that stand in the profile itself, not in what a vacancy wraps round it.
_PROPER = frozenset({cg.Purpose, cg.ResultArea, cg.Task, cg.BehaviouralIndicator, cg.ProficiencyLevel})
#: Kinds of text that a lone pronoun opens where it speaks of whoever holds the position.
_OPENED = frozenset({cg.Purpose, cg.Task, cg.ProfileSection, cg.SectionItem})
#: Kinds whose texts are quoted from a dictionary, or whose lines are those of several places.
_LEFT_OUT = frozenset({cg.Competency, cg.CompetencyGroup, cg.CompetencyDictionary})
_BULLET = re.compile(r"^\W*(?:\d+[.)]\s*)?")
_THIRD = "third"
_LONE = "pronoun"
_DECLARED = "masculine"


def observe(source: Source) -> Iterator[Triple]:
    """Yield the first place of each kind of address in each profile, and in the vacancy round it.

    A vacancy speaks to candidates and may speak of a candidate in the third person, so that there only the kinds that
    speak to someone are looked for.

    Args:
        source: the edition.

    Yields:
        ``cg:AddressForm`` with the words and the kind, on the lines where they stand first: informal, formal, third
        where both genders are named, pronoun where one alone opens a text; and masculine, where the document says that
        it uses that form, for each part that names both.
    """
    patterns = _patterns(source.language)
    parts: defaultdict[str, dict[int, TextNode]] = defaultdict(dict)
    bounds = _bounds(source)
    for node in source.texts:
        if node.kind not in _LEFT_OUT:
            part = _part(node, source.document, bounds)
            for line in range(node.start_line, node.end_line + 1):
                parts[part].setdefault(line, node)
    number = 0
    opened = dict(_opened(source))
    declared = _declared(source)
    for part, lines in parts.items():
        seen: set[str] = set()
        pronoun = next(((line, opened[line]) for line in sorted(lines) if line in opened), None)
        found: list[tuple[str, str, int]] = []
        if pronoun and not part.endswith("/vacancy"):
            found.append((_LONE, pronoun[1], pronoun[0]))
        for line in sorted(lines):
            for kind, pattern in patterns.items():
                match = pattern.search(source.lines[line - 1]) if kind not in seen else None
                if match is None or (kind == _THIRD and part.endswith("/vacancy")):
                    continue
                seen.add(kind)
                found.append((kind, " ".join(match[0].split()), line))
        if declared and _THIRD in seen:
            found.append((_DECLARED, *declared))
        for kind, form, line in found:
            number += 1
            values = {cg.form: form, cg.addressKind: kind}
            yield from observation(source.edition, cg.AddressForm, number, on=part, lines=(line, line), values=values)


def _opened(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the lines on which a text opens with a lone pronoun, with the pronoun."""
    pronouns = wording("address_pronouns").get(source.language, [])
    if not pronouns:
        return
    pattern = re.compile(rf"(?:{'|'.join(pronouns)})(?=\s)(?!\s*[/(]|\s(?:of|ou|or)\s)")
    for node in source.texts:
        match = pattern.match(node.text) if node.kind in _OPENED and node.property == cg.text else None
        if match is None:
            continue
        for line in range(node.start_line, node.end_line + 1):
            if _BULLET.sub("", source.lines[line - 1]).startswith(match[0]):
                yield line, match[0]
                break


def _declared(source: Source) -> tuple[str, int] | None:
    """Return the words by which a document says that it uses the masculine form, and their line."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(wording('masculine_declared'))})(?!\w)", re.IGNORECASE)
    for number, line in enumerate(source.lines, 1):
        if match := pattern.search(line):
            return " ".join(match[0].split()), number
    return None


def _root(iri: str, document: str) -> str:
    """Return the profile, family or dictionary that a node belongs to."""
    return f"{document}/{iri.removeprefix(document + '/').partition('/')[0]}"


def _bounds(source: Source) -> Mapping[str, tuple[int, int]]:
    """Return the first and the last line of the profile proper, of each profile that stands in a vacancy."""
    vacancies = {_root(node.iri, source.document) for node in source.texts if "/vacancy" in node.iri}
    found: dict[str, tuple[int, int]] = {}
    for node in source.texts:
        root = _root(node.iri, source.document)
        if root in vacancies and node.kind in _PROPER:
            first, last = found.get(root, (node.start_line, node.end_line))
            found[root] = (min(first, node.start_line), max(last, node.end_line))
    return {root: found.get(root, (0, 0)) for root in vacancies}


def _part(node: TextNode, document: str, bounds: Mapping[str, tuple[int, int]]) -> str:
    root = _root(node.iri, document)
    if root not in bounds:
        return root
    first, last = bounds[root]
    inside = first <= node.start_line <= last and not node.iri.startswith(f"{root}/vacancy")
    return root if inside else f"{root}/vacancy"


@cache
def _patterns(language: str | None) -> dict[str, re.Pattern[str]]:
    """Return the pattern of each kind of address of a language."""
    forms = wording("address_forms").get(language, {})
    starts = wording("address_starts").get(language, [])
    patterns = {kind: rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])" for kind, words in forms.items()}
    if starts and _THIRD in patterns:
        patterns[_THIRD] += rf"|^\W*(?:{'|'.join(starts)})(?!\w)"
    return {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in patterns.items()}
