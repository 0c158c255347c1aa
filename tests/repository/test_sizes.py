"""A module that grows past its size asks to be split by concern (STYLE: from 400 lines on)."""

from __future__ import annotations

from pathlib import Path

LIMIT = 450


def too_long(modules: list[Path]) -> dict[str, int]:
    """Return the modules over the limit and how many lines each has; generated ones are left out."""
    sizes = {}
    for module in modules:
        lines = module.read_text(encoding="utf-8").splitlines()
        if len(lines) > LIMIT and "generated" not in lines[0].lower():
            sizes[module.name] = len(lines)
    return sizes


def test_a_long_module_is_reported_and_a_generated_one_is_not(tmp_path: Path) -> None:
    long, generated = tmp_path / "long.py", tmp_path / "made.py"
    long.write_text("x = 1\n" * (LIMIT + 1), encoding="utf-8")
    generated.write_text("# Generated: do not edit.\n" + "x = 1\n" * LIMIT, encoding="utf-8")
    assert too_long([long, generated]) == {"long.py": LIMIT + 1}


def test_no_module_is_too_long(repository: Path) -> None:
    modules = [file for part in ("src", "tools", "bench") for file in sorted((repository / part).rglob("*.py"))]
    assert len(modules) > 10
    assert too_long(modules) == {}
