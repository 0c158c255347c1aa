"""The files of the repository as they would be committed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def committed_files(repository: Path) -> list[Path]:
    """Return every file that git tracks or would track, absent ones left out."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=repository,
            check=True,
            capture_output=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: which files belong to it is unknown")
    files = [repository / name for name in listing.stdout.decode().split("\0") if name]
    files = [file for file in files if file.is_file()]
    assert len(files) > 20
    return files
