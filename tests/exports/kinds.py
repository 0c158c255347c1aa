"""Every kind of statement of a store, and stores in which one of a kind is missing.

Run as a program it tries all kinds, not a sample, in a format and names those whose mapping is wrong:

    python -m tests.exports.kinds STORE FORMAT…
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from competencygraph.errors import CompetencyGraphError
from competencygraph.exports import Format, Source, find_format
from competencygraph.exports.losses import Kind, count_kinds, place_of, prefixed
from competencygraph.store import EmbeddedStore, GraphStore, open_store
from competencygraph.terms.namespaces import DCAT, RDF

from .written import named_lines, store_of, written

#: What makes an edition the current one; a store without it is another store.
STRUCTURE = {f"<{DCAT}hasCurrentVersion>", f"<{DCAT}previousVersion>"}
TRIED = 3


@dataclass(frozen=True)
class Lines:
    """N-Quads lines of named graphs, and which of these graphs are live."""

    quads: tuple[str, ...]
    live: frozenset[str]

    def store(self, without: Collection[str] = ()) -> GraphStore:
        """Return a store of them, some triples left out of every graph."""
        kept = [line for line in self.quads if line[: line.rindex(" <")] not in without]
        assert len(kept) < len(self.quads) or not without
        return store_of(kept, self.live)


@cache
def statements_by_kind(lines: Lines) -> Mapping[Kind, Sequence[str]]:
    """Return up to three statements of each kind, each in one part only, as subject, property and object."""
    source = Source(lines.store())
    classes: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for part in ("live", "catalogue", "vocabulary", "mappings", "inferences", "local", "superseded", "other"):
        for triple in source.triples(part):  # type: ignore[arg-type]
            parts[str(triple)].add(part)
            if triple.predicate.value == f"{RDF}type":
                classes[str(triple.subject)].add(prefixed(str(triple.object).encode()))
    found: dict[Kind, list[str]] = {kind: [] for kind in count_kinds(source)}
    for line, where in parts.items():
        subject, predicate, value = line.split(" ", 2)
        about = {prefixed(value.encode())} if predicate == f"<{RDF}type>" else classes.get(value, set())
        for part in where:
            kind = Kind(part, frozenset(classes.get(subject, ())), prefixed(predicate.encode()), frozenset(about))  # type: ignore[arg-type]
            assert kind in found
            if len(where) == 1 and predicate not in STRUCTURE and len(found[kind]) < TRIED:
                found[kind].append(line)
    return found


def wrongly_placed(lines: Lines, fmt: Format, choose: Callable[[list[Kind]], list[Kind]] = list) -> list[Kind]:
    """Return the kinds that a format says it has a place for, and of which none is missed in its export."""
    samples = statements_by_kind(lines)
    mapped = tuple(fmt.mapped())
    whole = _whole(lines, fmt)
    placed = [kind for kind, found in samples.items() if found and not place_of(kind, mapped, editorial=True)]
    return [
        kind for kind in choose(placed) if all(_same(lines, fmt, [statement], whole) for statement in samples[kind])
    ]


def wrongly_unplaced(lines: Lines, fmt: Format, most: int = 3) -> list[Kind]:
    """Return kinds, some `most`, that a format says it has no place for, and of which one is missed in its export."""
    samples = statements_by_kind(lines)
    mapped = tuple(fmt.mapped())
    whole = _whole(lines, fmt)
    unplaced = [kind for kind, found in samples.items() if found and place_of(kind, mapped, editorial=True)]

    def look(kinds: list[Kind]) -> None:
        """Add the culprits among some kinds: all at once, then halves of what is missed."""
        if len(culprits) >= most or not kinds:
            return
        if _same(lines, fmt, [line for kind in kinds for line in samples[kind]], whole):
            return
        if len(kinds) == 1:
            culprits.append(kinds[0])
            return
        middle = len(kinds) // 2
        look(kinds[:middle])
        look(kinds[middle:])

    culprits: list[Kind] = []
    look(unplaced)
    return culprits


@cache
def _whole(lines: Lines, fmt: Format) -> Mapping[str, bytes]:
    return written(lines.store(), fmt, editorial=True)


def _same(lines: Lines, fmt: Format, without: Collection[str], whole: Mapping[str, bytes]) -> bool:
    """Tell whether the export is the same without some statements; that one is required is a difference."""
    try:
        return written(lines.store(set(without)), fmt, editorial=True) == whole
    except CompetencyGraphError:
        return False


def _main(location: str, names: Sequence[str]) -> None:
    with open_store(location) as store:
        assert isinstance(store, EmbeddedStore)
        lines = Lines(tuple(named_lines(store)), store.live_graphs())
    for name in names:
        fmt = find_format(name)
        for title, found in (
            ("has no place but is missed", wrongly_unplaced(lines, fmt, sys.maxsize)),
            ("has a place but is not missed", wrongly_placed(lines, fmt)),
        ):
            for kind in found:
                subject, value = " ".join(sorted(kind.subject)), " ".join(sorted(kind.object))
                sys.stdout.write(f"{name}: {title}: {kind.part} | {subject} | {kind.property} | {value}\n")


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2:])
