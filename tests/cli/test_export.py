"""``competencygraph export``: what it writes, says and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from competencygraph.exports import list_formats
from competencygraph.store import open_store

from .conftest import Run


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Path:
    """Return a store of two documents of two frameworks."""
    from competencygraph.app.ingesting import IngestOptions, ingest_into

    folder = tmp_path_factory.mktemp("export") / "store"
    with open_store(folder, write=True) as opened:
        ingest_into(opened, sorted(documents.glob("00[04]_*.txt")), IngestOptions())
    return folder


def test_the_list_names_every_format(cli: Run) -> None:
    table = cli("export", "--list")
    listed = json.loads(cli("export", "--list", "--format", "json").out)
    assert table.code == 0
    assert {one["name"] for one in listed} == {fmt.name for fmt in list_formats()}
    for one in listed:
        assert one["name"] in table.out
        assert one["standard"] and one["media_type"] and one["carries"] and one["validators"]


def test_a_file_is_written_with_its_losses(cli: Run, store: Path, tmp_path: Path) -> None:
    out, lost = tmp_path / "graph.ttl", tmp_path / "lost.json"
    done = cli("export", "turtle", "--out", out, "--losses", lost, "--store", store)
    assert done.code == 0
    assert done.out == ""
    quads = list(parse(out.read_bytes(), format=RdfFormat.TURTLE))
    report = json.loads(lost.read_text(encoding="utf-8"))
    assert len(quads) > 2_000
    assert report["placed"] + sum(row["count"] for row in report["unplaced"]) == report["statements"]
    assert f"{report['placed']} of {report['statements']} statements have a place" in done.errors[0]
    assert str(lost) in done.errors[1]
    assert "exists already" in cli("export", "turtle", "--out", out, "--store", store).err
    assert cli("export", "turtle", "--out", out, "--overwrite", "--store", store).code == 0


def test_text_goes_to_stdout(store: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from competencygraph.cli.main import run

    assert run(["export", "nquads", "--store", str(store), "--quiet"], {}) == 0
    written = capfdbinary.readouterr()
    assert written.err == b""
    with open_store(store) as opened:
        assert written.out.decode() == "".join(opened.dump())


def test_only_some_documents_are_exported(cli: Run, store: Path, tmp_path: Path) -> None:
    whole, part = tmp_path / "whole.nq", tmp_path / "part.nq"
    cli("export", "nquads", "--out", whole, "--store", store)
    assert cli("export", "nquads", "--only", "federal-be", "--out", part, "--store", store).code == 0
    assert "/id/municipality-unknown" in whole.read_text(encoding="utf-8")
    assert "/id/municipality-unknown" not in part.read_text(encoding="utf-8")
    assert set(part.read_text(encoding="utf-8").splitlines()) < set(whole.read_text(encoding="utf-8").splitlines())
    same = tmp_path / "same.nq"
    assert cli("export", "nquads", "--only", "000", "--out", same, "--store", store).code == 0
    assert same.read_bytes() == part.read_bytes()


def test_editorial_statements_are_in_or_out(cli: Run, store: Path, tmp_path: Path) -> None:
    shown, hidden = tmp_path / "a.ttl", tmp_path / "b.ttl"
    cli("export", "turtle", "--editorial", "--out", shown, "--store", store)
    cli("export", "turtle", "--no-editorial", "--out", hidden, "--store", store)
    assert "cg:EditorialStatement" in shown.read_text(encoding="utf-8")
    assert "cg:EditorialStatement" not in hidden.read_text(encoding="utf-8")


def test_a_store_in_memory_has_nothing_to_export(cli: Run) -> None:
    done = cli("export", "turtle", "--store", ":memory:")
    assert (done.code, done.out) == (2, "")
    assert "in memory" in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "no format is named"),
        (("turle",), "did you mean turtle?"),
        (("csv",), "this format is a folder of files"),
        (("xlsx",), "this format is no text"),
        (("turtle", "--only", "nothing"), "no such document"),
        (("turtle", "--losses", "lost.txt"), "JSON or Markdown"),
        (("turtle", "--out", "lost.md", "--losses", "lost.md"), "the export goes to this file"),
        (("csv", "--out", "tables", "--losses", "tables/lost.md"), "the export goes to this file"),
        (("turtle", "--out", "out.ttl", "--losses", "nowhere/lost.md"), "the folder to write in is not there"),
    ],
)
def test_wrong_use_is_one_line(cli: Run, store: Path, arguments: tuple[str, ...], said: str) -> None:
    done = cli("export", *arguments, "--store", store)
    assert done.code == 2
    assert done.out == ""
    assert len(done.errors) == 1
    assert said in done.errors[0]
