"""The worker: a process of its own that parses one RDF file of anyone, and ends.

It reads the file from standard input and writes N-Quads lines, blank nodes under canonical names (RDFC-1.0), then one
line of JSON behind a ``#``: ``status`` (``ok``, ``syntax``, ``quads``, ``memory``), ``count`` and ``message``. Its
arguments are the name of the format, most quads, seconds of processor time, bytes of memory. It imports nothing of the
package, so that it starts fast.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import sys
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

_NEW_USER_NAMESPACE = 0x10000000
_NEW_NETWORK_NAMESPACE = 0x40000000
_DIE_WITH_PARENT = 1
_KILL = 9


def _limit(cpu_seconds: int, memory: int) -> None:
    """Leave the network and limit what the process may take, where the system can."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.prctl(_DIE_WITH_PARENT, _KILL)
            library.unshare(_NEW_USER_NAMESPACE | _NEW_NETWORK_NAMESPACE)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main(format_name: str, max_quads: int, cpu_seconds: int, memory: int) -> None:
    """Parse standard input and write what it holds."""
    _limit(cpu_seconds, memory)
    status: dict[str, Any] = {"status": "ok"}
    count = 0
    out = sys.stdout.buffer
    blank: list[Quad] = []
    try:
        for quad in parse(sys.stdin.buffer.read(), format=getattr(RdfFormat, format_name)):
            if not isinstance(quad.subject, NamedNode | BlankNode) or not isinstance(
                quad.object, NamedNode | BlankNode | Literal
            ):
                status = {"status": "syntax", "message": "statements about statements are not read"}
                break
            count += 1
            if count > max_quads:
                status = {"status": "quads"}
                break
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                blank.append(quad)
            else:
                out.write(f"{quad} .\n".encode())
        if blank:
            dataset = Dataset(blank)
            dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
            out.writelines(f"{quad} .\n".encode() for quad in dataset)
    except (SyntaxError, ValueError) as error:
        status = {"status": "syntax", "message": str(error)}
    except MemoryError:
        status = {"status": "memory"}
    out.write(f"#{json.dumps({**status, 'count': count})}\n".encode())
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1], *(int(value) for value in sys.argv[2:5]))
