"""Every term that a shape, a query, an example or the code names is a declared one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef

from competencygraph.terms import cg, namespaces

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BAD = HERE / "bad"
#: Bad examples of these tests, and shapes as users may write them.
APART = {BAD, ROOT / "tests" / "validation" / "faulty", ROOT / "tests" / "validation" / "sound"}
# Their terms are declared in ontology/imports/external.ttl, those that only exports use in exchange.ttl beside it,
# those of cg in the term modules.
FOREIGN = ("dcat", "dcterms", "org", "prov", "skos", "vs")
NAMES = "|".join(("cg", "sh", *FOREIGN))
PREFIXED = re.compile(rf"(?<![\w:.?$-])({NAMES}):([A-Za-z_][\w-]*)")
CONSTANT = re.compile(r"(?<![\w.])cg\.([A-Za-z_]\w*)")
JOINED = re.compile(r'\b(DCAT|DCTERMS|ORG|PROV|SKOS|VS|CG|SH)\s*(?:\+\s*"|\})([A-Za-z_]\w*)')


def declared() -> set[str]:
    """Return the IRIs of all declared terms of the project and of the vocabularies that it reuses."""
    graph = Graph()
    for name in ("core", "competency", "vacancy", "evidence", "checking", "imports/external", "imports/exchange"):
        graph.parse(ROOT / "ontology" / f"{name}.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return {str(term) for kind in kinds for term in graph.subjects(RDF.type, kind)}


DECLARED = declared()


def is_known(prefix: str, name: str) -> bool:
    """Return whether a vocabulary has a term."""
    if prefix == "sh":
        return URIRef(f"{SH}{name}") in SH
    return namespaces.PREFIXES[prefix] + name in DECLARED


def unknown_in_turtle(file: Path) -> set[str]:
    """Return the prefixed names of the terms in a Turtle file that no vocabulary has."""
    iris: set[str] = set()
    for triple in Graph().parse(file):
        iris.update(str(term) for term in triple if isinstance(term, URIRef))
        iris.update(str(term.datatype) for term in triple if isinstance(term, Literal))
    found: set[str] = set()
    for prefix in ("cg", "sh", *FOREIGN):
        namespace = namespaces.PREFIXES[prefix]
        names = {iri.removeprefix(namespace) for iri in iris if iri.startswith(namespace) and iri != namespace}
        found.update(f"{prefix}:{name}" for name in names if not is_known(prefix, name))
    return found


def unknown_in_query(text: str) -> set[str]:
    """Return the prefixed names in a query, its header included, that no vocabulary has."""
    body = re.sub(r"<[^>\s]*>", "", text)
    return {f"{prefix}:{name}" for prefix, name in PREFIXED.findall(body) if not is_known(prefix, name)}


def unknown_in_code(text: str) -> set[str]:
    """Return the names of terms in Python code that no vocabulary has."""
    own = {f"cg:{name}" for name in CONSTANT.findall(text) if not hasattr(cg, name)}
    joined = {(prefix.lower(), name) for prefix, name in JOINED.findall(text)}
    return own | {f"{prefix}:{name}" for prefix, name in joined if not is_known(prefix, name)}


def files(suffix: str, *folders: str) -> list[Path]:
    """Return the files of the project with a suffix, at least one, without bad examples and shapes of others."""
    found = [
        file for folder in folders for file in (ROOT / folder).rglob(f"*{suffix}") if not APART & set(file.parents)
    ]
    assert found, f"no {suffix} in {folders}"
    return sorted(found)


def test_turtle_names_declared_terms_alone() -> None:
    wrong = {file: unknown_in_turtle(file) for file in files(".ttl", "ontology", "shapes", "tests")}
    assert {file: names for file, names in wrong.items() if names} == {}


def test_queries_name_declared_terms_alone() -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in files(".rq", "queries", "tests")}
    assert any(PREFIXED.search(text) for text in texts.values())
    wrong = {file: unknown_in_query(text) for file, text in texts.items()}
    assert {file: names for file, names in wrong.items() if names} == {}


def test_code_names_declared_terms_alone() -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in files(".py", "src")}
    users = [text for text in texts.values() if "import cg" in text and "competencygraph.terms" in text]
    assert any(CONSTANT.search(text) for text in users)
    wrong = {file: unknown_in_code(text) for file, text in texts.items() if text in users or JOINED.search(text)}
    assert {file: names for file, names in wrong.items() if names} == {}


def test_the_terms_of_exchange_are_those_of_their_vocabularies(shared: Path) -> None:
    official = Graph()
    for name in ("dcat3", "dcterms", "org", "prov-o", "skos"):
        official.parse(shared / "standards" / "w3c" / f"{name}.ttl")
    terms = set(Graph().parse(ROOT / "ontology" / "imports" / "exchange.ttl").subjects(RDFS.isDefinedBy))
    assert len(terms) > 10
    assert {term for term in terms if (term, RDF.type, None) not in official} == set()
    assert (URIRef(f"{namespaces.PREFIXES['dcat']}Catalogue"), RDF.type, None) not in official


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("undeclared_term.ttl", "cg:hasTsak"),
        ("undeclared_datatype.ttl", "cg:tally"),
        ("shacl_word_that_does_not_exist.ttl", "sh:nodekind"),
    ],
)
def test_a_typo_in_turtle_is_seen(name: str, term: str) -> None:
    assert term in unknown_in_turtle(BAD / "vocabulary" / name)


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("undeclared_term.rq", "cg:hasTsak"),
        ("undeclared_term_in_the_header.rq", "cg:ResultZone"),
        ("undeclared_term_of_another_vocabulary.rq", "skos:prefferedLabel"),
    ],
)
def test_a_typo_in_a_query_is_seen(name: str, term: str) -> None:
    assert unknown_in_query((BAD / "vocabulary" / name).read_text(encoding="utf-8")) == {term}


@pytest.mark.parametrize(
    ("code", "term"),
    [
        ("NamedNode(cg.hasTsak)", "cg:hasTsak"),
        ('NamedNode(namespaces.SKOS + "prefferedLabel")', "skos:prefferedLabel"),
        ('f"{DCTERMS}titel"', "dcterms:titel"),
    ],
)
def test_a_typo_in_code_is_seen(code: str, term: str) -> None:
    assert unknown_in_code(code) == {term}
