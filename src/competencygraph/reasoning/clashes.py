"""Contradictions: which few statements cannot all be true, found by queries and confirmed by the reasoner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from pyoxigraph import NamedNode, Triple

from competencygraph.errors import CheckLimitError
from competencygraph.queries.header import header_schema, parse_header
from competencygraph.reasoning.axioms import TYPE, Axioms, Sample
from competencygraph.reasoning.hermit import Reasoner
from competencygraph.store import Term
from competencygraph.store.scratch import Scratch
from competencygraph.terms import resources

__all__ = [
    "OTHER",
    "Clash",
    "ClashKind",
    "Contradictions",
    "candidates",
    "find_clashes",
    "load_clash_kinds",
    "smallest_clash",
]

#: Clashes that are confirmed and told; mending them shows whether there are more.
LIMIT = 10


@dataclass(frozen=True, slots=True)
class ClashKind:
    """A way in which statements can contradict the ontology.

    Args:
        name: the stem of its file.
        titles: its name, by language.
        messages: what to say, by language, with ``{column}`` where a name goes.
        columns: of the query, in order.
        statements: the statements that clash, each as three columns; ``a`` says what kind of thing something is.
        text: the query, over data and axioms together; empty for what no query looks for.
    """

    name: str
    titles: Mapping[str, str]
    messages: Mapping[str, str]
    columns: tuple[str, ...] = ()
    statements: tuple[tuple[str, str, str], ...] = ()
    text: str = ""


#: What no query looks for: the reasoner alone says that these statements clash.
OTHER = ClashKind(
    "other",
    MappingProxyType({"nl": "Een andere tegenspraak", "fr": "Une autre contradiction", "en": "Another contradiction"}),
    MappingProxyType(
        {
            "nl": "Deze uitspraken kunnen niet alle samen waar zijn.",
            "fr": "Ces énoncés ne peuvent pas être tous vrais ensemble.",
            "en": "These statements cannot all be true together.",
        }
    ),
)


@dataclass(frozen=True, slots=True)
class Clash:
    """Statements that cannot all be true.

    Args:
        kind: how they clash.
        statements: the fewest that do: without any one of them the others agree.
        values: what to put into the messages, by column.
    """

    kind: ClashKind
    statements: tuple[Triple, ...]
    values: Mapping[str, Term] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[tuple[Term, NamedNode, Term], ...]:
        """Return subject, predicate and object of each statement."""
        return tuple((one.subject, one.predicate, one.object) for one in self.statements)  # type: ignore[misc]


@cache
def load_clash_kinds() -> tuple[ClashKind, ...]:
    """Return the packaged kinds of clash, sorted by name.

    Raises:
        DefinitionError: one has a faulty header.

    >>> "two-kinds" in [kind.name for kind in load_clash_kinds()]
    True
    """
    schema = header_schema("clash")
    kinds = []
    for file in sorted(resources.path("queries").joinpath("inference", "clashes").glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        header = parse_header(text, file.name, schema)
        statements = tuple((subject, predicate, value) for subject, predicate, value in header["statements"])
        titles, messages = MappingProxyType(header["title"]), MappingProxyType(header["message"])
        kinds.append(ClashKind(file.stem, titles, messages, tuple(header["columns"]), statements, text))
    return tuple(kinds)


def candidates(sample: Sample, axioms: Axioms) -> Iterator[Clash]:
    """Yield the clashes that queries see, kind by kind; the reasoner has not been asked about them.

    Args:
        sample: the statements.
        axioms: what they may contradict.

    Yields:
        Clashes, no two with the same statements.
    """
    scratch = Scratch([*axioms.triples, *sample.statements, *sample.malformed])
    seen: set[frozenset[Triple]] = set()
    for kind in load_clash_kinds():
        for row in scratch.query(kind.text).rows:
            values = {name: term for name, term in zip(kind.columns, row, strict=True) if term is not None}
            statements = tuple(dict.fromkeys(_statements(kind, values)))
            if frozenset(statements) not in seen:
                seen.add(frozenset(statements))
                yield Clash(kind, statements, values)


@dataclass(frozen=True, slots=True)
class Contradictions:
    """Why statements contradict the ontology.

    Args:
        clashes: confirmed by the reasoner, `LIMIT` at most.
        more: how many more the queries saw.
        complete: False when the reasoner's time was up before all was explained.
    """

    clashes: tuple[Clash, ...] = ()
    more: int = 0
    complete: bool = True


def find_clashes(reasoner: Reasoner, sample: Sample, axioms: Axioms) -> Contradictions:
    """Return why statements contradict the ontology.

    Args:
        reasoner: has found that they do, or there are malformed values among them.
        sample: the statements.
        axioms: what they contradict.

    Returns:
        The clashes. Where no query sees one, the fewest statements that the reasoner rejects.
    """
    seen = list(candidates(sample, axioms))
    malformed = set(sample.malformed)
    found: list[Clash] = []
    try:
        for place, clash in enumerate(seen):
            if len(found) == LIMIT:
                return Contradictions(tuple(found), len(seen) - place)
            if malformed.intersection(clash.statements) or _clash(reasoner, clash.statements, sample):
                found.append(clash)
        if not found:
            found.append(Clash(OTHER, smallest_clash(reasoner, sample)))
    except CheckLimitError:
        return Contradictions(tuple(found), complete=False)
    return Contradictions(tuple(found))


def smallest_clash(reasoner: Reasoner, sample: Sample) -> tuple[Triple, ...]:
    """Return the fewest statements that contradict the ontology, found by asking about ever smaller parts.

    Args:
        reasoner: is asked some ten times for each statement that is found.
        sample: statements that contradict the ontology.

    Returns:
        Statements of which none can be left out; none when the ontology contradicts itself.

    Raises:
        CheckLimitError: the reasoner's time was up.

    Source:
        U. Junker, QuickXplain: preferred explanations and relaxations for over-constrained problems (AAAI 2004).
    """
    if _clash(reasoner, (), sample):
        return ()
    return _narrow(reasoner, sample, (), False, sample.statements)


def _narrow(
    reasoner: Reasoner, sample: Sample, background: tuple[Triple, ...], grown: bool, parts: tuple[Triple, ...]
) -> tuple[Triple, ...]:
    """Return the fewest of `parts` that clash together with `background`; `grown` says that it was just added to."""
    if grown and _clash(reasoner, background, sample):
        return ()
    if len(parts) == 1:
        return parts
    first, second = parts[: len(parts) // 2], parts[len(parts) // 2 :]
    later = _narrow(reasoner, sample, (*background, *first), bool(first), second)
    earlier = _narrow(reasoner, sample, (*background, *later), bool(later), first)
    return (*earlier, *later)


def _clash(reasoner: Reasoner, statements: Sequence[Triple], sample: Sample) -> bool:
    return not reasoner.classify(statements, _named(sample.distinct, statements)).consistent


def _named(groups: Iterable[tuple[str, ...]], statements: Sequence[Triple]) -> Iterator[tuple[str, ...]]:
    """Yield of each group the things that statements are about, where there are two or more."""
    names = {one.object.value for one in statements if isinstance(one.object, NamedNode)}
    for group in groups:
        kept = tuple(iri for iri in group if iri in names)
        if len(kept) > 1:
            yield kept


def _statements(kind: ClashKind, values: Mapping[str, Term]) -> Iterator[Triple]:
    for parts in kind.statements:
        subject, predicate, value = (NamedNode(TYPE) if part == "a" else values.get(part) for part in parts)
        if subject is not None and isinstance(predicate, NamedNode) and value is not None:
            yield Triple(subject, predicate, value)  # type: ignore[arg-type]
