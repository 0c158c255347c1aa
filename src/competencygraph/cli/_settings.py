"""Settings of one run, made once from the options and the environment; nothing else reads the environment."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

import typer

from competencygraph.errors import UsageError

__all__ = [
    "DEFAULT_STORE",
    "Debug",
    "Invocation",
    "Lang",
    "Language",
    "Quiet",
    "Settings",
    "StoreFolder",
    "folder_settings_of",
    "help_text",
    "invocation_of",
    "settings_of",
    "show_help_alone",
]

#: The store's folder when neither an option nor the environment names one.
DEFAULT_STORE = ".competencygraph"


class Language(StrEnum):
    """Languages of messages and labels."""

    NL = "nl"
    FR = "fr"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for one run.

    Args:
        store: the store's folder, the address of a server, or ``:memory:``.
        language: of messages and labels.
        quiet: whether to leave out all talk but errors.
        debug: whether to show tracebacks.
        colour: whether the user allows colour (the terminal decides the rest).
    """

    store: str
    language: str
    quiet: bool
    debug: bool
    colour: bool


@dataclass(slots=True)
class Invocation:
    """The environment of a run and the options seen so far, before and after the command's name.

    Args:
        environ: the process environment.
        chosen: options by name; the one given last holds.
    """

    environ: Mapping[str, str]
    chosen: dict[str, Any] = field(default_factory=dict)

    def settings(self) -> Settings:
        """Return the settings that hold now.

        >>> Invocation({"LANG": "nl_BE.UTF-8"}).settings().language
        'nl'
        >>> Invocation({"LANG": "nl_BE.UTF-8"}, {"lang": Language.FR}).settings().language
        'fr'
        """
        store = str(self.chosen.get("store") or self.environ.get("COMPETENCYGRAPH_STORE") or DEFAULT_STORE)
        lang = self.chosen.get("lang")
        return Settings(
            store=store,
            language=str(lang.value) if isinstance(lang, Language) else _language_of(self.environ),
            quiet=bool(self.chosen.get("quiet")),
            debug=bool(self.chosen.get("debug")),
            colour="NO_COLOR" not in self.environ and self.environ.get("TERM") != "dumb",
        )


def invocation_of(ctx: typer.Context) -> Invocation:
    """Return the invocation that a command runs in."""
    found = ctx.find_root().obj
    if not isinstance(found, Invocation):
        raise TypeError("the command runs outside competencygraph.cli.main.run")
    return found


def settings_of(ctx: typer.Context) -> Settings:
    """Return the settings of the run that a command belongs to.

    Args:
        ctx: of the command.

    Returns:
        The settings.
    """
    return invocation_of(ctx).settings()


def folder_settings_of(ctx: typer.Context) -> Settings:
    """Return the settings of the run of a command that keeps a store in a folder.

    Args:
        ctx: of the command.

    Returns:
        The settings.

    Raises:
        UsageError: the store is to be in memory, where it ends with the command.
    """
    settings = settings_of(ctx)
    if settings.store == ":memory:":
        raise UsageError(
            "a store in memory holds nothing for another command", where=settings.store, remedy="name a folder"
        )
    return settings


def _language_of(environ: Mapping[str, str]) -> str:
    """Return the language that the environment asks, English when it asks none of ours."""
    for name in ("COMPETENCYGRAPH_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            code = value[:2].lower()
            return code if code in set(Language) and not value[2:3].isalpha() else Language.EN.value
    return Language.EN.value


def _remember(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> Any:
    if value not in (None, False) and not ctx.resilient_parsing:
        invocation_of(ctx).chosen[str(param.name)] = value
    return value


def help_text(function: Callable[..., object]) -> str:
    """Return a command's docstring as its help, the example kept line by line.

    >>> help_text(help_text).splitlines()[0]
    "Return a command's docstring as its help, the example kept line by line."
    """
    text = inspect.cleandoc(function.__doc__ or "")
    return text.replace("\n\nExample:\n", "\n\n\b\nExample:\n")


def show_help_alone(ctx: typer.Context) -> None:
    """Show the help of a group that is named without a command, and end the run.

    Args:
        ctx: of the group.

    Raises:
        Exit: no command is named.
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit


StoreFolder = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="FOLDER|URL",
        help="The store's folder, a server's address, or :memory:  "
        "[default: COMPETENCYGRAPH_STORE, else .competencygraph]",
        callback=_remember,
        show_default=False,
    ),
]
Lang = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        help="Language of messages and labels  [default: COMPETENCYGRAPH_LANG, LC_ALL, LC_MESSAGES or LANG, else en]",
        callback=_remember,
        is_eager=True,
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.", callback=_remember)]
Debug = Annotated[
    bool, typer.Option("--debug", help="Show the traceback of an error.", callback=_remember, is_eager=True)
]
