"""``competencygraph check``: what is wrong with documents, or worth a look."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.app.report_mark import MARK
from competencygraph.cli._output import Talk, rich_stdout, write_data
from competencygraph.cli._reading import MaxPages, limits_of, tell_notices
from competencygraph.cli._report_file import write_report
from competencygraph.cli._settings import Debug, Lang, Quiet, Settings, StoreFolder, invocation_of, settings_of
from competencygraph.errors import UsageError

if TYPE_CHECKING:
    from competencygraph.app.check_report import CheckReport
    from competencygraph.app.check_workers import Workers
    from competencygraph.cli._messages import Messages

__all__ = ["CheckFormat", "FailOn", "check"]

#: The name under which settings are found in the current folder.
_SETTINGS_FILE = "competencygraph-check.yaml"
_EPOCH = "SOURCE_DATE_EPOCH"
_DAY = 86_400
_FILE_WIDTH = 100


class CheckFormat(StrEnum):
    """How to write what was found."""

    TEXT = "text"
    JSON = "json"
    TURTLE = "turtle"
    HTML = "html"


class ShapesProfile(StrEnum):
    """Which packaged shapes to check with."""

    CORE = "core"
    PUBLICATION = "publication"


class FailOn(StrEnum):
    """From which severity the exit code is 1."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def check(
    ctx: typer.Context,
    target: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|IRI",
            help="Documents, folders with documents, or nodes of the store (IRI, or the end of one).  "
            "[default: all of the store]",
            show_default=False,
        ),
    ] = None,
    profile: Annotated[
        ShapesProfile,
        typer.Option(help="What to ask: what all data must have, or also what a published profile must have."),
    ] = ShapesProfile.PUBLICATION,
    shapes: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Check with shapes of your own too (Turtle).", show_default=False),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--settings",
            metavar="FILE",
            help="Thresholds, rules and exemptions.  [default: competencygraph-check.yaml where it is here]",
            show_default=False,
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Report only what this JSON report does not have.", show_default=False),
    ] = None,
    fail_on: Annotated[FailOn, typer.Option(help="From which severity the exit code is 1.")] = FailOn.VIOLATION,
    output: Annotated[CheckFormat, typer.Option("--format", help="How to write what was found.")] = CheckFormat.TEXT,
    out: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Write it to a file; an earlier report is replaced.", show_default=False),
    ] = None,
    catalogue: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Frameworks and keys.  [default: catalogue.yaml beside each document]",
            show_default=False,
        ),
    ] = None,
    as_key: Annotated[
        str | None,
        typer.Option("--as", metavar="KEY", help="Key of the document: KEY or FRAMEWORK/KEY.", show_default=False),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            min=1,
            max=_DAY,
            help="How long reading, and then checking, one document may take.  [default: 60]",
            show_default=False,
        ),
    ] = None,
    max_pages: MaxPages = None,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Check documents, or the store: what is missing, doubled or contradictory, where, and what to do.

    A document need not be stored: it is compared with what the store holds, and nothing is written.
    The exit code is 1 when something is found that is as serious as --fail-on says.

    Example:
      competencygraph check profile.docx --lang nl
      competencygraph check profile.docx --format html --out report.html
      competencygraph check
      competencygraph check lievegem/002 --fail-on warning
    """
    settings = settings_of(ctx)
    talk = Talk(settings)
    if config is None and Path(_SETTINGS_FILE).is_file():
        config = Path(_SETTINGS_FILE)
        talk.say("check.settings-found", file=_SETTINGS_FILE)
    with ExitStack() as stack:
        workers = None
        if target and not shapes and config is None:
            # What they load takes a second: they begin before this process loads anything itself.
            workers = _start_workers(target, profile, timeout, stack)
        from competencygraph.app.checking import CheckOptions
        from competencygraph.app.checking import check as run_check

        options = CheckOptions(
            profile.value, tuple(shapes or ()), config, baseline, catalogue, as_key, limits_of(timeout, max_pages)
        )
        if timeout is not None:
            options = replace(options, seconds=timeout)
        with talk.progress("check.progress") as progress:
            report = run_check(settings.store, target or [], options, progress, workers)
    _tell(report, talk)
    epoch = _epoch(invocation_of(ctx).environ.get(_EPOCH))
    read = (*map(Path, target or ()), *(shapes or ()), config, baseline, catalogue)
    _write(report, output, out, settings, talk.messages, epoch, [one for one in read if one is not None])
    _tell_counts(report, talk, out)
    from competencygraph.app.check_report import worst_exit_code
    from competencygraph.validation.finding import Severity

    if report.failures:
        raise typer.Exit(worst_exit_code(report.failures))
    if fail_on is not FailOn.NEVER and report.reaches(Severity(fail_on.value)):
        raise typer.Exit(1)


def _start_workers(targets: Sequence[str], profile: ShapesProfile, timeout: float | None, stack: ExitStack) -> Workers:
    from competencygraph.app.check_workers import check_workers
    from competencygraph.app.paths import is_folder
    from competencygraph.validation.supervised import DEFAULT_SECONDS

    single = len(targets) == 1 and not is_folder(targets[0])
    seconds = DEFAULT_SECONDS if timeout is None else timeout
    workers = stack.enter_context(check_workers(profile.value, processes=1 if single else None, seconds=seconds))
    workers.start()
    return workers


def _tell(report: CheckReport, talk: Talk) -> None:
    from competencygraph.cli._translate import translate

    for document in report.documents:
        if document.path is not None:
            tell_notices(document.path, document.notices, talk)
    for failure in report.failures:
        talk.warn(f"{talk.messages('check.failed')}  {translate(failure.error, talk.messages.language)}")
    if not report.compared_with_store:
        talk.say("check.alone" if len(report.documents) == 1 else "check.together")


def _tell_counts(report: CheckReport, talk: Talk, out: Path | None) -> None:
    from competencygraph.cli._findings import counts_words

    if report.known is not None:
        talk.say("check.baseline", known=report.known, gone=report.gone)
    documents = talk.messages("check.documents", count=len(report.documents))
    talk.say("check.summary", documents=documents, counts=counts_words(report, talk.messages))
    if out is not None:
        talk.say("check.written", path=out)


def _write(
    report: CheckReport,
    output: CheckFormat,
    out: Path | None,
    settings: Settings,
    messages: Messages,
    epoch: int | None,
    inputs: Sequence[Path],
) -> None:
    if output is CheckFormat.TEXT and out is None:
        _print_text(report, settings, messages)
        return
    if output is CheckFormat.JSON:
        from competencygraph.app.check_json import report_json

        text = json.dumps(report_json(report, messages.language), ensure_ascii=False, indent=2) + "\n"
    elif output is CheckFormat.TURTLE:
        from competencygraph.validation.report import report_turtle

        text = f"# {MARK}\n{report_turtle(report.findings)}"
    elif output is CheckFormat.HTML:
        from competencygraph.cli._findings_html import html_report

        text = html_report(report, messages, epoch=epoch)
    else:
        from competencygraph.cli._findings import plain_text, text_report

        lines = (plain_text(line) for line in text_report(report, messages, _FILE_WIDTH))
        text = "\n".join([MARK, "", *lines, ""])
    if out is None:
        write_data(text)
    else:
        write_report(out, text, inputs)


def _print_text(report: CheckReport, settings: Settings, messages: Messages) -> None:
    from competencygraph.cli._findings import plain_text, styled_text, text_report

    console = rich_stdout(settings)
    width = shutil.get_terminal_size((_FILE_WIDTH, 24)).columns if console is None else console.width
    for line in text_report(report, messages, width):
        if console is None:
            write_data(f"{plain_text(line)}\n")
        else:
            console.print(styled_text(line), soft_wrap=True)


def _epoch(given: str | None) -> int | None:
    """Return the date that reports name, None when the environment gives none.

    Raises:
        UsageError: what it gives is no number of seconds.
    """
    if not given:
        return None
    if not given.isdecimal() or int(given) > 253_402_300_799:
        raise UsageError(
            f"{_EPOCH} is no number of seconds", where=given, remedy="give seconds since 1970, or unset it"
        )
    return int(given)
