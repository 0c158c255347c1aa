"""Use case: what changed between two profiles, grades or editions, or in a file that is not stored yet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from competencygraph.app.compare_sides import (
    SHOWN,
    CompareOptions,
    Side,
    SideReader,
    matching_grade,
    matching_profile,
    only_profile,
)
from competencygraph.app.compared import ComparedSide, Comparison
from competencygraph.app.listing import short_name
from competencygraph.app.paths import is_file
from competencygraph.compare import Element, changes_between, document_element, grade_nodes, profile_element
from competencygraph.errors import UsageError
from competencygraph.store import GraphStore, holds_store, open_store

__all__ = ["CompareOptions", "ComparedSide", "Comparison", "compare", "compare_in"]


def compare(
    location: str,
    a: str | Path,
    b: str | Path | None = None,
    *,
    grades: tuple[str, str] | None = None,
    language: str = "en",
    options: CompareOptions | None = None,
    notice: Callable[[Path, str], None] | None = None,
) -> Comparison:
    """Compare against the store at a location; see `compare_in`.

    Args:
        location: a folder with a store, which two files do without.
        a: the first side.
        b: the second side.
        grades: two grades of one family.
        language: of what is told beside the documents' own words.
        options: how files are read.
        notice: called with a file and what of it was not read.

    Returns:
        What changed.
    """
    alone = b is not None and is_file(a) and is_file(b) and not holds_store(location)
    with open_store(":memory:", write=True) if alone else open_store(location) as store:
        return compare_in(store, a, b, grades=grades, language=language, options=options, notice=notice)


def compare_in(
    store: GraphStore,
    a: str | Path,
    b: str | Path | None = None,
    *,
    grades: tuple[str, str] | None = None,
    language: str = "en",
    options: CompareOptions | None = None,
    notice: Callable[[Path, str], None] | None = None,
) -> Comparison:
    """Return what changed from one side to another.

    Each side is the name of a document (its current edition), an edition (its IRI or the first digits of its digest),
    a function family, a family's profile at one grade, a function profile, a dictionary, or a file. A name is an IRI,
    the path behind ``…/id/`` or the end of that path.

    Args:
        store: what to ask.
        a: the first side. Alone: a document, whose current edition is compared with the one before it, or a file that
            is not stored yet, which is compared with the stored document of its key.
        b: the second side. Of a file and a stored document the file is the second side, in whichever order they are
            given: what changed is what the file changes.
        grades: notations of two grades of the family that `a` names, or the only one of the document that it names.
        language: of what is told beside the documents' own words, ``nl``, ``fr`` or ``en``.
        options: how files are read.
        notice: called with a file and what of it was not read.

    Returns:
        What changed, what stayed the same included.

    Raises:
        UnknownNodeError: the store holds nothing of a name, or several things; the nearest are named.
        ParameterError: the family has no such grade.
        UsageError: there is nothing to compare with, or a file cannot be used.
        StoreError: the store cannot be read.
    """
    options = options or CompareOptions()
    with ExitStack() as stack:
        found = _Comparing(SideReader(store, options, stack, notice), options).run(a, b, grades)
    return replace(found, language=language)


class _Comparing:
    """One comparison.

    Args:
        sides: reads what is compared.
        options: how files are read.
    """

    def __init__(self, sides: SideReader, options: CompareOptions) -> None:
        self._sides = sides
        self._options = options

    def run(self, a: str | Path, b: str | Path | None, grades: tuple[str, str] | None) -> Comparison:
        if grades is not None:
            return self._compared(*self._at_grades(str(a), grades))
        if b is None:
            return self._compared(*self._file_alone(Path(a)) if is_file(a) else self._editions_of(str(a)))
        if is_file(a) and is_file(b):
            first = self._sides.read(Path(a), self._options.as_key)
            return self._compared(first, self._sides.read(Path(b), self._options.as_key or short_name(first.document)))
        if is_file(a):
            a, b = b, a
        first = self._sides.named(str(a))
        if is_file(b):
            return self._compared(first, self._counterpart(first, Path(b)))
        return self._compared(first, self._sides.named(str(b)))

    def _compared(self, a: Side, b: Side) -> Comparison:
        one_each = len(a.roots) == len(b.roots) == 1 and a.document != b.document
        if a.index is None and (b.index is not None or one_each):
            a = only_profile(a)
        if b.index is None and a.index is not None:
            b = only_profile(b)
        same_framework = a.document.rpartition("/")[0] == b.document.rpartition("/")[0]
        changes = changes_between(_element(a), _element(b), one_scale=same_framework)
        return Comparison(*_named_sides(a, b), changes)

    def _at_grades(self, name: str, grades: tuple[str, str]) -> tuple[Side, Side]:
        side = self._sides.named(name)
        if side.index is None:
            families = [place for place, one in enumerate(side.parsed.profiles) if one.grades]
            if len(families) != 1:
                roots = ", ".join(short_name(side.roots[place]) for place in families[:SHOWN])
                raise UsageError(
                    f"the document describes {len(families)} function families",
                    where=name,
                    remedy=f"name one of them: {roots}" if families else "name a function family with grades",
                )
            side = replace(side, index=families[0])
        side = replace(side, grade=None)
        known = list(grade_nodes(side.parsed.profiles[side.index or 0], side.roots[side.index or 0]))
        found = [matching_grade(grade, known, name) for grade in grades]
        return replace(side, grade=found[0]), replace(side, grade=found[1])

    def _editions_of(self, name: str) -> tuple[Side, Side]:
        side = self._sides.named(name)
        edition = next(one for one in self._sides.editions if one.edition == side.edition)
        if edition.previous is None:
            raise UsageError(
                "the document has no previous edition",
                where=short_name(edition.document),
                remedy="name a second profile, edition or file to compare it with",
            )
        before = self._sides.load(edition.document, edition.previous)
        if side.index is None:
            return before, side
        return matching_profile(before, side.roots[side.index], side.grade), side

    def _file_alone(self, path: Path) -> tuple[Side, Side]:
        side = self._sides.read(path, self._options.as_key)
        current = next((one for one in self._sides.editions if one.document == side.document and one.current), None)
        if current is None:
            raise UsageError(
                f"the store holds no document {short_name(side.document)}",
                where=str(path),
                remedy="name the document to compare it with, or give its key with --as",
            )
        return self._sides.load(current.document, current.edition), side

    def _counterpart(self, first: Side, path: Path) -> Side:
        """Return a file as the edition of the document that it is compared with."""
        side = self._sides.read(path, self._options.as_key or short_name(first.document))
        if first.index is None:
            return side
        return matching_profile(side, first.roots[first.index], first.grade)


def _element(side: Side) -> Element:
    if side.index is None:
        return document_element(side.parsed, side.edition, side.roots)
    return profile_element(side.parsed.profiles[side.index], side.roots[side.index], side.grade)


def _named_sides(a: Side, b: Side) -> tuple[ComparedSide, ComparedSide]:
    """Return the sides as they are told, with names that tell them apart."""
    sides = [_told(side) for side in (a, b)]
    names: list[Callable[[ComparedSide], str]] = [
        lambda side: side.grade or "",
        lambda side: side.identifier,
        lambda side: short_name(side.document),
        lambda side: side.title or "",
        lambda side: side.edition.rpartition("/")[2] if side.stored else side.file,
        lambda side: short_name(side.node),
    ]
    for name in names:
        first, second = (name(side) for side in sides)
        if first and second and first != second:
            return replace(sides[0], name=first), replace(sides[1], name=second)
    return sides[0], sides[1]


def _told(side: Side) -> ComparedSide:
    source = side.parsed.document
    profile = None if side.index is None else side.parsed.profiles[side.index]
    if profile is None and len(side.parsed.profiles) == 1:
        profile = side.parsed.profiles[0]
    return ComparedSide(
        name=source.path,
        node=side.node,
        document=side.document,
        identifier=side.document.rpartition("/")[2],
        edition=side.edition,
        file=source.path,
        title=None if profile is None else profile.title,
        grade=side.grade,
        language=source.language,
        stored=side.stored,
        places=source.places,
        revised=side.revised,
    )
