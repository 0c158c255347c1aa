"""Saved web pages: what is content, what is not, and what the page says of its lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.document import Document, Line
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.readers.html import read_html

LIMIT = DEFAULT_LIMITS.text_bytes

VACANCY = """
<p>Onze groendienst zoekt een <b>teamcoach</b> die de ploegen leidt en het werk verdeelt.</p>
<h2>Jouw taken</h2>
<ul><li>Je verdeelt het werk.<ul><li>per ploeg</li><li>per week</li></ul></li>
<li><p>Je bestelt materiaal;</p></li></ul>
<p><strong>Competenties</strong></p>
<ol type="a" start="2"><li>Luisteren</li><li>Beslissen</li></ol>
"""

NAVIGATION = """<nav><ul><li><a href="/a">Wonen</a></li><li><a href="/b">Werken</a></li></ul></nav>"""
COOKIE_WALL = (
    '<div class="wall"><p>Wij gebruiken cookies om deze site te laten werken en te verbeteren.</p>'
    + "<p>Sommige cookies zijn nodig, andere cookies volgen wat u op onze site doet en wat u daarna elders bekijkt.</p>"
    * 30
    + "<button>Alles aanvaarden</button></div>"
)


def page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!doctype html><html><head>{head}<title>Titel</title></head><body>{body}</body></html>".encode()


def read(body: str | bytes) -> Document:
    return read_html(Path("vacature.html"), body if isinstance(body, bytes) else page(body), DEFAULT_LIMITS)


def content(document: Document) -> list[str]:
    return [line.text for line in document.lines if line.number not in document.asides]


def asides(document: Document) -> dict[str, str]:
    return {document.raw[number - 1].strip(): reason for number, reason in document.asides.items()}


def line(document: Document, text: str) -> Line:
    (found,) = (line for line in document.lines if line.text == text)
    return found


FURNITURE = (
    '<a class="skip-link" href="#m">Naar de inhoud</a>'
    '<div id="cookie-banner"><p>Deze site gebruikt cookies.</p><button>Aanvaarden</button></div>'
    f'<header><a href="/">Stad Zandeke</a>{NAVIGATION}</header>{{content}}'
    '<div class="social-share"><a href="#">Facebook</a></div><p style="display: none">Verborgen</p>'
    "<aside>Andere vacatures</aside><form><label>Zoek</label><button>Ga</button></form>"
    '<div role="dialog">Schrijf je in</div><footer><p>Alle rechten voorbehouden</p></footer>'
)
REASONS = {
    "Naar de inhoud": "navigation",
    "Deze site gebruikt cookies.": "cookie notice",
    "Aanvaarden": "cookie notice",
    "Stad Zandeke": "page header",
    "Facebook": "share buttons",
    "Verborgen": "hidden",
    "Andere vacatures": "sidebar",
    "Zoek": "form",
    "Ga": "form",
    "Schrijf je in": "dialog",
    "Alle rechten voorbehouden": "page footer",
}


@pytest.mark.parametrize(
    "frame",
    [
        "<main><h1>Teamcoach</h1>{}</main>",
        '<div role="main"><h1>Teamcoach</h1>{}</div>',
        "<article><h1>Teamcoach</h1>{}</article>",
        '<div itemscope itemtype="https://schema.org/JobPosting"><h1>Teamcoach</h1>{}</div>',
        "<div><div><h1>Teamcoach</h1>{}</div></div>",
        '<h1>Teamcoach</h1><div itemprop="description">{}</div>',
        '<form action="/x"><div><h1>Teamcoach</h1>{}</div></form>',
    ],
)
def test_the_vacancy_is_found_among_everything_else(frame: str) -> None:
    document = read(FURNITURE.replace("{content}", frame.replace("{}", VACANCY)))
    assert content(document) == [
        "Teamcoach",
        "Onze groendienst zoekt een teamcoach die de ploegen leidt en het werk verdeelt.",
        "Jouw taken",
        "• Je verdeelt het werk.",
        "• per ploeg",
        "• per week",
        "• Je bestelt materiaal;",
        "Competenties",
        "b) Luisteren",
        "c) Beslissen",
    ]
    told = asides(document)
    assert {text: told.get(text) for text in REASONS} == REASONS


def test_every_line_is_content_or_has_a_reason() -> None:
    document = read(FURNITURE.replace("{content}", f"<main><h1>Teamcoach</h1>{VACANCY}</main><p>Los</p>"))
    assert asides(document)["Los"] == "beside the content"
    filled = {number for number, text in enumerate(document.raw, 1) if text.strip()}
    assert filled == {line.number for line in document.lines}
    assert set(document.asides) < filled
    assert all(document.asides.values())


def test_a_cookie_wall_with_more_text_than_the_vacancy_does_not_win() -> None:
    document = read(COOKIE_WALL + f"<div><h1>Teamcoach</h1>{VACANCY}</div>")
    assert content(document)[0] == "Teamcoach"
    assert not any("cookie" in text for text in content(document))
    assert set(document.asides.values()) == {"cookie notice"}


@pytest.mark.parametrize("wrapper", ["{}", "<main><h1>Cookies</h1>{}</main>"])
def test_a_page_with_nothing_but_a_cookie_notice_has_no_content(wrapper: str) -> None:
    document = read(wrapper.replace("{}", COOKIE_WALL))
    assert len(document.asides) > 30
    assert content(document) == []


def test_a_vacancy_that_mentions_cookies_is_no_cookie_notice() -> None:
    document = read(f"<main><h1>Webbeheerder</h1>{VACANCY}<p>Je kent de regels over cookies op websites.</p></main>")
    assert "Je kent de regels over cookies op websites." in content(document)


def test_a_page_of_nothing_but_divs_loses_its_menu_by_its_links() -> None:
    menu = "".join(f'<div><a href="/{n}">Rubriek {n}</a></div>' for n in range(6))
    document = read(
        f"<div><div>{menu}</div><div><div>Teamcoach</div><div>Je leidt een ploeg van acht.</div></div></div>"
    )
    assert content(document) == ["Teamcoach", "Je leidt een ploeg van acht."]
    assert set(document.asides.values()) == {"navigation"}


def test_a_title_in_the_page_header_belongs_to_the_content() -> None:
    document = read(f"<header>{NAVIGATION}<h1>Teamcoach</h1></header><main>{VACANCY}</main>")
    assert content(document)[0] == "Teamcoach"
    assert line(document, "Teamcoach").traits.heading == 1


def test_headings_are_told_by_their_element_and_by_bold_text_alone() -> None:
    document = read(
        "<main><h1>A</h1><h3>B</h3><p><strong>C</strong></p><p><b>D:</b> tekst</p><p><b>E</b><br>onder</p>"
        "<details><summary>F</summary><p>binnen</p></details><fieldset><legend>G</legend><p>veld</p></fieldset>"
        '<div role="heading" aria-level="2">H</div><p><b>Dit is een lange zin, in vet gezet.</b></p></main>'
    )
    levels = {found.text: found.traits.heading for found in document.lines}
    assert levels == {
        "A": 1,
        "B": 3,
        "C": 4,
        "D: tekst": None,
        "E": 4,
        "onder": None,
        "F": 4,
        "binnen": None,
        "G": 4,
        "veld": None,
        "H": 2,
        "Dit is een lange zin, in vet gezet.": None,
    }
    assert [found.text for found in document.lines if found.traits.bold] == [
        "C",
        "E",
        "Dit is een lange zin, in vet gezet.",
    ]


def test_lists_bear_their_markers_and_indents() -> None:
    document = read(
        '<main><ol start="3"><li>drie</li><li value="7">zeven<ol type="i"><li>een</li><li>twee</li></ol></li></ol>'
        "<ul><li>• zelf</li><li><p>eerst</p><p>dan</p></li></ul></main>"
    )
    assert [text for text in document.raw if text] == [
        "3. drie",
        "7. zeven",
        "  i. een",
        "  ii. twee",
        "• zelf",
        "• eerst",
        "  dan",
    ]


def test_tables_give_cells_with_their_spans() -> None:
    document = read(
        "<main><p>Voor</p><table><caption>Tabel 1</caption><tr><th>Competentie</th><th>Niveau</th></tr>"
        '<tr><td rowspan="2">Samenwerken<br>met anderen</td><td>2</td></tr><tr><td>3</td></tr>'
        '<tr><td colspan="99999999">breed</td></tr></table><p>Na</p></main>'
    )
    (table,) = document.tables.values()
    grid = [[" / ".join(line.text for line in cell) for cell in row] for row in table.rows]
    assert grid[0][:2] == ["Competentie", "Niveau"]
    assert [row[:2] for row in grid[1:3]] == [["Samenwerken / met anderen", "2"], ["Samenwerken / met anderen", "3"]]
    assert table.columns == 2
    assert line(document, "3").traits.place is not None
    cell = line(document, "3").number
    place = document.places[cell - 1]
    assert (place.table, place.row, place.column, place.paragraph) == (1, 3, 2, None)
    assert line(document, "Na").gap == 1


@pytest.mark.parametrize(
    "table",
    [
        "<table role=presentation><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>",
        "<table><tr><td>a</td><td>b</td></tr></table>",
        "<table><tr><td><h1>a</h1></td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    ],
)
def test_a_table_that_lays_out_the_page_gives_plain_lines(table: str) -> None:
    document = read(f"<div>{table}</div>")
    assert content(document)[:2] == ["a", "b"]
    assert not document.tables


def test_labels_with_short_values_are_a_table_and_with_texts_are_headings() -> None:
    document = read(
        "<main><dl><dt>Graad</dt><dd>B1-B3</dd><div><dt>Uren</dt><dd>38</dd></div></dl>"
        "<dl><dt>Aanbod</dt><dd><p>Een contract.</p><p>Een fiets.</p></dd></dl></main>"
    )
    (table,) = document.tables.values()
    assert [[cell[0].text for cell in row] for row in table.rows] == [["Graad", "B1-B3"], ["Uren", "38"]]
    assert line(document, "Aanbod").traits.heading == 2
    assert content(document)[-2:] == ["Een contract.", "Een fiets."]


def test_tabs_and_accordions_are_content_even_when_closed() -> None:
    document = read(
        '<main><h1>Coach</h1><ul role="tablist"><li><a role="tab" id="t1" href="#p1">Profiel</a></li></ul>'
        '<div role="tabpanel" id="p1" aria-labelledby="t1" hidden><p>Je luistert.</p></div>'
        '<div class="accordion-item"><button aria-expanded="false">Selectie</button>'
        '<div class="accordion-collapse" style="display:none"><p>Een gesprek.</p></div></div>'
        '<div style="display:none">Weg</div><button>Solliciteer</button></main>'
    )
    assert content(document) == ["Coach", "Profiel", "Je luistert.", "Selectie", "Een gesprek."]
    assert line(document, "Profiel").traits.heading == line(document, "Selectie").traits.heading == 2
    assert asides(document) == {"Weg": "hidden", "Solliciteer": "button"}


def test_a_break_begins_a_line_and_blocks_are_counted() -> None:
    document = read("<main><p>een<br>twee<br><br>drie</p><p>vier\n  vijf</p><pre>zes\nzeven</pre></main>")
    assert [text for text in document.raw if text] == ["een", "twee", "drie", "vier vijf", "zes", "zeven"]
    assert line(document, "drie").gap == 1
    assert [found.traits.joins for found in document.lines] == [False] * 4 + [None] * 2
    assert [place.paragraph for place in document.places if place.paragraph] == [1, 2, 3, 4, 5, 6]
    assert len(document.places) == len(document.raw)


def test_scripts_styles_comments_and_data_about_the_job_give_no_lines() -> None:
    document = read(
        '<script type="application/ld+json">{"title": "geheim"}</script><style>p{}</style><!-- geheim -->'
        "<noscript>geheim</noscript><template><p>geheim</p></template><p>Open<wbr>baar&shy;heid</p>"
    )
    assert document.raw == ("Openbaarheid",)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="iso-8859-1">', "utf-8"),
        ("", "utf-16"),
        ('<meta charset="bestaat-niet">', "latin-1"),
    ],
)
def test_the_encoding_is_told_by_mark_statement_or_bytes(head: str, encoding: str) -> None:
    text = page("<p>Coördinator, geëngageerd: één façade</p>", head).decode()
    assert read(text.encode(encoding)).raw == ("Coördinator, geëngageerd: één façade",)


def test_what_a_page_says_of_its_encoding_decides_between_western_ones() -> None:
    text = page("<p>Wedde: € 2.500 – “vast”</p>", '<meta charset="windows-1252">').decode()
    assert read(text.encode("cp1252")).raw == ("Wedde: € 2.500 – “vast”",)


def test_contact_data_is_masked() -> None:
    address = "@".join(["iemand", "voorbeeld.example"])
    document = read(f'<p>Mail <a href="mailto:{address}">{address}</a></p>')
    assert document.raw == ("Mail [e-mail]",)


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>x</script>", '<div id="app"></div>'])
def test_a_page_without_text_is_refused(body: str) -> None:
    with pytest.raises(UnreadableDocumentError, match="holds no text"):
        read(body)


def test_a_page_over_the_limit_is_refused() -> None:
    assert read(page("<p>a</p>").ljust(LIMIT)).raw == ("a",)
    with pytest.raises(UnreadableDocumentError, match="more than the limit"):
        read(page("<p>a</p>").ljust(LIMIT + 1))


@pytest.mark.parametrize("body", ["<p>x" * 101, "<pre>" + "x\n" * 101, "x<br>" * 101, "<b></b>" * 400])
def test_a_page_of_too_many_lines_or_elements_is_refused(body: str) -> None:
    few = Limits(paragraphs=100)
    with pytest.raises(UnreadableDocumentError, match="more than 100 paragraphs and cells; save the part"):
        read_html(Path("a.html"), page(f"<div>Doel</div>{body}"), few)
    assert read_html(Path("a.html"), page("<div>Doel</div>" + body[: len(body) // 3]), few).raw[0] == "Doel"


def test_bytes_that_are_no_text_are_refused() -> None:
    for data in (b"\0" * 5000, b"<html>" + b"\0\x01\x02" * 4000):
        with pytest.raises(UnreadableDocumentError, match="no text"):
            read(data)


def test_a_few_nul_bytes_are_dropped_with_the_other_controls() -> None:
    try:
        raw = read(page("<p>Doel\x01</p>" + "<p>tekst die telt</p>" * 500)).raw
    except UnreadableDocumentError as error:
        pytest.fail(str(error))
    assert raw[0] == "Doel"


@pytest.mark.parametrize("tag", ["div", "ul><li", "b", "table><tr><td", "span"])
def test_deep_nesting_is_refused_in_one_line(tag: str) -> None:
    with pytest.raises(UnreadableDocumentError, match="nests more than 200") as caught:
        read(f"<{tag}>" * 5000 + "Kern")
    assert "\n" not in str(caught.value)
    assert content(read("<div>" * 150 + "Kern")) == ["Kern"]


def test_entities_of_a_page_are_never_expanded() -> None:
    bomb = '<!ENTITY a "lol">' + "".join(f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10}">' for n in range(1, 12))
    document = read(
        f"<?xml version='1.0'?><!DOCTYPE html [{bomb}]><html><body><p>Doel &l; &eacute;</p></body></html>".encode()
    )
    assert len("".join(document.raw)) < 5000
    assert any(text.endswith("&l; é") for text in document.raw)


def test_a_file_outside_of_the_page_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim", encoding="utf-8")
    document = read(
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>Doel &x;</p>'
        f'<iframe src="{secret.as_uri()}"></iframe></body></html>'.encode()
    )
    assert "Doel" in "".join(document.raw)
    assert "geheim" not in "".join(document.raw).replace("geheim.txt", "")


@pytest.mark.parametrize(
    "piece",
    [
        "<table>",
        "<td rowspan=65534 colspan=1000>x",
        "<a href=#>x</a>",
        "<p>x",
        "<li>",
        "&lt;",
        "<b>",
        "</div>",
        "<dl><dt>x",
    ],
)
def test_a_page_that_repeats_one_thing_is_read_or_refused_in_time(piece: str) -> None:
    program = (
        "import sys; from pathlib import Path; from competencygraph.errors import UnreadableDocumentError\n"
        "from competencygraph.ingest.limits import DEFAULT_LIMITS\n"
        "from competencygraph.ingest.readers.html import read_html\n"
        "data = b'<html><body><p>Doel</p><table><tr>' + sys.argv[1].encode() * 30000\n"
        "try: print(len(read_html(Path('a.html'), data, DEFAULT_LIMITS).raw))\n"
        "except UnreadableDocumentError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, piece], check=True, timeout=20, capture_output=True, text=True
    )
    assert done.stdout.strip()
