"""Mapping sets in files: the SSSOM/TSV format, read with care and written so that the same data gives the same bytes.

A cell that holds a tab, a line end or a double quote stands in double quotes, as the standard asks; nothing else is
changed, and nothing is neutralised for spreadsheets: these are tables for tools. A file is written beside its place and
renamed, so that a break leaves the old one whole.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from competencygraph.errors import UsageError
from competencygraph.rdf.sssom.curies import Curies, prefixes_for
from competencygraph.rdf.sssom.mappings import COLUMNS, REQUIRED, MappingSet, cells_of, mapping_of
from competencygraph.terms import safe_yaml

__all__ = ["ENDING", "read_table", "table_text", "write_table"]

ENDING = ".sssom.tsv"
"""How the name of a table ends."""

_PREFIXES = "curie_map"
_LONGEST_HEADER = 100_000
_TAB = "\t"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED = re.compile('[\t\n\r"]')
_BETWEEN = "|"
#: What a header may say once for all lines, and is understood here.
_SHARED = ("subject_source", "object_source", "subject_match_field", "object_match_field", "similarity_measure")


def read_table(path: Path) -> MappingSet:
    """Return the mapping set of a file.

    Args:
        path: an SSSOM/TSV file with its header inside.

    Returns:
        The set; each mapping knows its line.

    Raises:
        UsageError: the file cannot be read, or a line of it is damaged; names the line.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            "the file is no UTF-8", where=_at(path, _lines_before(path, error.start)), remedy="save it as UTF-8"
        ) from error
    except OSError as error:
        raise UsageError(
            f"the file cannot be read ({error.strerror})", where=str(path), remedy="check the path and its permissions"
        ) from error
    lines = _LINE.findall(text.removeprefix("\ufeff"))
    count = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    about, prefixes = _header(lines[:count], path)
    rows = _rows(lines[count:], count, path)
    try:
        number, columns = next(rows)
    except StopIteration:
        raise UsageError("the file has no line with columns", where=str(path), remedy=_MAKE_ANEW) from None
    _check_columns(columns, _at(path, number))
    shared = {slot: _shared(about.pop(slot)) for slot in _SHARED if slot in about and slot not in columns}
    curies = Curies(prefixes)
    mappings = []
    for number, cells in rows:
        where = _at(path, number)
        if len(cells) != len(columns):
            raise UsageError(
                f"the line has {len(cells)} cells, and {len(columns)} columns are named",
                where=where,
                remedy="mend the line, or remove it",
            )
        mappings.append(mapping_of(shared | dict(zip(columns, cells, strict=True)), curies, where=where, line=number))
    return MappingSet(about, tuple(mappings), prefixes)


def table_text(mappings: MappingSet) -> str:
    """Return a mapping set as text.

    Args:
        mappings: the set.

    Returns:
        The header, the columns that have a value and the lines, sorted by their cells; ends in a line end.

    >>> from competencygraph.rdf.sssom.mappings import LEXICAL, MATCHES, Mapping
    >>> one = Mapping("urn:a:1", MATCHES["exactMatch"], "urn:b:1", LEXICAL)
    >>> text = table_text(MappingSet({"mapping_set_id": "urn:x", "license": "urn:y"}, (one,)))
    >>> text.splitlines()[-1].split()
    ['ns1:a:1', 'skos:exactMatch', 'ns1:b:1', 'semapv:LexicalMatching']
    """
    iris = {iri for mapping in mappings.mappings for iri in mapping.iris()}
    prefixes = prefixes_for(iris, mappings.prefixes)
    curies = Curies(prefixes)
    rows = [cells_of(mapping, curies) for mapping in mappings.mappings]
    used = {column for row in rows for column in row} | set(REQUIRED)
    columns = [*(column for column in COLUMNS if column in used), *sorted(used - set(COLUMNS))]
    kept = {**{name: prefixes[name] for name in mappings.prefixes}, **curies.used_for(iris)}
    header = {_PREFIXES: {name: kept[name] for name in sorted(kept)}, **mappings.about}
    out = io.StringIO()
    dumped = yaml.safe_dump(header, sort_keys=False, allow_unicode=True, default_flow_style=False, width=2**20)
    out.writelines(f"#{line}\n" for line in dumped.splitlines())
    lines = sorted([row.get(column, "") for column in columns] for row in rows)
    out.writelines(f"{_TAB.join(map(_cell, line))}\n" for line in [columns, *lines])
    return out.getvalue()


def write_table(path: Path, mappings: MappingSet) -> None:
    """Write a mapping set to a file, whole or not at all.

    Args:
        path: the file; its folder is made when there is none.
        mappings: the set.

    Raises:
        UsageError: the file cannot be written; what stood there stays.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("w", encoding="utf-8", newline="") as file:
                file.write(table_text(mappings))
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            "the file cannot be written", where=str(path), remedy="check the folder and its permissions"
        ) from error


_MAKE_ANEW = "give an SSSOM table, such as `competencygraph mappings suggest` writes"


def _header(lines: list[str], path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what a header says of the set, and its prefixes."""
    text = "".join(line[1:] for line in lines)
    try:
        if len(text) > _LONGEST_HEADER or any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)):
            raise UsageError("the header is too long, or uses YAML aliases", where=str(path), remedy=_MAKE_ANEW)
        about = safe_yaml.load(text) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = str(path) if mark is None else _at(path, mark.line + 1)
        raise UsageError("the header is no YAML", where=where, remedy=_MAKE_ANEW) from error
    prefixes = about.pop(_PREFIXES, None) or {} if isinstance(about, dict) else None
    if not isinstance(prefixes, dict) or not all(
        isinstance(part, str) and part for pair in prefixes.items() for part in pair
    ):
        raise UsageError("the header holds no slots, or a curie_map without IRIs", where=str(path), remedy=_MAKE_ANEW)
    return about, prefixes


def _rows(lines: Iterable[str], before: int, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its first line; blank lines at the end are left out."""
    reader = csv.reader(lines, delimiter=_TAB, strict=True)
    start = before + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UsageError(
                f"the line cannot be read as cells ({error})",
                where=_at(path, start),
                remedy="mend the line, or remove it",
            ) from error
        if cells:
            yield start, cells
        start = before + reader.line_num + 1


def _check_columns(columns: list[str], where: str) -> None:
    for column in REQUIRED:
        if column not in columns:
            raise UsageError(f"the column {column} is missing", where=where, remedy=_MAKE_ANEW)
    for column in columns:
        if columns.count(column) > 1:
            raise UsageError(f"the column {column} stands twice", where=where, remedy="keep one of the two")


def _cell(text: str) -> str:
    """Return a cell as it stands in a line: in double quotes when it needs them."""
    return '"{}"'.format(text.replace('"', '""')) if _QUOTED.search(text) else text


def _shared(value: object) -> str:
    return _BETWEEN.join(map(str, value)) if isinstance(value, list) else str(value)


def _at(path: Path, line: int) -> str:
    return f"{path}, line {line}"


def _lines_before(path: Path, offset: int) -> int:
    return path.read_bytes()[:offset].count(b"\n") + 1
