"""A Word file turned into a PDF by LibreOffice, as an author's "save as PDF" gives it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

__all__ = ["is_installed", "office_pdf"]

_SECONDS = 120


def is_installed() -> bool:
    """Return whether LibreOffice is on the path."""
    return shutil.which("soffice") is not None


def office_pdf(word: bytes) -> bytes:
    """Return what LibreOffice makes of a Word file.

    Args:
        word: the bytes of a ``.docx``.

    Returns:
        The bytes of a PDF; they differ from run to run in its dates.

    Raises:
        RuntimeError: LibreOffice wrote no PDF.
    """
    with tempfile.TemporaryDirectory(prefix="competencygraph-office-") as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(word)
        command = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        done = subprocess.run(
            [*command, "--outdir", name, str(folder / "document.docx")],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
        made = folder / "document.pdf"
        if not made.is_file():
            raise RuntimeError(f"soffice wrote no PDF: {done.stderr.decode(errors='replace').strip()}")
        return made.read_bytes()
