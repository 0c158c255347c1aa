"""The state file: what every graph of a store holds before and after the change that is under way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from competencygraph.errors import StoreDamagedError, StoreFormatError
from competencygraph.store.digests import GraphState
from competencygraph.store.files import FileRecord, write_durably

__all__ = ["FORMAT", "REMEDY", "StoreState", "read_state", "write_state"]

FORMAT = 1
"""Version of the layout of a store folder; a store of another version is refused."""

REMEDY = "restore a backup, or ingest the documents into a new store; nothing was changed or deleted"


@dataclass(frozen=True, slots=True)
class StoreState:
    """What the state file holds.

    Args:
        base: base IRI of the data.
        sequence: number of the last settled commit; 0 for a new store.
        graphs: the settled state of each graph, the live graph under its own name.
        after: state of each graph that the commit under way touches, None for one that it removes; None when settled.
        clean: whether the store was closed, so that `files` and `journal` are exact.
        files: the files of ``data/`` when the store was last closed.
        journal: the journal when the store was last closed.
    """

    base: str
    sequence: int = 0
    graphs: Mapping[str, GraphState] = field(default_factory=dict)
    after: Mapping[str, GraphState | None] | None = None
    clean: bool = False
    files: Mapping[str, FileRecord] = field(default_factory=dict)
    journal: FileRecord | None = None

    def settled(self) -> StoreState:
        """Return the state once the commit under way is known to be in the store.

        >>> StoreState("a:", after={"g": GraphState(1)}).settled().graphs["g"].count
        1
        """
        if self.after is None:
            return self
        graphs = dict(self.graphs)
        for name, state in self.after.items():
            if state is None:
                graphs.pop(name, None)
            else:
                graphs[name] = state
        return replace(self, graphs=graphs, after=None, sequence=self.sequence + 1)


def _checksum(content: Mapping[str, object]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _encode(states: Mapping[str, GraphState | None]) -> dict[str, list[object] | None]:
    return {name: None if s is None else [s.count, s.digest, s.live] for name, s in states.items()}


def write_state(path: Path, state: StoreState) -> None:
    """Write the state file durably.

    Args:
        path: the file.
        state: what it is to hold.
    """
    content: dict[str, object] = {
        "format": FORMAT,
        "base": state.base,
        "sequence": state.sequence,
        "graphs": _encode(state.graphs),
        "settled": state.after is None,
        "after": None if state.after is None else _encode(state.after),
        "clean": state.clean,
        "files": {name: [r.size, r.digest] for name, r in state.files.items()},
        "journal": None if state.journal is None else [state.journal.size, state.journal.digest],
    }
    write_durably(path, {**content, "checksum": _checksum(content)})


def read_state(path: Path) -> StoreState:
    """Return what a state file holds.

    Args:
        path: the file.

    Returns:
        The state.

    Raises:
        StoreDamagedError: the file is absent, is no state file, or does not match its own checksum.
        StoreFormatError: it was written by another version.
    """
    try:
        content: Any = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise StoreDamagedError("the state file is missing", where=str(path), remedy=REMEDY) from None
    except ValueError:
        raise StoreDamagedError("the state file is not readable JSON", where=str(path), remedy=REMEDY) from None
    if not isinstance(content, dict):
        raise StoreDamagedError("the state file holds no state", where=str(path), remedy=REMEDY)
    checksum = content.pop("checksum", None)
    version = content.get("format")
    if (
        isinstance(version, int)
        and version != FORMAT
        and checksum in {_checksum(content), _checksum(content | {"format": FORMAT})}
    ):
        age = "an older" if version < FORMAT else "a newer"
        raise StoreFormatError(
            f"the store has format {version}, this version of competencygraph reads format {FORMAT}",
            where=str(path.parent),
            remedy=f"it was written by {age} version: use that version, or ingest the documents into a new store",
        )
    if checksum != _checksum(content):
        raise StoreDamagedError("the state file does not match its checksum", where=str(path), remedy=REMEDY)
    return _decode(content)


def _decode(content: Mapping[str, Any]) -> StoreState:
    graphs = {name: GraphState(*entry) for name, entry in content["graphs"].items()}
    after = content["after"]
    return StoreState(
        base=content["base"],
        sequence=content["sequence"],
        graphs=graphs,
        after=None if after is None else {n: None if e is None else GraphState(*e) for n, e in after.items()},
        clean=content["clean"],
        files={name: FileRecord(*entry) for name, entry in content["files"].items()},
        journal=None if content["journal"] is None else FileRecord(*content["journal"]),
    )
