"""The blank forms as they are defined: parts in order, each with its heading, guidance and what is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from competencygraph.errors import DefinitionError
from competencygraph.terms import safe_yaml

__all__ = ["KINDS", "LANGUAGES", "Block", "Column", "FieldRow", "Form", "Part", "load_form", "load_words"]

KINDS = ("family", "profile", "vacancy")
"""What a form can be for."""
LANGUAGES = ("nl", "fr", "en")
"""The languages that forms are in."""

_BLOCKS = ("fields", "text", "list", "table", "grades", "lines")
_COLONS = {"nl": ":", "fr": " :", "en": ":"}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A label with room for its value.

    Args:
        label: the label, its colon included.
        prompt: what is asked, in square brackets.
        choices: the list that the author may choose from; None without one.
    """

    label: str
    prompt: str
    choices: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        header: what it holds; empty where the author heads it, as with a grade.
        width: its share of the table's width, in percent.
        choices: the list that the author may choose from; None without one.
        lines: whether a cell may hold several lines.
    """

    header: str
    width: float
    choices: str | None = None
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a part.

    Args:
        kind: ``fields``, ``text``, ``list``, ``table`` or ``lines``.
        prompt: what is asked, in square brackets; empty where the rows or lines say it.
        rows: how many rows or list members are prepared.
        fields: the labels of ``fields``.
        columns: the columns of ``table``.
        lines: the lines of ``lines``.
    """

    kind: Literal["fields", "text", "list", "table", "lines"]
    prompt: str = ""
    rows: int = 1
    fields: tuple[FieldRow, ...] = ()
    columns: tuple[Column, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form.

    Args:
        name: its name in the definition.
        heading: its heading, None for the labels on top.
        guidance: what the author should know, in square brackets; None without any.
        required: whether it must be filled in.
        blocks: what is filled in.
    """

    name: str
    heading: str | None
    guidance: str | None
    required: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A blank form.

    Args:
        kind: what it is for.
        language: ``nl``, ``fr`` or ``en``.
        name: its title, which names the type of document.
        how: how to fill it in, in square brackets.
        parts: its parts, in order.
    """

    kind: str
    language: str
    name: str
    how: str
    parts: tuple[Part, ...]


def load_form(kind: str, language: str, *, medium: Literal["word", "excel"] = "word") -> Form:
    """Return a form.

    Args:
        kind: one of `KINDS`.
        language: one of `LANGUAGES`.
        medium: whether the guidance is for Word or for Excel.

    Raises:
        DefinitionError: there is no such form, or the packaged definition is faulty.

    >>> form = load_form("family", "nl")
    >>> form.name, form.parts[1].heading, form.parts[1].required
    ('Functiefamilie', 'Doel van de functie', True)
    >>> [part.name for part in form.parts if part.heading is None]
    ['family-fields']
    """
    data = _definition()
    if kind not in data["kinds"] or language not in LANGUAGES:
        raise DefinitionError(
            f"there is no form of the kind {kind} in the language {language}",
            where="forms.yaml",
            remedy=f"choose from {', '.join((*KINDS, *LANGUAGES))}",
        )
    shown, words = data["kinds"][kind], load_words(language)
    parts = tuple(_part(name, data["parts"][name], language, words) for name in shown["parts"])
    how = f"[{words['how']} {words[f'more-{medium}']}]"
    return Form(kind, language, shown["name"][language], how, parts)


def load_words(language: str) -> Mapping[str, str]:
    """Return the words that all forms share.

    Args:
        language: one of `LANGUAGES`.

    >>> load_words("fr")["choose"]
    'choisir'
    """
    return {name: spoken[language] for name, spoken in _definition()["words"].items()}


def _part(name: str, given: Mapping[str, Any], language: str, words: Mapping[str, str]) -> Part:
    required = bool(given.get("required", False))
    guidance = given["guidance"][language] if "guidance" in given else None
    return Part(
        name,
        given["heading"][language] if "heading" in given else None,
        None if guidance is None else f"[{words['required' if required else 'optional']} {guidance}]",
        required,
        tuple(_block(block, language) for block in given["blocks"]),
    )


def _block(given: Mapping[str, Any], language: str) -> Block:
    kind, content = next(iter(given.items()))
    match kind:
        case "fields":
            return Block("fields", fields=tuple(_field(field, language) for field in content))
        case "text":
            return Block("text", f"[{content[language]}]")
        case "list":
            return Block("list", f"[{content['prompt'][language]}]", content["rows"])
        case "table":
            columns = tuple(_column(column, language) for column in content["columns"])
            return Block("table", rows=content["rows"], columns=columns)
        case "grades":
            share = 80 / content["columns"]
            graded = tuple(Column("", share, "grades") for _ in range(content["columns"]))
            return Block("table", rows=content["rows"], columns=(Column(content["header"][language], 20), *graded))
        case "lines":
            return Block("lines", lines=tuple(line[language] for line in content))
    raise DefinitionError(
        f"a form has no block of the kind {kind}", where="forms.yaml", remedy=f"choose from {', '.join(_BLOCKS)}"
    )


def _field(given: Mapping[str, Any], language: str) -> FieldRow:
    label = f"{given['label'][language]}{_COLONS[language]}"
    return FieldRow(label, f"[{given['prompt'][language]}]", given.get("choices"))


def _column(given: Mapping[str, Any], language: str) -> Column:
    return Column(given["header"][language], given["width"], given.get("choices"), given.get("lines", False))


@cache
def _definition() -> Mapping[str, Any]:
    text = files("competencygraph.templates").joinpath("forms.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = safe_yaml.load(text)
    return loaded
