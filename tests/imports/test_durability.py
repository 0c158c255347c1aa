"""A kill at any moment of an import leaves all documents as they were, or all of them imported."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.app.importing import import_file
from competencygraph.store import open_store

from .conftest import fill

SCRIPT = Path(__file__).parent / "import_once.py"
KILLS = 12


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_at_any_moment_imports_all_documents_or_none(edited: Callable[..., Path], tmp_path: Path) -> None:
    place = tmp_path / "store"
    with open_store(place, write=True) as store:
        fill(store)
        path = edited(store)
        before = store.digest()
    words = '"Vertaalt plannen"@nl'
    text = path.read_text(encoding="utf-8")
    assert text.count(words) == 2
    path.write_text(text.replace(words, '"Vertaalt alles"@nl'), encoding="utf-8")
    with open_store(":memory:", write=True) as store:
        fill(store)
        assert len(import_file(store, path).outcomes) == 2
        after = store.digest()
    seen = set()
    killed = 0
    for round_number in range(KILLS):
        copy = shutil.copytree(place, tmp_path / f"copy-{round_number}")
        process = subprocess.Popen(
            [sys.executable, str(SCRIPT), str(copy), str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(round_number / KILLS)
        process.kill()
        said = process.communicate()[0]
        killed += process.returncode < 0
        with open_store(copy, write=True) as store:
            store.verify()
            seen.add(store.digest())
            assert store.digest() in ({after} if said.strip() == "2" else {before, after})
    assert killed
    assert before in seen
