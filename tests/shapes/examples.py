"""The good and bad examples of the shapes, and what the shapes report on them.

The examples of one profile are validated together, which loads the shapes once; each has its own copy of the nodes
that it names, so that none sees another. What stands in context.ttl surrounds those of the core.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyshacl
from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from .shape_files import EX, HERE, RULES, shapes

SURROUNDED = "core"
CONTEXT = Graph().parse(HERE / "context.ttl")
SURROUNDINGS = set(CONTEXT.subjects())

Finding = tuple[Node, Node, Node]


def cases(rule: str, kind: str = "") -> list[Path]:
    """Return the examples of a rule, good or bad, at least one."""
    found = sorted((HERE / rule).glob(f"{kind}*.ttl"))
    assert found, f"no {kind} example in tests/shapes/{rule}"
    return found


def key(file: Path) -> str:
    """Return what the names of an example's own nodes begin with."""
    return f"{EX}{file.parent.name}/{file.stem}/"


def apart(file: Path, shared: set[Node]) -> Graph:
    """Return an example whose nodes have names of their own, but for those that stand around it."""

    def renamed(term: Node) -> Node:
        if isinstance(term, URIRef) and term.startswith(str(EX)) and term not in shared:
            return URIRef(key(file) + term.removeprefix(str(EX)))
        return term

    graph = Graph()
    for subject, predicate, value in Graph().parse(file):
        graph.add((renamed(subject), predicate, renamed(value)))
    return graph


def validate(data: Graph, shapes_graph: Graph) -> set[Finding]:
    """Return what shapes report: focus node, the shape or SPARQL constraint, the component."""
    _, report, text = pyshacl.validate(data, shacl_graph=shapes_graph, inference="none")
    assert isinstance(report, Graph), text
    found = set()
    for result in report.objects(None, SH.result):
        rule = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        focus, component = report.value(result, SH.focusNode), report.value(result, SH.sourceConstraintComponent)
        assert focus is not None and rule is not None and component is not None, text
        found.add((focus, rule, component))
    return found


@cache
def reports(profile: str) -> dict[str, set[Finding]]:
    """Return by the key of each example of a profile what its shapes report on it; by "" what is of no example."""
    files = [file for owner, rule in RULES if owner == profile for file in cases(rule)]
    data = Graph()
    if profile == SURROUNDED:
        data += CONTEXT
    shared = set(data.subjects())
    for file in files:
        data += apart(file, shared)
    result: dict[str, set[Finding]] = {"": set(), **{key(file): set() for file in files}}
    for focus, rule, component in validate(data, shapes(profile)):
        case = next((case for case in result if case and str(focus).startswith(case)), "")
        result[case].add((EX[str(focus).removeprefix(case)] if case else focus, rule, component))
    return result


def findings(profile: str, file: Path) -> set[Finding]:
    """Return what the shapes of a profile report on one of its examples."""
    return reports(profile)[key(file)]
