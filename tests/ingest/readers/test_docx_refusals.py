"""Files that are no Word document, or hold more than is read: refused in one line, before a tree is built."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Mapping

import pytest

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.readers import docx_xml
from competencygraph.spreadsheets import archive

from .docx_files import SPACES, cell, par, read, shown, table, template, word, zipped

ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def refusal(data: bytes, **limits: int) -> UnreadableDocumentError:
    with pytest.raises(UnreadableDocumentError) as caught:
        read(data, **limits)
    assert caught.value.where == "profiel.docx"
    assert caught.value.remedy
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    return caught.value


def changed(**parts: bytes | str) -> bytes:
    """Return a good file with some parts in place of its own."""
    return zipped({**template(), "word/document.xml": document(par("Doel")), **parts})


def document(body: str, before: str = "") -> str:
    return f"{before}<w:document {SPACES}><w:body>{body}</w:body></w:document>"


def test_the_files_that_the_others_are_made_from_are_read() -> None:
    assert shown(read(changed())) == ["Doel"]
    assert shown(read(word(par("Doel")))) == ["Doel"]


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "_rels/.rels"])
def test_entities_are_refused_in_any_part(part: str) -> None:
    inside = ENTITIES + "<a>&b;</a>" if part != "word/document.xml" else document(par("&b;"), ENTITIES)
    assert "XML entities" in refusal(changed(**{part: inside})).what


def test_entities_in_utf_16_and_outside_the_file_are_refused() -> None:
    wide = document(par("&b;"), ENTITIES).encode("utf-16")
    assert "XML entities" in refusal(changed(**{"word/document.xml": wide})).what
    outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert "XML entities" in refusal(changed(**{"word/document.xml": document(par("&x;"), outside)})).what


def test_other_encodings_are_refused() -> None:
    coded = document(par("Doel"), '<?xml version="1.0" encoding="IBM037"?>')
    assert "encoding" in refusal(changed(**{"word/document.xml": coded})).what


def test_two_million_empty_paragraphs_are_refused_before_they_are_all_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = changed(**{"word/document.xml": document("<w:p/>" * 2_000_000)})
    assert len(data) < 100_000
    taken: list[int] = []
    part = docx_xml.Scan.part

    def counted(self: docx_xml.Scan, chunks: object) -> bytes:
        def passed() -> object:
            for chunk in chunks:  # type: ignore[attr-defined]
                taken.append(len(chunk))
                yield chunk

        return part(self, passed())  # type: ignore[arg-type]

    monkeypatch.setattr(docx_xml.Scan, "part", counted)
    tracemalloc.start()
    error = refusal(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "paragraphs and table cells" in error.what
    assert sum(taken) < 2_000_000
    assert peak < 20 * 2**20


def test_paragraphs_and_cells_count_together_up_to_the_limit() -> None:
    body = word(par("Doel") + table(cell("a") + cell("b")))
    assert read(body, paragraphs=5).tables
    assert "more than 4 paragraphs" in refusal(body, paragraphs=4).what


def test_very_many_pieces_of_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_xml, "_MAX_ELEMENTS", 20_000)
    assert shown(read(word(par("<w:r><w:t>a</w:t></w:r>" * 40)))) == ["a" * 40]
    assert "pieces of text" in refusal(word(par("<w:r><w:t>a</w:t></w:r>" * 10_000))).what


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 120 + par("Doel") + "</w:sdtContent></w:sdt>" * 120
    assert "nested" in refusal(word(deep)).what
    assert read(word(deep.replace("<w:sdt><w:sdtContent>" * 120, "<w:sdt><w:sdtContent>" * 80).replace(
        "</w:sdtContent></w:sdt>" * 120, "</w:sdtContent></w:sdt>" * 80
    ))).lines  # fmt: skip


def test_a_bomb_is_refused_by_what_it_declares_and_by_what_comes_out() -> None:
    bomb = changed(**{"word/media/image1.bmp": b"\0" * 30 * 2**20})
    assert "times its size" in refusal(bomb).what
    assert "the limit of 1000000 bytes" in refusal(bomb, inflated_bytes=1_000_000).what
    lying = _declaring(bomb, "word/media/image1.bmp", 10)
    with zipfile.ZipFile(io.BytesIO(lying)) as zipped_file:
        assert zipped_file.getinfo("word/media/image1.bmp").file_size == 10
    assert "damaged" in refusal(lying).what


def test_the_bytes_that_come_out_are_counted_whatever_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    data = changed(**{"word/media/image1.bmp": bytes(range(256)) * 8_000})
    monkeypatch.setattr(archive.Archive, "_refuse_members", lambda _: None)
    assert "the limit of 2000000 bytes" in refusal(data, inflated_bytes=2_000_000).what


def test_text_may_take_a_part_only_of_what_is_unpacked() -> None:
    data = word(par("Een lange tekst over het werk. " * 15_000))
    assert "formatting take more" in refusal(data, inflated_bytes=2_000_000).what
    assert read(word(par("Doel")), inflated_bytes=2_000_000).lines


def test_very_many_members_and_two_of_one_name_are_refused() -> None:
    many: Mapping[str, bytes] = {f"word/media/{number}": b"" for number in range(5_001)}
    assert "more than 5000 members" in refusal(changed(**many)).what
    data = io.BytesIO(changed())
    with zipfile.ZipFile(data, "a") as zipped_file, pytest.warns(UserWarning, match="Duplicate"):
        zipped_file.writestr("word/document.xml", document(par("Ander doel")))
    assert "one name" in refusal(data.getvalue()).what


def test_a_password_is_named() -> None:
    encrypted = OLE + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refusal(encrypted).what
    assert "before 2007" in refusal(OLE).what
    locked = changed().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    assert "password" in refusal(locked).what


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("xl/workbook.xml", "an Excel workbook"),
        ("ppt/presentation.xml", "a PowerPoint presentation"),
        ("content.xml", "an OpenDocument file"),
        ("readme.txt", "without a Word document"),
    ],
)
def test_other_zip_files_are_named(member: str, said: str) -> None:
    error = refusal(zipped({member: "<a/>"}))
    assert said in error.what
    assert "no Word document" in error.what


def test_a_damaged_file_is_refused_wherever_it_is_cut() -> None:
    data = word(par("Doel"))
    cuts = range(2, len(data), len(data) // 40)
    assert len(cuts) >= 40
    for cut in cuts:
        assert "damaged" in refusal(data[:cut]).what


@pytest.mark.parametrize(
    "inside", ["", "no xml", "<w:document>", f"<w:document {SPACES}/>", f"<w:document {SPACES}><w:body>&#1;</w:body>"]
)
def test_a_main_part_that_is_no_document_is_refused(inside: str) -> None:
    assert "damaged" in refusal(changed(**{"word/document.xml": inside})).what


def test_a_changed_byte_in_the_packed_text_is_refused() -> None:
    data = bytearray(changed())
    with zipfile.ZipFile(io.BytesIO(data)) as zipped_file:
        at = zipped_file.getinfo("word/document.xml").header_offset
    data[at + 30 + len("word/document.xml") + 20] ^= 0xFF
    assert "damaged" in refusal(bytes(data)).what


def test_a_document_without_text_is_refused_one_of_images_as_a_scan() -> None:
    assert "no text" in refusal(word(par())).what
    scanned = refusal(changed(**{"word/document.xml": document(par()), "word/media/image1.png": b"png"}))
    assert "images but no text" in scanned.what
    assert "OCR" in (scanned.remedy or "")


def test_a_relation_to_a_part_that_is_not_there_does_no_harm() -> None:
    relations = template()["word/_rels/document.xml.rels"].decode().replace("styles.xml", "NULL")
    assert "NULL" in relations
    assert shown(read(changed(**{"word/_rels/document.xml.rels": relations}))) == ["Doel"]


def _declaring(data: bytes, name: str, size: int) -> bytes:
    """Return a zip file whose directory gives a member another unpacked size."""
    at = data.rindex(name.encode()) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    return data[: at + 24] + struct.pack("<L", size) + data[at + 28 :]
