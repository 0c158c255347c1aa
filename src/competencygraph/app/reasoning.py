"""Use case: whether a profile agrees with the ontology, and what follows from all that a store holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from competencygraph.app.listing import current_documents, short_name
from competencygraph.app.tracing import Explanation, Quote, resolve_node, why
from competencygraph.errors import UnknownNodeError
from competencygraph.model.place_words import place_words
from competencygraph.queries import ask
from competencygraph.queries.answer import plain_value
from competencygraph.queries.catalogue import load_lookup
from competencygraph.rdf.packaged import vocabulary_triples
from competencygraph.reasoning import (
    TIMEOUT,
    Clash,
    Reasoner,
    facts_of_store,
    find_clashes,
    infer,
    load_axioms,
    profile_facts,
    sample_of,
)
from competencygraph.reasoning.axioms import TYPE, iri_of
from competencygraph.store import GraphStore, inference_graph
from competencygraph.terms.namespaces import SKOS

if TYPE_CHECKING:
    from competencygraph.reasoning import Contradictions
    from competencygraph.store import Term

__all__ = ["Contradiction", "Inferences", "Kind", "ReasonReport", "Statement", "reason"]

#: Called with how many steps are done and how many there are.
Progress = Callable[[int, int], None]

_STEPS = 4
_LABEL_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing with what the reasoner found to be of it.

    Args:
        kind: IRI of the class.
        label: its label.
        members: IRIs, sorted.
        names: how the members are called, in the same order.
    """

    kind: str
    label: str
    members: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the statements that cannot all be true.

    Args:
        subject: IRI.
        predicate: IRI; that of ``rdf:type`` when it is said what kind of thing the subject is.
        value: IRI, or the text of a value.
        words: how subject, predicate and value are called.
        quotes: the passages behind it.
    """

    subject: str
    predicate: str
    value: str
    words: tuple[str, str, str]
    quotes: tuple[Quote, ...]

    @property
    def is_kind(self) -> bool:
        """Return whether it says what kind of thing the subject is."""
        return self.predicate == TYPE


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot all be true, in words.

    Args:
        kind: name of the kind of clash, such as ``two-kinds``.
        title: its name in words.
        message: what is wrong, one sentence.
        statements: those that clash.
    """

    kind: str
    title: str
    message: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Inferences:
    """The inferences over the whole store.

    Args:
        graph: the named graph for them.
        count: how many statements it holds now.
        written: False when it held them already.
    """

    graph: str
    count: int
    written: bool


@dataclass(frozen=True, slots=True)
class ReasonReport:
    """What reasoning found.

    Args:
        root: IRI of the family, profile or dictionary that was looked at.
        statements: how many statements were reasoned over.
        left_out: how many an axiom speaks of and the reasoner cannot take, such as those with a date.
        consistent: whether they agree with the ontology.
        impossible: labels of the classes that nothing can be in, which is a fault of the ontology.
        kinds: what was found to be of a kind that the ontology defines.
        contradictions: why they do not agree; empty when they do.
        more: how many more contradictions are likely.
        complete: False when the time was up before all contradictions were explained.
        inferences: over the whole store; None when they were not asked for, or the profile is inconsistent.
    """

    root: str
    statements: int
    left_out: int
    consistent: bool
    impossible: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    more: int = 0
    complete: bool = True
    inferences: Inferences | None = None


def reason(
    store: GraphStore,
    profile: str | None = None,
    *,
    timeout: float = TIMEOUT,
    materialise: bool = True,
    language: str = "en",
    progress: Progress | None = None,
) -> ReasonReport:
    """Return whether a profile agrees with the ontology, and write what follows from the whole store.

    Args:
        store: what to reason over.
        profile: the family, profile or dictionary: its IRI, its path below the data base, or the end of that path;
            None for the newest edition.
        timeout: seconds that the reasoner may take.
        materialise: whether to write the inferences of the whole store into its inference graph, which needs no
            reasoner. Nothing is written when the profile is inconsistent.
        language: of labels and messages.
        progress: called after each step.

    Returns:
        What was found.

    Raises:
        MissingExtraError: owlready2 or Java is missing.
        UnknownNodeError: the store holds no such profile, or none at all.
        CheckLimitError: the reasoner's time or memory was used up before it knew.
        StoreError: the inferences could not be written.
    """
    tell = progress or (lambda done, total: None)
    axioms = load_axioms()
    labels = _Labels(store, language)
    with Reasoner(timeout=timeout) as reasoner:
        root = _newest_root(store) if profile is None else _root_of(store, profile)
        facts = profile_facts(store, root)
        beyond_owl = [one for one, rule in infer(facts).items() if rule.logic != "owl"]
        sample = sample_of([*facts, *beyond_owl], axioms)
        tell(1, _STEPS)
        verdict = reasoner.classify(sample.statements, sample.distinct)
        tell(2, _STEPS)
        counts = (root, len(sample.statements) + len(sample.malformed), len(sample.left_out))
        if not verdict.consistent or sample.malformed:
            found = find_clashes(reasoner, sample, axioms)
            tell(_STEPS, _STEPS)
            return _inconsistent(counts, found, labels)
    kinds = tuple(_kinds(verdict.kinds, axioms.defined, labels))
    impossible = tuple(labels.of(iri) for iri in verdict.impossible)
    inferences = _materialise(store, tell) if materialise else None
    tell(_STEPS, _STEPS)
    return ReasonReport(*counts, True, impossible, kinds, inferences=inferences)


def _materialise(store: GraphStore, tell: Progress) -> Inferences:
    found = infer(facts_of_store(store))
    tell(_STEPS - 1, _STEPS)
    graph = inference_graph(store.base)
    return Inferences(graph, len(found), store.replace_graph(graph, found, live=False))


def _inconsistent(counts: tuple[str, int, int], found: Contradictions, labels: _Labels) -> ReasonReport:
    contradictions = tuple(_contradiction(clash, labels) for clash in found.clashes)
    return ReasonReport(*counts, False, contradictions=contradictions, more=found.more, complete=found.complete)


def _contradiction(clash: Clash, labels: _Labels) -> Contradiction:
    values = {name: labels.of_term(term) for name, term in clash.values.items()}
    statements = tuple(
        Statement(
            subject.value,
            predicate.value,
            value.value,
            (labels.of_term(subject), labels.of(predicate.value), labels.of_term(value)),
            tuple(dict.fromkeys((*labels.quotes(iri_of(subject)), *labels.quotes(iri_of(value))))),
        )
        for subject, predicate, value in clash.parts
    )
    message = clash.kind.messages[labels.language].format(**values)
    return Contradiction(clash.kind.name, clash.kind.titles[labels.language], message, statements)


def _kinds(found: Iterable[tuple[str, str]], defined: frozenset[str], labels: _Labels) -> Iterator[Kind]:
    members: dict[str, set[str]] = {}
    for node, kind in found:
        if kind in defined:
            members.setdefault(kind, set()).add(node)
    for kind, nodes in sorted(members.items()):
        ordered = tuple(sorted(nodes))
        yield Kind(kind, labels.of(kind), ordered, tuple(short_name(node) for node in ordered))


def _newest_root(store: GraphStore) -> str:
    """Return the first family, profile or dictionary of the edition that was stored last."""
    current = [document.edition for document in current_documents(store)]
    stored = [str(entry.get("edition")) for entry in store.journal() if entry.get("kind") in {"added", "replaced"}]
    newest = [edition for edition in reversed(stored) if edition in current]
    for edition in [*newest, *reversed(current)]:
        rows = ask(store, load_lookup("roots-of-edition"), {"edition": edition}).rows
        if rows:
            return str(rows[0]["root"])
    raise UnknownNodeError(
        "the store holds no profile",
        where=store.location,
        remedy="run `competencygraph ingest` or `competencygraph demo` first",
    )


def _root_of(store: GraphStore, name: str) -> str:
    ending = f"/{name.strip().strip('/')}"
    named = ask(store, load_lookup("roots-by-ending"), {"ending": ending}).rows
    node = str(named[0]["root"]) if len(named) == 1 else resolve_node(store, name)
    rows = ask(store, load_lookup("profile-roots"), {"node": node}).rows
    own = [str(row["root"]) for row in rows if row["own"]]
    if not own:
        raise UnknownNodeError(
            "this is no family, profile or dictionary",
            where=short_name(node),
            remedy="take an IRI from the answer to: competencygraph query profiles",
        )
    return own[0]


class _Labels:
    """How things are called in one language, and where the documents speak of them.

    Args:
        store: that the things are in.
        language: ``nl``, ``fr`` or ``en``.
    """

    def __init__(self, store: GraphStore, language: str) -> None:
        self.language = language
        self._store = store
        self._terms = _term_labels(language)
        self._known: dict[str, Explanation | None] = {}

    def of(self, iri: str) -> str:
        """Return the label of a term, the short name of any other thing."""
        return self._terms.get(iri) or short_name(iri)

    def of_term(self, term: Term) -> str:
        """Return how a thing is called, or what a value is; names and texts between quotation marks."""
        if not iri_of(term):
            value = plain_value(term)
            return f"“{term.value}”" if isinstance(value, str) else str(value)
        if term.value in self._terms:
            return self._terms[term.value]
        return self._name(term.value) or self._place(term.value) or short_name(term.value)

    def quotes(self, iri: str) -> tuple[Quote, ...]:
        """Return the passages behind a thing."""
        known = self._explanation(iri) if iri else None
        return () if known is None else known.quotes

    def _name(self, iri: str) -> str | None:
        """Return how a thing is called, with its kind where it is called by what it is about."""
        rows = ask(self._store, load_lookup("name-of-node"), {"node": iri, "language": self.language}).rows
        name, concerned = (rows[0]["name"], rows[0]["concerned"]) if rows else (None, None)
        if concerned is not None:
            known = self._explanation(iri)
            return " ".join([*(known.kinds[:1] if known else ()), f"“{concerned}”"])
        return None if name is None else f"“{_shortened(str(name))}”"

    def _place(self, iri: str) -> str | None:
        """Return where a passage stands, None for anything else."""
        quotes = self.quotes(iri) if "#" in iri else ()
        if not quotes:
            return None
        first = quotes[0]
        return f"{first.document}, {place_words(first.start_line, first.end_line, first.location, self.language)}"

    def _explanation(self, iri: str) -> Explanation | None:
        if iri not in self._known:
            self._known[iri] = None
            with suppress(UnknownNodeError):
                self._known[iri] = why(self._store, f"<{iri}>", language=self.language)
        return self._known[iri]


def _term_labels(language: str) -> Mapping[str, str]:
    """Return the labels of the terms of the ontology, not of what its schemes list."""
    label, kinds = f"{SKOS}prefLabel", {f"{SKOS}Concept", f"{SKOS}ConceptScheme"}
    listed = {iri_of(one.subject) for one in vocabulary_triples() if iri_of(one.object) in kinds}
    found = ((iri_of(one.subject), one.object) for one in vocabulary_triples() if one.predicate.value == label)
    return {
        iri: str(getattr(words, "value", ""))
        for iri, words in found
        if iri not in listed and getattr(words, "language", None) == language
    }


def _shortened(label: str) -> str:
    return label if len(label) <= _LABEL_WIDTH else f"{label[: _LABEL_WIDTH - 1].rstrip()}…"
