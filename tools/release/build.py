"""Making a release: reading the sources, writing every file, the description and the list of digests last."""

from __future__ import annotations

import argparse
import datetime
import hashlib
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rdflib import DCTERMS, OWL, RDF, Graph, Literal, URIRef
from tools.release.catalogue import PREFIXES, Release, describe_release
from tools.release.differences import compare, differences_json, differences_markdown
from tools.release.imports import protege_catalogues
from tools.release.previous import Previous, read_previous
from tools.release.questions import describe_questions
from tools.release.reference import Reference, count_properties, reference_page
from tools.release.sources import SHAPES, Module, Sources, read_context, read_sources
from tools.release.versions import check_version, development_version, released
from tools.release.writing import MEDIA_TYPES, canonical, written

from competencygraph._version import __version__
from competencygraph.errors import CompetencyGraphError, UsageError
from competencygraph.terms import safe_yaml

__all__ = ["build", "main"]

_CHECKOUT = Path(__file__).resolve().parents[2]
_MANIFEST = "MANIFEST"


@dataclass(slots=True)
class _Files:
    """The files of a release by path, with their titles."""

    prefixes: Mapping[str, str]
    content: dict[str, bytes] = field(default_factory=dict)
    titles: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def add(self, path: str, content: bytes, titles: Mapping[str, str]) -> None:
        self.content[path] = content
        self.titles[path] = titles

    def add_graph(
        self, place: str, graph: Graph, titles: Mapping[str, str], more: Mapping[str, str] | None = None
    ) -> Graph:
        """Write a graph in every syntax, with more prefixes; return it with canonical names of blank nodes."""
        named = canonical(graph)
        prefixes = {**self.prefixes, **(more or {})}
        for ending in MEDIA_TYPES:
            self.add(f"{place}.{ending}", written(named, ending, prefixes), titles)
        return named


def build(
    checkout: Path,
    version: str,
    *,
    previous: Previous | None = None,
    issued: str | None = None,
    data: Path | None = None,
) -> dict[str, bytes]:
    """Return the files of a release.

    Args:
        checkout: the folder with ``ontology``, ``shapes`` and ``queries``; only read.
        version: of the release.
        previous: what it is compared with; None for the first release.
        issued: the day of the release; None where it is not stated.
        data: N-Quads of example data, whose counts the reference shows; None for none.

    Returns:
        Content by path, sorted, with ``MANIFEST`` last.

    Raises:
        DefinitionError: the sources are at fault.
        UsageError: the example data cannot be read.
    """
    texts = _texts()
    sources = read_sources(checkout)
    files = _Files(sources.prefix_table)
    before = previous.version if previous else None
    known = previous.modules if previous else frozenset()
    whole = files.add_graph(
        "ontology/competencygraph", released(sources.whole(), version, before, known), _titles_of(sources.root)
    )
    for module in (*sources.modules, *sources.alignments):
        files.add_graph(module.place, released(module.graph, version, before, known), _titles_of(module))
    shapes = _add_shapes(files, sources, texts["titles"], (version, before, known))
    files.add_graph("prefixes", sources.prefixes, texts["titles"]["prefixes"])
    questions = describe_questions(checkout / "queries", version, sources.prefix_table)
    files.add_graph("queries", questions, texts["titles"]["queries"])
    files.add("context.jsonld", read_context(checkout), texts["titles"]["context.jsonld"])
    for path, content in protege_catalogues(sources, version).items():
        files.add(path, content, texts["titles"]["catalogue"])
    old = (previous.ontology, previous.shapes) if previous else (Graph(), Graph())
    changes = compare(old, (sources.whole(), sources.all_shapes()), (before, version), sources.prefix_table)
    first = previous is None
    files.add("differences.md", differences_markdown(changes, first=first), texts["titles"]["differences"])
    files.add("differences.json", differences_json(changes, first=first), texts["titles"]["differences"])
    # The page names the files that are made after it.
    last = {f"void.{ending}": texts["titles"]["void"] for ending in MEDIA_TYPES}
    named = {**files.titles, **last, _MANIFEST: texts["titles"][_MANIFEST]}
    reference = Reference(version, before, sources, whole, shapes, named, count_properties(data) if data else {})
    files.add("index.html", reference_page(reference, texts["page"], texts["choices"]), texts["titles"]["index.html"])
    release = Release(version, before, issued, whole, dict(files.content), dict(files.titles))
    files.add_graph("void", describe_release(release, texts["release"]), texts["release"]["title"], PREFIXES)
    made = dict(sorted(files.content.items()))
    lines = [f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in made.items()]
    return {**made, _MANIFEST: "".join(lines).encode()}


def main(arguments: list[str] | None = None) -> int:
    """Make a release and write it to its folder.

    Args:
        arguments: the command line without the program's name; None takes the process's own.

    Returns:
        0; 2 for wrong use; 3 when the sources are at fault.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.release", description="Make a release of the ontology.")
    parser.add_argument("--out", type=Path, default=Path("build", "release"), help="folder of all releases")
    parser.add_argument("--version", help="of the release; default: that of the package, marked -dev before a release")
    parser.add_argument(
        "--previous", help="folder of the release before, or its tag or commit; none: the first release"
    )
    parser.add_argument("--issued", help="day of the release, as 2026-11-22; default: not stated")
    parser.add_argument("--data", type=Path, help="N-Quads of example data; the reference counts what they use")
    parser.add_argument("--checkout", type=Path, default=_CHECKOUT, help="default: the one of this program")
    options = parser.parse_args(arguments)
    try:
        version = check_version(options.version or development_version(__version__))
        issued = None if options.issued is None else _day(options.issued)
        previous = None if options.previous is None else read_previous(options.previous, options.checkout)
        folder = options.out / version
        _check_folder(folder)
        _write(folder, build(options.checkout, version, previous=previous, issued=issued, data=options.data))
    except CompetencyGraphError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2 if isinstance(problem, UsageError) else 3
    sys.stderr.write(f"{folder}: {len((folder / _MANIFEST).read_text(encoding='utf-8').splitlines())} files\n")
    return 0


def _check_folder(folder: Path) -> None:
    if folder.exists() and not (folder / _MANIFEST).is_file():
        raise UsageError("the folder holds something else", where=str(folder), remedy="name another with --out")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a release whole or not at all, in place of an earlier one of the same version."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".release-", dir=folder.parent) as place:
            draft = Path(place, "draft")
            for path, content in files.items():
                (draft / path).parent.mkdir(parents=True, exist_ok=True)
                (draft / path).write_bytes(content)
            if folder.exists():
                folder.replace(Path(place, "old"))
            draft.replace(folder)
    except OSError as problem:
        raise UsageError("the release cannot be written", where=str(folder), remedy="check the folder") from problem


def _add_shapes(
    files: _Files,
    sources: Sources,
    titles: Mapping[str, Mapping[str, str]],
    versions: tuple[str, str | None, frozenset[URIRef]],
) -> Graph:
    """Write each group of shapes and all together; return all, as released."""
    for module in sources.shapes:
        words = titles[module.place]
        graph = _headed(module.graph, sources.prefixes, module.iri, words)
        files.add_graph(module.place, released(graph, *versions), words)
    words = titles["shapes/competencygraph"]
    together = _headed(sources.all_shapes(), sources.prefixes, SHAPES, words)
    return files.add_graph("shapes/competencygraph", released(together, *versions), words)


def _headed(graph: Graph, prefixes: Graph, iri: URIRef, titles: Mapping[str, str]) -> Graph:
    """Return shapes with a header, and with the prefix table that their SPARQL constraints ask for."""
    made = Graph(bind_namespaces="none")
    made += graph
    made += prefixes
    made.add((iri, RDF.type, OWL.Ontology))
    made.add((iri, DCTERMS.creator, URIRef("https://w3id.org/competencygraph")))
    made.add((iri, DCTERMS.license, URIRef("http://publications.europa.eu/resource/authority/licence/EUPL_1_2")))
    for language, title in titles.items():
        made.add((iri, DCTERMS.title, Literal(title, lang=language)))
    return made


def _titles_of(module: Module) -> dict[str, str]:
    found = (one for one in module.graph.objects(module.iri, DCTERMS.title) if isinstance(one, Literal))
    return {one.language: str(one) for one in sorted(found) if one.language}


def _texts() -> dict[str, Any]:
    file = Path(__file__).with_name("texts.yaml")
    loaded: dict[str, Any] = safe_yaml.load(file.read_text(encoding="utf-8"))
    return loaded


def _day(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as problem:
        raise UsageError("this is no day", where=text, remedy="write it as 2026-11-22") from problem
