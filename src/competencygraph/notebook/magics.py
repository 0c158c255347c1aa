"""The magics ``%question`` and ``%%sparql``.

Both ask the graph that the notebook calls ``graph``, when there is one that is open, else the store of ``--store``, of
the variable ``COMPETENCYGRAPH_STORE`` or in the folder ``.competencygraph``.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from IPython.core.error import UsageError as PlainError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic_arguments import MagicArgumentParser

from competencygraph.api import Graph, Result
from competencygraph.app.asking import parse_values
from competencygraph.errors import CompetencyGraphError
from competencygraph.store.limits import UNTRUSTED_ROWS, UNTRUSTED_TIMEOUT

__all__ = ["NotebookMagics", "load"]

_FOLDER = ".competencygraph"


class NotebookMagics:
    """Questions by name and free SPARQL, answered as a `Result`.

    Args:
        shell: of the notebook; its variable ``graph`` is what is asked when nothing else is said.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell

    def question(self, line: str) -> Result:
        """Ask a named question: ``%question rises from=A4 to=A5``.

        Args:
            line: what stands behind the magic.

        Returns:
            The rows.

        Raises:
            PlainError: the question cannot be asked; shown in one line.
        """
        parser = _parser("%question", "Ask a named question.")
        parser.add_argument("name", help="name of the question; `competencygraph questions` lists them")
        parser.add_argument("values", nargs="*", help="its parameters: from=A4 to=A5")
        parser.add_argument("--lang", choices=("nl", "fr", "en"), help="language of labels")
        given = parser.parse_args(_words(line))
        with _plain_errors(), self._graph(given.store) as graph:
            values: dict[str, Any] = dict(parse_values(given.values, given.name))
            result = graph.query(given.name, language=given.lang, **values)
            result.keep()
        return result

    def sparql(self, line: str, cell: str) -> Result | bool | list[tuple[str, str, str]]:
        """Run the cell as SPARQL, apart from the kernel and within limits; it only reads.

        Args:
            line: what stands behind ``%%sparql``.
            cell: the query.

        Returns:
            Rows, a truth value or triples.

        Raises:
            PlainError: the query is refused or reached a limit; shown in one line.
        """
        parser = _parser("%%sparql", "Run the cell as SPARQL, apart from the kernel and within limits.")
        parser.add_argument("--timeout", type=float, default=UNTRUSTED_TIMEOUT, help="seconds that it may take")
        parser.add_argument("--max-rows", type=_positive, default=UNTRUSTED_ROWS, help="rows that it may give")
        given = parser.parse_args(_words(line))
        with _plain_errors(), self._graph(given.store) as graph:
            answer = graph.sparql(cell, timeout=given.timeout, max_rows=given.max_rows)
            if isinstance(answer, Result):
                answer.keep()
        return answer

    @contextmanager
    def _graph(self, location: str | None) -> Iterator[Graph]:
        """Yield the notebook's own graph, or one that is open for this question alone."""
        own = self._shell.user_ns.get("graph")
        if location is None and isinstance(own, Graph) and not own.closed:
            yield own
            return
        place = location or os.environ.get("COMPETENCYGRAPH_STORE") or _FOLDER
        with Graph.open(place, write=False) as graph:
            yield graph


def load(shell: InteractiveShell) -> None:
    """Make the magics known to a shell.

    Args:
        shell: of the notebook.
    """
    magics = NotebookMagics(shell)
    shell.register_magic_function(magics.question, "line", "question")
    shell.register_magic_function(magics.sparql, "cell", "sparql")


def _parser(name: str, description: str) -> Any:
    parser = MagicArgumentParser(prog=name, description=description)
    parser.add_argument("--store", help="a folder, or the address of a server")
    return parser


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Say what went wrong in one line."""
    try:
        yield
    except CompetencyGraphError as error:
        raise PlainError(str(error)) from None


def _positive(word: str) -> int:
    """Return a whole number from 1."""
    number = int(word)
    if number < 1:
        raise ValueError(word)
    return number


def _words(line: str) -> list[str]:
    """Return the words of a line; quotes hold a word together, as in a shell."""
    try:
        return shlex.split(line)
    except ValueError as error:
        raise PlainError(f"the line cannot be read: {error}") from None
