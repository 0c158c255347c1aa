"""What the names and files of a comparison mean, read from the store or from the file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from competencygraph.app.asking import full_iri
from competencygraph.app.check_documents import Reading, store_of
from competencygraph.app.collecting import Candidate
from competencygraph.app.listing import short_name
from competencygraph.compare import grade_nodes
from competencygraph.errors import CompetencyGraphError, ParameterError, UnknownNodeError, UsageError
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.model import Evidence, ParsedDocument
from competencygraph.queries import ask
from competencygraph.queries.catalogue import load_lookup
from competencygraph.rdf import lines_of_revisions, triples_to_document
from competencygraph.rdf.rows import triples_from_rows
from competencygraph.store import GraphStore

__all__ = [
    "SHOWN",
    "CompareOptions",
    "Side",
    "SideReader",
    "StoredEdition",
    "matching_grade",
    "matching_profile",
    "only_profile",
]

#: How many names a message lists.
SHOWN = 6

_DIGEST = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """How files are read for a comparison.

    Args:
        catalogue: the catalogue for all files; None to use the one beside each.
        as_key: the key of the document that a file is, ``KEY`` or ``FRAMEWORK/KEY``; None to take that of the document
            that it is compared with, else the catalogue's.
        limits: what reading one file may take.
    """

    catalogue: Path | None = None
    as_key: str | None = None
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """An edition of a document, as the catalogue graph names it.

    Args:
        document: IRI of the document.
        edition: its IRI.
        previous: IRI of the edition before it, None for the first.
        digest: SHA-256 of the file that it was read from.
        current: whether it is the document's current one.
    """

    document: str
    edition: str
    previous: str | None
    digest: str
    current: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A side that was read: all of an edition, or one of its profiles, or that at one grade.

    Args:
        parsed: the edition.
        roots: IRIs of its profiles, in printed order.
        document: IRI of the document.
        edition: IRI of the edition.
        index: which of its profiles; None for all of them.
        grade: which grade of a family; None for all of it.
        stored: whether the store holds it; else it was read from a file.
        revised: lines of the files that revisions came from, by the line of the edition.
    """

    parsed: ParsedDocument
    roots: tuple[str, ...]
    document: str
    edition: str
    index: int | None = None
    grade: str | None = None
    stored: bool = True
    revised: Mapping[int, Evidence] = field(default_factory=dict, hash=False)

    @property
    def node(self) -> str:
        """Return the IRI of what is compared."""
        if self.index is None:
            return self.document
        root = self.roots[self.index]
        return root if self.grade is None else grade_nodes(self.parsed.profiles[self.index], root)[self.grade]


class SideReader:
    """Reads the sides of a comparison.

    Args:
        store: what names are looked up in.
        options: how files are read.
        stack: keeps what files were read into until the comparison is done.
        notice: called with a file and what of it was not read.
    """

    def __init__(
        self,
        store: GraphStore,
        options: CompareOptions,
        stack: ExitStack,
        notice: Callable[[Path, str], None] | None,
    ) -> None:
        self._store = store
        self._options = options
        self._stack = stack
        self._notice = notice
        self.editions = tuple(
            StoredEdition(
                str(row["document"]),
                str(row["edition"]),
                None if row["previous"] is None else str(row["previous"]),
                str(row["digest"] or ""),
                row["current"] is True,
            )
            for row in ask(store, load_lookup("editions-of-documents"), {}).rows
        )

    def named(self, name: str) -> Side:
        """Return what a name means.

        Args:
            name: an IRI, a path below the data base, the end of such a path, or the first digits of an edition's
                digest.

        Returns:
            All of the current edition of a document, all of an edition, or one profile of a current edition.

        Raises:
            UnknownNodeError: the store holds nothing of that name, or several things.
        """
        wanted = name.strip().strip("/")
        iri = full_iri(wanted)
        for one in self.editions:
            if iri == one.edition or (iri == one.document and one.current):
                return self.load(one.document, one.edition)
        if _DIGEST.fullmatch(wanted):
            dated = [
                one for one in self.editions if one.digest.startswith(wanted) or one.edition.endswith(f"/{wanted}")
            ]
            if len(dated) == 1:
                return self.load(dated[0].document, dated[0].edition)
        return self._profile(iri) or self._ending(wanted, name)

    def _ending(self, wanted: str, name: str) -> Side:
        """Return what a name means that is the end of a path."""
        current = {one.document: one for one in self.editions if one.current}
        ending = f"/{wanted}"
        found = [document for document in current if document.endswith(ending)]
        if not found and ":" not in wanted:
            found = [
                str(row["root"]) for row in ask(self._store, load_lookup("roots-by-ending"), {"ending": ending}).rows
            ]
        if len(found) > 1:
            raise UnknownNodeError(
                "several nodes end so",
                where=name,
                remedy=f"choose from {', '.join(short_name(one) for one in found[:SHOWN])}",
            )
        if not found:
            self._refuse(name, sorted(current))
        if found[0] in current:
            return self.load(found[0], current[found[0]].edition)
        side = self._profile(found[0])
        if side is None:
            self._refuse(name, sorted(current))
        return side

    def _refuse(self, name: str, documents: list[str]) -> NoReturn:
        """Say that a name means nothing, and which name is nearest."""
        rows = ask(self._store, load_lookup("roots-by-ending"), {"ending": ""}).rows if documents else []
        known = [short_name(one) for one in (*documents, *(str(row["root"]) for row in rows))]
        names = {end: one for one in known for end in (one, one.partition("/")[2], one.rpartition("/")[2])}
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
        if near:
            remedy = f"did you mean {names[near[0]]}?"
        elif known:
            remedy = f"choose from {', '.join(known[:SHOWN])}"
        else:
            remedy = "ingest a document first"
        raise UnknownNodeError("the store holds no such document, profile or edition", where=name, remedy=remedy)

    def _profile(self, iri: str) -> Side | None:
        try:
            rows = ask(self._store, load_lookup("profile-roots"), {"node": iri}).rows
        except ParameterError:
            return None
        own = [index for index, row in enumerate(rows) if row["own"]]
        if not own:
            return None
        edition = str(rows[own[0]]["edition"])
        document = next(one.document for one in self.editions if one.edition == edition)
        side = replace(self.load(document, edition), index=own[0])
        nodes = grade_nodes(side.parsed.profiles[own[0]], side.roots[own[0]])
        return replace(side, grade=next((grade for grade, node in nodes.items() if node == iri), None))

    def load(self, document: str, edition: str, store: GraphStore | None = None) -> Side:
        """Return all of an edition.

        Args:
            document: IRI of its document.
            edition: its IRI.
            store: what a file was read into; None for the store.
        """
        where = store or self._store
        answer = ask(where, load_lookup("statements-of-graph"), {"graph": edition})
        triples = tuple(triples_from_rows(answer.result.rows))
        parsed, revised = triples_to_document(triples), lines_of_revisions(triples)
        roots = [str(row["root"]) for row in ask(where, load_lookup("roots-of-edition"), {"edition": edition}).rows]
        return Side(parsed, tuple(roots), document, edition, stored=store is None, revised=revised)

    def read(self, path: Path, as_key: str | None) -> Side:
        """Return a file as it would be stored, corrections that the store keeps of its document included.

        Args:
            path: the file.
            as_key: the key of its document; None to take the catalogue's.

        Raises:
            UsageError: the file cannot be used.
        """
        errors: list[CompetencyGraphError] = []
        options = self._options
        reading = Reading(options.catalogue, as_key, options.limits, self._store, lambda _, error: errors.append(error))
        documents = list(reading.documents([Candidate(path, path.parent)]))
        if errors:
            raise errors[0]
        if self._notice is not None:
            for text in documents[0].document.notices:
                self._notice(path, text)
        graph = documents[0].graph
        return self.load(graph.document, graph.edition, self._stack.enter_context(store_of(documents)))


def only_profile(side: Side) -> Side:
    """Return the only profile of a document, to be compared with a profile.

    Args:
        side: all of an edition.

    Raises:
        UsageError: it describes none, or several.
    """
    if len(side.roots) != 1:
        raise UsageError(
            f"the document describes {len(side.roots)} profiles",
            where=short_name(side.document),
            remedy=f"name one of them: {', '.join(short_name(root) for root in side.roots[:SHOWN])}",
        )
    return replace(side, index=0)


def matching_profile(side: Side, root: str, grade: str | None) -> Side:
    """Return the profile of an edition that another edition has too: that of the same IRI, else the only one.

    Args:
        side: all of an edition.
        root: IRI of the profile in the other edition.
        grade: the grade to look at, None for all of the profile.

    Raises:
        UsageError: the edition has neither, or not that grade.
    """
    if root in side.roots:
        side = replace(side, index=side.roots.index(root))
    else:
        side = only_profile(side)
    profile = side.parsed.profiles[side.index or 0]
    if grade is not None:
        matching_grade(grade, list(grade_nodes(profile, side.roots[side.index or 0])), short_name(side.edition))
    return replace(side, grade=grade)


def matching_grade(wanted: str, known: list[str], where: str) -> str:
    """Return the grade that a notation means.

    Args:
        wanted: a notation, in upper or lower case.
        known: the notations that a family prints.
        where: the family, for the message.

    Raises:
        ParameterError: the family prints no such grade; the nearest is named.

    >>> matching_grade("a4", ["A4", "A5"], "federal-be/000/family")
    'A4'
    """
    same = [grade for grade in known if grade.casefold() == wanted.strip().casefold()]
    if not same:
        near = difflib.get_close_matches(wanted.upper(), known, n=1)
        raise ParameterError(
            f"no grade is printed as {wanted!r}",
            where=where,
            remedy=f"did you mean {near[0]}?" if near else f"choose from {', '.join(known[:SHOWN])}",
        )
    return wanted if wanted in same else same[0]
