"""Forms: tables in which prompts wait for text, labels without a value, headers with nothing below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from competencygraph.ingest.asides import aside_reason, typed_text
from competencygraph.ingest.document import Document, Line, Table
from competencygraph.ingest.lexicon import Lexicon
from competencygraph.ingest.page import Page
from competencygraph.ingest.tables import label_lines, lists_labels, table_kind

__all__ = ["content_lines", "filled_tables", "kind_of_table", "without_left_prompts"]

_PLACEHOLDER = "placeholder"
_WHOLE_PROMPT = re.compile(r"\[[^\W\d_]{3}.*\]")
_FEWEST_PROMPTS = 2


def without_left_prompts(document: Document, lexicon: Lexicon) -> Document:
    """Return a document without the prompts in brackets that text was typed behind: ``[kies] 3`` says ``3``.

    The raw lines keep them.

    Args:
        document: the document as its reader gave it.
        lexicon: headings and keywords.
    """
    page = Page(document, lexicon)
    prompts = sum(1 for line in document.lines if _WHOLE_PROMPT.fullmatch(line.body) and _is_prompt(page, line))
    lines = []
    for line in document.lines:
        known = line.number in document.asides
        typed = None if known else typed_text(page, line, in_form=prompts >= _FEWEST_PROMPTS)
        lines.append(line if typed is None else replace(line, text=line.text.removesuffix(line.body) + typed))
    return replace(document, lines=tuple(lines))


def filled_tables(page: Page) -> dict[int, Table]:
    """Return the document's tables without prompts; a header with nothing but prompts beside and below it is set aside.

    Where the cells of a row share one printed line, as in a text, a prompt among them stays.

    Args:
        page: the document.
    """
    filled: dict[int, Table] = {}
    printed = Counter(line.number for line in page.document.lines)
    for number, table in page.document.tables.items():
        prompts = {line.number for line in table.lines if printed[line.number] == 1 and _is_prompt(page, line)}
        filled[number] = table.without(prompts) if prompts else table
        first, *below = filled[number].rows
        alone = any(first) and not any(cell for row in below for cell in row)
        if prompts and alone and not lists_labels(page, filled[number]):
            page.set_aside(filled[number].lines, _PLACEHOLDER)
    return filled


def kind_of_table(page: Page, table: Table) -> str | None:
    """Return what a filled table is for; one of labels is that whether or not any of them has a value.

    Args:
        page: the document.
        table: the table without prompts.
    """
    kind = table_kind(page, table.narrowed())
    return "labels" if kind is None and lists_labels(page, table) else kind


def content_lines(page: Page, tables: Mapping[int, Table], kinds: Mapping[int, str | None]) -> Iterator[Line]:
    """Yield the document's lines, those of label tables as ``label: value``.

    A label without a value beside it says nothing: it is set aside, and so is the prompt beside it.

    Args:
        page: the document.
        tables: its tables without prompts.
        kinds: what they are for.

    Yields:
        Lines that are not set aside yet, in printed order.
    """
    done: set[int] = set()
    aside = {line for part in page.asides for line in range(part.evidence.start_line, part.evidence.end_line + 1)}
    for line in page.document.lines:
        cell = line.traits.cell
        if cell is None or kinds[cell.table] != "labels":
            if line.number not in aside:
                yield line
        elif cell.table not in done:
            done.add(cell.table)
            yield from _labels(page, tables[cell.table])


def _labels(page: Page, table: Table) -> Iterator[Line]:
    kept = {line.number for line in table.lines}
    narrowed = table.narrowed()
    shown = narrowed if lists_labels(page, narrowed) else table
    for prompt in page.document.tables[table.number].without(kept).lines:
        page.set_aside([prompt], page.document.asides.get(prompt.number, _PLACEHOLDER))
    lone = {line for row in shown.rows for line in _lone_label(page, row)}
    for line in label_lines(page, shown):
        if line in lone:
            page.set_aside([line], _PLACEHOLDER)
        else:
            yield line


def _lone_label(page: Page, row: tuple[tuple[Line, ...], ...]) -> Iterator[Line]:
    """Yield the lines of the labels in a row that have no value beside them."""
    for column in range(0, len(row) - 1, 2):
        label, value = row[column], row[column + 1]
        if value or len(label) != 1:
            continue
        text = label[0].text
        if text.endswith(":") or page.lexicon.label_kind(text.rstrip(" :")) is not None:
            yield label[0]


def _is_prompt(page: Page, line: Line) -> bool:
    return line.number in page.document.asides or aside_reason(page, line, "", set()) == _PLACEHOLDER
