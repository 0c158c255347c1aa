"""The files are valid SSSOM and SKOS by what others made, which is seen to reject faulty ones.

The SHACL shapes that SSSOM publishes are not among it: they are generated and ask a literal of datatype
``rdfs:Resource`` for every identifier, so that each IRI of each valid set violates them. The sssom package takes a line
without a justification for an unspecified one; the schema of the standard and the reader of this project refuse it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pyshacl
import pytest

from competencygraph.errors import UsageError
from competencygraph.rdf.sssom import read_table
from competencygraph.terms import resources

PACKAGED = resources.path("mappings") / "esco.sssom.tsv"
PROGRAM = """
import sys
from sssom.constants import SchemaValidationType as Kind
from sssom.parsers import parse_sssom_table
from sssom.validators import validate
table = parse_sssom_table(sys.argv[1])
validate(table, [Kind.JsonSchema, Kind.PrefixMapCompleteness, Kind.StrictCurieFormat])
print(len(table.df))
"""
SEVERAL = {"reviewer_id", "creator_id", "see_also"}
#: Columns and slots that the standard lets a table define itself; the schema knows them by their definition alone.
EXTENSION = "object_notation"
SKOS_FILE = "esco.skos.ttl"
MUTATIONS = {
    "wrong predicate": ("skos:broadMatch", "closer than most"),
    "unknown justification": ("semapv:ManualMappingCuration", "semapv:Guessing"),
    "confidence 1.7": ("\t0.55\t", "\t1.7\t"),
    "confidence in words": ("\t0.55\t", "\tsure\t"),
    "prefix that is not declared": ("escoskill:8267ecb5", "escodata:8267ecb5"),
    "no subject": ("cgid:lievegem/002/directeur-interne-organisatie/competency/beslissen\t", "\t"),
}


@pytest.fixture(params=["packaged", "exported"])
def table(request: pytest.FixtureRequest, location: str, export: Callable[..., Path]) -> Path:
    """Return a mapping set: the packaged one, and what is exported."""
    return PACKAGED if request.param == "packaged" else export(location) / "esco.sssom.tsv"


def sssom(python: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """Run the validation of the sssom package on a file."""
    return subprocess.run(
        [str(python), "-c", PROGRAM, str(file)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def document(file: Path) -> dict[str, Any]:
    """Return a table as the document that the schema of the standard describes."""
    text = file.read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    assert rows
    mappings = []
    for row in rows:
        cells = {name: cell for name, cell in zip(header, row, strict=True) if cell and name != EXTENSION}
        mappings.append(
            {
                name: float(cell) if name == "confidence" else cell.split("|") if name in SEVERAL else cell
                for name, cell in cells.items()
            }
        )
    about = dict(read_table(PACKAGED).about)
    return {**about, "mappings": mappings}


@pytest.mark.validator
def test_the_sssom_package_takes_it(validators: Path, table: Path) -> None:
    run = sssom(validators, table)
    assert (run.returncode, run.stdout.strip()) == (0, "31"), run.stderr


@pytest.mark.validator
@pytest.mark.parametrize("name", MUTATIONS)
def test_the_sssom_package_rejects_a_faulty_one(
    validators: Path, location: str, export: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    good, bad = MUTATIONS[name]
    text = (export(location) / "esco.sssom.tsv").read_text(encoding="utf-8")
    assert good in text
    file = tmp_path / "bad.sssom.tsv"
    file.write_text(text.replace(good, bad, 1), encoding="utf-8")
    run = sssom(validators, file)
    if run.returncode == 0:
        # The package leaves out lines that lack what every mapping must have.
        assert run.stdout.strip() != "31", name


def test_a_line_without_a_justification_is_refused_by_its_line(table: Path, tmp_path: Path) -> None:
    text = table.read_text(encoding="utf-8")
    file = tmp_path / "bad.sssom.tsv"
    file.write_text(text.replace("\tsemapv:ManualMappingCuration\t", "\t\t", 1), encoding="utf-8")
    with pytest.raises(UsageError, match=r"line \d+: the cell mapping_justification is empty"):
        read_table(file)


def schema_of(shared: Path) -> dict[str, Any]:
    """Return the schema of the standard, for a mapping set."""
    schema = json.loads((shared / "standards" / "sssom" / "sssom_schema.schema.json").read_text(encoding="utf-8"))
    schema["$ref"] = "#/$defs/MappingSet"
    return dict(schema)


def test_it_conforms_to_the_schema_of_the_standard(table: Path, shared: Path) -> None:
    said = document(table)
    assert len(said["mappings"]) == 31
    jsonschema.validate(said, schema_of(shared))


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("mapping_justification", None),
        ("mapping_justification", "semapv:Guessing"),
        ("confidence", 1.7),
        ("confidence", "sure"),
        ("predicate_modifier", "Never"),
        ("object_rank", "3"),
    ],
)
def test_the_schema_rejects_a_faulty_line(table: Path, shared: Path, slot: str, value: object) -> None:
    said = document(table)
    first = dict(said["mappings"][0])
    first.pop(slot, None)
    if value is not None:
        first[slot] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**said, "mappings": [first, *said["mappings"][1:]]}, schema_of(shared))


def conforms(data: str, shared: Path) -> bool:
    """Tell whether concepts conform to the SKOS shapes."""
    shapes = (shared / "standards" / "skos" / "skohub.shacl.ttl").read_text(encoding="utf-8")
    result, _, _ = pyshacl.validate(data, shacl_graph=shapes, data_graph_format="turtle", shacl_graph_format="turtle")
    return bool(result)


def test_the_concepts_conform_to_the_skos_shapes(location: str, export: Callable[..., Path], shared: Path) -> None:
    data = (export(location) / SKOS_FILE).read_text(encoding="utf-8")
    assert data.count("a skos:Concept") == 42
    assert conforms(data, shared)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('skos:prefLabel "Beslissen"@nl', 'skos:hiddenLabel "Beslissen"@nl'),
        ('"Beslissen"@nl', '"Beslissen"'),
        (
            "skos:broadMatch <http://data.europa.eu/esco/skill/8267ecb5-c976-4b6a-809b-4ceecb954967>",
            'skos:broadMatch "T2"',
        ),
        ('skos:notation "T3"', "skos:notation 3"),
        ('"Beslissen"@nl', '"Beslissen"@nl, "Besluiten"@nl'),
    ],
)
def test_the_skos_shapes_reject_faulty_concepts(
    location: str, export: Callable[..., Path], shared: Path, good: str, bad: str
) -> None:
    data = (export(location) / SKOS_FILE).read_text(encoding="utf-8")
    assert good in data
    assert not conforms(data.replace(good, bad, 1), shared)
