"""Telephone numbers of other countries, and names behind words of contact in three languages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from competencygraph.ingest.masking import mask_contacts, mask_lines

FOLDERS = (Path(__file__).parents[1] / "corpus", Path(__file__).parents[3] / "documents")
SECONDS = 20


@pytest.mark.parametrize(
    "number",
    [
        *("01632 960123", "01632 960 123", "(01632) 960123", "01632 96 01 23", "01632-960123", "01632960123"),
        *("020 7946 0123", "(020) 7946 0123", "020 79460123", "0161 496 0000", "0161 4960000", "0161-496-0000"),
        *("0207 946 0123", "07700 900123", "07700 900 123", "07700900123", "0808 157 0192"),
        *("+44 20 7946 0123", "+44 (0)20 7946 0123", "(+44) 1632 960123", "0044 1632 960123", "+44 (0) 1632-960 123"),
        *("030 12345678", "030/1234567", "030 1234 5678", "030 12 34 56 78", "0221 12345", "0221 123 45 67"),
        *(
            "06221 123456",
            "0151 23456789",
            "0151 2345 6789",
            "01512 3456789",
            "089 / 123 456 78",
            "+49 (0)30 123 45-67",
        ),
        *(
            "+49 (0)30 123 45-67",
            "+49 89 12 34 56-0",
            "01 234 5678",
            "087 123 4567",
            "0404 12345",
            "074 91 23456",
            "+353 (0)1 234 5678",
        ),
        *("+353 87 123 4567", "+352 26 12 34 56", "+352 621 123 456", "+352 247-82478", "00352 2612 3456"),
        *("06 12345678", "055 1234567", "0471 123456", "+39 06 1234 5678", "+39 333 123 45 67", "+39 0471 12 34 56"),
        *("+34 912 34 56 78", "+41 (0)44 / 123 45 67", "079 123 45 67", "+45 12 34 56 78", "08-123 456 78"),
    ],
)
def test_a_number_of_another_country_is_masked_whole(number: str) -> None:
    assert mask_contacts(number) == "[telefoon]"
    assert mask_contacts(f"Ring {number}, or write.") == "Ring [telefoon], or write."


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("Tel. 26 12 34 56", "Tel. [telefoon]"),
        ("Téléphone : 247-82478", "Téléphone : [telefoon]"),
        ("Telefon 333 1234567 (vormittags)", "Telefon [telefoon] (vormittags)"),
        ("Telephone number: 612 345 678", "Telephone number: [telefoon]"),
        ("T: 06 1234 5678", "T: [telefoon]"),
        ("Mobile: 621 123 456 / 26 12 34 56", "Mobile: [telefoon] / [telefoon]"),
        ("+44 20 7946 0123 12 months", "[telefoon] 12 months"),
        ("0161 496 0000 or 020 7946 0123", "[telefoon] or [telefoon]"),
    ],
)
def test_a_number_behind_its_label_is_masked(line: str, masked: str) -> None:
    assert mask_contacts(line) == masked


@pytest.mark.parametrize(
    "line",
    [
        *("€ 4.470", "1 000 000", "1.000.000 inwoners", "2024-2025", "2023 2024 2025", "84.11 en 01.13", "NACE 01.110"),
        *("01 1470 1520", "010 1470 1520 1580", "wet nr. 2019/012345", "L. 01632/2024", "10 000 - 25 000", "20 30 40"),
        *(
            "Tel.: 9.00-12.00",
            "Tel. 8:30 - 12:00 13:00 - 16:30",
            "Tel. 2024-2025",
            "Tel: 01/02/2024",
            "ISBN 0123456789",
        ),
        *("ISBN 0123456789", "01073003328", "85073003328", "P. IVA 01234567890", "IT60 X054 2811 1010 0000 0123 456"),
        *(
            "tussen 0,5 en 0,75",
            "0800 tot 1600",
            "01234",
            "mobile 24 000 km",
            "from 08 000 to 09 000",
            "T 2023 2024 2025",
        ),
        *(
            "T 2023 2024 2025",
            "GB29 NWBK 6016 1331 9268 19",
            "01.01.2024 - 31.12.2024",
            "0161 - 2024",
            "op 01 02 2024 en 03 04 2025",
        ),
    ],
)
def test_other_numbers_stay(line: str) -> None:
    assert mask_contacts(line) == line


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("contact Abc Defghi on 01904 551234.", "contact [naam] on [telefoon]."),
        ("For an informal discussion contact Abc Defghi.", "For an informal discussion contact [naam]."),
        ("Please call Abc O’Defghi at 0161 496 0000", "Please call [naam] at [telefoon]"),
        ("please call A. B. Defghi via the switchboard", "please call [naam] via the switchboard"),
        ("For further information please email Abc Defghi at", "For further information please email [naam] at"),
        ("contact: Abc Defghi", "contact: [naam]"),
        ("Contact name: Abc Defghi", "Contact name: [naam]"),
        ("Informal enquiries: Abc Defghi, Librarian", "Informal enquiries: [naam], Librarian"),
        ("Queries to Abc Defghi (01904 551234)", "Queries to [naam] ([telefoon])"),
        ("Speak to Abc de Defghi, tel. 01904 551234", "Speak to [naam], tel. [telefoon]"),
        ("For queries, call Abc Defghi or Jkl Mnop", "For queries, call [naam]"),
        ("Bel Abc van Defghi op 09 123 45 67", "Bel [naam] op [telefoon]"),
        ("Vragen? Neem contact op met Abc Defghi.", "Vragen? Neem contact op met [naam]."),
        ("Voor vragen kan je terecht bij Abc Defghi.", "Voor vragen kan je terecht bij [naam]."),
        ("Meer info: Abc Defghi", "Meer info: [naam]"),
        ("Appelez Abc Défghi au 081 12 34 56", "Appelez [naam] au [telefoon]"),
        ("Pour toute question, contactez Abc Défghi.", "Pour toute question, contactez [naam]."),
        ("Renseignements auprès de Abc Défghi", "Renseignements auprès de [naam]"),
        ("| Contactpersoon | Abc Defghi |", "| Contactpersoon | [naam] |"),
    ],
)
def test_a_name_behind_a_word_of_contact_is_masked(line: str, masked: str) -> None:
    assert mask_contacts(line) == masked


@pytest.mark.parametrize(
    "line",
    [
        "Contact Human Resources on extension 12",
        "Please contact Customer Services.",
        "For questions contact the Duty Officer.",
        "Call Centre Agent",
        "Maintains contact with Member States",
        "contact Senior Managers about the plan",
        "Please contact us at the Town Hall",
        "Contact Centre Manager, call handling",
        "Speak to Elected Members about policy",
        "Contact: Customer Services",
        "Please email Recruitment Team",
        "Neem contact op met Interne Communicatie",
        "Bel Stad Voorbeeld",
        "Renseignements auprès de Service Social",
    ],
)
def test_offices_behind_a_word_of_contact_stay(line: str) -> None:
    assert mask_contacts(line) == line


@pytest.mark.parametrize(
    "heading",
    [
        *("Contact", "Contactpersoon", "Personne de contact", "E. Contact", "## Contact", "**Contact**", "CONTACT"),
        *("Contact details", "Contactgegevens", "5. Contact person", "Coordonnées", "Further information", "Meer info"),
    ],
)
def test_a_name_below_a_heading_without_a_colon_is_masked(heading: str) -> None:
    lines = (heading, "", "Abc Defghi, Head of Customer Services", "Other Words")
    assert mask_lines(lines) == (heading, "", "[naam], Head of Customer Services", "Other Words")
    assert mask_lines((heading, "Name: Abc Defghi"))[1] == "Name: [naam]"


@pytest.mark.parametrize(
    "below", ["Customer Services", "Human Resources", "Externe Partners", "Stad Voorbeeld", "Abc Defghi leads the team"]
)
def test_other_words_below_a_heading_stay(below: str) -> None:
    assert mask_lines(("Contact", below)) == ("Contact", below)
    assert mask_lines(("Contact met burgers", "Abc Defghi")) == ("Contact met burgers", "Abc Defghi")


def test_nothing_else_is_masked_in_documents_that_are_at_hand() -> None:
    """What is masked in them stands behind a sign, a word or digits of contact; the reading tells the rest."""
    files = sorted(
        file for folder in FOLDERS for file in folder.rglob("*.*") if file.suffix in {".txt", ".md", ".html"}
    )
    assert len(files) > 5
    known = re.compile(
        r"(?i)@|\(at\)|\bt[eé]l|gsm|contact|mevr|mevrouw|dhr|de heer|mr\b|ms\b|mrs|mw|madame|monsieur|\bM\.|Mme"
        r"|prof|dr\.|0\d"
    )
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        for line, masked in zip(lines, mask_lines(lines), strict=True):
            assert line == masked or known.search(line), (file.name, line, masked)


@pytest.mark.parametrize(
    "text",
    [
        '"0161 " * 20000',
        '"tel. 12 " * 20000',
        '"please contact Abc " * 10000',
        '"contact Ab Cd " * 15000',
        '"contact " + "Ab " * 40000',
        '"call " * 30000',
        '"for " * 30000 + "contact Ab Cd"',
        '"Contact\\n" * 10000 + " " * 99000 + "-"',
        '"tel " + "1 " * 50000 + "x"',
    ],
)
def test_hostile_lines_take_no_long_time(text: str) -> None:
    program = (
        "from competencygraph.ingest.masking import mask_lines\n"
        f"lines = ({text}).split(chr(10))\nassert len(mask_lines(lines)) == len(lines)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=SECONDS)
