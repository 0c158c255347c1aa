"""A store in memory that holds only some of the documents of another."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from competencygraph.errors import UnknownNodeError
from competencygraph.exports.source import Source
from competencygraph.store import GraphStore, StoredDocument, open_store

__all__ = ["select_documents"]


def select_documents(store: GraphStore, names: Sequence[str]) -> GraphStore:
    """Return a copy of a store with only some of its documents, for an export of those.

    The copy holds their editions, what the catalogue says of them and of their frameworks, the vocabulary, and of the
    mappings, inferences and updates what is not about another document.

    Args:
        store: the store.
        names: frameworks (``federal-be``) and documents (``federal-be/000``), as IRIs or paths below the data base; the
            key of a document (``000``) when only one has it.

    Returns:
        A store in memory.

    Raises:
        UnknownNodeError: the store holds no such framework or document, or several documents have the key.
    """
    source = Source(store)
    documents = source.store.list_documents()
    chosen = {document for name in names for document in _named(name, documents, store.base)}
    others = [document for document in documents if document not in chosen]
    kept = {document.document for document in chosen}
    hidden = {document.document for document in others}
    hidden |= {document.document.rpartition("/")[0] for document in others} - {one.rpartition("/")[0] for one in kept}
    editions = {edition for document in chosen for edition in (document.edition, *document.superseded)}
    copy = open_store(":memory:", base=store.base)
    with tempfile.TemporaryDirectory(prefix="competencygraph-") as folder:
        lines = Path(folder, "store.nq")
        with lines.open("wb") as file:
            for line in _lines(source, frozenset(hidden), frozenset(editions)):
                file.write(line)
        copy.load(lines)
    return copy


def _named(name: str, documents: Sequence[StoredDocument], base: str) -> Sequence[StoredDocument]:
    asked = name.strip("<>") if "://" in name else f"{base}{name.strip('/')}"
    found = [one for one in documents if one.document == asked or one.document.startswith(f"{asked}/")]
    if not found and "/" not in name:
        found = [one for one in documents if one.document.endswith(f"/{name}")]
        if len(found) > 1:
            raise UnknownNodeError(
                "several documents have this key",
                where=name,
                remedy=f"choose from {', '.join(one.document.removeprefix(base) for one in found)}",
            )
    if not found:
        raise UnknownNodeError(
            "the store holds no such document", where=name, remedy="choose one of `competencygraph store list`"
        )
    return found


def _lines(source: Source, hidden: frozenset[str], editions: frozenset[str]) -> Iterator[bytes]:
    """Yield the N-Quads lines that stay, those of the live graph too."""
    live = source.parts.live
    inside = tuple(f"<{name}/".encode() for name in sorted(hidden))
    exactly = frozenset(f"<{name}>".encode() for name in hidden)
    own = frozenset(f"<{name}>".encode() for name in editions)
    last = b""
    for block in source.parts.all_quads():
        for line in block:
            cut = line.rindex(b" <")
            graph = line[cut + 1 : -3]
            subject, _, value = line[:cut].split(b" ", 2)
            if graph.startswith(inside) or (
                graph not in own and any(term in exactly or term.startswith(inside) for term in (subject, value))
            ):
                continue
            yield line
            plain = line[:cut] + b" .\n"
            if graph in live and plain != last:
                last = plain
                yield plain
