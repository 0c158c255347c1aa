"""The examples of lint rules: small documents with what a rule must find in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from competencygraph.ingest import parse_document
from competencygraph.model import DocumentEntry, FrameworkEntry
from competencygraph.rdf import document_to_triples
from competencygraph.store import EditionChange, open_store
from competencygraph.store.scratch import Scratch
from competencygraph.validation.checker import ELSEWHERE
from competencygraph.validation.edition import EditionData
from competencygraph.validation.elsewhere import with_elsewhere
from competencygraph.validation.finding import Finding, sorted_findings
from competencygraph.validation.linting import lint
from competencygraph.validation.observing import read_source
from competencygraph.validation.rules import LintRule

FOLDER = Path(__file__).parent
#: The document of examples that are data.
DOCUMENT = "https://w3id.org/competencygraph/id/test/doc"


@dataclass(frozen=True)
class Case:
    """One example: its rule, its name, and what the file says of it."""

    rule: str
    name: str
    content: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.rule}-{self.name}"


def load_cases(rule: str) -> list[Case]:
    """Return the examples of a rule, none when it has no file."""
    file = FOLDER / rule / "cases.yaml"
    if not file.is_file():
        return []
    return [Case(rule, one["name"], one) for one in yaml.safe_load(file.read_text(encoding="utf-8"))]


def findings_of(case: Case, rule: LintRule, folder: Path) -> tuple[Finding, ...]:
    """Return what one rule finds in an example."""
    data = _data(case, folder)
    graph = Scratch((*data.triples, *data.observed), {ELSEWHERE: data.elsewhere})
    return sorted_findings(list(lint(read_source(graph), [rule])))


def _data(case: Case, folder: Path) -> EditionData:
    if "data" in case.content:
        triples = [quad.triple for quad in parse(case.content["data"].encode(), format=RdfFormat.TURTLE)]
        return EditionData(DOCUMENT, tuple(triples))
    frameworks = case.content.get("frameworks", {})
    name = case.content.get("file", "document.txt")
    document, edition = _edition(folder, name, case.content["document"], frameworks)
    data = EditionData(document, edition)
    if not case.content.get("others"):
        return data
    with open_store(":memory:", write=True) as store:
        for other, text in case.content["others"].items():
            graph = _graph(folder, other, text, frameworks)
            store.replace_editions([EditionChange(graph.document, graph.edition, graph.triples, graph.catalogue)])
        return with_elsewhere(data, store)


def _edition(folder: Path, name: str, text: str, frameworks: dict[str, str]) -> tuple[str, tuple[Triple, ...]]:
    graph = _graph(folder, name, text, frameworks)
    return graph.document, (*graph.triples, *graph.catalogue)


def _graph(folder: Path, name: str, text: str, frameworks: dict[str, str]) -> Any:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    entry = DocumentEntry(path.stem, FrameworkEntry(frameworks.get(name, "test")), path.name)
    return document_to_triples(parse_document(path), entry)


def about(term: NamedNode | str) -> str:
    """Return an IRI behind the base of the data, for messages of tests."""
    return str(term).rpartition("/id/")[2]
