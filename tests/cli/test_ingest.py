"""``ingest``: outcomes per file, and bad input: one line, exit code 2, nothing stored."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., object]
TEMPLATE = "Functieprofiel\n\nDoel\n\nResultaatgebieden\n\nCompetenties\n"


@pytest.fixture
def first(documents: Path) -> Path:
    """Return document 000."""
    (file,) = documents.glob("000_*.txt")
    return file


def bad_inputs(folder: Path) -> dict[str, tuple[Path, str]]:
    """Make one of each bad input; return it with what the line must say."""
    empty_folder = folder / "folder"
    empty_folder.mkdir()
    (empty_folder / "table.ods").write_bytes(b"PK")
    empty, binary, large, letter = (folder / name for name in ("empty.txt", "binary.txt", "large.txt", "letter.txt"))
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 20)
    large.write_text("lorem ipsum dolor sit amet\n", encoding="utf-8")
    os.truncate(large, 100 * 1024 * 1024)
    letter.write_text("Geachte,\n\nDank voor uw brief over het weer.\n\nMet vriendelijke groeten\n", encoding="utf-8")
    return {
        "missing": (folder / "missing.txt", "there is no such file"),
        "folder without documents": (empty_folder, "the folder holds no document"),
        "empty": (empty, "the file is empty"),
        "binary": (binary, "holds no text that can be read"),
        "large": (large, "more than the limit"),
        "no profile": (letter, "looked for headings such as"),
    }


@pytest.mark.parametrize("kind", ["missing", "folder without documents", "empty", "binary", "large", "no profile"])
def test_bad_input_is_one_line_and_two_and_nothing_is_stored(cli: Run, tmp_path: Path, kind: str) -> None:
    path, said = bad_inputs(tmp_path)[kind]
    store = tmp_path / "store"
    result = cli("ingest", path, "--store", store)
    assert result.code == 2
    assert result.out == ""
    assert len(result.errors) == 1
    assert result.err.startswith(f"competencygraph: {path}") or path.name in result.err
    assert said in result.err
    assert not store.exists()


def test_an_empty_file_adds_nothing_to_a_store(cli: Run, tmp_path: Path, first: Path) -> None:
    store = tmp_path / "store"
    assert cli("ingest", first, "--store", store).code == 0
    before = cli("store", "dump", "--store", store).out
    (tmp_path / "empty.txt").write_bytes(b"")
    assert cli("ingest", tmp_path / "empty.txt", "--store", store).code == 2
    assert cli("store", "dump", "--store", store).out == before


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le", "utf-8-sig"])
def test_other_encodings_are_read(cli: Run, tmp_path: Path, documents: Path, encoding: str) -> None:
    (second,) = documents.glob("001_*.txt")
    text = second.read_text(encoding="utf-8").replace("•", "-").replace("…", "...").replace("’", "'")
    file = tmp_path / "second.txt"
    file.write_bytes(text.encode(encoding, errors="replace"))
    store = tmp_path / "store"
    assert cli("ingest", file, "--store", store).code == 0
    assert "coördinat" in cli("store", "dump", "--store", store).out


def test_an_empty_template_is_stored_and_said_to_be_without_content(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "template.txt"
    file.write_text(TEMPLATE, encoding="utf-8")
    result = cli("ingest", file, "--store", tmp_path / "store")
    assert result.code == 0
    assert "a profile without content was found" in result.err


def test_a_second_time_there_is_nothing_to_do(cli: Run, tmp_path: Path, documents: Path) -> None:
    store = tmp_path / "store"
    loud = cli("ingest", documents, "--store", store)
    assert loud.code == 0 and loud.out == ""
    assert "5 files: 5 added, 0 replaced, 0 unchanged, 0 refused" in loud.err
    assert "as federal-be/000 (+" in loud.err
    again = cli("ingest", documents, "--store", store)
    assert "5 files: 0 added, 0 replaced, 5 unchanged, 0 refused" in again.err
    assert again.errors[-1] == "nothing to do: all documents are in the graph as they are"
    assert cli("ingest", documents, "--store", store, "--quiet").err == ""


def test_one_bad_file_does_not_stop_the_others(cli: Run, tmp_path: Path, first: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(first, folder / "good.txt")
    (folder / "bad.txt").write_bytes(b"")
    (folder / "sheet.csv").write_text("a;b", encoding="utf-8")
    result = cli("ingest", folder, tmp_path / "missing.txt", "--store", tmp_path / "store")
    assert result.code == 2
    assert "one file skipped, not a readable kind of document: sheet.csv" in result.err
    assert "3 files: 1 added, 0 replaced, 0 unchanged, 2 refused" in result.err
    assert sum(line.startswith("refused  ") for line in result.errors) == 2
    assert "good.txt" in cli("store", "list", "--store", tmp_path / "store").out


def test_a_taken_key_is_refused_unless_another_is_given_or_it_is_replaced(
    cli: Run, tmp_path: Path, first: Path
) -> None:
    store, other = tmp_path / "store", tmp_path / "other.txt"
    other.write_text(first.read_text(encoding="utf-8").replace("Synergiën", "Verbanden"), encoding="utf-8")
    assert cli("ingest", first, "--store", store).code == 0
    refused = cli("ingest", other, "--as", "federal-be/000", "--store", store)
    assert refused.code == 2
    assert refused.errors[0].endswith(
        f"its key 000 is taken by {first.name}; give it another key with --as KEY, or take the key over with --replace"
    )
    added = cli("ingest", other, "--as", "federal-be/000b", "--store", store)
    assert added.code == 0 and added.err.startswith("added  ")
    replaced = cli("ingest", other, "--as", "federal-be/000", "--replace", "--store", store)
    assert replaced.code == 0 and replaced.err.startswith("replaced  ")
    assert "Verbanden creëren" in cli("query", "profile", "profile=federal-be/000/family", "--store", store).out


def test_two_files_of_one_name_in_one_run_do_not_overwrite_each_other(cli: Run, tmp_path: Path, first: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        shutil.copy(first, tmp_path / name / "profile.txt")
    result = cli("ingest", tmp_path / "a", tmp_path / "b", "--store", tmp_path / "store")
    assert result.code == 2
    assert "2 files: 1 added, 0 replaced, 0 unchanged, 1 refused" in result.err


def test_a_dry_run_tells_what_a_run_then_does(cli: Run, tmp_path: Path, documents: Path) -> None:
    store = tmp_path / "store"
    tried = cli("ingest", documents, "--store", store, "--dry-run")
    assert tried.code == 0
    assert tried.errors[-1] == "dry run: nothing was written"
    assert not store.exists()
    done = cli("ingest", documents, "--store", store)
    assert tried.errors[:-1] == done.errors


def test_a_dry_run_of_a_new_edition_tells_what_a_run_then_does(cli: Run, tmp_path: Path, documents: Path) -> None:
    store, folder = tmp_path / "store", tmp_path / "documents"
    shutil.copytree(documents, folder)
    assert cli("ingest", folder, "--store", store, "--quiet").code == 0
    (file,) = folder.glob("003_*.txt")
    file.write_text(file.read_text(encoding="utf-8").replace("Synergie", "Samenwerking", 1) + "\n", encoding="utf-8")
    before = cli("store", "dump", "--store", store).out
    tried = cli("ingest", folder, "--store", store, "--dry-run")
    assert cli("store", "dump", "--store", store).out == before
    assert "1 replaced, 4 unchanged" in tried.err
    done = cli("ingest", folder, "--store", store)
    assert tried.errors[:-1] == done.errors


def test_one_key_for_two_files_is_refused(cli: Run, tmp_path: Path, documents: Path) -> None:
    result = cli("ingest", documents, "--as", "x", "--store", tmp_path / "store")
    assert result.code == 2
    assert result.errors == ["competencygraph: x: one key is given for 5 files; give --as with one file"]


def test_a_faulty_catalogue_is_refused(cli: Run, tmp_path: Path, first: Path) -> None:
    (tmp_path / "c.yaml").write_text("frameworks: {}\ndocuments: nothing\n", encoding="utf-8")
    result = cli("ingest", first, "--catalogue", tmp_path / "c.yaml", "--store", tmp_path / "store")
    assert result.code == 2
    assert result.errors[0].startswith("competencygraph: c.yaml, line 2: documents must be a list")
    assert not (tmp_path / "store").exists()
