"""Small documents, read as an observer is given them, and what it saw in them."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from pyoxigraph import Triple

from competencygraph.ingest import parse_document
from competencygraph.model import DocumentEntry, FrameworkEntry
from competencygraph.rdf import document_to_triples
from competencygraph.store.scratch import Scratch
from competencygraph.validation.observing import Source, Thresholds, read_source

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def source_of(text: str, folder: Path, thresholds: Thresholds | None = None) -> Source:
    """Return a document, given as its text, to be looked at."""
    path = folder / "document.txt"
    path.write_text(textwrap.dedent(text).strip("\n"), encoding="utf-8")
    graph = document_to_triples(parse_document(path), DocumentEntry("document", FrameworkEntry("test"), path.name))
    return read_source(Scratch((*graph.triples, *graph.catalogue)), thresholds)


def seen(observe: Callable[[Source], Iterator[Triple]], source: Source, kind: str) -> list[dict[str, str]]:
    """Return the observations of a kind, each as values by local name, in the order in which they were made."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for triple in observe(source):
        name = triple.predicate.value
        if name == TYPE:
            found[triple.subject.value].setdefault("type", triple.object.value)
        else:
            found[triple.subject.value][name.rpartition("/")[2].rpartition("#")[2]] = triple.object.value
    return [values for values in found.values() if values.get("type") == kind]
