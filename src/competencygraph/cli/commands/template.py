"""``competencygraph template``: a blank form that an author fills in."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._answer_file import check_new_file, write_new_file
from competencygraph.cli._output import Talk
from competencygraph.cli._settings import DEFAULT_STORE, Debug, Lang, Quiet, StoreFolder, settings_of
from competencygraph.errors import UsageError

if TYPE_CHECKING:
    from competencygraph.app.templating import Medium

__all__ = ["template"]


class Kind(StrEnum):
    """What a form is for."""

    FAMILY = "family"
    PROFILE = "profile"
    VACANCY = "vacancy"


def template(
    ctx: typer.Context,
    kind: Annotated[Kind, typer.Option("--kind", help="What the form is for.")] = Kind.PROFILE,
    docx: Annotated[bool, typer.Option("--docx", help="Write a Word document  [default]", show_default=False)] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Write an Excel workbook.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="The file to write  [default: KIND-LANG.docx or .xlsx]"),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file when it exists.")] = False,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write a blank form for a function family, a function profile or a vacancy.

    The form is in the language of the run and offers the competencies, levels, groups and grades of the store in lists;
    without a store it offers none. Filled in, it is read by ingest and check like any other document.

    Example:
      competencygraph template --docx --kind profile --lang nl
      competencygraph template --xlsx --kind family --lang fr --out famille.xlsx
    """
    from competencygraph.app.templating import blank_form
    from competencygraph.store import holds_store

    settings = settings_of(ctx)
    medium = _medium(out, docx=docx, xlsx=xlsx)
    file = out or Path(f"{kind.value}-{settings.language}.{medium}")
    check_new_file(file, overwrite=overwrite)
    location = settings.store if settings.store != DEFAULT_STORE or holds_store(settings.store) else None
    form = blank_form(location, kind.value, medium, language=settings.language)
    write_new_file(file, form.content, overwrite=overwrite)
    talk = Talk(settings)
    talk.say("template.written", file=file)
    if location is None:
        talk.say("template.no-store")
    elif not form.choices.competencies:
        talk.say("template.no-competencies")


def _medium(out: Path | None, *, docx: bool, xlsx: bool) -> Medium:
    """Return the format that an option or the ending of the file asks, else Word's."""
    if docx and xlsx:
        raise UsageError("of --docx and --xlsx one at most can be given", remedy="give one of them")
    ending = "" if out is None else out.suffix.lower().removeprefix(".")
    option: Medium | None = "docx" if docx else "xlsx" if xlsx else None
    named: Medium | None = "docx" if ending == "docx" else "xlsx" if ending == "xlsx" else None
    medium = option or named or "docx"
    if out is not None and named != medium:
        raise UsageError(
            f"the name of the form does not end in .{medium}",
            where=str(out),
            remedy="give a name that ends in .docx for Word or .xlsx for Excel",
        )
    return medium
