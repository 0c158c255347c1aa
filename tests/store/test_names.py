"""The public names of the store."""

from __future__ import annotations

from competencygraph import store


def test_the_public_names_are_there_and_sorted() -> None:
    assert store.__all__
    assert store.__all__ == sorted(store.__all__)
    for name in store.__all__:
        assert getattr(store, name) is not None
