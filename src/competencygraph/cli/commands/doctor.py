"""``competencygraph doctor``: versions, extras, Java, limits and the store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, write_data
from competencygraph.cli._rows import text_table
from competencygraph.cli._settings import Debug, Lang, Quiet, StoreFolder, settings_of
from competencygraph.cli.commands.questions import ListFormat

if TYPE_CHECKING:
    from competencygraph.app.diagnosing import Check
    from competencygraph.cli._messages import Messages

__all__ = ["doctor"]


def doctor(
    ctx: typer.Context,
    output: Annotated[ListFormat, typer.Option("--format", help="How to write the list.")] = ListFormat.TABLE,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show versions, extras, Java, limits and the state of the store, each with ok or warn.

    Example:
      competencygraph doctor
      competencygraph doctor --format json
    """
    from competencygraph.app.diagnosing import doctor as run_doctor
    from competencygraph.cli._translate import translate

    settings = settings_of(ctx)
    messages = Talk(settings).messages
    checks = run_doctor(settings.store)
    problems = [None if one.problem is None else translate(one.problem, settings.language) for one in checks]
    if output is ListFormat.JSON:
        found = [
            {"name": one.name, "status": one.status, "value": one.value, "problem": problem}
            for one, problem in zip(checks, problems, strict=True)
        ]
        write_data(json.dumps(found, ensure_ascii=False, indent=2))
        return
    cells = [
        [messages(f"doctor.{one.status}"), _name(one, messages), problem or _value(one, messages)]
        for one, problem in zip(checks, problems, strict=True)
    ]
    write_data(text_table([messages(f"doctor.column.{name}") for name in ("status", "name", "value")], cells))
    for one in checks:
        if one.status == "warn" and one.problem is None:
            kind = next((key for key in _ADVICE if one.name.startswith(key)), "package")
            Talk(settings).say(f"doctor.advice.{kind}", name=_name(one, messages), value=one.value)


def _name(check: Check, messages: Messages) -> str:
    """Return what was looked at; packages and programs keep their names."""
    if check.name.startswith("extra "):
        return messages("doctor.name.extra", extra=check.name.removeprefix("extra "))
    return messages(f"doctor.name.{check.name.replace(' ', '-')}") if check.name in _NAMED else check.name


def _value(check: Check, messages: Messages) -> str:
    return messages(f"doctor.value.{check.name}", **check.facts) if check.facts else check.value


_NAMED = frozenset({"limits", "store", "store format", "store size", "snapshot"})
_ADVICE = ("extra", "java", "limits", "store", "snapshot")
