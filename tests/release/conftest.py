"""A release of this checkout, made once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The tools of the checkout are no part of the package.
sys.path.insert(0, str(ROOT))

VERSION = "1.2.0"


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a release, compared with nothing."""
    from tools.release.build import main

    folder = tmp_path_factory.mktemp("release")
    assert main(["--out", str(folder), "--version", VERSION, "--issued", "2026-11-22"]) == 0
    return folder / VERSION
