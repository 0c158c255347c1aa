"""Encodings, limits and contact data of the text reader."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from competencygraph.errors import NotAProfileError, UnreadableDocumentError
from competencygraph.ingest import entry_for, parse_document
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.readers import read_text
from competencygraph.ingest.readers.text import decode_text

PROFILE = """Functieprofiel coördinator

Doel van de functie
De diensten coördineren teneinde de werking te verbeteren.

Resultaatgebieden

Als coördinator

de activiteiten van de diensten plannen teneinde de doelstellingen te halen.

Voorbeelden van taken

• Vergaderingen leiden;
• Verslagen opstellen.
"""


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
def test_text_in_any_usual_encoding_gives_the_same_profile(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "profiel.txt"
    file.write_bytes(PROFILE.replace("•", "-").encode(encoding))
    profile = parse_document(file).profiles[0]
    assert profile.title == "Functieprofiel coördinator"
    assert [task.text for task in profile.result_areas[0].tasks] == ["Vergaderingen leiden", "Verslagen opstellen."]
    assert profile.result_areas[0].role == "coördinator"


def test_windows_line_ends_change_nothing_but_the_digest(tmp_path: Path) -> None:
    unix, windows = tmp_path / "a.txt", tmp_path / "b.txt"
    unix.write_bytes(PROFILE.encode())
    windows.write_bytes(PROFILE.replace("\n", "\r\n").encode())
    assert parse_document(unix).profiles == parse_document(windows).profiles


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t\n", "empty"),
        ("image.txt", bytes(range(256)) * 40, "no text"),
        ("zeros.txt", b"\0" * 5000, "no text"),
        ("elf.txt", b"\x7fELF\x02\x01\x01" + b"\0" * 9 + b"\x02\x00\x3e\x00" * 300, "no text"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UnreadableDocumentError) as caught:
        read_text(file)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "none.txt", "no such file"), (tmp_path, "folder")):
        with pytest.raises(UnreadableDocumentError, match=said):
            read_text(path)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(DEFAULT_LIMITS.text_bytes * 10)
    with pytest.raises(UnreadableDocumentError, match="more than the limit"):
        read_text(file)


def test_contact_data_never_reaches_the_model(tmp_path: Path) -> None:
    file = tmp_path / "contact.txt"
    # assembled here so that no file of the project holds an address
    address = "@".join(["iemand", "voorbeeld.example"])
    file.write_text(
        PROFILE + f"\nContact\nContactpersoon: Jan Peeters, {address}, tel. 09 123 45 67\n", encoding="utf-8"
    )
    document = parse_document(file)
    assert "[e-mail]" in "\n".join(document.document.lines)
    for secret in ("Peeters", "voorbeeld.example", "123 45 67"):
        assert secret not in repr(document)


@pytest.mark.parametrize(
    "text",
    [
        "Het weer\n\nMorgen wordt het in heel het land zonnig, met temperaturen tot twintig graden.\n" * 5,
        "Wij gebruiken cookies. Aanvaard alle cookies of beheer uw voorkeuren.\n\nInstellingen\nAanvaarden\n",
    ],
)
def test_a_text_that_is_no_profile_is_refused_and_told_what_was_looked_for(tmp_path: Path, text: str) -> None:
    file = tmp_path / "krant.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(NotAProfileError, match="looked for headings such as purpose"):
        parse_document(file)


def test_an_empty_template_gives_a_profile_without_content(tmp_path: Path) -> None:
    file = tmp_path / "sjabloon.txt"
    file.write_text(
        "Functiebeschrijving\n[functietitel]\n\nDoel van de functie\n……………\n\n"
        "Resultaatgebieden\n\n1. ……………\n• …\n• …\n\nCompetenties\n• [competentie]\n\nKennis\n- ______\n",
        encoding="utf-8",
    )
    (profile,) = parse_document(file).profiles
    assert profile.title is None
    assert (profile.purpose, profile.result_areas, profile.tasks) == (None, (), ())
    assert (profile.competencies, profile.knowledge, profile.sections) == ((), (), ())


def test_contact_data_in_the_file_name_reaches_neither_the_document_nor_the_key(tmp_path: Path) -> None:
    file = tmp_path / f"profiel {'@'.join(['iemand', 'voorbeeld.example'])}.txt"
    file.write_text(PROFILE, encoding="utf-8")
    assert parse_document(file).document.path == "profiel [e-mail].txt"
    entry = entry_for(file, None, None)
    assert entry.key == entry.framework.key == "profiel-e-mail"
    assert "iemand" not in repr(entry)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(("bad", "said"), [(b"caf\xe9 ", "0xE9 on line 13"), (b"\x92t\x92", "0x92 on line 13")])
def test_utf_8_with_a_few_bad_bytes_is_refused_and_never_guessed(mark: bytes, bad: bytes, said: str) -> None:
    lines = PROFILE.encode().split(b"\n")
    lines[12] = bad + lines[12]
    with pytest.raises(UnreadableDocumentError, match=f"UTF-8 but for the byte {said}; save it anew"):
        decode_text(mark + b"\n".join(lines), "a.txt")


def test_western_text_that_holds_a_sequence_by_chance_is_read() -> None:
    text = (
        "Les compétences créées à l’école, très différentes, ont été énumérées ; «\u00a0CONGÉ» est une activité. " * 3
    )
    assert "É»".encode("cp1252").decode("utf-8")
    assert decode_text(text.encode("cp1252"), "a.txt") == text


def test_too_many_combining_marks_are_refused_and_a_few_are_read(tmp_path: Path) -> None:
    file = tmp_path / "merken.txt"
    file.write_text("een\ne" + "\u0301" * 30, encoding="utf-8")
    assert len(read_text(file).raw) == 2
    for marks in ("\u0301\u0327", "\u0f73\u0f73"):
        file.write_text("een\nee" + marks * 250_000, encoding="utf-8")
        program = (
            "import sys; from pathlib import Path; from competencygraph.ingest.readers import read_text\n"
            "try: read_text(Path(sys.argv[1]))\nexcept Exception as error: print(str(error))"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, str(file)], check=True, timeout=20, capture_output=True, text=True
        )
        assert "more than 30 combining marks stand in a row on line 2; remove them" in done.stdout


def lines_of(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "tekst.txt"
    file.write_text(text, encoding="utf-8", newline="")
    return [line.text for line in read_text(file).lines]


def test_signs_that_damage_a_text_are_mended_and_its_own_are_kept(tmp_path: Path) -> None:
    text = (
        "eﬃciënt\u00a0werk\u2009hier\norga\u00adni\u00adsatie\u200b en be\ufeffheer\n"
        "“Drie…” – l’équipe ‘zo’ ½ ²\n\uf0a7 Leiden"
    )
    assert lines_of(tmp_path, text) == [
        "efficiënt werk hier",
        "organisatie en beheer",
        "“Drie…” – l’équipe ‘zo’ ½ ²",
        "▪ Leiden",
    ]


def test_a_soft_hyphen_at_the_end_of_a_line_still_breaks_a_word(tmp_path: Path) -> None:
    file = tmp_path / "profiel.txt"
    file.write_text(PROFILE.replace("werking te", "wer\u00ad\nking te"), encoding="utf-8")
    purpose = parse_document(file).profiles[0].purpose
    assert purpose is not None
    assert purpose.text == "De diensten coördineren teneinde de werking te verbeteren."


def test_mojibake_is_mended_line_by_line(tmp_path: Path) -> None:
    damaged = PROFILE.replace("ö", "Ã¶").replace("•", "â€¢")
    assert damaged != PROFILE
    assert lines_of(tmp_path, damaged) == lines_of(tmp_path, PROFILE)
    assert lines_of(tmp_path, "lâ€™Ã©quipe\nSÃO en Ångström blijven\n") == ["l’équipe", "SÃO en Ångström blijven"]


def test_signs_read_as_controls_are_mended(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "l\x92équipe a dit \x93oui\x94\n" + "tekst " * 500)[0] == "l’équipe a dit “oui”"


def test_page_breaks_and_line_ends_keep_the_numbers_of_an_editor(tmp_path: Path) -> None:
    file = tmp_path / "tekst.txt"
    file.write_bytes(b"een\r\n\fTwee\n\f\nvier\x0bvijf\n")
    assert [(line.number, line.indent, line.text) for line in read_text(file).lines] == [
        (1, 0, "een"),
        (2, 0, "Twee"),
        (4, 0, "vier vijf"),
    ]
    file.write_bytes(b"een\rtwee\r\rvier")
    assert [line.number for line in read_text(file).lines] == [1, 2, 4]


TABLES = {
    "bars": "| Niveau | Taak |\n|---|---|\n| A1 | Advies geven |\n| A2 | |\n",
    "drawn": "+------+------------+\n|Niveau|Taak        |\n+------+------------+\n"
    "|A1    |Advies geven|\n|A2    |            |\n",
    "tabs": "Niveau\tTaak\nA1\tAdvies geven\nA2\tLeiden\n",
    "columns": "Niveau      Taak\nA1          Advies geven\nA2          Leiden\n            van ploegen\n",
}


@pytest.mark.parametrize("kind", TABLES)
def test_a_regular_table_gives_cells_on_its_own_lines(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "tabel.txt"
    file.write_text(f"Doel\n\n{TABLES[kind]}\nNa\n", encoding="utf-8")
    document = read_text(file)
    (table,) = document.tables.values()
    assert [[cell[0].text if cell else "" for cell in row] for row in table.rows][:2] == [
        ["Niveau", "Taak"],
        ["A1", "Advies geven"],
    ]
    assert len(table.rows) == 3
    cells = [line for line in document.lines if line.traits.cell is not None]
    assert all(line.text in document.raw[line.number - 1] for line in cells)
    covered = {line.number for line in document.lines} | set(document.asides)
    assert covered == {number for number, text in enumerate(document.raw, 1) if text.strip()}
    assert (document.lines[0].text, document.lines[-1].text) == ("Doel", "Na")


@pytest.mark.parametrize(
    "text",
    [
        "Functietitel:   Archivaris\nGraad:          B1-B3\nDienst:         Archief\n",
        "Functietitel:\tArchivaris\nGraad:\tB1-B3\n",
        "•\tLeiden\n•\tPlannen\n",
        "1.\tLeiden\n2.\tPlannen\n•\tSturen\n",
        "1\tLeiden\n2\tPlannen\n",
        "Doel van de functie   is dit\nen dat    hier loopt ze zo maar\ndoor over   een paar regels.\n",
        "Ja | nee\nzo maar een regel | met | drie\n",
        "Enkele   kop\n",
    ],
)
def test_what_is_no_regular_table_stays_lines(tmp_path: Path, text: str) -> None:
    file = tmp_path / "tekst.txt"
    file.write_text(text, encoding="utf-8")
    document = read_text(file)
    assert document.tables == {}
    assert len(document.lines) == text.count("\n")


def test_bytes_that_are_handed_in_are_read_and_limited(tmp_path: Path) -> None:
    missing = tmp_path / "nergens.txt"
    assert read_text(missing, b"Doel").raw == ("Doel",)
    with pytest.raises(UnreadableDocumentError, match="5 bytes, more than the limit of 4"):
        read_text(missing, b"Doel.", Limits(text_bytes=4))
