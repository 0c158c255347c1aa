"""The preview of an import as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from competencygraph.app.listing import short_name
from competencygraph.cli._translate import translate_text
from competencygraph.cli._visible import visible, visible_line

if TYPE_CHECKING:
    from competencygraph.app.importing import DocumentPreview, ImportPreview
    from competencygraph.cli._messages import Messages
    from competencygraph.imports.port import Change, Fault, FilePlace

__all__ = ["fault_lines", "preview_markdown", "preview_text"]

#: Nodes of a new document that are named one by one.
_MOST = 20
_LONGEST = 300
_MARKS = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|#"})


def fault_lines(preview: ImportPreview, messages: Messages) -> Iterator[str]:
    """Yield one line for each fault: where, what, what to do.

    Args:
        preview: of an import.
        messages: in the language of the run.
    """
    for fault in preview.faults:
        yield _fault(preview.file, fault, messages)


def preview_text(preview: ImportPreview, messages: Messages) -> str:
    """Return a preview for a terminal.

    Args:
        preview: without faults.
        messages: in the language of the run.

    Returns:
        Lines; empty when nothing changes, all is placed and nothing must be known.
    """
    lines = [translate_text(notice.what, messages.language) for notice in preview.notices]
    for document in preview.documents:
        if document.kind == "unchanged":
            continue
        lines += [_heading(document, messages)]
        for change in _shown(document):
            lines.append(f"  {_title(change, document, messages)}")
            if change.kind in {"changed", "moved"}:
                lines += [f"    {sign} {text}" for sign, text in _sides(change)]
        lines += [f"  {line}" for line in _more(document, messages)]
        lines.append("")
    lines += _unplaced(preview, messages)
    return visible("\n".join(lines).rstrip("\n"))


def preview_markdown(preview: ImportPreview, messages: Messages) -> str:
    """Return a preview as Markdown.

    Args:
        preview: without faults.
        messages: in the language of the run.

    Returns:
        A heading and a list for each document that changes.
    """
    lines = [f"{translate_text(one.what, messages.language).translate(_MARKS)}\n" for one in preview.notices]
    for document in preview.documents:
        if document.kind == "unchanged":
            continue
        lines += [f"## {_heading(document, messages).translate(_MARKS)}", ""]
        for change in _shown(document):
            lines.append(f"- {_title(change, document, messages).translate(_MARKS)}")
            if change.kind in {"changed", "moved"}:
                lines += [f"  - {sign.translate(_MARKS)} {text.translate(_MARKS)}" for sign, text in _sides(change)]
        lines += [f"- {line}" for line in _more(document, messages)]
        lines.append("")
    lines += [f"- {line.translate(_MARKS)}" for line in _unplaced(preview, messages)]
    return visible("\n".join(lines).rstrip("\n"))


def _heading(document: DocumentPreview, messages: Messages) -> str:
    kind = messages(f"import.document.{document.kind.replace(' ', '-')}")
    return f"{short_name(document.document)}: {kind} ({_counts(document, messages)})"


def _counts(document: DocumentPreview, messages: Messages) -> str:
    return ", ".join(
        messages(f"import.count.{kind}", number=number) for kind, number in document.counts.items() if number
    )


def _shown(document: DocumentPreview) -> tuple[Change, ...]:
    return document.changes[:_MOST] if document.kind == "new" else document.changes


def _more(document: DocumentPreview, messages: Messages) -> Iterator[str]:
    left = len(document.changes) - len(_shown(document))
    if left:
        yield messages("import.more", count=left)


def _title(change: Change, document: DocumentPreview, messages: Messages) -> str:
    name = change.after if change.kind == "added" else change.before if change.kind == "removed" else None
    name = name or document.names.get(change.node)
    words = [
        messages(f"import.{change.kind}"),
        short_name(change.node).removeprefix(f"{short_name(document.document)}/"),
    ]
    if change.property is not None:
        words.append(short_name(change.property))
    if name:
        words.append(f"“{_short(name)}”")
    place = _place(change.place, messages)
    return "  ".join(words) + (f"  ({place})" if place else "")


def _sides(change: Change) -> Iterator[tuple[str, str]]:
    if change.before is not None:
        yield "-", _short(change.before)
    if change.after is not None:
        yield "+", _short(change.after)


def _short(text: str) -> str:
    line = visible_line(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _place(place: FilePlace, messages: Messages) -> str:
    return place.words(messages("import.line"))


def _unplaced(preview: ImportPreview, messages: Messages) -> list[str]:
    lines = []
    for one in preview.unplaced:
        what = translate_text(one.what, messages.language)
        place = _place(one.place, messages)
        where = f" ({place})" if place else ""
        lines.append(messages("import.unplaced", count=one.count, what=what) + where)
    return lines


def _fault(file: str, fault: Fault, messages: Messages) -> str:
    place = _place(fault.place, messages)
    where = place if fault.place.cell is not None else f"{file}, {place}" if place else file
    space = " " if messages.language == "fr" else ""
    what = translate_text(fault.what, messages.language)
    remedy = "" if fault.remedy is None else f"{space}; {translate_text(fault.remedy, messages.language)}"
    return visible_line(f"{where}{space}: {what}{remedy}")
