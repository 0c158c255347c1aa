"""What holds of every format: the same bytes in every run, no network, and nothing hostile that comes alive."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Mapping
from itertools import cycle
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from pyoxigraph import Literal, RdfFormat, parse

from competencygraph.app.ingesting import IngestOptions, ingest_into
from competencygraph.errors import CompetencyGraphError
from competencygraph.exports import Format, list_formats
from competencygraph.exports.selection import select_documents
from competencygraph.store import EmbeddedStore, GraphStore, open_store
from competencygraph.terms.namespaces import CG, DCTERMS, SKOS

from .hostile import hostile_texts
from .kinds import Lines
from .written import named_lines, written

FORMATS = list_formats()
SEEDS = ("0", "1", "2", "3", "4294967295")
HERE = Path(__file__).parent
PROGRAM = """
import sys
from hashlib import sha256
from competencygraph.exports import list_formats
from competencygraph.store import open_store
from tests.exports.written import written
with open_store(sys.argv[1]) as store:
    for fmt in list_formats():
        for name, data in sorted(written(store, fmt).items()):
            print(fmt.name, name, sha256(data).hexdigest())
"""
#: Properties whose texts people wrote.
WORDS = frozenset(
    f"<{iri}>"
    for iri in (
        *(
            f"{CG}{name}"
            for name in ("text", "activity", "intendedResult", "heading", "quote", "deadlineText", "dateText")
        ),
        *(f"{SKOS}{name}" for name in ("prefLabel", "definition", "notation")),
        *(f"{DCTERMS}{name}" for name in ("description", "title")),
    )
)
RDF = {
    ".ttl": RdfFormat.TURTLE,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
ALIVE = re.compile(r"[=+@\t\r-]")

every_format = pytest.mark.parametrize("fmt", FORMATS, ids=[fmt.name for fmt in FORMATS])


@pytest.fixture(scope="module")
def two(demo_lines: Lines) -> Lines:
    """Return a family and a profile with a vacancy of the demo store."""
    part = select_documents(demo_lines.store(), ["000", "002"])
    assert isinstance(part, EmbeddedStore)
    return Lines(tuple(sorted(named_lines(part))), part.live_graphs())


@pytest.fixture(scope="module")
def folder(two: Lines, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store of two documents."""
    found = tmp_path_factory.mktemp("everywhere")
    (found / "store.nq").write_text("".join(two.store().dump()), encoding="utf-8", newline="\n")
    with open_store(found / "store", write=True) as store:
        assert store.load(found / "store.nq") > 5_000
    return found / "store"


def digests(folder: Path, seed: str, *before: str) -> list[str]:
    """Return the digest of each file of each format, written in a process of its own."""
    environ = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), *sys.path])}
    command = [*before, sys.executable, "-c", PROGRAM, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def first(folder: Path) -> list[str]:
    """Return the digests of the first seed."""
    return digests(folder, SEEDS[0])


def test_output_is_the_same_for_every_hash_seed(folder: Path, first: list[str]) -> None:
    assert {line.split(" ")[0] for line in first} == {fmt.name for fmt in FORMATS}
    for seed in SEEDS[1:]:
        assert digests(folder, seed) == first


def test_no_export_needs_the_network(folder: Path, first: list[str]) -> None:
    apart = ("unshare", "-n")
    try:
        allowed = subprocess.run([*apart, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        allowed = False
    if not allowed:
        reason = "no program may be run without a network here (unshare -n)"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}, and CI is set")
        pytest.skip(reason)
    reach = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    tried = subprocess.run([*apart, sys.executable, "-c", reach], capture_output=True, text=True, check=False)
    assert "unreachable" in tried.stderr
    assert digests(folder, SEEDS[0], *apart) == first


@pytest.fixture(scope="module", params=[True, False], ids=["usual", "any"])
def hostile(request: pytest.FixtureRequest, two: Lines) -> GraphStore:
    """Return a store of 500 hostile texts; first of those that every format must hold, then of any."""
    texts = hostile_texts(usual=request.param)
    assert len(texts) == 500
    return _rewritten(two, texts).store()


def _rewritten(lines: Lines, texts: list[str]) -> Lines:
    """Return lines in which the texts that people wrote are others."""
    given = cycle(texts)
    now: dict[str, str] = {}
    found = []
    for line in lines.quads:
        start, graph = line[: line.rindex(" <")], line[line.rindex(" <") :]
        subject, predicate, value = start.split(" ", 2)
        if predicate in WORDS and value.startswith('"') and "/graph/vocabulary>" not in graph:
            if start not in now:
                language = re.search(r'"@([a-z-]+)$', value)
                now[start] = str(Literal(next(given), language=language.group(1) if language else None))
            value = now[start]
        found.append(f"{subject} {predicate} {value}{graph}")
    assert len(now) > len(texts)
    return Lines(tuple(dict.fromkeys(found)), lines.live)


@every_format
def test_nothing_hostile_comes_alive(fmt: Format, hostile: GraphStore, request: pytest.FixtureRequest) -> None:
    try:
        files = written(hostile, fmt)
    except CompetencyGraphError as error:
        assert "[any-" in request.node.name, f"{fmt.name} refuses what it must hold: {error}"
        assert len(str(error).splitlines()) == 1
        assert error.where
        assert error.remedy
        return
    for name, data in files.items():
        check = CHECKS.get(Path(name or f"x{fmt.ending}").suffix)
        assert check is not None, f"nothing is known of {fmt.name} {name}"
        check(data)


def _rdf(ending: str) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        quads = list(parse(data, format=RDF[ending]))
        assert len(quads) > 20
        links = [quad for quad in quads if str(quad.object).lower().startswith("<javascript:")]
        assert links == []
        if ending == ".rdf":
            ET.fromstring(data)  # noqa: S314
        if ending == ".jsonld":
            json.loads(data)

    return check


def _separated(data: bytes, delimiter: str) -> None:
    csv.field_size_limit(1 << 20)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    assert rows
    assert not [row for row in rows if len(row) != len(rows[0])]
    live = [cell for row in rows for cell in row if ALIVE.match(cell) and not re.fullmatch(r"-?[0-9.]+", cell)]
    assert live == []


def _workbook(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            text = package.read(name)
            if name.endswith((".xml", ".rels")):
                ET.fromstring(text)  # noqa: S314
                assert b"<f>" not in text
                assert b"<f " not in text or "worksheets" not in name
            if name.endswith(".rels"):
                assert b"javascript:" not in text.lower()
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 100
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink and "javascript" in str(cell.hyperlink.target).lower()]


def _parquet(data: bytes) -> None:
    assert pyarrow.parquet.read_table(io.BytesIO(data)).num_columns > 1


def _sssom(data: bytes) -> None:
    body = b"".join(line for line in data.splitlines(keepends=True) if not line.startswith(b"#"))
    _separated(body, "\t")


CHECKS: Mapping[str, Callable[[bytes], object]] = {
    **{ending: _rdf(ending) for ending in RDF},
    ".json": json.loads,
    ".csv": lambda data: _separated(data, ","),
    ".tsv": _sssom,
    ".xlsx": _workbook,
    ".parquet": _parquet,
}


PERSONAL = ("jan.peeters@example.org", "0498 12 34 56")


def test_contact_data_of_a_document_is_in_no_export(documents: Path, tmp_path: Path) -> None:
    (original,) = documents.glob("000_*.txt")
    text = original.read_text(encoding="utf-8")
    place = "Verslag uitbrengen aan de hiërarchie"
    assert text.count(place) == 1
    document = tmp_path / "000.txt"
    document.write_text(text.replace(place, f"{place}, {PERSONAL[0]}, tel. {PERSONAL[1]},"), encoding="utf-8")
    with open_store(":memory:") as store:
        ingest_into(store, [document], IngestOptions())
        assert "[e-mail]" in "".join(store.dump())
        for fmt in FORMATS:
            for name, data in written(store, fmt, editorial=True).items():
                plain = _plain(data)
                assert not [found for found in PERSONAL if found.encode() in plain], f"{fmt.name} {name}"


def _plain(data: bytes) -> bytes:
    """Return what a file holds, unpacked."""
    if data.startswith(b"PAR1"):
        return str(pyarrow.parquet.read_table(io.BytesIO(data)).to_pydict()).encode()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return b"".join(map(package.read, package.namelist()))
    return data


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        (".ttl", b"<urn:a> <urn:p> <javascript:alert(1)> ." * 30),
        (".rdf", b"<rdf:RDF>"),
        (".csv", b"name,text\r\na,=1+1\r\n"),
        (".csv", b"name,text\r\na,\tx\r\n"),
        (".tsv", b"name\ttext\na\t@SUM(1)\n"),
        (".json", b"{"),
    ],
)
def test_a_check_finds_what_is_alive(ending: str, data: bytes) -> None:
    with pytest.raises((AssertionError, SyntaxError, ValueError)):
        CHECKS[ending](data)


def test_a_live_formula_is_found_in_a_workbook() -> None:
    book = openpyxl.Workbook()
    for row in range(200):
        book.active.append([f"text {row}"])
    book.active["A1"] = "=1+1"
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(AssertionError):
        _workbook(file.getvalue())
