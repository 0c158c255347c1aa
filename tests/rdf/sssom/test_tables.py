"""SSSOM tables: what is written is read back, the same data gives the same bytes, and damage is named by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.errors import UsageError
from competencygraph.rdf.sssom.curies import Curies, prefixes_for
from competencygraph.rdf.sssom.mappings import LEXICAL, LEXICAL_THRESHOLD, MANUAL, MATCHES, Mapping, MappingSet
from competencygraph.rdf.sssom.tables import read_table, table_text, write_table
from competencygraph.terms.namespaces import CG, DATA_BASE, SKOS

ABOUT = {"mapping_set_id": "https://example.org/set", "license": "https://example.org/license"}
ONE = Mapping(
    f"{DATA_BASE}a/1/task/x",
    MATCHES["closeMatch"],
    f"{DATA_BASE}b/2/task/y",
    LEXICAL_THRESHOLD,
    subject_label='Een "tekst"\tmet een tab,\neen regeleinde\ren =1+1',
    object_label="één tekst | met een streep \\ en\u2028een scheiding",
    subject_source=f"{DATA_BASE}a/1",
    object_source=f"{DATA_BASE}b/2",
    match_fields=(f"{CG}text", f"{SKOS}prefLabel"),
    score=0.8125,
    measure="m",
)
OTHER = Mapping(
    "http://example.org/vocabulary#1",
    MATCHES["exactMatch"],
    "http://example.com/2",
    MANUAL,
    negated=True,
    reviewer=f"{DATA_BASE}graph/mappings/role/hr-analyst",
    comment="neen",
    further=(("confidence", "0.9"), ("my_own_column", "kept")),
)
HEADER = (
    "#curie_map:\n#  ex: http://example.org/\n#mapping_set_id: http://example.org/set\n#license: http://example.org/l\n"
)
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tsimilarity_score\tpredicate_modifier\n"
LINE = "ex:a\tskos:exactMatch\tex:b\tsemapv:LexicalMatching\t0.5\t\n"
GOOD = HEADER + COLUMNS + LINE


def write(folder: Path, text: str) -> Path:
    """Write a table as it is."""
    path = folder / "some.sssom.tsv"
    path.write_bytes(text.encode())
    return path


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.sssom.tsv"
    write_table(path, MappingSet(ABOUT, (ONE, OTHER)))
    read = read_table(path)
    assert read.about == ABOUT
    assert {mapping.subject: mapping for mapping in read.mappings} == {
        ONE.subject: Mapping(**{**fields(ONE), "score": 0.812}),
        OTHER.subject: OTHER,
    }
    text = path.read_text(encoding="utf-8")
    write_table(path, read)
    assert path.read_text(encoding="utf-8") == text


def fields(mapping: Mapping) -> dict[str, object]:
    """Return the fields of a mapping by name."""
    return {name: getattr(mapping, name) for name in Mapping.__dataclass_fields__}


def test_the_same_data_gives_the_same_bytes() -> None:
    assert table_text(MappingSet(ABOUT, (ONE, OTHER))) == table_text(MappingSet(ABOUT, (OTHER, ONE)))


def test_the_text_of_a_table() -> None:
    plain = Mapping(f"{DATA_BASE}a/1", MATCHES["closeMatch"], f"{DATA_BASE}b/1", LEXICAL, score=1.0)
    assert table_text(MappingSet(ABOUT, (plain,))) == (
        "#curie_map:\n"
        "#  cgid: https://w3id.org/competencygraph/id/\n"
        "#mapping_set_id: https://example.org/set\n"
        "#license: https://example.org/license\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tsimilarity_score\n"
        "cgid:a/1\tskos:closeMatch\tcgid:b/1\tsemapv:LexicalMatching\t1\n"
    )


def test_a_table_without_lines_can_be_read(tmp_path: Path) -> None:
    write_table(tmp_path / "x", MappingSet(ABOUT))
    assert read_table(tmp_path / "x") == MappingSet(ABOUT, (), {})


def test_data_stays_as_it_is_but_for_the_quotes_that_cells_need() -> None:
    lines = table_text(MappingSet(ABOUT, (Mapping(**{**fields(ONE), "subject_label": "=1+1", "comment": 'zeg "ja"'}),)))
    assert "\t=1+1\t" in lines
    assert '\t"zeg ""ja"""\n' in lines


def test_what_the_header_says_once_holds_for_all_lines(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "#subject_source: ex:s\n#object_match_field:\n#- skos:prefLabel\n"
                 "#subject_match_field: [skos:prefLabel]\n" + COLUMNS + LINE)  # fmt: skip
    (mapping,) = read_table(path).mappings
    assert mapping.subject_source == "http://example.org/s"
    assert mapping.match_fields == (f"{SKOS}prefLabel",)


def test_windows_line_ends_and_a_mark_at_the_start_are_read(tmp_path: Path) -> None:
    (mapping,) = read_table(write(tmp_path, "\ufeff" + GOOD.replace("\n", "\r\n"))).mappings
    assert (mapping.subject, mapping.score, mapping.line) == ("http://example.org/a", 0.5, 6)


def test_the_line_of_a_mapping_counts_line_ends_in_cells(tmp_path: Path) -> None:
    extra = COLUMNS.replace("predicate_modifier", "comment")
    lines = [LINE.rstrip("\n") + f'"een\ntwee {number}"\n' for number in range(2)]
    assert [one.line for one in read_table(write(tmp_path, HEADER + extra + "".join(lines))).mappings] == [6, 8]


BAD = {
    "too few cells": (HEADER + COLUMNS + "ex:a\tskos:exactMatch\n", "line 6", "the line has 2 cells"),
    "too many cells": (HEADER + COLUMNS + LINE + LINE.replace("\n", "\tx\n"), "line 7", "the line has 7 cells"),
    "blank line": (HEADER + COLUMNS + LINE + "   \n", "line 7", "the line has 1 cells"),
    "open quote": (HEADER + COLUMNS + LINE + '"ex:a\tskos\n', "line 7", "the line cannot be read as cells"),
    "quote in the middle": (HEADER + COLUMNS + LINE.replace("ex:a", '"ex:"a'), "line 6", "cannot be read as cells"),
    "unknown prefix": (GOOD.replace("ex:b", "nowhere:b"), "line 6", "“nowhere:b” in object_id is no CURIE"),
    "no CURIE": (GOOD.replace("ex:b", "b"), "line 6", "“b” in object_id is no CURIE"),
    "no IRI": (GOOD.replace("ex:b", "ex:<b>"), "line 6", "“ex:<b>” in object_id is no CURIE"),
    "no subject": (GOOD.replace("ex:a", ""), "line 6", "the cell subject_id is empty"),
    "score above 1": (GOOD.replace("0.5", "1.5"), "line 6", "“1.5” is no score"),
    "score in words": (GOOD.replace("0.5", "half"), "line 6", "“half” is no score"),
    "score without an end": (GOOD.replace("0.5", "nan"), "line 6", "“nan” is no score"),
    "modifier": (GOOD.replace("0.5\t", "0.5\tNever"), "line 6", "“Never” is no predicate modifier"),
    "justification": (GOOD.replace("semapv:LexicalMatching", "ex:guess"), "line 6", "the justification is no term"),
    "missing column": (GOOD.replace("object_id", "other"), "line 5", "the column object_id is missing"),
    "column twice": (GOOD.replace("similarity_score", "object_id"), "line 5", "the column object_id stands twice"),
    "header no YAML": ("#a: [\n" + COLUMNS, "line", "the header is no YAML"),
    "header with aliases": ("#a: &x [1]\n#b: *x\n" + COLUMNS, "", "uses YAML aliases"),
    "header a list": ("#- a\n" + COLUMNS, "", "the header holds no slots"),
    "prefix without IRI": ("#curie_map:\n#  ex:\n" + COLUMNS, "", "a curie_map without IRIs"),
    "empty": ("", "", "the file has no line with columns"),
}


def test_the_good_table_is_good(tmp_path: Path) -> None:
    (mapping,) = read_table(write(tmp_path, GOOD)).mappings
    assert mapping == Mapping(
        "http://example.org/a", MATCHES["exactMatch"], "http://example.org/b", LEXICAL, score=0.5, line=6
    )


@pytest.mark.parametrize("name", BAD)
def test_damage_is_named_by_file_and_line(tmp_path: Path, name: str) -> None:
    text, line, said = BAD[name]
    assert text != GOOD
    path = write(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        read_table(path)
    assert said in caught.value.what
    assert str(caught.value.where).startswith(str(path))
    assert line in str(caught.value.where)
    assert caught.value.remedy


def test_bytes_that_are_no_text_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "x.sssom.tsv"
    path.write_bytes(GOOD.encode() + b"ex:\xff\n")
    with pytest.raises(UsageError, match="line 7: the file is no UTF-8"):
        read_table(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere: the file cannot be read \(No such file or directory\)"):
        read_table(tmp_path / "nowhere")


def test_a_break_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, GOOD)

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="the file cannot be written"):
        write_table(path, MappingSet(ABOUT, (ONE,)))
    assert path.read_text(encoding="utf-8") == GOOD
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "iri",
    [
        "http://example.org",
        "http://example.org/",
        "http://example.org/a#b",
        "http://example.org/a/",
        "urn:a:b",
        f"{DATA_BASE}federal-be/000",
        f"{SKOS}closeMatch",
    ],
)
def test_every_iri_can_be_shortened_and_expanded(iri: str) -> None:
    curies = Curies(prefixes_for([iri]))
    assert curies.expand(curies.shorten(iri)) == iri


def test_prefixes_of_a_file_stay() -> None:
    known = {"cgid": "http://example.org/", "ns1": "http://example.com/"}
    found = prefixes_for([f"{DATA_BASE}a/1"], known)
    assert {name: found[name] for name in known} == known
    assert Curies(found).expand(Curies(found).shorten(f"{DATA_BASE}a/1")) == f"{DATA_BASE}a/1"
