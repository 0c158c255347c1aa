"""Use case: an answer with the labels, the evidence and the particulars of its data beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from competencygraph.app.asking import full_iri
from competencygraph.app.tracing import locations_in
from competencygraph.model.place_words import place_words
from competencygraph.presentation.book import AnswerBook, CitedPassage
from competencygraph.queries import Answer
from competencygraph.queries.catalogue import load_lookup
from competencygraph.queries.many import ask_for_many
from competencygraph.store import GraphStore
from competencygraph.terms.namespaces import DATA_BASE

__all__ = ["book_of", "passages_of"]

_LINES = re.compile(r"#(?:page=\d+&)?line=(\d+),(\d+)$")
_BATCH = 500


def book_of(
    store: GraphStore, answer: Answer, values: Mapping[str, object] | None = None, *, language: str = "en"
) -> AnswerBook:
    """Return an answer ready for a workbook.

    Args:
        store: that the answer is from.
        answer: to a named question, or to free SPARQL.
        values: the parameters as they were given.
        language: of labels and headings.

    Returns:
        The answer with labels of nodes, the passages that rows name, the text that was asked, the digest of the data.
    """
    passages = passages_of(store, answer.rows, language=language)
    nodes = {
        str(row[column])
        for column, kind in answer.question.columns.items()
        if kind == "iri" and f"{column}Label" not in answer.columns
        for row in answer.rows
        if row[column] is not None
    }
    asked = {
        name: full_iri(str(value)) if _takes_node(answer, name) else str(value)
        for name, value in (values or {}).items()
        if value is not None
    }
    wanted = (nodes | {value for value in asked.values() if "://" in value}) - passages.keys()
    labels = _labels(store, sorted(node for node in wanted if node.startswith(DATA_BASE)), language)
    parameters = {
        name: str(parameter.default).lower()
        for name, parameter in answer.question.params.items()
        if parameter.default is not None and name not in asked
    }
    parameters |= {name: f"{labels[value]} <{value}>" if value in labels else value for name, value in asked.items()}
    return AnswerBook(
        title=answer.question.titles.get(language),
        name=answer.question.name if answer.question.titles else "",
        columns=answer.question.columns,
        rows=answer.rows,
        parameters=parameters,
        sparql=answer.sparql or answer.question.text,
        digest=store.digest(),
        changed=_last_day(store),
        labels={node: label for node, label in labels.items() if node in nodes},
        passages=passages,
        chart=answer.question.chart,
        language=language,
    )


def passages_of(
    store: GraphStore, rows: Sequence[Mapping[str, object]], *, language: str = "en"
) -> dict[str, CitedPassage]:
    """Return the passages that rows name, with their words.

    Args:
        store: that the rows are from.
        rows: of an answer.
        language: of the words that say where a passage stands.

    Returns:
        The passages by IRI, in the order in which the rows name them first.
    """
    named = list(
        dict.fromkeys(
            value
            for row in rows
            for value in row.values()
            if isinstance(value, str) and _LINES.search(value) is not None
        )
    )
    locations = locations_in(store, rows)
    quotes = {
        str(row["passage"]): row
        for batch in _batches(named)
        for row in ask_for_many(store, load_lookup("quotes-of-passages"), "passage", batch)
    }
    found: dict[str, CitedPassage] = {}
    for iri in named:
        match, quote = _LINES.search(iri), quotes.get(iri)
        if match is None or quote is None:
            continue
        place = place_words(int(match[1]) + 1, int(match[2]), locations.get(iri), language)
        found[iri] = CitedPassage(
            iri, str(quote["identifier"] or ""), str(quote["fileName"] or ""), place, str(quote["quote"] or "")
        )
    return found


def _takes_node(answer: Answer, name: str) -> bool:
    return name in answer.question.params and answer.question.params[name].type == "iri"


def _labels(store: GraphStore, nodes: Sequence[str], language: str) -> dict[str, str]:
    lookup = load_lookup("labels-of-nodes")
    return {
        str(row["node"]): str(row["label"])
        for batch in _batches(nodes)
        for row in ask_for_many(store, lookup, "node", batch, language=language)
        if row["label"] is not None
    }


def _batches(nodes: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(nodes), _BATCH):
        yield nodes[start : start + _BATCH]


def _last_day(store: GraphStore) -> str | None:
    """Return the day of the last change that the journal tells."""
    times: Iterable[str] = (str(entry["time"]) for entry in store.journal() if "time" in entry)
    return max(times, default="")[:10] or None
