"""The HTML reference: well-formed, complete, alone, and its links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import RDFS, SH, Graph
from tools.release.build import build
from tools.release.reference.data import count_properties
from tools.release.reference.layout import Box, Row, place

from competencygraph.errors import UsageError

from .changed_sources import card, copy_sources, replace

ROOT = Path(__file__).resolve().parents[2]
CG = "https://w3id.org/competencygraph/def/"
VOID = {"meta", "link", "input", "br", "img", "hr", "source", "area", "base", "col", "embed", "track", "wbr"}
LANGUAGES = ("nl", "fr", "en")


class Page(HTMLParser):
    """A page as a test sees it: its elements, what is wrong with their nesting, its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.faults: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{name}> is not closed" for name in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name in set(names) if names.count(name) > 1]
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}> closes {self.open[-1] if self.open else 'nothing'}")

    def values(self, *names: str) -> Iterator[str]:
        for _, attributes in self.elements:
            for name in names:
                if name in attributes:
                    yield attributes[name]


def loads(page: Page, text: str) -> set[str]:
    """Return what a browser would fetch for a page, other than the page."""
    found = {
        value
        for tag, attributes in page.elements
        for name, value in attributes.items()
        if name in {"src", "srcset", "data", "poster", "xlink:href", "action"}
        or (tag in {"link", "base"} and name == "href")
    }
    return found | set(re.findall(r"url\((?!#)[^)]*\)|@import[^;]*", text))


def faults(text: str, terms: set[str], files: Path) -> set[str]:
    """Return what is wrong with a page."""
    page = Page(text)
    found = set(page.faults) | {f"loads {one}" for one in loads(page, text)}
    ids = list(page.values("id"))
    found |= {f"{one} stands twice" for one in ids if ids.count(one) > 1}
    found |= {f"no card of {term}" for term in terms - set(ids)}
    for href in page.values("href"):
        if href.startswith("#"):
            found |= {f"no {href}"} if href[1:] not in ids else set()
        elif not re.match(r"https?://", href):
            found |= {f"no file {href}"} if not (files / href).is_file() else set()
    for named in page.values("aria-labelledby"):
        found |= {f"no {one} to be labelled by" for one in named.split() if one not in ids}
    return found


@pytest.fixture(scope="module")
def text(release: Path) -> str:
    return (release / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def terms(release: Path) -> set[str]:
    graph = Graph().parse(release / "ontology" / "competencygraph.ttl")
    found = {str(one).removeprefix(CG) for one in graph.subjects(RDFS.isDefinedBy) if str(one).startswith(CG)}
    assert len(found) > 200
    return found


def test_the_page_is_sound(text: str, terms: set[str], release: Path) -> None:
    assert text.startswith("<!DOCTYPE html>")
    assert faults(text, terms, release) == set()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("</main>", "</div></main>", "</div> closes main"),
        ('id="Grade"', 'id="Degree"', "no card of Grade"),
        (
            '<meta charset="utf-8">',
            '<meta charset="utf-8"><link rel="stylesheet" href="https://example.org/x.css">',
            "loads",
        ),
        ("</h1>", '<img src="https://example.org/x.png"></h1>', "loads https://example.org/x.png"),
        ("</h1>", '<a href="#nowhere">x</a></h1>', "no #nowhere"),
        ("</h1>", '<a href="ontology/none.ttl">x</a></h1>', "no file ontology/none.ttl"),
        ("</h1>", '<b id="Grade"></b></h1>', "Grade stands twice"),
        (":root {", ":root { background: url(https://example.org/x.png);", "loads url"),
        ("</h1>", '<b aria-labelledby="nobody"></b></h1>', "no nobody to be labelled by"),
    ],
)
def test_a_fault_is_seen(old: str, new: str, fault: str, text: str, terms: set[str], release: Path) -> None:
    assert old in text
    assert any(one.startswith(fault) for one in faults(text.replace(old, new, 1), terms, release))


def test_the_page_names_every_file_of_the_release(text: str, release: Path) -> None:
    section = text[text.index('<section aria-labelledby="files">') :].partition("</section>")[0]
    told = set(re.findall(r'<a href="([^"]+)"', section))
    files = {file.relative_to(release).as_posix() for file in release.rglob("*") if file.is_file()}
    assert {"MANIFEST", "void.ttl", "void.rdf", "void.jsonld", "index.html"} < files
    assert files - told == {file for file in files if file.endswith(".xml")} | {"index.html"}
    assert told <= files
    assert section.count('<td><span class="l" lang="nl">') == section.count("<tr><td>") > 10


def test_long_addresses_wrap_in_a_narrow_window(text: str) -> None:
    addresses = re.findall(r'<dd><a href="(http[^"]+)" rel="external">\1</a></dd>', text)
    assert max(map(len, addresses)) > 50
    assert re.search(r"^dd a \{[^}]*overflow-wrap: anywhere;", text, re.MULTILINE)


def test_each_card_says_what_the_term_means_in_each_language(text: str, terms: set[str]) -> None:
    cards = dict(re.findall(r'<article class="card" id="(\w+)"(.*?)</article>', text, re.DOTALL))
    assert cards.keys() == terms
    for name, body in cards.items():
        definition = body[body.index('<p class="definition">') :].partition("</p>")[0]
        for language in LANGUAGES:
            assert re.search(rf'lang="{language}">[^<\s]', definition), (name, language)
        assert f'<code class="iri">{CG}{name}</code>' in body


def test_words_of_the_page_are_in_each_language(text: str) -> None:
    counts = {language: len(re.findall(rf'<span class="l" lang="{language}">', text)) for language in LANGUAGES}
    assert counts["en"] > 1000
    assert counts["nl"] == counts["fr"] == counts["en"]


def test_the_language_is_chosen_without_a_script(text: str) -> None:
    page = Page(text)
    choices = [attributes for tag, attributes in page.elements if tag == "input"]
    assert {one["value"] for one in choices} == set(LANGUAGES)
    assert [one["value"] for one in choices if "checked" in one] == ["en"]
    for language in LANGUAGES:
        assert f'html:has(#show-{language}:checked) .l:not([lang="{language}"])' in text


def test_properties_and_rules_of_a_class_are_told(text: str, release: Path) -> None:
    card = text[text.index('<article class="card" id="Grade"') :].partition("</article>")[0]
    assert 'href="#GradeScheme"' in card
    assert "skos:inScheme" in card
    shapes = Graph().parse(release / "shapes" / "competencygraph.ttl")
    rules = {
        str(one).rpartition("/")[2]
        for shape in shapes.subjects(SH.targetClass)
        if str(shape).endswith("/Grade")
        for one in shapes.objects(shape, SH.property)
    }
    assert len(rules) >= 5
    assert all(f"cgsh:{rule}<" in card for rule in rules)
    card = text[text.index('<article class="card" id="hasTask"') :].partition("</article>")[0]
    assert 'href="#ResultArea"' in card


def test_texts_are_shown_as_they_are_and_only_web_addresses_are_linked(
    tmp_path: Path, release: Path, terms: set[str]
) -> None:
    root = copy_sources(ROOT, tmp_path / "sources")
    core = root / "ontology" / "core.ttl"
    block = card(core, "cg:heading")
    more = """
    owl:deprecated true ;
    dcterms:isReplacedBy cg:text ;
    dcterms:source <javascript:alert(1)> ;
    skos:scopeNote "<script>alert(1)</script> & \\"x\\""@en ;"""
    replace(core, block, block.replace("a owl:DatatypeProperty ;", f"a owl:DatatypeProperty ;{more}"))
    page = build(root, "1.3.0")["index.html"].decode()
    assert faults(page, terms, release) == set()
    body = page[page.index('<article class="card" id="heading"') :].partition("</article>")[0]
    assert '<p class="deprecated">' in body
    assert 'href="#text"' in body
    assert "<dd>javascript:alert(1)</dd>" in body
    assert "<dd>&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in body
    assert page.count("<script") == 1


def test_example_data_are_counted(tmp_path: Path, release: Path, terms: set[str], text: str) -> None:
    assert "In the example data" not in text
    data = tmp_path / "data.nq"
    node, kind = "<https://example.org/a>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = [f"{node} {kind} <{CG}{name}> .\n" for name in ("Grade", "Task")]
    lines += [
        f'{node} <{CG}rank> "1" .\n',
        f'{node} <{CG}rank> "1" {node} .\n',
        f'<https://example.org/b> <{CG}rank> "2" .\n',
    ]
    data.write_text("".join(lines), encoding="utf-8")
    counts = count_properties(data)
    assert (counts[f"{CG}Grade", f"{CG}rank"], counts[f"{CG}Task", f"{CG}rank"]) == (1, 1)
    page = build(ROOT, "1.2.0", data=data)["index.html"].decode()
    assert faults(page, terms, release) == set()
    body = page[page.index('<article class="card" id="rank"') :].partition("</article>")[0]
    assert "<code>cg:Grade</code></a></td><td><code>xsd:integer</code></td><td>0..1</td><td>1</td>" in body
    data.write_text("no quads", encoding="utf-8")
    with pytest.raises(UsageError, match="N-Quads"):
        count_properties(data)


def test_contrast_is_enough(text: str) -> None:
    """Texts against what they stand on: at least 4.5 to 1 (WCAG 2.2, AA), in light and in dark."""
    modes = [dict(re.findall(r"--(\w+): (#\w+)", part)) for part in re.findall(r":root \{(.*?)\}", text, re.DOTALL)]
    assert len(modes) == 2
    for mode in modes:
        for ink in ("ink", "soft", "link", "warn"):
            for paper in ("paper", "band", "card", "box"):
                assert contrast(mode[ink], mode[paper]) >= 4.5, (ink, paper)
    assert contrast("#888", "#fff") < 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG."""
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def brightness(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_no_box_of_a_diagram_covers_another() -> None:
    boxes = [
        Box("a", "A", (Row("x", "p", ("b", "c", "a")), Row("y", "q", ("d",)))),
        Box("b", "B", (Row("z", "r", ("d", "a")),)),
        Box("c", "C", kinds_of=("b",)),
        Box("d", "D"),
        Box("e", "E"),
    ]
    placed = place(boxes)
    for number, one in enumerate(boxes):
        assert 0 <= one.x <= one.x + one.width <= placed.width
        assert 0 <= one.y <= one.y + one.height <= placed.height
        for other in boxes[number + 1 :]:
            assert (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
    assert boxes[0].x < boxes[1].x < boxes[2].x
    assert place([]).width >= 0


def test_the_page_has_its_diagrams_with_lines(text: str) -> None:
    drawings = re.findall(r"<svg .*?</svg>", text, re.DOTALL)
    assert len(drawings) >= 5
    assert all('class="property"' in one for one in drawings)
    assert "cg:hasTask" not in drawings[0]
    assert ">hasTask [0..*]<" in drawings[0]
