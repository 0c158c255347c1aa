"""What a check goes by: its settings, the codes that they may name, and a digest of all rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from functools import cache
from hashlib import sha256
from pathlib import Path

from competencygraph._version import __version__
from competencygraph.errors import UsageError
from competencygraph.ingest._places import read_yaml
from competencygraph.terms import resources
from competencygraph.validation.applying import UNUSED_EXEMPTION
from competencygraph.validation.edition_check import codes_of
from competencygraph.validation.observing import Thresholds
from competencygraph.validation.rules import load_rules
from competencygraph.validation.settings import CheckSettings, read_settings, unknown_code
from competencygraph.validation.shapes import Profile, Shapes, load_shapes

__all__ = ["check_codes", "load_settings", "rules_digest"]

_PACKAGE = Path(__file__).resolve().parents[1]
#: Bytes of a settings file; twenty thousand exemptions take about 2 MB.
_MAX_SETTINGS = 5 * 2**20
#: The packages whose code findings depend on, beside the data that ships with them.
_CODE = ("validation", "rdf", "model")


def load_settings(path: Path) -> CheckSettings:
    """Return the settings in a file.

    Args:
        path: a YAML file.

    Returns:
        The settings; whether the codes in them are known is not looked at.

    Raises:
        UsageError: the file cannot be read, is no YAML, or breaks the format; it names the line.

    >>> load_settings(Path("nowhere.yaml"))
    Traceback (most recent call last):
    competencygraph.errors.UsageError: nowhere.yaml: the settings file cannot be read; give the path of a readable file
    """
    source = read_yaml(path, "the settings file", UsageError, max_bytes=_MAX_SETTINGS)
    return read_settings(source, path.read_text(encoding="utf-8-sig"))


def check_codes(settings: CheckSettings, own: Sequence[Shapes] = ()) -> None:
    """Refuse settings that name a rule that there is not.

    Args:
        settings: of a check.
        own: shapes of the user's own.

    Raises:
        UsageError: a code is unknown; it names the nearest that is known.
    """
    if not any(True for _ in settings.named_codes()):
        return
    known = {rule.code for rule in load_rules()} | {UNUSED_EXEMPTION}
    if unknown_code(settings, known) is not None:
        known |= {code for shapes in (load_shapes("publication"), *own) for code in codes_of(shapes)}
        error = unknown_code(settings, known)
        if error is not None:
            raise error


def rules_digest(profile: Profile, shapes: Sequence[Path], thresholds: Thresholds) -> str:
    """Return 64 hex digits that change when findings may change though the data does not.

    Args:
        profile: of the packaged shapes.
        shapes: files with shapes of the user's own.
        thresholds: what counts as alike.

    Returns:
        A digest of these, of the packaged rules, shapes, terms and queries, and of the code that applies them.
    """
    parts = [_packaged_digest(), profile, repr(astuple(thresholds))]
    parts += [sha256(path.read_bytes()).hexdigest() for path in shapes]
    return sha256("\n".join(parts).encode()).hexdigest()


@cache
def _packaged_digest() -> str:
    digest = sha256(__version__.encode())
    for file in _packaged_files():
        digest.update(f"{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()


def _packaged_files() -> Iterator[Path]:
    for package in _CODE:
        yield from sorted(file for file in (_PACKAGE / package).rglob("*") if file.suffix in {".py", ".yaml"})
    for folder, pattern in (("shapes", "*.ttl"), ("queries", "*.rq"), ("ontology", "*.ttl")):
        yield from sorted(resources.path(folder).rglob(pattern))
