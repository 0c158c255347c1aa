"""The command ``competencygraph``: its commands, and what an error becomes."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from types import FrameType, TracebackType
from typing import Annotated, NoReturn

import typer
from typer.main import get_command

from competencygraph._version import __version__
from competencygraph.cli._program import PROGRAM
from competencygraph.cli._settings import Debug, Invocation, Lang, Quiet, StoreFolder, help_text, show_help_alone
from competencygraph.cli._streams import drop, fill_closed, output_error, prepare, write_error
from competencygraph.cli._visible import visible_line
from competencygraph.cli.commands import (
    check,
    compare,
    demo,
    doctor,
    export,
    import_,
    ingest,
    mappings,
    parse,
    query,
    questions,
    reason,
    sparql,
    store,
    template,
    why,
)
from competencygraph.errors import CompetencyGraphError, FailureError, UsageError

__all__ = ["app", "main", "run"]

_INTERRUPTED = 130
#: What a shell adds to the number of the signal that ended a program.
_SIGNALLED = 128

app = typer.Typer(
    name=PROGRAM,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
    pretty_exceptions_enable=False,
)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


def _root(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Competency frameworks of public administrations as one knowledge graph.

    Data is written to stdout, talk to stderr. Exit codes: 0 fine, 1 findings, 2 wrong use or
    unusable input, 3 a failure.

    Example:
      competencygraph demo
      competencygraph query rises from=A4 to=A5
    """
    show_help_alone(ctx)


app.callback(help=help_text(_root))(_root)
for _command in (
    demo.demo,
    parse.parse,
    ingest.ingest,
    check.check,
    compare.compare,
    questions.questions,
    query.query,
    sparql.sparql,
    why.why,
    reason.reason,
    export.export,
    template.template,
):
    app.command(_command.__name__, help=help_text(_command))(_command)
app.command("import", help=help_text(import_.import_))(import_.import_)
app.add_typer(mappings.app, name="mappings")
app.add_typer(store.app, name="store")
app.command("doctor", help=help_text(doctor.doctor))(doctor.doctor)


def main() -> NoReturn:
    """Run the command line of this process and exit with its code."""
    fill_closed()
    _end_orderly()
    sys.exit(run(sys.argv[1:], os.environ))


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run one command.

    Args:
        arguments: what follows the program's name.
        environ: the process environment.

    Returns:
        The exit code: 0 fine, 2 wrong use or unusable input, 3 a failure, 130 interrupted.

    >>> run(["--version"], {})  # doctest: +ELLIPSIS
    competencygraph ...
    0
    """
    invocation = Invocation(environ)
    prepare()
    with _Boundary(invocation) as boundary:
        if "" in arguments:
            raise UsageError("a name or a value is empty", remedy="give one, or leave it out")
        result = get_command(app).main(args=list(arguments), prog_name=PROGRAM, standalone_mode=False, obj=invocation)
        boundary.code = result if isinstance(result, int) else 0
        sys.stdout.flush()
    return boundary.code


class _Boundary:
    """Turns whatever leaves a command into one line on stderr and an exit code."""

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation
        self.code = 0

    def __enter__(self) -> _Boundary:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            return True
        if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
            self.code = 0
            drop("stdout")
            return True
        if isinstance(error, SystemExit):
            self.code = error.code if isinstance(error.code, int) else int(error.code is not None)
            return True
        unwritten = output_error(error)
        if unwritten is not None:
            drop("stdout")
            error = FailureError(
                f"the output cannot be written ({unwritten.strerror})", remedy="look at where it is to go"
            ).with_traceback(trace)
        self.code, line = self._verdict(error)
        if self._invocation.settings().debug:
            write_error("".join(traceback.format_exception(error)))
        if line:
            write_error(visible_line(f"{PROGRAM}: {line}"))
        return True

    def _verdict(self, error: BaseException) -> tuple[int, str]:
        if isinstance(error, CompetencyGraphError):
            from competencygraph.cli._translate import translate

            return error.exit_code, translate(error, self._invocation.settings().language)
        if isinstance(error, KeyboardInterrupt | typer.Abort):
            return _INTERRUPTED, ""
        if isinstance(error, typer.TyperException):
            return 2, _usage_line(error)
        return 3, _unexpected_line(error)


def _usage_line(error: typer.TyperException) -> str:
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else PROGRAM
    return f"{message}; see {path} --help"


def _unexpected_line(error: BaseException) -> str:
    said = " ".join(str(error).split())[:300]
    return f"unexpected {type(error).__name__}{': ' if said else ''}{said}; run again with --debug to see where"


def _end_orderly() -> None:
    """Let the signals that ask a program to end close what it has open, as Ctrl-C does."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(_SIGNALLED + number)
