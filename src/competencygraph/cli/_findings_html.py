"""The report of a check as one HTML file that needs nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from competencygraph.app.listing import short_name
from competencygraph.app.report_mark import MARK
from competencygraph.cli._findings import (
    applied_words,
    counts_words,
    difference,
    finding_place,
    quoted_lines,
    severity_word,
    unbroken,
)
from competencygraph.cli._messages import Messages
from competencygraph.cli._visible import visible

if TYPE_CHECKING:
    from jinja2 import Template

    from competencygraph.app.check_report import CheckedDocument, CheckReport
    from competencygraph.validation.finding import Finding

__all__ = ["html_report"]

_LINES = 12


def html_report(report: CheckReport, messages: Messages, *, epoch: int | None = None) -> str:
    """Return a report as HTML, the same bytes for the same report.

    Args:
        report: of a check.
        messages: in the language of the report.
        epoch: the date to name, in seconds since 1970; None to name none.

    Returns:
        A whole document without scripts, images or requests; everything of the documents is escaped.
    """
    names = [_name(document) for document in report.documents]
    groups = [
        {
            "id": f"d{number}",
            "name": name,
            "key": short_name(document.document),
            "language": document.language,
            "count": messages("check.findings", count=len(document.findings)),
            "findings": [_finding(one, messages) for one in document.findings],
        }
        for number, (document, name) in enumerate(zip(report.documents, names, strict=True), 1)
    ]
    if report.about_settings:
        groups.append(
            {
                "id": "d0",
                "name": report.settings_file or "",
                "key": "",
                "language": None,
                "count": messages("check.findings", count=len(report.about_settings)),
                "findings": [_finding(one, messages) for one in report.about_settings],
            }
        )
    about = names[0] if len(names) == 1 else messages("check.documents", count=len(names))
    return _template().render(
        mark=MARK,
        language=messages.language,
        title=messages("check.title", about=about),
        date=None if epoch is None else datetime.fromtimestamp(epoch, UTC).date().isoformat(),
        groups=groups,
        counts=[
            {"severity": severity, "word": severity_word(severity, messages), "count": count}
            for severity, count in report.counts.items()
        ],
        summary=counts_words(report, messages),
        total=len(report.findings),
        notes=_notes(report, messages),
        applied=[applied_words(one, messages) for one in report.applied],
        settings=report.settings_file,
        words={name: messages(key) for name, key in _WORDS.items()},
    )


def _name(document: CheckedDocument) -> str:
    """Return the name of a document's file without its folders, which are not for whom the report is sent to."""
    return document.path.name if document.path is not None else document.file or document.identifier


_WORDS = {
    "skip": "check.html.skip",
    "summary": "check.html.summary",
    "contents": "check.html.contents",
    "show": "check.html.show",
    "all": "check.html.show-all",
    "serious": "check.html.show-serious",
    "grave": "check.html.show-grave",
    "remedy": "check.html.remedy",
    "difference": "check.html.difference",
    "here": "check.html.here",
    "elsewhere": "check.html.elsewhere",
    "none": "check.html.none",
    "nothing": "check.none",
    "notes": "check.html.notes",
    "settings": "check.html.settings",
    "lines": "check.html.lines",
    "top": "check.html.top",
    "count": "check.html.count",
    "severity": "check.html.severity",
}


def _finding(finding: Finding, messages: Messages) -> dict[str, object]:
    lines, more = quoted_lines(finding, _LINES)
    return {
        "severity": finding.severity.value,
        "word": severity_word(finding.severity.value, messages),
        "message": unbroken(finding.messages[messages.language]),
        "place": finding_place(finding, messages),
        "code": finding.code,
        "lines": lines,
        "numbered": bool(lines) and lines[0].number is not None,
        "more": messages("check.more-lines", count=more) if more else "",
        "difference": difference(finding),
        "remedy": unbroken(finding.remedies.get(messages.language) or ""),
    }


def _notes(report: CheckReport, messages: Messages) -> list[str]:
    """Return what else is to be said: the comparison, the baseline, what was not read or not checked."""
    from competencygraph.cli._translate import translate, translate_text

    notes = [] if report.compared_with_store else [messages("check.alone")]
    if report.known is not None:
        notes.append(messages("check.baseline", known=report.known, gone=report.gone))
    for document in report.documents:
        for notice in document.notices:
            text = translate_text(notice, messages.language)
            notes.append(messages("named", name=_name(document), text=text))
    notes += [translate(failure.error, messages.language) for failure in report.failures]
    return notes


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    text = (files("competencygraph.cli") / "templates" / "check.html.j2").read_text(encoding="utf-8")
    return environment.from_string(text)


def _shown(value: object) -> object:
    """Return what the template writes for a value."""
    return visible(value) if type(value) is str else value
