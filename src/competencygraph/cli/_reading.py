"""What commands that read documents have in common: the limits that a user may set, and what is said of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk

if TYPE_CHECKING:
    from competencygraph.ingest.limits import Limits

__all__ = ["MaxPages", "Timeout", "limits_of", "tell_notices"]

_DAY = 86_400

Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        min=1,
        max=_DAY,
        help="How long reading one document may take.  [default: 60]",
        show_default=False,
    ),
]
MaxPages = Annotated[
    int | None,
    typer.Option(
        "--max-pages", metavar="PAGES", min=1, help="How many pages a PDF may have.  [default: 500]", show_default=False
    ),
]


def limits_of(timeout: float | None, max_pages: int | None) -> Limits:
    """Return the limits that the options of a run give.

    Args:
        timeout: seconds for one document; None for the usual.
        max_pages: of a PDF; None for the usual.

    Returns:
        The usual limits but for what is given.

    >>> limits_of(5.0, None).seconds, limits_of(None, None).seconds
    (5.0, 60.0)
    """
    from competencygraph.ingest.limits import DEFAULT_LIMITS

    usual = DEFAULT_LIMITS
    return replace(
        usual,
        seconds=usual.seconds if timeout is None else timeout,
        pages=usual.pages if max_pages is None else max_pages,
    )


def tell_notices(path: Path, notices: Sequence[str], talk: Talk) -> None:
    """Say what of a file was not read.

    Args:
        path: the file.
        notices: of `ParsedFile`.
        talk: of the run.
    """
    from competencygraph.cli._translate import translate_text

    for notice in notices:
        talk.say("named", name=path.name, text=translate_text(notice, talk.messages.language))
