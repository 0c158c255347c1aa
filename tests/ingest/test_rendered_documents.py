"""The five documents, set again from their hand-written models as Word, PDF and Excel files, give the same."""

from __future__ import annotations

import html
import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from competencygraph.ingest import parse_document
from competencygraph.model.codec import to_json

HERE = Path(__file__).parent
sys.path.append(str(HERE / "corpus"))
rendering: Any = importlib.import_module("rendering")
blocks: Any = importlib.import_module("rendering.blocks")
from_model: Any = importlib.import_module("rendering.from_model")
office: Any = importlib.import_module("rendering.office")

KEYS = ("000", "001", "002", "003", "004")
LAYOUTS = {
    "plain": {},
    "look": {
        "headings": "look",
        "font": "serif",
        "header": "Dienst Personeel en Organisatie",
        "footer": "Pagina {page} van {pages}",
        "bullet": "▪",
    },
}


def expected(key: str) -> dict[str, Any]:
    return json.loads((HERE / "documents" / key / "expected.json").read_text(encoding="utf-8"))


def rendered(key: str, kind: str, layout: str, folder: Path) -> Path:
    source = from_model.source_from(expected(key), layout=blocks.Layout(**LAYOUTS[layout]))
    assert len(source.blocks) > 20
    path = folder / rendering.file_name(key, kind)
    path.write_bytes(rendering.render(source, kind))
    return path


def read(path: Path) -> Any:
    return json.loads(json.dumps(to_json(parse_document(path))))["profiles"]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value that is no object or list, with its path."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if parts is None:
        yield path, value
    for name, part in parts or ():
        yield from leaves(part, f"{path}.{name}")


def without_evidence(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_evidence(part) for name, part in value.items() if "evidence" not in name}
    return [without_evidence(part) for part in value] if isinstance(value, list) else value


def differing(stated: Any, found: Any, path: str = "") -> list[str]:
    """Return one text for each field that differs: its path, what is stated, what was found.

    Of lists of unequal length the members that only one of them holds are told.
    """
    if isinstance(stated, dict) and isinstance(found, dict) and stated.keys() == found.keys():
        return [text for name in stated for text in differing(stated[name], found[name], f"{path}.{name}")]
    if isinstance(stated, list) and isinstance(found, list):
        if len(stated) == len(found):
            pairs = enumerate(zip(stated, found, strict=True))
            return [text for number, (one, other) in pairs for text in differing(one, other, f"{path}[{number}]")]
        lost = [f"\n  stated {member!r}" for member in stated if member not in found]
        extra = [f"\n  found  {member!r}" for member in found if member not in stated]
        return [f"{path}: {len(stated)} stated, {len(found)} found{''.join(lost + extra)}"]
    return [] if stated == found else [f"{path}\n  stated {stated!r}\n  found  {found!r}"]


def assert_same(key: str, path: Path) -> None:
    stated = without_evidence(expected(key)["profiles"])
    assert len(dict(leaves(stated))) > 100
    found = differing(stated, without_evidence(read(path)))
    assert not found, f"{len(found)} fields of {path.name} differ:\n" + "\n".join(found[:40])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
@pytest.mark.parametrize("key", KEYS)
def test_a_rendered_document_gives_the_model_it_was_rendered_from(
    key: str, kind: str, layout: str, tmp_path: Path
) -> None:
    assert_same(key, rendered(key, kind, layout, tmp_path))


@pytest.mark.office
@pytest.mark.parametrize("key", KEYS)
def test_a_word_file_saved_as_pdf_gives_the_same_model(key: str, tmp_path: Path) -> None:
    if not office.is_installed():
        pytest.skip("no soffice on PATH")
    assert_same(key, rendered(key, "pdf-office", "plain", tmp_path))


def test_a_field_that_differs_is_told_with_its_path() -> None:
    stated, changed = (without_evidence(expected("000")["profiles"]) for _ in range(2))
    assert differing(stated, changed) == []
    changed[0]["result_areas"][0]["tasks"][1]["text"] = "Iets anders"
    dropped = changed[0]["criteria"].pop()
    one, other = differing(stated, changed)
    assert one.startswith("[0].result_areas[0].tasks[1].text\n  stated 'De strategische")
    assert other.startswith("[0].criteria: 6 stated, 5 found\n  stated {") and dropped["name"] in other


@pytest.mark.parametrize("key", KEYS)
def test_the_blocks_hold_every_text_of_the_model(key: str) -> None:
    """What the renderer forgets cannot be read back: every text of the model stands in its HTML."""
    source = from_model.source_from(expected(key))
    printed = letters(re.sub("<[^>]*>", "", rendering.render(source, "html").decode()))
    texts = [value for path, value in leaves(without_evidence(expected(key)["profiles"])) if is_printed(path, value)]
    assert len(texts) > 60
    assert [text for text in texts if letters(text) not in printed] == []


NOT_PRINTED = (".kind", ".currency", ".scope", ".minimum")


def is_printed(path: str, value: Any) -> bool:
    return isinstance(value, str) and not path.endswith(NOT_PRINTED) and "pay_scales" not in path and value != "*"


def letters(text: str) -> str:
    return "".join(sign for sign in html.unescape(text).casefold() if sign.isalnum())
