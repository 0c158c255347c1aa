"""The rules for w3id.org in the guide lead every address of a release to a file of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://w3id.org/competencygraph/"
VERSION = "1.2.0"
SYNTAXES = {"text/turtle": "ttl", "application/rdf+xml": "rdf", "application/ld+json": "jsonld"}
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture(scope="module")
def rules() -> list[str]:
    text = (ROOT / "docs" / "how-to" / "release.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```apache\n(.*?)```", text, re.DOTALL)
    found: list[str] = [line for line in block.splitlines() if line and not line.startswith("#")]
    assert len(found) > 15
    return found


def lead(rules: list[str], path: str, accept: str) -> str | None:
    """Return where the rules lead a path, as Apache would; None where they do not."""
    variables: dict[str, str] = {"HTTP_ACCEPT": accept}
    holds = True
    for rule in rules:
        word, *rest = rule.split()
        if word == "RewriteCond":
            name = rest[0].removeprefix("%{").removesuffix("}")
            holds = holds and re.search(rest[1], variables.get(name, "")) is not None
        elif word == "RewriteRule":
            match = re.search(rest[0], path) if holds else None
            holds = True
            if match is None:
                continue
            if rest[1] == "-":
                name, _, value = rest[2].removeprefix("[E=").removesuffix("]").partition(":")
                variables[f"ENV:{name}"] = value
                continue
            goal = re.sub(r"\$(\d)", lambda group: match[int(group[1])] or "", rest[1])  # noqa: B023  (used at once)
            return re.sub(r"%\{(ENV:\w+)\}", lambda group: variables[group[1]], goal)
    return None


def place(rules: list[str], iri: str, accept: str) -> str:
    """Return the path in the release that an address leads to, with its fragment."""
    goal = lead(rules, iri.partition("#")[0].removeprefix(BASE), accept)
    assert goal is not None, iri
    start = f"https://example.org/competencygraph/release/{VERSION}/"
    assert goal.startswith(start), goal
    return goal.removeprefix(start)


@pytest.mark.parametrize("accept", SYNTAXES)
def test_versions_lead_to_their_files(accept: str, rules: list[str], release: Path) -> None:
    found = 0
    for file in release.rglob("*.ttl"):
        graph = Graph().parse(file)
        for module in graph.subjects(RDF.type, OWL.Ontology):
            for iri in (str(graph.value(module, OWL.versionIRI)), str(module)):
                target = file.with_suffix(f".{SYNTAXES[accept]}").relative_to(release).as_posix()
                assert place(rules, iri, accept) == target
                found += 1
    assert found > 25


def test_terms_shapes_questions_and_files_lead_somewhere(rules: list[str], release: Path) -> None:
    whole = Graph().parse(release / "ontology" / "competencygraph.ttl")
    page = (release / "index.html").read_text(encoding="utf-8")
    terms = [str(one) for one in whole.subjects(RDFS.isDefinedBy) if str(one).startswith(f"{BASE}def/")]
    assert terms
    for term in terms:
        assert place(rules, term, "text/turtle") == "ontology/competencygraph.ttl"
        file, _, name = place(rules, term, BROWSER).partition("#")
        assert file == "index.html"
        assert f'id="{name}"' in page
    assert place(rules, f"{BASE}def/context.jsonld", "application/ld+json") == "context.jsonld"
    assert place(rules, f"{BASE}ontology/prefixes#cg", "text/turtle") == "prefixes.ttl"
    assert place(rules, f"{BASE}shape/Grade-rank", "text/turtle") == "shapes/competencygraph.ttl"
    questions = Graph().parse(release / "queries.ttl")
    for question in questions.subjects(RDF.type, SH.SPARQLExecutable):
        assert place(rules, str(question), "application/ld+json") == "queries.jsonld"
    for file in release.rglob("*.*"):
        path = file.relative_to(release).as_posix()
        if file.is_file():
            assert place(rules, f"{BASE}release/{VERSION}/{path}", "*/*") == path
    for iri in (BASE, f"{BASE}ontology", f"{BASE}shapes", f"{BASE}query", f"{BASE}release/{VERSION}"):
        assert place(rules, iri, BROWSER) == "index.html"
    assert place(rules, f"{BASE}release", "text/turtle") == "void.ttl"


def test_addresses_of_data_lead_nowhere_here(rules: list[str]) -> None:
    assert lead(rules, "id/federal-be/000", BROWSER) is None
    assert lead(rules, "id/federal-be/000", "text/turtle") is None


def test_a_missing_rule_is_seen(rules: list[str]) -> None:
    fewer = [rule for rule in rules if "/queries." not in rule]
    assert lead(fewer, "query/rises", "text/turtle") is None
