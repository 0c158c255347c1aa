"""Checking one edition: the shapes, then the lint rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from textwrap import shorten

from pyoxigraph import NamedNode, Triple

from competencygraph.model import Location
from competencygraph.rdf.iris import passage_iri
from competencygraph.rdf.packaged import vocabulary_triples
from competencygraph.store.scratch import Scratch
from competencygraph.terms import namespaces
from competencygraph.validation.edition import EditionData
from competencygraph.validation.finding import Finding, Severity, sorted_findings
from competencygraph.validation.linting import lint
from competencygraph.validation.observing import Source, Thresholds, read_source
from competencygraph.validation.placing import Placing
from competencygraph.validation.port import ShapeEngine, ShapeResult
from competencygraph.validation.rules import LANGUAGES, LintRule
from competencygraph.validation.shapes import Shapes, ShapeText

__all__ = ["ELSEWHERE", "Checker", "shape_code", "surroundings"]

#: The named graph, in a check, of what other documents say.
ELSEWHERE = f"{namespaces.DATA_BASE}graph/elsewhere"

#: Longest name in a message.
_NAME = 70
#: What is wrong, of a shape that does not say it.
_GENERIC = {
    "nl": "Het voldoet niet aan de vorm {name} ({by}).",
    "fr": "Ceci n'est pas conforme à la forme {name} ({by}).",
    "en": "It does not conform to the shape {name} ({by}).",
}
_SUB_CLASS = f"{namespaces.RDFS}subClassOf"
_SEVERITIES = {f"{namespaces.SH}{severity.value.capitalize()}": severity for severity in Severity}


class Checker:
    """Checks editions, one after another, with the same shapes and rules.

    Args:
        engine: evaluates the shapes; None to leave shapes out.
        shapes: those that the engine was made of, for what they say to people.
        rules: lint rules.
        thresholds: what counts as alike; None for the usual.
    """

    def __init__(
        self,
        engine: ShapeEngine | None,
        shapes: Shapes,
        rules: Iterable[LintRule],
        thresholds: Thresholds | None = None,
    ) -> None:
        self._engine = engine
        self._shapes = shapes
        self._rules = tuple(rules)
        self._thresholds = thresholds or Thresholds()

    def check(self, data: EditionData) -> tuple[Finding, ...]:
        """Return what is wrong with an edition, or worth a look.

        Args:
            data: the edition, and what other documents say of the same things.

        Returns:
            The findings by place, each once.

        Raises:
            ShapesError: a shape turned out to be at fault.
            DefinitionError: the data holds no edition with its text, or a packaged rule is at fault.
        """
        stated = (*data.triples, *surroundings())
        source = read_source(Scratch((*stated, *data.observed), {ELSEWHERE: data.elsewhere}), self._thresholds)
        placing = Placing(source)
        own = {triple.subject for triple in data.triples}
        results = () if self._engine is None else self._engine.validate(stated)
        names = _names(source) if results and self._shapes.packaged else {}
        found = [self._finding(result, placing, names) for result in results if result.focus in own]
        found += lint(source, self._rules)
        return sorted_findings([_with_passage(finding, source) for finding in found])

    def _finding(self, result: ShapeResult, placing: Placing, names: Mapping[str, str]) -> Finding:
        """Return a result as a finding; its rule is the constraint that has an IRI, else the shape that has one."""
        named = result.constraint is not None and not result.constraint.startswith("_:")
        speaker = result.constraint if named and result.constraint is not None else result.shape
        text = self._shapes.text(speaker)
        rule = text.named or result.component
        remedies = text.remedies or self._shapes.text(result.shape).remedies
        focus = result.focus.value
        spot = placing.of_node(focus)
        return Finding(
            code=shape_code(rule),
            severity=_SEVERITIES.get(result.severity, Severity.VIOLATION),
            messages=_naming(names.get(focus), _in_all_languages(result.messages) or _generic(rule, text, result)),
            remedies=_in_all_languages(remedies),
            focus=focus,
            rule=rule,
            path=result.path,
            value=_value(result),
            document=spot.document,
            file=spot.file,
            start_line=spot.start_line,
            end_line=spot.end_line,
            location=spot.location,
            quote=spot.quote,
            component=result.component,
            value_term=None if result.value is None else str(result.value),
        )


@cache
def surroundings() -> tuple[Triple, ...]:
    """Return what shapes and rules see beside an edition: the packaged schemes, and which classes stand above others.

    >>> any(triple.subject.value.endswith("grades/federal/A4") for triple in surroundings())
    True
    """
    return tuple(
        triple
        for triple in vocabulary_triples()
        if triple.predicate.value == _SUB_CLASS
        or (isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(namespaces.DATA_BASE))
    )


def shape_code(iri: str) -> str:
    """Return the stable code of the findings of a shape.

    >>> shape_code("https://w3id.org/competencygraph/shape/Grade-rank"), shape_code("https://example.org/own#Title")
    ('CG-Grade-rank', 'CG-Title')
    """
    return f"CG-{iri.rstrip('/#').rpartition('#')[2].rpartition('/')[2]}"


def _value(result: ShapeResult) -> str | None:
    """Return the value that a result is about; the node itself is none."""
    return None if result.value is None or result.value == result.focus else result.value.value


def _names(source: Source) -> dict[str, str]:
    """Return what people call the nodes of an edition."""
    found = {}
    for node, name in source.lookup("names-of-nodes"):
        if node is not None and name is not None:
            found[str(node.value)] = shorten(str(name.value), _NAME, placeholder="…")
    return found


def _naming(name: str | None, messages: Mapping[str, str]) -> dict[str, str]:
    """Return messages that begin with the name of the thing, where it has one and the message does not say it.

    >>> _naming("Coachen", {"fr": "Un niveau a un rang.", "en": "“Coachen” has no rank."})
    {'fr': '« Coachen » : Un niveau a un rang.', 'en': '“Coachen” has no rank.'}
    """
    if name is None:
        return dict(messages)
    marks = {"fr": f"« {name} » : "}
    return {
        language: text if name in text else f"{marks.get(language, f'“{name}”: ')}{text}"
        for language, text in messages.items()
    }


def _in_all_languages(texts: Mapping[str, str]) -> dict[str, str]:
    """Return a text for each language; a language without one takes that without a language, English or any other."""
    texts = {language: text for language, text in texts.items() if text.strip()}
    if not texts:
        return {}
    spare = texts.get("") or texts.get("en") or next(iter(texts.values()))
    return {language: texts.get(language) or spare for language in LANGUAGES}


def _generic(rule: str, text: ShapeText, result: ShapeResult) -> dict[str, str]:
    """Return messages for a result of a shape that says none."""
    component = result.component.rstrip("/#").rpartition("#")[2].rpartition("/")[2].removesuffix("ConstraintComponent")
    name = shape_code(rule).removeprefix("CG-")
    spare = text.names.get("") or text.names.get("en") or name
    return {
        language: wording.format(name=shorten(text.names.get(language) or spare, _NAME, placeholder="…"), by=component)
        for language, wording in _GENERIC.items()
    }


def _with_passage(finding: Finding, source: Source) -> Finding:
    """Return a finding with the IRI of the lines that it stands on."""
    if finding.start_line is None or finding.end_line is None:
        return finding
    page = (finding.location or Location()).page
    return replace(finding, passage=passage_iri(source.edition, finding.start_line, finding.end_line, page))
