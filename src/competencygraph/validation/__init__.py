"""Checks: shapes and rules over the graph of an edition, and what they find."""

from __future__ import annotations

__all__: list[str] = []
