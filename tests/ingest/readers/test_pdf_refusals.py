"""PDFs that cannot be read are refused in one line that says why."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.readers.pdf import read_pdf
from competencygraph.ingest.readers.pdf.inflation import inflates_beyond

from .pdf_making import document, page, pdf, texts

GOOD = page("Doel van de functie", "De medewerker ordent de dossiers.")


def refusal(data: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_pdf(Path("folder/profiel.pdf"), data, limits)
    message = str(caught.value)
    assert message.startswith("folder/profiel.pdf: ")
    assert "\n" not in message and caught.value.remedy
    return message


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "navy")), 100, 400, 300, 300)


def with_stream(body: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """Return a PDF whose only page prints a stream."""
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    own = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R>>endobj\n"
    stream = b"4 0 obj<</Length %d/Filter%s>>stream\n%s\nendstream endobj\n" % (len(body), filters, body)
    return head + own + stream + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def test_a_good_file_is_read() -> None:
    assert texts(document(pdf(GOOD))) == ["Doel van de functie", "De medewerker ordent de dossiers."]


def test_a_file_locked_by_a_password_says_that_one_is_needed() -> None:
    assert "a password is needed" in refusal(pdf(GOOD, locked="geheim"))


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_file_that_is_cut_off_is_refused(share: float) -> None:
    data = pdf(*[GOOD] * 5)
    message = refusal(data[: int(len(data) * share)])
    assert "cut off" in message or "damaged" in message


def test_a_file_whose_last_lines_are_missing_is_cut_off() -> None:
    data = pdf(GOOD)
    assert "cut off" in refusal(data[: data.rindex(b"startxref")])


def test_a_file_of_other_bytes_is_damaged() -> None:
    assert "damaged" in refusal(b"%PDF-1.7\n" + bytes(range(256)) * 20)


def test_pictures_alone_need_text_recognition() -> None:
    assert "OCR" in refusal(pdf(picture, picture))


def test_a_page_without_text_among_others_is_passed_over() -> None:
    found = document(pdf(picture, GOOD))
    assert texts(found) == ["Doel van de functie", "De medewerker ordent de dossiers."]
    assert {place.page for place in found.places} == {2}


def test_too_many_pages_are_refused() -> None:
    few = replace(DEFAULT_LIMITS, pages=2)
    assert "3 pages, more than the limit of 2" in refusal(pdf(GOOD, GOOD, GOOD), few)


def test_too_large_a_file_is_refused() -> None:
    assert "more than the limit of 100" in refusal(pdf(GOOD), replace(DEFAULT_LIMITS, file_bytes=100))


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_that_inflates_beyond_the_limit_is_refused(times: int) -> None:
    body = b" " * 4_000_000
    for _ in range(times):
        body = zlib.compress(body)
    data = with_stream(body, b"[" + b"/FlateDecode" * times + b"]")
    assert len(data) < 10_000
    small = replace(DEFAULT_LIMITS, inflated_bytes=1_000_000)
    assert "inflates to more than the limit of 1000000" in refusal(data, small)
    assert not inflates_beyond(data, 5_000_000)
