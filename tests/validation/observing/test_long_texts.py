"""No observer takes long over a text that is made to make it."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from competencygraph.validation.observing.glossed_terms import glosses_in
from competencygraph.validation.observing.numeric_bands import bands_in
from competencygraph.validation.observing.points_mentions import points_in
from competencygraph.validation.observing.printed_dates import printed_dates
from competencygraph.validation.observing.selection_tests import named_tests

TEXTS = ["1," * 20000 + " mei", "1" * 50000, "1 mei " * 4000, "1 en " * 20000 + "mei", " " * 50000 + "mei", "a" * 50000]
TEXTS += [
    "1.111" * 10000,
    "tussen de 1 " * 4000,
    "meer dan " * 8000,
    "ab (" * 10000,
    "maandag " * 8000,
    "totaal " * 8000,
]
TEXTS += ["2024\n1 mei\n" * 2000, "12 op " * 8000, "mondelinge " * 8000, "klein team (" * 5000]
SECONDS = 3.0


@pytest.mark.parametrize("look", [bands_in, glosses_in, named_tests, points_in, printed_dates])
def test_a_long_text_is_looked_at_in_good_time(look: Callable[[str], list[Any]]) -> None:
    for text in TEXTS:
        started = process_time()
        look(text)
        assert process_time() - started < SECONDS, text[:20]
