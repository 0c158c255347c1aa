"""Lines that begin with their place in a count."""

from __future__ import annotations

from pathlib import Path

from competencygraph.terms import cg
from competencygraph.validation.observing.numbered_headings import observe

from .small_documents import seen, source_of


def counted(text: str, folder: Path) -> list[tuple[str, str, str | None]]:
    """Return line, notation and the line of the heading that each follows."""
    source = source_of(text, folder)
    found = seen(observe, source, cg.NumberedHeading)
    lines = {f"{source.edition}#observation/NumberedHeading/{place}": one for place, one in enumerate(found, 1)}
    return [
        (one["startLine"], one["notation"], lines[one["follows"]]["startLine"] if "follows" in one else None)
        for one in found
    ]


def test_lists_inside_a_count(tmp_path: Path) -> None:
    text = """
        Hoofd dienst Sport

        A. Taken
        1. Het sportaanbod plannen
        2. De zalen beheren
        B. Kennis
        1. Kennis van de wetgeving
        D. Doel van de functie
        Het hoofd leidt de sportdienst.
        """
    assert counted(text, tmp_path) == [
        ("3", "A", None),
        ("4", "1", None),
        ("5", "2", "4"),
        ("6", "B", "3"),
        ("7", "1", None),
        ("8", "D", "6"),
    ]


def test_a_line_that_counts_on(tmp_path: Path) -> None:
    text = """
        Vacature
        Hoofd dienst Sport

        Taken
        - Het sportaanbod plannen

        Selectieprocedure
        Deel 1: een proef (40 punten). Deel 2: een gesprek.
        Deel 3: een assessment.
        """
    assert counted(text, tmp_path) == [("8", "1", None), ("8", "2", "8"), ("9", "3", "8")]


def test_the_node_that_is_headed(tmp_path: Path) -> None:
    text = """
        Hoofd dienst Sport

        Doel van de functie
        Het hoofd leidt de sportdienst.

        Resultaatgebieden
        1. Sportaanbod
        • Het sportaanbod plannen

        2. Communicatie
        • De vragen van clubs beantwoorden
        """
    found = seen(observe, source_of(text, tmp_path), cg.NumberedHeading)
    assert [one["observedOn"].rpartition("/")[2] for one in found] == ["sportaanbod", "communicatie"]
    assert [one["heading"] for one in found] == ["Sportaanbod", "Communicatie"]


def test_levels_are_left_out(tmp_path: Path) -> None:
    text = """
        Competentiewoordenboek

        Samenwerken
        Met anderen aan een gedeeld resultaat bouwen.
        Niveau 1 – Werkt mee
        • Deelt informatie
        Niveau 3 – Bouwt samenwerking uit
        • Brengt mensen samen

        Nauwkeurigheid
        Met oog voor detail werken.
        Niveau 1 – Kijkt het eigen werk na
        • Leest een tekst na
        Niveau 2 – Kijkt het werk van anderen na
        • Vindt fouten in berekeningen
        """
    assert counted(text, tmp_path) == []
