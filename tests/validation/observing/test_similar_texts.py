"""Texts that say nearly the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.terms import cg
from competencygraph.validation.observing import Thresholds
from competencygraph.validation.observing.similar_texts import observe, says_the_same

from .small_documents import seen, source_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("de laatste ontwikkelingen opvolgen", "de laatste ontwikkeling opvolgen"),
        ("de werking van het team verbeteren", "werking van team verbeteren"),
        ("planifier les activités", "planifier les activitées"),
        ("conclusies formuleren", "conclusies formulleren"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert says_the_same(one, other)
    assert says_the_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("de interne partners informeren", "de externe partners informeren"),
        ("dossiers tot 1000 euro goedkeuren", "dossiers tot 1001 euro goedkeuren"),
        ("dossiers met precedent behandelen", "dossiers zonder precedent behandelen"),
        ("de vragen beantwoorden", "de vragen niet beantwoorden"),
        ("de clubs informeren", "de clubs en scholen informeren"),
        ("answers no questions", "answers questions"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert not says_the_same(one, other)
    assert not says_the_same(other, one)


@given(st.text(), st.text())
def test_either_way(one: str, other: str) -> None:
    assert says_the_same(one, one)
    says_the_same(one, other)


DOCUMENT = """
Hoofd dienst Sport

Doel van de functie
Het hoofd leidt de sportdienst.

Taken
- De laatste ontwikkelingen in de sport opvolgen
- De zalen beheren
- De laatste ontwikkeling in de sport opvolgen;
- De laatste ontwikkeling in de sport  opvolgen
"""


def test_pairs_and_thresholds(tmp_path: Path) -> None:
    found = seen(observe, source_of(DOCUMENT, tmp_path), cg.SimilarPair)
    assert [one["startLine"] for one in found] == ["9", "10"]
    assert all(92 <= float(one["score"]) < 100 for one in found)
    assert seen(observe, source_of(DOCUMENT, tmp_path, Thresholds(similarity=99.0)), cg.SimilarPair) == []
    assert seen(observe, source_of(DOCUMENT, tmp_path, Thresholds(shortest=80)), cg.SimilarPair) == []
