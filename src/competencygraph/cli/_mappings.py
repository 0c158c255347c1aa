"""Mappings as people and programs read them: two texts one under the other with what differs, JSON, csv."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from competencygraph.cli._sections import Part, Section, Wording

if TYPE_CHECKING:
    from competencygraph.app.mapping import Listed

__all__ = ["mappings_csv", "mappings_json", "mappings_sections"]

_COLUMNS = (
    *("subject", "subjectText", "subjectDefinition", "predicate", "object", "objectText", "objectDefinition"),
    *("rejected", "score", "comment", "reviewer", "file", "line"),
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")
_SIDES: tuple[Literal["removed", "added"], ...] = ("removed", "added")


def mappings_json(listed: Sequence[Listed], definitions: MappingOf[str, str]) -> str:
    """Return mappings as a JSON array with one object each.

    Args:
        listed: the mappings.
        definitions: of nodes, by IRI.

    Returns:
        The array; null where there is no value.
    """
    return json.dumps([_row(one, definitions) for one in listed], ensure_ascii=False, indent=2)


def mappings_csv(listed: Sequence[Listed], definitions: MappingOf[str, str]) -> str:
    """Return mappings as comma-separated values; text that a spreadsheet would take for a formula begins with ``'``.

    Args:
        listed: the mappings.
        definitions: of nodes, by IRI.

    Returns:
        Lines that end in CR LF.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in listed:
        row = _row(one, definitions)
        writer.writerow([_csv_cell(row[column]) for column in _COLUMNS])
    return out.getvalue()


def mappings_sections(
    listed: Sequence[Listed], definitions: MappingOf[str, str], title: str, rejected: str, *, coloured: bool
) -> tuple[Section, ...]:
    """Return mappings for people: per pair the score and the property, then both texts with their IRI.

    Args:
        listed: the mappings.
        definitions: of nodes, by IRI.
        title: what stands above them.
        rejected: what is said of a mapping that does not hold.
        coloured: whether the words that differ are marked in the texts, not on a line of their own.

    Returns:
        One section.
    """
    parts = []
    for number, one in enumerate(listed, start=1):
        mapping = one.mapping
        shown = [f"{number}.", *([] if mapping.score is None else [f"{mapping.score:.2f}"]), _local(mapping.predicate)]
        heading = "  ".join([*shown, *([rejected] if mapping.negated else [])])
        wordings = _side_by_side(
            mapping.subject_label, mapping.object_label, (mapping.subject, mapping.object), 0, coloured=coloured
        )
        defined = [definitions.get(end) for end in (mapping.subject, mapping.object)]
        if any(defined):
            wordings += _side_by_side(defined[0], defined[1], ("", ""), 1, coloured=coloured)
        parts.append(Part(heading, tuple(wordings)))
    return (Section(title, tuple(parts)),)


def _side_by_side(
    one: str | None, other: str | None, iris: tuple[str, str], depth: int, *, coloured: bool
) -> list[Wording]:
    """Return two texts, with the words that differ marked when they share enough."""
    from competencygraph.app.listing import short_name
    from competencygraph.cli._visible import visible_line
    from competencygraph.compare import READABLE_SHARE, common_share, one_side, word_diff

    texts = [visible_line(" ".join((text or "").split())) for text in (one, other)]
    parts = word_diff(*texts) if all(texts) and texts[0] != texts[1] else ()
    readable = bool(parts) and common_share(parts) >= READABLE_SHARE
    wordings = []
    for mark, text, iri, side in zip("AB", texts, iris, _SIDES, strict=True):
        place = visible_line(short_name(iri)) if iri else ""
        if text or place:
            wordings.append(Wording(mark, one_side(parts, side) if coloured and readable else text, place, depth))
    if readable and not coloured:
        wordings.append(Wording("A → B", parts, "", depth))
    return wordings


def _row(one: Listed, definitions: MappingOf[str, str]) -> dict[str, Any]:
    mapping = one.mapping
    return {
        "subject": mapping.subject,
        "subjectText": mapping.subject_label,
        "subjectDefinition": definitions.get(mapping.subject),
        "predicate": _local(mapping.predicate),
        "object": mapping.object,
        "objectText": mapping.object_label,
        "objectDefinition": definitions.get(mapping.object),
        "rejected": mapping.negated,
        "score": mapping.score,
        "comment": mapping.comment,
        "reviewer": None if mapping.reviewer is None else _local(mapping.reviewer),
        "file": str(one.path),
        "line": mapping.line,
    }


def _csv_cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA_STARTS) else text


def _local(iri: str) -> str:
    """Return the last part of an IRI.

    >>> _local("http://www.w3.org/2004/02/skos/core#exactMatch")
    'exactMatch'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
