"""Word files made for the tests: from python-docx's own template, its parts replaced by XML that the tests write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx

from competencygraph.ingest.document import Document, Line
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.readers.docx import read_docx

SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def template() -> Mapping[str, bytes]:
    """Return the parts of an empty document, by name."""
    data = io.BytesIO()
    docx.Document().save(data)
    with zipfile.ZipFile(data) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """Return the parts as a zip file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def word(body: str, *, styles: str = "", related: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """Return a Word file.

    Args:
        body: what stands in its body, as XML.
        styles: styles to add to those of the template, as XML.
        related: XML of parts that the body refers to, by relation id; the id tells the kind.
        parts: the inside of the part of numbering, footnotes or endnotes, as XML.
    """
    made = {
        **template(),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": template()["word/styles.xml"].decode().replace("</w:styles>", f"{styles}</w:styles>"),
    }
    relations = made["word/_rels/document.xml.rels"]
    added = ""
    for kind, content in parts.items():
        made[f"word/{kind}.xml"] = f"<w:{kind} {SPACES}>{content}</w:{kind}>"
        if f"{kind}.xml".encode() not in template()["word/_rels/document.xml.rels"]:
            added += f'<Relationship Id="added{kind}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>'
    for name, content in (related or {}).items():
        kind = name.rstrip("0123456789")
        tag = {"header": "hdr", "footer": "ftr"}[kind]
        made[f"word/{name}.xml"] = f"<w:{tag} {SPACES}>{content}</w:{tag}>"
        added += f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{name}.xml"/>'
    assert isinstance(relations, bytes)
    made["word/_rels/document.xml.rels"] = relations.decode().replace("</Relationships>", f"{added}</Relationships>")
    return zipped(made)


def run(text: str, properties: str = "") -> str:
    """Return the XML of a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(text: str = "", properties: str = "", look: str = "") -> str:
    """Return the XML of a paragraph; text that begins with ``<`` stands in it as it is."""
    inside = text if text.startswith("<") or not text else run(text, look)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def table(*rows: str, grid: str = "") -> str:
    """Return the XML of a table; its rows hold cells."""
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    """Return the XML of a cell; content that is no XML becomes one paragraph."""
    inside = content if content.startswith("<") else par(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def read(data: bytes, name: str = "profiel.docx", **limits: int) -> Document:
    """Return the document that the reader makes of a file."""
    return read_docx(Path(name), data, replace(DEFAULT_LIMITS, **limits) if limits else DEFAULT_LIMITS)


def limits_of(**limits: int) -> Limits:
    """Return the usual limits but for those given."""
    return replace(DEFAULT_LIMITS, **limits)


def shown(document: Document) -> list[str]:
    """Return the raw lines that are not blank and no asides; at least one."""
    lines = [raw for number, raw in enumerate(document.raw, 1) if raw.strip() and number not in document.asides]
    assert lines
    return lines


def line_of(document: Document, text: str) -> Line:
    """Return the one line with this text."""
    (line,) = [line for line in document.lines if line.text == text]
    return line
