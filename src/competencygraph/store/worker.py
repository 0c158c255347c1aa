"""The worker: a process of its own that answers one query that anyone may have written, and ends.

It reads one JSON object from standard input (`data`: the engine's folder or an N-Quads file, `query`, `max_rows`,
`max_memory`, `cpu_seconds`) and writes a line of JSON (`status`, `size`, and of an answer its `form`), then the
answer: W3C results JSON of a SELECT or an ASK, N-Triples of the rest. It imports nothing of the package, so that it
starts fast.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import sys
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)

_NEW_USER_NAMESPACE = 0x10000000
_NEW_NETWORK_NAMESPACE = 0x40000000
_DIE_WITH_PARENT = 1
_KILL = 9
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def _cut_off() -> None:
    """Leave the network and end with the parent, where the system allows it: defence in depth, no promise."""
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.prctl(_DIE_WITH_PARENT, _KILL)
        library.unshare(_NEW_USER_NAMESPACE | _NEW_NETWORK_NAMESPACE)


def _limit_process(cpu_seconds: int) -> None:
    """Limit the processor time, and forbid core dumps and written files, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _limit_memory(max_memory: int) -> None:
    """Limit what the query may take beyond what the process with the open store has."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + max_memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _open(data: Path) -> Store:
    if data.is_dir():
        return Store.read_only(str(data))
    store = Store()
    store.bulk_load(path=str(data), format=RdfFormat.N_QUADS)
    return store


def _term(term: object) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        body: dict[str, Any] = {"type": "literal", "value": term.value}
        if term.language is not None:
            body["xml:lang"] = term.language
        elif term.datatype.value != _XSD_STRING:
            body["datatype"] = term.datatype.value
        return body
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _term(part) for name, part in parts.items()}}
    raise TypeError(type(term).__name__)


def _answer(store: Store, query: str, prefixes: dict[str, str], max_rows: int) -> tuple[dict[str, Any], bytes]:
    """Return header and body of the answer; a row too many gives a header alone."""
    answer = store.query(query, prefixes=prefixes)
    too_many = {"status": "rows"}, b""
    if isinstance(answer, QueryBoolean):
        return {"status": "ok", "form": "boolean"}, json.dumps({"head": {}, "boolean": bool(answer)}).encode()
    body = io.BytesIO()
    if isinstance(answer, QueryTriples):
        for count, triple in enumerate(answer):
            if count >= max_rows:
                return too_many
            body.write(f"{triple} .\n".encode())
        return {"status": "ok", "form": "triples"}, body.getvalue()
    names = [variable.value for variable in answer.variables]
    body.write(b'{"head":{"vars":' + json.dumps(names).encode() + b'},"results":{"bindings":[')
    for count, solution in enumerate(answer):
        if count >= max_rows:
            return too_many
        row = {name: _term(solution[name]) for name in names if solution[name] is not None}
        body.write((b"," if count else b"") + json.dumps(row).encode())
    body.write(b"]}}")
    return {"status": "ok", "form": "rows"}, body.getvalue()


def main() -> int:
    """Answer the query on standard input.

    Returns:
        The exit status: 0 when an answer or a refusal was written whole.
    """
    request = json.loads(sys.stdin.buffer.read())
    _cut_off()
    _limit_process(request["cpu_seconds"])
    header: dict[str, Any]
    body = b""
    try:
        store = _open(Path(request["data"]))
    except (OSError, RuntimeError) as error:
        header = {"status": "open", "message": str(error)}
    else:
        _limit_memory(request["max_memory"])
        try:
            header, body = _answer(store, request["query"], request["prefixes"], request["max_rows"])
        except (SyntaxError, ValueError) as error:
            header = {"status": "syntax", "message": str(error)}
        except (OSError, RuntimeError) as error:
            header = {"status": "read", "message": str(error)}
        except MemoryError:
            header = {"status": "memory"}
    sys.stdout.buffer.write(json.dumps({**header, "size": len(body)}).encode() + b"\n")
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
