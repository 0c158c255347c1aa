"""``competencygraph compare``: what changed between two grades, profiles or editions, or in a file."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, rich_stdout, write_data
from competencygraph.cli._reading import MaxPages, Timeout, limits_of, tell_notices
from competencygraph.cli._settings import Debug, Lang, Quiet, Settings, StoreFolder, settings_of
from competencygraph.errors import UsageError

if TYPE_CHECKING:
    from competencygraph.app.compared import Comparison
    from competencygraph.compare import Change

__all__ = ["CompareFormat", "compare"]

_MOST = 3


class CompareFormat(StrEnum):
    """How to write what changed."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"


def compare(
    ctx: typer.Context,
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="A [B] | FAMILY GRADE GRADE",
            help="Documents, editions, profiles, families (IRI, or the end of one; of an edition the first digits of "
            "its digest) or files; or a family or its document and two of its grades.",
            show_default=False,
        ),
    ],
    output: Annotated[CompareFormat, typer.Option("--format", help="How to write what changed.")] = CompareFormat.TEXT,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KINDS",
            help="Show these kinds only, with commas: added, dropped, raised, lowered, reworded, moved, unchanged.",
            show_default=False,
        ),
    ] = None,
    include_unchanged: Annotated[
        bool, typer.Option("--include-unchanged", help="Show what stayed the same too.")
    ] = False,
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help="Exit with 1 when a change is shown.")
    ] = False,
    catalogue: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Frameworks and keys.  [default: catalogue.yaml beside each file]", show_default=False
        ),
    ] = None,
    as_key: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="KEY",
            help="Key of the document that a file is: KEY or FRAMEWORK/KEY.  [default: of what it is compared with]",
            show_default=False,
        ),
    ] = None,
    timeout: Timeout = None,
    max_pages: MaxPages = None,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Compare two profiles, two grades of a family, two editions of a document, or a file with what is stored.

    A document alone is compared with its previous edition; a file with the stored document of its key.
    A file is always the second side: what changed is what the file changes.

    Example:
      competencygraph compare federal-be/000 A4 A5
      competencygraph compare 002 004 --only added,dropped --format md
      competencygraph compare 000
      competencygraph compare profile.docx lievegem/002 --format html > changes.html
    """
    from competencygraph.app.comparing import CompareOptions
    from competencygraph.app.comparing import compare as run_compare

    kinds = _kinds(only or (), include_unchanged=include_unchanged)
    if len(what) > _MOST:
        raise UsageError(f"{len(what)} names are given", where=" ".join(what), remedy="give one, two or three")
    settings = settings_of(ctx)
    talk = Talk(settings)
    found = run_compare(
        settings.store,
        what[0],
        what[1] if len(what) == _MOST - 1 else None,
        grades=(what[1], what[2]) if len(what) == _MOST else None,
        language=settings.language,
        options=CompareOptions(catalogue, as_key, limits_of(timeout, max_pages)),
        notice=lambda path, notice: tell_notices(path, (notice,), talk),
    )
    shown = [change for change in found.changes if change.kind in kinds]
    _write(found, shown, output, settings, talk)
    from competencygraph.cli._changes import counts_line

    talk.say("compare.summary", counts=counts_line(found, talk.messages))
    if not found.changed:
        talk.say("compare.same")
    if fail_on_change and any(change.kind != "unchanged" for change in shown):
        raise typer.Exit(1)


def _kinds(only: Sequence[str], *, include_unchanged: bool) -> set[str]:
    """Return the kinds to show."""
    from competencygraph.compare import KINDS

    asked = [kind.strip() for words in only for kind in words.split(",") if kind.strip()]
    for kind in asked:
        if kind not in KINDS:
            near = difflib.get_close_matches(kind, KINDS, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"choose from {', '.join(KINDS)}"
            raise UsageError("there is no such kind of change", where=kind, remedy=remedy)
    kinds = set[str](asked) or set[str](KINDS) - {"unchanged"}
    return kinds | ({"unchanged"} if include_unchanged else set())


def _write(found: Comparison, shown: Sequence[Change], output: CompareFormat, settings: Settings, talk: Talk) -> None:
    if output is CompareFormat.JSON:
        from competencygraph.cli._changes_json import json_changes

        write_data(json.dumps(json_changes(found, shown), ensure_ascii=False, indent=2))
        return
    from competencygraph.cli._changes import change_sections

    sections = change_sections(found, shown, talk.messages)
    if output is CompareFormat.HTML:
        from competencygraph.cli._changes_html import html_changes

        write_data(html_changes(found, sections, talk.messages))
        return
    from competencygraph.cli._changes_text import markdown_changes, plain_changes, print_changes

    console = rich_stdout(settings)
    if output is CompareFormat.MD:
        write_data(markdown_changes(found, sections, talk.messages))
    elif console is None:
        write_data(plain_changes(found, sections, talk.messages))
    else:
        print_changes(console, found, sections, talk.messages)
