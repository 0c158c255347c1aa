"""The statements of an RDF format: lines by subject, editorial ones left out unless asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from competencygraph.errors import UsageError
from competencygraph.exports.parts import Part
from competencygraph.exports.port import Mapped
from competencygraph.exports.source import Source
from competencygraph.store.sorting import sorted_blocks
from competencygraph.terms import namespaces

__all__ = ["ONE_GRAPH", "by_subject", "dataset_lines", "mapped_to_one_graph", "named_graphs", "without_editorial"]

ONE_GRAPH: tuple[Part, ...] = ("live", "catalogue", "mappings", "inferences", "local")
"""What a format without named graphs carries."""

_TYPE = f"<{namespaces.RDF}type>".encode()
_ONE = "one statement each"
_DIRECTED = re.compile(rb'"@[A-Za-z0-9-]+--(?:ltr|rtl) (?:<[^<>]*> )?\.\n$')


def mapped_to_one_graph() -> tuple[Mapped, ...]:
    """Return where the statements go in a format without named graphs."""
    return (
        Mapped("*", "*", "", part="vocabulary", because="the ontology is published apart, with each release"),
        Mapped("*", "*", "", part="superseded", because="the format has no named graphs to keep editions apart"),
        Mapped("*", "*", "", part="other", because="the format has no named graphs"),
        Mapped("*", "*", _ONE),
    )


def without_editorial(source: Source, blocks: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    """Yield blocks of lines without the editorial statements, unless the export is to have them.

    Args:
        source: what is exported.
        blocks: N-Triples or N-Quads lines.

    Yields:
        Blocks, an empty one left out.

    Raises:
        UsageError: a text has a direction, which RDF 1.1 cannot say.
    """
    hidden = frozenset[bytes]() if source.editorial else source.editorial_nodes
    total, done = source.store.count(), 0
    for block in blocks:
        _check_directions(block)
        kept = [line for line in block if line.split(b" ", 1)[0] not in hidden] if hidden else block
        done += len(kept)
        source.tick(min(done, total), total)
        if kept:
            yield kept


def _check_directions(block: list[bytes]) -> None:
    joined = b"".join(block)
    if b"--rtl " not in joined and b"--ltr " not in joined:
        return
    for line in block:
        if _DIRECTED.search(line):
            subject, predicate, _ = line.split(b" ", 2)
            raise UsageError(
                "RDF 1.1 has no texts with a direction",
                where=f"{predicate.decode()} of {subject.decode()}",
                remedy="state it with its language alone",
            )


def by_subject(blocks: Iterable[list[bytes]]) -> Iterator[tuple[bytes, list[tuple[bytes, bytes]]]]:
    r"""Yield the statements of each subject together, what it is first.

    Args:
        blocks: N-Triples lines in the order of their bytes.

    Yields:
        A subject with its properties and values, as N-Triples writes them.

    >>> list(by_subject([[b'<a:a> <a:p> "x" .\n']]))
    [(b'<a:a>', [(b'<a:p>', b'"x"')])]
    """
    split = (line.split(b" ", 2) for block in blocks for line in block)
    for subject, lines in groupby(split, key=lambda terms: terms[0]):
        statements = [(predicate, rest[:-3]) for _, predicate, rest in lines]
        statements.sort(key=lambda statement: statement[0] != _TYPE)
        yield subject, statements


def dataset_lines(source: Source) -> Iterator[list[bytes]]:
    """Yield all of a store as N-Quads lines in the order of their bytes, the live graph as the default graph.

    Args:
        source: what is exported.

    Yields:
        Blocks of lines.
    """
    yield from without_editorial(source, source.parts.dataset())


def named_graphs(source: Source) -> Iterator[tuple[bytes, Iterator[list[bytes]]]]:
    """Yield the graphs of a store in the order of their names, the live graph first, with an empty name.

    Args:
        source: what is exported.

    Yields:
        The name as N-Triples writes it, and the graph's N-Triples lines in the order of their bytes, in blocks; they
        are to be read before the next graph is asked for.
    """
    yield b"", without_editorial(source, source.parts.default_graph())
    blocks = without_editorial(source, source.parts.all_quads())
    turned = sorted_blocks([_graph_first(line) for line in block] for block in blocks)
    lines = (line.split(b" ", 1) for block in turned for line in block)
    for name, members in groupby(lines, key=lambda pair: pair[0]):
        yield name, ([line] for _, line in members)


def _graph_first(line: bytes) -> bytes:
    cut = line.rindex(b" <")
    return line[cut + 1 : -2] + line[:cut] + b" .\n"
