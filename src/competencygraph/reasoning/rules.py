"""Inference over any amount of data: SPARQL rules, applied until they find nothing new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, TypeAlias

from pyoxigraph import Triple

from competencygraph.queries.header import header_schema, parse_header
from competencygraph.reasoning.axioms import Axioms, load_axioms
from competencygraph.store.scratch import Scratch
from competencygraph.terms import resources

__all__ = ["InferenceRule", "Logic", "infer", "load_inference_rules"]

Logic: TypeAlias = Literal["owl", "closed-world", "wording"]


@dataclass(frozen=True, slots=True)
class InferenceRule:
    """A query that states what follows from data.

    Args:
        name: the stem of its file.
        titles: its name, by language.
        summary: what it infers, in English.
        logic: ``owl`` when a reasoner finds the same from the axioms, ``closed-world`` when it counts what is there,
            ``wording`` when it reads words; the last two are what OWL cannot do.
        text: a CONSTRUCT over the data and the axioms together.
    """

    name: str
    titles: Mapping[str, str]
    summary: str
    logic: Logic
    text: str


@cache
def load_inference_rules() -> tuple[InferenceRule, ...]:
    """Return the packaged rules, sorted by name.

    Raises:
        DefinitionError: one has a faulty header.

    >>> [rule.name for rule in load_inference_rules() if rule.logic != "owl"]
    ['asks-of-every-profile', 'kind-of-work']
    """
    schema = header_schema("inference")
    rules = []
    for file in sorted(resources.path("queries").joinpath("inference").glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        header = parse_header(text, file.name, schema)
        titles, summary = MappingProxyType(header["title"]), " ".join(header["summary"].split())
        rules.append(InferenceRule(file.stem, titles, summary, header["logic"], text))
    return tuple(rules)


def infer(
    facts: Iterable[Triple], axioms: Axioms | None = None, *, progress: Callable[[int], None] | None = None
) -> Mapping[Triple, InferenceRule]:
    """Return what follows from facts, each with the rule that found it first.

    Args:
        facts: data: links, kinds, and the labels and texts that rules read.
        axioms: of the ontology; those of the packaged one when None.
        progress: called with how many statements were found after each round.

    Returns:
        The statements that are no facts themselves, in the order in which they were found.

    >>> infer(())
    {}
    """
    scratch = Scratch((load_axioms() if axioms is None else axioms).triples)
    known = set(facts)
    scratch.add(known)
    found: dict[Triple, InferenceRule] = {}
    grows = bool(known)
    while grows:
        new: dict[Triple, InferenceRule] = {}
        for rule in load_inference_rules():
            for one in scratch.query(rule.text).triples or ():
                if one not in known and one not in found:
                    new.setdefault(one, rule)
        scratch.add(new)
        found |= new
        grows = bool(new)
        if progress is not None:
            progress(len(found))
    return found
