"""Which competencies of a store match which concepts of ESCO, as far as it is reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from competencygraph.exports.source import Source
from competencygraph.rdf.sssom import MANUAL, NO_TERM, Curies, MappingSet, read_table
from competencygraph.rdf.sssom import Mapping as Match
from competencygraph.spreadsheets.cells import is_formula_like
from competencygraph.store import mapping_graph
from competencygraph.terms import resources, safe_yaml
from competencygraph.terms.namespaces import DATA_BASE

__all__ = ["NOTATION", "UNSPECIFIED", "Alignment", "align"]

NOTATION = "object_notation"
"""The column with the code of a concept, an extension of the packaged table."""
UNSPECIFIED = "https://w3id.org/sssom/license/unspecified"
"""The licence of a match that the store holds and the packaged table does not."""

_TABLE = "esco.sssom.tsv"
_ORIGIN = "mapping_source"
_LANGUAGES = ("nl", "fr", "en")
_PREFIX, _OTHER_PREFIX = "cgid", "data"


@dataclass(frozen=True, slots=True)
class Alignment:
    """The reviewed matches of a store.

    Args:
        set: the matches, and what is said of them as a whole.
        competencies: the names of all competencies of the store, by IRI; none for one that has no name.
    """

    set: MappingSet
    competencies: Mapping[str, tuple[Literal, ...]]


def align(source: Source) -> Alignment:
    """Return what is reviewed of the competencies of a store and the concepts of ESCO.

    A match that the store's mapping graph states counts, with the confidence and the comment of the packaged table
    where it stands there too. The packaged table adds its lines for competencies of the store; where the store says
    something else of the same pair, or gives a match to what the table found none for, the store's word stands. As soon
    as the store states a match of the table, the table was loaded: a match of it that is missing then was rejected or
    taken out, and is not added.

    Args:
        source: the store.

    Returns:
        The alignment; its set has no lines when nothing is reviewed.
    """
    packaged = read_table(resources.path("mappings") / _TABLE)
    competencies = _competencies(source)
    stated = _stated(source)
    matched = {subject for subject, _, _ in stated}
    pairs = {(subject, concept) for subject, _, concept in stated}
    known = {(one.subject, one.predicate, one.object): one for one in packaged.mappings}
    loaded = not known.keys().isdisjoint(stated)
    examples = {one.object: one for one in packaged.mappings}
    prefixes = {**packaged.prefixes, **({} if source.base == DATA_BASE else {_OTHER_PREFIX: source.base})}
    curies = Curies(prefixes)
    own = curies.shorten(mapping_graph(source.base))
    theirs = curies.shorten(str(packaged.about["mapping_set_id"]))
    lines = [_from(own, known.get(triple) or _bare(triple, examples.get(triple[2]))) for triple in stated]
    lines += [
        _from(theirs, one)
        for one in packaged.mappings
        if one.subject in competencies
        and (one.subject, one.object) not in pairs
        and not (one.subject in matched if one.object == NO_TERM else loaded)
    ]
    named = [replace(one, subject_label=_shown(competencies[one.subject], source.language)) for one in lines]
    said = safe_yaml.load(Path(__file__).with_name("set.yaml").read_text(encoding="utf-8"))
    about = {**packaged.about, **said, "mapping_set_id": f"{mapping_graph(source.base)}/export/esco"}
    return Alignment(MappingSet(about, tuple(named), prefixes), competencies)


def _competencies(source: Source) -> dict[str, tuple[Literal, ...]]:
    """Return the names of the competencies of a store, by IRI."""
    found: dict[str, tuple[Literal, ...]] = {}
    for competency, name in source.ask("esco", "competencies.rq").rows:
        if isinstance(competency, NamedNode):
            names = found.get(competency.value, ())
            found[competency.value] = (*names, name) if isinstance(name, Literal) else names
    return found


def _stated(source: Source) -> list[tuple[str, str, str]]:
    """Return the matches that the mapping graph of a store states."""
    graph = mapping_graph(source.base)
    return [
        (competency.value, match.value, concept.value)
        for name, competency, match, concept in source.ask("esco", "matches.rq").rows
        if isinstance(name, NamedNode)
        and name.value == graph
        and isinstance(competency, NamedNode)
        and isinstance(match, NamedNode)
        and isinstance(concept, NamedNode)
    ]


def _bare(triple: tuple[str, str, str], example: Match | None) -> Match:
    """Return a match that the packaged table does not have; a concept that it names has its label and code."""
    notation = dict(example.further).get(NOTATION) if example is not None else None
    further = [("license", UNSPECIFIED), *([(NOTATION, notation)] if notation else [])]
    label = example.object_label if example is not None else None
    return Match(*triple, MANUAL, object_label=label, further=tuple(sorted(further)))


def _from(origin: str, match: Match) -> Match:
    """Return a match that names the set it comes from."""
    return replace(match, further=tuple(sorted({**dict(match.further), _ORIGIN: origin}.items())))


def _shown(names: Iterable[Literal], language: str) -> str | None:
    """Return the name to show: in the language asked for, else in another; None when there is none.

    A name that a spreadsheet could take for a formula begins with an apostrophe.

    >>> _shown([Literal("a", language="fr"), Literal("b", language="en")], "en"), _shown([Literal("=1+1")], "en")
    ('b', "'=1+1")
    """
    order = (language, *_LANGUAGES)

    def place(name: Literal) -> tuple[int, str]:
        spoken = name.language or ""
        return (order.index(spoken) if spoken in order else len(order), name.value)

    shown = min(names, key=place, default=None)
    if shown is None:
        return None
    return f"'{shown.value}" if is_formula_like(shown.value) else shown.value
