"""Forms that were filled in are read as the profile that was meant, with nothing lost."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from competencygraph.app.checking import CheckOptions, check_in
from competencygraph.ingest import parse_document
from competencygraph.model import ParsedDocument
from competencygraph.model.codec import to_json
from competencygraph.templates import Choices, load_form, write_docx, write_xlsx
from competencygraph.templates.xlsx import block_places
from competencygraph.terms import safe_yaml

HERE = Path(__file__).parent
sys.path.append(str(HERE))
direct: Any = importlib.import_module("authoring.direct")
filling: Any = importlib.import_module("authoring.filling")
office: Any = importlib.import_module("authoring.office")

MEDIA = ("docx", "xlsx")
NAMES = sorted(file.stem for file in (HERE / "filled").glob("*.yaml"))
CHOICES = Choices(
    competencies=("Plannen", "Samenwerken", "Verantwoordelijkheid nemen"),
    levels=("1", "2", "3"),
    groups=("Kerncompetenties",),
    grades=("B", "A1", "A2", "A3"),
)

# What `check` says when a part is left out of a form that is filled in otherwise.
LEFT_OUT = [
    ("family-nl", "family-fields", "CG-FunctionFamily-title-published"),
    ("family-nl", "purpose", "CG-FunctionFamily-purpose-published"),
    ("family-nl", "result-areas", "CG-FunctionFamily-tasks-published"),
    ("family-nl", "criteria", "CG-section-without-content"),
    ("family-nl", "competencies", "CG-FunctionFamily-competencies-published"),
    ("profile-fr", "profile-fields", "CG-FunctionProfile-title-published"),
    ("profile-fr", "purpose", "CG-FunctionProfile-purpose-published"),
    ("profile-en", "result-areas", "CG-FunctionProfile-tasks-published"),
    ("profile-en", "competencies", "CG-FunctionProfile-competencies-published"),
    ("vacancy-nl", "tasks", "CG-FunctionProfile-tasks-published"),
    ("vacancy-nl", "selection", "CG-section-without-content"),
    ("vacancy-en", "application", "CG-section-without-content"),
]


def content(name: str) -> dict[str, Any]:
    return dict(safe_yaml.load((HERE / "filled" / f"{name}.yaml").read_text(encoding="utf-8")))


def expected(name: str) -> dict[str, Any]:
    return json.loads((HERE / "expected" / f"{name}.json").read_text(encoding="utf-8"))


def bare(value: Any) -> Any:
    """Return a parsed value without its evidence and without what is blank."""
    if isinstance(value, dict):
        kept = {key: bare(each) for key, each in value.items() if "evidence" not in key}
        return {key: each for key, each in kept.items() if each not in (None, [], {}, False)}
    return [bare(each) for each in value] if isinstance(value, list) else value


def blank_and_typed(name: str, medium: str, typed: Mapping[str, Any]) -> tuple[bytes, Any]:
    """Return a blank form, and what is typed where in it."""
    kind, _, language = name.partition("-")
    if medium == "docx":
        form = load_form(kind, language)
        return write_docx(form, CHOICES), filling.in_word(form, typed)
    form = load_form(kind, language, medium="excel")
    return write_xlsx(form, CHOICES), filling.in_workbook(form, typed, block_places(form))


def filled(name: str, medium: str, folder: Path, typed: Mapping[str, Any]) -> Path:
    """Return a form with text in it as Word and Excel leave it."""
    blank, places = blank_and_typed(name, medium, typed)
    file = folder / f"{name}.{medium}"
    file.write_bytes((direct.fill_document if medium == "docx" else direct.fill_workbook)(blank, places))
    return file


def filled_by_office(name: str, medium: str, folder: Path, typed: Mapping[str, Any]) -> Path:
    """Return a form that LibreOffice opened, filled in and saved."""
    blank, places = blank_and_typed(name, medium, typed)
    file = folder / f"{name}.{medium}"
    file.write_bytes(blank)
    return office.fill(file, places)


def lost(document: ParsedDocument) -> list[str]:
    """Return the lines that found no place and are no prompt, guidance or label of the form."""
    return [part.text for part in document.document.unparsed if part.reason != "placeholder"]


def assert_meant(name: str, file: Path) -> None:
    document = parse_document(file)
    assert len(document.profiles) == 1
    assert bare(to_json(document)["profiles"][0]) == expected(name)
    assert lost(document) == []


def texts(value: Any) -> Iterator[str]:
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]:
        if isinstance(each, dict | list):
            yield from texts(each)
        elif each is not None:
            yield str(each)


def codes(files: Sequence[Path]) -> dict[str, set[str]]:
    """Return the codes of what is found in files, by the name of the file."""
    report = check_in(None, [str(file) for file in files], CheckOptions())
    assert not report.failures
    found: dict[str, set[str]] = {file.stem: set() for file in files}
    for finding in report.findings:
        found[Path(finding.file or "").stem].add(finding.code)
    return found


@pytest.fixture(scope="module", params=MEDIA)
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return what is found in forms filled in wholly, and in those of which one part was left out."""
    folder = tmp_path_factory.mktemp("forms")
    (folder / "left-out").mkdir()
    files = [filled(name, request.param, folder, content(name)) for name in sorted({name for name, *_ in LEFT_OUT})]
    for name, part, _ in LEFT_OUT:
        kept = {each: typed for each, typed in content(name).items() if each != part}
        assert len(kept) == len(content(name)) - 1
        file = filled(name, request.param, folder / "left-out", kept)
        files.append(file.rename(folder / f"{name} without {part}{file.suffix}"))
    return codes(files)


def test_there_are_forms_of_each_kind_in_two_languages() -> None:
    assert len(NAMES) == 6
    assert {name.partition("-")[0] for name in NAMES} == {"family", "profile", "vacancy"}
    assert {name.partition("-")[2] for name in NAMES} == {"nl", "fr", "en"}


@pytest.mark.parametrize("name", NAMES)
def test_every_text_that_is_typed_stands_in_the_profile_that_is_meant(name: str) -> None:
    stated = " ".join(texts(expected(name))).casefold()
    typed = list(texts(content(name)))
    assert len(typed) > 10
    for text in typed:
        words = [word.strip(" .,:;()–").casefold() for word in text.replace("'", " ' ").split()]
        missing = [word for word in words if word not in stated]
        assert not set(missing) - {"als", "as", "en", "tant", "que", "punten", "points", "deel"}, (text, missing)


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("name", NAMES)
def test_a_form_filled_in_gives_the_profile_that_was_meant(name: str, medium: str, tmp_path: Path) -> None:
    assert_meant(name, filled(name, medium, tmp_path, content(name)))


@pytest.mark.parametrize("name", NAMES)
def test_a_form_from_which_the_guidance_was_deleted_gives_the_same(name: str, tmp_path: Path) -> None:
    file = filled(name, "docx", tmp_path, content(name))
    document = Document(str(file))
    guidance = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Form guidance"]
    assert len(guidance) > 5
    for paragraph in guidance:
        paragraph._element.getparent().remove(paragraph._element)
    document.save(str(file))
    assert_meant(name, file)


@pytest.mark.parametrize("name", ["family-nl", "profile-en"])
def test_rows_that_an_author_adds_and_moves_are_read(name: str, tmp_path: Path) -> None:
    typed = content(name)
    row = [None, "Een competentie erbij", None, "2", None]
    typed["competencies"]["rows"] = [row, *typed["competencies"]["rows"], *[None] * 4, [*row[:1], "Nog een", *row[2:]]]
    for medium in MEDIA:
        found = parse_document(filled(name, medium, tmp_path, typed))
        names = [competency.name for competency in found.profiles[0].competencies]
        assert names[0] == "Een competentie erbij"
        assert names[1:-1] == [each["name"] for each in expected(name)["competencies"]]
        assert names[-1] == "Nog een"
        assert lost(found) == []


@pytest.mark.office
@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("name", NAMES)
def test_a_form_filled_in_by_libreoffice_gives_the_profile_that_was_meant(
    name: str, medium: str, tmp_path: Path
) -> None:
    assert_meant(name, filled_by_office(name, medium, tmp_path, content(name)))


def test_a_text_that_is_typed_otherwise_is_noticed(tmp_path: Path) -> None:
    typed = content("profile-en")
    typed["competencies"]["rows"][0][4][1] = "Asks for nothing"
    with pytest.raises(AssertionError, match="competencies"):
        assert_meant("profile-en", filled("profile-en", "docx", tmp_path, typed))


@pytest.mark.parametrize(("name", "part", "code"), LEFT_OUT)
def test_check_finds_what_was_left_out(name: str, part: str, code: str, found: dict[str, set[str]]) -> None:
    assert code not in found[name]
    assert code in found[f"{name} without {part}"]


@pytest.mark.office
@pytest.mark.parametrize("medium", MEDIA)
def test_check_finds_what_was_left_out_of_a_form_filled_in_by_libreoffice(medium: str, tmp_path: Path) -> None:
    kept = {each: typed for each, typed in content("family-nl").items() if each not in {"purpose", "definitions"}}
    file = filled_by_office("family-nl", medium, tmp_path, kept)
    assert codes([file])[file.stem] >= {"CG-FunctionFamily-purpose-published", "CG-section-without-content"}
