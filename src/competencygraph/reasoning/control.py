"""A question with a known answer, asked beside every other: a verdict without that answer is none."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from competencygraph.reasoning.axioms import TYPE, iri_of
from competencygraph.terms.namespaces import OWL, RDF

__all__ = ["CONTROL", "answered", "without_control"]

_BASE = "urn:competencygraph:control#"
_THING = NamedNode(f"{_BASE}thing")
_BOTH = NamedNode(f"{_BASE}Both")

#: Lines of N-Triples: a class that is two others together, and a thing that is both of these.
CONTROL = "".join(
    f"{line} .\n"
    for line in (
        *(f"<{_BASE}{name}> <{TYPE}> <{OWL}Class>" for name in ("One", "Other", "Both")),
        f"{_BOTH} <{OWL}equivalentClass> _:control",
        f"_:control <{TYPE}> <{OWL}Class>",
        f"_:control <{OWL}intersectionOf> _:control0",
        f"_:control0 <{RDF}first> <{_BASE}One>",
        f"_:control0 <{RDF}rest> _:control1",
        f"_:control1 <{RDF}first> <{_BASE}Other>",
        f"_:control1 <{RDF}rest> <{RDF}nil>",
        *(f"{_THING} <{TYPE}> {kind}" for kind in (f"<{OWL}NamedIndividual>", f"<{_BASE}One>", f"<{_BASE}Other>")),
    )
)


def answered(inferred: Iterable[Triple]) -> bool:
    """Tell whether the answer to the control question is among what was inferred.

    >>> answered([]), answered([Triple(_THING, NamedNode(TYPE), _BOTH)])
    (False, True)
    """
    return Triple(_THING, NamedNode(TYPE), _BOTH) in inferred


def without_control(inferred: Iterable[Triple]) -> tuple[Triple, ...]:
    """Return what was inferred about all but the control question.

    >>> without_control([Triple(_THING, NamedNode(TYPE), _BOTH)])
    ()
    """
    return tuple(
        one for one in inferred if not any(iri_of(term).startswith(_BASE) for term in (one.subject, one.object))
    )
