"""A change that breaks off is finished or undone by the next writer: the store holds what was there, or all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from competencygraph import errors
from competencygraph.store import EditionChange, open_store
from competencygraph.store.remote.remote_store import RemoteStore

from ..small import document, edition
from .stores_on_servers import BreakingTransport, Killed, open_on

BEFORE = [edition("aaaa0001", path="https://example.org/both"), edition("aaaa0001", "001")]
CHANGES = [
    edition("bbbb0002", size=3, path="https://example.org/both"),
    edition("aaaa0001", "001", size=2, title="Another"),
    edition("cccc0001", "002", path="https://example.org/both"),
]
REMOVAL = [EditionChange(document("000"), None), edition("dddd0001", "003", size=1)]
CASES = [
    pytest.param("oxigraph", "other", marks=pytest.mark.server),
    pytest.param("oxigraph", None, marks=pytest.mark.server),
    pytest.param("virtuoso", None, marks=[pytest.mark.virtuoso, pytest.mark.slow]),
]


def _dump(store: RemoteStore) -> list[str]:
    store.verify()
    return list(store.dump())


def _kill_at(number: int) -> Callable[[int], None]:
    def look(count: int) -> None:
        if count >= number:
            raise Killed

    return look


def _outcomes(changes: Sequence[EditionChange]) -> tuple[list[str], list[str]]:
    """Return what an embedded store holds before and after."""
    with open_store(":memory:", write=True) as store:
        store.replace_editions(BEFORE)
        before = list(store.dump())
        store.replace_editions(changes)
        return before, list(store.dump())


@pytest.mark.parametrize(("changes", "first_break"), [(CHANGES, 1), (REMOVAL, 3)])
@pytest.mark.parametrize(("server", "kind"), CASES)
def test_a_process_that_ends_between_two_requests_leaves_a_store_that_mends(
    server: str,
    kind: None,
    changes: Sequence[EditionChange],
    first_break: int,
    new_server: Callable[[str], str],
) -> None:
    before, after = _outcomes(changes)
    seen = {"before": 0, "after": 0, "refused": 0}
    number = first_break if kind or server == "virtuoso" else 1
    while True:
        url = new_server(server)
        store, transport = open_on(url, kind=kind)
        store.replace_editions(BEFORE)
        assert _dump(store) == before
        first = transport.updates
        transport.before = _kill_at(first + number)
        try:
            store.replace_editions(changes)
            break
        except Killed:
            pass
        try:
            assert _dump(open_on(url, kind=kind, write=False, lock_timeout=0.0)[0]) in (before, after)
        except errors.StoreLockedError:
            seen["refused"] += 1
        mended, _ = open_on(url, kind=kind)
        found = _dump(mended)
        assert found in (before, after), f"after request {number}"
        seen["before" if found == before else "after"] += 1
        mended.replace_editions(changes)
        assert _dump(mended) == after
        number += 4
    assert seen["before"] > 0
    if kind == "other" or server == "virtuoso":
        assert seen["after"] > 0
        assert seen["refused"] > 0, "what is half changed is not read"


@pytest.mark.parametrize(("server", "kind"), CASES)
def test_an_answer_that_is_lost_neither_loses_nor_doubles_the_change(
    server: str, kind: None, new_server: Callable[[str], str]
) -> None:
    before, after = _outcomes(CHANGES)
    url = new_server(server)
    store, transport = open_on(url, kind=kind)
    store.replace_editions(BEFORE)
    lost = []

    def lose(count: int) -> None:
        if count % 3 == 0:
            lost.append(count)
            raise errors.UnknownOutcomeError("the connection was closed", where=url)

    transport.after = lose
    while not lost:
        store.replace_editions(CHANGES)
        store.replace_editions(BEFORE)
    store.replace_editions(CHANGES)
    transport.after = None
    assert before != after
    assert sorted(set(_dump(store)) - {line for line in _dump(store) if "previousVersion" in line}) == sorted(
        {line for line in after if "previousVersion" not in line}
    )


@pytest.mark.server
def test_a_server_that_never_answers_an_update_is_named(new_server: Callable[[str], str]) -> None:
    url = new_server("oxigraph")
    store, transport = open_on(url)
    store.replace_editions(BEFORE)
    before = _dump(store)

    def refuse(_: int) -> None:
        raise errors.UnknownOutcomeError("the server did not answer", where=url)

    transport.before = refuse
    with pytest.raises(errors.UnknownOutcomeError):
        store.replace_editions(CHANGES)
    transport.before = None
    assert _dump(store) == before


@pytest.mark.server
def test_a_transport_counts_its_updates(new_server: Callable[[str], str]) -> None:
    store, transport = open_on(new_server("oxigraph"))
    assert isinstance(transport, BreakingTransport)
    store.replace_editions(BEFORE)
    assert transport.updates == 1, "one request for a change"
