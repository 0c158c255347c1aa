"""What is masked, and what must be left alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from competencygraph.ingest.masking import mask_contacts, mask_file_name, mask_lines

SERVER = "example.org"
AT = "@"
SECONDS = 20


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


@pytest.mark.parametrize(
    "address",
    [
        f"a.defgh{AT}voor-",
        f"a.defgh{AT}",
        f"a.defgh {AT} {SERVER}",
        f"a.defgh{AT}exa\u00admple.org",
        f"a.defgh\uff20{SERVER}",
        f'"a defgh"{AT}{SERVER}',
        f"a.defgh{AT}localhost",
        f"a.defgh(at){SERVER}",
        f"a.defgh [at] {SERVER}",
        "a.defgh [at] example [dot] org",
        f"a&defgh{AT}{SERVER}",
        f"a/défgh!x{AT}{SERVER}",
        f"mailto:a%20defgh{AT}{SERVER}",
        f"mailto:a%20defgh%40{SERVER}",
        f"a.defgh{AT}[10.0.0.1]",
    ],
)
def test_an_address_in_any_spelling_is_masked_whole(address: str) -> None:
    assert mask_contacts(address) == "[e-mail]"
    assert mask_contacts(f"Mail ({address}").startswith("Mail ([e-mail]")


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("0475123456", "[telefoon]"),
        ("091234567", "[telefoon]"),
        ("(09)123.45.67", "[telefoon]"),
        ("tel.0475/12.34.56", "tel.[telefoon]"),
        ("T09 123 45 67", "T[telefoon]"),
        ("T. 09 123 45 67", "T. [telefoon]"),
        ("tel:0475123456", "tel:[telefoon]"),
        ("+ 32 9 123 45 67", "[telefoon]"),
        ("+32 (0)9 123 45 67", "[telefoon]"),
        ("(+32) 475 12 34 56", "[telefoon]"),
        ("00 32 9 123 45 67", "[telefoon]"),
        ("0475–12–34–56", "[telefoon]"),
        ("0475‑12‑34‑56", "[telefoon]"),
        ("0475.123.456", "[telefoon]"),
        ("+32 9 123 45 67 / 0475 12 34 56", "[telefoon] / [telefoon]"),
        ("09 123 45 67 12 jaar ervaring", "[telefoon] 12 jaar ervaring"),
        ("op 05/06/2024 via 09 123 45 67", "op 05/06/2024 via [telefoon]"),
        ("€ 4.470 of 0475 12 34 56", "€ 4.470 of [telefoon]"),
        ("+49 30 1234567", "[telefoon]"),
    ],
)
def test_a_telephone_number_in_any_spelling_is_masked(line: str, masked: str) -> None:
    assert mask_contacts(line) == masked


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("Contactpersoon Abc Defghi", "Contactpersoon [naam]"),
        ("Contactpersoon: A. Defghi", "Contactpersoon: [naam]"),
        ("Contactpersoon: Defghi", "Contactpersoon: [naam]"),
        ("Contactpersonen: Abc Defghi en Jkl van den Mnop", "Contactpersonen: [naam]"),
        ("Contactperso(o)n(en) en Contact: Abc Defghi", "Contactperso(o)n(en) en Contact: [naam]"),
        ("Contactpersoon: Defghi, Abc", "Contactpersoon: [naam]"),
        ("Contactpersoon: Van den Defghi, Abc", "Contactpersoon: [naam]"),
        ("Contactpersoon: Abc Defghi, Dienst Personeel", "Contactpersoon: [naam], Dienst Personeel"),
        ("Contactpersoon: Abc Defghi, Diensthoofd", "Contactpersoon: [naam], Diensthoofd"),
        ("Personne de contact : Abc Défghi", "Personne de contact : [naam]"),
        ("Mevr. A. Defghi", "Mevr. [naam]"),
        ("MEVR. DEFGHI", "MEVR. [naam]"),
        ("de heer A. Defghi", "de heer [naam]"),
        ("De heer Burgemeester Defghi", "De heer Burgemeester [naam]"),
        ("Mw. Defghi", "Mw. [naam]"),
        ("dhr.A.Defghi", "dhr.[naam]"),
        ("Prof. dr. Defghi", "Prof. dr. [naam]"),
        ("Contactpersoon: Mevr. A. Defghi", "Contactpersoon: Mevr. [naam]"),
        ("CONTACT: MEVROUW ABC DEFGHI", "CONTACT: MEVROUW [naam]"),
        ("M. Dupont dirige le service", "M. [naam] dirige le service"),
        ("le service de M. Dupont", "le service de M. [naam]"),
        ("J.-P. Defghi is geen label; dhr. J.-P. Defghi", "J.-P. Defghi is geen label; dhr. [naam]"),
    ],
)
def test_a_name_behind_a_label_or_form_of_address_is_masked(line: str, masked: str) -> None:
    assert mask_contacts(line) == masked


@pytest.mark.parametrize(
    "line",
    [
        "05/06/2024",
        "05-06-2024",
        "01.09.2024",
        "KB 02/10/1937",
        "KBO 0207.512.345",
        "0207.512.345",
        "KBO: BE 0475.123.456",
        "btw 0475 123 456",
        "BE68 5390 0754 7034",
        "NL91 ABNA 0417 1643 00",
        "001-2345678-92",
        "€ 0475 12 34",
        "+15 000 000 EUR",
        "+15 000 000 000 euro",
        "08.00 12.00 13.00",
        "08.00 12.00 13.00 16.30",
        "08:30-12:00 13:00-16:30",
        "001.002.003",
        "Ms Word",
        "Ms PowerPoint",
        "De heer Burgemeester",
        "Mevrouw de Voorzitter",
        "Monsieur le Directeur",
        "Contactpersoon: Dienst Personeel",
        "Contactpersoon: de Directeur",
        "Contactpersoon Dienst Personeel",
        "Contactpersoon voor de burger",
        "Contact: Vlaamse Overheid",
        "Contact: Microsoft Teams",
        "Contactpersonen informeren",
        "M. Sc. in de rechten",
        "M.b.t. het beleid",
        "Overleg @ 12.30 uur",
        "Prijs: 3 @ 10",
    ],
)
def test_numbers_offices_and_products_stay(line: str) -> None:
    assert mask_contacts(line) == line


def test_a_name_alone_below_its_label_is_masked() -> None:
    lines = ["Contactpersoon:", "", "  Abc Defghi", "Contactpersoon", "Defghi, Abc", "Contactpersoon:", "Onze taken"]
    assert mask_lines(lines) == ("Contactpersoon:", "", "  [naam]", "Contactpersoon", "[naam]", *lines[-2:])
    assert mask_lines(["Contactpersoon:", "Abc Defghi, 09 123 45 67"])[1] == "[naam], [telefoon]"
    stay = ("Contactpersoon:", "Dienst Personeel", "Abc Defghi", "Contactpersoon:", "Abc Defghi leidt de dienst")
    assert mask_lines(stay) == stay


def test_a_lettered_part_is_no_form_of_address() -> None:
    assert mask_lines(["L. Kennis", "M. Competenties"]) == ("L. Kennis", "M. Competenties")
    assert mask_lines(["M. Dupont"]) == ("M. [naam]",)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        (f"profiel a_defgh{AT}{SERVER}.txt", "profiel [e-mail].txt"),
        ("profiel_dhr._Defghi.txt", "profiel dhr. [naam].txt"),
        ("0475_12_34_56", "[telefoon]"),
        ("000_9c9fb8fc10d5618f.txt", "000_9c9fb8fc10d5618f.txt"),
        ("01.09.2024_profiel.txt", "01.09.2024_profiel.txt"),
        (".txt", ".txt"),
    ],
)
def test_contact_data_in_a_file_name_is_masked(name: str, masked: str) -> None:
    assert mask_file_name(name) == masked


@pytest.mark.parametrize(
    "text",
    [
        '"a" * 99000 + " " + AT',
        '"a." * 50000 + AT',
        '("a " + AT) * 30000',
        "AT * 50000",
        '"a" + AT + "b." * 50000 + "("',
        '"a(at)" * 20000',
        '"mailto:." * 20000',
        "'\"' * 50000 + AT",
        '"0" * 99000',
        '"0 " * 50000',
        '"+3 2" * 30000',
        '"00 32 9 " * 20000',
        '"12.00 " * 20000',
        '"BE68 " + "5390 " * 20000',
        '"1 000 " * 20000 + "x"',
        '"A" * 99000',
        '"Contact: " + "Ab " * 40000',
        '"Contactpersoon " * 10000',
        '"Contactpersoon: " + "A." * 50000',
        '"Contactpersoon:" + " " * 99000',
        '"dhr. van de " * 10000',
        '"M. " * 40000',
        '" " * 99000 + "x"',
        '"Ab, " * 30000',
        '"Contactpersoon:\\n" * 10000 + " " * 99000 + "-"',
    ],
)
def test_hostile_lines_take_no_long_time(text: str) -> None:
    program = (
        "from competencygraph.ingest.masking import mask_lines\n"
        f"AT = {AT!r}\nlines = ({text}).split(chr(10))\nassert len(mask_lines(lines)) == len(lines)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=SECONDS)
