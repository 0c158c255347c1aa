"""What the differences tell of a changed copy of the sources."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.release.build import build
from tools.release.differences import compare, differences_markdown
from tools.release.previous import Previous, read_previous
from tools.release.sources import read_sources

from competencygraph.errors import UsageError

from .changed_sources import card, copy_sources, replace

ROOT = Path(__file__).resolve().parents[2]
Edit = Callable[[Path], None]


def remove_term(root: Path) -> None:
    file = root / "ontology" / "core.ttl"
    replace(file, card(file, "cg:heading"), "")


def add_term(root: Path) -> None:
    file = root / "ontology" / "core.ttl"
    made = (
        card(file, "cg:heading")
        .replace("cg:heading", "cg:subheading")
        .replace('skos:definition "', 'skos:definition "New: ')
    )
    file.write_text(file.read_text(encoding="utf-8") + "\n" + made, encoding="utf-8")


def rename_term(root: Path) -> None:
    file = root / "ontology" / "core.ttl"
    block = card(file, "cg:heading")
    replace(file, block, block.replace("cg:heading", "cg:headline"))


def redefine_term(root: Path) -> None:
    replace(
        root / "ontology" / "core.ttl",
        '"A group of functions that follow one work process and share',
        '"A set of functions that share',
    )


def relabel_term(root: Path) -> None:
    replace(
        root / "ontology" / "core.ttl", 'skos:prefLabel "functiefamilie"@nl', 'skos:prefLabel "familie van functies"@nl'
    )


def deprecate_term(root: Path) -> None:
    file = root / "ontology" / "core.ttl"
    block = card(file, "cg:heading")
    replace(
        file, block, block.replace("a owl:DatatypeProperty ;", "a owl:DatatypeProperty ;\n    owl:deprecated true ;")
    )


def raise_status(root: Path) -> None:
    file = root / "ontology" / "core.ttl"
    block = card(file, "cg:heading")
    replace(file, block, block.replace('vs:term_status "testing"', 'vs:term_status "stable"'))


def remove_axiom(root: Path) -> None:
    replace(root / "ontology" / "axioms.ttl", "cg:CompetencyRequirement rdfs:subClassOf cg:Expectation .\n", "")


def remove_restriction(root: Path) -> None:
    replace(
        root / "ontology" / "axioms.ttl",
        "cg:Grade rdfs:subClassOf [ a owl:Restriction ; owl:onProperty skos:inScheme ; "
        "owl:someValuesFrom cg:GradeScheme ] .",
        "",
    )


def remove_disjointness(root: Path) -> None:
    replace(
        root / "ontology" / "axioms.ttl",
        "( cg:FunctionalCareer cg:Grade cg:PayScale )",
        "( cg:FunctionalCareer cg:Grade )",
    )


def tighten_shape(root: Path) -> None:
    file = root / "shapes" / "core" / "Grade.ttl"
    replace(file, "sh:minLength 1 ;", "sh:minLength 2 ;")


def reword_message(root: Path) -> None:
    file = root / "shapes" / "core" / "Grade.ttl"
    replace(
        file, '"A level or class has exactly one notation (a number', '"A level or class has one notation (a number'
    )


#: What is done, the change that must be told, as kind, about, name and aspect, and what must rise.
CASES: list[tuple[Edit, tuple[str, str, str, str], str]] = [
    (remove_term, ("removed", "term", "cg:heading", ""), "major"),
    (add_term, ("added", "term", "cg:subheading", ""), "minor"),
    (rename_term, ("renamed", "term", "cg:headline", ""), "major"),
    (redefine_term, ("changed", "term", "cg:FunctionFamily", "definition"), "patch"),
    (relabel_term, ("changed", "term", "cg:FunctionFamily", "label"), "patch"),
    (deprecate_term, ("deprecated", "term", "cg:heading", "deprecation"), "minor"),
    (raise_status, ("changed", "term", "cg:heading", "status"), "patch"),
    (remove_axiom, ("changed", "term", "cg:CompetencyRequirement", "meaning"), "major"),
    (remove_restriction, ("changed", "term", "cg:Grade", "meaning"), "major"),
    (remove_disjointness, ("changed", "axioms", "", "meaning"), "major"),
    (tighten_shape, ("changed", "shape", "cgsh:Grade-notation", "meaning"), "major"),
    (reword_message, ("changed", "shape", "cgsh:Grade-notation", "wording"), "patch"),
]


@pytest.fixture(scope="module")
def before(release: Path) -> Previous:
    """Return the release of this checkout as the one before."""
    return read_previous(str(release), ROOT)


@pytest.mark.parametrize(("edit", "told", "rise"), CASES, ids=lambda one: getattr(one, "__name__", None))
def test_one_change_is_told_and_nothing_else(
    edit: Edit, told: tuple[str, str, str, str], rise: str, before: Previous, tmp_path: Path
) -> None:
    root = copy_sources(ROOT, tmp_path / "sources")
    edit(root)
    sources = read_sources(root)
    found = compare(
        (before.ontology, before.shapes),
        (sources.whole(), sources.all_shapes()),
        (before.version, "2.0.0"),
        sources.prefix_table,
    )
    assert [(one.kind, one.about, one.name, one.aspect) for one in found.changes] == [told]
    assert found.rise == rise
    text = differences_markdown(found, first=False).decode()
    assert (told[2] or "no single term") in text
    assert f"The {rise} number must rise" in text


def test_the_same_sources_have_no_differences_and_a_prior_version(release: Path, tmp_path: Path) -> None:
    older = shutil.copytree(release, tmp_path / "older")
    for file in older.glob("ontology/vacancy.*"):
        file.unlink()
    files = build(ROOT, "1.2.1", previous=read_previous(str(older), ROOT))
    found = json.loads(files["differences.json"])
    assert found == {"after": "1.2.1", "first": False, "before": "1.2.0", "rise": "none", "changes": []}
    text = files["ontology/core.ttl"].decode()
    assert "owl:priorVersion <https://w3id.org/competencygraph/ontology/core/1.2.0>" in text
    assert b"previousVersion <https://w3id.org/competencygraph/release/1.2.0>" in files["void.ttl"]
    # A module that the release before did not have has no version before.
    assert b"priorVersion" not in files["ontology/vacancy.ttl"]


def test_the_first_release_says_that_there_is_none_before(release: Path) -> None:
    assert "there is none to compare it with" in (release / "differences.md").read_text(encoding="utf-8")
    assert json.loads((release / "differences.json").read_text(encoding="utf-8")) == {"after": "1.2.0", "first": True}
    assert b"priorVersion" not in (release / "ontology" / "core.ttl").read_bytes()


def test_a_shape_of_a_new_class_asks_for_no_new_major(before: Previous, tmp_path: Path) -> None:
    root = copy_sources(ROOT, tmp_path / "sources")
    core = root / "ontology" / "core.ttl"
    made = card(core, "cg:Task").replace("cg:Task", "cg:Chore").replace('skos:definition "', 'skos:definition "New: ')
    core.write_text(core.read_text(encoding="utf-8") + "\n" + made, encoding="utf-8")
    text = (root / "shapes" / "core" / "Benefit.ttl").read_text(encoding="utf-8")
    chore = text.replace("cgsh:Benefit", "cgsh:Chore").replace("cg:Benefit", "cg:Chore")
    (root / "shapes" / "core" / "Chore.ttl").write_text(chore, encoding="utf-8")
    sources = read_sources(root)
    after = (sources.whole(), sources.all_shapes())
    found = compare((before.ontology, before.shapes), after, ("1.2.0", "1.3.0"), sources.prefix_table)
    assert {one.about for one in found.changes} == {"term", "shape"}
    assert found.rise == "minor"


@pytest.mark.parametrize(("asking", "rise"), [("", "minor"), ("    sh:minCount 1 ;\n", "major")])
def test_a_shape_of_a_new_property_rises_with_what_it_asks(
    asking: str, rise: str, before: Previous, tmp_path: Path
) -> None:
    root = copy_sources(ROOT, tmp_path / "sources")
    add_term(root)
    file = root / "shapes" / "core" / "Grade.ttl"
    replace(
        file, "sh:property cgsh:Grade-rank ;", "sh:property cgsh:Grade-rank ;\n    sh:property cgsh:Grade-subheading ;"
    )
    made = f"cgsh:Grade-subheading a sh:PropertyShape ;\n    sh:path cg:subheading ;\n{asking}    sh:maxCount 1 .\n"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{made}", encoding="utf-8")
    sources = read_sources(root)
    after = (sources.whole(), sources.all_shapes())
    found = compare((before.ontology, before.shapes), after, ("1.2.0", "1.3.0"), sources.prefix_table)
    assert {one.name for one in found.changes} == {"cg:subheading", "cgsh:Grade", "cgsh:Grade-subheading"}
    assert found.rise == rise


def test_a_tag_is_compared_with(tmp_path: Path) -> None:
    root = copy_sources(ROOT, tmp_path / "checkout")
    for command in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message", "x"],
        ["tag", "v1.0.0"],
    ):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)
    remove_term(root)
    tag = read_previous("v1.0.0", root)
    assert tag.version == "1.0.0"
    assert read_previous("HEAD", root).version is None
    sources = read_sources(root)
    after = (sources.whole(), sources.all_shapes())
    found = compare((tag.ontology, tag.shapes), after, ("1.0.0", "2.0.0"), sources.prefix_table)
    assert [(one.kind, one.name) for one in found.changes] == [("removed", "cg:heading")]


@pytest.mark.parametrize("name", ["no-such-tag", "--output=x"])
def test_what_is_no_release_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_previous(name, ROOT)
    with pytest.raises(UsageError):
        read_previous(str(tmp_path), ROOT)
