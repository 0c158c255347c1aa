"""``store``: list, remove, verify, backup, restore, dump."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., object]


@pytest.fixture
def own(cli: Run, tmp_path: Path) -> Path:
    """Return a store of the test's own."""
    folder = tmp_path / "own"
    assert cli("demo", "--quiet", "--store", folder).code == 0
    return folder


def test_list(cli: Run, store: Path) -> None:
    header, *rows = cli("store", "list", "--store", store).out.splitlines()
    assert header.split() == ["document", "file", "edition", "editions", "triples"]
    assert [row.split()[0] for row in rows] == [
        "federal-be/000",
        "federal-be/001",
        "federal-be/003",
        "lievegem/002",
        "municipality-unknown/004",
    ]
    held = json.loads(cli("store", "list", "--store", store, "--format", "json").out)
    assert [one["file"][:3] for one in held] == ["000", "001", "003", "002", "004"]
    assert all(one["triples"] > 500 and one["editions"] == 1 for one in held)


def test_dump_is_the_same_bytes_twice(cli: Run, store: Path, tmp_path: Path) -> None:
    first, second = cli("store", "dump", "--store", store), cli("store", "dump", "--store", store)
    assert first.code == 0 and first.out == second.out
    lines = first.out.splitlines()
    assert len(lines) > 5000 and lines == sorted(lines)
    file = tmp_path / "graph.nq"
    result = cli("store", "dump", "--out", file, "--store", store)
    assert result.err == f"{len(lines)} quads written to {file}\n"
    assert file.read_text(encoding="utf-8") == first.out
    again = cli("store", "dump", "--out", file, "--store", store)
    assert again.code == 2 and "the file exists already" in again.err


def test_two_stores_of_the_same_documents_dump_the_same(cli: Run, store: Path, own: Path) -> None:
    assert cli("store", "dump", "--store", own).out == cli("store", "dump", "--store", store).out


def test_remove_a_document_and_nothing_else(cli: Run, own: Path) -> None:
    result = cli("store", "remove", "000", "--store", own)
    assert result.code == 0
    assert result.err.startswith("federal-be/000 removed (−")
    assert len(cli("store", "list", "--store", own).out.splitlines()) == 5
    assert cli("query", "rises", "from=A4", "to=A5", "--store", own).code == 0
    assert "federal-be/000" not in cli("query", "criteria", "--store", own).out
    gone = cli("store", "remove", "000", "--store", own)
    assert gone.code == 2 and "the store holds no such document" in gone.err


def test_verify(cli: Run, store: Path) -> None:
    result = cli("store", "verify", "--store", store)
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("in order: ")


def test_a_damaged_store_is_refused_and_nothing_is_deleted(cli: Run, own: Path) -> None:
    files = sorted((own / "data").glob("*.sst"))
    assert files
    for path in files:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)
    before = sorted(path for path in own.rglob("*") if path.suffix == ".sst")
    for words in (["verify"], ["list"]):
        result = cli("store", *words, "--store", own)
        assert (result.code, result.out, len(result.errors)) == (3, "", 1)
        assert "nothing was changed or deleted" in result.err
    assert sorted(path for path in own.rglob("*") if path.suffix == ".sst") == before


def test_backup_and_restore(cli: Run, own: Path, tmp_path: Path) -> None:
    dump = cli("store", "dump", "--store", own).out
    assert cli("store", "backup", tmp_path / "copy", "--store", own).err == f"backup made in {tmp_path / 'copy'}\n"
    assert cli("store", "remove", "000", "--store", own).code == 0
    restored = tmp_path / "restored"
    assert cli("store", "restore", tmp_path / "copy", "--store", restored).code == 0
    assert cli("store", "dump", "--store", restored).out == dump
    again = cli("store", "restore", tmp_path / "copy", "--store", restored)
    assert again.code == 3 and "the target is not empty" in again.err


@pytest.mark.parametrize("words", [["verify"], ["list"], ["dump"], ["restore", "backup"]], ids=" ".join)
def test_a_store_in_memory_cannot_be_kept(cli: Run, words: list[str]) -> None:
    result = cli("--store", ":memory:", "store", *words)
    line = "competencygraph: :memory:: a store in memory holds nothing for another command; name a folder"
    assert (result.code, result.out, result.errors) == (2, "", [line])
