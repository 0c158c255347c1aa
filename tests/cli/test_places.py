"""Places of Word and PDF documents, wherever a place is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from competencygraph import Graph
from competencygraph.app.tracing import locations_in
from competencygraph.cli._messages import Messages
from competencygraph.cli._outline import outline
from competencygraph.cli._places import place_words
from competencygraph.model import Location, ParsedDocument
from competencygraph.rdf import document_to_triples
from competencygraph.store import EditionChange, open_store

from ..rdf.book import BOOK_ENTRY, BOOKS, DICTIONARY, PDF, WORD
from ..rdf.small import SMALL

Run = Callable[..., object]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the book as Word (key word) and as PDF (key pdf); tests only read it."""
    folder = tmp_path_factory.mktemp("places") / "store"
    graphs = [document_to_triples(book, replace(BOOK_ENTRY, key=name)) for name, book in BOOKS.items()]
    with open_store(folder, write=True) as store:
        store.replace_editions([EditionChange(g.document, g.edition, g.triples, g.catalogue) for g in graphs])
    return folder


@pytest.mark.parametrize(
    ("node", "language", "place"),
    [
        ("demo/pdf/adviseur", "en", "pdf, page 1, line 1 (book.pdf)"),
        ("demo/pdf/adviseur-2/requirement/plannen", "nl", "pdf, pagina's 1–2, regels 6–7 (book.pdf)"),
        ("demo/pdf/woordenboek/group/persoon", "fr", "pdf, page 2, tableau 1, ligne 1, colonne 1 (book.pdf)"),
        ("demo/word/adviseur", "nl", "word, alinea 1 (book.docx)"),
        ("demo/word/adviseur-2/competency/plannen", "fr", "word, paragraphes 5–6 (book.docx)"),
        ("demo/word/woordenboek/competency/plannen", "en", "word, table 1, row 1, column 2 (book.docx)"),
    ],
)
def test_why_says_the_place(cli: Run, books: Path, node: str, language: str, place: str) -> None:
    result = cli("why", node, "--store", books, "--lang", language)
    assert result.code == 0
    assert place in result.out.splitlines()


def test_why_numbers_the_lines_of_a_pdf_and_not_those_of_word(cli: Run, books: Path) -> None:
    pdf = cli("why", "demo/pdf/adviseur-2/requirement/plannen", "--store", books).out.splitlines()
    assert pdf[-2:] == ["     6  Plannen: doelen kiezen", "     7  en uitwerken"]
    word = cli("why", "demo/word/adviseur-2/requirement/plannen", "--store", books).out.splitlines()
    assert word[-2:] == ["        Plannen: doelen kiezen", "        en uitwerken"]


def test_why_tells_the_place_as_the_profile_model_does(cli: Run, books: Path) -> None:
    (quote,) = json.loads(
        cli("why", "demo/pdf/adviseur-2/requirement/plannen", "--store", books, "--format", "json").out
    )["quotes"]
    assert quote["start_line"] == 6 and quote["page"] == 1 and quote["end_page"] == 2
    assert "location" not in quote and "paragraph" not in quote


def test_a_passage_of_a_pdf_is_quoted_itself(cli: Run, books: Path) -> None:
    passage = "https://w3id.org/competencygraph/id/demo/pdf/ed/77777777#page=1&line=5,7"
    result = cli("why", passage, "--store", books)
    assert result.code == 0 and "pdf, pages 1–2, lines 6–7 (book.pdf)" in result.out


@pytest.mark.parametrize(
    ("arguments", "places"),
    [
        (["profile", "profile=demo/word/woordenboek"], ["word, table 1, row 2, column 2", "word, paragraph 9"]),
        (
            ["profile", "profile=demo/pdf/woordenboek"],
            ["pdf, page 2, table 1, row 2, column 2", "pdf, page 2, line 16"],
        ),
        (["requirements", "profile=demo/word/adviseur-2"], ["word, paragraphs 5–6"]),
        (["profiles"], ["pdf, page 1, line 5", "word, paragraph 4", "word, paragraph 7"]),
        (["evidence", "node=demo/pdf/adviseur-2/competency/plannen"], ["pdf, pages 1–2, lines 6–7"]),
    ],
)
def test_questions_show_the_place(cli: Run, books: Path, arguments: list[str], places: list[str]) -> None:
    result = cli("query", *arguments, "--store", books)
    assert result.code == 0
    shown = " ".join(result.out.split())
    assert [place for place in places if place not in shown] == []


def test_free_sparql_shows_the_place_and_takes_any_text(cli: Run, books: Path) -> None:
    text = 'SELECT ?p ("https://x y/ed/0#line=1,2" AS ?text) WHERE { ?p a cg:Passage ; cg:row 1 } ORDER BY ?p'
    result = cli("sparql", text, "--store", books)
    assert result.code == 0
    assert "word, table 1, row 1, column 2" in result.out


def test_rises_shows_the_place(cli: Run, tmp_path: Path) -> None:
    source = replace(
        SMALL.document, places=tuple(replace(PDF.document.places[0], page=4) for _ in SMALL.document.lines)
    )
    family = ParsedDocument(source, SMALL.profiles[:1])
    graph = document_to_triples(family, replace(BOOK_ENTRY, key="family"))
    with open_store(tmp_path / "store", write=True) as store:
        store.replace_editions([EditionChange(graph.document, graph.edition, graph.triples, graph.catalogue)])
    result = cli("query", "rises", "from=A4", "to=A5", "--store", tmp_path / "store", "--lang", "nl")
    assert result.code == 0
    assert "(family, pagina 4, regel 8)" in result.out and "(family, pagina 4, regel 9)" in result.out


def test_many_passages_of_one_edition_are_looked_up_at_once_and_give_the_same(books: Path) -> None:
    with open_store(books) as store:
        edition = "https://w3id.org/competencygraph/id/demo/word/ed/66666666"
        rows = [{"source": f"{edition}#line={number},{number + 1}"} for number in range(18)]
        together = locations_in(store, rows)
        apart = {}
        for row in rows:
            apart |= locations_in(store, [row])
    assert len(apart) > 8
    assert {iri: together[iri] for iri in apart} == apart
    assert apart[f"{edition}#line=0,1"] == Location(paragraph=1)


def test_a_dictionary_is_read_from_the_store(books: Path) -> None:
    with Graph.open(books) as graph:
        assert graph.profile("demo/word/woordenboek") == DICTIONARY
        assert graph.profile("demo/pdf/adviseur-2") == PDF.profiles[1]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["competency dictionary: Woordenboek  [paragraph 7]", "table 1, row 1, column 2"]),
        ("nl", ["competentiewoordenboek: Woordenboek  [alinea 7]", "alinea's 5–6"]),
        ("fr", ["dictionnaire des compétences : Woordenboek  [paragraphe 7]", "tableau 1, ligne 1, colonne 2"]),
    ],
)
def test_the_outline_says_the_place(language: str, expected: list[str]) -> None:
    text = outline(WORD, Messages(language))
    assert [part for part in expected if part not in text] == []


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (None, "lines 3–4"),
        (Location(), "lines 3–4"),
        (Location(table=2), "table 2"),
        (Location(table=2, paragraph=7, row=1), "table 2, row 1"),
        (Location(page=1, end_page=2, paragraph=7), "pages 1–2, paragraph 7"),
    ],
)
def test_a_place_is_told_as_far_as_it_is_known(location: Location | None, expected: str) -> None:
    assert place_words(3, 4, location, Messages("en")) == expected
