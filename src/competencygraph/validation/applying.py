"""Settings applied to what a check found: exemptions first, then rules that are off or graded anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from competencygraph.validation.finding import Finding, Severity
from competencygraph.validation.rules import RULE_BASE
from competencygraph.validation.settings import CheckSettings, Exemption, RuleSetting

__all__ = ["UNUSED_EXEMPTION", "AppliedSetting", "Settled", "apply_settings"]

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


@dataclass(frozen=True, slots=True)
class Settled:
    """What settings leave of findings.

    Args:
        groups: the findings that are left, graded as the settings say.
        own: findings about the settings themselves.
        applied: what the settings did, in the order of the file.
    """

    groups: tuple[tuple[Finding, ...], ...]
    own: tuple[Finding, ...]
    applied: tuple[AppliedSetting, ...]


def apply_settings(
    groups: Sequence[Sequence[Finding]], settings: CheckSettings, checked: Collection[str] | None
) -> Settled:
    """Return the findings that settings leave, and what the settings did.

    Args:
        groups: findings of a check, those of one document together.
        settings: what to apply.
        checked: identifiers and file names of the documents that were checked as a whole: an exemption that covers
            nothing is a finding, unless it is for another document. None when only parts were checked, which tells
            nothing about exemptions.

    Returns:
        As many groups.

    >>> twice = Finding("CG-x", Severity.WARNING, {}, {}, "urn:a", "urn:r", document="002")
    >>> both = (Exemption("CG-x", "Agreed.", document="002"), Exemption("CG-y", "Agreed.", document="002"))
    >>> settled = apply_settings([[twice]], CheckSettings("s.yaml", exemptions=both), {"002"})
    >>> settled.groups, [finding.code for finding in settled.own], [one.count for one in settled.applied]
    (((),), ['CG-unused-exemption'], [1, 0])
    """
    exempted = [0] * len(settings.exemptions)
    by_rule: dict[str, list[tuple[int, Exemption]]] = {}
    for number, one in enumerate(settings.exemptions):
        by_rule.setdefault(one.rule, []).append((number, one))
    rules = {one.code: one for one in settings.rules}
    graded = dict.fromkeys(rules, 0)

    def left(findings: Iterable[Finding]) -> Iterator[Finding]:
        for finding in findings:
            covering = [number for number, one in by_rule.get(finding.code, ()) if one.covers(finding)]
            for number in covering:
                exempted[number] += 1
            if covering:
                continue
            rule = rules.get(finding.code)
            if rule is None:
                yield finding
                continue
            graded[rule.code] += 1
            if rule.severity is not None:
                yield replace(finding, severity=rule.severity)

    kept = tuple(tuple(left(findings)) for findings in groups)
    own = tuple(left(_unused(settings, tuple(exempted), checked)))
    applied = [_applied_rule(one, graded[one.code]) for one in settings.rules]
    applied += [_applied(one, count) for one, count in zip(settings.exemptions, exempted, strict=True)]
    return Settled(kept, own, tuple(sorted(applied, key=lambda one: one.line)))


def _applied_rule(rule: RuleSetting, count: int) -> AppliedSetting:
    kind: Literal["off", "graded"] = "off" if rule.severity is None else "graded"
    return AppliedSetting(kind, rule.code, rule.reason, rule.line, count, severity=rule.severity)


def _applied(one: Exemption, count: int) -> AppliedSetting:
    return AppliedSetting(
        "exempted", one.rule, one.reason, one.line, count, focus=one.focus, document=one.document, text=one.text
    )


def _unused(settings: CheckSettings, counts: Sequence[int], checked: Collection[str] | None) -> Iterator[Finding]:
    """Yield a finding for each exemption that covers nothing."""
    if checked is None:
        return
    iri = f"{RULE_BASE}{UNUSED_EXEMPTION.removeprefix('CG-')}"
    for one, count in zip(settings.exemptions, counts, strict=True):
        if count or (one.document is not None and one.document not in checked):
            continue
        yield Finding(
            code=UNUSED_EXEMPTION,
            severity=Severity.WARNING,
            messages={language: text.format(rule=one.rule) for language, text in _MESSAGES.items()},
            remedies=dict(_REMEDIES),
            focus=iri,
            rule=iri,
            value=" · ".join(part for part in (one.rule, one.focus, one.document, one.text) if part is not None),
            file=settings.file,
            start_line=one.line,
            end_line=one.end_line,
            quote="\n".join(settings.lines[one.line - 1 : one.end_line]) or None,
        )
