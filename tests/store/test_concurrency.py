"""One writer at a time, and no increment lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import Literal

from competencygraph import errors
from competencygraph.store import open_store

from .increment import INCREMENT
from .small import edition

SCRIPT = Path(__file__).parent / "increment.py"
VALUE = "SELECT ?value { <urn:counter> <urn:value> ?value }"


@pytest.mark.slow
def test_four_processes_lose_no_increment(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        store.update("INSERT DATA { <urn:counter> <urn:value> 0 }")
    command = [sys.executable, str(SCRIPT), str(tmp_path), "50"]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    for process in processes:
        _, talk = process.communicate(timeout=240)
        assert process.returncode == 0, talk
    with open_store(tmp_path) as store:
        assert store.query(VALUE).rows == ((Literal(200),),)
        assert len(store.journal()) == 201
        store.verify()


@pytest.mark.parametrize("place", [":memory:", "store"])
def test_threads_of_one_process_lose_no_increment(tmp_path: Path, place: str) -> None:
    with open_store(place if place == ":memory:" else tmp_path / place, write=True) as store:
        store.update("INSERT DATA { <urn:counter> <urn:value> 0 }")
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda _: store.update(INCREMENT), range(20)))
        assert store.query(VALUE).rows == ((Literal(20),),)


def test_a_second_writer_is_told_who_holds_the_store(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        store.replace_editions([edition("aaaa0001")])
        holder = json.loads((tmp_path / "lock-holder.json").read_text())
        assert holder["pid"] == os.getpid()
        for attempt in (
            lambda: open_store(tmp_path, write=True, lock_timeout=0.05),
            lambda: open_store(tmp_path, lock_timeout=0.05).update("INSERT DATA { <a:a> <a:b> 1 }"),
        ):
            with pytest.raises(errors.StoreLockedError, match=f"process {os.getpid()} on .* since"):
                attempt()
    open_store(tmp_path, write=True, lock_timeout=0).close()


def test_a_writer_in_another_process_is_named(tmp_path: Path) -> None:
    code = (
        "import sys; from competencygraph.store import open_store; "
        "store = open_store(sys.argv[1], write=True); print(1, flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "1\n"
    with pytest.raises(errors.StoreLockedError, match=f"process {process.pid} "):
        open_store(tmp_path, write=True, lock_timeout=0.1)
    process.kill()
    process.communicate()
    open_store(tmp_path, write=True, lock_timeout=1).close()
