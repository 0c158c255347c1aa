"""Every wording of an error in the sources has a Dutch and a French one with the same holes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from competencygraph import errors
from competencygraph.cli._messages import catalogue_of_messages
from competencygraph.cli._translate import translate_text
from competencygraph.errors import UsageError

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "competencygraph"
CLI = PACKAGE / "cli"
TEMPLATES: dict[str, dict[str, str]] = yaml.safe_load((CLI / "errors.yaml").read_text(encoding="utf-8"))
#: What imports report without raising it: all its texts are shown.
REPORTED = {"Fault", "Notice", "Unplaced", "_fault"}
HOLE = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Wording:
    """An English wording and where it stands."""

    text: str
    place: str


def wordings_of(source: str, name: str) -> list[Wording]:
    """Return the wordings that a source gives to errors: `what` and `remedy`."""
    tree = ast.parse(source)
    found = []
    for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]:
        assigned = _assignments(scope)
        for call in _calls(scope):
            positional = call.args if _name_of(call) in REPORTED else call.args[:1]
            for argument in [*positional, *(word.value for word in call.keywords if word.arg in {"what", "remedy"})]:
                for text in _texts(argument, assigned):
                    if any(letter.isalpha() for letter in text):
                        found.append(Wording(text, f"{name}:{call.lineno}"))
    return found


def wordings_in(package: Path) -> list[Wording]:
    """Return the wordings of all modules of a package."""
    found = []
    for file in sorted(package.rglob("*.py")):
        found += wordings_of(file.read_text(encoding="utf-8"), file.relative_to(package).as_posix())
    return found


def _calls(scope: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(scope):
        if isinstance(node, ast.Call):
            name = _name_of(node)
            if name in errors.__all__ or name in REPORTED or name == "_refusal":
                yield node


def _name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else str(getattr(call.func, "attr", ""))


def _assignments(scope: ast.AST) -> dict[str, list[ast.expr]]:
    assigned: dict[str, list[ast.expr]] = {}
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    assigned.setdefault(target.id, []).append(node.value)
    return assigned


def _texts(node: ast.expr, assigned: dict[str, list[ast.expr]]) -> list[str]:
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return _texts(node.body, assigned) + _texts(node.orelse, assigned)
    if isinstance(node, ast.Name):
        values = assigned.get(node.id, [])
        return [text for value in values if not isinstance(value, ast.Name) for text in _texts(value, assigned)]
    pieces = _pieces(node)
    if pieces is None:
        return []
    holes = 0
    text = ""
    for piece in pieces:
        text += f"{{{holes}}}" if piece is None else piece
        holes += piece is None
    return [text]


def _pieces(node: ast.expr) -> list[str | None] | None:
    """Return the pieces of a text, None for each that is filled in; None when the node is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _pieces(node.left) or [None], _pieces(node.right) or [None]
        return [*left, *right]
    return None


def untranslated(wordings: list[Wording]) -> dict[str, str]:
    """Return the wordings without a translation, with their place."""
    return {
        wording.text: wording.place
        for wording in wordings
        if any(not TEMPLATES.get(wording.text, {}).get(language) for language in ("nl", "fr"))
    }


def test_a_wording_without_a_translation_is_reported() -> None:
    source = (
        'def f(name):\n    raise UsageError(f"the {name} is upside down", remedy="turn it" if name else "leave it")\n'
    )
    found = wordings_of(source, "bad.py")
    assert {wording.text for wording in found} == {"the {0} is upside down", "turn it", "leave it"}
    assert untranslated(found) == {
        "the {0} is upside down": "bad.py:2",
        "turn it": "bad.py:2",
        "leave it": "bad.py:2",
    }


def test_every_wording_is_translated() -> None:
    wordings = wordings_in(PACKAGE)
    assert len(wordings) > 100
    assert untranslated(wordings) == {}


@pytest.mark.parametrize("english", TEMPLATES)
def test_a_translation_has_the_holes_of_the_english_wording(english: str) -> None:
    for language in ("nl", "fr"):
        assert sorted(HOLE.findall(TEMPLATES[english][language])) == sorted(HOLE.findall(english))


@pytest.mark.parametrize("key", catalogue_of_messages())
def test_a_message_stands_in_three_languages_with_the_same_holes(key: str) -> None:
    message = catalogue_of_messages()[key]
    assert sorted(message) == ["en", "fr", "nl"]
    assert {tuple(sorted(HOLE.findall(text))) for text in message.values()} == {
        tuple(sorted(HOLE.findall(message["en"])))
    }


def test_no_message_is_left_that_nothing_says() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in CLI.rglob("*.py"))
    literal = set(re.findall(r"[\"']([a-z][a-z.-]+)[\"']", sources))
    made = (
        "import.",
        "ingest.",
        "change.",
        "doctor.",
        "store.column.",
        "question.column.",
        "parse.",
        "place.",
        "word.",
        "heading.",
    )
    unused = [
        key for key in catalogue_of_messages() if key.removesuffix(".one") not in literal and not key.startswith(made)
    ]
    assert unused == []


def test_the_holes_are_filled_in() -> None:
    assert translate_text("the file holds 12 bytes, more than the limit of 10", "nl") == (
        "het bestand telt 12 bytes, meer dan de grens van 10"
    )


def test_an_unknown_wording_stays_english() -> None:
    assert translate_text(str(UsageError("never said before")), "fr") == "never said before"
