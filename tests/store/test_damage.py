"""A damaged store is refused with a clear message, and nothing of it is changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph import errors
from competencygraph.store import EmbeddedStore, open_store
from competencygraph.store.lock import WriterLock
from competencygraph.store.session import DiskSession
from competencygraph.store.state import FORMAT, read_state

from .small import edition

SORTS = {
    "table": "data/*.sst",
    "manifest": "data/MANIFEST-*",
    "current": "data/CURRENT",
    "options": "data/OPTIONS-*",
    "identity": "data/IDENTITY",
    "log": "data/*.log",
    "state": "state.json",
    "journal": "journal.jsonl",
    "snapshot state": "snapshots/*/state.json",
    "snapshot table": "snapshots/*/data/*.sst",
    "snapshot manifest": "snapshots/*/data/MANIFEST-*",
    "snapshot current": "snapshots/*/data/CURRENT",
}


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)


def delete(path: Path) -> None:
    path.unlink()


WAYS = {"truncated": truncate, "flipped": flip, "deleted": delete}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed store; its logs hold something."""
    place = tmp_path_factory.mktemp("whole") / "store"
    for name in ("aaaa0001", "bbbb0002", "cccc0003"):
        with open_store(place, write=True) as store:
            store.replace_editions([edition(name, size=50), edition(name, "001")])
    return place


@pytest.fixture(scope="module")
def unclean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that was being written, as a kill leaves it."""
    place = tmp_path_factory.mktemp("unclean") / "store"
    with open_store(place, write=True) as store:
        store.replace_editions([edition("aaaa0001", size=50)])
    session = DiskSession(place, read_state(place / "state.json").base, 1)
    with EmbeddedStore(place, session, None, 1) as store:
        store.replace_editions([edition("bbbb0002", size=50)])
        session._broken = True  # so that closing leaves everything as a kill would
    assert not read_state(place / "state.json").clean
    return place


def contents(place: Path) -> dict[str, bytes]:
    """Return what every file holds, the lock apart."""
    files = (path for path in place.rglob("*") if path.is_file() and path.name not in WriterLock.names)
    return {str(path.relative_to(place)): path.read_bytes() for path in files}


def openings(place: Path) -> dict[str, Callable[[], object]]:
    return {
        "read": lambda: open_store(place),
        "write": lambda: open_store(place, write=True, lock_timeout=1),
    }


def test_the_store_that_will_be_damaged_is_whole(whole: Path, tmp_path: Path) -> None:
    place = tmp_path / "store"
    shutil.copytree(whole, place)
    with open_store(place) as store:
        assert store.verify() > 0
    with open_store(place, write=True) as store:
        assert store.verify() > 0


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sort", SORTS)
def test_a_damaged_file_is_refused_and_nothing_changed(whole: Path, tmp_path: Path, sort: str, way: str) -> None:
    files = sorted(path for path in whole.glob(SORTS[sort]) if path.stat().st_size)
    if "snapshot" in sort:
        newest = max(int(path.name) for path in (whole / "snapshots").iterdir())
        files = [path for path in files if path.relative_to(whole).parts[1] == str(newest)]
    assert files, f"no file of the sort {sort}"
    for number, file in enumerate([files[0], files[-1]]):
        place = tmp_path / str(number)
        shutil.copytree(whole, place)
        WAYS[way](place / file.relative_to(whole))
        before = contents(place)
        for opening in openings(place).values():
            with pytest.raises(errors.StoreDamagedError) as caught:
                opening()
            assert caught.value.remedy is not None
            assert str(place) in str(caught.value)
            assert "\n" not in str(caught.value)
        assert contents(place) == before


def test_a_message_names_the_file(whole: Path, tmp_path: Path) -> None:
    place = tmp_path / "store"
    shutil.copytree(whole, place)
    table = next((place / "data").glob("*.sst"))
    truncate(table)
    with pytest.raises(errors.StoreDamagedError, match=f"{table.name} has .* bytes where"):
        open_store(place)


@pytest.mark.parametrize("way", WAYS)
def test_a_store_that_was_killed_and_then_damaged_is_refused_or_whole(unclean: Path, tmp_path: Path, way: str) -> None:
    refused = 0
    files = [path for path in sorted((unclean / "data").iterdir()) if path.is_file() and path.stat().st_size]
    assert len(files) > 8
    for number, file in enumerate(files):
        place = tmp_path / str(number)
        shutil.copytree(unclean, place)
        WAYS[way](place / "data" / file.name)
        before = contents(place)
        try:
            with open_store(place, write=True, lock_timeout=1) as store:
                assert store.list_documents()[0].edition == edition("bbbb0002").edition
                store.verify()
        except errors.StoreDamagedError:
            refused += 1
            assert contents(place) == before
    assert refused >= 5


def test_a_store_that_was_killed_is_whole(unclean: Path, tmp_path: Path) -> None:
    place = tmp_path / "store"
    shutil.copytree(unclean, place)
    with open_store(place) as store:
        assert store.list_documents()[0].edition == edition("aaaa0001").edition
    with open_store(place, write=True) as store:
        assert store.list_documents()[0].edition == edition("bbbb0002").edition
    with open_store(place) as store:
        assert store.list_documents()[0].edition == edition("bbbb0002").edition


@pytest.mark.parametrize("missing", ["state.json", "data", "snapshots"])
def test_a_store_that_lacks_a_part_is_refused(whole: Path, tmp_path: Path, missing: str) -> None:
    place = tmp_path / "store"
    shutil.copytree(whole, place)
    part = place / missing
    shutil.rmtree(part) if part.is_dir() else part.unlink()
    before = contents(place)
    for opening in openings(place).values():
        with pytest.raises(errors.StoreError):
            opening()
    assert contents(place) == before


def test_a_graph_that_was_changed_behind_the_state_is_found(whole: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with open_store(other, write=True) as store:
        store.replace_editions([edition("aaaa0001")])
    place = tmp_path / "store"
    shutil.copytree(whole, place)
    shutil.copyfile(other / "state.json", place / "state.json")
    with pytest.raises(errors.StoreDamagedError):
        open_store(place, write=True)


@pytest.mark.parametrize(("version", "age"), [(FORMAT - 1, "an older"), (FORMAT + 1, "a newer")])
def test_a_store_of_another_format_is_refused(whole: Path, tmp_path: Path, version: int, age: str) -> None:
    place = tmp_path / "store"
    shutil.copytree(whole, place)
    content = json.loads((place / "state.json").read_text(encoding="utf-8"))
    assert content["format"] == FORMAT
    (place / "state.json").write_text(json.dumps(content | {"format": version}), encoding="utf-8")
    before = contents(place)
    for opening in openings(place).values():
        with pytest.raises(errors.StoreFormatError, match=f"format {version}.*{age} version"):
            opening()
    assert contents(place) == before


def test_a_folder_without_a_store_says_what_to_run(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "absent"):
        with pytest.raises(errors.StoreError, match="competencygraph ingest"):
            open_store(place)
    assert not (tmp_path / "absent").exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(errors.StoreError, match="other files"):
        open_store(tmp_path, write=True)
    with pytest.raises(errors.StoreError, match="a store is a folder"):
        open_store(tmp_path / "letter.txt", write=True)
    with pytest.raises(errors.StoreError, match="cannot be opened"):
        open_store(tmp_path / "letter.txt" / "store", write=True)
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Dear"


def test_another_base_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True, base="https://example.org/one/") as store:
        assert store.base == "https://example.org/one/"
    for write in (True, False):
        with pytest.raises(errors.StoreError, match="one"):
            open_store(tmp_path, write=write, base="https://example.org/two/")
    open_store(tmp_path, write=True, lock_timeout=0).close()
