"""``competencygraph parse``: a document as a profile model."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, rich_stdout, write_data
from competencygraph.cli._reading import MaxPages, Timeout, limits_of, tell_notices
from competencygraph.cli._settings import Debug, Lang, Quiet, Settings, settings_of

if TYPE_CHECKING:
    from competencygraph.model import ParsedDocument

__all__ = ["parse"]


class ParseFormat(StrEnum):
    """How to write what was found."""

    TEXT = "text"
    JSON = "json"


def parse(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The document.", show_default=False)],
    output: Annotated[
        ParseFormat, typer.Option("--format", help="An outline for people, or the whole profile model.")
    ] = ParseFormat.TEXT,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what each line became, by which rule, and how sure that is.")
    ] = False,
    timeout: Timeout = None,
    max_pages: MaxPages = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Read a document and show the profile that it describes; no store is touched.

    Text, Markdown, HTML, Word and PDF files are read, in a process of their own.

    Example:
      competencygraph parse documents/000_9c9fb8fc10d5618f.txt
      competencygraph parse profile.docx --explain
      competencygraph parse vacancy.txt --format json > vacancy.json
    """
    import json

    from competencygraph.app.parsing import has_content, parse_file

    found = parse_file(file, limits_of(timeout, max_pages))
    parsed = found.parsed
    settings = settings_of(ctx)
    talk = Talk(settings)
    tell_notices(file, found.notices, talk)
    if output is ParseFormat.JSON:
        from competencygraph.model.codec import to_json

        write_data(json.dumps(to_json(parsed, explain=explain), ensure_ascii=False, indent=2))
    elif explain:
        _show_explanation(parsed, settings)
    else:
        from competencygraph.cli._outline import outline

        write_data(outline(parsed, talk.messages))
    if not all(has_content(profile) for profile in parsed.profiles):
        talk.say("ingest.without-content", path=file.name)


def _show_explanation(parsed: ParsedDocument, settings: Settings) -> None:
    from competencygraph.app.explaining import explain
    from competencygraph.cli._explanation import explanation
    from competencygraph.cli._messages import Messages
    from competencygraph.cli._rows import print_table, text_table

    columns, cells = explanation(explain(parsed), Messages(settings.language))
    console = rich_stdout(settings)
    if console is None:
        write_data(text_table(columns, cells))
    else:
        print_table(console, columns, cells)
