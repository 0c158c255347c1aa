"""The examples in the docstrings of the tools run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import tools.release


def test_examples_run() -> None:
    names = [one.name for one in pkgutil.walk_packages(tools.release.__path__, "tools.release.")]
    assert len(names) > 12
    tried = [doctest.testmod(importlib.import_module(name)) for name in names if not name.endswith("__main__")]
    assert sum(one.attempted for one in tried) >= 7
    assert sum(one.failed for one in tried) == 0
