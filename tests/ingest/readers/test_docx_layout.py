"""Headings, lists and tables of Word documents as lines with their traits."""

from __future__ import annotations

import pytest

from competencygraph.ingest.document import Document
from competencygraph.ingest.readers.docx_numbering import numeral
from competencygraph.model import Place

from .docx_files import cell, line_of, par, read, run, shown, table, word

BOLD = "<w:b/>"
PLAIN = '<w:b w:val="0"/><w:sz w:val="22"/>'
TEXT = par("De medewerker plant het werk van de ploeg en stuurt waar nodig bij.")


def style(style_id: str, name: str, inside: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{inside}</w:style>'


def level(at: int, form: str, text: str, extra: str = "", indent: int | None = None) -> str:
    left = 720 * (at + 1) if indent is None else indent
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{left}"/></w:pPr></w:lvl>'
    )


def listing(*levels: str, number: int = 50, inside: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/>{inside}</w:num>'
    )


def item(text: str, at: int = 0, number: int = 50, more: str = "") -> str:
    return par(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>{more}')


def headings(document: Document) -> dict[str, int | None]:
    return {line.text: line.traits.heading for line in document.lines if line.traits.heading is not None}


# Lists


def test_numbers_of_several_levels_are_printed_and_begin_anew() -> None:
    numbering = listing(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)"))
    body = (
        item("Een") + item("Een een", 1) + item("a", 2) + item("b", 2) + item("Een twee", 1) + item("a opnieuw", 2)
        + item("Twee") + item("Twee een", 1)
    )  # fmt: skip
    assert shown(read(word(body, numbering=numbering))) == [
        "1. Een",
        "  1.1 Een een",
        "    a) a",
        "    b) b",
        "  1.2 Een twee",
        "    a) a opnieuw",
        "2. Twee",
        "  2.1 Twee een",
    ]


@pytest.mark.parametrize(
    ("form", "text", "printed"),
    [
        ("decimal", "%1", "1."),
        ("decimal", "(%1)", "1)"),
        ("decimal", "%1°", "1."),
        ("decimal", "%1)", "1)"),
        ("decimal", "Niveau %1:", "Niveau 1:"),
        ("upperLetter", "%1.", "A."),
        ("upperRoman", "%1.", "I."),
        ("bullet", "-", "-"),
        ("bullet", "o", "o"),
        ("bullet", "\uf0b7", "•"),
        ("bullet", "§", "•"),
        ("none", "", ""),
    ],
)
def test_marks_are_printed_as_typed_ones_would_be(form: str, text: str, printed: str) -> None:
    document = read(word(item("Plannen"), numbering=listing(level(0, form, text))))
    assert shown(document) == [f"{printed} Plannen".strip()]


def test_numbers_follow_start_overrides_shared_lists_and_legal_form() -> None:
    again = (
        '<w:num w:numId="51"><w:abstractNumId w:val="50"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        '</w:lvlOverride></w:num><w:num w:numId="52"><w:abstractNumId w:val="50"/></w:num>'
    )
    numbering = listing(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + again
    body = item("a") + item("b") + item("c", 0, 51) + item("d", 0, 51) + item("e", 0, 52) + item("f", 1, 52)
    expected = ["I. a", "II. b", "V. c", "VI. d", "VII. e", "  7.1 f"]
    assert shown(read(word(body, numbering=numbering))) == expected


def test_a_level_that_never_begins_anew_counts_on() -> None:
    numbering = listing(level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
    body = item("a") + item("b", 1) + item("c") + item("d", 1)
    assert shown(read(word(body, numbering=numbering))) == ["1. a", "  1) b", "2. c", "  2) d"]


def test_headings_print_the_number_of_the_list_that_their_style_is_tied_to() -> None:
    numbering = listing(
        level(0, "decimal", "%1", '<w:pStyle w:val="Kop1"/>'), level(1, "decimal", "%1.%2", '<w:pStyle w:val="Kop2"/>')
    )
    tied = '<w:pPr><w:numPr><w:numId w:val="50"/></w:numPr></w:pPr>'
    styles = style("Kop1", "heading 1", tied) + style("Kop2", "heading 2", tied)
    one, two = '<w:pStyle w:val="Kop1"/>', '<w:pStyle w:val="Kop2"/>'
    off = one + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = par("Doel", one) + par("Kern", two) + par("Bijlage", off) + par("Taken", one) + par("Plannen", two)
    document = read(word(body, styles=styles, numbering=numbering))
    assert headings(document) == {"1. Doel": 1, "1.1 Kern": 2, "Bijlage": 1, "2. Taken": 1, "2.1 Plannen": 2}


def test_a_list_that_a_numbering_style_defines_is_found() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="60"><w:numStyleLink w:val="Lijst"/></w:abstractNum>'
        + listing(level(0, "lowerRoman", "%1."))
        + '<w:num w:numId="60"><w:abstractNumId w:val="60"/></w:num>'
    )
    linked = style("Lijst", "Lijst", '<w:pPr><w:numPr><w:numId w:val="50"/></w:numPr></w:pPr>', "numbering")
    assert shown(read(word(item("een", 0, 60) + item("twee", 0, 60), styles=linked, numbering=numbering))) == [
        "i. een",
        "ii. twee",
    ]


def test_lists_nest_by_indent_too_and_typed_bullets_with_them() -> None:
    body = (
        item("a") + par("- b", '<w:ind w:left="1440"/>') + item("c") + TEXT
        + item("d", 0, 50, '<w:ind w:left="1440"/>') + par("Slot.")
    )  # fmt: skip
    document = read(word(body, numbering=listing(level(0, "bullet", "•"))))
    lines = [raw for raw in shown(document) if len(raw) < 10]
    assert lines == ["• a", "  - b", "• c", "  • d", "Slot."]


def test_a_list_behind_text_begins_at_the_margin() -> None:
    numbering = listing(level(0, "bullet", "•")) + listing(level(0, "bullet", "•", indent=2000), number=51)
    assert shown(read(word(item("a") + par("Tekst.") + item("b", 0, 51), numbering=numbering)))[-1] == "• b"
    assert shown(read(word(item("a") + item("b", 0, 51), numbering=numbering)))[-1] == "  • b"


def test_numerals() -> None:
    assert [numeral(n, "upperRoman") for n in (1, 4, 9, 40, 1994)] == ["I", "IV", "IX", "XL", "MCMXCIV"]
    assert [numeral(n, "lowerLetter") for n in (1, 26, 27, 53)] == ["a", "z", "aa", "aaa"]


# Headings


@pytest.mark.parametrize(
    ("style_id", "name", "inside", "heading"),
    [
        ("Heading2", "heading 2", "", 2),
        ("Kop3", "Kop 3", "", 3),
        ("Titre1", "Titre 1", "", 1),
        ("Titel", "Title", "", 1),
        ("Eigen", "Eigen kop", '<w:basedOn w:val="Heading2"/>', 2),
        ("Eigen", "Eigen kop", '<w:pPr><w:outlineLvl w:val="3"/></w:pPr>', 4),
        ("Eigen", "Eigen kop", '<w:basedOn w:val="Heading2"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>', None),
        ("Eigen", "Eigen", "", None),
    ],
)
def test_headings_by_style(style_id: str, name: str, inside: str, heading: int | None) -> None:
    body = par("Doel", f'<w:pStyle w:val="{style_id}"/>') + TEXT
    styles = style("Heading2", "heading 2") * (style_id != "Heading2") + style(style_id, name, inside)
    data = word(body, styles=styles)
    assert line_of(read(data), "Doel").traits.heading == heading


def test_an_outline_level_of_the_paragraph_itself_counts_most() -> None:
    one = '<w:pStyle w:val="Heading1"/>'
    body = par("Doel", '<w:outlineLvl w:val="1"/>') + par("Taken", one + '<w:outlineLvl w:val="9"/>', PLAIN) + TEXT
    assert headings(read(word(body))) == {"Doel": 2}


def test_a_heading_of_two_lines_is_one_line_with_a_blank_one_before_it() -> None:
    body = TEXT + par(f"{run('Doel van')}<w:r><w:br/></w:r>{run('de functie')}", '<w:pStyle w:val="Heading1"/>') + TEXT
    document = read(word(body))
    assert headings(document) == {"Doel van de functie": 1}
    assert line_of(document, "Doel van de functie").gap == 1


def test_headings_by_look_lie_below_the_styled_ones_ranked_by_look() -> None:
    body = (
        par("Functie", '<w:pStyle w:val="Heading1"/>') + TEXT
        + par("Competenties", look='<w:b/><w:sz w:val="32"/>') + TEXT + par("Samenwerken", look=BOLD) + TEXT
        + par("KERNTAKEN VAN DE DIENST") + TEXT + par("Onderlijnd", look='<w:u w:val="single"/>') + TEXT
    )  # fmt: skip
    assert headings(read(word(body))) == {
        "Functie": 1,
        "Competenties": 2,
        "KERNTAKEN VAN DE DIENST": 3,
        "Samenwerken": 4,
        "Onderlijnd": 5,
    }


@pytest.mark.parametrize(
    "text", ["Dit is een volle zin.", "Functie: jurist", "wordt vervolgd", "• Plannen", "123", "a, b en ook c,"]
)
def test_bold_lines_that_are_no_headings(text: str) -> None:
    assert headings(read(word(par(text, look=BOLD) + TEXT * 3))) == {}
    assert headings(read(word(par("Doel", look=BOLD) + TEXT))) == {"Doel": 1}


@pytest.mark.parametrize(
    "text",
    [
        "C. Wat verwachten wij van jou?",
        "2. Projecten leiden: plannen en opvolgen",
        "Proef 3: Een opdracht die je thuis maakt om het gesprek goed voor te bereiden (70 punten) – maandag 3 maart",
    ],
)
def test_a_large_bold_line_may_be_a_question_hold_a_colon_and_be_long(text: str) -> None:
    large = f'{BOLD}<w:sz w:val="26"/>'
    assert headings(read(word(par(text, look=large) + TEXT * 3))) == {text: 1}
    assert headings(read(word(par(text, look=BOLD) + TEXT * 3))) == {}
    assert headings(read(word(par(text, look='<w:sz w:val="26"/>') + TEXT * 3))) == {}


def test_partly_bold_last_and_listed_bold_lines_are_no_headings() -> None:
    assert headings(read(word(par(run("Doel ", BOLD) + run("van de dienst")) + TEXT))) == {}
    assert headings(read(word(TEXT + par("Doel", look=BOLD)))) == {}
    values = par("Respect", look=BOLD) + par("Vertrouwen", look=BOLD)
    assert headings(read(word(values + TEXT))) == {"Respect": 1, "Vertrouwen": 1}
    assert headings(read(word(values + par("Openheid", look=BOLD) + TEXT))) == {}


def test_bold_tells_nothing_where_most_is_bold() -> None:
    bold = TEXT.replace("<w:rPr></w:rPr>", f"<w:rPr>{BOLD}</w:rPr>")
    assert bold != TEXT
    document = read(word(par("Doel", look=BOLD) + bold))
    assert headings(document) == {}
    assert line_of(document, "Doel").traits.bold


def test_a_bold_first_line_of_a_paragraph_is_a_heading() -> None:
    body = par(f"{run('Samenwerken', BOLD)}<w:r><w:br/></w:r>{run('werkt goed met anderen samen aan het werk.')}")
    document = read(word(body + TEXT))
    assert headings(document) == {"Samenwerken": 1}
    assert [line.traits.joins for line in document.lines[:2]] == [False, False]


def test_size_and_weight_come_from_run_then_style_then_defaults() -> None:
    styles = style("Groot", "Groot", '<w:rPr><w:b/><w:sz w:val="40"/></w:rPr>')
    groot = '<w:pStyle w:val="Groot"/>'
    body = par("Een", groot) + par("Twee", groot, '<w:b w:val="0"/><w:sz w:val="18"/>') + par("Drie")
    document = read(word(body, styles=styles))
    looks = [(line.text, line.traits.bold, line.traits.size) for line in document.lines]
    assert looks == [("Een", True, 20.0), ("Twee", False, 9.0), ("Drie", False, 11.0)]


# Tables


def cells(document: Document) -> list[tuple[str, int, int, int, int]]:
    found = [(line.text, line.traits.cell) for line in document.lines]
    return [(text, at.row, at.column, at.rows, at.columns) for text, at in found if at is not None]


def test_cells_have_places_and_spans_and_blank_lines_round_them() -> None:
    body = TEXT + table(
        cell("Criterium", '<w:vMerge w:val="restart"/>') + cell("Klassen", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("A1") + cell("A2"),
        cell("Impact") + cell("Op de dienst") + cell("Op het bestuur"),
    )
    document = read(word(body + TEXT))
    assert cells(document) == [
        ("Criterium", 1, 1, 2, 1),
        ("Klassen", 1, 2, 1, 2),
        ("A1", 2, 2, 1, 1),
        ("A2", 2, 3, 1, 1),
        ("Impact", 3, 1, 1, 1),
        ("Op de dienst", 3, 2, 1, 1),
        ("Op het bestuur", 3, 3, 1, 1),
    ]
    assert document.raw[1] == document.raw[-2] == ""
    assert line_of(document, "A2").traits.place == Place(table=1, row=2, column=3)
    assert document.lines[-1].traits.place == Place(paragraph=2)
    assert [[line.text for line in place] for place in document.tables[1].rows[1]] == [["Criterium"], ["A1"], ["A2"]]


def test_columns_that_differ_by_a_hair_are_one() -> None:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 40, 2000))
    wide = '<w:gridSpan w:val="2"/>'
    rows = (cell("a") + cell("b", wide), cell("c", wide) + cell("d"))
    assert [at[2] for at in cells(read(word(table(*rows, grid=grid))))] == [1, 2, 1, 2]
    far = grid.replace('"40"', '"900"')
    assert [at[2] for at in cells(read(word(table(*rows, grid=far))))] == [1, 2, 1, 3]


def test_deleted_rows_are_left_out_and_controls_round_rows_and_cells_are_not() -> None:
    gone = '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>' + cell("weg") + cell("weg") + "</w:tr>"
    wrapped = (
        f"<w:sdt><w:sdtContent><w:tr>{cell('a')}<w:sdt><w:sdtContent>{cell('b')}</w:sdtContent></w:sdt></w:tr>"
        "</w:sdtContent></w:sdt>"
    )
    document = read(word(f"<w:tbl>{gone}{wrapped}</w:tbl>"))
    assert [(text, row, column) for text, row, column, _, _ in cells(document)] == [("a", 1, 1), ("b", 1, 2)]


def test_a_table_inside_a_cell_is_flattened() -> None:
    inner = table(cell("x") + cell("y"))
    document = read(word(table(cell("a") + cell(f"{par('b')}{inner}{par()}"), cell("c") + cell("d"))))
    assert [at[:3] for at in cells(document)] == [
        ("a", 1, 1), ("b", 1, 2), ("x", 1, 2), ("y", 1, 2), ("c", 2, 1), ("d", 2, 2),
    ]  # fmt: skip


def test_boxes_and_layout_tables_are_ordinary_lines() -> None:
    assert cells(read(word(table(cell("In een kader"))))) == []
    head = '<w:pStyle w:val="Heading1"/>'
    left = cell(par("Doel", head) + TEXT + TEXT)
    right = cell(par("Taken", head) + item("Plannen") + item("Leiden"))
    document = read(word(table(left + right), numbering=listing(level(0, "bullet", "•"))))
    assert cells(document) == []
    assert headings(document) == {"Doel": 1, "Taken": 1}
    assert line_of(document, "• Leiden").traits.place == Place(table=1, row=1, column=2)
    looks = cell((par("Doel", look=BOLD) + TEXT) * 2)
    assert cells(read(word(table(looks + cell("Foto"))))) == []


def test_a_table_of_data_with_bold_names_keeps_its_cells() -> None:
    body = table(
        cell(par("Competentie", look=BOLD)) + cell(par("Niveau", look=BOLD)),
        cell(par("Samenwerken", look=BOLD) + TEXT) + cell("2"),
    )
    document = read(word(body))
    assert len(cells(document)) == 5
    assert headings(document) == {}
    assert line_of(document, "Niveau").traits.bold


def test_labels_and_values_behind_a_tab_make_a_table_of_two_columns() -> None:
    def pair(label: str, value: str) -> str:
        return par(f"<w:r><w:t>{label}</w:t><w:tab/><w:t>{value}</w:t></w:r>")

    document = read(word(TEXT + pair("Functieniveau", "A3") + pair("Dienst:", "Recht") + TEXT))
    assert cells(document) == [
        ("Functieniveau", 1, 1, 1, 1),
        ("A3", 1, 2, 1, 1),
        ("Dienst:", 2, 1, 1, 1),
        ("Recht", 2, 2, 1, 1),
    ]
    assert line_of(document, "Recht").traits.place == Place(paragraph=3)
    alone = read(word(TEXT + pair("Functieniveau", "A3") + TEXT))
    assert cells(alone) == []
    assert "Functieniveau\tA3" in alone.raw
    assert cells(read(word(pair("1.", "Plannen") + pair("2.", "Leiden")))) == []
