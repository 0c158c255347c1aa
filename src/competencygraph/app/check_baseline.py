"""The report of an earlier check, so that only what is new is reported."""

from __future__ import annotations

import json
import stat
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from competencygraph.app.check_json import REPORT, VERSION
from competencygraph.errors import UsageError
from competencygraph.validation.finding import Finding

__all__ = ["Baseline", "read_baseline"]

_MAX_BYTES = 256 * 2**20
_REMEDY = "give what `competencygraph check --format json` wrote"


class Baseline:
    """What was found earlier.

    Args:
        counts: how often each fingerprint was found.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = dict(counts)

    def new_in(
        self, groups: Sequence[Sequence[Finding]], found: Sequence[Sequence[Finding]] | None = None
    ) -> tuple[list[Sequence[Finding]], int, int]:
        """Return what was not found earlier.

        Args:
            groups: findings; where one fingerprint is found more often than before, the last ones are new.
            found: all findings, those among them that settings keep out of the groups: these are not gone; None when
                the groups are all.

        Returns:
            As many groups with what is new, how many findings were known, and how many earlier ones are gone.

        >>> from competencygraph.validation.finding import Severity
        >>> finding = Finding("CG-x", Severity.INFO, {}, {}, "urn:a", "urn:r")
        >>> groups, known, gone = Baseline({finding.fingerprint: 1, "b" * 16: 2}).new_in([[finding, finding]])
        >>> len(groups[0]), known, gone
        (1, 1, 2)
        """
        left = Counter(self._counts)
        new: list[Sequence[Finding]] = []
        known = 0
        for group in groups:
            fresh = []
            for finding in group:
                if left[finding.fingerprint] > 0:
                    left[finding.fingerprint] -= 1
                    known += 1
                else:
                    fresh.append(finding)
            new.append(tuple(fresh))
        there = Counter(finding.fingerprint for group in found or groups for finding in group)
        gone = sum((Counter(self._counts) - there).values())
        return new, known, gone


def read_baseline(path: Path) -> Baseline:
    """Return what a JSON report says was found.

    Args:
        path: the report.

    Returns:
        The baseline.

    Raises:
        UsageError: the file cannot be read, is no JSON, or no report of this version.

    >>> read_baseline(Path("nowhere.json"))
    Traceback (most recent call last):
    competencygraph.errors.UsageError: nowhere.json: the baseline cannot be read; give the path of a readable file
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UsageError("the baseline is no regular file", where=str(path), remedy=_REMEDY)
        if found.st_size > _MAX_BYTES:
            raise UsageError("the baseline is too large", where=str(path), remedy=_REMEDY)
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(
            "the baseline cannot be read", where=str(path), remedy="give the path of a readable file"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UsageError("the baseline is no JSON", where=str(path), remedy=_REMEDY) from error
    if not isinstance(data, dict) or data.get("report") != REPORT or not isinstance(data.get("findings"), list):
        raise UsageError("the baseline is no report of a check", where=str(path), remedy=_REMEDY)
    if type(data.get("version")) is not int or data["version"] != VERSION:
        raise UsageError(
            "the baseline is a report of another version", where=str(path), remedy="make it anew with this version"
        )
    prints = [one.get("fingerprint") if isinstance(one, dict) else None for one in data["findings"]]
    if not all(isinstance(one, str) for one in prints):
        raise UsageError("the baseline has a finding without a fingerprint", where=str(path), remedy=_REMEDY)
    return Baseline(Counter(str(one) for one in prints))
