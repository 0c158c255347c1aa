"""``competencygraph parse``: a document as a profile model."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from competencygraph.cli._output import Talk, write_data
from competencygraph.cli._reading import MaxPages, Timeout, limits_of, tell_notices
from competencygraph.cli._settings import Debug, Lang, Quiet, settings_of

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
      competencygraph parse vacancy.txt --format json > vacancy.json
    """
    import json

    from competencygraph.app.parsing import has_content, parse_file

    found = parse_file(file, limits_of(timeout, max_pages))
    parsed = found.parsed
    talk = Talk(settings_of(ctx))
    tell_notices(file, found.notices, talk)
    if output is ParseFormat.JSON:
        from competencygraph.model.codec import to_json

        write_data(json.dumps(to_json(parsed), ensure_ascii=False, indent=2))
    else:
        from competencygraph.cli._outline import outline

        write_data(outline(parsed, talk.messages))
    if not all(has_content(profile) for profile in parsed.profiles):
        talk.say("ingest.without-content", path=file.name)
