"""One prefix, one IRI, over all Turtle and SPARQL, against ontology/prefixes.ttl; and one triple to a line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import SH, Graph, URIRef

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TABLE = Graph().parse(ROOT / "ontology" / "prefixes.ttl")
DECLARED = "https://w3id.org/competencygraph/ontology/prefixes"
DECLARATION = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
# Texts in quotes, IRIs and comments, in which a comma divides nothing.
OPAQUE = re.compile(r'"""(?:[^"]|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|<[^>\s]*>|#.*')
#: Bad examples of these tests, and shapes as users may write them.
APART = {HERE / "bad", ROOT / "tests" / "validation" / "faulty", ROOT / "tests" / "validation" / "sound"}


def table(subject: str) -> dict[str, str]:
    """Return the prefixes that one part of the table declares."""
    rows = TABLE.objects(URIRef(subject), SH.declare)
    return {str(TABLE.value(row, SH.prefix)): str(TABLE.value(row, SH.namespace)) for row in rows}


def sources(*folders: str) -> list[Path]:
    """Return the Turtle and SPARQL files of the project, without bad examples and shapes as others write them."""
    files = [
        file for folder in folders for suffix in ("ttl", "rq", "ru") for file in (ROOT / folder).rglob(f"*.{suffix}")
    ]
    return sorted(file for file in files if not APART & set(file.parents))


def misused(text: str, allowed: dict[str, str]) -> set[str]:
    """Return the prefixes of a text that the table does not have, or has for another IRI."""
    return {prefix for prefix, iri in DECLARATION.findall(text) if allowed.get(prefix) != iri}


def has_object_list(text: str) -> bool:
    """Return whether a Turtle text repeats a predicate by a comma."""
    return "," in OPAQUE.sub("", text)


def test_the_table_gives_each_prefix_one_iri_and_each_iri_one_prefix() -> None:
    rows = list(TABLE.subjects(SH.prefix))
    both = table(DECLARED) | table(f"{DECLARED}/examples")
    assert len(rows) == len(both) == len(set(both.values())) > 10


def test_the_product_uses_the_table_alone() -> None:
    files = sources("ontology", "shapes", "queries")
    assert {file.suffix for file in files} >= {".ttl", ".rq"}
    assert any(DECLARATION.search(file.read_text(encoding="utf-8")) for file in files)
    wrong = {file: misused(file.read_text(encoding="utf-8"), table(DECLARED)) for file in files}
    assert {file: prefixes for file, prefixes in wrong.items() if prefixes} == {}


def test_the_tests_add_the_example_prefix_alone() -> None:
    files = sources("tests")
    assert files
    allowed = table(DECLARED) | table(f"{DECLARED}/examples")
    wrong = {file: misused(file.read_text(encoding="utf-8"), allowed) for file in files}
    assert {file: prefixes for file, prefixes in wrong.items() if prefixes} == {}


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("other_iri.ttl", "dcterms"),
        ("other_prefix.ttl", "dct"),
        ("other_iri.rq", "skos"),
        ("example_prefix_outside_the_tests.rq", "ex"),
    ],
)
def test_misuse_is_seen(name: str, prefix: str) -> None:
    text = (HERE / "bad" / "prefixes" / name).read_text(encoding="utf-8")
    assert misused(text, table(DECLARED)) - {"ex"} == {prefix} - {"ex"}
    assert prefix in misused(text, table(DECLARED))


def test_source_turtle_has_one_triple_to_a_line() -> None:
    files = [file for file in sources("ontology", "shapes") if file.suffix == ".ttl"]
    assert len(files) > 8
    assert [file for file in files if has_object_list(file.read_text(encoding="utf-8"))] == []


def test_an_object_list_is_seen() -> None:
    assert has_object_list((HERE / "bad" / "style" / "object_list.ttl").read_text(encoding="utf-8"))
