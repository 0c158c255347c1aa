"""Checking one edition: the shapes, then the lint rules."""

from __future__ import annotations



from competencygraph.terms import namespaces

__all__ = ["ELSEWHERE"]

#: The named graph, in a check, of what other documents say.
ELSEWHERE = f"{namespaces.DATA_BASE}graph/elsewhere"
