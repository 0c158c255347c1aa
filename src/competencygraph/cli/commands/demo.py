"""``competencygraph demo``: a first graph and a first answer."""

from __future__ import annotations

import shlex
import sys

import typer

from competencygraph.cli._output import Talk
from competencygraph.cli._program import command_name
from competencygraph.cli._settings import Debug, Lang, Quiet, StoreFolder, invocation_of, settings_of
from competencygraph.cli.commands.ingest import tell_report
from competencygraph.cli.commands.query import AnswerFormat, show_answer

__all__ = ["demo"]


def demo(
    ctx: typer.Context,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Build a graph from the packaged documents, show what changes from class A4 to A5, and check the documents.

    A second run finds nothing to do, says so, and shows the answer.

    Example:
      competencygraph demo
      competencygraph demo --store first-graph --lang nl
    """
    from competencygraph.app.demo import FROM_GRADE, TO_GRADE
    from competencygraph.app.demo import demo as run_demo
    from competencygraph.cli._findings import counts_words

    settings = settings_of(ctx)
    talk = Talk(settings)
    with talk.progress("ingest.progress") as progress:
        result = run_demo(settings.store, language=settings.language, progress=progress)
    documents = len(result.report.outcomes)
    if result.report.refused:
        tell_report(result.report, talk)
    if result.changed:
        talk.say("demo.built", store=settings.store, documents=documents, triples=result.triples)
    else:
        talk.say("demo.nothing-to-do", store=settings.store, documents=documents)
    talk.say("demo.question", **{"from": FROM_GRADE, "to": TO_GRADE})
    show_answer(result.answer, AnswerFormat.TABLE, settings, (FROM_GRADE, TO_GRADE), {})
    command = command_name(sys.argv[0])
    chosen = invocation_of(ctx).chosen.get("store")
    same_store = "" if chosen is None else f" --store {shlex.quote(settings.store)}"
    talk.say("demo.checked", counts=counts_words(result.check, talk.messages), command=f"{command} check{same_store}")
    talk.say("demo.next", command=command, store=same_store)
    if result.report.refused:
        raise typer.Exit(2)
