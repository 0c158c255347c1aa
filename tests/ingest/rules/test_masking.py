"""What is masked, and what must be left alone."""

from __future__ import annotations

import pytest

from competencygraph.ingest.masking import mask_contacts

SERVER = "example.org"


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        (f"Mail naar a.b@{SERVER}.", "Mail naar [e-mail]."),
        ("Bel +32 9 123 45 67", "Bel [telefoon]"),
        ("Bel 09 123 45 67", "Bel [telefoon]"),
        ("Bel (09) 123 45 67", "Bel [telefoon]"),
        ("gsm 0475/12 34 56", "gsm [telefoon]"),
        ("gsm 0475123456", "gsm [telefoon]"),
        ("tel. 020 123 4567", "tel. [telefoon]"),
        ("tél. 01 23 45 67 89", "tél. [telefoon]"),
        ("Contactpersoon: Abc Defghi van de dienst", "Contactpersoon: [naam] van de dienst"),
        ("De heer Defghi leidt de dienst", "De heer [naam] leidt de dienst"),
        ("mevrouw van den Defgh", "mevrouw [naam]"),
        ("Dhr. A. Defgh", "Dhr. [naam]"),
    ],
)
def test_contact_data_is_masked(line: str, masked: str) -> None:
    assert mask_contacts(line) == masked


@pytest.mark.parametrize(
    "line",
    [
        "min. bruto € 4.470, max. bruto € 6.536",
        "01 1470 1520 1580",
        "05 2.154,33 2.250,12",
        "op 01/02/2024 en 03-04-2025",
        "85.07.30-033.28",
        "01.07.30-033.28",
        "9000 Gent",
        "https://www.example.org/0475/12/34/56",
        "Contactpersoon: Informatie verstrekken aan de burger",
        "Als contactpersoon",
        "de heer en meester van het huis",
        "Kennis van Ms Office",
        "Mevrouw de directeur",
        "Prestaties: Voltijds (38/38)",
    ],
)
def test_everything_else_is_left_alone(line: str) -> None:
    assert mask_contacts(line) == line
