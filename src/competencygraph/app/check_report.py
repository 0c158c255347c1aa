"""What a check found: documents with their findings, what settings changed, what could not be checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from competencygraph.errors import CompetencyGraphError, FailureError
from competencygraph.validation.applying import AppliedSetting
from competencygraph.validation.finding import Finding, Severity
from competencygraph.validation.shapes import Profile

__all__ = ["CheckReport", "CheckedDocument", "Failure", "worst_exit_code"]


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document that was checked.

    Args:
        document: its IRI.
        identifier: its key, such as ``002``.
        file: name of its file.
        findings: what is to be reported of it, by place.
        path: the file as it was given; None for a stored document.
        notices: what of the file was not read, in English.
        language: ISO 639-1 code of its text; None when it could not be told.
    """

    document: str
    identifier: str
    file: str
    findings: tuple[Finding, ...] = ()
    path: Path | None = None
    notices: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be checked.

    Args:
        name: its path as given, or its key.
        error: why.
    """

    name: str
    error: CompetencyGraphError


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    Args:
        documents: those that were checked: files in the order given, then those of the store.
        profile: of the packaged shapes.
        compared_with_store: whether there was a store to compare files with.
        settings_file: name of the settings file; None without one.
        about_settings: findings about the settings themselves.
        applied: what the settings changed, with their reasons.
        known: how many findings the baseline had already; None without one.
        gone: how many findings of the baseline are no longer there; None without one.
        failures: what could not be checked.
    """

    documents: tuple[CheckedDocument, ...]
    profile: Profile = "publication"
    compared_with_store: bool = True
    settings_file: str | None = None
    about_settings: tuple[Finding, ...] = ()
    applied: tuple[AppliedSetting, ...] = ()
    known: int | None = None
    gone: int | None = None
    failures: tuple[Failure, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all findings, document by document, those about the settings last."""
        return (*(one for document in self.documents for one in document.findings), *self.about_settings)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many findings there are by severity, the gravest first.

        >>> CheckReport(()).counts
        {'violation': 0, 'warning': 0, 'info': 0}
        """
        found = [finding.severity for finding in self.findings]
        return {severity.value: found.count(severity) for severity in Severity}

    def reaches(self, threshold: Severity) -> bool:
        """Tell whether anything was found that is as serious as a threshold, or more."""
        return any(finding.severity.at_least(threshold) for finding in self.findings)


def worst_exit_code(failures: Sequence[Failure]) -> int:
    """Return the exit code for what could not be checked, 0 when all could.

    >>> worst_exit_code([])
    0
    """
    codes = [3 if isinstance(one.error, FailureError) else 2 for one in failures]
    return max(codes, default=0)
