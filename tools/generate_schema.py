"""Write docs/reference/profile.schema.json from the dataclasses of the profile model.

With ``--check`` nothing is written, and the exit code is 1 when the file is not what would be written.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from competencygraph.model.schema import json_schema

TARGET = Path(__file__).resolve().parents[1] / "docs" / "reference" / "profile.schema.json"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the schema.

    Args:
        arguments: the command line without the program's name; None takes the process's own.

    Returns:
        0, or 1 when a check found another content.
    """
    parser = argparse.ArgumentParser(description="Write docs/reference/profile.schema.json.")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 when the file is out of date")
    options = parser.parse_args(arguments)
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if not options.check:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{TARGET.name} is out of date; run: python tools/generate_schema.py\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
