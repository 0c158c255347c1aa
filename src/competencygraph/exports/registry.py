"""Which formats there are: every module of `competencygraph.exports.formats` that has a ``FORMAT``."""

from __future__ import annotations

import difflib
import importlib
import pkgutil

from competencygraph.errors import DefinitionError, UsageError
from competencygraph.exports import formats
from competencygraph.exports.port import Format

__all__ = ["find_format", "list_formats"]


def list_formats() -> tuple[Format, ...]:
    """Return all formats, sorted by name.

    Raises:
        DefinitionError: a module of the folder describes no format, or two have one name.

    >>> "nquads" in [one.name for one in list_formats()]
    True
    """
    found: dict[str, Format] = {}
    for module in pkgutil.iter_modules(formats.__path__):
        described = getattr(importlib.import_module(f"{formats.__name__}.{module.name}"), "FORMAT", None)
        if not isinstance(described, Format) or described.name in found:
            raise DefinitionError(
                "the module describes no format of its own",
                where=module.name,
                remedy="give it a FORMAT with a new name",
            )
        found[described.name] = described
    return tuple(found[name] for name in sorted(found))


def find_format(name: str) -> Format:
    """Return the format with this name.

    Args:
        name: such as ``turtle``.

    Returns:
        The format.

    Raises:
        UsageError: there is none; the message names the nearest.

    >>> find_format("nquads").title
    'N-Quads'
    """
    known = {one.name: one for one in list_formats()}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name.lower(), known, n=1)
    remedy = f"did you mean {near[0]}?" if near else "choose one of `competencygraph export --list`"
    raise UsageError("there is no such format", where=name, remedy=remedy)
