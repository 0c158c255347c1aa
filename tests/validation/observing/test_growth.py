"""What observers and lint rules do grows with the document, not with its square."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyoxigraph import Triple
from rapidfuzz import fuzz

from competencygraph.terms import cg
from competencygraph.validation.observing import (
    Source,
    date_mentions,
    lead_ins,
    marked_terms,
    numbered_headings,
    observe,
    points_mentions,
    similar_texts,
    term_uses,
)
from competencygraph.validation.observing.abbreviations import is_introduced
from competencygraph.validation.observing.definition_examples import examples
from competencygraph.validation.observing.footnote_marks import marked_words
from competencygraph.validation.observing.numeric_bands import bands_in
from competencygraph.validation.observing.points_mentions import points_in
from competencygraph.validation.observing.printed_dates import printed_dates
from competencygraph.validation.observing.word_lines import without_addresses, words_of_lines
from competencygraph.validation.rules import load_rules

from .small_documents import seen, source_of

#: Far more seconds of the processor than any of this takes: a test that would take minutes or hours is ended.
DEADLINE = 60.0
HEAD = "Hoofd dienst Sport\n\nDoel\n\nDe dienst leiden.\n\nResultaatgebieden\n\n1. Sportaanbod\n"
#: Lines that one kind of observer after another has to compare with all others, or takes for one long word.
LINES = {
    "alike": "• De dossiers van de sportdienst {letters} opvolgen en bewaren",
    "numbered": "• De dossiers van de sportdienst nummer {number} opvolgen en bewaren",
    "equal": "• De dossiers van de sportdienst opvolgen en bewaren",
    "twice": "• De nota {half} over de sport opvolgen",
    "marked": "* organisatie nummer{number} is groot\n• Het beheer van de organisatie* opvolgen",
    "dated": "• Het verslag indienen op maandag {day} mei en 3 juni {number}",
    "counted": "• Een team van minder dan {number} personen en meer dan 5 leiden",
    "abbreviated": "• De nota {letters} opvolgen",
    "empty": "A. Taak\nC. Taak {number}",
    "led": "De medewerker volgt alle dossiers van de dienst op en bewaart ze in het archief van de gemeente",
}
STRINGS = [
    "_",
    "a-",
    "a.",
    "a",
    "a'",
    "[naam] ",
    "1.111",
    "AB (",
    "CBS ",
    "aa* ",
    "bv. ",
    "10 punten, ",
    "meer dan 5, ",
]


@pytest.fixture(autouse=True)
def deadline() -> Iterator[None]:
    """End a test that does not end by itself."""

    def give_up(*_: object) -> None:
        pytest.fail("did not end")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, DEADLINE)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


def document(line: str, number: int) -> str:
    """Return a document with a line so many times, with another number and other letters each time."""
    lines = (line.format(number=n, day=n % 31 + 1, half=n // 2, letters=_letters(n)) for n in range(number))
    return f"{HEAD}{'' if line.startswith(('•', '*')) else 'De opdracht bestaat uit:'}\n" + "\n".join(lines)


def _letters(number: int) -> str:
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(3))


def looked_at(source: Source) -> int:
    """Let all observers look at a document and all rules judge it; return the number of rows."""
    rules = load_rules()
    source.graph.add(observe(source, (name for rule in rules for name in rule.observations)))
    return sum(len(source.graph.query(rule.text).rows) for rule in rules)


@pytest.mark.parametrize("kind", LINES)
def test_all_rules_end_on_many_lines_of_one_kind(kind: str, tmp_path: Path) -> None:
    source = source_of(document(LINES[kind], 1500), tmp_path)
    assert len(source.lines) > 1500
    rows = looked_at(source)
    assert rows < 6 * 1500


@pytest.mark.parametrize("sign", STRINGS)
def test_all_observers_end_on_one_long_line(sign: str, tmp_path: Path) -> None:
    source = source_of(f"{HEAD}• {sign * (40000 // len(sign))}\n", tmp_path)
    names = {name for rule in load_rules() for name in rule.observations}
    assert len(names) > 10
    stated = sum(1 for _ in observe(source, names))
    assert 0 < stated < 100_000


@pytest.mark.parametrize(
    ("look", "text"),
    [
        (lambda text: list(words_of_lines([text])), "_" * 200_000),
        (lambda text: list(words_of_lines([text])), "woord " * 50_000),
        (without_addresses, "a-" * 100_000),
        (without_addresses, "a." * 100_000),
        (without_addresses, "a" * 200_000),
        (lambda text: list(marked_words(text)), "a" * 100_000 + " *"),
        (lambda text: list(marked_words(text)), " " * 100_000 + "*"),
        (bands_in, "meer dan 5, " * 8000),
        (points_in, "10 punten, " * 8000),
        (printed_dates, "1 mei 2024 en " * 8000),
        (examples, "zoals a, " * 8000),
        (lambda text: is_introduced("CBS", [f"{text} CBS"]), "a" * 100_000),
        (lambda text: is_introduced("CBS", [text]), "CBS " * 50_000),
    ],
)
def test_a_long_text_is_looked_at_to_its_end(look: Callable[[str], object], text: str) -> None:
    assert len(text) > 70_000
    assert look(text) is not None


def test_of_many_alike_each_later_one_is_told_once(tmp_path: Path) -> None:
    words = [
        f"• {'De' if n % 2 else 'Het'} dossier{'s' * (n // 2 % 2)} van {'de ' * (n // 4 % 2)}sportdienst"
        f"{'en' * (n // 8 % 2)} opvolgen en {'het ' * (n // 16 % 2)}bewaren"
        for n in range(32)
    ]
    found = seen(similar_texts.observe, source_of(HEAD + "\n".join(words), tmp_path), cg.SimilarPair)
    later = [one["observedOn"] for one in found]
    assert len(later) > 16
    assert len(later) == len(set(later)) < 32


@pytest.mark.parametrize("line", [LINES["alike"], LINES["numbered"]])
def test_similar_texts_compare_few(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(one: str, other: str, *, score_cutoff: float) -> float:
        nonlocal compared
        compared += 1
        return float(fuzz.ratio(one, other, score_cutoff=score_cutoff))

    monkeypatch.setattr(f"{similar_texts.__name__}.fuzz", SimpleNamespace(ratio=counted))
    work = []
    for number in (600, 1200):
        compared = 0
        list(similar_texts.observe(source_of(document(line, number), tmp_path)))
        work.append(compared)
    assert work[1] <= 2.5 * work[0] + 2


@pytest.mark.parametrize(
    ("look", "line"),
    [
        (date_mentions.observe, LINES["dated"]),
        (lead_ins.observe, "De volgende taken zijn\ndeze:"),
        (marked_terms.observe, LINES["marked"]),
        (numbered_headings.observe, "{day}. Taak {number}"),
        (points_mentions.observe, "• Een proef op {day} punten"),
        (term_uses.observe, "Begrip{number}: uitleg van het begrip{number}*"),
    ],
)
def test_what_is_stated_grows_with_the_lines(
    look: Callable[[Source], Iterator[Triple]], line: str, tmp_path: Path
) -> None:
    stated = [sum(1 for _ in look(source_of(document(line, number), tmp_path))) for number in (200, 400)]
    assert stated[1] <= 2.5 * stated[0] + 100
