"""What is acknowledged stays, and a kill at any moment leaves an edition whole, the old or the new."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal

from competencygraph import errors
from competencygraph.store import EmbeddedStore, open_store, restore
from competencygraph.store.snapshots import newest_snapshot
from competencygraph.store.state import read_state

from .small import TEXT, document, edition

SCRIPT = Path(__file__).parent / "replace_in_a_loop.py"
KILLS = 30


def live_names(store: EmbeddedStore) -> dict[str, int]:
    """Return how many live texts each edition has."""
    names: dict[str, int] = {}
    for (value,) in store.query(f"SELECT ?o {{ ?s <{TEXT.value}> ?o }}").rows:
        assert isinstance(value, Literal)
        name = value.value.split()[0]
        names[name] = names.get(name, 0) + 1
    return names


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_edition_whole(tmp_path: Path) -> None:
    place = tmp_path / "store"
    with open_store(place, write=True) as store:
        store.replace_editions([edition(f"{0:08}", size=40, shared=40)])
    moments = random.Random(20)  # noqa: S311  (not a secret)
    last = killed_unclean = advanced = 0
    for round_number in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, str(SCRIPT), str(place), str(last + 1)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        acknowledged = ""
        if round_number % 3:
            acknowledged = process.stdout.readline()
            time.sleep(moments.uniform(0, 0.12))
        else:
            time.sleep(moments.uniform(0.05, 0.4))
        process.kill()
        acknowledged += process.communicate()[0]
        before, said = last, [int(line) for line in acknowledged.split()]
        with open_store(place) as reader:
            (live,) = set(live_names(reader)) - {"area"}
            assert live_names(reader) == {live: 40, "area": 40}
            assert before <= int(live)
        killed_unclean += not read_state(place / "state.json").clean
        with open_store(place, write=True) as store:
            store.verify()
            (live,) = set(live_names(store)) - {"area"}
            last = int(live)
            assert live_names(store) == {live: 40, "area": 40}
            current = store.list_documents()[0].edition
            assert current == edition(live).edition
            assert store.count(current) == 80
        assert last in ({said[-1], said[-1] + 1} if said else {before, before + 1}), "acknowledged is durable"
        advanced += last > before
        newest = newest_snapshot(place)
        assert newest is not None
        assert int(newest.name) == read_state(place / "state.json").sequence
    assert killed_unclean >= KILLS // 3
    assert advanced >= KILLS // 3


def test_a_reader_sees_the_last_published_snapshot_while_a_writer_writes(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as writer:
        writer.replace_editions([edition("aaaa0001")])
    reader = open_store(tmp_path)
    with open_store(tmp_path, write=True) as writer:
        writer.replace_editions([edition("bbbb0002")])
        with open_store(tmp_path) as second:
            assert set(live_names(second)) == {"aaaa0001", "area"}
    assert set(live_names(reader)) == {"aaaa0001", "area"}
    with open_store(tmp_path) as third:
        assert set(live_names(third)) == {"bbbb0002", "area"}


def test_a_reader_outlives_the_snapshot_that_it_reads(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as writer:
        writer.replace_editions([edition("00000000")])
    reader = open_store(tmp_path)
    for number in range(1, 6):
        with open_store(tmp_path, write=True) as writer:
            writer.replace_editions([edition(f"{number:08}")])
    assert "area" in live_names(reader)
    assert reader.query_untrusted("ASK { ?s ?p ?o }", timeout=20, max_rows=1, max_memory=2**28).boolean
    assert len(list((tmp_path / "snapshots").iterdir())) == 3


def test_a_reader_that_writes_reads_what_it_wrote(tmp_path: Path) -> None:
    open_store(tmp_path, write=True).close()
    with open_store(tmp_path) as store:
        store.replace_editions([edition("aaaa0001")])
        assert set(live_names(store)) == {"aaaa0001", "area"}
        assert store.verify() > 0
        assert [entry["kind"] for entry in store.journal()] == ["added"]


def test_the_journal_has_a_line_for_each_acknowledged_change(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        store.replace_editions([edition("aaaa0001"), edition("aaaa0001", "001")])
        store.replace_editions([edition("aaaa0001"), edition("bbbb0002", "001")])
        entries = store.journal()
    assert [(entry["kind"], entry["document"][-3:], entry["added"]) for entry in entries] == [
        ("added", "000", 6),
        ("added", "001", 6),
        ("replaced", "001", 4),
    ]
    assert all(entry["time"].endswith("+00:00") for entry in entries)


def test_a_torn_line_of_the_journal_is_left_out(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        store.replace_editions([edition("aaaa0001")])
        with (tmp_path / "journal.jsonl").open("a", encoding="utf-8") as journal:
            journal.write('{"kind":"repl')
        store.replace_editions([edition("bbbb0002")])
        assert [entry["kind"] for entry in store.journal()] == ["added", "replaced"]


def test_a_backup_is_restored_and_keeps_apart_from_the_store(tmp_path: Path) -> None:
    place, backup, again = tmp_path / "store", tmp_path / "backup", tmp_path / "again"
    with open_store(place, write=True) as store:
        store.replace_editions([edition("aaaa0001")])
        store.backup(backup)
        with pytest.raises(errors.StoreError, match="not empty"):
            store.backup(backup)
        dump = list(store.dump())
        store.replace_editions([edition("bbbb0002")])
    restore(backup, again)
    with open_store(again) as store:
        assert list(store.dump()) == dump
        assert [entry["kind"] for entry in store.journal()] == ["added"]
    with open_store(again, write=True) as store:
        assert [o.kind for o in store.replace_editions([edition("bbbb0002")])] == ["replaced"]
    with pytest.raises(errors.StoreError, match="not empty"):
        restore(backup, again)


def test_a_damaged_backup_is_not_restored(tmp_path: Path) -> None:
    place, backup = tmp_path / "store", tmp_path / "backup"
    with open_store(place, write=True) as store:
        store.replace_editions([edition("aaaa0001")])
    with open_store(place) as store:
        store.backup(backup)
    table = max((backup / "data").glob("*.sst"), key=lambda path: path.stat().st_size)
    table.write_bytes(table.read_bytes()[:-10])
    with pytest.raises(errors.StoreDamagedError, match=table.name):
        restore(backup, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_store_in_memory_is_backed_up_too(tmp_path: Path) -> None:
    with open_store(":memory:") as store:
        store.replace_editions([edition("aaaa0001")])
        dump = list(store.dump())
        store.backup(tmp_path / "backup")
    with open_store(tmp_path / "backup") as store:
        assert list(store.dump()) == dump
        assert store.verify() > 0


def test_a_failed_write_leaves_the_session_closed_to_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path, write=True) as store:
        store.replace_editions([edition("aaaa0001")])
        with monkeypatch.context() as patch:
            patch.setattr("competencygraph.store.session.append_journal", _fail)
            with pytest.raises(errors.StoreError, match="disk full"):
                store.replace_editions([edition("bbbb0002")])
        with pytest.raises(errors.StoreError, match="open it again"):
            store.replace_editions([edition("cccc0003")])
    with open_store(tmp_path, write=True) as store:
        store.verify()
        assert store.list_documents()[0].document == document()


def _fail(*_: object) -> None:
    raise OSError("disk full")


def test_a_backup_that_finds_no_space_says_so_in_one_short_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "store", write=True) as store:
        store.replace_editions([edition("aaaa0001")])

        def full(source: str, target: str, **_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), target)

        with monkeypatch.context() as patch:
            patch.setattr(shutil, "copyfile", full)
            with pytest.raises(shutil.Error, match=r"\[\("):
                shutil.copytree(tmp_path / "store", tmp_path / "control")
            with pytest.raises(errors.StoreError) as caught:
                store.backup(tmp_path / "backup")
        line = str(caught.value).replace(str(tmp_path), "")
        assert line == "/backup: the copy could not be written: No space left on device; see to disk space and rights"
        assert not (tmp_path / "backup").exists()
        store.backup(tmp_path / "backup")
