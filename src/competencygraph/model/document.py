"""A document as it was read, and the profiles that were found in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from competencygraph.model.evidence import Evidence, Place
from competencygraph.model.profile import Profile
from competencygraph.model.reading import Reading

__all__ = ["ParsedDocument", "SourceDocument", "UnparsedText"]


@dataclass(frozen=True, slots=True)
class UnparsedText:
    """Lines that found no place in a profile.

    Args:
        text: the lines' text, white space collapsed.
        evidence: the lines.
        reason: why, such as ``page number``; None when simply no rule took them.
    """

    text: str
    evidence: Evidence
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One edition of a document.

    Args:
        path: the file's name, without folders.
        digest: SHA-256 of the file's bytes, 64 lower-case hex digits.
        language: ISO 639-1 code of its text; None when it could not be told.
        lines: the text, line by line without line ends, personal contact data masked.
        unparsed: the lines that found no place, in printed order.
        places: where each line stands, one for each of `lines`; empty for a text, whose line numbers say it all.
    """

    path: str
    digest: str
    language: str | None
    lines: tuple[str, ...]
    unparsed: tuple[UnparsedText, ...] = ()
    places: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        if self.places and len(self.places) != len(self.lines):
            raise ValueError(f"{len(self.places)} places are given for {len(self.lines)} lines")

    @property
    def placed(self) -> int:
        """Return how many lines that are not blank found a place.

        >>> SourceDocument("a.txt", "0" * 64, "nl", ("Doel", "", "x")).placed
        2
        """
        lost: set[int] = set()
        for part in self.unparsed:
            lost.update(range(part.evidence.start_line, part.evidence.end_line + 1))
        return sum(1 for number, line in enumerate(self.lines, 1) if line.strip() and number not in lost)


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document and its profiles; a function book holds many, most documents one.

    Args:
        document: the document.
        profiles: in printed order.
        readings: why lines became what they are, in the order of the lines; no part of what the document says, so two
            documents that differ in them alone are equal, and the graph does not hold them.
    """

    document: SourceDocument
    profiles: tuple[Profile, ...]
    readings: tuple[Reading, ...] = field(default=(), compare=False)
