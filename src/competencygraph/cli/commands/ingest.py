"""``competencygraph ingest``: documents into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, write_file
from competencygraph.cli._reading import MaxPages, Timeout, limits_of, tell_notices
from competencygraph.cli._settings import Debug, Lang, Quiet, StoreFolder, settings_of
from competencygraph.errors import UsageError

if TYPE_CHECKING:
    from competencygraph.app.ingesting import FileOutcome, IngestReport
    from competencygraph.ingest.limits import Limits

__all__ = ["ingest", "tell_report"]

_NAMED = 5
_QUOTED = 40


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
    review: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="Write what is read to a file to correct; store nothing.", show_default=False),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Apply a corrected file that --review wrote.", show_default=False),
    ] = None,
    corrected_by: Annotated[
        str, typer.Option(metavar="ROLE", help="The role of who corrected; never a person's name.")
    ] = "editor",
    without_corrections: Annotated[
        bool, typer.Option("--without-corrections", help="Forget the corrections of earlier; take what is read.")
    ] = False,
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
      competencygraph ingest profile.docx --review profile.yaml
      competencygraph ingest profile.docx --corrections profile.yaml --corrected-by "HR analyst"
    """
    from competencygraph.app.correcting import Correcting, check_role
    from competencygraph.app.ingesting import IngestOptions
    from competencygraph.app.ingesting import ingest as run_ingest

    settings = settings_of(ctx)
    talk = Talk(settings)
    limits = limits_of(timeout, max_pages)
    if sum(map(bool, (review, corrections, without_corrections))) > 1:
        raise UsageError(
            "of --review, --corrections and --without-corrections one at most can be given", remedy="give one of them"
        )
    if review is not None:
        from competencygraph.app.correcting import count_kept

        document = _only_document(file, review)
        kept = count_kept(settings.store, document, catalogue=catalogue, as_key=as_key)
        _write_review(document, review, limits, talk, kept)
        return
    correcting = Correcting(corrections, check_role(corrected_by), without_corrections)
    options = IngestOptions(catalogue, as_key, replace, dry_run, limits, correcting)
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
    _tell_corrections(outcome, talk)
    if outcome.without_content:
        talk.say("ingest.without-content", path=outcome.path)
    if outcome.unparsed:
        talk.say("ingest.unparsed", path=outcome.path, count=outcome.unparsed)


def _tell_corrections(outcome: FileOutcome, talk: Talk) -> None:
    if outcome.corrected:
        talk.say("ingest.corrected", path=outcome.path, count=outcome.corrected)
    if outcome.unfit:
        named = [
            f"{talk.messages(f'ingest.action.{one.action}')} “{one.target.text[:_QUOTED]}”"
            for one in outcome.unfit[:_NAMED]
        ]
        more = "" if len(outcome.unfit) <= _NAMED else ", …"
        talk.say("ingest.unfit", path=outcome.path, count=len(outcome.unfit), what=", ".join(named) + more)


def _only_document(files: list[Path], out: Path) -> Path:
    """Return the one document that a review is of."""
    if len(files) != 1 or files[0].is_dir():
        raise UsageError("--review is for one document", where=out.name, remedy="name one file")
    return files[0]


def _write_review(file: Path, out: Path, limits: Limits, talk: Talk, kept: int) -> None:
    """Write what is read of a document to a file that does not exist yet; say what corrections the store keeps."""
    from competencygraph.app.correcting import review
    from competencygraph.cli._explanation import place_of, reason_words, review_comments

    words = talk.messages
    comments = review_comments(words, kept)
    made = review(file, limits, comments=comments, place=place_of(words), reason=reason_words(words))
    write_file(out, [made.text])
    tell_notices(file, made.notices, talk)
    if kept:
        talk.say("review.kept", count=kept)
    talk.say("ingest.reviewed", path=out, file=file)
