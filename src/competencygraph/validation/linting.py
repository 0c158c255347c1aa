"""Running lint rules on one edition: the observers look, the queries judge, the rows become findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from competencygraph.errors import DefinitionError, QueryRefusedError
from competencygraph.store.port import Term
from competencygraph.terms import cg
from competencygraph.validation.finding import Finding
from competencygraph.validation.observing import observe
from competencygraph.validation.observing.source import Source
from competencygraph.validation.placing import Placing, Spot
from competencygraph.validation.rules import LANGUAGES, LintRule
from competencygraph.validation.worker import note

__all__ = ["lint"]

#: Columns with a meaning of their own, beside the words that they may give a message.
#: Where two things stand in one line, paragraph or cell.
_SAME_PLACE = {"nl": "op dezelfde plaats", "fr": "au même endroit", "en": "in the same place"}
_FOCUS, _OTHER, _VALUE, _PATH, _COMPARED, _WITH = "focus", "other", "value", "path", "compared", "comparedWith"


def lint(source: Source, rules: Iterable[LintRule]) -> Iterator[Finding]:
    """Yield what the rules find in an edition.

    Args:
        source: the edition; observations are added to its graph.
        rules: what to look for.

    Yields:
        One finding a row, rule by rule.

    Raises:
        DefinitionError: a query is no SPARQL, its columns are not those of its header, or it leaves one empty that must
            not be.
    """
    chosen = tuple(rules)
    source.graph.add(observe(source, (name for rule in chosen for name in rule.observations)))
    placing = Placing(source)
    for rule in chosen:
        note(rule.code)
        try:
            result = source.graph.query(rule.text)
        except QueryRefusedError as error:
            raise DefinitionError(error.what, where=rule.name, remedy=error.remedy) from error
        if result.variables != tuple(rule.columns):
            raise DefinitionError(
                f"the query has the columns {', '.join(result.variables)}",
                where=rule.name,
                remedy=f"its header says {', '.join(rule.columns)}",
            )
        for row in result.rows:
            yield _finding(rule, dict(zip(result.variables, row, strict=True)), source, placing)


def _finding(rule: LintRule, row: Mapping[str, Term | None], source: Source, placing: Placing) -> Finding:
    values = {name: None if term is None else term.value for name, term in row.items()}
    missing = [name for name, value in values.items() if value is None and name not in rule.unbound]
    if missing:
        raise DefinitionError(f"the query leaves ?{missing[0]} empty", where=rule.name, remedy="see its header")
    focus, spot = _place(str(values[_FOCUS]), source, placing)
    other = values.get(_OTHER)
    other_spot = None if other is None else _place(other, source, placing)[1]
    compared, against = values.get(_COMPARED), values.get(_WITH)
    return Finding(
        code=rule.code,
        severity=rule.severity,
        messages=_filled(rule.messages, values, spot, other_spot),
        remedies=_filled(rule.remedies, values, spot, other_spot),
        focus=focus,
        rule=rule.iri,
        path=values.get(_PATH),
        value=values.get(_VALUE),
        document=spot.document,
        file=spot.file,
        start_line=spot.start_line,
        end_line=spot.end_line,
        location=spot.location,
        quote=spot.quote,
        compared=None if compared is None or against is None else (compared, against),
    )


def _place(node: str, source: Source, placing: Placing) -> tuple[str, Spot]:
    """Return the node of the graph that a row speaks of and where it stands; an observation is put on its lines."""
    if not node.startswith(f"{source.edition}#observation/"):
        return node, placing.of_node(node)
    rows = source.graph.describe(node)
    on = rows.get(cg.observedOn)
    start, end = rows.get(cg.startLine), rows.get(cg.endLine)
    if start is not None and end is not None:
        first, last = int(start), int(end)
        return on or placing.node_on(first, last), placing.of_lines(first, last)
    if on is None:
        return source.document, placing.whole()
    return on, placing.of_node(on)


def _filled(
    words: Mapping[str, str], values: Mapping[str, str | None], spot: Spot, other: Spot | None
) -> dict[str, str]:
    filled = {}
    for language in LANGUAGES:
        known = {name: value or "" for name, value in values.items()}
        known["place"] = spot.words(language)
        known["otherPlace"] = "" if other is None else other.words(language, seen_from=spot)
        if known["otherPlace"] == known["place"]:
            known["otherPlace"] = _SAME_PLACE[language]
        filled[language] = words[language].format_map(known)
    return filled
