"""Every error that the package raises on purpose.

::

    CompetencyGraphError
    ├── UsageError                 wrong use or unusable input: exit code 2
    │   ├── UnreadableDocumentError    a file that cannot be read as a document
    │   ├── NotAProfileError           a readable document without anything that belongs to a profile
    │   ├── CatalogueError             a catalogue file that cannot be used
    │   ├── CorrectionError            a file with corrections that cannot be used
    │   ├── TakenKeyError              a document key that another file holds already
    │   ├── UnknownQuestionError       a question name that the catalogue does not hold
    │   ├── ParameterError             a question's parameter: missing, unknown, of the wrong type, ambiguous
    │   ├── UnknownNodeError           an IRI or name that the store does not hold
    │   ├── QueryRefusedError          SPARQL that is malformed or not allowed (SERVICE, LOAD, an update)
    │   ├── CredentialsError           credentials for a remote store that cannot be used, or may not go there
    │   ├── ShapesError                a file with shapes that is faulty, or asks for what is not allowed
    │   └── MissingExtraError          a command that needs an optional dependency
    └── FailureError               a failure of a store, a worker or the program: exit code 3
        ├── StoreError                 the store cannot be opened, read or written
        │   ├── StoreDamagedError          its files do not hold what its state says
        │   ├── StoreFormatError           written by an older or a newer version
        │   ├── StoreLockedError           another process is writing
        │   └── ServerError                a remote store cannot be reached, refuses, or answers what cannot be used
        │       ├── ServerTimeoutError         it was silent, or not ready, for too long
        │       ├── PartialResultError         it gave only part of an answer, or cannot be shown to have given all
        │       └── UnknownOutcomeError        it may or may not have applied an update
        ├── QueryLimitError            a query stopped at its time, memory or row limit
        ├── CheckLimitError            a check stopped at its time or memory limit
        └── DefinitionError            packaged data (a query header, the lexicon, an ontology file) is faulty

Each carries what happened, where, and what to do, as fields.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "CatalogueError",
    "CheckLimitError",
    "CompetencyGraphError",
    "CorrectionError",
    "CredentialsError",
    "DefinitionError",
    "FailureError",
    "MissingExtraError",
    "NotAProfileError",
    "ParameterError",
    "PartialResultError",
    "QueryLimitError",
    "QueryRefusedError",
    "ServerError",
    "ServerTimeoutError",
    "ShapesError",
    "StoreDamagedError",
    "StoreError",
    "StoreFormatError",
    "StoreLockedError",
    "TakenKeyError",
    "UnknownNodeError",
    "UnknownOutcomeError",
    "UnknownQuestionError",
    "UnreadableDocumentError",
    "UsageError",
]


class CompetencyGraphError(Exception):
    """Base of all errors of the package.

    Args:
        what: what happened, one clause, without a closing full stop.
        where: the file, graph, query or parameter concerned; None when there is no place.
        remedy: what the reader can do; None when nothing can be said.

    Source:
        DESIGN, section 4: one line that says what, where and what to do.

    >>> str(CompetencyGraphError("the file is empty", where="a.txt", remedy="give a file with text"))
    'a.txt: the file is empty; give a file with text'
    """

    exit_code = 3

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """Return the error as one line: where, what, what to do."""
        line = self.what if self.where is None else f"{self.where}: {self.what}"
        if self.remedy is not None:
            line = f"{line}; {self.remedy}"
        return " ".join(line.split())


class UsageError(CompetencyGraphError):
    """Wrong use or unusable input; the user can mend it."""

    exit_code = 2


class FailureError(CompetencyGraphError):
    """A failure of a store, a worker or the program itself."""

    exit_code = 3


class UnreadableDocumentError(UsageError):
    """A file that cannot be read as a document: missing, empty, binary, too large."""


class NotAProfileError(UsageError):
    """A readable document in which nothing belongs to a profile.

    Args:
        what: what happened; of the headings that were looked for it names those of one language.
        where: the document.
        remedy: what the reader can do.
        headings: examples of the headings that were looked for, by language.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        remedy: str | None = None,
        headings: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.headings = dict(headings or {})


class CatalogueError(UsageError):
    """A catalogue file that is malformed or contradicts itself."""


class CorrectionError(UsageError):
    """A file with corrections that is malformed, or asks for what cannot be."""


class TakenKeyError(UsageError):
    """A document key that is held by another file."""


class UnknownQuestionError(UsageError):
    """A question name that the catalogue does not hold."""


class ParameterError(UsageError):
    """A parameter of a question that is missing, unknown, of the wrong type or ambiguous."""


class UnknownNodeError(UsageError):
    """An IRI or a name that the store does not hold."""


class QueryRefusedError(UsageError):
    """SPARQL that is malformed or that asks for something that is not allowed."""


class CredentialsError(UsageError):
    """Credentials for a remote store that contradict each other, cannot be sent, or may not go there."""


class ShapesError(UsageError):
    """A file with shapes that is faulty, or that asks for what is not allowed.

    Args:
        what: what is wrong; it names the shape.
        where: the file.
        remedy: what the reader can do.
        shape: IRI of the shape, or of the nearest shape above it that has one; None when no shape is at fault.
    """

    def __init__(
        self, what: str, *, where: str | None = None, remedy: str | None = None, shape: str | None = None
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.shape = shape


class MissingExtraError(UsageError):
    """A command that needs an optional dependency that is not installed."""


class StoreError(FailureError):
    """The store cannot be opened, read or written."""


class StoreDamagedError(StoreError):
    """The files of the store do not hold what its state says."""


class StoreFormatError(StoreError):
    """The store was written by an older or a newer version of the package."""


class StoreLockedError(StoreError):
    """Another process is writing to the store."""


class ServerError(StoreError):
    """A remote store cannot be reached, refuses a request, or gives an answer that cannot be used.

    Args:
        what: what happened; it may quote the first line of the server's explanation.
        where: the address that was asked, without user, password and query.
        remedy: what the reader can do.
        status: the HTTP status of the answer; None when there was none.
    """

    def __init__(
        self, what: str, *, where: str | None = None, remedy: str | None = None, status: int | None = None
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.status = status


class ServerTimeoutError(ServerError):
    """A remote store was silent, or not ready with its answer, for too long."""


class PartialResultError(ServerError):
    """A remote store gave part of an answer, or an answer that cannot be shown to be whole."""


class UnknownOutcomeError(ServerError):
    """A remote store was sent an update, and did not say whether it applied it."""


class QueryLimitError(FailureError):
    """A query was stopped at its time, memory or row limit."""


class CheckLimitError(FailureError):
    """A check was stopped at its time or memory limit, or brought its process down.

    Args:
        what: what happened.
        where: what was checked.
        remedy: what the reader can do.
        at: the shape or rule that was being evaluated; None when that is not known.
    """

    def __init__(
        self, what: str, *, where: str | None = None, remedy: str | None = None, at: str | None = None
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.at = at


class DefinitionError(FailureError):
    """Data that ships with the package is faulty."""
