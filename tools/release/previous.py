"""The release before: a folder, or a tag or commit of the repository."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rdflib import OWL, RDF, Graph, URIRef
from tools.release.sources import ONTOLOGY, read_graph, read_sources
from tools.release.versions import check_version

from competencygraph.errors import UsageError

__all__ = ["Previous", "read_previous"]


@dataclass(frozen=True, slots=True)
class Previous:
    """A release, or sources, that this one is compared with.

    Args:
        version: of the release; None for a commit that is no release.
        ontology: the whole of it.
        shapes: all that are judged together.
        modules: the IRIs of its modules.
    """

    version: str | None
    ontology: Graph
    shapes: Graph
    modules: frozenset[URIRef]


def read_previous(name: str, checkout: Path) -> Previous:
    """Return the release before.

    Args:
        name: a folder that holds a release, else a tag or a commit. A tag such as ``v1.2.0`` names a version.
        checkout: of git, for a tag or a commit.

    Raises:
        UsageError: it is neither.
    """
    folder = Path(name)
    return _of_folder(folder) if folder.is_dir() else _of_commit(name, checkout)


def _of_folder(folder: Path) -> Previous:
    files = sorted((folder / "ontology").rglob("*.ttl"))
    whole, shapes = folder / "ontology" / "competencygraph.ttl", folder / "shapes" / "competencygraph.ttl"
    if whole not in files or not shapes.is_file():
        raise UsageError(
            "this folder holds no release",
            where=str(folder),
            remedy="name the folder of one version, such as release/1.2.0",
        )
    ontology = read_graph(whole)
    modules = {one for file in files for one in read_graph(file).subjects(RDF.type, OWL.Ontology)}
    return Previous(
        version=check_version(str(ontology.value(ONTOLOGY, OWL.versionInfo))),
        ontology=ontology,
        shapes=read_graph(shapes),
        modules=frozenset(one for one in modules if isinstance(one, URIRef)),
    )


def _of_commit(name: str, checkout: Path) -> Previous:
    command = ["git", "archive", "--format=tar", "--end-of-options", name, "ontology", "shapes"]
    try:
        run = subprocess.run(command, cwd=checkout, capture_output=True, check=True)  # noqa: S603  (a fixed command)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise UsageError(
            "this is no folder and no tag or commit with an ontology",
            where=name,
            remedy="name the folder of a release, or a tag: git tag --list",
        ) from problem
    with tempfile.TemporaryDirectory(prefix="competencygraph-") as place:
        with tarfile.open(fileobj=io.BytesIO(run.stdout)) as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is not None:
                    file = Path(place, member.name)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(content.read())
        sources = read_sources(Path(place))
    try:
        version = check_version(name.removeprefix("v"))
    except UsageError:
        version = None
    modules = (sources.root, *sources.modules, *sources.alignments, *sources.shapes)
    return Previous(version, sources.whole(), sources.all_shapes(), frozenset(one.iri for one in modules))
