"""What a store must be asked to understand a parameter: which grade a notation means, which class a node has."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from competencygraph.errors import ParameterError, UnknownNodeError
from competencygraph.queries.catalogue import Parameter, load_lookup
from competencygraph.queries.parameters import BoundTerm, bind, convert
from competencygraph.store.port import GraphStore, Term
from competencygraph.terms import namespaces

__all__ = ["check_class", "resolve_grade"]

_SHOWN = 12


def resolve_grade(
    store: GraphStore,
    parameter: Parameter,
    value: object,
    others: Mapping[str, BoundTerm],
    *,
    timeout: float | None = None,
) -> NamedNode:
    """Return the grade that prints a notation.

    Args:
        store: holds grades with `skos:notation` and `skos:inScheme` in its live graph.
        parameter: the parameter of type ``grade``.
        value: a notation such as ``A4``, an IRI of a grade as text (``https://…``), or a `NamedNode`, which is taken as
            the grade itself.
        others: the terms of the question's other parameters; those that ``within`` names narrow the look-up.
        timeout: seconds for each query, None for no limit.

    Returns:
        The IRI of the one grade.

    Raises:
        ParameterError: no grade prints this notation (names what exists), or grades of several schemes do
            (lists the schemes).
        UnknownNodeError: the store does not hold the IRI.
    """
    if isinstance(value, NamedNode):
        return value
    notation = convert(Parameter(parameter.name, "text"), value)
    narrowing = {role: others[name] for role, name in parameter.within.items() if name in others}
    found = _ask(store, "grades-by-notation", {"notation": notation, **narrowing}, timeout)
    grades = {grade.value: scheme for grade, scheme in found if isinstance(grade, NamedNode) and scheme is not None}
    if len(grades) > 1:
        used = [grade for grade in grades if _ask(store, "grades-in-use", {"grade": NamedNode(grade)}, timeout)]
        # A scheme that comes with the package settles nothing when no profile stands in it.
        grades = {grade: grades[grade] for grade in used} or grades
    if len(grades) == 1:
        return NamedNode(next(iter(grades)))
    if not grades and "://" in str(value):
        node = convert(Parameter(parameter.name, "iri"), value)
        if isinstance(node, NamedNode):
            check_class(store, Parameter(parameter.name, "iri", classes=("cg:Grade",)), node, timeout=timeout)
            return node
    if not grades:
        raise _unknown(store, parameter, str(value), narrowing, timeout)
    schemes = sorted({scheme.value for scheme in grades.values() if isinstance(scheme, NamedNode)})
    listed = ", ".join(schemes[:_SHOWN]) + (f" and {len(schemes) - _SHOWN} more" if len(schemes) > _SHOWN else "")
    settle = parameter.within.get("scheme")
    raise ParameterError(
        f"{value!r} is a grade in {len(schemes)} schemes: {listed}",
        where=parameter.name,
        remedy=f"add {settle}=… with one of them" if settle is not None else "give the IRI of the grade",
    )


def check_class(store: GraphStore, parameter: Parameter, node: NamedNode, *, timeout: float | None = None) -> None:
    """Check that the store holds a node and that it has a class which the parameter takes.

    Args:
        store: holds the node in its live graph.
        parameter: names the classes.
        node: the node.
        timeout: seconds for the query, None for no limit.

    Raises:
        UnknownNodeError: the store says of no class that the node has it.
        ParameterError: it has other classes.
    """
    rows = _ask(store, "classes-of-node", {"node": node}, timeout)
    classes = {row[0].value for row in rows if isinstance(row[0], NamedNode)}
    wanted = {namespaces.CG + name.removeprefix("cg:") for name in parameter.classes}
    if classes & wanted:
        return
    asked = " or ".join(parameter.classes)
    name = node.value if node.value.isprintable() else ascii(node.value)
    if not classes:
        raise UnknownNodeError(f"the store holds no {name}", where=parameter.name, remedy=f"give the IRI of a {asked}")
    stated = ", ".join(sorted(name.replace(namespaces.CG, "cg:") for name in classes))
    raise ParameterError(f"{name} is a {stated}", where=parameter.name, remedy=f"give the IRI of a {asked}")


def _ask(
    store: GraphStore, name: str, terms: Mapping[str, BoundTerm], timeout: float | None
) -> tuple[tuple[Term | None, ...], ...]:
    """Return the rows of a query of ``queries/internal``."""
    return store.query(bind(load_lookup(name).text, terms), timeout=timeout).rows


def _unknown(
    store: GraphStore, parameter: Parameter, value: str, narrowing: Mapping[str, BoundTerm], timeout: float | None
) -> ParameterError:
    """Return the error for a notation that no grade prints; it proposes the notations that profiles are at, if any."""
    rows = _ask(store, "grade-notations", narrowing, timeout)
    notations = [row[0].value for row in rows if isinstance(row[0], Literal)]
    used = [row[0].value for row in rows if isinstance(row[0], Literal) and row[1] == Literal(True)]
    same = [notation for notation in notations if notation.casefold() == value.casefold()]
    near = same or difflib.get_close_matches(value, used or notations, n=1)
    if near:
        remedy = f"did you mean {near[0]}?"
    elif notations:
        remedy = f"choose from {', '.join((used or notations)[:_SHOWN])}"
    else:
        remedy = "the store holds no grades here: ingest a document with grades first"
    shown = value if value.isprintable() and len(value) <= 60 else ascii(value)[:60]
    return ParameterError(f"no grade is printed as {shown!r}", where=parameter.name, remedy=remedy)
