"""frictionless, in the environment of the validators: what it says of a Data Package."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

_SCRIPT = """
import json, sys
from frictionless import Package
report = Package(sys.argv[1]).validate()
errors = [[task.name, error.type] for task in report.tasks for error in task.errors]
errors += [["", error.type] for error in report.errors]
print(json.dumps({"valid": report.valid, "tasks": [task.name for task in report.tasks], "errors": errors}))
"""


def validated(python: Path, descriptor: Path) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the tables that frictionless looked at, and what it found: table and kind of error."""
    done = subprocess.run(
        [str(python), "-c", _SCRIPT, descriptor.name],
        cwd=descriptor.parent,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    errors = {(name, kind) for name, kind in report["errors"]}
    assert report["valid"] is not bool(errors)
    return set(report["tasks"]), errors
