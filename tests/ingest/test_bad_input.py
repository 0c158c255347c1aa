"""Bad input as a user meets it: one line, exit code 2, within 10 seconds and 512 MB, nothing stored, no file left."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from competencygraph.cli._translate import translate_text
from competencygraph.ingest.readers.docx import EMBEDDED_IGNORED, MACROS_IGNORED

SECONDS = 10
MEGABYTES = 512
SOURCE = Path(__file__).resolve().parents[2] / "src"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>
</Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
PROFILE = (
    "Functieprofiel griffier",
    "Doel van de functie",
    "De griffie van de raad leiden.",
    "Taken",
    "- De vergaderingen van de raad voorbereiden",
)


# Measured by a small process of its own: a child's peak begins at that of the process which made it.
MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:])
_, status, usage = os.wait4(process.pid, 0)
with open(os.environ["MEASURED"], "w", encoding="ascii") as file:
    print(os.waitstatus_to_exitcode(status), usage.ru_maxrss, file=file)
"""


def docx(body: str, *, before: str = "", parts: Mapping[str, bytes] | None = None, times: int = 1) -> bytes:
    """Return a Word file with this content of its body, that many times."""
    start = f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {WORD}><w:body>'.encode()
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        with archive.open("word/document.xml", "w") as part:
            part.write(start)
            for _ in range(times):
                part.write(body.encode())
            part.write(b"</w:body></w:document>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return data.getvalue()


def paragraphs(*texts: str) -> str:
    """Return paragraphs of a Word file."""
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, the first its catalogue."""
    data, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(data)


def page(content: bytes, *more: bytes, entries: bytes = b"", trailer: bytes = b"") -> bytes:
    """Return a PDF of one page with this content stream; `more` are its objects from number 6 on."""
    resources = b"/Resources << /Font << /F1 5 0 R >> /XObject << /Im 6 0 R >> >>"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % resources,
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
        trailer=trailer,
    )


def printed(*lines: str) -> bytes:
    """Return a content stream that prints these lines."""
    shown = b"".join(b"(%s) Tj 0 -20 Td\n" % line.encode("latin-1") for line in lines)
    return b"BT /F1 11 Tf 60 780 Td\n" + shown + b"ET"


def inflating(chunk: bytes, times: int) -> bytes:
    """Return the zlib data of a chunk that many times, made without making all of it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(chunk, check)
    return b"\x78\xda" + block * times + b"\x03\x00" + check.to_bytes(4, "big")


def password_pdf() -> bytes:
    """Return a PDF that opens with a password alone."""
    encrypt = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"5a" * 32, b"a5" * 32)
    identity = b"/Encrypt 6 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    return page(printed(*PROFILE), encrypt, trailer=identity)


def scanned_pdf() -> bytes:
    """Return a PDF with an image on its page and no text."""
    image = zlib.compress(bytes(64 * 64))
    head = b"<< /Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8"
    stream = head + b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(image), image)
    return page(b"q 595 0 0 842 0 0 cm /Im Do Q", stream)


def bomb_pdf() -> bytes:
    """Return a PDF of 1 MB whose page inflates to 1 GB."""
    return page(inflating(b" " * 2**24, 64), entries=b"/Filter /FlateDecode")


def empty_paragraphs_docx() -> bytes:
    """Return a Word file with two million empty paragraphs."""
    return docx("<w:p/>" * 1000, times=2000)


def bomb_docx() -> bytes:
    """Return a Word file of less than 2 MB whose body unpacks to 300 MB."""
    return docx(paragraphs("x" * 2**20), times=300)


def bomb_of_parts_docx() -> bytes:
    """Return a Word file whose other parts unpack to 300 MB."""
    parts = {f"word/media/image{number}.bin": bytes(30 * 2**20) for number in range(10)}
    return docx(paragraphs(*PROFILE), parts=parts)


def entities_docx() -> bytes:
    """Return a Word file whose text is made of entities of entities."""
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    return docx(paragraphs("&e9;"), before=f'<!DOCTYPE w [<!ENTITY e0 "x">{levels}]>')


def outside_entity_docx() -> bytes:
    """Return a Word file that asks for a file of the machine."""
    return docx(
        paragraphs(*PROFILE, "&outside;"), before='<!DOCTYPE w [<!ENTITY outside SYSTEM "file:///etc/hostname">]>'
    )


def half(data: bytes) -> bytes:
    """Return the first half."""
    return data[: len(data) // 2]


def text_pdf() -> bytes:
    """Return a PDF that is fine."""
    return page(printed(*PROFILE))


def macros_docm() -> bytes:
    """Return a Word file with macros that is fine otherwise."""
    return docx(paragraphs(*PROFILE), parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "password": ("a.pdf", password_pdf, "password"),
    "scan": ("a.pdf", scanned_pdf, "OCR"),
    "truncated PDF": ("a.pdf", lambda: half(text_pdf()), "cut off"),
    "truncated DOCX": ("a.docx", lambda: half(docx(paragraphs(*PROFILE * 200))), "damaged"),
    "PDF that inflates": ("a.pdf", bomb_pdf, "inflates to more than the limit"),
    "empty paragraphs": ("a.docx", empty_paragraphs_docx, "more than 100000 paragraphs"),
    "zip bomb": ("a.docx", bomb_docx, "unpacked"),
    "zip bomb of parts": ("a.docx", bomb_of_parts_docx, "unpacked"),
    "entities": ("a.docx", entities_docx, ""),
    "outside entity": ("a.docx", outside_entity_docx, ""),
    "lying name": ("a.docx", text_pdf, "its name says Word, but its content is PDF; rename it to .pdf"),
    "lying text": ("a.txt", macros_docm, "its name says text, but its content is Word; rename it to .docx"),
}


class Desk:
    """A folder to work in, a folder for temporary files and a store, all watched.

    Args:
        folder: where they stand.
        store: a store to begin with.
    """

    def __init__(self, folder: Path, store: Path) -> None:
        self.store = folder / "store"
        self._watched = [folder / "here", folder / "tmp", self.store]
        for path in self._watched[:2]:
            path.mkdir()
        shutil.copytree(store, self.store)

    def state(self) -> dict[str, str]:
        """Return all files with their digests."""
        files = [path for folder in self._watched for path in folder.rglob("*") if path.is_file()]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def run(self, *arguments: object) -> tuple[int, str, str, float, float]:
        """Run the program; return exit code, output, talk, seconds and the megabytes of its largest process."""
        output, talk, measured = (self.store.with_name(name) for name in ("output", "talk", "measured"))
        environment = {**os.environ, "TMPDIR": str(self._watched[1]), "PYTHONPATH": str(SOURCE), "LC_ALL": "C.UTF-8"}
        environment["MEASURED"] = str(measured)
        started = time.monotonic()
        with output.open("wb") as out, talk.open("wb") as err:
            command = [sys.executable, "-c", MEASURE, sys.executable, "-m", "competencygraph", *map(str, arguments)]
            subprocess.run(
                command, cwd=self._watched[0], env=environment, stdout=out, stderr=err, check=True, timeout=60
            )
        seconds = time.monotonic() - started
        code, peak = measured.read_text(encoding="ascii").split()
        unit = 2**10 if sys.platform.startswith("linux") else 2**20
        said = [path.read_text(encoding="utf-8") for path in (output, talk)]
        return int(code), said[0], said[1], seconds, int(peak) / unit


@pytest.fixture(scope="module")
def first_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with one document."""
    from competencygraph.app.ingesting import ingest

    folder = tmp_path_factory.mktemp("first")
    (folder / "profile.txt").write_text("\n\n".join(PROFILE), encoding="utf-8")
    assert ingest(str(folder / "store"), [folder / "profile.txt"]).counts["added"] == 1
    return folder / "store"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not tell the memory of a process")
@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_refused(kind: str, tmp_path: Path, first_store: Path) -> None:
    name, make, said = BAD[kind]
    desk = Desk(tmp_path, first_store)
    file = tmp_path / name
    file.write_bytes(make())
    before = desk.state()
    assert any("store" in path for path in before)
    for command in (("parse", file), ("ingest", file, "--store", desk.store)):
        code, output, talk, seconds, megabytes = desk.run(*command)
        assert (code, output, talk.count("\n")) == (2, "", 1), talk
        assert talk.startswith("competencygraph: ") and name in talk and said in talk
        assert "nothing foresaw" not in talk and "brought the reading process down" not in talk
        assert seconds < SECONDS
        assert megabytes < MEGABYTES
        assert desk.state() == before


@pytest.mark.slow
def test_macros_are_left_alone_and_that_is_said(tmp_path: Path, first_store: Path) -> None:
    desk = Desk(tmp_path, first_store)
    file = tmp_path / "profile.docm"
    file.write_bytes(macros_docm())
    code, output, talk, *_ = desk.run("parse", file)
    assert (code, talk) == (0, f"profile.docm: {MACROS_IGNORED}\n")
    assert "De griffie van de raad leiden" in output
    code, _, talk, *_ = desk.run("ingest", file, "--store", desk.store, "--as", "macros")
    assert (code, talk.count(MACROS_IGNORED)) == (0, 1)


@pytest.mark.slow
def test_the_same_documents_without_the_fault_are_read(tmp_path: Path, first_store: Path) -> None:
    desk = Desk(tmp_path, first_store)
    for name, data in (("a.pdf", text_pdf()), ("a.docx", docx(paragraphs(*PROFILE)))):
        (tmp_path / name).write_bytes(data)
        code, output, talk, *_ = desk.run("parse", tmp_path / name)
        assert (code, talk) == (0, "")
        assert "De griffie van de raad leiden" in output


@pytest.mark.parametrize("notice", [MACROS_IGNORED, EMBEDDED_IGNORED])
@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_notice_is_translated(notice: str, language: str) -> None:
    assert translate_text(notice, language) != notice


def test_one_bad_document_does_not_stop_the_others(tmp_path: Path) -> None:
    from competencygraph.app.ingesting import ingest

    (tmp_path / "a.pdf").write_bytes(text_pdf())
    (tmp_path / "b.pdf").write_bytes(half(text_pdf()))
    (tmp_path / "c.docx").write_bytes(docx(paragraphs(*PROFILE)))
    report = ingest(":memory:", [tmp_path])
    assert [
        (outcome.path.name, outcome.kind) for outcome in sorted(report.outcomes, key=lambda one: one.path.name)
    ] == [
        ("a.pdf", "added"),
        ("b.pdf", "refused"),
        ("c.docx", "added"),
    ]
