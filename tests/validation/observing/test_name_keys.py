"""Requirements that go by one name."""

from __future__ import annotations

from pathlib import Path

from competencygraph.validation.observing.name_keys import observe

from .small_documents import source_of

DOCUMENT = """
Informatiebundel
Hoofd dienst Sport (B4-B5)

Wat verwachten wij van jou?
Je beschikt over de onderstaande gedragscompetenties:
- leidinggeven
- Plannen & organiseren
- Klantgericht

Functieprofiel
Hoofd dienst Sport

Doel van de functie
Het hoofd leidt de sportdienst.

Competenties

Leiding geven
Anderen inspireren en motiveren.
Niveau 3 – Geeft richting
• Inspireert zijn medewerkers

Plannen en organiseren
Doelen en prioriteiten bepalen.
Niveau 3 – Plant het werk van de afdeling
• Past plannen aan

Kennis
• Kennis van de wetgeving op de subsidies
"""


def test_spellings_share_a_key(tmp_path: Path) -> None:
    source = source_of(DOCUMENT, tmp_path)
    text = {node.iri: node.text for node in source.texts if not node.property.endswith("definition")}
    keys: dict[str, set[str]] = {}
    for triple in observe(source):
        if triple.predicate.value.endswith("nameKey"):
            keys.setdefault(triple.object.value, set()).add(text[triple.subject.value])
    assert sorted(keys.values(), key=sorted) == [
        {"Klantgericht"},
        {"Leiding geven", "leidinggeven"},
        {"Plannen & organiseren", "Plannen en organiseren"},
    ]
