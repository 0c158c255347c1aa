"""An RDF file of anyone as statements: parsed in a process of its own, within limits, and fetching nothing."""

from __future__ import annotations

import json
import math
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import PurePath

from pyoxigraph import Triple

from competencygraph.errors import UsageError
from competencygraph.imports import rdf_worker
from competencygraph.imports.json_contexts import with_packaged_contexts
from competencygraph.imports.port import ImportFile
from competencygraph.store.scratch import Quads, quads_in
from competencygraph.terms import cg, namespaces

__all__ = [
    "DEFAULT_RDF_LIMITS",
    "RdfFile",
    "RdfLimits",
    "rdf_format",
    "read_rdf",
    "speaks_of_concepts",
    "speaks_of_documents",
    "speaks_of_nodes",
]

_ENDINGS = {
    ".ttl": "TURTLE",
    ".turtle": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".nquads": "N_QUADS",
    ".trig": "TRIG",
    ".rdf": "RDF_XML",
    ".xml": "RDF_XML",
    ".owl": "RDF_XML",
    ".jsonld": "JSON_LD",
    ".json": "JSON_LD",
}
_MARKUP = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CONCEPTS = re.compile(rb"(?:core#|skos:|\")(?:Concept|ConceptScheme|inScheme|topConceptOf|hasTopConcept)\b")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SNIFFED = 65_536


@dataclass(frozen=True, slots=True)
class RdfLimits:
    """What reading one file may take.

    Args:
        size: bytes of the file.
        quads: statements.
        seconds: by the clock.
        memory: bytes of the process that parses.
    """

    size: int = 1_000_000_000
    quads: int = 10_000_000
    seconds: float = 300.0
    memory: int = 6 * 2**30


DEFAULT_RDF_LIMITS = RdfLimits()


@dataclass(frozen=True, slots=True)
class RdfFile:
    """An RDF file that was read.

    Args:
        name: of the file.
        format_name: how it is written, a name of `pyoxigraph.RdfFormat`.
        store: its statements in memory, in the forms that a store keeps.
        count: how many statements it holds.
    """

    name: str
    format_name: str
    store: Quads
    count: int

    def triples(self) -> set[Triple]:
        """Return all statements, whatever graph they stand in."""
        return {quad.triple for quad in self.store}


def rdf_format(file: ImportFile) -> str | None:
    """Return how an RDF file is written, by its ending and else by its first characters.

    Args:
        file: any file.

    Returns:
        A name of `pyoxigraph.RdfFormat`; None for a file that is no RDF.

    >>> rdf_format(ImportFile("a.ttl", b"", "")), rdf_format(ImportFile("a", b'{"@context": {}}', ""))
    ('TURTLE', 'JSON_LD')
    """
    head = file.data[:_SNIFFED].removeprefix(_BYTE_ORDER_MARK).lstrip()
    ending = _ENDINGS.get(PurePath(file.name).suffix.lower())
    if ending == "JSON_LD" or ending is None:
        looks_json = head[:1] in {b"{", b"["} and any(key in head for key in (b'"@context"', b'"@id"', b'"@graph"'))
        if looks_json or ending is not None:
            return "JSON_LD" if head[:1] in {b"{", b"["} else None
    if ending == "RDF_XML" or (ending is None and head.startswith(b"<?xml")):
        return "RDF_XML" if b"http://www.w3.org/1999/02/22-rdf-syntax-ns#" in head else None
    if ending is None and re.match(rb"(?i)@?prefix\b|@?base\b", head):
        return "TURTLE"
    return ending


def speaks_of_documents(file: ImportFile) -> bool:
    """Tell whether a file holds editions of documents, as an export of the whole graph does."""
    return cg.hasEdition.encode() in file.data or b":hasEdition" in file.data or b'"hasEdition"' in file.data


def speaks_of_concepts(file: ImportFile) -> bool:
    """Tell whether a file holds concepts of a scheme and no editions of documents."""
    known = namespaces.SKOS.encode() in file.data and _CONCEPTS.search(file.data) is not None
    return known and not speaks_of_documents(file)


def speaks_of_nodes(file: ImportFile) -> bool:
    """Tell whether a file speaks of nodes of ours and is no concept scheme."""
    ours = namespaces.CG.encode() in file.data or namespaces.DATA_BASE.encode() in file.data
    return ours and not speaks_of_concepts(file)


def read_rdf(file: ImportFile, limits: RdfLimits = DEFAULT_RDF_LIMITS) -> RdfFile:
    """Return what an RDF file states.

    Args:
        file: the file; its format is told from its name or its content.
        limits: what reading it may take.

    Returns:
        The statements.

    Raises:
        UsageError: the file is no RDF, is ill-formed, asks for something to be fetched, or goes beyond a limit.
    """
    name = rdf_format(file)
    if name is None:
        raise UsageError(
            "this is no RDF file", where=file.name, remedy="give Turtle, TriG, N-Quads, RDF/XML or JSON-LD"
        )
    if len(file.data) > limits.size:
        raise UsageError(
            f"the file has {len(file.data)} bytes", where=file.name, remedy=f"the limit is {limits.size}: divide it"
        )
    if not file.data.strip():
        raise UsageError("the file is empty", where=file.name, remedy="give a file with statements")
    data = file.data.removeprefix(_BYTE_ORDER_MARK)
    if name == "RDF_XML" and _MARKUP.search(data):
        raise UsageError(
            "the file declares a document type or entities", where=file.name, remedy="save it without a DOCTYPE"
        )
    if name == "JSON_LD":
        data = with_packaged_contexts(data, file.name)
    lines, count = _parsed(data, name, file.name, limits)
    return RdfFile(file.name, name, quads_in(lines), count)


def _parsed(data: bytes, format_name: str, where: str, limits: RdfLimits) -> tuple[bytes, int]:
    """Return the N-Quads lines of a file, parsed by the worker, and how many they are."""
    settings = (format_name, limits.quads, math.ceil(limits.seconds) + 1, limits.memory)
    process = subprocess.Popen(  # noqa: S603  (our own file, our own interpreter)
        [sys.executable, "-P", rdf_worker.__file__, *map(str, settings)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"},
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(data, timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        raise _beyond(f"reading it took more than {limits.seconds:g} s", where) from None
    finally:
        _end(process)
    start = output.rfind(b"\n#", 0, len(output) - 1) + 1
    try:
        if output[start : start + 1] != b"#":
            raise ValueError
        status = json.loads(output[start + 1 :])
    except ValueError:
        raise _beyond("reading it brought the parser down", where) from None
    match status["status"]:
        case "ok":
            return output[:start], int(status["count"])
        case "quads":
            raise _beyond(f"it holds more than {limits.quads} statements", where)
        case "memory":
            raise _beyond(f"reading it takes more than {limits.memory // 2**20} MiB", where)
    said = " ".join(str(status.get("message", "")).split())[:300]
    raise UsageError(f"the file is ill-formed: {said}", where=where, remedy="mend it there")


def _beyond(what: str, where: str) -> UsageError:
    return UsageError(what, where=where, remedy="divide the file, or write it less deep")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the worker, if it still runs."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.communicate()
