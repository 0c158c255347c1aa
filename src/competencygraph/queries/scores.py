"""Which parts of which selection the scores of a candidate are about."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from competencygraph.errors import ParameterError
from competencygraph.queries.catalogue import Parameter, load_lookup
from competencygraph.queries.header import TABLES
from competencygraph.queries.parameters import BoundTerm, bind
from competencygraph.queries.tables import Table, read_scores
from competencygraph.store.port import GraphStore, Term
from competencygraph.terms import namespaces

__all__ = ["SelectionPart", "resolve_scores", "selection_parts"]

_SHOWN = 12
_LAST_NUMBER = re.compile(r"[0-9]+$", re.ASCII)


@dataclass(frozen=True, slots=True)
class SelectionPart:
    """A part of a selection.

    Args:
        vacancy: IRI of the vacancy.
        part: its IRI.
        position: its place in the printed order; None when it is not known.
        notation: what is printed before it, ``Deel 1``; None when there is nothing.
        label: its name; None when there is none.
        points: the points that it counts for; None when none are printed.
    """

    vacancy: str
    part: str
    position: int | None
    notation: str | None
    label: str | None
    points: int | None

    @property
    def name(self) -> str:
        """Return the shortest name that a person would type.

        >>> SelectionPart("urn:v", "urn:p", 2, "Deel 1", "Assessment", None).name
        '1'
        """
        return next(iter(self.names()))

    def names(self) -> dict[str, None]:
        """Return what it may be called, the shortest first, in the form in which names are compared.

        >>> list(SelectionPart("urn:v", "urn:p", 2, "Deel 1", "Assessment", None).names())
        ['1', 'deel 1', 'assessment', 'urn:p']
        """
        number = None if self.notation is None else _LAST_NUMBER.search(self.notation)
        printed = str(self.position) if self.notation is None and self.position is not None else None
        found = [number.group() if number else printed, self.notation, self.label, self.part]
        return dict.fromkeys(_plain(name) for name in found if name)


def selection_parts(
    store: GraphStore, vacancy: NamedNode | None = None, *, timeout: float | None = None
) -> tuple[SelectionPart, ...]:
    """Return the parts of the selections that a store holds.

    Args:
        store: holds the vacancies in its live graph.
        vacancy: one of them; None for all.
        timeout: seconds for the query, None for no limit.

    Returns:
        The parts by vacancy, in printed order.
    """
    text = bind(load_lookup("selection-parts").text, {} if vacancy is None else {"vacancy": vacancy})
    return tuple(
        SelectionPart(
            str(_text(v)), str(_text(part)), _number(position), _text(notation), _text(label), _number(points)
        )
        for v, part, position, notation, label, points in store.query(text, timeout=timeout).rows
    )


def resolve_scores(
    store: GraphStore,
    parameter: Parameter,
    value: object,
    others: Mapping[str, BoundTerm],
    *,
    timeout: float | None = None,
) -> tuple[Table, dict[str, BoundTerm]]:
    """Return the scores of the parts of one selection.

    Args:
        store: holds the vacancy in its live graph.
        parameter: the parameter of type ``scores``; its ``within`` names the parameter that tells the vacancy.
        value: as `read_scores` takes it; a part is named by its printed notation (``Deel 1``), by the number in it, by
            its name or its IRI, and by its place in the list where it has no notation.
        others: the terms of the question's other parameters.
        timeout: seconds for the query, None for no limit.

    Returns:
        One row a score, and the vacancy as the term of the parameter that tells it.

    Raises:
        ParameterError: a part is unknown (with the nearest), several vacancies have such parts, or a score is above the
            points that are printed for its part.
    """
    scores = {_plain(name): (name, number) for name, number in read_scores(parameter, value).items()}
    role = parameter.within.get("vacancy")
    asked = others.get(role) if role is not None else None
    by_vacancy: dict[str, list[SelectionPart]] = defaultdict(list)
    for part in selection_parts(store, asked if isinstance(asked, NamedNode) else None, timeout=timeout):
        by_vacancy[part.vacancy].append(part)
    fitting = {
        vacancy: parts
        for vacancy, parts in by_vacancy.items()
        if all(any(name in part.names() for part in parts) for name in scores)
    }
    if not fitting:
        raise _unknown(parameter, scores, [part for parts in by_vacancy.values() for part in parts])
    if len(fitting) > 1:
        listed = ", ".join(sorted(fitting)[:_SHOWN])
        raise ParameterError(
            f"{len(fitting)} vacancies have such parts: {listed}",
            where=parameter.name,
            remedy=f"add {role}=… with one of them" if role is not None else "name the parts by their IRI",
        )
    ((vacancy, parts),) = fitting.items()
    rows = tuple(_row(parameter, shown, number, parts) for shown, number in scores.values())
    settled: dict[str, BoundTerm] = {} if role is None else {role: NamedNode(vacancy)}
    return Table(TABLES["scores"], rows), settled


def _row(parameter: Parameter, name: str, score: Decimal, parts: list[SelectionPart]) -> tuple[BoundTerm, ...]:
    found = [part for part in parts if _plain(name) in part.names()]
    if len(found) > 1:
        listed = ", ".join(part.notation or part.part for part in found)
        raise ParameterError(
            f"{name!r} is the name of {len(found)} parts: {listed}", where=parameter.name, remedy="name one of them"
        )
    (part,) = found
    if part.points is not None and score > part.points:
        raise ParameterError(
            f"the score of {name!r} is above the {part.points} points that are printed for it",
            where=parameter.name,
            remedy="correct the score",
        )
    return NamedNode(part.part), Literal(format(score, "f"), datatype=NamedNode(namespaces.XSD + "decimal"))


def _unknown(
    parameter: Parameter, scores: Mapping[str, tuple[str, Decimal]], parts: list[SelectionPart]
) -> ParameterError:
    """Return the error for a name that no part has."""
    if not parts:
        return ParameterError(
            "no selection with parts is known here",
            where=parameter.name,
            remedy="ingest a document with a selection first",
        )
    known = {name: part for part in parts for name in part.names()}
    strange = next((name for name in scores if name not in known), next(iter(scores)))
    near = difflib.get_close_matches(strange, known, n=1)
    named = dict.fromkeys(f"{part.name} ({part.label})" if part.label else part.name for part in parts)
    remedy = f"did you mean {_called(known[near[0]])}?" if near else f"choose from {', '.join([*named][:_SHOWN])}"
    return ParameterError(
        f"no selection has all these parts: {', '.join(repr(shown) for shown, _ in scores.values())}"
        if strange in known
        else f"no part of a selection is called {scores[strange][0]!r}",
        where=parameter.name,
        remedy=remedy,
    )


def _called(part: SelectionPart) -> str:
    return part.label or part.notation or part.name


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _text(term: Term | None) -> str | None:
    return None if term is None else term.value


def _number(term: Term | None) -> int | None:
    return int(term.value) if isinstance(term, Literal) else None
