"""Definitions: a term, a sign between, and what it means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from competencygraph.ingest.document import Line, evidence_of
from competencygraph.ingest.joining import strip_list_punctuation
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.clauses import bounds_of
from competencygraph.model import Definition

__all__ = ["read_definitions"]

_ENTRY = re.compile(r"(?P<term>[^:=.;]{2,60}?)\s*(?P<sign>:|=|\s[–-]\s)\s*(?P<text>\S.*)")
_MAX_TERM_WORDS = 6


def read_definitions(page: Page, lines: Sequence[Line]) -> list[Definition]:
    """Return the definitions that a part lists.

    Rule ``term-and-sign``: the sign of the first entry (``:``, ``=`` or a dash) is that of all; a line with the sign
    behind a short term begins an entry, and so does a bulleted one with another sign; every other line carries the
    entry on. Rule ``term-in-sentence``: "Onder *term* wordt verstaan: text".

    Args:
        page: the document.
        lines: the part's lines.
    """
    sign: str | None = None
    entries: list[tuple[str, list[Line]]] = []
    for line in lines:
        said = _said(page, line.body)
        if said is not None:
            entries.append((said[0], [line]))
            continue
        match = _ENTRY.match(line.body)
        begins = match is not None and len(match["term"].split()) <= _MAX_TERM_WORDS
        if match is not None and begins and (sign is None or match["sign"].strip() == sign or line.is_bullet):
            if entries and not _closed(entries[-1][1][-1], line):
                entries[-1][1].append(line)
                continue
            sign = match["sign"].strip()
            entries.append((match["term"], [line]))
        elif entries:
            entries[-1][1].append(line)
    return [_definition(page, term, part) for term, part in entries]


def _said(page: Page, text: str) -> tuple[str, str] | None:
    """Return term and text of a sentence that defines ("Par « agent », on entend …"), None of any other."""
    match = page.lexicon.pattern("defining_sentences").match(text)
    if match is None:
        return None
    term = next((group for name, group in match.groupdict().items() if name.startswith("term") and group), "")
    return (term.strip(" \"'‘’“”«»\u00a0"), text[match.end() :].strip()) if term.strip() else None


def _closed(last: Line, line: Line) -> bool:
    """Return whether an entry may end at `last` so that `line` begins one."""
    return line.gap > 0 or line.marker is not None or last.ends_sentence or not last.text.endswith(",")


def _definition(page: Page, term: str, lines: list[Line]) -> Definition:
    whole = page.join(lines)
    said, match = _said(page, whole), _ENTRY.match(whole)
    text = strip_list_punctuation(said[1] if said else match["text"] if match else "")
    minimum, maximum = bounds_of(text, page.lexicon)
    page.note("definition", term.strip(), lines, "term-in-sentence" if said else "term-and-sign", 0.9)
    return Definition(term.strip(), text, evidence_of(lines), minimum, maximum)
