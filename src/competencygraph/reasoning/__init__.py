"""Reasoning: OWL by HermiT over one profile, the same entailments by SPARQL rules over a whole store."""

from competencygraph.reasoning.axioms import Axioms, Sample, load_axioms, sample_of
from competencygraph.reasoning.clashes import Clash, ClashKind, Contradictions, find_clashes, load_clash_kinds
from competencygraph.reasoning.data import facts_of_store, profile_facts
from competencygraph.reasoning.hermit import TIMEOUT, Reasoner, Verdict, check_installed
from competencygraph.reasoning.rules import InferenceRule, infer, load_inference_rules

__all__ = [
    "TIMEOUT",
    "Axioms",
    "Clash",
    "ClashKind",
    "Contradictions",
    "InferenceRule",
    "Reasoner",
    "Sample",
    "Verdict",
    "check_installed",
    "facts_of_store",
    "find_clashes",
    "infer",
    "load_axioms",
    "load_clash_kinds",
    "load_inference_rules",
    "profile_facts",
    "sample_of",
]
