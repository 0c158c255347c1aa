"""The word diff: readable, and true to both wordings."""

from __future__ import annotations

import random
import time
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
#: Seconds of the processor that end a comparison which grows with the square of the text; a sound one takes one.
GENEROUS = 60
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


MOVES = [
    # old, new, shown
    ("a b c d e f g h i", "e f g h i a b c d", "[~a b c d~] e f g h i {~a b c d~}"),
    # Three tokens are no moved text, nor are punctuation marks and digits alone.
    ("a b c d e f g", "d e f g a b c", "[-a b c-] d e f g {+a b c+}"),
    (
        ", , , , een twee drie vier vijf",
        "een twee drie vier vijf , , , ,",
        "[-, , , ,-] een twee drie vier vijf {+, , , ,+}",
    ),
    (
        "De dienst leiden en het werk van alle teams plannen. Vragen van burgers snel beantwoorden.",
        "Vragen van burgers snel beantwoorden. De dienst leiden en al het werk van alle teams plannen.",
        "{~Vragen van burgers snel beantwoorden.~} De dienst leiden en {+al+} het werk van alle teams plannen. "
        "[~Vragen van burgers snel beantwoorden.~]",
    ),
]


@pytest.mark.parametrize(("old", "new", "shown"), MOVES)
def test_a_run_that_leaves_one_place_and_comes_at_another_is_moved(old: str, new: str, shown: str) -> None:
    assert plain_diff(word_diff(old, new, moves=True)) == shown
    assert "~" not in plain_diff(word_diff(old, new))


@given(st.lists(st.sampled_from("abcd"), max_size=24), st.lists(st.sampled_from("abcd"), max_size=24))
@settings(max_examples=400, deadline=None)
def test_moved_text_leaves_once_and_comes_once_and_nothing_is_lost(old: list[str], new: list[str]) -> None:
    parts = word_diff(" ".join(old), " ".join(new), moves=True)
    left = [part for part in parts if part.kind not in {"added", "moved-here"}]
    came = [part for part in parts if part.kind not in {"removed", "moved-away"}]
    assert "".join(part.text for part in left).split() == old
    assert "".join(part.text for part in came).split() == new
    gone, come = (sorted(_words(parts, kind)) for kind in ("moved-away", "moved-here"))
    assert gone == come
    assert all(first.kind != second.kind for first, second in pairwise(parts))
    assert [part.text for part in one_side(parts, "removed")] == [] or (
        "".join(part.text for part in one_side(parts, "removed")).split() == old
    )


def test_moved_words_are_common_words() -> None:
    old, new = "een twee drie vier vijf zes zeven acht", "vijf zes zeven acht een twee drie vier"
    assert common_share(word_diff(old, new, moves=True)) > common_share(word_diff(old, new))


@pytest.mark.parametrize("words", [2, 50, 3000])
def test_long_texts_of_repeated_words_do_not_blow_up(words: int) -> None:
    draw = random.Random(words)  # noqa: S311 - the same words at each run
    old, new = (" ".join(str(draw.randrange(words)) for _ in range(20_000)) for _ in range(2))
    started = time.process_time()
    parts = word_diff(old, new, moves=True)
    assert time.process_time() - started < GENEROUS, "a text of twenty thousand words blew up"
    assert _squeezed("".join(part.text for part in parts if part.kind not in {"added", "moved-here"})) == _squeezed(old)
    assert _squeezed("".join(part.text for part in parts if part.kind not in {"removed", "moved-away"})) == _squeezed(
        new
    )


def test_an_edit_in_a_long_text_is_the_only_difference() -> None:
    words = [f"woord{number}" for number in range(20_000)]
    edited = [*words[:9000], "nieuw", *words[9001:]]
    parts = word_diff(" ".join(words), " ".join(edited))
    assert [(part.kind, part.text) for part in parts if part.kind != "same"] == [
        ("removed", "woord9000"),
        ("added", "nieuw"),
    ]


def _words(parts: tuple[DiffPart, ...], kind: str) -> list[str]:
    return [word for part in parts if part.kind == kind for word in part.text.split()]
