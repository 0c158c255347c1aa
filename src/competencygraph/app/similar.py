"""Use case: which competencies, indicators and tasks of different documents say nearly the same, as a review queue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from competencygraph._version import __version__
from competencygraph.app.mapping import DEFAULT_LICENSE, ask_about, pairs_reviewed, set_id
from competencygraph.app.paths import exists
from competencygraph.errors import UsageError
from competencygraph.queries import ask
from competencygraph.queries.catalogue import load_lookup
from competencygraph.rdf.sssom.mappings import LEXICAL, LEXICAL_THRESHOLD, MANUAL, MATCHES, Mapping, MappingSet
from competencygraph.rdf.sssom.tables import read_table, write_table
from competencygraph.similarity import MEASURE, THRESHOLD, Found, FoundPair, NodeText, find_pairs, score_texts
from competencygraph.store import GraphStore, holds_store, open_store
from competencygraph.terms import cg
from competencygraph.terms.namespaces import SKOS

__all__ = ["KINDS", "Suggestion", "definitions_in", "suggest", "texts_of"]


_NAME, _DEFINITION = f"{SKOS}prefLabel", f"{SKOS}definition"

KINDS: MappingOf[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "competency": (cg.Competency, (_NAME, _DEFINITION)),
        "indicator": (cg.BehaviouralIndicator, (cg.text,)),
        "task": (cg.Task, (cg.text,)),
    }
)
"""What is compared, never with each other: the class and the properties that hold the texts; the first is the label."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What `suggest` wrote.

    Args:
        path: the file.
        written: how many candidates.
        reviewed: how many pairs were left out, since they are reviewed.
        found: what was looked at, and all pairs.
    """

    path: Path
    written: int
    reviewed: int
    found: Found


def suggest(
    store: GraphStore,
    folder: Path,
    out: Path,
    *,
    kinds: Sequence[str] = tuple(KINDS),
    threshold: float = THRESHOLD,
    within: bool = False,
    license_iri: str = DEFAULT_LICENSE,
    progress: Callable[[int, int], None] | None = None,
) -> Suggestion:
    """Write the pairs of nodes with nearly the same text to a file of candidates, which it replaces.

    Args:
        store: what to look through.
        folder: where the reviewed mappings lie; what is reviewed is not suggested again.
        out: the file of candidates.
        kinds: names in `KINDS`.
        threshold: the least score.
        within: whether two nodes of one document are suggested too.
        license_iri: under which license the table may be used.
        progress: is told how many wordings are done, and how many there are.

    Returns:
        What was found and written; the same bytes for the same data.

    Raises:
        UsageError: the threshold is none, `out` holds reviewed mappings, or a file cannot be read or written.
    """
    _check_replaceable(out)
    reviewed = pairs_reviewed(folder, out)
    texts = texts_of(store, kinds)
    found = find_pairs(texts, threshold=threshold, within=within, progress=progress)
    by_node = _by_node(texts)
    mappings = [_candidate(pair, by_node) for pair in found.pairs if frozenset((pair.one, pair.other)) not in reviewed]
    about: dict[str, Any] = {
        "mapping_set_id": set_id(out),
        "mapping_set_description": "Candidates found by comparing texts; nobody has judged them.",
        "license": license_iri,
        "mapping_tool": "competencygraph",
        "mapping_tool_version": __version__,
    }
    write_table(out, MappingSet(about, tuple(mappings)))
    return Suggestion(out, len(mappings), len(found.pairs) - len(mappings), found)


def texts_of(store: GraphStore, kinds: Iterable[str] = tuple(KINDS)) -> tuple[NodeText, ...]:
    """Return the texts of a store that are compared.

    Args:
        store: any store.
        kinds: names in `KINDS`.

    Returns:
        One entry for each text of each node; of a node that several documents state, the first document.

    >>> from competencygraph.store import open_store
    >>> with open_store(":memory:", write=True) as store:
    ...     texts_of(store)
    ()
    """
    return tuple(text for kind in dict.fromkeys(kinds) for text in _texts_of_kind(store, kind))


def definitions_in(location: str, nodes: Iterable[str]) -> dict[str, str]:
    """Return the definitions of nodes, where there is a store to ask.

    Args:
        location: of a store; of a folder that holds none nothing is asked.
        nodes: their IRIs.

    Returns:
        The first definition of each node that has one.

    Raises:
        StoreError: there is a store, and it cannot be read.

    >>> definitions_in("no-such-folder", ["urn:a"])
    {}
    """
    if not holds_store(location):
        return {}
    found: dict[str, str] = {}
    with open_store(location) as store:
        for node, definition in ask_about(store, "definitions-of-nodes", nodes):
            found[node] = min(definition, found.get(node, definition))
    return found


def _texts_of_kind(store: GraphStore, kind: str) -> Iterator[NodeText]:
    of_class, properties = KINDS[kind]
    lookup = load_lookup("texts-of-kind")
    for property_iri in properties:
        seen: dict[tuple[str, str, str], str] = {}
        for row in ask(store, lookup, {"class": of_class, "property": property_iri}).rows:
            key = (str(row["node"]), str(row["text"]), str(row["language"] or ""))
            document = str(row["document"])
            seen[key] = min(document, seen.get(key, document))
        for (node, text, language), document in sorted(seen.items()):
            yield NodeText(node, property_iri, text, language, kind, document)


def _by_node(texts: Iterable[NodeText]) -> dict[str, dict[str, NodeText]]:
    """Return the first text of each property, by node and property."""
    found: dict[str, dict[str, NodeText]] = {}
    for text in texts:
        found.setdefault(text.node, {}).setdefault(text.field, text)
    return found


def _candidate(pair: FoundPair, by_node: MappingOf[str, MappingOf[str, NodeText]]) -> Mapping:
    """Return the line of a pair."""
    one, other = by_node[pair.one], by_node[pair.other]
    same = pair.score == 1
    return Mapping(
        pair.one,
        MATCHES["exactMatch" if same and _same_in_all(one, other, pair.scores) else "closeMatch"],
        pair.other,
        LEXICAL if same else LEXICAL_THRESHOLD,
        subject_label=_label(pair.kind, one),
        object_label=_label(pair.kind, other),
        subject_source=next(iter(one.values())).document,
        object_source=next(iter(other.values())).document,
        match_fields=tuple(sorted(pair.scores)),
        score=pair.score,
        measure=MEASURE,
    )


def _same_in_all(one: MappingOf[str, NodeText], other: MappingOf[str, NodeText], scores: MappingOf[str, float]) -> bool:
    """Tell whether two nodes have the same properties, and the same words in each."""
    return set(one) == set(other) and all(
        scores.get(field) == 1 or score_texts(text.text, other[field].text, text.language) == 1
        for field, text in one.items()
    )


def _label(kind: str, texts: MappingOf[str, NodeText]) -> str | None:
    text = texts.get(KINDS[kind][1][0])
    return None if text is None else text.text


def _check_replaceable(out: Path) -> None:
    """Refuse to replace a table in which somebody judged something."""
    if exists(out) and any(mapping.justification == MANUAL for mapping in read_table(out).mappings):
        raise UsageError(
            "the file holds reviewed mappings, which are never overwritten", where=str(out), remedy="name another file"
        )
