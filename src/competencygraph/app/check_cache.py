"""What earlier checks of a store found, kept beside it so that only what changed is checked again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from competencygraph.model import Location
from competencygraph.validation.finding import Finding, Severity
from competencygraph.validation.stored import Interests

__all__ = ["CheckCache", "CheckedEdition"]


@dataclass(frozen=True, slots=True)
class CheckedEdition:
    """What a check of one edition found, and what that depends on.

    Args:
        document: IRI of the document.
        content: digest of what the edition states.
        catalogue: digest of what the catalogue says of it.
        elsewhere: digest of what other documents said.
        interests: what ties it to others.
        findings: what was found, settings not yet applied.
    """

    document: str
    content: str
    catalogue: str
    elsewhere: str
    interests: Interests
    findings: tuple[Finding, ...]


class CheckCache:
    """A folder with one file for each document, for one set of rules; files that cannot be used are as good as none.

    Args:
        folder: the folder; made when the first entry is written. None keeps nothing.
        rules: digest of the rules that the entries hold for; those of other rules are dropped.
    """

    def __init__(self, folder: Path | None, rules: str) -> None:
        self._folder = None if folder is None else folder / rules[:32]

    def load(self) -> Mapping[str, CheckedEdition]:
        """Return the entries by document."""
        found: dict[str, CheckedEdition] = {}
        if self._folder is None or not self._folder.is_dir():
            return found
        for file in sorted(self._folder.glob("*.json")):
            with suppress(OSError, ValueError, KeyError, TypeError):
                entry = _entry(json.loads(file.read_text(encoding="utf-8")))
                found[entry.document] = entry
        return found

    def forget(self, document: str) -> None:
        """Drop the entry of a document."""
        if self._folder is not None:
            with suppress(OSError):
                self._file(self._folder, document).unlink(missing_ok=True)

    def keep(self, entry: CheckedEdition) -> None:
        """Write the entry of a document, whole or not at all; a folder that cannot be written is no error."""
        if self._folder is None:
            return
        with suppress(OSError):
            if not self._folder.is_dir():
                if self._folder.parent.is_dir():
                    for stale in self._folder.parent.iterdir():
                        if stale.is_dir():
                            shutil.rmtree(stale, ignore_errors=True)
                self._folder.mkdir(parents=True, exist_ok=True)
            file = self._file(self._folder, entry.document)
            draft = file.with_suffix(f".{os.getpid()}")
            draft.write_text(json.dumps(_data(entry), ensure_ascii=False), encoding="utf-8")
            draft.replace(file)

    @staticmethod
    def _file(folder: Path, document: str) -> Path:
        return folder / f"{sha256(document.encode()).hexdigest()[:32]}.json"


def _data(entry: CheckedEdition) -> dict[str, Any]:
    data = asdict(entry)
    data["interests"] = {"offers": sorted(entry.interests.offers), "wants": sorted(entry.interests.wants)}
    return data


def _entry(data: dict[str, Any]) -> CheckedEdition:
    interests = Interests(frozenset(data["interests"]["offers"]), frozenset(data["interests"]["wants"]))
    findings = tuple(_finding(each) for each in data["findings"])
    return CheckedEdition(**data | {"interests": interests, "findings": findings})


def _finding(data: dict[str, Any]) -> Finding:
    location = None if data["location"] is None else Location(**data["location"])
    compared = None if data["compared"] is None else (data["compared"][0], data["compared"][1])
    return Finding(**data | {"severity": Severity(data["severity"]), "location": location, "compared": compared})
