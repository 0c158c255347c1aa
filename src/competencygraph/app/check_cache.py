"""What earlier checks of a store found, kept beside it so that only what changed is checked again."""

from __future__ import annotations

import json
import os
import re
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

#: Characters of the digests that name folders and files.
_DIGITS = 32
_FOLDER = re.compile(rf"[0-9a-f]{{{_DIGITS}}}")
_FILE = re.compile(rf"[0-9a-f]{{{_DIGITS}}}\.(?:json|[0-9]+)")
#: Bytes of the largest file that is read.
_LARGEST = 20_000_000
#: What reading a file that this program did not write may raise.
_FAULTS = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


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

    A file that is not what was written, by its digest, is not used. Links are not followed.

    Args:
        folder: the folder; made when the first entry is written. None keeps nothing.
        rules: digest of the rules that the entries hold for; those of other rules are dropped.
    """

    def __init__(self, folder: Path | None, rules: str) -> None:
        usable = folder is not None and not folder.is_symlink()
        self._folder = folder / rules[:_DIGITS] if usable and folder is not None else None

    def load(self) -> Mapping[str, CheckedEdition]:
        """Return the entries by document."""
        found: dict[str, CheckedEdition] = {}
        if self._folder is None or self._folder.is_symlink() or not self._folder.is_dir():
            return found
        for file in sorted(self._folder.iterdir()):
            if _FILE.fullmatch(file.name) is None or file.suffix != ".json":
                continue
            with suppress(*_FAULTS):
                entry = _read(file)
                if file == self._file(self._folder, entry.document):
                    found[entry.document] = entry
        return found

    def forget(self, document: str) -> None:
        """Drop the entry of a document."""
        if self._folder is not None:
            with suppress(OSError):
                self._file(self._folder, document).unlink(missing_ok=True)

    def keep(self, entry: CheckedEdition) -> None:
        """Write the entry of a document, whole or not at all; a folder that cannot be written is no error."""
        if self._folder is None or self._folder.is_symlink():
            return
        with suppress(OSError, UnicodeEncodeError):
            if not self._folder.is_dir():
                _drop_others(self._folder.parent)
                self._folder.mkdir(parents=True, exist_ok=True)
            file = self._file(self._folder, entry.document)
            body = json.dumps(_data(entry), ensure_ascii=False)
            draft = file.with_suffix(f".{os.getpid()}")
            draft.write_text(f"{_digest(body)}\n{body}", encoding="utf-8")
            draft.replace(file)

    @staticmethod
    def _file(folder: Path, document: str) -> Path:
        return folder / f"{sha256(document.encode()).hexdigest()[:_DIGITS]}.json"


def _drop_others(folder: Path) -> None:
    """Remove what was kept for other rules: files of ours in folders of ours, and nothing else."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for stale in folder.iterdir():
        if _FOLDER.fullmatch(stale.name) is None or stale.is_symlink() or not stale.is_dir():
            continue
        for file in stale.iterdir():
            if _FILE.fullmatch(file.name) is not None:
                file.unlink()
        with suppress(OSError):
            stale.rmdir()


def _digest(body: str) -> str:
    return sha256(body.encode()).hexdigest()


def _read(file: Path) -> CheckedEdition:
    """Return what a file holds.

    Raises:
        ValueError: it is no plain file, too large, or not what was written.
    """
    if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
        raise ValueError("no file of ours")
    digest, _, body = file.read_text(encoding="utf-8").partition("\n")
    if digest != _digest(body):
        raise ValueError("not what was written")
    return _entry(json.loads(body))


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
