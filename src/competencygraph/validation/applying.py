"""Settings applied to what a check found: exemptions first, then rules that are off or graded anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from competencygraph.validation.finding import Finding, Severity
from competencygraph.validation.rules import RULE_BASE
from competencygraph.validation.settings import CheckSettings, Exemption, RuleSetting

__all__ = ["UNUSED_EXEMPTION", "AppliedSetting", "apply_settings"]

UNUSED_EXEMPTION = "CG-unused-exemption"
"""Code of the finding that an exemption covers nothing."""

_MESSAGES = MappingProxyType(
    {
        "nl": "Deze vrijstelling van {rule} slaat op geen enkele bevinding.",
        "fr": "Cette exemption de {rule} ne correspond à aucun constat.",
        "en": "This exemption from {rule} covers no finding.",
    }
)
_REMEDIES = MappingProxyType(
    {
        "nl": "Haal ze weg, of verbeter waarop ze moet slaan.",
        "fr": "Supprimez-la, ou corrigez ce qu'elle doit couvrir.",
        "en": "Take it out, or correct what it is to cover.",
    }
)


@dataclass(frozen=True, slots=True)
class AppliedSetting:
    """A setting with its reason, and how many findings it changed.

    Args:
        kind: ``off`` for a rule that is switched off, ``graded`` for one that is graded anew, ``exempted``.
        rule: code of the rule.
        reason: as the settings give it.
        line: where the settings say so.
        count: how many findings.
        severity: what the findings of a rule graded anew count as.
        focus: what an exemption says of the node.
        document: what an exemption says of the document.
        text: what an exemption says of the text.
    """

    kind: Literal["off", "graded", "exempted"]
    rule: str
    reason: str
    line: int
    count: int
    severity: Severity | None = None
    focus: str | None = None
    document: str | None = None
    text: str | None = None


def apply_settings(
    findings: Iterable[Finding], settings: CheckSettings, checked: Collection[str] | None
) -> tuple[tuple[Finding, ...], tuple[AppliedSetting, ...]]:
    """Return the findings that settings leave, as they grade them, and what the settings did.

    Args:
        findings: of a check.
        settings: what to apply.
        checked: identifiers and file names of the documents that were checked as a whole: an exemption that covers
            nothing is a finding, unless it is for another document. None when only parts were checked, which tells
            nothing about exemptions.

    Returns:
        The findings, those about the settings last; and what was applied, in the order of the file.

    >>> from competencygraph.validation.settings import Exemption
    >>> twice = Finding("CG-x", Severity.WARNING, {}, {}, "urn:a", "urn:r", document="002")
    >>> both = (Exemption("CG-x", "Agreed.", document="002"), Exemption("CG-y", "Agreed.", document="002"))
    >>> left, applied = apply_settings([twice], CheckSettings("s.yaml", exemptions=both), {"002"})
    >>> [finding.code for finding in left], [one.count for one in applied]
    (['CG-unused-exemption'], [1, 0])
    """
    exempted = [0] * len(settings.exemptions)
    kept: list[Finding] = []
    for finding in findings:
        covering = [number for number, one in enumerate(settings.exemptions) if one.covers(finding)]
        for number in covering:
            exempted[number] += 1
        if not covering:
            kept.append(finding)
    kept.extend(_unused(settings, exempted, checked))
    changed = dict.fromkeys((one.code for one in settings.rules), 0)
    by_code = {one.code: one for one in settings.rules}
    left: list[Finding] = []
    for finding in kept:
        rule = by_code.get(finding.code)
        if rule is not None:
            changed[rule.code] += 1
        if rule is None or rule.severity is not None:
            left.append(finding if rule is None else _graded(finding, rule))
    applied = [_applied_rule(one, changed[one.code]) for one in settings.rules]
    applied += [_applied(one, count) for one, count in zip(settings.exemptions, exempted, strict=True)]
    return tuple(left), tuple(sorted(applied, key=lambda one: one.line))


def _graded(finding: Finding, rule: RuleSetting) -> Finding:
    return finding if rule.severity is None else replace(finding, severity=rule.severity)


def _applied_rule(rule: RuleSetting, count: int) -> AppliedSetting:
    kind: Literal["off", "graded"] = "off" if rule.severity is None else "graded"
    return AppliedSetting(kind, rule.code, rule.reason, rule.line, count, severity=rule.severity)


def _applied(one: Exemption, count: int) -> AppliedSetting:
    return AppliedSetting(
        "exempted", one.rule, one.reason, one.line, count, focus=one.focus, document=one.document, text=one.text
    )


def _unused(settings: CheckSettings, counts: list[int], checked: Collection[str] | None) -> Iterator[Finding]:
    """Yield a finding for each exemption that covers nothing."""
    if checked is None:
        return
    for one, count in zip(settings.exemptions, counts, strict=True):
        if count or (one.document is not None and one.document not in checked):
            continue
        yield Finding(
            code=UNUSED_EXEMPTION,
            severity=Severity.WARNING,
            messages={language: text.format(rule=one.rule) for language, text in _MESSAGES.items()},
            remedies=dict(_REMEDIES),
            focus=f"{RULE_BASE}{UNUSED_EXEMPTION.removeprefix('CG-')}",
            rule=f"{RULE_BASE}{UNUSED_EXEMPTION.removeprefix('CG-')}",
            value=" · ".join(part for part in (one.rule, one.focus, one.document, one.text) if part is not None),
            file=settings.file,
            start_line=one.line,
            end_line=one.end_line,
            quote="\n".join(settings.lines[one.line - 1 : one.end_line]) or None,
        )
