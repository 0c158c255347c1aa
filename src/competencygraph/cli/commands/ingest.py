"""``competencygraph ingest``: documents into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk
from competencygraph.cli._reading import MaxPages, Timeout, limits_of, tell_notices
from competencygraph.cli._settings import Debug, Lang, Quiet, StoreFolder, settings_of

if TYPE_CHECKING:
    from competencygraph.app.ingesting import FileOutcome, IngestReport

__all__ = ["ingest", "tell_report"]

_NAMED = 5


def ingest(
    ctx: typer.Context,
    file: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Documents, or folders with documents.", show_default=False),
    ],
    catalogue: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Frameworks, keys and editorial statements.  [default: catalogue.yaml beside each document]",
            show_default=False,
        ),
    ] = None,
    as_key: Annotated[
        str | None,
        typer.Option("--as", metavar="KEY", help="Key of the document: KEY or FRAMEWORK/KEY.", show_default=False),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Take over a key that another file holds.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the change, write nothing.")] = False,
    timeout: Timeout = None,
    max_pages: MaxPages = None,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Read documents and make each the current edition in the store.

    A file that cannot be used is refused, the others go on; the exit code is then 2.

    Example:
      competencygraph ingest documents --catalogue documents/catalogue.yaml
      competencygraph ingest profile.txt --as lievegem/003 --dry-run
    """
    from competencygraph.app.ingesting import IngestOptions
    from competencygraph.app.ingesting import ingest as run_ingest

    settings = settings_of(ctx)
    talk = Talk(settings)
    options = IngestOptions(catalogue, as_key, replace, dry_run, limits_of(timeout, max_pages))
    with talk.progress("ingest.progress") as progress:
        report = run_ingest(settings.store, file, options, progress)
    if len(report.outcomes) == 1 and report.refused:
        error = report.refused[0].error
        if error is not None:
            raise error
    tell_report(report, talk)
    if report.refused:
        raise typer.Exit(2)


def tell_report(report: IngestReport, talk: Talk) -> None:
    """Say what became of each file, and how many there were of each kind.

    Args:
        report: of an ingest.
        talk: of the run; refusals are said in a quiet run too.
    """
    for outcome in report.outcomes:
        _tell(outcome, talk)
    if report.skipped:
        names = ", ".join(path.name for path in report.skipped[:_NAMED])
        more = "" if len(report.skipped) <= _NAMED else ", …"
        talk.say("ingest.skipped", count=len(report.skipped), names=names + more)
    counts = report.counts
    if len(report.outcomes) > 1:
        talk.say("ingest.summary", count=len(report.outcomes), **counts)
    if report.dry_run:
        talk.say("ingest.dry-run")
    elif counts["unchanged"] == len(report.outcomes):
        talk.say("ingest.nothing-to-do")


def _tell(outcome: FileOutcome, talk: Talk) -> None:
    from competencygraph.app.listing import short_name
    from competencygraph.cli._translate import translate

    if outcome.error is not None:
        error = translate(outcome.error, talk.messages.language)
        talk.warn(f"{talk.messages('ingest.refused')}  {error}")
        return
    change = ""
    if outcome.added or outcome.dropped:
        change = talk.messages("ingest.file.change", added=outcome.added, dropped=outcome.dropped)
    key = talk.messages("ingest.file.key", key=short_name(outcome.document or ""))
    kind = talk.messages(f"ingest.{outcome.kind}")
    talk.say("ingest.file", kind=kind, path=outcome.path, key=key, change=change)
    tell_notices(outcome.path, outcome.notices, talk)
    if outcome.without_content:
        talk.say("ingest.without-content", path=outcome.path)
    if outcome.unparsed:
        talk.say("ingest.unparsed", path=outcome.path, count=outcome.unparsed)
