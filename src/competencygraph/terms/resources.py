"""The data that ships with the package, found in a wheel, an editable install and a checkout alike."""

from __future__ import annotations

from pathlib import Path

from competencygraph.errors import DefinitionError

__all__ = ["path", "read_text", "vocabulary_files"]

_PACKAGE = Path(__file__).resolve().parents[1]
_TERM_MODULES = ("core.ttl", "competency.ttl", "vacancy.ttl", "evidence.ttl", "checking.ttl")


def path(folder: str) -> Path:
    """Return a folder of packaged data.

    Args:
        folder: its name: ``ontology``, ``shapes``, ``queries`` or ``documents``.

    Returns:
        The folder that the wheel holds; in a checkout, and in an editable install of one, that of the checkout.

    Raises:
        DefinitionError: the package holds no such folder.

    >>> path("ontology").joinpath("prefixes.ttl").is_file()
    True
    """
    places = (_PACKAGE / "_data" / folder, _PACKAGE.parents[1] / folder)
    for place in places:
        if folder and place.is_dir():
            return place
    raise DefinitionError("the package does not hold this data", where=folder, remedy="install competencygraph again")


def read_text(*parts: str) -> str:
    """Return the text of a packaged file.

    Args:
        parts: the folder and, below it, the path to the file, one name each.

    Returns:
        The text, decoded as UTF-8.

    Raises:
        DefinitionError: the package holds no such file.

    >>> read_text("ontology", "core.ttl").startswith("@prefix")
    True
    """
    file = path(parts[0]).joinpath(*parts[1:])
    try:
        return file.read_text(encoding="utf-8")
    except OSError as problem:
        where = "/".join(parts)
        remedy = "install competencygraph again"
        raise DefinitionError("the packaged file cannot be read", where=where, remedy=remedy) from problem


def vocabulary_files() -> tuple[Path, ...]:
    """Return the files that say what terms and grades are called, mean and are ordered by.

    Returns:
        The term modules, then the schemes by name: Turtle without blank nodes.

    Raises:
        DefinitionError: the package holds no ontology.

    >>> [file.name for file in vocabulary_files()][:2]
    ['core.ttl', 'competency.ttl']
    """
    ontology = path("ontology")
    return (*(ontology / name for name in _TERM_MODULES), *sorted((ontology / "schemes").glob("*.ttl")))
