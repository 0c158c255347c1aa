"""The tables as a Data Package: one Table Schema a table, derived from the definitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from competencygraph.tables.layout import BOOLEAN_WORDS
from competencygraph.tables.schema import Column, Table, list_tables
from competencygraph.terms.namespaces import PREFIXES

__all__ = ["data_package", "sheet_schema", "table_schema", "workbook_package"]

_TYPES: Mapping[str, str] = {
    "identifier": "string",
    "text": "string",
    "string": "string",
    "choice": "string",
    "integer": "integer",
    "decimal": "number",
    "boolean": "boolean",
}


def table_schema(table: Table, language: str = "en") -> dict[str, Any]:
    """Return the Table Schema of a table.

    Args:
        table: the table.
        language: of titles and descriptions.

    Returns:
        The descriptor, plain data for JSON. Beside what the standard names, a field says which statements of the graph
        it holds (``statements``) and whether it may be changed and handed back (``editable``).

    Source:
        Table Schema 1 (specs.frictionlessdata.io/table-schema).

    >>> from competencygraph.tables.schema import find_table
    >>> table_schema(find_table("tasks"))["primaryKey"]
    ['id']
    """
    schema: dict[str, Any] = {
        "fields": [_field(column, language) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    references = [
        {"fields": [column.name], "reference": {"resource": column.refers, "fields": ["id"]}}
        for column in table.columns
        if column.refers
    ]
    if references:
        schema["foreignKeys"] = references
    return schema


def sheet_schema(table: Table, language: str) -> dict[str, Any]:
    """Return the Table Schema of a sheet of the workbook, which names and says things as people do.

    Args:
        table: the table.
        language: of the workbook.

    Returns:
        The descriptor: that of the table with the titles of columns for their names, and words for codes.

    >>> from competencygraph.tables.schema import find_table
    >>> sheet_schema(find_table("tasks"), "nl")["primaryKey"]
    ['Identificatie']
    """
    titles = {column.name: column.title(language) for column in table.columns}
    schema = table_schema(table, language)
    for field, column in zip(schema["fields"], table.columns, strict=True):
        field["name"] = titles[column.name]
        if column.choices:
            words = [names.get(language, names["en"]) for names in column.choices.values()]
            field["constraints"] = field["constraints"] | {"enum": words}
        if column.type == "boolean":
            field |= {f"{str(value).lower()}Values": [words[language]] for value, words in BOOLEAN_WORDS.items()}
    schema["primaryKey"] = [titles[name] for name in table.key]
    id_title = titles["id"]
    for reference in schema.get("foreignKeys", []):
        reference["fields"] = [titles[name] for name in reference["fields"]]
        reference["reference"]["fields"] = [id_title]
    return schema


def workbook_package(path: str, language: str) -> dict[str, Any]:
    """Return the Data Package of a workbook of the tables.

    Args:
        path: of the workbook, relative to the descriptor.
        language: of the workbook.

    Returns:
        The descriptor, a resource a sheet.

    >>> workbook_package("tables.xlsx", "fr")["resources"][0]["dialect"]
    {'excel': {'sheet': 'Profils'}}
    """
    return {
        "name": "competencygraph-workbook",
        "resources": [
            {
                "name": table.name,
                "path": path,
                "type": "table",
                "format": "xlsx",
                "dialect": {"excel": {"sheet": table.title(language)}},
                "schema": sheet_schema(table, language),
            }
            for table in list_tables()
        ],
    }


def data_package(language: str = "en", ending: str = ".csv") -> dict[str, Any]:
    """Return the Data Package of all tables.

    Args:
        language: of titles and descriptions.
        ending: of the files' names.

    Returns:
        The descriptor, plain data for JSON, without anything that depends on the data.

    Source:
        Data Package 1 (specs.frictionlessdata.io/data-package).

    >>> data_package()["resources"][0]["path"]
    'profiles.csv'
    """
    return {
        "profile": "data-package",
        "name": "competencygraph-tables",
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}{ending}",
                "profile": "tabular-data-resource",
                "title": table.title(language),
                "description": table.about.get(language, table.about["en"]),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"},
                "schema": table_schema(table, language),
            }
            for table in list_tables()
        ],
    }


def _field(column: Column, language: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.title(language),
        "type": _TYPES[column.type],
        "editable": column.editable,
    }
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.name == "position":
        constraints["minimum"] = 1
    if column.choices:
        constraints["enum"] = list(column.choices)
    if constraints:
        field["constraints"] = constraints
    if column.means:
        field["statements"] = [
            " ".join(part for part in (one.subject_class, one.property, one.object_class) if part)
            for one in column.means
        ]
        prefix, _, local = column.means[0].property.partition(":")
        if len({one.property for one in column.means}) == 1:
            field["rdfType"] = PREFIXES[prefix] + local
    return field
