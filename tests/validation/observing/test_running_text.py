"""Lines as one text, and the way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from competencygraph.validation.observing.running_text import RunningText


@given(st.lists(st.text(alphabet="ab ", max_size=5), min_size=1, max_size=8), st.data())
def test_every_stretch_lies_on_its_lines(lines: list[str], data: st.DataObject) -> None:
    running = RunningText(lines)
    start = data.draw(st.integers(0, len(running.text)))
    end = data.draw(st.integers(start, len(running.text)))
    first, last = running.lines_of(start, end)
    assert first == running.text[:start].count("\n") + 1
    assert last == max(first, running.text[: max(start, end - 1)].count("\n") + 1)
