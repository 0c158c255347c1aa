"""A workbook opened and saved by LibreOffice, as people do."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

_SECONDS = 180


def saved_by_libreoffice(books: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return workbooks as LibreOffice saves them, by name; all in one run, since its start takes longest."""
    (folder / "saved").mkdir()
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(folder / "saved"),
    ]
    files = [str(folder / f"{name}.xlsx") for name in books]
    subprocess.run([*command, *files], capture_output=True, timeout=_SECONDS, check=True)
    return {name: (folder / "saved" / f"{name}.xlsx").read_bytes() for name in books}
