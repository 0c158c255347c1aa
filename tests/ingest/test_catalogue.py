"""The catalogue file: read, or refused with the file and the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.errors import CatalogueError
from competencygraph.ingest import entry_for, load_catalogue

GOOD = """frameworks:
  town:
    titles: {nl: Stad, en: Town}
    grade_scheme: null
documents:
  - file: a.txt
    key: "001"
    framework: town
"""


def write(folder: Path, text: str) -> Path:
    """Return a catalogue file with this text."""
    file = folder / "catalogue.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_packaged_catalogue_says_what_is_known(documents: Path) -> None:
    catalogue = load_catalogue(documents / "catalogue.yaml")
    assert sorted(catalogue.documents) == sorted(file.name for file in documents.glob("*.txt"))
    by_key = {entry.key: entry for entry in catalogue.documents.values()}
    assert {key: entry.framework.key for key, entry in by_key.items()} == {
        "000": "federal-be",
        "001": "federal-be",
        "002": "lievegem",
        "003": "federal-be",
        "004": "municipality-unknown",
    }
    assert {entry.framework.key: entry.framework.grade_scheme for entry in by_key.values()} == {
        "federal-be": "federal",
        "lievegem": None,
        "municipality-unknown": None,
    }
    assert by_key["004"].framework.publisher is None and by_key["004"].editorial == ()
    titles = {key: one.value for key, entry in by_key.items() for one in entry.editorial if one.property == "title"}
    assert titles == {
        "000": "Strategisch leidinggevende",
        "001": "Managementondersteuner",
        "003": "Operationeel leidinggevende",
    }
    assert [one.value for one in by_key["002"].editorial] == ["zondag 28 april 2024"]
    assert {one.attributed_to for entry in by_key.values() for one in entry.editorial} == {"editor of competencygraph"}
    assert all(one.reason for entry in by_key.values() for one in entry.editorial)


def test_promised_languages_are_kept_in_order_and_once(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.yaml"
    file.write_text(GOOD.replace("en: Town}", "en: Town}\n    languages: [nl, fr, nl]"), encoding="utf-8")
    assert load_catalogue(file).frameworks["town"].languages == ("nl", "fr")


def test_every_framework_has_three_titles(documents: Path) -> None:
    frameworks = load_catalogue(documents / "catalogue.yaml").frameworks
    assert len(frameworks) == 3
    assert {tuple(sorted(one.titles)) for one in frameworks.values()} == {("en", "fr", "nl")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "catalogue.yaml: the catalogue must hold names with values"),
        ("frameworks: {", "the catalogue is no YAML: "),
        ("frameworks: {}\n", "documents is missing"),
        (GOOD + "more: 1\n", "catalogue.yaml, line 9: more is not known here; use documents, frameworks"),
        (GOOD.replace("town:", "Town Hall:"), "line 3: no key can be made of “Town Hall”"),
        (
            GOOD.replace("  town:", "  graph:").replace("framework: town", "framework: graph"),
            "the key graph is reserved",
        ),
        (GOOD.replace('"001"', "001"), "catalogue.yaml, line 7: key must be text; put it in quotes"),
        (GOOD.replace("framework: town", "framework: city"), "line 8: the framework city is not described"),
        (GOOD.replace("a.txt", "in/a.txt"), "line 6: in/a.txt is a path"),
        (GOOD.replace("nl: Stad", "nederlands: Stad"), "line 3: nederlands is no language tag"),
        (GOOD.replace("en: Town}", "en: Town}\n    languages: nl"), "languages is no list"),
        (GOOD.replace("en: Town}", "en: Town}\n    languages: [Dutch]"), "line 4: Dutch is no language tag"),
        (GOOD + GOOD[GOOD.index("  - file") :], "line 9: the file a.txt is listed twice"),
        (GOOD + GOOD[GOOD.index("  - file") :].replace("a.txt", "b.txt"), "line 10: the key 001 is taken by a.txt"),
        (GOOD + "    key: two\n", "line 9: the key key stands twice"),
        ("a: &a [1]\nb: *a\n", "the catalogue uses YAML aliases"),
        (GOOD + "    editorial: [{property: title, value: x}]\n", "line 9: attributed_to is missing"),
        ("a: !!python/object/apply:os.system [x]\n", "the catalogue is no YAML"),
        ("- " * 5000, "the catalogue is no YAML"),
        ("a: \x00", "the catalogue is no YAML"),
    ],
)
def test_a_faulty_catalogue_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(tmp_path, text))
    assert said in str(caught.value)
    assert "catalogue.yaml" in str(caught.value)


def test_a_missing_binary_or_huge_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        load_catalogue(tmp_path / "absent.yaml")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(CatalogueError, match="no YAML"):
        load_catalogue(tmp_path / "binary.yaml")
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    with pytest.raises(CatalogueError, match="larger than 16 MB"):
        load_catalogue(tmp_path / "huge.yaml")


def test_the_entry_of_a_file(tmp_path: Path) -> None:
    catalogue = load_catalogue(write(tmp_path, GOOD))
    listed = entry_for(tmp_path / "a.txt", catalogue, None)
    assert (listed.framework.key, listed.key, listed.file) == ("town", "001", "a.txt")
    renamed = entry_for(tmp_path / "a.txt", catalogue, "002")
    assert (renamed.framework.key, renamed.key) == ("town", "002")
    placed = entry_for(tmp_path / "b.txt", catalogue, "town/003")
    assert placed.framework.titles == {"nl": "Stad", "en": "Town"} and placed.key == "003"
    alone = entry_for(tmp_path / "Onthaal – balie.txt", catalogue, None)
    assert (alone.framework.key, alone.key) == ("onthaal-balie", "onthaal-balie")
    assert alone.framework.grade_scheme is None


@pytest.mark.parametrize("key", ["", "A b", "grades/x", "x/organisation", "a/b/c", "x" * 61])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(CatalogueError):
        entry_for(Path("a.txt"), None, key)


def test_a_file_name_without_a_letter_is_refused() -> None:
    with pytest.raises(CatalogueError, match="no key can be made"):
        entry_for(Path("---.txt"), None, None)


def test_brackets_nested_without_end_are_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.yaml"
    file.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(CatalogueError, match="nests brackets too deeply"):
        load_catalogue(file)
