"""What a comparison found, as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from competencygraph.app.compared import Comparison
from competencygraph.cli._changes import ChangeRow, ChangeSection, side_words, title_of
from competencygraph.cli._messages import Messages
from competencygraph.compare import KINDS, DiffKind, html_diff

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["html_changes"]

_WORDS = ("skip", "summary", "kind", "number", "contents", "sides", "nothing", "top", "legend")
_PARTS: tuple[DiffKind, ...] = ("removed", "added", "moved-away", "moved-here")


def html_changes(comparison: Comparison, sections: Sequence[ChangeSection], messages: Messages) -> str:
    """Return a comparison as HTML, the same bytes for the same comparison.

    Args:
        comparison: what was found.
        sections: of it.
        messages: in the language of the run.

    Returns:
        A whole document without scripts, images or requests; everything of the documents is escaped.
    """
    names: dict[DiffKind, str] = {kind: messages(f"change.part.{kind}") for kind in _PARTS}
    return _template().render(
        language=messages.language,
        title=title_of(comparison),
        sides=[(side.name, side_words(side, messages)) for side in (comparison.a, comparison.b)],
        counts=[(kind, messages(f"change.{kind}"), comparison.counts[kind]) for kind in KINDS],
        sections=[
            {
                "id": f"s{number}",
                "heading": section.heading,
                "blocks": [
                    {"heading": block.heading, "rows": [_row(row, names) for row in block.rows]}
                    for block in section.blocks
                ],
                "count": sum(len(block.rows) for block in section.blocks),
            }
            for number, section in enumerate(sections, 1)
        ],
        words={word: messages(f"change.html.{word}") for word in _WORDS},
        parts=names,
    )


def _row(row: ChangeRow, names: dict[DiffKind, str]) -> dict[str, object]:
    from markupsafe import Markup

    return {
        "kind": row.kind,
        "word": row.word,
        "thing": row.thing,
        "level": row.level,
        "where": row.where,
        "language": row.language,
        "throughout": row.throughout,
        # html_diff escapes what the documents say.
        "diff": Markup(html_diff(row.parts, names)),  # noqa: S704  (see the line above)
    }


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    text = (files("competencygraph.cli") / "templates" / "compare.html.j2").read_text(encoding="utf-8")
    return environment.from_string(text)
