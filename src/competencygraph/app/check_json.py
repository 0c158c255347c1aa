"""The report of a check as JSON, and its JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from competencygraph.validation.finding import Finding, Severity

if TYPE_CHECKING:
    from competencygraph.app.check_report import CheckReport
    from competencygraph.validation.applying import AppliedSetting

__all__ = ["REPORT", "VERSION", "finding_json", "report_json", "report_schema"]

REPORT = "competencygraph check"
"""What a report says it is."""

VERSION = 1
"""Of the form of a report; another one breaks baselines."""

_LANGUAGES = ("nl", "fr", "en")
_PLACE = ("page", "end_page", "paragraph", "end_paragraph", "table", "row", "column")


def report_json(report: CheckReport, language: str) -> dict[str, Any]:
    """Return a report as JSON-ready data.

    Args:
        report: of a check.
        language: of messages and remedies.

    Returns:
        Data that conforms to `report_schema`.

    >>> from competencygraph.app.check_report import CheckReport
    >>> report_json(CheckReport(()), "nl")["findings"]
    []
    """
    return {
        "report": REPORT,
        "version": VERSION,
        "language": language,
        "profile": report.profile,
        "compared_with_store": report.compared_with_store,
        "summary": {"documents": len(report.documents), **report.counts},
        "findings": [finding_json(finding, language) for finding in report.findings],
        "documents": [
            {
                "document": one.identifier,
                "iri": one.document,
                "file": one.file or None,
                "findings": len(one.findings),
            }
            for one in report.documents
        ],
        "settings": {
            "file": report.settings_file,
            "applied": [_applied_json(one) for one in report.applied],
        },
        "baseline": None if report.known is None else {"known": report.known, "gone": report.gone},
        "failures": [{"document": one.name, "error": str(one.error)} for one in report.failures],
    }


def finding_json(finding: Finding, language: str) -> dict[str, Any]:
    """Return a finding as JSON-ready data.

    Args:
        finding: of a check.
        language: of message and remedy.

    Returns:
        Its fields; those of a place (``page``, ``paragraph``, ``table``, …) only where the document has them.
    """
    compared = None if finding.compared is None else {"this": finding.compared[0], "other": finding.compared[1]}
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.messages.get(language, ""),
        "remedy": finding.remedies.get(language),
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
        "document": finding.document,
        "file": finding.file,
        "start_line": finding.start_line,
        "end_line": finding.end_line,
        **({} if finding.location is None else finding.location.parts()),
        "quote": finding.quote,
        "compared": compared,
        "rule": finding.rule,
        "fingerprint": finding.fingerprint,
    }


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of a report.

    >>> report_schema()["properties"]["report"]
    {'const': 'competencygraph check'}
    """
    count = {"type": "integer", "minimum": 0}
    severities = {severity.value: count for severity in Severity}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Report of competencygraph check",
        **_object(
            {
                "report": {"const": REPORT},
                "version": {"const": VERSION},
                "language": {"enum": list(_LANGUAGES)},
                "profile": {"enum": ["core", "publication"]},
                "compared_with_store": {"type": "boolean"},
                "summary": _object({"documents": count, **severities}),
                "findings": {"type": "array", "items": _finding_schema()},
                "documents": {
                    "type": "array",
                    "items": _object(
                        {"document": _text(), "iri": _text(), "file": _text(null=True), "findings": count}
                    ),
                },
                "settings": _object(
                    {"file": _text(null=True), "applied": {"type": "array", "items": _applied_schema()}}
                ),
                "baseline": {"anyOf": [{"type": "null"}, _object({"known": count, "gone": count})]},
                "failures": {"type": "array", "items": _object({"document": _text(), "error": _text()})},
            }
        ),
    }


def _finding_schema() -> dict[str, Any]:
    line = {"type": ["integer", "null"], "minimum": 1}
    schema = _object(
        {
            "code": {**_text("Stable code of the rule."), "pattern": "^CG-"},
            "severity": {"enum": [severity.value for severity in Severity]},
            "message": _text("What is wrong, in the language of the report."),
            "remedy": _text("What to do.", null=True),
            "focus": _text("IRI of the node that it is about."),
            "path": _text("The property, as an IRI or a SPARQL property path.", null=True),
            "value": _text("The value that it is about.", null=True),
            "document": _text("Identifier of the document.", null=True),
            "file": _text("Name of the file.", null=True),
            "start_line": line,
            "end_line": line,
            "quote": _text("The lines as they stand.", null=True),
            "compared": {
                "description": "Two wordings that differ.",
                "anyOf": [{"type": "null"}, _object({"this": _text(), "other": _text()})],
            },
            "rule": _text("IRI of the rule."),
            "fingerprint": {
                "description": "The same for the same fault when the lines have moved.",
                "type": "string",
                "pattern": "^[0-9a-f]{16}$",
            },
        }
    )
    schema["properties"] |= {part: {"type": "integer", "minimum": 1} for part in _PLACE}
    return schema


def _applied_json(one: AppliedSetting) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "rule": one.rule,
        "severity": None if one.severity is None else one.severity.value,
        "focus": one.focus,
        "document": one.document,
        "text": one.text,
        "reason": one.reason,
        "line": one.line,
        "findings": one.count,
    }


def _applied_schema() -> dict[str, Any]:
    return _object(
        {
            "kind": {"enum": ["off", "graded", "exempted"]},
            "rule": _text(),
            "severity": {"enum": [*(severity.value for severity in Severity), None]},
            "focus": _text(null=True),
            "document": _text(null=True),
            "text": _text(null=True),
            "reason": _text(),
            "line": {"type": "integer", "minimum": 1},
            "findings": {"type": "integer", "minimum": 0},
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _text(description: str | None = None, *, null: bool = False) -> dict[str, Any]:
    said = {} if description is None else {"description": description}
    return {**said, "type": ["string", "null"] if null else "string"}
