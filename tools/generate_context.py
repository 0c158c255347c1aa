"""Write the JSON-LD context of the project, ``ontology/context.jsonld``, from the ontology.

With ``--check`` nothing is written, and the exit code is 1 when the file is not what would be written.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from rdflib import OWL, RDF, SH, Graph, URIRef

ROOT = Path(__file__).resolve().parents[1]
TARGET = Path("ontology", "context.jsonld")
MODULES = ("core.ttl", "competency.ttl", "vacancy.ttl", "evidence.ttl", "checking.ttl", "imports/external.ttl")
PREFIX_TABLE = URIRef("https://w3id.org/competencygraph/ontology/prefixes")
OWN = "cg"
LEFT_OUT = frozenset({"cgsh", "sh", "vs"})


def context(ontology: Path) -> dict[str, Any]:
    """Return the context.

    Own terms have their local names, terms of other vocabularies their prefixed names. A property whose values are
    nodes takes IRIs as plain strings; one whose values are texts takes a map by language.

    Args:
        ontology: the folder of the ontology.

    Returns:
        The value of ``@context``, sorted by name within aliases, prefixes, classes and properties.
    """
    table = Graph().parse(ontology / "prefixes.ttl")
    prefixes = {
        str(table.value(row, SH.prefix)): str(table.value(row, SH.namespace))
        for row in table.objects(PREFIX_TABLE, SH.declare)
    }
    terms = Graph()
    for name in MODULES:
        terms.parse(ontology / name)
    spaces = {prefix: iri for prefix, iri in sorted(prefixes.items()) if prefix not in LEFT_OUT}

    def name_of(iri: str) -> str | None:
        for prefix, space in spaces.items():
            if iri.startswith(space):
                local = iri.removeprefix(space)
                return local if prefix == OWN else f"{prefix}:{local}"
        return None

    def named(kind: URIRef) -> dict[str, str]:
        found = ((name_of(str(term)), str(term)) for term in terms.subjects(RDF.type, kind))
        return {name: iri for name, iri in sorted(found, key=str) if name is not None}

    classes = named(OWL.Class)
    nodes = named(OWL.ObjectProperty)
    texts = named(OWL.DatatypeProperty) | named(OWL.AnnotationProperty)
    found: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type", **spaces}
    found |= {name: iri for name, iri in classes.items() if ":" not in name}
    found |= {name: {"@id": iri, "@type": "@id"} for name, iri in sorted(nodes.items()) if name not in texts}
    found |= {name: {"@id": iri, "@container": "@language"} for name, iri in sorted(texts.items())}
    return found


def main(arguments: list[str] | None = None) -> int:
    """Write or check the file.

    Args:
        arguments: the command line without the program's name; None takes the process's own.

    Returns:
        0, or 1 when a check found another content.
    """
    parser = argparse.ArgumentParser(description="Write the JSON-LD context from the ontology.")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 when the file is out of date")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout; default: the one of this program")
    options = parser.parse_args(arguments)
    target = options.root / TARGET
    text = json.dumps({"@context": context(options.root / "ontology")}, ensure_ascii=False, indent=2) + "\n"
    if not options.check:
        target.write_text(text, encoding="utf-8")
        return 0
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{TARGET.as_posix()} is out of date; run: python tools/generate_context.py\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
