"""Word documents: the bytes of a .docx file to a `Document`."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.document import Document, Traits, make_lines
from competencygraph.ingest.limits import Limits
from competencygraph.ingest.masking import mask_file_name, mask_lines
from competencygraph.ingest.readers.docx_blocks import BlockReader
from competencygraph.ingest.readers.docx_headings import mark_headings, size_of
from competencygraph.ingest.readers.docx_layout import Draft, Layout, is_bold
from competencygraph.ingest.readers.docx_numbering import Numbering
from competencygraph.ingest.readers.docx_package import Package, open_package
from competencygraph.ingest.readers.docx_styles import Styles
from competencygraph.ingest.readers.docx_xml import REL, WML, damaged
from competencygraph.model import Place

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["EMBEDDED_IGNORED", "MACROS_IGNORED", "read_docx"]

MACROS_IGNORED = "the document holds macros; they were not run and nothing in them was read"
"""The notice for a document with macros."""
EMBEDDED_IGNORED = "the document embeds another document; nothing in that one was read"
"""The notice for a document with another one embedded in its text."""

_NOTES = ("footnote", "endnote")


def read_docx(path: Path, data: bytes, limits: Limits) -> Document:
    """Return the document that a Word file holds.

    Tracked changes are read as accepted; hidden text, comments, and the codes of fields are left out. Notes, headers
    and footers stand at the end, as asides.

    Args:
        path: the file, for its name and for errors.
        data: its bytes.
        limits: how much of it is read.

    Returns:
        The document: one raw line a paragraph, cells of tables row by row, contact data masked, NFC.

    Raises:
        UnreadableDocumentError: the file is encrypted, damaged, a zip bomb, too large, no Word file, or holds no text.
        MissingExtraError: lxml is not installed.
    """
    where = str(path)
    package = open_package(where, data, limits)
    root = package.root(package.main)
    body = None if root is None else root.find(f"{WML}body")
    if body is None:
        raise damaged(where)
    styles = Styles(package.related("styles"))
    reader = BlockReader(styles, Numbering(package.related("numbering"), styles))
    layout = Layout()
    layout.add(reader.body(body))
    _add_notes(layout, reader, package)
    _add_headers(layout, reader, package, body)
    if not any(draft.text for draft in layout.drafts):
        raise UnreadableDocumentError(
            "the document holds images but no text" if package.has_images else "the document holds no text",
            where=where,
            remedy="if it is a scan, have its text recognised first (OCR)"
            if package.has_images
            else "give one that does",
        )
    notices = [MACROS_IGNORED] if package.has_macros else []
    if reader.embedded:
        notices.append(EMBEDDED_IGNORED)
    return _document(path.name, data, mark_headings(layout.drafts), tuple(notices))


def _add_notes(layout: Layout, reader: BlockReader, package: Package) -> None:
    """Set out the notes that the text refers to, in the order in which it does."""
    for kind in _NOTES:
        root = package.related(f"{kind}s")
        notes = {} if root is None else {note.get(f"{WML}id", ""): note for note in root.findall(f"{WML}{kind}")}
        for found, note_id, number in list(reader.notes):
            note = notes.pop(note_id, None) if found == kind else None
            if note is not None:
                layout.blank()
                layout.add(reader.story(note, number), aside=kind, place=Place(paragraph=number or None))


def _add_headers(layout: Layout, reader: BlockReader, package: Package, body: etree._Element) -> None:
    """Set out each header and footer once, those with the same text left out."""
    for kind in ("header", "footer"):
        targets: set[str] = set()
        texts: set[str] = set()
        for reference in body.iter(f"{WML}{kind}Reference"):
            _, target = package.relations.get(reference.get(f"{REL}id", ""), ("", ""))
            root = None if target in targets else package.root(target)
            targets.add(target)
            if root is None:
                continue
            apart = Layout()
            apart.add(reader.story(root, 0), aside=f"running {kind}", place=Place())
            drafts = [draft for draft in apart.drafts if draft.text]
            text = "\n".join(draft.text for draft in drafts)
            if text not in texts | {""}:
                texts.add(text)
                layout.blank()
                layout.drafts += drafts


def _document(name: str, data: bytes, drafts: Sequence[Draft], notices: tuple[str, ...]) -> Document:
    set_out: list[Draft] = []
    for draft in drafts:
        if draft.heading is not None and draft.cell is None and set_out and set_out[-1].text:
            set_out.append(Draft("", draft.place))
        set_out.append(draft)
    raw = mask_lines([unicodedata.normalize("NFC", draft.text) for draft in set_out])
    traits = [
        Traits(draft.heading, is_bold(draft.letters), size_of(draft), draft.joins, draft.cell, draft.place)
        for draft in set_out
    ]
    return Document(
        path=mask_file_name(name),
        digest=hashlib.sha256(data).hexdigest(),
        raw=raw,
        lines=make_lines(raw, traits),
        places=tuple(draft.place for draft in set_out),
        asides={number: draft.aside for number, draft in enumerate(set_out, 1) if draft.aside is not None},
        notices=notices,
    )
