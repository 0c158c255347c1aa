"""The wheel, built from the source distribution and installed alone, does what the README promises."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel


def run(command: list[str | Path], folder: Path, environment: dict[str, str], *, code: int = 0) -> str:
    """Return what a command prints; another exit code than the expected one fails the test."""
    return finish(command, folder, environment, code=code).stdout


def finish(
    command: list[str | Path], folder: Path, environment: dict[str, str], *, code: int
) -> subprocess.CompletedProcess[str]:
    """Return what came of a command, standard output and standard error apart."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == code, result.stdout + result.stderr
    return result


@pytest.fixture(scope="module")
def environment(outer_environment: dict[str, str], repository: Path) -> dict[str, str]:
    """Return an environment that knows the constraints but not the checkout."""
    kept = {
        name: value
        for name, value in outer_environment.items()
        if not name.startswith(("COMPETENCYGRAPH_", "PYTHON", "VIRTUAL_ENV", "COVERAGE_"))
    }
    # pip splits the value at spaces: a checkout in such a folder is tried without constraints.
    constraints = repository / "constraints.txt"
    kept.pop("PIP_CONSTRAINT", None)
    return kept if " " in str(constraints) else kept | {"PIP_CONSTRAINT": str(constraints)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, repository: Path, environment: dict[str, str]) -> Path:
    """Return the wheel, built from the source distribution, which is built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--outdir", folder, repository], folder, environment)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory, wheel: Path, environment: dict[str, str]) -> Path:
    """Return the folder of programs of a new environment that holds the wheel and what it requires."""
    folder = tmp_path_factory.mktemp("alone")
    venv.create(folder / "venv", with_pip=True)
    bin_folder = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run([bin_folder / "python", "-m", "pip", "install", "--quiet", wheel], folder, environment)
    return bin_folder


def test_the_wheel_holds_the_package_its_data_and_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "competencygraph/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    for folder, suffix in {"ontology": ".ttl", "queries": ".rq", "shapes": ".ttl", "documents": ".txt"}.items():
        packaged = [name for name in names if name.startswith(f"competencygraph/_data/{folder}/")]
        assert any(name.endswith(suffix) for name in packaged), folder
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"competencygraph"}


def test_nothing_of_the_checkout_is_in_reach(programs: Path, environment: dict[str, str], tmp_path: Path) -> None:
    program = "import competencygraph, pathlib; print(pathlib.Path(competencygraph.__file__).resolve())"
    place = Path(run([programs / "python", "-c", program], tmp_path, environment).strip())
    assert place.is_relative_to(programs.parent.resolve())


@pytest.mark.parametrize("start", [["competencygraph"], ["python", "-m", "competencygraph"]])
def test_help_is_printed(programs: Path, environment: dict[str, str], tmp_path: Path, start: list[str]) -> None:
    printed = run([programs / start[0], *start[1:], "--help"], tmp_path, environment)
    assert "demo" in printed
    assert "ingest" in printed


def test_the_demo_answers_and_a_second_run_answers_the_same(
    programs: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    demo = [programs / "competencygraph", "--lang", "en", "demo"]
    first = finish(demo, tmp_path, environment, code=0)
    second = finish(demo, tmp_path, environment, code=0)
    for sign in ("A4", "A5", "[-", "-]", "{+", "+}"):
        assert sign in first.stdout
    assert second.stdout == first.stdout
    assert "nothing to do" not in first.stderr
    assert "nothing to do" in second.stderr
    rows = run(
        [programs / "competencygraph", "query", "rises", "from=A4", "to=A5", "--format", "json"], tmp_path, environment
    )
    assert [row["change"] for row in json.loads(rows)] == ["reworded"] * 6


def test_a_document_is_parsed(programs: Path, environment: dict[str, str], tmp_path: Path) -> None:
    program = "import competencygraph; print(competencygraph.__file__)"
    package = Path(run([programs / "python", "-c", program], tmp_path, environment).strip()).parent
    (document,) = (package / "_data" / "documents").glob("000_*.txt")
    printed = run([programs / "competencygraph", "parse", document, "--format", "json"], tmp_path, environment)
    (profile,) = json.loads(printed)["profiles"]
    assert len(profile["result_areas"]) == 7


def test_a_document_is_checked_and_reported_as_a_page(
    programs: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    document = tmp_path / "profiel.txt"
    lines = ("Functieprofiel bode", "", "Taken", "- Post rondbrengen", "- Post rondbrengen", "", "Competenties")
    document.write_text("\n".join((*lines, "- Samenwerken", "")), encoding="utf-8")
    check = [programs / "competencygraph", "check", document, "--fail-on", "never", "--format"]
    findings = json.loads(run([*check, "json"], tmp_path, environment))["findings"]
    assert {"CG-item-listed-twice", "CG-FunctionProfile-purpose-published"} <= {one["code"] for one in findings}
    assert run([*check, "html"], tmp_path, environment).lstrip().lower().startswith("<!doctype html>")


def test_unusable_input_is_refused(programs: Path, environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    run([programs / "competencygraph", "parse", tmp_path / "empty.txt"], tmp_path, environment, code=2)
