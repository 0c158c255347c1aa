"""Checking one edition: the shapes, then the lint rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode, Triple

from competencygraph.store.scratch import Scratch
from competencygraph.terms import namespaces
from competencygraph.validation.edition import EditionData
from competencygraph.validation.finding import Finding, Severity, sorted_findings
from competencygraph.validation.linting import lint
from competencygraph.validation.observing import Thresholds, read_source
from competencygraph.validation.placing import Placing
from competencygraph.validation.port import ShapeEngine, ShapeResult
from competencygraph.validation.rules import LintRule
from competencygraph.validation.shapes import Shapes

__all__ = ["Checker"]

#: The named graph, in a check, of what other documents say.
ELSEWHERE = f"{namespaces.DATA_BASE}graph/elsewhere"
