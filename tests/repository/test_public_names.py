"""Each package says what is public: ``__all__`` is sorted and every name in it exists."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "competencygraph"
MODULES = sorted(PACKAGE.rglob("*.py"))
# The packages that others import from; the command line offers commands, not names.
PACKAGES = [
    file for file in sorted([*PACKAGE.glob("__init__.py"), *PACKAGE.glob("*/__init__.py")]) if file.parent.name != "cli"
]


def declared(source: str) -> list[str] | None:
    """Return what a source puts in ``__all__``; None when it has none."""
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name("__all__")], value=value):
                return list(ast.literal_eval(value))
            case ast.AnnAssign(target=ast.Name("__all__"), value=value) if value:
                return list(ast.literal_eval(value))
    return None


def name_of(file: Path) -> str:
    """Return the dotted name of a module of the package."""
    parts = ["competencygraph", *file.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def place(name: str) -> tuple[bool, bool, str]:
    """Return where a name sorts, as the formatter has it: constants, then classes, then the rest."""
    return not name.isupper(), not name[0].isupper(), name


def test_there_are_packages() -> None:
    assert len(PACKAGES) > 5


def test_names_sort_by_their_kind() -> None:
    assert sorted(["ask", "Answer", "LIMIT", "bind"], key=place) == ["LIMIT", "Answer", "ask", "bind"]


def test_what_is_declared_is_read() -> None:
    assert declared('__all__ = ["b", "a"]\n') == ["b", "a"]
    assert declared("__all__: list[str] = []\n") == []
    assert declared("x = 1\n") is None


@pytest.mark.parametrize("file", PACKAGES, ids=name_of)
def test_a_package_declares_its_names(file: Path) -> None:
    assert declared(file.read_text(encoding="utf-8")) is not None


@pytest.mark.parametrize(
    "file", [file for file in MODULES if declared(file.read_text(encoding="utf-8")) is not None], ids=name_of
)
def test_declared_names_are_sorted_and_exist(file: Path) -> None:
    names = declared(file.read_text(encoding="utf-8")) or []
    assert names == sorted(set(names), key=place)
    module = importlib.import_module(name_of(file))
    assert [name for name in names if not hasattr(module, name)] == []
