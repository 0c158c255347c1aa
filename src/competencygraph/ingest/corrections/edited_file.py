"""A review file as it comes back from an editor: its items, each with the line that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from competencygraph.errors import CorrectionError
from competencygraph.ingest._places import YamlFile, read_yaml
from competencygraph.ingest.corrections.kinds import KINDS, PARTS
from competencygraph.ingest.corrections.review_file import FORMAT
from competencygraph.ingest.corrections.tree import collapse
from competencygraph.model import Evidence

__all__ = ["EditedFile", "EditedItem", "read_edited"]

_ORDERS = ("merge", "split", "drop", "into")
_TOLD = ("id", "kind", "text", "lines", "where", "why", "contents")
_LINES = re.compile(r"(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?")
_DEEPEST = 12

_Path = tuple[str | int, ...]


@dataclass(eq=False, slots=True)
class EditedItem:
    """An item of a review file.

    Args:
        place: the file's name and the item's line, for messages.
        number: what the item was numbered when it was read; None for one that the editor added.
        name: what the editor calls an added item; empty for none.
        kind: its kind now.
        text: its text now, empty for none.
        parts: its parts now, by name; those that are not told are not in it.
        lines: its lines, None where none are told.
        merge: whether it goes into the item before it.
        split: the pieces that it is split in; empty when it is not.
        drop: whether it is left out.
        into: the id of what it goes into, None where the editor says none.
        parent: the item that it stands in.
        before: the item before it in the same list.
        contents: the items that stand in it.
    """

    place: str
    number: int | None
    name: str
    kind: str
    text: str
    parts: dict[str, str]
    lines: Evidence | None
    merge: bool = False
    split: tuple[str, ...] = ()
    drop: bool = False
    into: str | None = None
    parent: EditedItem | None = None
    before: EditedItem | None = None
    contents: list[EditedItem] = field(default_factory=list)

    def walk(self) -> Iterator[EditedItem]:
        """Yield the item and all that stands in it."""
        yield self
        for item in self.contents:
            yield from item.walk()

    def refuse(self, what: str, remedy: str) -> CorrectionError:
        """Return the error that something is wrong with the item."""
        known = str(self.number) if self.number is not None else self.name
        where = f"{self.place}, item {known}" if known else self.place
        return CorrectionError(what, where=where, remedy=remedy)


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A review file.

    Args:
        name: the file's name.
        document: digest of the document that it was made of.
        reading: digest of what was read of it.
        profiles: one item a profile.
        unparsed: the texts without a place.
    """

    name: str
    document: str
    reading: str
    profiles: tuple[EditedItem, ...]
    unparsed: tuple[EditedItem, ...]

    def walk(self) -> Iterator[EditedItem]:
        """Yield all items."""
        for item in (*self.profiles, *self.unparsed):
            yield from item.walk()


def read_edited(path: Path) -> EditedFile:
    """Return what a review file says now.

    Args:
        path: the file.

    Returns:
        Its items, as typed.

    Raises:
        CorrectionError: the file is no review file, or an item breaks the form; says the line and what is possible.
    """
    source = read_yaml(path, "the corrections file", CorrectionError)
    if not isinstance(source.data, dict) or source.data.get("format") != FORMAT:
        raise CorrectionError(
            "this is no file with corrections",
            where=source.name,
            remedy="give a file that `competencygraph ingest FILE --review OUT` wrote",
        )
    return _Reader(source).file()


class _Reader:
    """Makes items of the data of one file."""

    def __init__(self, source: YamlFile) -> None:
        self._source = source

    def file(self) -> EditedFile:
        data = self._source.data
        for key in ("document", "reading", "profiles", "unparsed"):
            if key not in data:
                raise self._refuse((), f"{key} is missing", "keep what `--review` wrote there")
        return EditedFile(
            self._source.name,
            str(data["document"]),
            str(data["reading"]),
            tuple(self._items(data["profiles"], ("profiles",), None)),
            tuple(self._items(data["unparsed"], ("unparsed",), None)),
        )

    def _refuse(self, path: _Path, what: str, remedy: str) -> CorrectionError:
        return CorrectionError(what, where=self._source.place(*path), remedy=remedy)

    def _items(self, value: Any, path: _Path, parent: EditedItem | None) -> list[EditedItem]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._refuse(path, f"{path[-1]} must be a list", "begin each member with a hyphen")
        if len(path) > _DEEPEST:
            raise self._refuse(path, "the items stand too deep within each other", "move them out with into: ID")
        items: list[EditedItem] = []
        for index, member in enumerate(value):
            item = self._item(member, (*path, index), parent)
            item.before = items[-1] if items else None
            items.append(item)
        return items

    def _item(self, value: Any, path: _Path, parent: EditedItem | None) -> EditedItem:
        if not isinstance(value, dict):
            raise self._refuse(path, "an item must hold names with values", "write it as `kind: task`, one a line")
        number, name = self._identity(value.get("id"), path)
        where = self._source.place(*path)
        item = EditedItem(where, number, name, str(value.get("kind", "")), "", {}, None, parent=parent)
        if item.kind not in KINDS:
            raise item.refuse(
                f"there is no kind “{item.kind}”" if item.kind else "kind is missing", f"use {', '.join(KINDS)}"
            )
        for key in value:
            if key not in (*_TOLD, *_ORDERS, *PARTS):
                raise self._at(item, (*path, key)).refuse(
                    f"{key} is not known here", f"use {', '.join([*_TOLD, *_ORDERS, *PARTS])}"
                )
        item.text = self._text(item, value.get("text"), (*path, "text"))
        item.parts = {part: self._text(item, value[part], (*path, part)) for part in PARTS if part in value}
        item.lines = self._lines(item, value.get("lines"), (*path, "lines"))
        self._orders(item, value, path)
        item.contents = self._items(value.get("contents"), (*path, "contents"), item)
        return item

    def _at(self, item: EditedItem, path: _Path) -> EditedItem:
        item.place = self._source.place(*path)
        return item

    def _identity(self, value: Any, path: _Path) -> tuple[int | None, str]:
        if value is None:
            return None, ""
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise self._refuse((*path, "id"), "id must be a number or a word", "leave the id as it was")
        return (value, "") if isinstance(value, int) else (None, value)

    def _text(self, item: EditedItem, value: Any, path: _Path) -> str:
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self._at(item, path).refuse(f"{path[-1]} must be text", "put it in quotes")
        return collapse(str(value))

    def _lines(self, item: EditedItem, value: Any, path: _Path) -> Evidence | None:
        if value is None:
            return None
        match = _LINES.fullmatch(str(value).strip())
        if match is None or isinstance(value, bool):
            raise self._at(item, path).refuse(f"“{value}” is no range of lines", "write 12, or 12-14")
        start = int(match[1])
        try:
            return Evidence(start, int(match[2] or start))
        except ValueError as error:
            raise self._at(item, path).refuse(f"“{value}” is no range of lines", "write 12, or 12-14") from error

    def _orders(self, item: EditedItem, value: dict[Any, Any], path: _Path) -> None:
        if "drop" in value:
            if not isinstance(value["drop"], bool):
                raise self._at(item, (*path, "drop")).refuse("drop must be yes or no", "write drop: yes")
            item.drop = value["drop"]
        if value.get("merge") is not None:
            if value["merge"] not in ("previous", True):
                raise self._at(item, (*path, "merge")).refuse(
                    "an item can be merged with the one before it alone", "write merge: previous"
                )
            item.merge = True
        if value.get("split") is not None:
            pieces = value["split"]
            if not isinstance(pieces, list) or len(pieces) < 2:
                raise self._at(item, (*path, "split")).refuse(
                    "split must be a list of two texts or more", "begin each text with a hyphen"
                )
            item.split = tuple(self._text(item, piece, (*path, "split")) for piece in pieces)
            if not all(item.split):
                raise self._at(item, (*path, "split")).refuse("a piece of split is empty", "give each piece its text")
        if value.get("into") is not None:
            item.into = str(value["into"])
