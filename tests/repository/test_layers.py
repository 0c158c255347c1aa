"""Imports point down, and third parties stay where they belong: the contracts hold, and can fail."""

from __future__ import annotations

import ast
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STORE_NAMES = {"Store"}
needs_import_linter = pytest.mark.skipif(
    importlib.util.find_spec("importlinter") is None, reason="import-linter is not installed; it is in the extra 'dev'"
)


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Return what import-linter says of the package below ``root``/src, under ``root``/pyproject.toml."""
    program = "; ".join(
        [
            "import sys",
            "sys.path.insert(0, 'src')",
            "from importlinter.cli import lint_imports",
            "sys.exit(lint_imports(no_cache=True))",
        ]
    )
    return subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(repository: Path, tmp_path: Path) -> Path:
    """Return a folder with a copy of the package and of its contracts."""
    shutil.copytree(repository / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(repository / "pyproject.toml", tmp_path)
    return tmp_path


@needs_import_linter
def test_the_contracts_are_kept(repository: Path) -> None:
    result = lint(repository)
    assert result.returncode == 0, result.stdout + result.stderr
    assert " kept, 0 broken" in result.stdout


@needs_import_linter
@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("model/document.py", "import competencygraph.store.port"),
        ("ingest/__init__.py", "import competencygraph.compare"),
        ("app/__init__.py", "import pyshacl"),
        ("cli/__init__.py", "import owlready2"),
        ("store/port.py", "import SPARQLWrapper"),
        ("model/document.py", "import pyoxigraph"),
        ("cli/__init__.py", "import pyoxigraph"),
        ("ingest/parse.py", "import pypdfium2"),
        ("ingest/page.py", "import lxml.html"),
        ("app/__init__.py", "import pdfplumber"),
    ],
)
def test_a_contract_is_seen_to_break(copy: Path, module: str, line: str) -> None:
    file = copy / "src" / "competencygraph" / module
    assert file.is_file()
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    result = lint(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "1 broken" in result.stdout


@needs_import_linter
def test_a_package_without_a_layer_is_seen_to_break(copy: Path) -> None:
    package = copy / "src" / "competencygraph" / "utils"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    result = lint(copy)
    assert result.returncode == 1
    assert "competencygraph.utils" in result.stdout


def oxigraph_stores(source: str) -> list[int]:
    """Return the lines on which a source imports or names the store of pyoxigraph."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "pyoxigraph":
            lines += [node.lineno for name in node.names if name.name in STORE_NAMES]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            lines += [node.lineno] if (node.value.id, node.attr) == ("pyoxigraph", "Store") else []
    return lines


@pytest.mark.parametrize("source", ["from pyoxigraph import Quad, Store", "import pyoxigraph\nx = pyoxigraph.Store()"])
def test_a_store_of_pyoxigraph_is_seen(source: str) -> None:
    assert oxigraph_stores(source) != []


def test_only_the_store_package_opens_a_store_of_pyoxigraph(repository: Path) -> None:
    package = repository / "src" / "competencygraph"
    modules = sorted(package.rglob("*.py"))
    assert modules
    users = {
        file.relative_to(package).parts[0] for file in modules if oxigraph_stores(file.read_text(encoding="utf-8"))
    }
    assert users == {"store"}
