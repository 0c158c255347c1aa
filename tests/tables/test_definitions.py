"""The definitions of the tables: complete, in terms of the vocabulary, and each with its queries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from competencygraph.tables import Table, data_package, list_tables, table_schema
from competencygraph.terms import cg, resources

REPOSITORY = Path(__file__).parents[2]
TABLES = list_tables()

every_table = pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])


def test_the_seven_that_others_import_are_there() -> None:
    names = {table.name for table in TABLES}
    assert names >= {
        "profiles", "competencies", "requirements", "indicators", "criteria_by_grade", "vacancies", "labels", "levels"
    }  # fmt: skip


@every_table
def test_every_term_is_one_of_the_vocabulary(table: Table) -> None:
    terms = {*table.rows}
    for column in table.columns:
        for one in column.means:
            terms |= {one.subject_class, one.property, one.object_class}
    own = {term.removeprefix("cg:") for term in terms if term.startswith("cg:")}
    assert own
    for term in own:
        assert getattr(cg, term)


@every_table
def test_the_titles_of_a_table_differ_in_each_language(table: Table) -> None:
    for language in ("nl", "fr", "en"):
        titles = [column.title(language).casefold() for column in table.columns]
        assert len(set(titles)) == len(titles) > 3
        assert len(table.title(language)) <= 31
        assert not set(table.title(language)) & set("[]:*?/\\")
    assert len({one.title("nl") for one in TABLES}) == len(TABLES)


@every_table
def test_every_row_has_an_identifier_that_is_hidden(table: Table) -> None:
    assert table.columns[0].name == "id"
    assert table.columns[0].required
    assert table.columns[0].hidden
    assert all(column.hidden for column in table.columns if column.name.endswith("_id"))


@every_table
def test_every_table_has_its_queries_with_a_comment(table: Table) -> None:
    folder = resources.path("queries") / "export" / "tables"
    names = [table.name] if table.name == "labels" else [table.name, f"{table.name}_texts"]
    for name in names:
        assert (folder / f"{name}.rq").read_text(encoding="utf-8").startswith("# ")


def test_no_query_is_left_over() -> None:
    found = {
        file.stem.removesuffix("_texts") for file in (resources.path("queries") / "export" / "tables").glob("*.rq")
    }
    assert found == {table.name for table in TABLES}


def test_the_published_schema_is_that_of_the_definitions() -> None:
    published = REPOSITORY / "docs" / "reference" / "tables.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == data_package()


def test_references_name_tables_that_are_there() -> None:
    references = [one for table in TABLES for one in table_schema(table).get("foreignKeys", [])]
    assert len(references) > 20
    assert {one["reference"]["resource"] for one in references} <= {table.name for table in TABLES}
