"""What a catalogue file tells about documents, beside what they print themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["DocumentEntry", "EditorialStatement", "FrameworkEntry"]


@dataclass(frozen=True, slots=True)
class FrameworkEntry:
    """A competency framework that documents belong to.

    Args:
        key: its part of the IRIs: lower-case letters, digits and hyphens.
        titles: its title by language tag; may be empty.
        grade_scheme: key of the grade scheme that its grades belong to (``federal``); None when unknown.
        publisher: name of the publishing organisation, None when unknown.
        languages: tags of the languages that its texts are promised in; empty when nothing is promised.
    """

    key: str
    titles: dict[str, str] = field(default_factory=dict)
    grade_scheme: str | None = None
    publisher: str | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditorialStatement:
    """Something that an editor, not the document, says.

    Args:
        property: local name of the property that the statement gives a value to, such as ``title``.
        value: the value.
        attributed_to: the role of who says so, never a person.
        reason: why the editor says so.
    """

    property: str
    value: str
    attributed_to: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """How a document is identified and what is known of it beside its text.

    Args:
        key: its part of the IRIs, unique in its framework.
        framework: the framework that it belongs to.
        file: its file name, None for an entry made from a file that no catalogue names.
        editorial: what an editor adds.
    """

    key: str
    framework: FrameworkEntry
    file: str | None = None
    editorial: tuple[EditorialStatement, ...] = ()
