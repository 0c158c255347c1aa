"""Places in a YAML file, so that a message can name the line."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from competencygraph.errors import CatalogueError, UsageError

__all__ = ["MAX_BYTES", "YamlFile", "read_yaml"]

#: A catalogue of ten thousand documents takes about 2 MB.
MAX_BYTES = 16 * 1024 * 1024

_Step = str | int


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A YAML file: its data, and the line of every mapping value and list member.

    Args:
        name: the file's name, for messages.
        data: what `yaml.safe_load` makes of it.
        lines: line numbers, counted from 1, by path of keys and indexes.
    """

    name: str
    data: Any
    lines: dict[tuple[_Step, ...], int]

    def place(self, *steps: _Step) -> str:
        """Return the file's name and the line of a value, or of the nearest value around it.

        >>> YamlFile("a.yaml", {}, {(): 1, ("documents", 0): 4}).place("documents", 0, "file")
        'a.yaml, line 4'
        """
        for end in range(len(steps), -1, -1):
            if steps[:end] in self.lines:
                return f"{self.name}, line {self.lines[steps[:end]]}"
        return self.name


# The parser's time rises with the square of the depth; nothing that people write nests so deep.
_MAX_DEPTH = 60
_BRACKET = re.compile(r"[\[\]{}]")


def _nests_deeply(text: str) -> bool:
    """Return whether brackets stand open within each other beyond what people write, those in texts counted too.

    >>> _nests_deeply("[" * 100), _nests_deeply("a: [b, [c]]")
    (True, False)
    """
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
        if depth > _MAX_DEPTH:
            return True
    return False


def read_yaml(
    path: Path,
    name: str = "the catalogue",
    error: type[UsageError] = CatalogueError,
    *,
    max_bytes: int = MAX_BYTES,
) -> YamlFile:
    """Read a YAML file without aliases, tags of other languages or repeated keys.

    Args:
        path: a regular file in UTF-8.
        name: what the file is called in messages.
        error: what is raised.
        max_bytes: how long it may be.

    Returns:
        Its data with the lines.

    Raises:
        UsageError: of the given kind: the file cannot be read, is too large, is no YAML, or uses what is left out
            above.
    """
    text = _text(path, name, error, max_bytes)
    if _nests_deeply(text):
        raise error(
            f"{name} nests brackets too deeply", where=path.name, remedy="write lists as lines that begin with a dash"
        )
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise error(f"{name} uses YAML aliases", where=path.name, remedy="write the values out where they belong")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as fault:
        mark = _mark_of(fault)
        where = path.name if mark is None else f"{path.name}, line {mark.line + 1}"
        raise error(
            f"{name} is no YAML: this is not valid here",
            where=where,
            remedy="put texts with a colon in quotation marks, indent with spaces, as far as the lines around it, "
            "and close quotation marks and brackets",
        ) from fault
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise error(f"{name} is no YAML", where=path.name, remedy="give a text file in UTF-8") from fault
    lines: dict[tuple[_Step, ...], int] = {}
    if root is not None:
        _collect(root, (), lines, path.name, error)
    return YamlFile(path.name, data, lines)


def _mark_of(fault: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Return where a mistake stands; of an unfinished text or name that is where it begins, not where it was missed."""
    unfinished = ("while scanning a simple key", "while scanning a quoted scalar")
    if fault.context in unfinished and fault.context_mark is not None:
        return fault.context_mark
    return fault.problem_mark or fault.context_mark


def _text(path: Path, name: str, error: type[UsageError], max_bytes: int) -> str:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise error(f"{name} is no regular file", where=str(path), remedy="give the path of a readable file")
        if found.st_size > max_bytes:
            raise error(f"{name} is larger than {max_bytes // 1024 // 1024} MB", where=path.name, remedy="split it")
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise error(f"{name} cannot be read", where=str(path), remedy="give the path of a readable file") from fault
    except UnicodeDecodeError as fault:
        raise error(f"{name} is no YAML", where=path.name, remedy="give a text file in UTF-8") from fault


def _collect(
    node: yaml.Node,
    path: tuple[_Step, ...],
    lines: dict[tuple[_Step, ...], int],
    name: str,
    error: type[UsageError],
) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for index, member in enumerate(node.value):
            _collect(member, (*path, index), lines, name, error)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            step = (*path, str(key.value))
            if step in lines:
                raise error(
                    f"the key {key.value} stands twice",
                    where=f"{name}, line {key.start_mark.line + 1}",
                    remedy="keep one of the two",
                )
            _collect(value, step, lines, name, error)
