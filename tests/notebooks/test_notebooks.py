"""Every notebook runs from its first cell to its last in a kernel, shows something, and is kept without output."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
IDS = [path.stem for path in NOTEBOOKS]


def run(path: Path) -> nbformat.NotebookNode:
    """Run a notebook in a new kernel, in its own folder, and return it with its output."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": path.parent}})
    return client.execute()


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_notebook_runs_and_its_answers_show_themselves(path: Path) -> None:
    ran = code_cells(run(path))
    assert len(ran) > 3
    shown = [output for cell in ran for output in cell.outputs]
    assert not [output for output in shown if output.output_type == "error"]
    rich = [output for output in shown if "text/html" in output.get("data", {})]
    assert rich
    assert all(output["data"]["text/plain"] for output in rich)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_notebook_calls_the_package_and_defines_nothing(path: Path) -> None:
    lines = [line for cell in code_cells(nbformat.read(path, as_version=4)) for line in _python(cell.source)]
    tree = ast.parse("\n".join(lines))
    assert tree.body
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_notebook_is_kept_without_output(path: Path) -> None:
    cells = code_cells(nbformat.read(path, as_version=4))
    assert cells
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


def test_a_broken_notebook_is_noticed(tmp_path: Path) -> None:
    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    path = tmp_path / "broken.ipynb"
    nbformat.write(broken, path)
    with pytest.raises(CellExecutionError):
        run(path)


def _python(source: str) -> list[str]:
    """Return the lines of a cell that are Python: not those of a magic."""
    if source.startswith("%%"):
        return []
    return [line for line in source.splitlines() if not line.startswith("%")]
