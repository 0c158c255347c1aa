"""What the engine raises when it cannot read or write its files."""

from __future__ import annotations

__all__ = ["ENGINE_ERRORS"]

ENGINE_ERRORS: tuple[type[OSError], type[RuntimeError]] = (OSError, RuntimeError)
"""An `OSError` for what the system refuses, a `RuntimeError` for files that are damaged (pyoxigraph 0.5)."""
