"""Where output goes: data to stdout, talk to stderr, colour to terminals only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from competencygraph.cli._messages import Messages
from competencygraph.cli._settings import Settings
from competencygraph.cli._streams import write_error
from competencygraph.cli._visible import visible_line
from competencygraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

__all__ = ["Talk", "rich_stdout", "write_data", "write_file"]


def write_data(text: str | Iterable[str]) -> None:
    """Write data to stdout as it stands, with a line end at the end."""
    if isinstance(text, str):
        text = (text if text.endswith("\n") or not text else f"{text}\n",)
    for part in text:
        sys.stdout.write(part)


def write_file(path: Path, lines: Iterable[str]) -> int:
    """Write lines to a file that does not exist yet; return how many.

    Raises:
        UsageError: the file exists or cannot be written.
    """
    count = 0
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(line)
                count += 1
    except FileExistsError as error:
        raise UsageError("the file exists already", where=str(path), remedy="give a name that is free") from error
    except OSError as error:
        raise UsageError(
            "the file cannot be written", where=str(path), remedy="check the folder and its permissions"
        ) from error
    return count


def rich_stdout(settings: Settings) -> Console | None:
    """Return a console for stdout when that is a terminal, else None."""
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(no_color=not settings.colour, highlight=False, markup=False)


class Talk:
    """What is said beside the data, in the language of the run.

    Args:
        settings: of the run.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.messages = Messages(settings.language)

    def say(self, key: str, /, **values: object) -> None:
        """Say a message on stderr, unless the run is quiet."""
        if not self._settings.quiet:
            self.warn(self.messages(key, **values))

    def warn(self, line: str) -> None:
        """Write a line on stderr, also in a quiet run."""
        write_error(visible_line(line))

    @contextmanager
    def progress(self, key: str) -> Iterator[Callable[[int, int], None] | None]:
        """Show a bar on stderr while the block runs, when stderr is a terminal and the run not quiet.

        Args:
            key: the message that names what is counted.

        Yields:
            A function of how many are done and how many there are; None when nothing is shown.
        """
        if self._settings.quiet or not sys.stderr.isatty():
            yield None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(stderr=True, no_color=not self._settings.colour)
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(self.messages(key), total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
