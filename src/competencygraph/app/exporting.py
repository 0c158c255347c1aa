"""Use case: export a store in a format."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from competencygraph.errors import UsageError
from competencygraph.exports import Format, Losses, Output, Source, Unplaced, find_format, list_formats
from competencygraph.exports.losses import losses_of
from competencygraph.exports.output import check_target, new_file, new_folder, to_stream
from competencygraph.exports.selection import select_documents
from competencygraph.store import GraphStore, open_store

__all__ = [
    "ExportOptions",
    "Exported",
    "described_format",
    "described_losses",
    "export_in",
    "export_store",
    "find_format",
    "list_formats",
    "losses_as_markdown",
]

_TEXTS = ("text/", "application/n-quads", "application/trig")
_TEXT_SUFFIXES = ("+json", "+xml", "/json", "/xml")


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What an export is to hold.

    Args:
        editorial: whether editorial statements are in; None for what the format does.
        only: frameworks and documents that are in; empty for all.
        overwrite: whether an earlier export may be replaced.
        language: of headings and labels that people read.
    """

    editorial: bool | None = None
    only: tuple[str, ...] = ()
    overwrite: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that was written.

    Args:
        format: in which format.
        losses: what it lost.
    """

    format: Format
    losses: Losses


def export_store(
    location: str,
    name: str,
    target: Path | IO[bytes],
    options: ExportOptions | None = None,
    tick: Callable[[int, int], None] | None = None,
) -> Exported:
    """Export the store at a location.

    Args:
        location: the store's folder, or the address of a server.
        name: of the format.
        target: the file or folder, or a stream for a format that writes one file of text.
        options: what is to be in; None for the usual.
        tick: called with how much is done and how much there is.

    Returns:
        What was written.

    Raises:
        UsageError: there is no such format, it cannot go there, or it cannot hold something of the store.
        MissingExtraError: the format needs an extra of the package.
        UnknownNodeError: the store holds no such framework or document.
        StoreError: there is no store, or it cannot be read.
    """
    chosen = options or ExportOptions()
    _check(find_format(name), target, overwrite=chosen.overwrite)
    with open_store(location) as store:
        return export_in(store, name, target, chosen, tick)


def export_in(
    store: GraphStore,
    name: str,
    target: Path | IO[bytes],
    options: ExportOptions | None = None,
    tick: Callable[[int, int], None] | None = None,
) -> Exported:
    """Export an open store.

    Args:
        store: the store.
        name: of the format.
        target: the file or folder, or a stream for a format that writes one file of text.
        options: what is to be in; None for the usual.
        tick: called with how much is done and how much there is.

    Returns:
        What was written; on an error nothing is.

    Raises:
        UsageError: there is no such format, it cannot go there, or it cannot hold something of the store.
        MissingExtraError: the format needs an extra of the package.
        UnknownNodeError: the store holds no such framework or document.

    >>> import io
    >>> stream = io.BytesIO()
    >>> with open_store(":memory:") as store:
    ...     store.update("INSERT DATA { <urn:a> <urn:p> 1 }")
    ...     export_in(store, "turtle", stream).losses.placed
    1
    >>> stream.getvalue().decode().splitlines()[-3:]
    ['<urn:a>', '    <urn:p> 1 .', '']
    """
    chosen = options or ExportOptions()
    found = find_format(name)
    _check(found, target, overwrite=chosen.overwrite)
    selected = select_documents(store, chosen.only) if chosen.only else store
    source = Source(
        selected,
        chosen.language,
        found.editorial if chosen.editorial is None else chosen.editorial,
        tick or (lambda done, total: None),
    )
    with _output(found, target, overwrite=chosen.overwrite) as output:
        found.write(source, output)
        losses = losses_of(source, found)
    return Exported(found, losses)


def described_format(one: Format) -> dict[str, Any]:
    """Return what a format is, as plain values.

    Args:
        one: the format.

    Returns:
        By name; ``loses`` gives the reasons why kinds of statements have no place, each once.

    >>> described_format(find_format("nquads"))["loses"]
    []
    """
    return {
        "name": one.name,
        "title": one.title,
        "standard": one.standard,
        "specification": one.specification,
        "media_type": one.media_type,
        "ending": one.ending,
        "carries": one.carries,
        "loses": list(dict.fromkeys(entry.because for entry in one.mapped() if not entry.target and entry.because)),
        "editorial": one.editorial,
        "validators": [validator.name for validator in one.validators],
        "extra": one.extra or None,
    }


def described_losses(losses: Losses, name: str) -> dict[str, Any]:
    """Return what an export lost, as plain values.

    Args:
        losses: of the export.
        name: of the format.

    Returns:
        By name; each kind without a place with the number of its statements.

    >>> described_losses(Losses(2, 2, ()), "turtle")["unplaced"]
    []
    """
    rows = [
        {
            "part": row.part,
            "subject_class": row.subject_class or None,
            "property": row.property,
            "count": row.count,
            "because": row.because,
        }
        for row in losses.unplaced
    ]
    return {"format": name, "statements": losses.statements, "placed": losses.placed, "unplaced": rows}


def losses_as_markdown(losses: Losses) -> str:
    """Return what an export lost as a table in Markdown, under the sum.

    Args:
        losses: of the export.

    Returns:
        Text that ends in a line end.

    >>> losses_as_markdown(Losses(2, 2, ())).splitlines()[0]
    'All 2 statements of the store have a place.'
    """
    missing = losses.statements - losses.placed
    if not missing:
        return f"All {losses.statements:,} statements of the store have a place.\n"
    numbers = f"{losses.placed:,} have a place and {missing:,} have none"
    lines = [
        f"Of the {losses.statements:,} statements of the store, {numbers}.",
        "",
        "| part | class of the subject | property | statements | why |",
        "|---|---|---|---:|---|",
        *map(_markdown_row, losses.unplaced),
    ]
    return "\n".join(lines) + "\n"


def _markdown_row(row: Unplaced) -> str:
    subject = f"`{row.subject_class}`" if row.subject_class else ""
    name = row.property.replace("|", "\\|")
    return f"| {row.part} | {subject} | `{name}` | {row.count:,} | {row.because} |"


def _check(found: Format, target: Path | IO[bytes], *, overwrite: bool) -> None:
    if isinstance(target, Path):
        check_target(target, folder=not found.ending, overwrite=overwrite, name=found.name)
    elif not found.ending:
        raise UsageError("this format is a folder of files", where=found.name, remedy="add --out with its name")
    elif not (found.media_type.startswith(_TEXTS) or found.media_type.endswith(_TEXT_SUFFIXES)):
        raise UsageError(
            "this format is no text", where=found.name, remedy=f"add --out with the name of a {found.ending} file"
        )


def _output(found: Format, target: Path | IO[bytes], *, overwrite: bool) -> AbstractContextManager[Output]:
    if not isinstance(target, Path):
        return to_stream(target)
    return (new_file if found.ending else new_folder)(target, overwrite=overwrite, name=found.name)
