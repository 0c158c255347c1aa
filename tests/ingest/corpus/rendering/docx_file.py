"""A document as a Word file: real styles, numbering, merged cells, page fields, text boxes and footnotes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from .blocks import Block, Box, Cell, Heading, Item, Labels, Listing, Note, PageBreak, Paragraph, Source, Table, Toc

__all__ = ["docx_of"]

_FONTS = {"serif": "Liberation Serif", "sans": "Liberation Sans"}
_SYMBOLS = {"•": ("\uf0b7", "Symbol"), "o": ("o", "Courier New"), "▪": ("\uf0a7", "Wingdings")}
_BULLET_BELOW = ("o", "Courier New")
_NUMBERS = {"number": ("decimal", "%{level}."), "letter": ("lowerLetter", "%{level})")}
_FEW_COLUMNS = 3
_MOMENT = datetime(2024, 1, 1, tzinfo=UTC)
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_BOX = """<w:r {spaces} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape type="#_x0000_t202"
 style="width:420pt;height:{height}pt" strokecolor="black">
<v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></w:r>"""


def docx_of(source: Source) -> bytes:
    """Return a document as a Word file, the same bytes for the same document.

    Args:
        source: the document.

    Returns:
        The bytes of a ``.docx``.

    >>> docx_of(Source("nl", (Heading(1, "Doel"),)))[:2]
    b'PK'
    """
    return _Writer(source).written()


class _Writer:
    """One Word file in the making."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.file: Any = docx.Document()
        self.notes: list[str] = []
        self.last: Any = None

    def written(self) -> bytes:
        """Return the bytes of the file."""
        self._styles()
        for block in self.source.blocks:
            self._block(self.file, block)
        self._columns()
        self._running()
        if self.notes:
            self._footnotes()
        held = io.BytesIO()
        self.file.save(held)
        return _undated(held.getvalue())

    def _styles(self) -> None:
        layout = self.source.layout
        normal = self.file.styles["Normal"]
        normal.font.name, normal.font.size = _FONTS[layout.font], Pt(layout.size)
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        core = self.file.core_properties
        core.author = core.last_modified_by = core.comments = core.title = ""
        core.created = core.modified = _MOMENT
        core.language = self.source.language

    def _columns(self) -> None:
        if self.source.layout.columns == 2:
            columns = self.file.sections[0]._sectPr.find(qn("w:cols"))
            columns.set(qn("w:num"), "2")
            columns.set(qn("w:space"), "480")

    def _running(self) -> None:
        section = self.file.sections[0]
        for text, place in ((self.source.layout.header, section.header), (self.source.layout.footer, section.footer)):
            if text is not None:
                paragraph = place.paragraphs[0]
                for part in text.replace("{pages}", "\0NUMPAGES\0").replace("{page}", "\0PAGE\0").split("\0"):
                    if part in {"PAGE", "NUMPAGES"}:
                        field = f'<w:fldSimple {nsdecls("w")} w:instr=" {part} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
                        paragraph._p.append(parse_xml(field))
                    elif part:
                        paragraph.add_run(part)

    def _block(self, place: Any, block: Block) -> None:
        match block:
            case Heading():
                self._heading(place, block)
            case Paragraph():
                run = self._paragraph(place, "").add_run(block.text)
                run.bold, run.italic = block.bold or None, block.italic or None
            case Listing():
                number = None if block.marker == "none" else self._numbering(block.marker)
                self._items(place, block.closed(), number, 0)
            case Table():
                self._table(place, block)
            case Labels():
                self._labels(place, block)
            case PageBreak():
                place.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case Box():
                self._box(place, block)
            case Toc():
                for title, page in block.entries:
                    self._paragraph(place, f"{title}\t{page}").paragraph_format.tab_stops.add_tab_stop(Pt(420))
            case Note():
                self.notes.append(block.text)
                mark = f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                self.last._p.append(parse_xml(f'{mark}<w:footnoteReference w:id="{len(self.notes)}"/></w:r>'))

    def _paragraph(self, place: Any, text: str, style: str | None = None) -> Any:
        self.last = place.add_paragraph(text, style)
        if self.source.layout.justify and style is None:
            self.last.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        return self.last

    def _heading(self, place: Any, block: Heading) -> None:
        if self.source.layout.headings == "styles":
            self._paragraph(place, block.text, f"Heading {block.level}")
            return
        run = self._paragraph(place, "").add_run(block.text)
        run.bold = True
        run.font.size = Pt(self.source.layout.size + max(0, 5 - block.level))

    def _numbering(self, marker: str) -> int:
        """Add a list definition of three levels, as Word writes one for every list."""
        numbering = self.file.part.numbering_part.element
        known = numbering.findall(qn("w:abstractNum"))
        number = 1 + max(int(one.get(qn("w:abstractNumId"))) for one in known)
        bullet = self.source.layout.bullet
        levels = []
        for level in range(3):
            if marker == "bullet" or level:
                sign, font = _SYMBOLS.get(bullet, (bullet, "")) if level == 0 else _BULLET_BELOW
                kind, text = "bullet", sign
            else:
                kind, font = _NUMBERS[marker][0], ""
                text = _NUMBERS[marker][1].format(level=level + 1)
            face = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>' if font else ""
            indent = 720 * (level + 1)
            levels.append(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
                f'<w:lvlText w:val="{escape(text)}"/>'
                f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="360"/></w:pPr>{face}</w:lvl>'
            )
        definition = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
            f"{''.join(levels)}</w:abstractNum>"
        )
        known[-1].addnext(definition)
        return int(numbering.add_num(number).numId)

    def _items(self, place: Any, items: tuple[Item, ...], number: int | None, depth: int) -> None:
        for item in items:
            paragraph = self._paragraph(place, item.text, "List Paragraph")
            if number is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = depth
                properties.get_or_add_numId().val = number
            self._items(place, item.items, number, depth + 1)

    def _table(self, place: Any, block: Table) -> None:
        height, width = block.size()
        table = self.file.add_table(height, width) if place is self.file else place.add_table(height, width)
        if block.ruled:
            table.style = "Table Grid"
        for (row, column), cell in block.places().items():
            made = table.cell(row, column)
            if cell.rows > 1 or cell.columns > 1:
                made = made.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
            self._cell(made, cell, bold=block.header and row == 0)
            if width > _FEW_COLUMNS:
                for run in (run for paragraph in made.paragraphs for run in paragraph.runs):
                    run.font.size = Pt(self.source.layout.size - 2.5)
        place.add_paragraph()
        self.last = table.rows[-1].cells[-1].paragraphs[-1]

    def _cell(self, place: Any, cell: Cell, *, bold: bool) -> None:
        first = place.paragraphs[0]
        for number, text in enumerate(cell.paragraphs):
            paragraph = first if number == 0 else place.add_paragraph()
            paragraph.add_run(text).bold = bold or None
        if cell.items:
            self._items(place, cell.items, self._numbering("bullet"), 0)
            if not cell.paragraphs:
                first._p.getparent().remove(first._p)

    def _labels(self, place: Any, block: Labels) -> None:
        if block.style == "table":
            rows = tuple((Cell((label,)), Cell((value,) if value else ())) for label, value in block.pairs)
            self._table(place, Table(rows, header=False))
            return
        for label, value in block.pairs:
            paragraph = self._paragraph(place, "")
            paragraph.add_run(f"{label}:" if block.style == "colon" else label).bold = True
            if block.style == "lines":
                self._paragraph(place, value)
            elif value:
                paragraph.add_run(f"\t{value}" if block.style == "tab" else f" {value}")

    def _box(self, place: Any, block: Box) -> None:
        """Write the blocks at the end of the body, then move them into a text box."""
        body = self.file.element.body
        before = list(body)
        for part in block.blocks:
            self._block(self.file, part)
        inside = [element for element in body if element not in before]
        shape = parse_xml(_BOX.format(spaces=nsdecls("w"), height=30 * len(inside)))
        holder = shape.find(f".//{qn('w:txbxContent')}")
        for element in inside:
            holder.append(element)
        self._paragraph(place, "")._p.append(shape)

    def _footnotes(self) -> None:
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f"<w:footnoteRef/></w:r>"
            f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
            for number, note in enumerate(self.notes, 1)
        )
        content = f"{_DECLARATION}<w:footnotes {nsdecls('w')}>{_SEPARATORS}{notes}</w:footnotes>"
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, content.encode(), self.file.part.package)
        self.file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _undated(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return held.getvalue()
