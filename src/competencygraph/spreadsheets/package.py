"""The zip file that a workbook is, with the same bytes for the same contents."""

from __future__ import annotations

import io
import re
import zipfile

__all__ = ["same_bytes"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def same_bytes(raw: bytes, day: str | None) -> bytes:
    """Return a package without the time of its making: its members all of one day, its properties of the data's.

    Args:
        raw: the bytes of a workbook, or of another Office Open XML package.
        day: the day that its properties say it was made and changed, as ``2026-01-31``; None for the first day that
            a zip file knows.

    Returns:
        The package with its list of contents first and its other members by name.

    >>> made = io.BytesIO()
    >>> with zipfile.ZipFile(made, "w") as archive:
    ...     archive.writestr("b.xml", "<b/>")
    ...     archive.writestr("docProps/core.xml", "<made>2026-11-22T09:30:00Z</made>")
    >>> with zipfile.ZipFile(io.BytesIO(same_bytes(made.getvalue(), "2026-01-31"))) as archive:
    ...     archive.namelist(), archive.read("docProps/core.xml")
    (['b.xml', 'docProps/core.xml'], b'<made>2026-01-31T00:00:00Z</made>')
    """
    time = f"{day or '1980-01-01'}T00:00:00Z"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _TIME.sub(time.encode(), data)
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, data)
    return out.getvalue()
