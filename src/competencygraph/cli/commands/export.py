"""``competencygraph export``: the graph in a format that others read."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, write_data
from competencygraph.cli._settings import (
    Debug,
    Lang,
    Quiet,
    Settings,
    StoreFolder,
    folder_settings_of,
    settings_of,
)
from competencygraph.cli.commands.query import Overwrite
from competencygraph.cli.commands.questions import ListFormat
from competencygraph.errors import UsageError

if TYPE_CHECKING:
    from competencygraph.app.exporting import Exported

__all__ = ["export"]

_PIPE_WIDTH = 120
"""Columns of the list where no terminal and no ``COLUMNS`` tells how many there are."""
_REPORTS = (".json", ".md")
_COLUMNS = {
    "name": "export.column.name",
    "standard": "export.column.standard",
    "media_type": "export.column.media-type",
    "validators": "export.column.validators",
    "carries": "export.column.carries",
    "loses": "export.column.loses",
    "extra": "export.column.extra",
}


def _complete_format(incomplete: str) -> list[tuple[str, str]]:
    from competencygraph.app.exporting import list_formats

    return [(one.name, one.title) for one in list_formats() if one.name.startswith(incomplete)]


def export(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[FORMAT]",
            help="Name of the format, see --list.",
            autocompletion=_complete_format,
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="PATH",
            help="The file or, for a format of several files, the folder.  [default: stdout, for text]",
            show_default=False,
        ),
    ] = None,
    overwrite: Overwrite = False,
    editorial: Annotated[
        bool | None,
        typer.Option(
            "--editorial/--no-editorial",
            help="Put editorial statements in, marked, or leave them out.  [default: as the format does]",
            show_default=False,
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FRAMEWORK[/DOCUMENT]", help="Only this framework or document; may be repeated.", show_default=False
        ),
    ] = None,
    losses: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write which statements have no place to this .json or .md file.", show_default=False
        ),
    ] = None,
    list_formats: Annotated[
        bool, typer.Option("--list", help="List the formats: standard, validators, what is carried and lost.")
    ] = False,
    output: Annotated[ListFormat, typer.Option("--format", help="How to write the list.")] = ListFormat.TABLE,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Export the graph in a format that other programs read; the same store gives the same bytes.

    What has no place in a format is counted, and --losses says what it is.

    Example:
      competencygraph export --list
      competencygraph export turtle --out graph.ttl
      competencygraph export jsonld --only lievegem --losses lost.md > graph.jsonld
    """
    from competencygraph.app.exporting import ExportOptions, export_store

    if list_formats:
        _list(settings_of(ctx), output)
        return
    settings = folder_settings_of(ctx)
    if name is None:
        raise UsageError("no format is named", remedy="choose one of `competencygraph export --list`")
    _check_report(losses, out, overwrite=overwrite)
    talk = Talk(settings)
    options = ExportOptions(editorial, tuple(only or ()), overwrite, settings.language)
    with talk.progress("export.progress") as tick:
        done = export_store(settings.store, name, _stdout() if out is None else out, options, tick)
    if losses is not None:
        _write_report(losses, done, overwrite=overwrite)
    found = done.losses
    title, missing = done.format.title, found.statements - found.placed
    talk.say("export.done", title=title, placed=found.placed, count=found.statements, path=out or "stdout")
    if missing and losses is None:
        talk.say("export.lost", count=missing)
    elif missing and losses is not None:
        talk.say("export.reported", count=missing, path=losses)


def _stdout() -> IO[bytes]:
    sys.stdout.flush()
    stream: IO[bytes] | None = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise UsageError("there is no stdout to write to", remedy="add --out with the name of a file")
    return stream


def _check_report(path: Path | None, out: Path | None, *, overwrite: bool) -> None:
    from competencygraph.cli._answer_file import check_new_file

    if path is None:
        return
    if path.suffix not in _REPORTS:
        raise UsageError("a loss report is JSON or Markdown", where=str(path), remedy="end its name in .json or .md")
    if out is not None and out.resolve() in {path.resolve(), *path.resolve().parents}:
        raise UsageError("the export goes to this file", where=str(out), remedy="give the report another name")
    if not path.absolute().parent.is_dir():
        raise UsageError("the folder to write in is not there", where=str(path), remedy="make it first")
    check_new_file(path, overwrite=overwrite)


def _write_report(path: Path, done: Exported, *, overwrite: bool) -> None:
    from competencygraph.app.exporting import described_losses, losses_as_markdown
    from competencygraph.cli._answer_file import write_new_file

    if path.suffix == ".json":
        described = described_losses(done.losses, done.format.name)
        text = f"{json.dumps(described, ensure_ascii=False, indent=2)}\n"
    else:
        text = f"# {done.format.title}\n\n{losses_as_markdown(done.losses)}"
    write_new_file(path, text.encode(), overwrite=overwrite)


def _list(settings: Settings, output: ListFormat) -> None:
    from competencygraph.app.exporting import described_format, list_formats
    from competencygraph.cli._layout import lay_out

    found = [described_format(one) for one in list_formats()]
    if output is ListFormat.JSON:
        write_data(json.dumps(found, ensure_ascii=False, indent=2))
        return
    messages = Talk(settings).messages
    columns = [messages(key) for key in _COLUMNS.values()]
    cells = [[_cell(one[name]) for name in _COLUMNS] for one in found]
    write_data(lay_out(columns, cells, shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns))


def _cell(value: str | list[str] | None) -> str:
    return "; ".join(value) if isinstance(value, list) else value or ""
