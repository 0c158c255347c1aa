"""The word diff: readable, and true to both wordings."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competencygraph.compare import READABLE_SHARE, DiffPart, common_share, one_side, plain_diff, word_diff

EXAMPLES = [
    (
        "De middelen aanwenden.",
        "De middelen en het budget bepalen en aanwenden.",
        "De middelen {+en het budget bepalen en+} aanwenden.",
    ),
    (
        "die een expertise hebben in een domein.",
        "die hooggekwalificeerd zijn in een (of meerdere) domein(en).",
        "die [-een expertise hebben-]{+hooggekwalificeerd zijn+} in een {+(of meerdere)+} domein{+(en)+}.",
    ),
    ("eigen   klanten.", "eigen klanten.", "eigen klanten."),
    ("een domein.", "een domein", "een domein[-.-]"),
    ("a, x b", "a b", "a[-, x-] b"),
    ("a, b", "a x, b", "a{+ x+}, b"),
    ("a x ,", "a,", "a[- x -],"),
    ("x a", "a", "[-x-] a"),
    ("", "nieuw", "{+nieuw+}"),
    ("oud", "", "[-oud-]"),
    ("", "", ""),
    ("informatie-uitwisseling", "informatie", "[-informatie-uitwisseling-]{+informatie+}"),
]
TEXTS = st.text(st.sampled_from("ab ,.()-'é\n"), max_size=30) | st.text(max_size=30)


@pytest.mark.parametrize(("old", "new", "shown"), EXAMPLES)
def test_diff_reads_well(old: str, new: str, shown: str) -> None:
    assert plain_diff(word_diff(old, new)) == shown


@given(TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_without_one_kind_of_part_the_other_wording_remains(old: str, new: str) -> None:
    parts = word_diff(old, new)
    assert _squeezed(_without("added", parts)) == _squeezed(old)
    assert _squeezed(_without("removed", parts)) == _squeezed(new)
    assert all(part.text.strip() for part in parts)
    kinds = [part.kind for part in parts]
    assert all(first != second for first, second in pairwise(kinds))
    assert all(pair != ("added", "removed") for pair in pairwise(kinds))


@given(st.lists(st.sampled_from(["a", "b", "c."]), max_size=8), st.lists(st.sampled_from(["a", "b", "c."]), max_size=8))
@settings(max_examples=300, deadline=None)
def test_words_between_single_spaces_come_back_with_their_spaces(old: list[str], new: list[str]) -> None:
    parts = word_diff(" ".join(old), " ".join(new))
    assert _without("added", parts).split() == old
    assert _without("removed", parts).split() == new


@given(st.lists(st.sampled_from(["a", "b", "c."]), max_size=8), st.lists(st.sampled_from(["a", "b", "c."]), max_size=8))
@settings(max_examples=300, deadline=None)
def test_each_side_is_its_wording_without_double_spaces(old: list[str], new: list[str]) -> None:
    parts = word_diff(" ".join(old), " ".join(new))
    assert "".join(part.text for part in one_side(parts, "removed")) == " ".join(old)
    assert "".join(part.text for part in one_side(parts, "added")) == " ".join(new)


def test_the_share_of_common_words_tells_an_edit_from_another_text() -> None:
    edited = word_diff(
        "De middelen aanwenden voor het domein.", "De middelen en het budget bepalen en aanwenden voor het domein."
    )
    other = word_diff(
        "De procedures, werkprocessen en methodes continu verbeteren en ontwikkelen.",
        "Moderniseringsprojecten uitwerken en uitrollen in de organisatie.",
    )
    assert common_share(edited) > READABLE_SHARE > common_share(other)
    assert common_share(()) == 1 and common_share(word_diff("a b", "c")) == 0


def test_long_wordings_of_few_different_words_come_back_whole() -> None:
    old, new = "a b " * 20_000, "b c " * 20_000
    parts = word_diff(old, new)
    assert _squeezed(_without("added", parts)) == _squeezed(old)
    assert _squeezed(_without("removed", parts)) == _squeezed(new)


def _without(kind: str, parts: tuple[DiffPart, ...]) -> str:
    return "".join(part.text for part in parts if part.kind != kind)


def _squeezed(text: str) -> str:
    return "".join(text.split())
