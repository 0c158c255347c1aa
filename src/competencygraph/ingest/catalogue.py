"""The catalogue file: which framework and key a document has, and what an editor adds to it.

::

    frameworks:
      federal-be:                       # the framework's part of the IRIs
        titles: {nl: …, fr: …, en: …}
        grade_scheme: federal           # or null: the grades' order is unknown
        publisher: …                    # or null
        languages: [nl, fr]             # optional: the languages that its texts are promised in
    documents:
      - file: 000_9c9fb8fc10d5618f.txt  # file name, without folders
        key: "000"                      # the document's part of the IRIs, in quotes
        framework: federal-be
        editorial:                      # optional
          - {property: title, value: …, attributed_to: …, reason: …}
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from competencygraph.errors import CatalogueError
from competencygraph.ingest._places import YamlFile, read_yaml
from competencygraph.ingest.masking import mask_file_name
from competencygraph.model import DocumentEntry, EditorialStatement, FrameworkEntry

__all__ = ["CATALOGUE_FILE", "Catalogue", "entry_for", "load_catalogue"]

#: The name under which a catalogue is found beside the documents.
CATALOGUE_FILE = "catalogue.yaml"

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_MAX_KEY = 60
# Paths under the data IRI base that are not frameworks, and under a framework that are not documents.
_RESERVED_FRAMEWORKS = frozenset({"grades", "graph"})
_RESERVED_DOCUMENTS = frozenset({"organisation"})


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Frameworks and documents as a catalogue file lists them.

    Args:
        frameworks: by key.
        documents: by file name.
    """

    frameworks: Mapping[str, FrameworkEntry] = field(default_factory=dict)
    documents: Mapping[str, DocumentEntry] = field(default_factory=dict)


def load_catalogue(path: Path) -> Catalogue:
    r"""Return the catalogue that a YAML file holds.

    Args:
        path: the file.

    Returns:
        The catalogue, every key and reference of it checked.

    Raises:
        CatalogueError: the file cannot be read, breaks the format, or contradicts itself; says the line.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "catalogue.yaml"
    ...     _ = file.write_text('frameworks: {demo: {titles: {en: Demo}}}\n'
    ...                         'documents: [{file: a.txt, key: "a", framework: demo}]\n', encoding="utf-8")
    ...     load_catalogue(file).documents["a.txt"].framework.titles
    {'en': 'Demo'}
    """
    source = read_yaml(path)
    top = _mapping(source, source.data, (), required={"frameworks", "documents"})
    frameworks: dict[str, FrameworkEntry] = {}
    for key, value in _mapping(source, top["frameworks"], ("frameworks",)).items():
        frameworks[key] = _framework(source, key, value)
    documents: dict[str, DocumentEntry] = {}
    taken: dict[tuple[str, str], str] = {}
    for index, value in enumerate(_sequence(source, top["documents"], ("documents",))):
        entry, file = _document(source, ("documents", index), value, frameworks)
        identity = (entry.framework.key, entry.key)
        if file in documents:
            raise CatalogueError(
                f"the file {file} is listed twice",
                where=source.place("documents", index, "file"),
                remedy="keep one of the two",
            )
        if identity in taken:
            raise CatalogueError(
                f"the key {entry.key} is taken by {taken[identity]}",
                where=source.place("documents", index, "key"),
                remedy="give each document of a framework its own key",
            )
        documents[file] = entry
        taken[identity] = file
    return Catalogue(frameworks, documents)


def entry_for(path: Path, catalogue: Catalogue | None, key: str | None) -> DocumentEntry:
    """Return how a document is identified: as its catalogue says, else by its file name.

    A file that no catalogue names stands in a framework of its own, since nothing tells that its competencies
    are those of another document.

    Args:
        path: the document's file.
        catalogue: a catalogue, None without one.
        key: the document's key if it is to be another one, ``KEY`` or ``FRAMEWORK/KEY``; None to take the
            catalogue's or the file name's.

    Returns:
        The entry, with what the catalogue's editor adds.

    Raises:
        CatalogueError: the key is no key, or the file name holds nothing that can be one.

    >>> entry = entry_for(Path("Profiel Coördinator.txt"), None, None)
    >>> entry.framework.key, entry.key
    ('profiel-coordinator', 'profiel-coordinator')
    >>> entry = entry_for(Path("a.txt"), None, "lievegem/002")
    >>> entry.framework.key, entry.key
    ('lievegem', '002')
    """
    listed = catalogue.documents.get(path.name) if catalogue is not None else None
    if key is None and listed is not None:
        return listed
    framework_key, document_key = _asked_keys(path, key, listed)
    known = catalogue.frameworks.get(framework_key) if catalogue is not None else None
    framework = known or FrameworkEntry(framework_key)
    if listed is not None:
        return replace(listed, key=document_key, framework=framework)
    return DocumentEntry(document_key, framework, file=mask_file_name(path.name))


def _asked_keys(path: Path, key: str | None, listed: DocumentEntry | None) -> tuple[str, str]:
    if key is None:
        where = mask_file_name(path.name)
        slug = _slug(Path(where).stem)
        framework, document = slug, slug
    else:
        framework, slash, document = key.rpartition("/")
        if not slash:
            framework = listed.framework.key if listed is not None else key
        where = key
    _check_key(framework, _RESERVED_FRAMEWORKS, where)
    _check_key(document, _RESERVED_DOCUMENTS, where)
    return framework, document


def _slug(text: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:_MAX_KEY].strip("-")


def _check_key(key: str, reserved: frozenset[str], where: str) -> None:
    if not _KEY.fullmatch(key) or len(key) > _MAX_KEY:
        raise CatalogueError(
            f"no key can be made of “{key}”",
            where=where,
            remedy=f"use lower-case letters, digits and single hyphens, at most {_MAX_KEY}",
        )
    if key in reserved:
        raise CatalogueError(f"the key {key} is reserved", where=where, remedy="choose another key")


def _framework(source: YamlFile, key: str, value: Any) -> FrameworkEntry:
    path = ("frameworks", key)
    _check_key(key, _RESERVED_FRAMEWORKS, source.place(*path))
    data = _mapping(source, value, path, optional={"titles", "grade_scheme", "publisher", "languages"})
    titles: dict[str, str] = {}
    for language, title in _mapping(source, data.get("titles") or {}, (*path, "titles")).items():
        _check_language(source, language, (*path, "titles"))
        titles[language] = _text(source, title, (*path, "titles", language))
    return FrameworkEntry(
        key,
        titles,
        _optional_text(source, data.get("grade_scheme"), (*path, "grade_scheme")),
        _optional_text(source, data.get("publisher"), (*path, "publisher")),
        _languages(source, data.get("languages"), (*path, "languages")),
    )


def _languages(source: YamlFile, value: Any, path: tuple[str, ...]) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise CatalogueError("languages is no list", where=source.place(*path), remedy="write [nl, fr]")
    tags = [_text(source, each, path) for each in value]
    for tag in tags:
        _check_language(source, tag, path)
    return tuple(dict.fromkeys(tags))


def _check_language(source: YamlFile, tag: str, path: tuple[str, ...]) -> None:
    if not _LANGUAGE.fullmatch(tag):
        raise CatalogueError(f"{tag} is no language tag", where=source.place(*path), remedy="use nl, fr, en or de")


def _document(
    source: YamlFile, path: tuple[str, int], value: Any, frameworks: Mapping[str, FrameworkEntry]
) -> tuple[DocumentEntry, str]:
    data = _mapping(source, value, path, required={"file", "key", "framework"}, optional={"editorial"})
    file = _text(source, data["file"], (*path, "file"))
    if "/" in file or "\\" in file:
        raise CatalogueError(
            f"{file} is a path", where=source.place(*path, "file"), remedy="give the file name without folders"
        )
    key = _text(source, data["key"], (*path, "key"))
    _check_key(key, _RESERVED_DOCUMENTS, source.place(*path, "key"))
    framework = _text(source, data["framework"], (*path, "framework"))
    if framework not in frameworks:
        raise CatalogueError(
            f"the framework {framework} is not described",
            where=source.place(*path, "framework"),
            remedy="add it under frameworks, or correct the name",
        )
    statements = tuple(
        _statement(source, (*path, "editorial", index), statement)
        for index, statement in enumerate(_sequence(source, data.get("editorial") or [], (*path, "editorial")))
    )
    return DocumentEntry(key, frameworks[framework], file, statements), file


def _statement(source: YamlFile, path: tuple[str | int, ...], value: Any) -> EditorialStatement:
    data = _mapping(source, value, path, required={"property", "value", "attributed_to"}, optional={"reason"})
    return EditorialStatement(
        _text(source, data["property"], (*path, "property")),
        _text(source, data["value"], (*path, "value")),
        _text(source, data["attributed_to"], (*path, "attributed_to")),
        _optional_text(source, data.get("reason"), (*path, "reason")),
    )


def _mapping(
    source: YamlFile,
    value: Any,
    path: tuple[str | int, ...],
    *,
    required: set[str] | None = None,
    optional: set[str] | None = None,
) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise CatalogueError(
            f"{_name(path)} must hold names with values",
            where=source.place(*path),
            remedy="see the format in docs/how-to/first-steps.md",
        )
    if required is None and optional is None:
        return value
    required, optional = required or set(), optional or set()
    for key in sorted(required - value.keys()):
        raise CatalogueError(f"{key} is missing", where=source.place(*path), remedy="add it")
    for key in sorted(value.keys() - required - optional):
        raise CatalogueError(
            f"{key} is not known here",
            where=source.place(*path, key),
            remedy=f"use {', '.join(sorted(required | optional))}",
        )
    return value


def _sequence(source: YamlFile, value: Any, path: tuple[str | int, ...]) -> list[Any]:
    if not isinstance(value, list):
        raise CatalogueError(
            f"{_name(path)} must be a list", where=source.place(*path), remedy="begin each member with a hyphen"
        )
    return value


def _text(source: YamlFile, value: Any, path: tuple[str | int, ...]) -> str:
    if not isinstance(value, str) or not value.strip():
        raise CatalogueError(f"{_name(path)} must be text", where=source.place(*path), remedy="put it in quotes")
    return unicodedata.normalize("NFC", value.strip())


def _optional_text(source: YamlFile, value: Any, path: tuple[str | int, ...]) -> str | None:
    return None if value is None else _text(source, value, path)


def _name(path: tuple[str | int, ...]) -> str:
    names = [step for step in path if isinstance(step, str)]
    return names[-1] if names else "the catalogue"
