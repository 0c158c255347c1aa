"""What a comparison found, and the two sides that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from competencygraph.compare import Change, ChangeKind, counts_of
from competencygraph.model import Evidence, Location, Place, locate

__all__ = ["ComparedSide", "Comparison"]


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One side of a comparison.

    Args:
        name: what it is called beside the other: a grade, an edition's digest, a file, or what the profile is called.
        node: IRI of the document or the profile that is compared.
        document: IRI of the document.
        identifier: the document's key, such as ``000``.
        edition: IRI of the edition.
        file: name of the file that the edition was read from.
        title: the printed title of the profile; None where none is printed or several profiles are compared.
        grade: the grade that is compared, None for all of a profile.
        language: of the text, None where it could not be told.
        stored: whether the store holds it; else it was read for the comparison.
        places: where each line stands; empty for plain text.
        revised: lines of the files that revisions came from, by the line of this side.
    """

    name: str
    node: str
    document: str
    identifier: str
    edition: str
    file: str
    title: str | None = None
    grade: str | None = None
    language: str | None = None
    stored: bool = True
    places: tuple[Place, ...] = ()
    revised: Mapping[int, Evidence] = field(default_factory=dict, hash=False)

    def in_file(self, lines: Evidence) -> Evidence:
        """Return lines as people find them: of the document, or of the file that a revision came from.

        Args:
            lines: of this side.
        """
        first, last = self.revised.get(lines.start_line), self.revised.get(lines.end_line)
        return lines if first is None or last is None else Evidence(first.start_line, last.end_line)

    def location(self, lines: Evidence) -> Location | None:
        """Return where lines stand, None in plain text, whose line numbers say it all.

        Args:
            lines: of this side.
        """
        return locate(lines, self.places)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one side to the other.

    Args:
        a: the first side, from which is compared.
        b: the second side.
        changes: by profile, section and place; what stayed the same is among them.
        language: of what is told beside the documents' own words.
    """

    a: ComparedSide
    b: ComparedSide
    changes: tuple[Change, ...]
    language: str = "en"

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """Return how many changes there are of each kind."""
        return counts_of(self.changes)

    @property
    def changed(self) -> bool:
        """Return whether anything changed."""
        return any(change.kind != "unchanged" for change in self.changes)
