"""Use case: the words of the documents behind a node."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from competencygraph.app.asking import full_iri
from competencygraph.app.listing import short_name
from competencygraph.errors import ParameterError, UnknownNodeError
from competencygraph.model import Location
from competencygraph.queries import ask, load_catalogue
from competencygraph.queries.catalogue import load_lookup
from competencygraph.store import GraphStore
from competencygraph.terms import cg
from competencygraph.terms.namespaces import SKOS

__all__ = ["Explanation", "Quote", "locations_in", "resolve_node", "why"]

#: Classes that a graph states beside a narrower one, which says all that they say.
_ABOVE = frozenset({cg.Expectation, cg.AdmissionCondition, cg.Passage, f"{SKOS}Concept", f"{SKOS}ConceptScheme"})
_PASSAGE = re.compile(r"(?P<edition>[a-z]+://[^\s<>\"{}|\\^`#]+/ed/[0-9a-f]+)#(?:page=\d+&)?line=\d+,\d+")
#: Passages of one edition that are cheaper asked one by one than all that it has.
_FEW = 10
#: The columns of questions that tell where a passage stands, by the part of the place.
_PARTS = {
    "page": "page",
    "end_page": "endPage",
    "paragraph": "paragraph",
    "end_paragraph": "endParagraph",
    "table": "table",
    "row": "row",
    "column": "column",
    "sheet": "sheet",
    "cell": "cell",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines of a document.

    Args:
        document: the document's identifier, such as ``000``.
        file: name of the file.
        edition: IRI of the edition.
        start_line: first line, counted from 1 as a text editor does.
        end_line: last line, included.
        text: the lines as they stand.
        location: where they stand, None in plain text, whose line numbers say it all.
    """

    document: str
    file: str
    edition: str
    start_line: int
    end_line: int
    text: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands behind a node.

    Args:
        node: its IRI.
        kinds: labels of its narrowest classes, the class IRI where there is no label; empty for a passage.
        label: what it is called, or how it is worded; None when it has neither.
        quotes: in the order of documents and lines; empty when nothing is quoted for it.
    """

    node: str
    kinds: tuple[str, ...]
    label: str | None
    quotes: tuple[Quote, ...]


def why(store: GraphStore, name: str, *, language: str = "en") -> Explanation:
    """Return the words of the documents behind a node.

    Args:
        store: what to ask.
        name: the node's IRI, its path below the data base, or the end of that path when only one node has it.
        language: of labels.

    Returns:
        The node with its quotes.

    Raises:
        UnknownNodeError: the store holds no such node, or several end so.
    """
    node = resolve_node(store, name)
    about = _about(store, node, language)
    rows = ask(store, load_catalogue().get("evidence"), {"node": node}, language=language).rows
    if not rows and "#" in node:
        rows = ask(store, load_lookup("passage"), {"passage": node}).rows
    narrow = [row for row in about if row["class"] not in _ABOVE] or about
    labels = [str(row["label"]) for row in about if row["label"] is not None]
    return Explanation(
        node,
        tuple(str(row["classLabel"] or short_name(str(row["class"]))) for row in narrow),
        labels[0] if labels else None,
        tuple(_quote(row) for row in rows),
    )


def locations_in(store: GraphStore, rows: Iterable[Mapping[str, object]]) -> dict[str, Location]:
    """Return where the passages stand that rows name, of those documents that are no plain text.

    Args:
        store: that the rows come from.
        rows: of the answer to a question.

    Returns:
        The places by IRI of the passage; those of other passages of an edition may be among them.
    """
    named: dict[str, set[str]] = {}
    for value in (value for row in rows for value in row.values() if isinstance(value, str)):
        passage = _PASSAGE.fullmatch(value)
        if passage is not None:
            named.setdefault(passage["edition"], set()).add(value)
    lookup = load_lookup("places-of-passages")
    asked: list[dict[str, object]] = []
    for edition, passages in named.items():
        few = len(passages) <= _FEW
        asked += [{"passage": passage} for passage in sorted(passages)] if few else [{"edition": edition}]
    places = ((str(row["passage"]), _location(row)) for values in asked for row in ask(store, lookup, values).rows)
    return {passage: location for passage, location in places if location is not None}


def resolve_node(store: GraphStore, name: str) -> str:
    """Return the IRI of the node that a name means.

    Args:
        store: what to ask.
        name: an IRI, a path below the data base, or the end of such a path.

    Returns:
        An IRI that the store says something about.

    Raises:
        UnknownNodeError: the store holds none, or several end so.
    """
    given = full_iri(name.strip())
    try:
        if _about(store, given, "en"):
            return given
    except ParameterError as error:
        raise UnknownNodeError(
            "this is no IRI", where=name, remedy="give an IRI, or a path such as federal-be/000/family"
        ) from error
    if ":" in name:
        raise _unknown(name)
    ending = f"/{name.strip().strip('/')}"
    rows = ask(store, load_lookup("nodes-by-ending"), {"ending": ending}).rows
    found = [short_name(str(row["node"])) for row in rows]
    if not found:
        raise _unknown(name)
    if len(found) > 1:
        raise UnknownNodeError("several nodes end so", where=name, remedy=f"choose from {', '.join(found)}")
    return full_iri(found[0])


def _unknown(name: str) -> UnknownNodeError:
    return UnknownNodeError(
        "the store holds no such node", where=name, remedy="take an IRI from the answer to a question"
    )


def _about(store: GraphStore, node: str, language: str) -> list[dict[str, object]]:
    return ask(store, load_lookup("about-node"), {"node": node, "language": language}).rows


def _quote(row: Mapping[str, object]) -> Quote:
    start = int(str(row["startLine"]))
    return Quote(
        str(row["identifier"] or short_name(str(row["document"]))),
        str(row["fileName"] or ""),
        str(row["edition"]),
        start,
        int(str(row["endLine"] or start)),
        str(row["quote"] or ""),
        _location(row),
    )


def _location(row: Mapping[str, object]) -> Location | None:
    parts: dict[str, Any] = {part: row[column] for part, column in _PARTS.items() if row[column] is not None}
    return Location(**parts) if parts else None
