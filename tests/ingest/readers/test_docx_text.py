"""What is printed of a Word document's paragraphs: changes, fields, breaks, signs, notes, headers, text boxes."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from competencygraph.ingest.readers.docx import EMBEDDED_IGNORED, MACROS_IGNORED
from competencygraph.model import Place

from .docx_files import line_of, par, read, run, shown, template, word, zipped

DELETED = '<w:rPr><w:del w:id="9" w:author="x"/></w:rPr>'
CONTENTS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
BOX = "<w:txbxContent>{}</w:txbxContent>"


def texts(body: str) -> list[str]:
    return shown(read(word(body)))


def test_a_document_of_python_docx_is_read_line_by_line_with_places() -> None:
    made = docx.Document()
    made.add_heading("Doel van de functie", 1)
    made.add_paragraph("De dienst leiden.")
    made.add_paragraph("Verslagen opstellen", style="List Bullet")
    data = io.BytesIO()
    made.save(data)
    document = read(data.getvalue(), "functie.docx")
    assert document.path == "functie.docx"
    assert shown(document) == ["Doel van de functie", "De dienst leiden.", "• Verslagen opstellen"]
    assert line_of(document, "De dienst leiden.").traits.place == Place(paragraph=2)
    assert len(document.places) == len(document.raw)
    assert all(line.traits.joins is False for line in document.lines)


def test_tracked_changes_are_read_as_accepted() -> None:
    assert texts(
        par(
            run("Taken ")
            + f'<w:ins w:id="1">{run("nieuw ")}</w:ins>'
            + '<w:del w:id="2"><w:r><w:delText>oud </w:delText></w:r></w:del>'
            + f'<w:moveFrom w:id="3">{run("hier ")}</w:moveFrom><w:moveTo w:id="4">{run("daar")}</w:moveTo>'
        )
    ) == ["Taken nieuw daar"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = par("De dienst ", DELETED) + par("leiden.") + par("Eind")
    assert texts(body) == ["De dienst leiden.", "Eind"]
    assert texts(body.replace(DELETED, "")) == ["De dienst", "leiden.", "Eind"]


def test_a_text_whose_last_paragraph_mark_is_deleted_is_kept() -> None:
    assert texts(par("Begin") + par("Rest", DELETED)) == ["Begin", "Rest"]


def test_hidden_text_is_left_out_directly_and_by_style() -> None:
    styles = '<w:style w:type="character" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = par(run("Zicht") + run("baar", "<w:vanish/>") + run("onder", '<w:rStyle w:val="Weg"/>') + run("!"))
    assert shown(read(word(body, styles=styles))) == ["Zicht!"]
    assert shown(read(word(body))) == ["Zichtonder!"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:t>multi</w:t><w:softHyphen/><w:t>disciplinair</w:t>", "multidisciplinair"),
        ("<w:t>multi\u00addisciplinair</w:t>", "multidisciplinair"),
        ("<w:t>HR</w:t><w:noBreakHyphen/><w:t>dienst</w:t>", "HR-dienst"),
        ("<w:t>Graad</w:t><w:tab/><w:t>A3</w:t>", "Graad\tA3"),
        ('<w:sym w:font="Wingdings" w:char="F0B7"/><w:t> taak</w:t>', "• taak"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/><w:t> ja</w:t>', "☑ ja"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/><w:t> 5</w:t>', "≥ 5"),
        ('<w:sym w:font="Arial" w:char="00E9"/>', "é"),
        ("<w:t>\uf0b7 taak</w:t>", "• taak"),
        (
            "<w:ruby><w:rt><w:r><w:t>boven</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>in</w:t></w:r></w:rubyBase></w:ruby>",
            "in",
        ),
        ('<w:commentReference w:id="1"/><w:t>Doel</w:t>', "Doel"),
    ],
)
def test_signs_and_hyphens(inside: str, text: str) -> None:
    assert texts(par(f"<w:r>{inside}</w:r>")) == [text]


def test_links_tags_controls_and_formulas_keep_their_text() -> None:
    assert texts(
        par(
            f'<w:hyperlink r:id="x">{run("Zie")}</w:hyperlink><w:smartTag>{run(" de")}</w:smartTag>'
            f"<w:sdt><w:sdtContent>{run(' wet')}</w:sdtContent></w:sdt><m:oMath><m:r><m:t> 2</m:t></m:r></m:oMath>"
        )
        + f"<w:sdt><w:sdtContent>{par('In een blok')}</w:sdtContent></w:sdt>"
    ) == ["Zie de wet 2", "In een blok"]


def field(code: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>{run("(code)")}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_give_their_result_also_inside_each_other() -> None:
    assert texts(par(field("DATE", run("12 mei")) + run(" klaar"))) == ["12 mei klaar"]
    assert texts(par(field("IF", run("a ") + field("PAGE", run("3"))))) == ["a 3"]
    assert texts(par(f'<w:fldSimple w:instr="AUTHOR">{run("dienst")}</w:fldSimple>')) == ["dienst"]


def test_a_field_that_never_ends_hides_nothing_after_its_paragraph() -> None:
    assert texts(par('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("code")) + par("Doel")) == ["Doel"]


def test_old_form_fields_show_ticks_and_choices() -> None:
    tick = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    entries = '<w:listEntry w:val="A1"/><w:listEntry w:val="A2"/>'
    drop = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    marks = (
        '<w:r><w:fldChar w:fldCharType="begin">{}</w:fldChar></w:r><w:r><w:instrText> FORM </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(par(marks.format(tick) + run(" leiden ") + marks.format(drop))) == ["☒ leiden A2"]


def test_a_table_of_contents_is_an_aside_by_field_by_style_and_by_control() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>'
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    document = read(
        word(
            control.format(par("Inhoud"))
            + par("Doel 3", '<w:pStyle w:val="Inhopg1"/>')
            + par(CONTENTS + run("Taken 4"))
            + par("Kennis 5")
            + par('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
            + par("Doel", '<w:pStyle w:val="Heading1"/>'),
            styles=styles,
        )
    )
    assert shown(document) == ["Doel"]
    asides = {document.raw[number - 1]: reason for number, reason in document.asides.items()}
    assert asides == dict.fromkeys(["Inhoud", "Doel 3", "Taken 4", "Kennis 5"], "table of contents")


def test_a_table_of_contents_that_never_ends_is_over_at_a_heading() -> None:
    body = par(CONTENTS + run("Taken 4")) + par("Taken", '<w:pStyle w:val="Heading1"/>') + par("Plannen.")
    assert texts(body) == ["Taken", "Plannen."]


def test_the_prompt_of_a_form_is_no_content() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inline, block = prompt.format(run("Klik hier")), prompt.format(par("Typ tekst"))
    document = read(word(par(run("Functie: ") + inline) + par(inline) + block))
    assert shown(document) == ["Functie:"]
    assert {document.raw[number - 1]: reason for number, reason in document.asides.items()} == {
        "Klik hier": "placeholder",
        "Typ tekst": "placeholder",
    }


def test_text_boxes_stand_once_after_their_paragraph() -> None:
    box = BOX.format(par("In een kader"))
    drawing = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(word(par(run("Doel") + drawing) + par("Einde")))
    assert shown(document) == ["Doel", "In een kader", "Einde"]
    assert line_of(document, "In een kader").traits.place == Place(paragraph=1)
    assert line_of(document, "Einde").traits.place == Place(paragraph=2)
    old = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert texts(par(old)) == ["In een kader"]


@pytest.mark.parametrize(
    ("first", "second", "joins"),
    [
        ("De dienst leiden en", "de ploeg sturen.", True),
        ("Functie: jurist", "Dienst: recht", False),
        ("Taken:", "plannen", False),
        ("De planning maken;", "de ploeg sturen", False),
        ("Dit alles", "- eerst plannen", False),
        ("Dit alles", "1. plannen", False),
        ("Een lange regel die bijna de hele breedte van het blad vult met de", "Vlaamse overheid", True),
    ],
)
def test_a_line_broken_by_hand_tells_whether_it_carries_on(first: str, second: str, joins: bool) -> None:
    document = read(word(par(f"{run(first)}<w:r><w:br/></w:r>{run(second)}")))
    assert [(line.text, line.traits.joins) for line in document.lines] == [(first, False), (second, joins)]
    assert {line.traits.place for line in document.lines} == {Place(paragraph=1)}


def test_a_page_break_is_a_blank_line() -> None:
    broken = par(run("Voor") + '<w:r><w:br w:type="page"/></w:r>' + run("Na"))
    document = read(word(broken + par("Nieuw", "<w:pageBreakBefore/>") + par("Slot")))
    assert document.raw == ("Voor", "", "Na", "", "Nieuw", "Slot")


def test_notes_stand_behind_the_body_and_their_marks_are_dropped() -> None:
    reference = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    typed = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
    notes = '<w:footnote w:id="{}">{}</w:footnote>'
    document = read(
        word(
            par(run("Budget") + reference.format("footnote", 2) + run(" beheren") + typed)
            + par(run("Slot") + reference.format("endnote", 1)),
            footnotes=notes.format(-1, par("streep"))
            + notes.format(2, par("Zie bijlage."))
            + notes.format(3, par("Ster.")),
            endnotes=f'<w:endnote w:id="1">{par("Achteraan.")}</w:endnote>',
        )
    )
    assert shown(document) == ["Budget beheren*", "Slot"]
    asides = {document.raw[number - 1]: reason for number, reason in document.asides.items()}
    assert asides == {"Zie bijlage.": "footnote", "Ster.": "footnote", "Achteraan.": "endnote"}
    assert line_of(document, "Achteraan.").traits.place == Place(paragraph=2)


def test_headers_and_footers_are_asides_each_text_once() -> None:
    headers = '<w:headerReference r:id="header1"/><w:headerReference r:id="header2"/>'
    section = f'<w:sectPr>{headers}<w:footerReference r:id="footer1"/></w:sectPr>'
    page = f'<w:fldSimple w:instr="PAGE">{run("5")}</w:fldSimple>'
    document = read(
        word(
            par("Doel") + section,
            related={"header1": par("Stad"), "header2": par("Stad"), "footer1": par(run("Pagina ") + page)},
        )
    )
    assert shown(document) == ["Doel"]
    asides = [(document.raw[number - 1], reason) for number, reason in document.asides.items()]
    assert asides == [("Stad", "running header"), ("Pagina 5", "running footer")]


def test_contact_data_is_masked_in_text_cells_headers_and_name() -> None:
    section = '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    body = par("Contactpersoon: Brug Dijkgraaf") + par(run("an.info") + run("lijn@example.org")) + section
    document = read(word(body, related={"header1": par("Bel 09 123 45 67")}), "an.infolijn@example.org.docx")
    assert [raw for raw in document.raw if raw] == ["Contactpersoon: [naam]", "[e-mail]", "Bel [telefoon]"]
    assert "infolijn" not in document.path
    assert not any("eeters" in line.text for line in document.lines)


def test_text_is_composed_and_keeps_its_capitals_as_typed() -> None:
    assert texts(par("Coo\u0308rdinatie", look="<w:caps/>")) == ["Coördinatie"]


def test_macros_and_embedded_documents_are_left_alone_and_said() -> None:
    parts = {**template(), "word/vbaProject.bin": b"macro"}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:sectPr", par("Doel").encode() + b"<w:sectPr", 1
    )
    assert read(zipped(parts), "a.docm").notices == (MACROS_IGNORED,)
    assert read(word(par("Doel") + '<w:altChunk r:id="x"/>')).notices == (EMBEDDED_IGNORED,)
    assert read(word(par("Doel"))).notices == ()


def test_a_file_in_the_strict_form_and_one_in_utf_16_are_read_too() -> None:
    plain = word(par("Doel"))
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strict = {
        name: part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, part in parts.items()
    }
    assert strict != parts
    assert shown(read(zipped(strict))) == ["Doel"]
    wide = {**parts, "word/document.xml": parts["word/document.xml"].decode().encode("utf-16")}
    assert shown(read(zipped(wide))) == ["Doel"]
