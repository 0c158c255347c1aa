"""What an organisation sets for its checks: thresholds, rules off or graded anew, exemptions; each with its reason.

::

    thresholds: {similarity: 92, shortest: 20}
    rules:
      CG-item-listed-twice: {severity: info, reason: Lists are merged later.}
      CG-shared-text: {severity: off, reason: Texts are shared on purpose.}
    exempt:
      - rule: CG-item-listed-twice
        document: "002"                 # one at least of document, focus and text
        text: Plannen en organiseren
        reason: Agreed with the union.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from competencygraph.errors import UsageError
from competencygraph.validation.finding import Finding, Severity
from competencygraph.validation.observing import Thresholds

__all__ = [
    "DEFAULT_SETTINGS",
    "CheckSettings",
    "Exemption",
    "RuleSetting",
    "SettingsSource",
    "read_settings",
    "settings_schema",
    "unknown_code",
]

OFF = "off"
_SEVERITIES = tuple(severity.value for severity in Severity)
_GRADES = (*_SEVERITIES, OFF)
_PARTS = ("thresholds", "rules", "exempt")
_NARROWING = ("focus", "document", "text")


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """How the findings of one rule are to be taken.

    Args:
        code: of the rule.
        severity: what they count as; None when they are not to be reported at all.
        reason: why.
        line: where the settings say so, counted from 1.
    """

    code: str
    severity: Severity | None
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Exemption:
    """Findings of one rule that are not to be reported.

    Args:
        rule: code of the rule.
        reason: why.
        focus: IRI of the node that they are about, or the end of its path; None for any.
        document: identifier or file name of their document; None for any.
        text: what the quoted lines or the value hold, white space collapsed; None for any.
        line: where the settings say so, counted from 1.
        end_line: the last line of it.
    """

    rule: str
    reason: str
    focus: str | None = None
    document: str | None = None
    text: str | None = None
    line: int = 1
    end_line: int = 1

    def covers(self, finding: Finding) -> bool:
        """Tell whether a finding is exempt.

        >>> Exemption("CG-x", "Agreed.", focus="task/plannen").covers(
        ...     Finding("CG-x", Severity.INFO, {}, {}, "https://example.org/a/task/plannen", "urn:r")
        ... )
        True
        """
        if self.rule != finding.code:
            return False
        if self.document is not None and self.document not in {finding.document, finding.file}:
            return False
        if self.focus is not None and finding.focus != self.focus:
            if not finding.focus.endswith(f"/{self.focus.strip('/')}"):
                return False
        texts = (_collapsed(text) for text in (finding.quote, finding.value) if text is not None)
        return self.text is None or any(self.text in text for text in texts)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Settings of a check.

    Args:
        file: name of the file that they come from; None for the usual settings.
        thresholds: what counts as alike.
        rules: how rules are to be taken, by code.
        exemptions: in the order of the file.
        lines: the lines of the file.
    """

    file: str | None = None
    thresholds: Thresholds = field(default_factory=Thresholds)
    rules: tuple[RuleSetting, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    lines: tuple[str, ...] = ()

    def named_codes(self) -> Iterator[tuple[str, int]]:
        """Yield each code that they name, with its line."""
        yield from ((one.code, one.line) for one in self.rules)
        yield from ((one.rule, one.line) for one in self.exemptions)


DEFAULT_SETTINGS = CheckSettings()


class SettingsSource(Protocol):
    """A YAML file that was read: its data, and where each part of it stands."""

    @property
    def name(self) -> str:
        """Return the file's name."""
        ...

    @property
    def data(self) -> Any:
        """Return its data."""
        ...

    @property
    def lines(self) -> dict[tuple[str | int, ...], int]:
        """Return line numbers, counted from 1, by path of keys and indexes."""
        ...


def read_settings(source: SettingsSource, text: str = "") -> CheckSettings:
    """Return the settings that a file holds.

    Args:
        source: the file.
        text: its text, for the quotes of findings about it.

    Returns:
        The settings; whether the codes in them are known is for `unknown_code` to tell.

    Raises:
        UsageError: something is missing, unknown or of the wrong kind; it names file and line.
    """
    return _Reader(source, tuple(text.splitlines())).settings()


def unknown_code(settings: CheckSettings, known: Collection[str]) -> UsageError | None:
    """Return what is wrong with the first code in the settings that no rule has.

    Args:
        settings: of a check.
        known: codes of all rules.

    Returns:
        The error, None when all codes are known.

    >>> one = CheckSettings("a.yaml", rules=(RuleSetting("CG-tsk", None, "Why.", 3),))
    >>> str(unknown_code(one, ["CG-task", "CG-level"]))
    'a.yaml, line 3: there is no rule CG-tsk; did you mean CG-task?'
    """
    for code, line in settings.named_codes():
        if code not in known:
            near = difflib.get_close_matches(code, sorted(known), n=1, cutoff=0.5)
            remedy = f"did you mean {near[0]}?" if near else "take a code from a report"
            return UsageError(f"there is no rule {code}", where=f"{settings.file}, line {line}", remedy=remedy)
    return None


def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema of a settings file.

    >>> settings_schema()["properties"]["exempt"]["items"]["required"]
    ['rule', 'reason']
    """
    text = {"type": "string", "pattern": "\\S"}
    reason = {**text, "description": "Why; the report repeats it."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of competencygraph check",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            "thresholds": {
                "description": "What counts as alike.",
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {
                    "similarity": {
                        "description": "How alike two texts must be to be called nearly the same.",
                        "type": "number",
                        "minimum": 1,
                        "maximum": 100,
                        "default": Thresholds().similarity,
                    },
                    "shortest": {
                        "description": "Texts with fewer characters are not compared.",
                        "type": "integer",
                        "minimum": 1,
                        "default": Thresholds().shortest,
                    },
                },
            },
            "rules": {
                "description": "Rules by code: switched off, or with another severity.",
                "type": ["object", "null"],
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["severity", "reason"],
                    "properties": {"severity": {"enum": list(_GRADES)}, "reason": reason},
                },
            },
            "exempt": {
                "description": "Findings that are not reported.",
                "type": ["array", "null"],
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["rule", "reason"],
                    "anyOf": [{"required": [name]} for name in _NARROWING],
                    "properties": {
                        "rule": {**text, "description": "Code of the rule."},
                        "focus": {**text, "description": "IRI of the node, or the end of its path."},
                        "document": {**text, "description": "Identifier or file name of the document."},
                        "text": {**text, "description": "What the quoted lines or the value hold."},
                        "reason": reason,
                    },
                },
            },
        },
    }


class _Reader:
    """Reads settings part by part."""

    def __init__(self, source: SettingsSource, text: tuple[str, ...]) -> None:
        self._source = source
        self._text = text

    def settings(self) -> CheckSettings:
        top = self._mapping((), self._source.data, optional=_PARTS)
        members = top.get("exempt") or []
        if not isinstance(members, list):
            raise self._error("exempt must be a list", "begin each member with a hyphen", "exempt")
        return CheckSettings(
            self._source.name,
            self._thresholds(top.get("thresholds")),
            tuple(self._rules(top.get("rules"))),
            tuple(self._exemption(index, member) for index, member in enumerate(members)),
            self._text,
        )

    def _thresholds(self, given: Any) -> Thresholds:
        usual = Thresholds()
        data = self._mapping(("thresholds",), given, optional=("similarity", "shortest"))
        similarity, shortest = data.get("similarity", usual.similarity), data.get("shortest", usual.shortest)
        if isinstance(similarity, bool) or not isinstance(similarity, int | float) or not 1 <= similarity <= 100:
            raise self._error("similarity must be a number from 1 to 100", None, "thresholds", "similarity")
        if isinstance(shortest, bool) or not isinstance(shortest, int) or shortest < 1:
            raise self._error("shortest must be a whole number from 1", None, "thresholds", "shortest")
        return Thresholds(float(similarity), shortest)

    def _rules(self, given: Any) -> Iterator[RuleSetting]:
        for code, value in self._mapping(("rules",), given).items():
            data = self._mapping(("rules", code), value, required=("severity", "reason"))
            # YAML 1.1 reads an unquoted off as false.
            severity = OFF if data["severity"] is False else data["severity"]
            if severity not in _GRADES:
                raise self._error(
                    f"“{severity}” is no severity", f"use {', '.join(_GRADES)}", "rules", code, "severity"
                )
            yield RuleSetting(
                code,
                None if severity == OFF else Severity(severity),
                self._words(data["reason"], "rules", code, "reason"),
                self._line("rules", code),
            )

    def _exemption(self, index: int, value: Any) -> Exemption:
        path = ("exempt", index)
        data = self._mapping(path, value, required=("rule", "reason"), optional=_NARROWING)
        words = {name: self._words(data[name], *path, name) for name in data}
        if not set(words) & set(_NARROWING):
            raise self._error(
                "an exemption needs focus, document or text", "to exempt all, give the rule the severity off", *path
            )
        start = self._line(*path)
        return Exemption(**words, line=start, end_line=max(start, *(self._line(*path, name) for name in words)))

    def _mapping(
        self,
        path: tuple[str | int, ...],
        value: Any,
        *,
        required: tuple[str, ...] = (),
        optional: tuple[str, ...] | None = None,
    ) -> dict[str, Any]:
        """Return names with values; a part that is left empty is one without any."""
        if value is None and not required:
            return {}
        name = next((step for step in reversed(path) if isinstance(step, str)), self._source.name)
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise self._error(
                f"{name} must hold names with values", "see docs/how-to/check-a-profile.md for the format", *path
            )
        for key in required:
            if key not in value:
                raise self._error(f"{key} is missing", "add it", *path)
        known = (*required, *(optional or ()))
        for key in value:
            if known and key not in known:
                raise self._error(f"{key} is not known here", f"use {', '.join(known)}", *path, key)
        return value

    def _words(self, value: Any, *path: str | int) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self._error(f"{path[-1]} must be text", "put it in quotes", *path)
        return _collapsed(value)

    def _line(self, *path: str | int) -> int:
        for end in range(len(path), -1, -1):
            if path[:end] in self._source.lines:
                return self._source.lines[path[:end]]
        return 1

    def _error(self, what: str, remedy: str | None, *path: str | int) -> UsageError:
        return UsageError(what, where=f"{self._source.name}, line {self._line(*path)}", remedy=remedy)


def _collapsed(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
