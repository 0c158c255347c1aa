"""A book with two profiles of one title and a dictionary, as Word, PDF and Excel: small, each kind of place once.

``python -m tests.rdf.book word > tests/rdf/golden/word.nt`` (or ``pdf``, ``excel``) writes a golden file anew; read
what differs.
"""

from __future__ import annotations

import sys

from competencygraph.model import (
    Competency,
    CompetencyGroup,
    Definition,
    DocumentEntry,
    Evidence,
    FrameworkEntry,
    Item,
    KnowledgeItem,
    ParsedDocument,
    Place,
    ProficiencyLevel,
    Profile,
    ProfileSection,
    Purpose,
    Reading,
    SourceDocument,
    UnparsedText,
)
from competencygraph.rdf import document_to_triples

from .small import at, golden_lines

LINES = (
    "Adviseur",
    "Plannen: doelen bepalen",
    "Niveau 2",
    "",
    "Adviseur",
    "Plannen: doelen kiezen",
    "en uitwerken",
    "Woordenboek: wat wij onder competenties verstaan",
    "Persoon: over zichzelf",
    "Plannen: doelen bepalen",
    "Niveau 1",
    "Maakt een planning",
    "Niveau 2",
    "Zorg voor kwaliteit",
    "Kennis van wetgeving",
    "graad = mate van beheersing",
    "Leeswijzer: van boven naar onder",
    "Blad 2",
)


def _profile(title: int, competency: Evidence, definition: str, levels: tuple[ProficiencyLevel, ...]) -> Profile:
    asked = Competency("Plannen", competency, None, definition, levels)
    return Profile("profile", title="Adviseur", evidence=at(title), competencies=(asked,))


PERSON = CompetencyGroup("Persoon", at(9), "over zichzelf")
DICTIONARY = Profile(
    kind="dictionary",
    title="Woordenboek",
    evidence=at(8),
    purpose=Purpose("wat wij onder competenties verstaan", at(8)),
    definitions=(Definition("graad", "mate van beheersing", at(16)),),
    competencies=(
        Competency(
            "Plannen",
            at(10),
            PERSON,
            "doelen bepalen",
            (
                ProficiencyLevel(1, None, (Item("Maakt een planning", at(12)),), at(11)),
                ProficiencyLevel(2, None, (), at(13)),
            ),
            "1",
        ),
        Competency("Zorg voor kwaliteit", at(14), PERSON),
    ),
    knowledge=(KnowledgeItem("Kennis van wetgeving", at(15), group=PERSON),),
    sections=(ProfileSection(at(17), "Leeswijzer", text="van boven naar onder"),),
)
PROFILES = (
    _profile(1, at(2), "doelen bepalen", (ProficiencyLevel(2, None, (), at(3)),)),
    _profile(5, at(6, 7), "doelen kiezen en uitwerken", ()),
    DICTIONARY,
)
UNPARSED = (UnparsedText("Blad 2", at(18), "page number"), UnparsedText("2", at(18)))
#: Paragraphs, a blank line of which nothing is known, and a table from line 9 to 14.
WORD_PLACES = (
    *(Place(paragraph=number) for number in (1, 2, 3)),
    Place(),
    *(Place(paragraph=number) for number in (4, 5, 6, 7)),
    *(Place(table=1, row=row, column=column) for row in (1, 2, 3) for column in (1, 2)),
    *(Place(paragraph=number) for number in (8, 9, 10, 11)),
)
#: Two pages: line 7 is the first of the second, where lines 9 to 14 are a table.
PDF_PLACES = (
    *(Place(page=1),) * 6,
    *(Place(page=2),) * 2,
    *(Place(page=2, table=1, row=row, column=column) for row in (1, 2, 3) for column in (1, 2)),
    *(Place(page=2),) * 4,
)
#: Two sheets: the tab of the second says what line 8 says, and of a blank line nothing is known.
EXCEL_PLACES = (
    *(Place(sheet="Adviseur", cell=f"A{row}") for row in (1, 2, 3)),
    Place(),
    *(Place(sheet="Adviseur", cell=f"A{row}") for row in (5, 6, 6)),
    Place(sheet="Wat wij & zij verstaan"),
    *(Place(sheet="Wat wij & zij verstaan", cell=f"{column}{row}") for row in (1, 2, 3) for column in "AB"),
    *(Place(sheet="Wat wij & zij verstaan", cell=f"A{row}") for row in (5, 6, 7, 8)),
)
READINGS = (
    Reading("competency", "Plannen", at(10), "name and definition in a line", 0.9),
    Reading("level", "Niveau 1", at(11), "level heading", 1.0),
)
WORD = ParsedDocument(
    SourceDocument("book.docx", "6" * 64, "nl", LINES, UNPARSED, WORD_PLACES), PROFILES, readings=READINGS
)
PDF = ParsedDocument(SourceDocument("book.pdf", "7" * 64, "nl", LINES, UNPARSED, PDF_PLACES), PROFILES)
EXCEL = ParsedDocument(SourceDocument("book.xlsx", "8" * 64, "nl", LINES, UNPARSED, EXCEL_PLACES), PROFILES)
BOOKS = {"word": WORD, "pdf": PDF, "excel": EXCEL}
BOOK_ENTRY = DocumentEntry("book", FrameworkEntry("demo"))

if __name__ == "__main__":
    sys.stdout.write("\n".join(golden_lines(document_to_triples(BOOKS[sys.argv[1]], BOOK_ENTRY))) + "\n")
