"""The parts of a store as sorted lines, in temporary files, so that memory stays bounded."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from competencygraph.errors import StoreDamagedError
from competencygraph.store import (
    EmbeddedStore,
    catalogue_graph,
    inference_graph,
    local_graph,
    mapping_graph,
    vocabulary_graph,
)
from competencygraph.store.exchange import quad_lines
from competencygraph.store.sorting import merged_blocks, sorted_runs

__all__ = ["PARTS", "Part", "Parts"]

Part: TypeAlias = Literal["live", "catalogue", "vocabulary", "mappings", "inferences", "local", "superseded", "other"]
"""Where a statement of a store stands; each named graph belongs to one part.

``live``: the current editions, and graphs of other names that are in the live graph; ``catalogue``: documents, editions
and editorial statements; ``vocabulary``: the ontology and the schemes; ``mappings``: those that were reviewed;
``inferences``: what a reasoner derived; ``local``: what updates added to the live graph; ``superseded``: earlier
editions; ``other``: graphs of other names that are not in the live graph. The store's own state is in none.
"""

PARTS: tuple[Part, ...] = get_args(Part)
"""All parts, in the order of their names' meaning: data first."""

_BLANK = b"_:"


class Parts:
    """The statements of a store by part: N-Quads lines in the order of their bytes.

    Blank nodes have canonical names (RDFC-1.0), the same for the same content. The files go with the object.

    Args:
        store: what is read, all of it.

    Attributes:
        live: names of the graphs whose union the live graph is, as N-Quads writes them.
    """

    def __init__(self, store: EmbeddedStore) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="competencygraph-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self.live = {f"<{name}>".encode() for name in store.live_graphs()}
        self._count, self._location = store.count(), store.location
        by_part = _names_by_part(store)
        blank: list[bytes] = []
        self._files: defaultdict[Part, list[Path]] = defaultdict(list)
        for part, names in by_part.items():
            for run in sorted_runs(_ground_lines(store, names, blank)):
                self._add(part, run)
        if blank:
            self._add_blank(by_part, _canonical(blank))

    def quads(self, *parts: Part) -> Iterator[list[bytes]]:
        """Yield the N-Quads lines of parts, in blocks, in the order of their bytes."""
        with ExitStack() as files:
            paths = [path for part in parts for path in self._files[part]]
            yield from merged_blocks([files.enter_context(path.open("rb")) for path in paths])

    def all_quads(self) -> Iterator[list[bytes]]:
        """Yield the N-Quads lines of all named graphs, in blocks, in the order of their bytes."""
        yield from self.quads(*PARTS)

    def triples(self, *parts: Part) -> Iterator[list[bytes]]:
        """Yield the N-Triples lines of parts, each once, in blocks, in the order of their bytes."""
        last = b""
        for block in self.quads(*parts):
            lines = list(dict.fromkeys(line[: line.rindex(b" <")] + b" .\n" for line in block))
            if lines[0] == last:
                del lines[0]
            if lines:
                last = lines[-1]
                yield lines

    def default_graph(self) -> Iterator[list[bytes]]:
        """Yield the N-Triples lines of the live graph, each once, in blocks, in the order of their bytes.

        Raises:
            StoreDamagedError: the graphs that it is the union of hold more or fewer; said when all are yielded.
        """
        for _, lines in self._with_default():
            if lines:
                yield lines

    def dataset(self) -> Iterator[list[bytes]]:
        """Yield all of the store as N-Quads lines, the live graph as the default graph, in the order of their bytes.

        Raises:
            StoreDamagedError: as `default_graph`.
        """
        for named, default in self._with_default():
            yield sorted([*default, *named])

    def _with_default(self) -> Iterator[tuple[list[bytes], list[bytes]]]:
        """Yield blocks of all quads, each with the lines that they are in the default graph; no line is in two."""
        count = 0
        for block in _whole_triples(self.all_quads()):
            cuts = ((line, line.rindex(b" <")) for line in block)
            lines = list(dict.fromkeys(line[:cut] + b" .\n" for line, cut in cuts if line[cut + 1 : -3] in self.live))
            count += len(lines)
            yield block, lines
        if count != self._count:
            raise StoreDamagedError(
                f"the live graph holds {self._count} triples, and the graphs that it is the union of hold {count}",
                where=self._location,
                remedy="run `competencygraph store verify`",
            )

    def _add(self, part: Part, lines: Iterable[bytes]) -> None:
        path = self._folder / f"{part}-{len(self._files[part])}"
        with path.open("wb") as file:
            file.writelines(lines)
        self._files[part].append(path)

    def _add_blank(self, by_part: Mapping[Part, Sequence[str]], lines: Iterable[bytes]) -> None:
        part_of = {f"<{name}>".encode(): part for part, names in by_part.items() for name in names}
        found: defaultdict[Part, list[bytes]] = defaultdict(list)
        for line in lines:
            found[part_of[line[line.rindex(b" <") + 1 : -3]]].append(line)
        for part, members in found.items():
            self._add(part, sorted(members))


def _whole_triples(blocks: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    """Yield blocks of N-Quads lines so that the lines of one triple are all in one block."""
    kept: list[bytes] = []
    for block in blocks:
        lines = [*kept, *block] if kept else block
        start = lines[-1][: lines[-1].rindex(b" <") + 1]
        first = bisect_left(lines, start)
        kept = lines[first:]
        if first:
            yield lines[:first]
    if kept:
        yield kept


def _names_by_part(store: EmbeddedStore) -> dict[Part, list[str]]:
    base = store.base
    known: dict[str, Part] = {
        catalogue_graph(base): "catalogue",
        vocabulary_graph(base): "vocabulary",
        mapping_graph(base): "mappings",
        inference_graph(base): "inferences",
        local_graph(base): "local",
    }
    known |= {name: "superseded" for document in store.list_documents() for name in document.superseded}
    live = store.live_graphs()
    found: defaultdict[Part, list[str]] = defaultdict(list)
    for name in store.graphs():
        found["live" if name in live and name not in known else known.get(name, "other")].append(name)
    return dict(found)


def _ground_lines(store: EmbeddedStore, names: Sequence[str], blank: list[bytes]) -> Iterator[Sequence[bytes]]:
    """Yield the N-Quads lines of graphs; those with a blank node go to a list."""
    for name, lines in store.graph_lines(names):
        quads = quad_lines(lines, f"<{name}>")
        if _BLANK in b"".join(lines):
            blank += [quad for quad in quads if _has_blank(quad)]
            quads = [quad for quad in quads if not _has_blank(quad)]
        yield quads


def _has_blank(line: bytes) -> bool:
    return line.startswith(_BLANK) or line.split(b" ", 2)[2].startswith(_BLANK)


def _canonical(lines: Sequence[bytes]) -> list[bytes]:
    """Return N-Quads lines with canonical names of blank nodes, in no order."""
    dataset = Dataset(parse(b"".join(lines), RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    written: bytes = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    return written.splitlines(keepends=True)
