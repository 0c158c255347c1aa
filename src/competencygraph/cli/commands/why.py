"""``competencygraph why``: the words of the documents behind a node."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, write_data
from competencygraph.cli._settings import Debug, Lang, Quiet, StoreFolder, settings_of
from competencygraph.cli._visible import visible

if TYPE_CHECKING:
    from competencygraph.app.tracing import Explanation, Quote
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
        write_data(json.dumps(_json(explanation), ensure_ascii=False, indent=2))
        return
    write_data(visible(_text(explanation, talk.messages)))
    if not explanation.quotes:
        talk.say("why.none", node=explanation.node)


def _json(explanation: Explanation) -> dict[str, object]:
    """Return an explanation as JSON-ready data; a place is told as an evidence of the profile model tells it."""
    from dataclasses import asdict

    quotes = [asdict(quote) for quote in explanation.quotes]
    for quote, data in zip(explanation.quotes, quotes, strict=True):
        del data["location"]
        data |= {} if quote.location is None else quote.location.parts()
    return asdict(explanation) | {"quotes": quotes}


def _text(explanation: Explanation, messages: Messages) -> str:
    from competencygraph.cli._places import place_words

    lines = [explanation.node]
    if explanation.kinds:
        kinds = ", ".join(explanation.kinds)
        lines.append(f"  {messages('named', name=kinds, text=explanation.label) if explanation.label else kinds}")
    for quote in explanation.quotes:
        place = place_words(quote.start_line, quote.end_line, quote.location, messages)
        lines.extend(["", f"{messages('cite', document=quote.document, place=place)} ({quote.file})", *_quoted(quote)])
    return "\n".join(lines)


def _quoted(quote: Quote) -> Iterator[str]:
    """Yield the lines of a quote, numbered where their place counts lines."""
    here = quote.location
    counts = here is None or (here.paragraph is None and here.table is None and here.sheet is None)
    for number, line in enumerate(quote.text.split("\n"), quote.start_line):
        yield f"{number if counts else '':>6}  {line}".rstrip()
