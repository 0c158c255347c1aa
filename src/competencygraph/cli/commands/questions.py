"""``competencygraph questions``: the catalogue of named questions."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from competencygraph.cli._output import Talk, rich_stdout, write_data
from competencygraph.cli._rows import print_table, text_table
from competencygraph.cli._settings import Debug, Lang, Quiet, settings_of

if TYPE_CHECKING:
    from competencygraph.queries import Question

__all__ = ["questions"]


class ListFormat(StrEnum):
    """How to write a list."""

    TABLE = "table"
    JSON = "json"


def questions(
    ctx: typer.Context,
    output: Annotated[ListFormat, typer.Option("--format", help="How to write the list.")] = ListFormat.TABLE,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List the questions that can be asked by name, with their parameters; a star marks what must be given.

    Example:
      competencygraph questions --lang nl
      competencygraph query rises from=A4 to=A5
    """
    from competencygraph.app.asking import list_questions

    settings = settings_of(ctx)
    if output is ListFormat.JSON:
        write_data(json.dumps([_as_data(question) for question in list_questions()], ensure_ascii=False, indent=2))
        return
    messages = Talk(settings).messages
    columns = [messages(f"question.column.{name}") for name in ("name", "title", "parameters")]
    cells = [[one.name, one.titles[settings.language], _parameters(one)] for one in list_questions()]
    console = rich_stdout(settings)
    if console is None:
        write_data(text_table(columns, cells))
    else:
        print_table(console, columns, cells)


def _parameters(question: Question) -> str:
    return " ".join(f"{name}={'*' if one.required else ''}" for name, one in question.params.items())


def _as_data(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "id": question.id,
        "titles": dict(question.titles),
        "summary": question.summary,
        "parameters": {
            name: {
                "type": one.type,
                "required": one.required,
                "default": one.default,
                "classes": list(one.classes),
                "description": one.description,
            }
            for name, one in question.params.items()
        },
        "columns": dict(question.columns),
        "tags": list(question.tags),
        "example": dict(question.example),
    }
