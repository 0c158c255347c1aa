"""``competencygraph why``: the words of the documents behind a node."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, write_data
from competencygraph.cli._settings import Debug, Lang, Quiet, StoreFolder, settings_of

if TYPE_CHECKING:
    from competencygraph.app.tracing import Explanation
    from competencygraph.cli._messages import Messages

__all__ = ["why"]


class WhyFormat(StrEnum):
    """How to write the quotes."""

    TEXT = "text"
    JSON = "json"


def why(
    ctx: typer.Context,
    node: Annotated[
        str,
        typer.Argument(
            metavar="NODE", help="IRI of a node, the path behind …/id/, or the end of that path.", show_default=False
        ),
    ],
    output: Annotated[WhyFormat, typer.Option("--format", help="How to write the quotes.")] = WhyFormat.TEXT,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show what the documents say behind a node: file, lines and the lines themselves.

    Example:
      competencygraph why federal-be/000/family/criterion/strategie
      competencygraph why criterion/strategie/a5
    """
    from competencygraph.app.tracing import why as run_why
    from competencygraph.store import open_store

    settings = settings_of(ctx)
    talk = Talk(settings)
    with open_store(settings.store) as opened:
        explanation = run_why(opened, node, language=settings.language)
    if output is WhyFormat.JSON:
        write_data(json.dumps(asdict(explanation), ensure_ascii=False, indent=2))
        return
    write_data(_text(explanation, talk.messages))
    if not explanation.quotes:
        talk.say("why.none", node=explanation.node)


def _text(explanation: Explanation, messages: Messages) -> str:
    lines = [explanation.node]
    if explanation.kinds:
        kinds = ", ".join(explanation.kinds)
        lines.append(f"  {messages('named', name=kinds, text=explanation.label) if explanation.label else kinds}")
    for quote in explanation.quotes:
        key = "cite.line" if quote.start_line == quote.end_line else "cite.lines"
        place = messages(key, document=quote.document, start=quote.start_line, end=quote.end_line)
        lines.extend(["", f"{place} ({quote.file})"])
        numbered = enumerate(quote.text.split("\n"), quote.start_line)
        lines.extend(f"{number:>6}  {line}".rstrip() for number, line in numbered)
    return "\n".join(lines)
