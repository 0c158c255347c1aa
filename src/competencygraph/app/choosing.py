"""Use case: which values a parameter of a question can take, and which of them a word means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from competencygraph.app.listing import short_name
from competencygraph.errors import ParameterError, UnknownNodeError
from competencygraph.queries import Parameter, Question, ask, load_catalogue
from competencygraph.queries.catalogue import load_lookup
from competencygraph.queries.parameters import check_names
from competencygraph.queries.scores import selection_parts
from competencygraph.store import GraphStore
from competencygraph.terms.namespaces import CG, DATA_BASE, PREFIXES

__all__ = ["Choice", "choices", "chosen_values", "full_iri"]

_SHOWN = 12
_LONGEST = 80
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a parameter can take.

    Args:
        value: what to give for it: a path below the data base, a notation or a word.
        label: what people call it.
        iri: the IRI of the node; None for a word.
    """

    value: str
    label: str
    iri: str | None = None


def choices(
    store: GraphStore, name: str, parameter: str, *, language: str = "en", timeout: float | None = 60.0
) -> tuple[Choice, ...]:
    """Return the values that a parameter of a question can take.

    Args:
        store: what is asked for the nodes, the grades and the parts of selections that there are.
        name: of the question.
        parameter: of the question.
        language: of labels.
        timeout: seconds for each query.

    Returns:
        Nodes by label; grades in the order of their scheme; parts of selections in printed order; words in the order
        of the header.

    Raises:
        UnknownQuestionError: there is no such question.
        ParameterError: it has no such parameter (names the nearest), or the parameter takes any value of its type.

    >>> from competencygraph.store import open_store
    >>> with open_store(":memory:", write=True) as store:
    ...     [choice.value for choice in choices(store, "rises", "include_unchanged")]
    ['true', 'false']
    """
    question = load_catalogue().get(name)
    asked = _parameter(question, parameter)
    match asked.type:
        case "iri" if asked.classes:
            return _nodes(store, asked, language, timeout)
        case "grade":
            return _grades(store, timeout)
        case "scores":
            parts = selection_parts(store, timeout=timeout)
            return tuple(Choice(part.name, part.label or part.notation or part.name, part.part) for part in parts)
        case "boolean":
            return (Choice("true", "true"), Choice("false", "false"))
        case "text" if asked.values:
            return tuple(Choice(word, word) for word in asked.values)
    raise ParameterError(
        f"there is no list of values: {parameter} takes any value of the type {asked.type}",
        where=name,
        remedy=f"competencygraph questions {name} says what it means",
    )


def chosen_values(
    store: GraphStore, question: Question, values: Mapping[str, object], *, language: str, timeout: float | None
) -> dict[str, object]:
    """Return the values of parameters with the IRI of each node that is meant.

    Args:
        store: what is asked for labels.
        question: whose parameters they are.
        values: by name; a node by its IRI, its path below the data base, or its label when no other node has it.
        language: of labels.
        timeout: seconds for each query.

    Returns:
        The same values, nodes as IRIs.

    Raises:
        ParameterError: a label is that of several nodes; lists them.
        UnknownNodeError: no node has this path or label; names the nearest label.
    """
    chosen = dict(values)
    for key, value in values.items():
        parameter = question.params.get(key)
        if parameter is None or not isinstance(value, str) or not value:
            continue
        if parameter.type == "iri":
            chosen[key] = _node(store, question, parameter, value, language, timeout)
        elif parameter.type == "grade" and "/" in value and _holds(store, full_iri(value), timeout):
            chosen[key] = full_iri(value)
    return chosen


def full_iri(name: str) -> str:
    """Return the IRI that a name stands for: an IRI itself, a term such as ``cg:Task``, or a path below the data base.

    >>> full_iri("federal-be/000")
    'https://w3id.org/competencygraph/id/federal-be/000'
    >>> full_iri("cg:Task"), full_iri("<urn:x>")
    ('https://w3id.org/competencygraph/def/Task', 'urn:x')
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    if not colon:
        return f"{DATA_BASE}{name}"
    return f"{PREFIXES[prefix]}{local}" if prefix in PREFIXES else name


def _parameter(question: Question, name: str) -> Parameter:
    """Return a parameter of a question."""
    check_names(question.params, {name: ""}, question.name, complete=False)
    return question.params[name]


def _nodes(store: GraphStore, parameter: Parameter, language: str, timeout: float | None) -> tuple[Choice, ...]:
    """Return the nodes of the classes of a parameter, by label."""
    lookup = load_lookup("choices-of-class")
    found: dict[str, Choice] = {}
    for name in parameter.classes:
        values = {"class": f"{CG}{name.removeprefix('cg:')}"}
        for row in ask(store, lookup, {**values, "language": language}, timeout=timeout).rows:
            iri = str(row["node"])
            found[iri] = Choice(short_name(iri), " ".join(str(row["label"]).split()), iri)
    return tuple(sorted(found.values(), key=lambda choice: (_plain(choice.label), choice.value)))


def _grades(store: GraphStore, timeout: float | None) -> tuple[Choice, ...]:
    """Return the grades, by scheme and rank."""
    rows = ask(store, load_lookup("choices-of-grades"), {}, timeout=timeout).rows
    return tuple(
        Choice(str(row["notation"]), f"{row['notation']} ({short_name(str(row['scheme']))})", str(row["grade"]))
        for row in rows
    )


def _node(
    store: GraphStore, question: Question, parameter: Parameter, value: str, language: str, timeout: float | None
) -> str:
    """Return the IRI of the node that a value means; a value that cannot mean one is returned as a path."""
    iri = full_iri(value)
    if not parameter.classes or _ABSOLUTE.fullmatch(value) or value.startswith("<"):
        return iri
    if _holds(store, iri, timeout):
        return iri
    known = _nodes(store, parameter, language, timeout)
    named = [choice for choice in known if _plain(choice.label) == _plain(value)]
    if len(named) == 1:
        return named[0].iri or named[0].value
    if named:
        listed = ", ".join(choice.value for choice in named[:_SHOWN])
        raise ParameterError(
            f"{len(named)} nodes are called {_shown(value)!r}: {listed}",
            where=parameter.name,
            remedy="give the path of one of them",
        )
    labels = {_plain(choice.label): choice for choice in known}
    near = difflib.get_close_matches(_plain(value), labels, n=1) or [name for name in labels if _plain(value) in name]
    raise UnknownNodeError(
        f"the store holds no {_shown(f'{DATA_BASE}{value}')}"
        if "/" in value
        else f"nothing is called {_shown(value)!r}",
        where=parameter.name,
        remedy=f"did you mean {_shown(labels[near[0]].label)} ({labels[near[0]].value})?"
        if near
        else f"competencygraph questions {question.name} --choices {parameter.name} lists what there is",
    )


def _holds(store: GraphStore, iri: str, timeout: float | None) -> bool:
    """Return whether the store says of what class a node is; a text that cannot be an IRI is none."""
    try:
        return bool(ask(store, load_lookup("classes-of-node"), {"node": iri}, timeout=timeout).rows)
    except ParameterError:
        return False


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


def _shown(text: str) -> str:
    shown = text if text.isprintable() else ascii(text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
