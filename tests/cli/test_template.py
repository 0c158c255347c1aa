"""``template``: a blank form in a file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., object]


@pytest.mark.parametrize("medium", ["docx", "xlsx"])
@pytest.mark.parametrize("kind", ["family", "profile", "vacancy"])
def test_a_form_is_written_with_the_names_of_the_store(
    kind: str, medium: str, cli: Run, store: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"form.{medium}"
    result = cli("template", f"--{medium}", "--kind", kind, "--lang", "nl", "--out", file, "--store", store)
    assert (result.code, result.out) == (0, "")
    assert result.errors == [f"leeg formulier geschreven: {file}"]
    with zipfile.ZipFile(file) as package:
        assert "Verantwoordelijkheid nemen" in "".join(
            package.read(name).decode() for name in package.namelist() if name.endswith(".xml")
        )


def test_a_form_without_a_store_offers_nothing_and_says_so(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = cli("template", "--lang", "fr")
    assert result.code == 0
    assert result.errors == [
        "formulaire vierge écrit : profile-fr.docx",
        "il n'y a pas de dépôt : le formulaire ne propose aucune liste",
    ]
    assert (tmp_path / "profile-fr.docx").is_file()
    assert cli("template", "--lang", "fr").code == 2
    assert cli("template", "--lang", "fr", "--overwrite").code == 0
    assert cli("template", "--lang", "en", "--quiet", "--xlsx").err == ""
    assert (tmp_path / "profile-en.xlsx").is_file()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "the store has no competencies in English; the form has no list of them"),
        ("fr", "le dépôt n'a pas de compétences en français ; le formulaire n'en propose pas de liste"),
    ],
)
def test_a_form_in_a_language_that_the_store_lacks_says_so(
    language: str, said: str, cli: Run, store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "form.docx"
    result = cli("template", "--lang", language, "--out", file, "--store", store)
    assert (result.code, result.out) == (0, "")
    assert len(result.errors) == 2
    assert result.errors[1] == said
    assert cli("template", "--lang", language, "--out", file, "--store", store, "--overwrite", "--quiet").err == ""


def test_the_ending_of_the_file_says_the_format(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "form.XLSX"
    assert cli("template", "--kind", "vacancy", "--out", file).code == 0
    with zipfile.ZipFile(file) as package:
        assert "xl/workbook.xml" in package.namelist()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--docx", "--xlsx"], "one at most"),
        (["--out", "form.pdf"], "does not end in .docx"),
        (["--docx", "--out", "form.xlsx"], "does not end in .docx"),
        (["--kind", "dictionary"], "dictionary"),
        (["--store", "absent", "--out", "form.docx"], "there is no store"),
        (["--out", "absent/form.docx"], "cannot be written"),
    ],
)
def test_wrong_use_is_one_clear_line(
    arguments: list[str], said: str, cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = cli("template", *arguments)
    assert result.code in {2, 3}
    assert len(result.errors) == 1
    assert said in result.errors[0]
    assert not list(tmp_path.iterdir())
