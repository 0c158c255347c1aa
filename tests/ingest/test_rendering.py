"""What the corpus is rendered with: every format holds every text, real structure, and the same bytes each time."""

from __future__ import annotations

import html
import importlib
import io
import re
import sys
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn

sys.path.append(str(Path(__file__).parent / "corpus"))
rendering: Any = importlib.import_module("rendering")

FORMATS = ("docx", "pdf", "txt", "md", "html", "xlsx")
BLOCKS = [
    {"heading": 1, "text": "Functieprofiel opzichter"},
    {"toc": [["Taken", 3]]},
    {"text": "Een zin met een voetnoot"},
    {"note": "De noot zelf"},
    {"list": ["Plannen", {"text": "Leiden", "list": ["Coachen"]}, "Volgen"], "marker": "number", "end": ";"},
    {"bold": "Vet gezet"},
    {"labels": [["Niveau", "A3"]], "as": "tab"},
    {
        "table": {
            "rows": [
                ["", "A1", "A2"],
                [{"text": "Impact", "rows": 2}, {"text": "Overal gelijk", "columns": 2}],
                [{"list": ["Eerst", "Dan"]}, {"paragraphs": ["Boven", "Onder"]}],
            ]
        }
    },
    {"page_break": True},
    {"box": [{"text": "In een kader"}]},
    {"text": "Geïnteresseerde coördinator"},
]
TEXTS = [
    "Functieprofiel opzichter", "Een zin met een voetnoot", "De noot zelf", "Plannen;", "Leiden;", "Coachen", "Volgen",
    "Vet gezet", "Niveau", "A3", "Impact", "Overal gelijk", "Eerst", "Dan", "Boven", "Onder", "In een kader",
    "Geïnteresseerde coördinator",
]  # fmt: skip


def source(**layout: Any) -> Any:
    return rendering.source_of({"language": "nl", "blocks": BLOCKS, "layout": layout})


def pages(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def text_of(data: bytes, kind: str) -> str:
    if kind == "pdf":
        return " ".join(pages(data))
    if kind == "xlsx":
        rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
        return " ".join(str(value) for row in rows for value in row if value is not None)
    if kind == "docx":
        file = docx.Document(io.BytesIO(data))
        parts = [file.element.body, *(docx.oxml.parse_xml(one.blob) for one in notes(file))]
        return " ".join(
            "".join(text.text or "" for text in p.iter(qn("w:t"))) for one in parts for p in one.iter(qn("w:p"))
        )
    return html.unescape(re.sub("<[^>]*>", " ", data.decode())) if kind == "html" else data.decode()


def notes(file: Any) -> list[Any]:
    return [one.target_part for one in file.part.rels.values() if one.reltype.endswith("/footnotes")]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("layout", [{}, {"headings": "look", "bullet_alone": True, "columns": 2, "justify": True}])
def test_every_format_holds_every_text_in_order_and_gives_the_same_bytes(kind: str, layout: dict[str, Any]) -> None:
    data = rendering.render(source(**layout), kind)
    assert data == rendering.render(source(**layout), kind)
    printed = " ".join(text_of(data, kind).replace("\u0002", "").split())
    assert [text for text in TEXTS if text not in printed] == []
    places = [printed.index(text) for text in TEXTS if text not in {"De noot zelf", "A3", "Impact", "In een kader"}]
    assert places == sorted(places)


def test_a_word_file_has_styles_numbering_merged_cells_and_a_text_box() -> None:
    file = docx.Document(io.BytesIO(rendering.render(source(header="Stad", footer="{page}/{pages}"), "docx")))
    assert [p.text for p in file.paragraphs if p.style.name == "Heading 1"] == ["Functieprofiel opzichter"]
    numbered = [p for p in file.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert [(p.text, p._p.pPr.numPr.ilvl.val) for p in numbered][:3] == [
        ("Plannen;", 0),
        ("Leiden;", 0),
        ("Coachen", 1),
    ]
    (table,) = file.tables
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(1, 1)._tc is table.cell(1, 2)._tc
    assert len(list(file.element.body.iter(qn("w:txbxContent")))) == 1
    fields = [one.get(qn("w:instr")).strip() for one in file.sections[0].footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    look = docx.Document(io.BytesIO(rendering.render(source(headings="look"), "docx")))
    assert look.paragraphs[0].text == "Functieprofiel opzichter"
    assert look.paragraphs[0].style.name == "Normal"


def test_a_pdf_counts_its_pages_and_keeps_a_note_on_its_page() -> None:
    first, second = pages(rendering.render(source(header="Stad", footer="Pagina {page} van {pages}"), "pdf"))
    assert "Pagina 1 van 2" in first
    assert "De noot zelf" in first
    assert "Pagina 2 van 2" in second
    assert "Stad" in second


@pytest.mark.parametrize("bullet", ["•", "-", "–", "*", "o", "·", "▪", "□"])
def test_a_bullet_stands_before_its_text_or_alone(bullet: str) -> None:
    listing = {"language": "nl", "blocks": [{"list": ["Plannen"]}], "layout": {"bullet": bullet}}
    assert rendering.render(rendering.source_of(listing), "txt").decode() == f"{bullet} Plannen\n"
    listing["layout"]["bullet_alone"] = True  # type: ignore[index]
    assert rendering.render(rendering.source_of(listing), "txt").decode() == f"{bullet}\nPlannen\n"
    (page,) = pages(rendering.render(rendering.source_of(listing), "pdf"))
    assert re.search(r"\S\s*\r?\nPlannen", page)


def test_words_are_broken_at_line_ends_only_when_asked() -> None:
    words = {"language": "nl", "blocks": [{"text": "De organisatie coördineren" + " en een organisatie leiden" * 30}]}
    plain = rendering.render(rendering.source_of(words), "txt").decode()
    broken = rendering.render(rendering.source_of(words | {"layout": {"hyphenate": True, "width": 50}}), "txt").decode()
    assert not re.search(r"-\n", plain)
    assert len(re.findall(r"-\n", broken)) >= 3
    assert re.sub(r"-\n", "", broken).split() == plain.split()


def test_a_web_page_has_noise_only_when_asked() -> None:
    assert "cookie" not in rendering.render(source(), "html").decode()
    assert "cookie" in rendering.render(source(noise=True), "html").decode()


def test_pages_of_text_have_header_and_footer() -> None:
    many = {"language": "nl", "blocks": [{"text": f"Zin {number}."} for number in range(40)]}
    layout = {"header": "Stad", "footer": "Pagina {page} van {pages}", "lines": 30}
    text = rendering.render(rendering.source_of(many | {"layout": layout}), "txt").decode()
    assert text.count("Stad\n") == text.count("van 3") == 3
    assert "Pagina" not in rendering.render(rendering.source_of(many), "txt").decode()


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(rendering.RenderingError, match="no format odt"):
        rendering.render(source(), "odt")
