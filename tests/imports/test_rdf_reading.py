"""RDF of anyone is read within limits and fetches nothing; what cannot be read is one clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.app.importing import preview_import
from competencygraph.errors import UsageError
from competencygraph.imports.json_contexts import CONTEXT_IRI
from competencygraph.imports.port import ImportFile
from competencygraph.imports.rdf_reading import RdfLimits, read_rdf
from competencygraph.store import open_store

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:a="urn:a#">{{}}</rdf:RDF>'


def _nested(depth: int) -> str:
    """Return statements about statements about statements, which a parser in this process would not survive."""
    return "<urn:a> <urn:p> " + "<<( <urn:a> <urn:p> " * depth + "1" + ")>>" * depth + "."


HOSTILE = {
    "a document type": ("a.rdf", f'<!DOCTYPE rdf:RDF [<!ENTITY x "y">]>{XML.format("")}', "document type"),
    "entities in small letters": ("a.rdf", f"<!doctype rdf:RDF>{XML.format('')}", "document type"),
    "a remote context": ("a.jsonld", '{"@context": "https://example.org/c", "@id": "urn:a"}', "nothing is fetched"),
    "one in a list": ("a.jsonld", '{"@context": [{}, "https://example.org/c"], "@id": "urn:a"}', "nothing is fetched"),
    "one further in": ("a.jsonld", '{"@id": "urn:a", "urn:p": {"@context": "/c"}}', "nothing is fetched"),
    "an import": ("a.jsonld", '{"@context": {"@import": "https://example.org/c"}}', "nothing is fetched"),
    "deep JSON": ("a.jsonld", '{"@id": "urn:a", "urn:p": ' + '{"urn:p": ' * 300 + "1" + "}" * 301, "too deep"),
    "JSON that is deeper": ("a.jsonld", '{"@id": "urn:a", "urn:p": ' + "[" * 100_000 + "]" * 100_000 + "}", "deep"),
    "no JSON": ("a.jsonld", '{"@id": "urn:a",', "no JSON"),
    "statements about statements": ("a.ttl", f"<urn:a> <{RDF}reifies> <<( <urn:a> <urn:p> 1 )>> .", "about statements"),
    "many of them": ("a.ttl", _nested(50_000), "brought the parser down"),
    "an IRI with a space": ("a.ttl", "<urn:a b> <urn:p> 1 .", "ill-formed"),
    "a relative IRI": ("a.ttl", "<a> <urn:p> 1 .", "ill-formed"),
    "no Turtle": ("a.ttl", "<urn:a> <urn:p> ", "ill-formed"),
    "another encoding": ("a.ttl", "<urn:a> <urn:p> 'é' .".encode("latin-1"), "ill-formed"),
    "nothing": ("a.ttl", " \n", "empty"),
    "no RDF": ("a.xml", "<html/>", "no RDF"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_one_clear_error(name: str) -> None:
    file, text, said = HOSTILE[name]
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(UsageError, match=said) as caught:
        read_rdf(ImportFile(file, data, "0" * 64))
    assert caught.value.where == file
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (RdfLimits(size=10), "bytes"),
        (RdfLimits(quads=2), "more than 2 statements"),
        (RdfLimits(seconds=0.0001), "took more than"),
    ],
)
def test_limits_are_kept(limits: RdfLimits, said: str) -> None:
    data = b"".join(b"<urn:a> <urn:p> %d .\n" % number for number in range(3))
    assert read_rdf(ImportFile("a.ttl", data, "")).count == 3
    with pytest.raises(UsageError, match=said):
        read_rdf(ImportFile("a.ttl", data, ""), limits)


def test_blank_nodes_have_the_same_names_whenever_they_are_read() -> None:
    first = read_rdf(ImportFile("a.ttl", b"<urn:a> <urn:p> [ <urn:q> 1 ] , [ <urn:q> 2 ] .", ""))
    other = read_rdf(ImportFile("a.ttl", b"<urn:a> <urn:p> _:x , _:y . _:y <urn:q> 1 . _:x <urn:q> 2 .", ""))
    assert len(first.triples()) == 4
    assert first.triples() == other.triples()


def test_the_context_of_the_project_is_taken_from_the_package() -> None:
    text = f'{{"@context": "{CONTEXT_IRI}", "@id": "urn:a", "@type": "cg:Task"}}'
    (triple,) = read_rdf(ImportFile("a.jsonld", text.encode(), "")).triples()
    assert str(triple.object) == "<https://w3id.org/competencygraph/def/Task>"


def test_a_byte_order_mark_is_no_matter() -> None:
    assert read_rdf(ImportFile("a.ttl", b"\xef\xbb\xbf<urn:a> <urn:p> 1 .", "")).count == 1


@pytest.mark.parametrize(("name", "said"), [("missing.ttl", "cannot be read"), (".", "holds no CSV file")])
def test_what_is_no_file_is_said(tmp_path: Path, name: str, said: str) -> None:
    with open_store(":memory:", write=True) as store, pytest.raises(UsageError, match=said):
        preview_import(store, tmp_path / name)


def test_a_file_of_no_known_kind_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(range(256)))
    with open_store(":memory:", write=True) as store, pytest.raises(UsageError, match="nothing in the file"):
        preview_import(store, path)


@pytest.mark.parametrize("name", ["bad.ttl", "bad.trig", "bad.nt"])
def test_a_file_whose_name_says_rdf_has_its_syntax_error(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("@prefix x: <http://x.example/> .\nx:a x:b\n", encoding="utf-8")
    with open_store(":memory:", write=True) as store, pytest.raises(UsageError, match=r"ill-formed.* at (line )?[0-9]"):
        preview_import(store, path)


def test_rdf_of_something_else_is_no_syntax_error(tmp_path: Path) -> None:
    path = tmp_path / "other.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    with open_store(":memory:", write=True) as store, pytest.raises(UsageError, match="nothing in the file"):
        preview_import(store, path)
