"""Observers: each looks at one edition and states what it sees, never that it is wrong.

An observer is a module of this package with a function ``observe(source) -> Iterator[Triple]``. A rule names it in its
header (``observations: [numeric-bands]``); the module is called the same, with underscores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from pyoxigraph import Triple

from competencygraph.errors import DefinitionError
from competencygraph.validation.observing.source import Source, Thresholds, read_source
from competencygraph.validation.worker import note

__all__ = ["Observer", "Source", "Thresholds", "observe", "observer", "read_source"]

#: Yields the observations on one edition.
Observer = Callable[[Source], Iterator[Triple]]


def observer(name: str) -> Observer:
    """Return an observer by the name that rules call it.

    Args:
        name: words with hyphens.

    Returns:
        The function.

    Raises:
        DefinitionError: there is none of this name.

    >>> observer("tea-leaves")
    Traceback (most recent call last):
    competencygraph.errors.DefinitionError: tea-leaves: there is no observer of this name
    """
    module = f"{__name__}.{name.replace('-', '_')}"
    if find_spec(module) is None:
        raise DefinitionError("there is no observer of this name", where=name)
    return cast(Observer, import_module(module).observe)


def observe(source: Source, names: Iterable[str]) -> Iterator[Triple]:
    """Yield what the named observers see.

    Args:
        source: the edition.
        names: of the observers; each is asked once.

    Yields:
        Triples of observations.
    """
    for name in sorted(set(names)):
        note(name)
        yield from observer(name)(source)
