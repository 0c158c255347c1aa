"""``competencygraph import``: a file that others edited, or made, into the store."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, write_data
from competencygraph.cli._settings import Debug, Lang, Quiet, StoreFolder, settings_of
from competencygraph.errors import UsageError

if TYPE_CHECKING:
    from competencygraph.app.importing import ImportPreview

__all__ = ["import_"]


class PreviewFormat(StrEnum):
    """How to write what changes."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


class Concepts(StrEnum):
    """What the concepts of a scheme are."""

    COMPETENCIES = "competencies"
    GRADES = "grades"
    NONE = "none"


def import_(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="An RDF or table export (of csv its folder), or a SKOS concept scheme of others.",
            show_default=False,
        ),
    ],
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="What the file is: rdf (of this project), skos, tables.  [default: as it looks]",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what changes, write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    output: Annotated[PreviewFormat, typer.Option("--format", help="How to write what changes.")] = PreviewFormat.TEXT,
    remove_missing: Annotated[
        bool,
        typer.Option("--remove-missing", help="Remove what the file leaves out, also where it may be only a part."),
    ] = False,
    as_key: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="KEY",
            help="Key of what a concept scheme becomes: FRAMEWORK or FRAMEWORK/DOCUMENT.  [default: the file's name]",
            show_default=False,
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(help="Title of that framework.  [default: the scheme's]", show_default=False),
    ] = None,
    concepts: Annotated[
        Concepts | None,
        typer.Option(help="What its concepts are; with none, they stay concepts.  [default: none]", show_default=False),
    ] = None,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show what a file changes in the store, and change it after a yes.

    All documents change in one go, or none. A changed document gets a new edition; its nodes keep their IRIs.

    Example:
      competencygraph import graph.ttl --dry-run
      competencygraph import competencies.xlsx --yes
      competencygraph import thesaurus.rdf --kind skos --as city-terms --concepts competencies
    """
    from competencygraph.app.importing import import_file, open_import, preview_import
    from competencygraph.imports.port import ImportOptions

    settings = settings_of(ctx)
    talk = Talk(settings)
    options = ImportOptions(remove_missing, as_key, title, None if concepts is None else concepts.value)
    with ExitStack() as stack:
        opened = open_import(settings.store, stack, write=False)
        preview = preview_import(opened, file, options, kind=kind)
    _show(preview, output, talk)
    if preview.faults:
        for line in _faults(preview, talk):
            talk.warn(line)
        raise typer.Exit(2)
    if not preview.editions:
        talk.say("import.left" if preview.unplaced or not preview.documents else "import.nothing-to-do")
        return
    if dry_run:
        talk.say("import.dry-run")
        return
    if not yes and not _agreed(talk):
        talk.say("import.left")
        return
    with ExitStack() as stack:
        opened = open_import(settings.store, stack, write=True)
        run = import_file(opened, file, options, kind=kind, agreed=preview)
    talk.say("import.done", count=len(run.outcomes), **preview.counts)


def _show(preview: ImportPreview, output: PreviewFormat, talk: Talk) -> None:
    from competencygraph.cli._imports import preview_markdown, preview_text

    if output is PreviewFormat.JSON:
        write_data(json.dumps(preview.as_json(), ensure_ascii=False, indent=2))
    elif not preview.faults:
        write = preview_markdown if output is PreviewFormat.MD else preview_text
        write_data(write(preview, talk.messages))


def _faults(preview: ImportPreview, talk: Talk) -> list[str]:
    from competencygraph.cli._imports import fault_lines

    return list(fault_lines(preview, talk.messages))


def _agreed(talk: Talk) -> bool:
    """Tell whether the one at the terminal says yes.

    Raises:
        UsageError: nobody is there to be asked.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("nobody can be asked whether to go on", remedy="give --yes, or --dry-run to look only")
    return typer.confirm(talk.messages("import.ask"), default=False, err=True)
