"""``competencygraph query``: ask one named question."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, rich_stdout, write_data
from competencygraph.cli._settings import Debug, Lang, Quiet, Settings, StoreFolder, settings_of
from competencygraph.errors import UsageError

if TYPE_CHECKING:
    from competencygraph.cli._places import Locations
    from competencygraph.queries import Answer
    from competencygraph.store import GraphStore

__all__ = ["AnswerFormat", "OutFile", "Overwrite", "format_for", "query", "save_answer", "save_chart", "show_answer"]

_PIPE_WIDTH = 120
"""Columns of a table where no terminal and no ``COLUMNS`` tells how many there are."""


class AnswerFormat(StrEnum):
    """How to write rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"
    SRJ = "srj"
    SRX = "srx"
    TSV = "tsv"
    XLSX = "xlsx"


OutFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write to this file; its ending tells the format.")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace the file of --out when it is there.")]


def format_for(output: AnswerFormat | None, out: Path | None) -> AnswerFormat:
    """Return the format that is asked for, by name or by the ending of the file.

    Args:
        output: what ``--format`` says; None when it is left out.
        out: what ``--out`` says.

    Returns:
        The format; a table where nothing tells another.

    Raises:
        UsageError: the file's ending tells no format.
    """
    if output is not None:
        return output
    if out is None:
        return AnswerFormat.TABLE
    endings = {one.value: one for one in AnswerFormat if one is not AnswerFormat.TABLE}
    ending = out.suffix.lower().removeprefix(".")
    if ending not in endings:
        raise UsageError(
            "the ending of the file tells no format", where=str(out), remedy=f"add --format {'|'.join(endings)}"
        )
    return endings[ending]


def _complete_name(incomplete: str) -> list[tuple[str, str]]:
    from competencygraph.app.asking import list_questions

    return [(one.name, one.titles["en"]) for one in list_questions() if one.name.startswith(incomplete)]


def _complete_value(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from competencygraph.app.asking import list_questions

    catalogue = list_questions()
    name = ctx.params.get("name")
    if name not in catalogue.names():
        return []
    params = catalogue.get(name).params.items()
    return [(f"{key}=", one.description) for key, one in params if f"{key}=".startswith(incomplete)]


def query(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="Name of the question.", autocompletion=_complete_name, show_default=False),
    ],
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE",
            help="Its parameters; for a node its IRI, or the path behind …/id/.",
            autocompletion=_complete_value,
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        AnswerFormat | None, typer.Option("--format", help="How to write the rows; a table unless --out says else.")
    ] = None,
    out: OutFile = None,
    chart: Annotated[
        Path | None,
        typer.Option("--chart", metavar="FILE", help="Draw the answer into this file, .svg or .png, as well."),
    ] = None,
    overwrite: Overwrite = False,
    timeout: Annotated[float, typer.Option(min=0.1, max=86_400, help="Seconds that the question may take.")] = 60.0,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Ask a named question of the store; `competencygraph questions` lists them.

    Example:
      competencygraph query rises from=A4 to=A5
      competencygraph query requirements profile=lievegem/002/directeur-interne-organisatie --format csv
      competencygraph query criteria --out criteria.xlsx
      competencygraph query criteria family=federal-be/003/family --chart criteria.svg
    """
    from competencygraph.app.asking import ask_question, differs_nowhere, list_questions, parse_values
    from competencygraph.app.tracing import locations_in
    from competencygraph.cli._answer_file import check_new_file
    from competencygraph.cli._comparison import COMPARISON_COLUMNS
    from competencygraph.presentation.charts import chart_format
    from competencygraph.store import open_store

    settings = settings_of(ctx)
    chosen = format_for(output, out)
    given = parse_values(values or [], name)
    list_questions().get(name)
    if chart is not None:
        chart_format(chart)
    for path in (one for one in (out, chart) if one is not None):
        check_new_file(path, overwrite=overwrite)
    with open_store(settings.store) as opened:
        answer = ask_question(opened, name, given, language=settings.language, timeout=timeout)
        if chart is not None:
            save_chart(opened, answer, given, chart, settings, overwrite=overwrite)
        if chosen is AnswerFormat.XLSX or out is not None:
            save_answer(opened, answer, given, chosen, out, settings, overwrite=overwrite)
            return
        if not answer.rows and chosen is AnswerFormat.TABLE and set(answer.columns) >= COMPARISON_COLUMNS:
            key = "query.none.same" if differs_nowhere(opened, name, given) else "query.none.apart"
            Talk(settings).say(key, **{"from": given.get("from", ""), "to": given.get("to", "")})
            return
        locations = locations_in(opened, answer.rows) if chosen is AnswerFormat.TABLE else {}
    show_answer(answer, chosen, settings, (given.get("from", ""), given.get("to", "")), locations)


def save_answer(
    store: GraphStore,
    answer: Answer,
    given: Mapping[str, object],
    output: AnswerFormat,
    out: Path | None,
    settings: Settings,
    *,
    overwrite: bool,
) -> None:
    """Write an answer to a file, or a workbook to stdout.

    Args:
        store: that the answer is from.
        answer: the answer.
        given: the parameters as they were given.
        output: how to write it.
        out: the file; None for stdout.
        settings: of the run.
        overwrite: whether the file may be there already.
    """
    from competencygraph.app.answer_book import book_of
    from competencygraph.cli._answer_file import write_bytes, write_new_file
    from competencygraph.presentation.workbook import write_workbook
    from competencygraph.queries import write_answer

    if output is AnswerFormat.TABLE:
        raise UsageError("a table is for people to look at", where="--format table", remedy="choose another format")
    if output is AnswerFormat.XLSX:
        content = write_workbook(book_of(store, answer, given, language=settings.language))
    else:
        content = write_answer(answer, output.value).encode("utf-8")
    if out is None:
        write_bytes(content)
        return
    write_new_file(out, content, overwrite=overwrite)
    Talk(settings).say("query.written", file=str(out), count=len(answer.rows))


def save_chart(
    store: GraphStore, answer: Answer, given: Mapping[str, object], path: Path, settings: Settings, *, overwrite: bool
) -> None:
    """Draw an answer into a file.

    Args:
        store: that the answer is from.
        answer: the answer.
        given: the parameters as they were given.
        path: ends in ``.svg`` or ``.png``.
        settings: of the run.
        overwrite: whether the file may be there already.
    """
    from competencygraph.app.answer_book import book_of
    from competencygraph.cli._answer_file import write_new_file
    from competencygraph.presentation.charts import chart_of

    drawn = chart_of(book_of(store, answer, given, language=settings.language))
    write_new_file(path, drawn.content_for(path), overwrite=overwrite)
    Talk(settings).say("query.drawn", file=str(path))


def _say_why_none(answer: Answer, talk: Talk, settings: Settings) -> None:
    if answer.lacks == "journal":
        talk.say("query.none.journal")
    elif answer.question.none:
        talk.say("query.none.because", reason=answer.question.none[settings.language])
    elif answer.question.titles:
        talk.say("query.none.fits")
    else:
        talk.say("query.none")


def show_answer(
    answer: Answer, output: AnswerFormat, settings: Settings, sides: tuple[str, str], locations: Locations
) -> None:
    """Write an answer to stdout, and say how many rows it has.

    Args:
        answer: the answer.
        output: how to write it.
        settings: of the run.
        sides: how the two sides of a comparison are called.
        locations: where the passages of the answer stand that have more than line numbers; for people alone.
    """
    from competencygraph.cli._comparison import COMPARISON_COLUMNS, comparison
    from competencygraph.cli._grouped import grouped, layout_for
    from competencygraph.cli._layout import lay_out
    from competencygraph.cli._rows import readable_rows
    from competencygraph.cli._sections import print_sections, sections_text
    from competencygraph.queries import write_answer

    talk = Talk(settings)
    if output is not AnswerFormat.TABLE:
        write_data(write_answer(answer, output.value))
        if answer.lacks == "journal":
            talk.say("query.none.journal")
        return
    console = rich_stdout(settings)
    if not answer.rows:
        _say_why_none(answer, talk, settings)
        return
    coloured = console is not None and settings.colour
    width = shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns
    layout = layout_for(answer.columns)
    if set(answer.columns) >= COMPARISON_COLUMNS:
        sections = comparison(answer.rows, sides, talk.messages, locations, coloured=coloured)
        if console is not None and coloured:
            print_sections(console, sections)
        else:
            write_data(sections_text(sections, None if console is None else width))
    elif layout is not None:
        sections = grouped(layout, answer.rows, talk.messages, locations)
        if console is not None and coloured:
            print_sections(console, sections, beside=True)
        else:
            write_data(sections_text(sections, width, beside=True))
    else:
        columns, cells = readable_rows(answer.columns, answer.rows, talk.messages, locations)
        write_data(lay_out(columns, cells, width))
    talk.say("query.rows", count=len(answer.rows))
