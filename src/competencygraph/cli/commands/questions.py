"""``competencygraph questions``: the catalogue of named questions."""

from __future__ import annotations

import json
import shutil
import textwrap
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._messages import Messages
from competencygraph.cli._output import Talk, rich_stdout, write_data
from competencygraph.cli._rows import print_table, readable_word, text_table
from competencygraph.cli._settings import Debug, Lang, Quiet, Settings, StoreFolder, settings_of
from competencygraph.errors import UsageError

if TYPE_CHECKING:
    from competencygraph.queries import Parameter, Question

__all__ = ["questions"]

_LONGEST_LABEL = 90
_MARGIN = "  "


class ListFormat(StrEnum):
    """How to write a list."""

    TABLE = "table"
    JSON = "json"


def _complete_question(incomplete: str) -> list[tuple[str, str]]:
    from competencygraph.app.asking import list_questions

    return [(one.name, one.titles["en"]) for one in list_questions() if one.name.startswith(incomplete)]


def _complete_tag(incomplete: str) -> list[str]:
    from competencygraph.app.describing import tags_of_questions

    return [tag for tag in tags_of_questions() if tag.startswith(incomplete)]


def questions(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="One question, in full.",
            autocompletion=_complete_question,
            show_default=False,
        ),
    ] = None,
    choices: Annotated[
        str | None,
        typer.Option("--choices", metavar="PARAMETER", help="List the values that a parameter of NAME can take."),
    ] = None,
    tag: Annotated[
        str | None, typer.Option("--tag", help="Only the questions about this subject.", autocompletion=_complete_tag)
    ] = None,
    search: Annotated[str | None, typer.Option("--search", help="Only the questions in which this occurs.")] = None,
    output: Annotated[ListFormat, typer.Option("--format", help="How to write the list.")] = ListFormat.TABLE,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List the questions that can be asked by name, with their parameters; a star marks what must be given.

    Example:
      competencygraph questions --tag vacancy --lang nl
      competencygraph questions rises
      competencygraph questions requirements --choices profile
    """
    settings = settings_of(ctx)
    if name is None:
        if choices is not None:
            raise UsageError("--choices needs the name of a question", remedy="write questions NAME --choices …")
        _list(settings, tag, search, output)
    elif tag is not None or search is not None:
        raise UsageError("--tag and --search choose among all questions", where=name, remedy="leave the name out")
    elif choices is None:
        _show(settings, name, output)
    else:
        _choose(settings, name, choices, output)


def _list(settings: Settings, tag: str | None, search: str | None, output: ListFormat) -> None:
    """Write the questions, or those that are asked for."""
    from competencygraph.app.describing import described, find_questions

    found = find_questions(tag=tag, word=search)
    talk = Talk(settings)
    if output is ListFormat.JSON:
        write_data(json.dumps([described(one, settings.language) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        talk.say("question.none")
        return
    columns = [talk.messages(f"question.column.{key}") for key in ("name", "title", "subject", "parameters")]
    cells = [[one.name, one.titles[settings.language], one.tags[0], _parameters(one)] for one in found]
    _table(settings, columns, cells)


def _show(settings: Settings, name: str, output: ListFormat) -> None:
    """Write all that the header of one question says."""
    from competencygraph.app.asking import list_questions
    from competencygraph.app.describing import described

    question = list_questions().get(name)
    if output is ListFormat.JSON:
        write_data(json.dumps(described(question, settings.language), ensure_ascii=False, indent=2))
        return
    messages = Talk(settings).messages
    width = max(40, shutil.get_terminal_size((120, 24)).columns)
    lines = [f"{question.name} ({question.id})", question.titles[settings.language], ""]
    lines += textwrap.wrap(question.summary, width)
    parameters = [_said(messages, one) for one in question.params.values()]
    columns = [f"{column}  {kind}" for column, kind in question.columns.items()]
    example = " ".join(f"{key}={_quoted(value)}" for key, value in question.example.items())
    for key, members in (
        ("question.part.parameters", parameters),
        ("question.part.columns", columns),
        ("question.part.subjects", [", ".join(question.tags)]),
        ("question.part.example", [f"competencygraph query {name} {example}".rstrip()]),
    ):
        lines += ["", messages(key)]
        for member in members or [messages("question.nothing")]:
            lines += textwrap.wrap(
                member,
                width,
                initial_indent=_MARGIN,
                subsequent_indent=_MARGIN * 2,
                break_on_hyphens=False,
                break_long_words=False,
            )
    write_data("\n".join(lines))


def _choose(settings: Settings, name: str, parameter: str, output: ListFormat) -> None:
    """Write the values that a parameter can take."""
    from competencygraph.app.choosing import choices
    from competencygraph.store import open_store

    with open_store(settings.store) as opened:
        found = choices(opened, name, parameter, language=settings.language)
    if output is ListFormat.JSON:
        listed = [{"value": one.value, "label": one.label, "iri": one.iri} for one in found]
        write_data(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    talk = Talk(settings)
    if not found:
        talk.say("question.no-choices", parameter=parameter)
        return
    columns = [talk.messages(f"question.column.{key}") for key in ("value", "label")]
    cells = [[one.value, _cut(one.label if one.iri else readable_word(one.label, talk.messages))] for one in found]
    _table(settings, columns, cells)


def _table(settings: Settings, columns: list[str], cells: list[list[str]]) -> None:
    console = rich_stdout(settings)
    if console is None:
        write_data(text_table(columns, cells))
    else:
        print_table(console, columns, cells)


def _parameters(question: Question) -> str:
    """Return the parameters that can be typed, a star behind those that must be given."""
    typed = ((name, one) for name, one in question.params.items() if one.type != "journal")
    return " ".join(f"{name}={'*' if one.required else ''}" for name, one in typed)


def _said(messages: Messages, parameter: Parameter) -> str:
    """Return a parameter as one line: what it takes, whether it must be given, and what it means."""
    kind = " | ".join(parameter.classes or parameter.values) or parameter.type
    if parameter.required:
        need = messages("question.required")
    elif parameter.default is None:
        need = messages("question.optional")
    else:
        need = messages("question.default", value=str(parameter.default).lower())
    return f"{parameter.name}  {kind}  ({need})" + (f"  {parameter.description}" if parameter.description else "")


def _quoted(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f'"{text}"' if " " in text else text


def _cut(label: str) -> str:
    """Return a label without the middle of it where it is long, so that a grade behind it stays."""
    tail = label[label.rfind(" (") :] if label.endswith(")") else ""
    room = _LONGEST_LABEL - len(tail) - 1
    if room < _LONGEST_LABEL // 2:
        tail, room = "", _LONGEST_LABEL - 1
    return label if len(label) <= _LONGEST_LABEL else f"{label[:room].rstrip()}…{tail}"
