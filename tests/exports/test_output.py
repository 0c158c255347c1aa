"""An export is written whole or not at all, and over nothing that is not an earlier one."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from competencygraph.errors import UsageError
from competencygraph.exports.output import MARK, new_file, new_folder, to_stream


def write_file(path: Path, data: bytes = b"new", *, overwrite: bool = False) -> None:
    with new_file(path, overwrite=overwrite, name="turtle") as output, output.open() as file:
        file.write(data)


def write_folder(path: Path, *names: str, overwrite: bool = False, fmt: str = "csv") -> None:
    with new_folder(path, overwrite=overwrite, name=fmt) as output:
        for name in names:
            with output.open(name) as file:
                file.write(name.encode())


def names_in(path: Path) -> set[str]:
    return {file.relative_to(path).as_posix() for file in path.rglob("*")}


def test_a_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    with new_file(path, overwrite=False, name="turtle") as output:
        with output.open() as file:
            file.write(b"all")
        assert not path.exists()
    assert path.read_bytes() == b"all"
    assert names_in(tmp_path) == {"graph.ttl"}


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    for path, writing in ((tmp_path / "a.ttl", new_file), (tmp_path / "tables", new_folder)):
        with pytest.raises(UsageError, match="no"), writing(path, overwrite=False, name="x") as output:
            with output.open("" if writing is new_file else "one") as file:
                file.write(b"part")
            raise UsageError("no")
    assert names_in(tmp_path) == set()


def test_a_failure_leaves_the_earlier_export(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.ttl", tmp_path / "tables"
    write_file(path, b"old")
    write_folder(folder, "old.csv")
    for target, writing in ((path, new_file), (folder, new_folder)):
        with pytest.raises(UsageError, match="no"), writing(target, overwrite=True, name="csv") as output:
            with output.open("" if writing is new_file else "one") as file:
                file.write(b"part")
            raise UsageError("no")
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == {"a.ttl", "tables", "tables/old.csv", f"tables/{MARK}"}


def test_a_file_is_replaced_only_when_asked_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    write_file(path, b"old")
    path.chmod(0o600)
    with pytest.raises(UsageError, match="exists already"):
        write_file(path)
    write_file(path, overwrite=True)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_is_no_file_and_a_file_no_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="no file"):
        write_file(tmp_path / "folder", overwrite=True)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="no folder"):
        write_folder(tmp_path / "file", "a.csv", overwrite=True)
    with pytest.raises(UsageError, match="not there"):
        write_file(tmp_path / "none" / "a.ttl")


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    write_folder(tmp_path / "tables", "a.csv", "more/b.csv")
    assert names_in(tmp_path / "tables") == {"a.csv", "more", "more/b.csv", MARK}


def test_a_folder_is_replaced_only_when_an_earlier_export_wrote_all_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    write_folder(folder, "a.csv", "b.csv")
    with pytest.raises(UsageError, match="earlier export"):
        write_folder(folder, "c.csv")
    with pytest.raises(UsageError, match="other files"):
        write_folder(folder, "c.csv", overwrite=True, fmt="parquet")
    write_folder(folder, "c.csv", overwrite=True)
    assert names_in(folder) == {"c.csv", MARK}
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="other files"):
        write_folder(folder, "d.csv", overwrite=True)
    assert names_in(folder) == {"c.csv", "mine.txt", MARK}


def test_a_link_to_a_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(UsageError, match="no folder"):
        write_folder(tmp_path / "link", "a.csv", overwrite=True)


@pytest.mark.parametrize("name", ["", "../a", "/a", "a/../../b", MARK])
def test_a_format_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="name of its own"):
        write_folder(tmp_path / "tables", name)
    assert names_in(tmp_path) == set()


def test_a_stream_gets_all_or_nothing() -> None:
    stream = io.BytesIO()
    with to_stream(stream) as output, output.open() as file:
        file.write(b"all")
        assert stream.getvalue() == b""
    assert stream.getvalue() == b"all"
    with pytest.raises(UsageError, match="no"), to_stream(stream) as output, output.open() as file:
        file.write(b"part")
        raise UsageError("no")
    assert stream.getvalue() == b"all"
