"""Use case: a blank form that offers what a store holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from competencygraph.queries import ask
from competencygraph.queries.catalogue import load_lookup
from competencygraph.store import GraphStore, open_store
from competencygraph.templates import NO_CHOICES, Choices, Described, load_form, write_docx, write_xlsx
from competencygraph.terms.namespaces import CG

__all__ = ["FORMATS", "BlankForm", "Medium", "blank_form", "choices_of"]

Medium = Literal["docx", "xlsx"]
FORMATS: tuple[Medium, ...] = ("docx", "xlsx")
"""The formats of forms."""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A blank form.

    Args:
        content: the bytes of the file.
        choices: what it offers.
    """

    content: bytes
    choices: Choices


def blank_form(location: str | None, kind: str, medium: Medium, *, language: str) -> BlankForm:
    """Return a blank form; the same store gives the same bytes.

    Args:
        location: of the store that it offers names from; None for a form that offers none.
        kind: ``family``, ``profile`` or ``vacancy``.
        medium: the format.
        language: ``nl``, ``fr`` or ``en``.

    Raises:
        StoreError: there is no store, or it cannot be opened.
        MissingExtraError: the format is xlsx, and openpyxl is not installed.

    >>> blank_form(None, "profile", "docx", language="nl").content[:2]
    b'PK'
    """
    form = load_form(kind, language, medium="word" if medium == "docx" else "excel")
    choices = NO_CHOICES
    if location is not None:
        with open_store(location) as store:
            choices = choices_of(store, language=language)
    return BlankForm(write_docx(form, choices) if medium == "docx" else write_xlsx(form, choices), choices)


def choices_of(store: GraphStore, *, language: str, timeout: float | None = 60.0) -> Choices:
    """Return what a form offers from a store.

    Args:
        store: holds competencies, groups and levels of dictionaries and profiles, and grades.
        language: of the form; names in another language are not offered.
        timeout: seconds for each query.

    Returns:
        Names by the alphabet, as they are printed; levels and grades in their order, those without one by notation.

    >>> with open_store(":memory:", write=True) as store:
    ...     choices_of(store, language="nl") == NO_CHOICES
    True
    """
    levels = ask(store, load_lookup("notations-of-levels"), {}, timeout=timeout).rows
    grades = ask(store, load_lookup("choices-of-grades"), {}, timeout=timeout).rows
    ranked = sorted(grades, key=lambda row: (str(row["scheme"]), row["rank"] is None))
    return Choices(
        competencies=_names(store, "Competency", language, timeout),
        levels=tuple(str(row["notation"]) for row in sorted(levels, key=lambda row: row["rank"] is None)),
        groups=_names(store, "CompetencyGroup", language, timeout),
        grades=tuple(dict.fromkeys(str(row["notation"]) for row in ranked)),
        described=_described(store, language, timeout),
    )


def _described(store: GraphStore, language: str, timeout: float | None) -> tuple[Described, ...]:
    rows = ask(store, load_lookup("competencies-with-levels"), {"language": language}, timeout=timeout).rows
    columns = ("name", "definition", "notation", "title")
    found = [tuple(" ".join(str(row[column] or "").split()) for column in columns) for row in rows]
    return tuple(Described(*texts) for texts in dict.fromkeys(found))


def _names(store: GraphStore, name: str, language: str, timeout: float | None) -> tuple[str, ...]:
    values = {"class": f"{CG}{name}", "language": language}
    rows = ask(store, load_lookup("names-of-class"), values, timeout=timeout).rows
    names = {" ".join(str(row["name"]).split()) for row in rows}
    return tuple(sorted(names - {""}, key=lambda name: (name.casefold(), name)))
