"""Findings for people: where, what, the lines themselves, and what to do, for a terminal or a file of text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from competencygraph.cli._messages import Messages
from competencygraph.cli._places import place_words
from competencygraph.cli._visible import visible_line

if TYPE_CHECKING:
    from rich.text import Text

    from competencygraph.app.check_report import CheckedDocument, CheckReport
    from competencygraph.compare import DiffPart
    from competencygraph.validation.applying import AppliedSetting
    from competencygraph.validation.finding import Finding

__all__ = [
    "Difference",
    "Quoted",
    "applied_words",
    "counts_words",
    "difference",
    "document_name",
    "finding_place",
    "plain_text",
    "quoted_lines",
    "severity_word",
    "styled_text",
    "text_report",
    "unbroken",
]

WIDEST = 100
"""Columns beyond which running text is not made wider."""

_NARROWEST = 40
_LINES = 5
_ROWS = 3
_MARGIN = "  "
_BAR = " │ "
_SEVERITIES = {"violation": "check.violation", "warning": "check.warning", "info": "check.info"}
_COUNTS = {"violation": "check.violations", "warning": "check.warnings", "info": "check.infos"}
_KINDS = {"off": "check.applied.off", "graded": "check.applied.graded", "exempted": "check.applied.exempted"}
_STYLES = {"violation": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_NO_BREAK = "\N{NO-BREAK SPACE}"
_BEFORE_SIGN = re.compile(" (?=[»:;?!])")
_DIFF = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
_DIFF_STYLES = {"same": "", "removed": "red", "added": "green"}

#: A line as pieces of a style (of `rich`, empty for none) and a text.
Line = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A line of a document.

    Args:
        number: its number; None where a place does not count lines.
        text: the line, as it stands but for white space at its end.
    """

    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two wordings, compared.

    Args:
        parts: of a word diff; none when the two differ too much for one to help.
        here: the wording that the finding is about.
        other: the other wording.
    """

    parts: tuple[DiffPart, ...]
    here: str
    other: str


def text_report(report: CheckReport, messages: Messages, width: int) -> Iterator[Line]:
    """Yield a report line by line: document by document, by place, then what the settings changed.

    Args:
        report: of a check.
        messages: in the language of the run.
        width: columns to stay within, where words allow it.

    Yields:
        Lines; nothing when there is nothing to report.
    """
    width = max(_NARROWEST, min(width, WIDEST))
    first = True
    for name, findings in _groups(report):
        before: Finding | None = None
        for finding in findings:
            if not first:
                yield ()
            first = False
            yield from _finding_lines(name, finding, messages, width, again=_same_place(before, finding))
            before = finding
    if report.applied:
        if not first:
            yield ()
        yield (("bold", messages("check.settings", file=report.settings_file)),)
        for applied in report.applied:
            yield from _wrapped(applied_words(applied, messages), width, _MARGIN, hanging=2)


def plain_text(line: Line) -> str:
    """Return a line without its styles.

    >>> plain_text((("bold", "a"), ("", " b ")))
    'a b'
    """
    return visible_line("".join(text for _, text in line).rstrip())


def styled_text(line: Line) -> Text:
    """Return a line for a terminal."""
    from rich.text import Text

    return Text.assemble(*((visible_line(text), style) for style, text in line), no_wrap=True, overflow="ignore")


def severity_word(severity: str, messages: Messages) -> str:
    """Return a severity in words.

    >>> severity_word("warning", Messages("nl"))
    'waarschuwing'
    """
    return messages(_SEVERITIES[severity])


def counts_words(report: CheckReport, messages: Messages) -> str:
    """Return how many findings of each severity there are, in words.

    >>> from competencygraph.app.check_report import CheckReport
    >>> counts_words(CheckReport(()), Messages("en"))
    'nothing found'
    """
    counts = [messages(_COUNTS[severity], count=count) for severity, count in report.counts.items() if count]
    return ", ".join(counts) or messages("check.nothing")


def finding_place(finding: Finding, messages: Messages) -> str:
    """Return where a finding stands within its document, empty for the document as a whole."""
    if finding.start_line is None or finding.end_line is None:
        return ""
    return place_words(finding.start_line, finding.end_line, finding.location, messages)


def quoted_lines(finding: Finding, limit: int) -> tuple[list[Quoted], int]:
    """Return the first lines that a finding is about.

    Args:
        finding: of a check.
        limit: how many lines at most; one more is shown rather than said to be left out.

    Returns:
        The lines that are not blank, and how many of these are left out.
    """
    where = finding.location
    counted = where is None or (where.paragraph is None and where.table is None and where.sheet is None)
    lines = [
        Quoted(number if counted else None, text.rstrip())
        for number, text in enumerate((finding.quote or "").split("\n"), finding.start_line or 1)
        if text.strip()
    ]
    if len(lines) <= limit + 1:
        return lines, 0
    return lines[:limit], len(lines) - limit


def difference(finding: Finding) -> Difference | None:
    """Return the two wordings that a finding compares, None when it compares none or they are the same."""
    if finding.compared is None or finding.compared[0] == finding.compared[1]:
        return None
    from competencygraph.compare import READABLE_SHARE, common_share, word_diff

    here, other = (" ".join(text.split()) for text in finding.compared)
    parts = word_diff(here, other)
    return Difference(parts if common_share(parts) >= READABLE_SHARE else (), here, other)


def applied_words(applied: AppliedSetting, messages: Messages) -> str:
    """Return what a setting changed, with its reason.

    >>> from competencygraph.validation.applying import AppliedSetting
    >>> applied_words(AppliedSetting("off", "CG-x", "Agreed.", 3, 2), Messages("en"))
    'CG-x is switched off (2 findings). Reason: Agreed.'
    """
    about = ", ".join(part for part in (applied.focus, applied.document, applied.text) if part is not None)
    severity = "" if applied.severity is None else severity_word(applied.severity, messages)
    return messages(
        _KINDS[applied.kind],
        rule=applied.rule,
        severity=severity,
        about=about,
        findings=messages("check.findings", count=applied.count),
        reason=applied.reason,
    )


def unbroken(text: str) -> str:
    """Return a text whose signs stay with their words, as French sets them: no line ends there.

    >>> unbroken("« Plannen » figure deux fois : ici").count("\N{NO-BREAK SPACE}")
    3
    """
    return _BEFORE_SIGN.sub(_NO_BREAK, text.replace("« ", f"«{_NO_BREAK}"))


def _groups(report: CheckReport) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    for document in report.documents:
        yield document_name(document), document.findings
    yield report.settings_file or "", report.about_settings


def document_name(document: CheckedDocument) -> str:
    """Return what a document is called in a report: the file as it was given, or that of the store."""
    return str(document.path or document.file or document.identifier)


def _same_place(before: Finding | None, finding: Finding) -> bool:
    return before is not None and (before.passage, before.quote) == (finding.passage, finding.quote)


def _finding_lines(name: str, finding: Finding, messages: Messages, width: int, *, again: bool) -> Iterator[Line]:
    severity = finding.severity.value
    yield (
        ("bold", f"{name}{_suffix(finding, messages)}"),
        ("", "  "),
        (_STYLES[severity], severity_word(severity, messages)),
        ("", "  "),
        ("dim", finding.code),
    )
    yield from _wrapped(finding.messages[messages.language], width, _MARGIN)
    if not again:
        yield from _quote(finding, messages, width)
    yield from _difference(finding, messages, width)
    remedy = finding.remedies.get(messages.language)
    if remedy:
        yield from _wrapped(f"→ {remedy}", width, _MARGIN, style="green", hanging=2)


def _suffix(finding: Finding, messages: Messages) -> str:
    """Return a place behind a file's name: of plain text as compilers write it."""
    if finding.location is None:
        return "" if finding.start_line is None else f":{finding.start_line}"
    return f", {finding_place(finding, messages)}"


def _quote(finding: Finding, messages: Messages, width: int) -> Iterator[Line]:
    lines, more = quoted_lines(finding, _LINES)
    size = max((len(str(line.number or "")) for line in lines), default=0)
    margin = _MARGIN * 2
    for line in lines:
        number = "" if line.number is None else str(line.number)
        indent = len(line.text) - len(line.text.lstrip())
        rows = textwrap.wrap(
            line.text.strip(),
            width - len(margin) - size - len(_BAR),
            break_on_hyphens=False,
            max_lines=_ROWS,
            placeholder=" …",
            initial_indent=" " * min(indent, 8),
            subsequent_indent=" " * min(indent, 8),
        )
        for place, row in enumerate(rows or [""]):
            shown = number if place == 0 else ""
            yield (("dim", f"{margin}{shown:>{size}}{_BAR}"), ("", row))
    if more:
        yield (("dim", f"{margin}{'':>{size}}{_BAR}{messages('check.more-lines', count=more)}"),)


def _difference(finding: Finding, messages: Messages, width: int) -> Iterator[Line]:
    found = difference(finding)
    if found is None:
        return
    if not found.parts:
        yield from _wrapped(messages("check.here", text=found.here), width, _MARGIN * 2, hanging=2)
        yield from _wrapped(messages("check.elsewhere", text=found.other), width, _MARGIN * 2, hanging=2)
        return
    pieces = [(_DIFF_STYLES[part.kind], _DIFF[part.kind].format(part.text)) for part in found.parts]
    yield from _folded([("", messages("check.difference")), ("", " "), *pieces], width, _MARGIN * 2)


def _wrapped(text: str, width: int, indent: str, *, style: str = "", hanging: int = 0) -> Iterator[Line]:
    rows = textwrap.wrap(
        unbroken(text), width, initial_indent=indent, subsequent_indent=indent + " " * hanging, break_on_hyphens=False
    )
    for row in rows:
        yield ((style, row.replace(_NO_BREAK, " ")),)


def _folded(pieces: list[tuple[str, str]], width: int, indent: str) -> Iterator[Line]:
    """Yield styled text folded between words, each piece keeping its style."""
    words = [(style, word) for style, text in pieces for word in _words(text)]
    row: list[tuple[str, str]] = [("", indent)]
    used = len(indent)
    for style, word in words:
        if used + len(word.rstrip()) > width and len(row) > 1:
            yield tuple(row)
            row, used = [("", indent + "  ")], len(indent) + 2
        row.append((style, word))
        used += len(word)
    yield tuple(row)


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text with the space behind each."""
    parts = text.split(" ")
    for place, part in enumerate(parts):
        yield part if place == len(parts) - 1 else f"{part} "
