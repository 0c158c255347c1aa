"""A small document in which everything that the model can say is said once.

``python tests/rdf/small.py > tests/rdf/golden/small.nt`` writes the golden file anew; read the difference.
"""

from __future__ import annotations

import sys
from decimal import Decimal

from competencygraph.model import (
    Application,
    Competency,
    CompetencyGroup,
    Conditions,
    Criterion,
    CriterionDescriptor,
    Definition,
    DocumentEntry,
    EditorialStatement,
    Evidence,
    FrameworkEntry,
    Item,
    KnowledgeItem,
    OrganisationValue,
    ParsedDocument,
    PassRule,
    Position,
    ProficiencyLevel,
    Profile,
    ProfileSection,
    Purpose,
    Requirements,
    Reserve,
    ResultArea,
    Salary,
    SalaryStep,
    Selection,
    SelectionPart,
    SourceDocument,
    UnparsedText,
    Vacancy,
)
from competencygraph.rdf import EditionGraph, document_to_triples

LINES = (
    "Doel",
    "De strategie bepalen teneinde te helpen.",
    "Als coach (facultatief)",
    "de leden begeleiden teneinde ze te ontplooien.",
    "• Luisteren;",
    "• Luisteren;",
    "A4 A5 Z9",
    "Impact Over een grote organisatie* gaan.",
    "Over het geheel gaan.",
    "* grote organisatie = tussen de 500 en 25.000",
    "Pagina 1 van 2",
    "Directeur (A4a-A4b)",
    "1. Beleid: het beleid voeren.",
    "- Plannen",
    "Kerncompetenties: voor iedereen",
    "Plannen: doelen bepalen",
    "Niveau 3 – Plant ver vooruit",
    "• Vertaalt plannen",
    "Beslissen",
    "Spreekt zich uit:",
    "Technische competenties",
    "- Kennis van wetgeving",
    "Gemeente Voorbeeld",
    "Samen: we doen het samen",
    "min. € 4.470, max. € 6.536,50",
    "o Met 5 jaar: € 4.853",
    "- Medisch geschikt zijn",
    "- Slagen",
    "Je beschikt over: - Plannen - Inleven - Plannen",
    "- Kennis van kantoorsoftware",
    "- Maaltijdcheques",
    "Deel 1: Proef (30 punten, minstens 15), 2 mei; eliminerend",
    "Je slaagt met 60 % van alle punten.",
    "De reserve blijft 3 jaar geldig.",
    "Solliciteer voor zondag 28 april met je diploma.",
    "Verruimende bepaling: niet volledig. - Punt",
    "",
)


def at(start: int, end: int | None = None) -> Evidence:
    """Return a range of lines; one line without an end."""
    return Evidence(start, end or start)


FAMILY = Profile(
    kind="family",
    grades=("A4", "A5", "Z9"),
    grades_evidence=at(7),
    purpose=Purpose(LINES[1], at(2), "De strategie bepalen", "te helpen."),
    result_areas=(
        ResultArea(
            at(3, 4),
            role="coach",
            optional=True,
            activity="de leden begeleiden",
            purpose="ze te ontplooien.",
            tasks=(Item("Luisteren", at(5)), Item("Luisteren", at(6))),
        ),
    ),
    criteria=(
        Criterion(
            "Impact",
            at(8),
            (
                CriterionDescriptor("A4", "Over een grote organisatie* gaan.", at(8)),
                CriterionDescriptor("A5", "Over het geheel gaan.", at(9)),
            ),
        ),
    ),
    definitions=(Definition("grote organisatie", "tussen de 500 en 25.000", at(10), 500, 25000),),
)
CORE = CompetencyGroup("Kerncompetenties", at(15), "voor iedereen")
TECHNICAL = CompetencyGroup("Technische competenties", at(21))
VACANCY = Vacancy(
    organisation="Gemeente Voorbeeld",
    organisation_evidence=at(23),
    values=(OrganisationValue("Samen", "we doen het samen", at(24)),),
    career="A4a-A4b",
    career_evidence=at(12),
    pay_scales=("A4a", "A4b"),
    salary=Salary(Decimal(4470), Decimal("6536.50"), "EUR", (SalaryStep(5, Decimal(4853), at(26)),), evidence=at(25)),
    conditions=Conditions((Item("Medisch geschikt zijn", at(27)),), (Item("Slagen", at(28)),)),
    requirements=Requirements(
        (Item("Plannen", at(29)), Item("Inleven", at(29)), Item("Plannen", at(29))),
        (Item("Kennis van kantoorsoftware", at(30)),),
    ),
    offer=(Item("Maaltijdcheques", at(31)),),
    selection=Selection(
        (SelectionPart("Proef", at(32), "Deel 1", 30, "minstens 15", True, "2 mei", "Proef (30 punten)"),),
        (PassRule("Je slaagt met 60 % van alle punten.", at(33), "total", 60),),
    ),
    reserve=Reserve(3, "De reserve blijft 3 jaar geldig.", at(34)),
    application=Application("zondag 28 april", (Item("diploma", at(35), "a"),), at(35)),
    evidence=at(12),
)
DIRECTOR = Profile(
    kind="profile",
    title="Directeur",
    evidence=at(12),
    result_areas=(ResultArea(at(13), name="Beleid", notation="1", description="het beleid voeren."),),
    tasks=(Item("Plannen", at(14)),),
    competencies=(
        Competency(
            "Plannen",
            at(16),
            CORE,
            "doelen bepalen",
            (ProficiencyLevel(3, "Plant ver vooruit", (Item("Vertaalt plannen", at(18)),), at(17)),),
        ),
        Competency("Beslissen", at(19), CORE, None, (ProficiencyLevel(None, "Spreekt zich uit", (), at(20)),), "2"),
    ),
    knowledge=(KnowledgeItem("Kennis van wetgeving", at(22), "technical", TECHNICAL),),
    sections=(ProfileSection(at(36), "Verruimende bepaling", "F", "niet volledig.", (Item("Punt", at(36)),)),),
    vacancy=VACANCY,
    position=Position("Directeur", at(12), "de algemeen directeur"),
)
SMALL = ParsedDocument(
    SourceDocument("small.txt", "5" * 64, "nl", LINES, (UnparsedText(LINES[10], at(11), "page number"),)),
    (FAMILY, DIRECTOR),
)
ENTRY = DocumentEntry(
    "small",
    FrameworkEntry("demo", {"en": "Demonstration", "nl": "Demonstratie"}, "federal", "Gemeente Voorbeeld"),
    "small.txt",
    (
        EditorialStatement("title", "Bundel", "editor", "The document prints no title."),
        EditorialStatement("deadlineText", "zondag 28 april 2024", "editor"),
    ),
)


def golden_lines(graph: EditionGraph) -> list[str]:
    """Return the edition's and the catalogue's triples as sorted N-Triples lines, in two parts."""
    parts = (("edition", graph.triples), ("catalogue", graph.catalogue))
    return [line for name, triples in parts for line in (f"# {name}", *sorted(f"{triple} ." for triple in triples))]


if __name__ == "__main__":
    sys.stdout.write("\n".join(golden_lines(document_to_triples(SMALL, ENTRY))) + "\n")
