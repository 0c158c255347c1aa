"""Where lines stand, in the words of people who have the document before them."""

from __future__ import annotations

from competencygraph.model.location import Location

__all__ = ["place_words"]

#: By language: the word for one, the word for several.
_WORDS = {
    "nl": {
        "line": ("regel", "regels"),
        "page": ("pagina", "pagina's"),
        "paragraph": ("alinea", "alinea's"),
        "table": ("tabel", "tabellen"),
        "row": ("rij", "rijen"),
        "column": ("kolom", "kolommen"),
        "sheet": ("blad", "bladen"),
        "cell": ("cel", "cellen"),
    },
    "fr": {
        "line": ("ligne", "lignes"),
        "page": ("page", "pages"),
        "paragraph": ("paragraphe", "paragraphes"),
        "table": ("tableau", "tableaux"),
        "row": ("ligne", "lignes"),
        "column": ("colonne", "colonnes"),
        "sheet": ("feuille", "feuilles"),
        "cell": ("cellule", "cellules"),
    },
    "en": {
        "line": ("line", "lines"),
        "page": ("page", "pages"),
        "paragraph": ("paragraph", "paragraphs"),
        "table": ("table", "tables"),
        "row": ("row", "rows"),
        "column": ("column", "columns"),
        "sheet": ("sheet", "sheets"),
        "cell": ("cell", "cells"),
    },
}


def place_words(start: int, end: int, location: Location | None, language: str) -> str:
    """Return where lines stand, in words.

    A table cell says it without lines, and so do a paragraph and the cell of a sheet, since nobody can count the lines
    of a Word document or a workbook.

    Args:
        start: first line.
        end: last line.
        location: where they stand, None in plain text.
        language: ``nl``, ``fr`` or ``en``.

    Returns:
        Words with commas between.

    >>> place_words(119, 121, Location(page=3), "en")
    'page 3, lines 119–121'
    >>> place_words(7, 7, Location(page=2, table=1, row=3, column=1), "fr")
    'page 2, tableau 1, ligne 3, colonne 1'
    >>> place_words(7, 7, None, "nl")
    'regel 7'
    >>> place_words(7, 7, Location(sheet="Competenties", cell="C14"), "nl")
    'blad Competenties, cel C14'
    """
    here = location or Location()
    parts = [_range("page", here.page, here.end_page, language)]
    if here.sheet is not None:
        parts.append(_named("sheet", here.sheet, language))
        parts.append(_named("cell", here.cell, language))
    elif here.table is not None:
        parts.append(_range("table", here.table, None, language))
        parts.append(_range("row", here.row, None, language))
        parts.append(_range("column", here.column, None, language))
    elif here.paragraph is not None:
        parts.append(_range("paragraph", here.paragraph, here.end_paragraph, language))
    else:
        parts.append(_range("line", start, None if start == end else end, language))
    return ", ".join(filter(None, parts))


def _named(name: str, value: str | None, language: str) -> str:
    return "" if value is None else f"{_WORDS[language][name][0]} {value}"


def _range(name: str, start: int | None, end: int | None, language: str) -> str:
    if start is None:
        return ""
    one, several = _WORDS[language][name]
    return f"{one} {start}" if end is None else f"{several} {start}–{end}"
