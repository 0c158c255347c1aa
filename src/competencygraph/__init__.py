"""Competency frameworks of public administrations as one knowledge graph.

Example::

    from competencygraph import Graph

    with Graph.open() as graph:
        for row in graph.query("rises", from_="A4", to="A5"):
            print(row["aspectLabel"], row["toText"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from competencygraph._version import __version__

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from competencygraph.api import Graph

__all__ = ["Graph", "__version__", "load_ipython_extension"]


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Make ``%question`` and ``%%sparql`` known to a notebook: what ``%load_ext competencygraph`` calls.

    Args:
        shell: of the notebook.
    """
    from competencygraph.notebook import load

    load(shell)


def __getattr__(name: str) -> object:
    """Return `Graph`, imported when it is first asked for, so that importing the package stays light."""
    if name == "Graph":
        from competencygraph.api import Graph

        return Graph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
