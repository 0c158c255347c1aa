"""``competencygraph reason``: whether a profile agrees with the ontology, and what follows from the whole store."""

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
    from competencygraph.app.reasoning import Contradiction, ReasonReport, Statement
    from competencygraph.app.tracing import Quote
    from competencygraph.cli._messages import Messages

__all__ = ["reason"]

_TIMEOUT = 120.0
_QUOTED = 4


class ReasonFormat(StrEnum):
    """How to write what was found."""

    TEXT = "text"
    JSON = "json"


def reason(
    ctx: typer.Context,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            metavar="PROFILE",
            help="The family, profile or dictionary to look at: its IRI, the path behind …/id/, or the end of that path"
            "  [default: the newest edition]",
            show_default=False,
        ),
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds that the reasoner may take.")] = _TIMEOUT,
    materialise: Annotated[
        bool,
        typer.Option(
            "--materialise/--no-materialise", help="Write what follows from the whole store into its inference graph."
        ),
    ] = True,
    output: Annotated[ReasonFormat, typer.Option("--format", help="How to write what was found.")] = ReasonFormat.TEXT,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Find out whether a profile agrees with the ontology, and infer what follows.

    A reasoner (HermiT, which needs Java) looks at one profile with all that belongs to it. Rules then infer the same
    over the whole store. Exit code 1 says that the profile is inconsistent; the statements that clash are shown with
    their lines, and nothing is written.

    Example:
      competencygraph reason
      competencygraph reason --profile federal-be/003/family --no-materialise
    """
    from competencygraph.app.reasoning import reason as run_reason
    from competencygraph.store import open_store

    settings = settings_of(ctx)
    talk = Talk(settings)
    with open_store(settings.store) as opened, talk.progress("reason.progress") as progress:
        report = run_reason(
            opened,
            profile,
            timeout=timeout,
            materialise=materialise,
            language=settings.language,
            progress=progress,
        )
    if output is ReasonFormat.JSON:
        write_data(json.dumps(_json(report), ensure_ascii=False, indent=2))
    else:
        write_data(visible("\n".join(_text(report, talk.messages))))
    if report.left_out:
        talk.say("reason.left-out", count=report.left_out)
    if report.inferences is not None:
        said = "reason.written" if report.inferences.written else "reason.nothing-to-do"
        talk.say(said, count=report.inferences.count, graph=report.inferences.graph)
    if not report.consistent:
        if materialise:
            talk.say("reason.not-written")
        raise typer.Exit(1)


def _json(report: ReasonReport) -> dict[str, object]:
    """Return a report as JSON-ready data; a place is told as an evidence of the profile model tells it."""
    from dataclasses import asdict

    data = asdict(report)
    for contradiction, shown in zip(report.contradictions, data["contradictions"], strict=True):
        for statement, told in zip(contradiction.statements, shown["statements"], strict=True):
            told["quotes"] = [_quote_json(quote) for quote in statement.quotes]
    return data


def _quote_json(quote: Quote) -> dict[str, object]:
    from dataclasses import asdict

    data = asdict(quote)
    del data["location"]
    return data | ({} if quote.location is None else quote.location.parts())


def _text(report: ReasonReport, messages: Messages) -> Iterator[str]:
    from competencygraph.app.listing import short_name

    verdict = "reason.consistent" if report.consistent else "reason.inconsistent"
    yield messages(verdict, profile=short_name(report.root), count=report.statements)
    for label in report.impossible:
        yield messages("reason.impossible", kind=label)
    for kind in report.kinds:
        yield ""
        yield f"{kind.label} ({len(kind.members)})"
        yield from (f"  {name}" for name in kind.names)
    for number, contradiction in enumerate(report.contradictions, 1):
        yield ""
        yield from _contradiction(number, contradiction, messages)
    if report.more:
        yield ""
        yield messages("reason.more", count=report.more)
    if not report.complete:
        yield ""
        yield messages("reason.incomplete")


def _contradiction(number: int, contradiction: Contradiction, messages: Messages) -> Iterator[str]:
    yield f"{number}. {contradiction.title}"
    yield f"   {contradiction.message}"
    shown: set[Quote] = set()
    for statement in contradiction.statements:
        yield f"   - {_words(statement, messages)}"
        for quote in statement.quotes[:_QUOTED]:
            yield from _quote(quote, messages, again=quote in shown)
            shown.add(quote)
        if not statement.quotes:
            yield f"       {messages('reason.no-passage')}"


def _words(statement: Statement, messages: Messages) -> str:
    subject, predicate, value = statement.words
    if statement.is_kind:
        return messages("reason.kind", thing=subject, kind=value)
    return messages("reason.link", thing=subject, link=predicate, value=value)


def _quote(quote: Quote, messages: Messages, *, again: bool) -> Iterator[str]:
    """Yield where a quote stands, and its lines unless they were shown before."""
    from competencygraph.cli._places import place_words

    place = place_words(quote.start_line, quote.end_line, quote.location, messages)
    yield f"       {messages('cite', document=quote.document, place=place)} ({quote.file})"
    lines = [] if again else quote.text.split("\n")
    yield from (f"         {line}".rstrip() for line in lines[:_QUOTED])
    if len(lines) > _QUOTED:
        yield "         …"
