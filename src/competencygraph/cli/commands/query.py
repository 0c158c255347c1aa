"""``competencygraph query``: ask one named question."""

from __future__ import annotations

import shutil
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, rich_stdout, write_data
from competencygraph.cli._settings import Debug, Lang, Quiet, Settings, StoreFolder, settings_of

if TYPE_CHECKING:
    from competencygraph.cli._places import Locations
    from competencygraph.queries import Answer

__all__ = ["AnswerFormat", "query", "show_answer"]

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
    output: Annotated[AnswerFormat, typer.Option("--format", help="How to write the rows.")] = AnswerFormat.TABLE,
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
    """
    from competencygraph.app.asking import ask_question, differs_nowhere, list_questions, parse_values
    from competencygraph.app.tracing import locations_in
    from competencygraph.cli._comparison import COMPARISON_COLUMNS
    from competencygraph.store import open_store

    settings = settings_of(ctx)
    given = parse_values(values or [], name)
    list_questions().get(name)
    with open_store(settings.store) as opened:
        answer = ask_question(opened, name, given, language=settings.language, timeout=timeout)
        if not answer.rows and output is AnswerFormat.TABLE and set(answer.columns) >= COMPARISON_COLUMNS:
            key = "query.none.same" if differs_nowhere(opened, name, given) else "query.none.apart"
            Talk(settings).say(key, **{"from": given.get("from", ""), "to": given.get("to", "")})
            return
        locations = locations_in(opened, answer.rows) if output is AnswerFormat.TABLE else {}
    show_answer(answer, output, settings, (given.get("from", ""), given.get("to", "")), locations)


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
        return
    console = rich_stdout(settings)
    if not answer.rows:
        talk.say("query.none")
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
