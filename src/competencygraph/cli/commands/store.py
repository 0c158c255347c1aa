"""``competencygraph store``: what a store holds, and keeping it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from competencygraph.cli._output import Talk, rich_stdout, write_data, write_file
from competencygraph.cli._rows import print_table, text_table
from competencygraph.cli._settings import (
    Debug,
    Lang,
    Quiet,
    StoreFolder,
    folder_settings_of,
    help_text,
    show_help_alone,
)
from competencygraph.cli.commands.questions import ListFormat

__all__ = ["app"]

app = typer.Typer(
    name="store",
    help="List, remove, verify, back up, restore and dump what a store holds.",
    invoke_without_command=True,
    rich_markup_mode=None,
)


@app.callback()
def _group(ctx: typer.Context) -> None:
    show_help_alone(ctx)


def list_(
    ctx: typer.Context,
    output: Annotated[ListFormat, typer.Option("--format", help="How to write the list.")] = ListFormat.TABLE,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List the documents with their current edition.

    Example:
      competencygraph store list
      competencygraph store list --format json
    """
    from competencygraph.app.listing import short_name
    from competencygraph.app.maintaining import list_store

    settings = folder_settings_of(ctx)
    held = list_store(settings.store)
    if output is ListFormat.JSON:
        write_data(json.dumps([asdict(one) for one in held], ensure_ascii=False, indent=2))
        return
    messages = Talk(settings).messages
    columns = [messages(f"store.column.{name}") for name in ("document", "file", "edition", "editions", "triples")]
    cells = [
        [short_name(one.document), one.file, one.edition.rpartition("/")[2], str(one.editions), str(one.triples)]
        for one in held
    ]
    console = rich_stdout(settings)
    if console is None:
        write_data(text_table(columns, cells))
    else:
        print_table(console, columns, cells)


def remove(
    ctx: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Key of the document, its path or IRI.", show_default=False)
    ],
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Remove a document with all its editions.

    Example:
      competencygraph store remove federal-be/000
    """
    from competencygraph.app.listing import short_name
    from competencygraph.app.maintaining import remove_document

    settings = folder_settings_of(ctx)
    outcome = remove_document(settings.store, document)
    Talk(settings).say("store.removed", document=short_name(outcome.document), dropped=outcome.dropped)


def verify(
    ctx: typer.Context,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Count and compare everything with what was written.

    Example:
      competencygraph store verify
    """
    from competencygraph.app.maintaining import verify_store

    settings = folder_settings_of(ctx)
    found = verify_store(settings.store)
    Talk(settings).say("store.verified", graphs=found.graphs, quads=found.quads)


def backup(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.", show_default=False)],
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write a backup, a store of its own that shares no file.

    Example:
      competencygraph store backup backups/monday
    """
    from competencygraph.app.maintaining import backup_store

    settings = folder_settings_of(ctx)
    backup_store(settings.store, folder)
    Talk(settings).say("store.backed-up", folder=folder)


def restore(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder that `store backup` wrote.", show_default=False)
    ],
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make the store from a backup; the store's folder must be new or empty.

    Example:
      competencygraph store restore backups/monday --store restored
    """
    from competencygraph.app.maintaining import restore_store

    settings = folder_settings_of(ctx)
    restore_store(folder, settings.store)
    Talk(settings).say("store.restored", store=settings.store, source=folder)


def dump(
    ctx: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="A new file.  [default: stdout]", show_default=False)
    ] = None,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write all quads as sorted N-Quads, the same bytes for the same content.

    Example:
      competencygraph store dump > graph.nq
      competencygraph store dump --out graph.nq
    """
    from competencygraph.app.maintaining import write_dump

    settings = folder_settings_of(ctx)
    if out is None:
        write_dump(settings.store, write_data)
        return
    counts: list[int] = []
    write_dump(settings.store, lambda lines: counts.append(write_file(out, lines)))
    Talk(settings).say("store.dumped", quads=counts[0], path=out)


for _name, _command in (
    ("list", list_),
    ("remove", remove),
    ("verify", verify),
    ("backup", backup),
    ("restore", restore),
    ("dump", dump),
):
    app.command(_name, help=help_text(_command))(_command)
