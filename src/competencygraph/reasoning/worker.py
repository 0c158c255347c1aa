"""The worker: a process of its own in which owlready2 runs HermiT, one question after another.

Both ways over its pipes go lines of JSON. It begins with ``{"status": "ready"}``. To each request ``{"data"}``,
N-Triples, it gives one answer: ``consistent`` with what was inferred as N-Triples, ``inconsistent``, ``memory``,
``garbled`` or ``fault``. It ends when its input closes. Whoever started it kills its process group, with the Java in
it, when the time is up; a guard in that group does so when whoever started it is no more.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import select
import shutil
import signal
import sys
import time
from io import BytesIO
from typing import IO, Any

__all__ = ["classify", "main"]

_DIE_WITH_PARENT = 1
_KILL = 9
_SHOWN = 2000
#: What Java gets to end by itself before its files are removed.
_LAST_SECONDS = 0.3
#: Where owlready2 puts what HermiT found.
_INFERENCES = "http://inferrences/"
_DATA = "urn:competencygraph:data#"


def main() -> int:
    """Answer requests until the input closes.

    Returns:
        The exit status.
    """
    _end_with_parent()
    source, target = _take_pipes()
    java, memory, seconds, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    _set_guard(source, target, folder)
    _limit_processor(seconds)
    import owlready2
    from owlready2 import reasoning

    owlready2.JAVA_EXE = java
    reasoning.JAVA_MEMORY = memory
    _write(target, {"status": "ready"})
    for line in source:
        _write(target, classify(json.loads(line)["data"]))
    return 0


def classify(data: str) -> dict[str, Any]:
    """Return what HermiT says of statements, read into a world of their own.

    Args:
        data: N-Triples, axioms and facts, without imports.

    Returns:
        An answer as the module describes them.
    """
    from owlready2 import OwlReadyInconsistentOntologyError, OwlReadyJavaError, World
    from owlready2.reasoning import sync_reasoner_hermit

    world = World()
    try:
        world.get_ontology(_DATA).load(fileobj=BytesIO(data.encode()), format="ntriples")
        sync_reasoner_hermit(world, infer_property_values=True, debug=0)
        found = BytesIO()
        world.get_ontology(_INFERENCES).save(found, format="ntriples")
        return {"status": "consistent", "inferred": found.getvalue().decode()}
    except OwlReadyInconsistentOntologyError:
        return {"status": "inconsistent"}
    except OwlReadyJavaError as error:
        said = str(error)
        status = "memory" if "OutOfMemoryError" in said else "fault"
        return {"status": status, "said": said[:_SHOWN]}
    except OSError as error:
        return {"status": "fault", "said": str(error)}
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        # What ran as Java wrote something that is not the output of HermiT.
        return {"status": "garbled", "said": repr(error)[:_SHOWN]}
    finally:
        world.close()


def _write(target: IO[bytes], data: dict[str, Any]) -> None:
    target.write(json.dumps(data).encode() + b"\n")
    target.flush()


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes, and leave nothing to owlready2 and Java, which write on standard streams."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return source, target


def _end_with_parent() -> None:
    if sys.platform.startswith("linux"):
        parent = os.getppid()
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, _KILL)
        if os.getppid() != parent:
            sys.exit(1)


def _set_guard(source: IO[bytes], target: IO[bytes], folder: str) -> None:
    """Start a process that waits until nobody holds the other end of the input; it then ends all and tidies up."""
    if sys.platform == "win32" or os.getpgrp() != os.getpid() or os.fork():
        return
    try:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        target.close()
        end = select.poll()
        end.register(source, 0)
        end.poll()
        os.killpg(os.getpgrp(), signal.SIGTERM)
        time.sleep(_LAST_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)
        os.killpg(os.getpgrp(), signal.SIGKILL)
    finally:
        os._exit(1)


def _limit_processor(seconds: int) -> None:
    """Let no process outlive its time by far, Java included, even when nobody is left to end it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    sys.exit(main())
