"""Which kinds of file there are: every module of `competencygraph.imports.readers` that has a ``READER``."""

from __future__ import annotations

import importlib
import pkgutil

from competencygraph.errors import UsageError
from competencygraph.imports import readers
from competencygraph.imports.port import ImportFile, Reader
from competencygraph.imports.rdf_reading import rdf_format, read_rdf

__all__ = ["find_reader", "list_readers"]


def list_readers() -> tuple[Reader, ...]:
    """Return all readers, sorted by name.

    >>> "skos" in [one.name for one in list_readers()]
    True
    """
    found = []
    for module in pkgutil.iter_modules(readers.__path__):
        reader = getattr(importlib.import_module(f"{readers.__name__}.{module.name}"), "READER", None)
        if reader is not None:
            found.append(reader)
    return tuple(sorted(found, key=lambda reader: reader.name))


def find_reader(file: ImportFile, kind: str | None) -> Reader:
    """Return the reader for a file.

    Args:
        file: the file.
        kind: its kind as the user says; None to tell it from the content.

    Returns:
        The reader.

    Raises:
        UsageError: there is no such kind, no reader knows the file, or it is ill-formed RDF.
    """
    known = list_readers()
    if kind is not None:
        for reader in known:
            if reader.name == kind:
                return reader
        names = ", ".join(reader.name for reader in known)
        raise UsageError("there is no such kind of file", where=kind, remedy=f"choose from {names}")
    for reader in known:
        if reader.recognises(file):
            return reader
    if rdf_format(file) is not None:
        read_rdf(file)
    raise UsageError(
        "nothing in the file can be imported",
        where=file.name,
        remedy="give what export writes, or a SKOS concept scheme as Turtle, RDF/XML or JSON-LD",
    )
