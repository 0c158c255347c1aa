"""Findings as a validation report of SHACL, in Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from competencygraph.terms import cg
from competencygraph.terms.namespaces import DCTERMS, PREFIXES, PROV, RDF, SH
from competencygraph.validation.finding import Finding
from competencygraph.validation.path_nodes import path_node

__all__ = ["report_triples", "report_turtle"]

_PREFIXES = ("cg", "cgsh", "dcterms", "org", "prov", "rdf", "sh", "skos")
_TYPE = NamedNode(f"{RDF}type")
_SPARQL = f"{SH}SPARQLConstraintComponent"

_Node = NamedNode | BlankNode


def report_triples(findings: Iterable[Finding]) -> Iterator[Triple]:
    """Yield a validation report.

    Args:
        findings: of a check, in their order.

    Yields:
        The report, then each result with all that SHACL says of results, and beside it the stable code
        (``dcterms:identifier``), the remedy, and the lines with their words; messages in three languages. The labels
        of blank nodes tell the order.

    Source:
        W3C, SHACL, section 3.6 (validation report).
    """
    found = tuple(findings)
    report = BlankNode("report")
    yield Triple(report, _TYPE, _sh("ValidationReport"))
    yield Triple(report, _sh("conforms"), Literal(not found))
    results = [(BlankNode(f"r{number}"), finding) for number, finding in enumerate(found, 1)]
    for node, _ in results:
        yield Triple(report, _sh("result"), node)
    for node, finding in results:
        yield from _result(node, finding)


def report_turtle(findings: Iterable[Finding]) -> str:
    """Return a validation report as Turtle, the same bytes for the same findings.

    Args:
        findings: of a check, in their order.

    Returns:
        Turtle with the prefixes that it uses.

    >>> report_turtle([]).split()[-3:]
    ['sh:conforms', 'true', '.']
    """
    prefixes = {name: PREFIXES[name] for name in _PREFIXES}
    data = serialize(report_triples(findings), format=RdfFormat.TURTLE, prefixes=prefixes)
    lines = (data or b"").decode("utf-8").splitlines(keepends=True)
    # The engine writes prefixes in an order of its own, another one in each process.
    return "".join([*sorted(lines[: len(prefixes)]), *lines[len(prefixes) :]])


def _result(node: BlankNode, finding: Finding) -> Iterator[Triple]:
    yield Triple(node, _TYPE, _sh("ValidationResult"))
    yield Triple(node, NamedNode(f"{DCTERMS}identifier"), Literal(finding.code))
    yield Triple(node, _sh("resultSeverity"), _sh(finding.severity.value.capitalize()))
    yield Triple(node, _sh("sourceShape"), _term(finding.rule))
    yield Triple(node, _sh("sourceConstraintComponent"), NamedNode(finding.component or _SPARQL))
    yield Triple(node, _sh("focusNode"), _term(finding.focus))
    deeper: tuple[Triple, ...] = ()
    if finding.path is not None:
        head, deeper = path_node(finding.path, f"{node.value}p")
        yield Triple(node, _sh("resultPath"), head)
    value = _value(finding)
    if value is not None:
        yield Triple(node, _sh("value"), value)
    for language, text in finding.messages.items():
        yield Triple(node, _sh("resultMessage"), Literal(text, language=language))
    for language, text in finding.remedies.items():
        yield Triple(node, NamedNode(cg.remedy), Literal(text, language=language))
    yield from _place(node, finding)
    yield from deeper


def _place(node: BlankNode, finding: Finding) -> Iterator[Triple]:
    if finding.passage is not None:
        yield Triple(node, NamedNode(f"{PROV}wasDerivedFrom"), NamedNode(finding.passage))
    facts = ((cg.fileName, finding.file), (cg.startLine, finding.start_line), (cg.endLine, finding.end_line))
    for predicate, fact in (*facts, (cg.quote, finding.quote)):
        if fact is not None:
            yield Triple(node, NamedNode(predicate), Literal(fact))


def _value(finding: Finding) -> _Node | Literal | None:
    """Return the value as the term that it is; of a lint rule, whose values are texts, as a text."""
    if finding.value_term is None:
        return None if finding.value is None else Literal(finding.value)
    if finding.value_term.startswith("_:"):
        return BlankNode(finding.value_term.removeprefix("_:"))
    line = f"<urn:s> <urn:p> {finding.value_term} ."
    value = next(iter(parse(line, RdfFormat.N_TRIPLES))).object
    return None if isinstance(value, Triple) else value


def _term(name: str) -> _Node:
    return BlankNode(name.removeprefix("_:")) if name.startswith("_:") else NamedNode(name)


def _sh(word: str) -> NamedNode:
    return NamedNode(SH + word)
