"""A blank form as a Word document: headings, tables with header rows, and content controls that wait for text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import count
from string import Template
from xml.sax.saxutils import escape, quoteattr

from competencygraph.spreadsheets.package import same_bytes
from competencygraph.templates.choices import NO_CHOICES, Choices
from competencygraph.templates.form import Block, Column, FieldRow, Form, Part, load_words

__all__ = ["MAX_LISTED", "write_docx"]

MAX_LISTED = 500
"""Longest list that a control offers: it stands in every control anew, and Word slows down with more."""

_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
_LOCALES = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# A4 on its side, in twentieths of a point.
_PAGE = (16_838, 11_906)
_MARGIN = 1_134
_WIDTH = _PAGE[0] - 2 * _MARGIN
_LABEL_SHARE = 25
_HEADER_FILL = "DCE4F0"
# Word refuses a longer entry.
_LONGEST_ENTRY = 255
_NOT_IN_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def write_docx(form: Form, choices: Choices = NO_CHOICES) -> bytes:
    """Return a form as the bytes of a ``.docx`` file; the same form and choices give the same bytes.

    Args:
        form: the form.
        choices: what its controls offer; one with more than `MAX_LISTED` entries offers none.

    Source:
        ECMA-376, Part 1: 17.5.2 (content controls), 17.4.78 (``tblHeader``).

    >>> from competencygraph.templates.form import load_form
    >>> write_docx(load_form("profile", "nl"))[:2]
    b'PK'
    """
    values = {"title": escape(form.name), "language": _LOCALES[form.language]}
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as package:
        for name, source in _PARTS.items():
            text = files("competencygraph.templates").joinpath("word", source).read_text(encoding="utf-8")
            package.writestr(name, Template(text).substitute(values))
        package.writestr("word/document.xml", _Document(form, choices).xml())
    return same_bytes(raw.getvalue(), None)


class _Document:
    """Writes the body of one form."""

    def __init__(self, form: Form, choices: Choices) -> None:
        self._form = form
        self._choices = choices
        self._words = load_words(form.language)
        self._numbers = count(1)

    def xml(self) -> str:
        """Return the part ``word/document.xml``."""
        width, height = _PAGE
        sides = "".join(f' w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left", "header", "footer"))
        section = (
            f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}" w:orient="landscape"/><w:pgMar{sides} w:gutter="0"/>'
            "</w:sectPr>"
        )
        body = "".join(self._blocks())
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}{section}</w:body></w:document>'
        )

    def _blocks(self) -> Iterator[str]:
        yield _paragraph(self._form.name, "Title")
        yield _paragraph(self._form.how, "FormGuidance")
        for part in self._form.parts:
            if part.heading is not None:
                yield _paragraph(part.heading, "Heading1")
            if part.guidance is not None:
                yield _paragraph(part.guidance, "FormGuidance")
            for block in part.blocks:
                yield from self._block(block, part)

    def _block(self, block: Block, part: Part) -> Iterator[str]:
        title = part.heading or self._form.name
        match block.kind:
            case "fields":
                yield self._fields(block.fields, title)
                yield _paragraph("", "Normal")
            case "table":
                yield self._table(block, title)
                yield _paragraph("", "Normal")
            case "text":
                yield self._control(block.prompt, "Normal", title)
            case "list":
                yield self._control(block.prompt, "ListBullet", title)
            case "lines":
                for line in block.lines:
                    yield _paragraph(line, "Normal")

    def _fields(self, fields: Sequence[FieldRow], title: str) -> str:
        widths = [_LABEL_SHARE, 100 - _LABEL_SHARE]
        rows = [
            [_paragraph(field.label, "FormLabel"), self._choice(field.prompt, field.choices, field.label)]
            for field in fields
        ]
        return _table(title, widths, rows, header=False, shaded_column=True)

    def _table(self, block: Block, title: str) -> str:
        header = [
            _paragraph(column.header, "FormLabel")
            if column.header
            else self._choice(f"[{self._words['choose']}]", column.choices, title, "FormLabel")
            for column in block.columns
        ]
        rows = [[self._cell(column) for column in block.columns] for _ in range(block.rows)]
        return _table(title, [column.width for column in block.columns], [header, *rows], header=True)

    def _cell(self, column: Column) -> str:
        """Return an empty cell, with a list to choose from where its column has one that is not empty."""
        if column.header and self._choices.of(column.choices):
            return self._choice(f"[{self._words['choose']}]", column.choices, column.header)
        return _paragraph("", "FormCell")

    def _choice(self, prompt: str, name: str | None, title: str, style: str = "FormCell") -> str:
        """Return a paragraph with a control of one line that offers a list, or takes plain text where there is none."""
        entries = _entries(self._choices.of(name))
        kind = f"<w:comboBox>{entries}</w:comboBox>" if entries else "<w:text/>"
        return self._controlled(prompt, style, title, kind)

    def _control(self, prompt: str, style: str, title: str) -> str:
        """Return a paragraph with a control that takes running text, and more paragraphs of its style."""
        return self._controlled(prompt, style, title, "")

    def _controlled(self, prompt: str, style: str, title: str, kind: str) -> str:
        """Return a paragraph that is a control; one round the paragraph would be lost on LibreOffice."""
        content = f"<w:sdtContent>{_prompt(prompt)}</w:sdtContent>"
        return f"<w:p>{_style(style)}<w:sdt>{self._properties(title, kind)}{content}</w:sdt></w:p>"

    def _properties(self, title: str, kind: str) -> str:
        number = next(self._numbers)
        alias = quoteattr(title.rstrip(" :"))
        return f'<w:sdtPr><w:alias w:val={alias}/><w:id w:val="{number}"/><w:showingPlcHdr/>{kind}</w:sdtPr>'


def _entries(texts: Sequence[str]) -> str:
    """Return the entries of a list, those left out that Word refuses: blank ones, long ones, repetitions."""
    cleaned = dict.fromkeys(_NOT_IN_XML.sub("", text).strip() for text in texts)
    shown = [text for text in cleaned if 0 < len(text) <= _LONGEST_ENTRY]
    if len(shown) > MAX_LISTED:
        return ""
    return "".join(f"<w:listItem w:displayText={quoteattr(text)} w:value={quoteattr(text)}/>" for text in shown)


def _style(style: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def _prompt(text: str) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>{_text(text)}</w:r>'


def _paragraph(text: str, style: str) -> str:
    run = f"<w:r>{_text(text)}</w:r>" if text else ""
    return f"<w:p>{_style(style)}{run}</w:p>"


def _table(
    title: str, shares: Sequence[float], rows: Sequence[Sequence[str]], *, header: bool, shaded_column: bool = False
) -> str:
    """Return a table.

    Args:
        title: what it is about, for people who do not see it.
        shares: the widths of its columns, in percent.
        rows: the paragraphs of its cells.
        header: whether its first row is a header, repeated on each page.
        shaded_column: whether its first column holds labels.
    """
    widths = [round(_WIDTH * share / 100) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'<w:tblLook w:val="0000" w:firstRow="{int(header)}" w:firstColumn="{int(shaded_column)}" w:noVBand="1"/>'
    properties = (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}<w:tblCaption w:val={quoteattr(title)}/></w:tblPr>'
    )
    body = ""
    for number, row in enumerate(rows):
        is_header = header and not number
        cells = "".join(
            _cell(paragraph, width, shaded=is_header or (shaded_column and not column))
            for column, (paragraph, width) in enumerate(zip(row, widths, strict=True))
        )
        body += f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_header else ''}</w:trPr>{cells}</w:tr>"
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _cell(paragraph: str, width: int, *, shaded: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEADER_FILL}"/>' if shaded else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraph}</w:tc>'
