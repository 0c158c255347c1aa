"""Two writers at once lose nothing, double nothing, and leave nothing half done."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph import errors
from competencygraph.store import state_graph
from competencygraph.store.remote.graphs import ServerGraphs
from competencygraph.store.remote.texts import GENERATION, WRITER, data, line

from ..small import edition
from .stores_on_servers import open_on

CASES = [
    pytest.param("oxigraph", "other", marks=pytest.mark.server),
    pytest.param("oxigraph", None, marks=pytest.mark.server),
    pytest.param("virtuoso", None, marks=[pytest.mark.virtuoso, pytest.mark.slow]),
]


@pytest.mark.parametrize(("server", "kind"), CASES)
def test_what_two_writers_were_told_is_stored(server: str, kind: None, new_server: Callable[[str], str]) -> None:
    url = new_server(server)
    told: list[str] = []
    refused: list[Exception] = []

    def write(writer: int) -> None:
        store, _ = open_on(url, kind=kind, lock_timeout=20.0)
        for number in range(4):
            change = edition(f"aaaa{writer}{number:03}", f"{writer}{number}", size=3)
            try:
                store.replace_editions([change])
                told.append(change.document)
            except errors.StoreLockedError as error:
                refused.append(error)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store, _ = open_on(url, kind=kind)
    store.verify()
    assert told
    assert [each.document for each in store.list_documents()] == sorted(told)
    assert all("another writer" in str(error) for error in refused)
    assert len(told) + len(refused) == 8


@pytest.mark.parametrize(("server", "kind"), CASES)
def test_a_writer_that_is_overtaken_between_plan_and_change_plans_again(
    server: str, kind: None, new_server: Callable[[str], str]
) -> None:
    url = new_server(server)
    store, transport = open_on(url, kind=kind)
    other, _ = open_on(url, kind=kind)
    overtaken = []

    def overtake(_: int) -> None:
        if not overtaken:
            overtaken.append(True)
            other.replace_editions([edition("bbbb0001", "001")])

    transport.before = overtake
    (outcome,) = store.replace_editions([edition("aaaa0001", "000")])
    assert overtaken and outcome.kind == "added"
    store.verify()
    assert len(store.list_documents()) == len(other.list_documents()) == 2


@pytest.mark.server
@pytest.mark.parametrize("settled", [True, False])
def test_the_second_of_two_writers_of_one_edition_has_nothing_to_do(
    settled: bool, new_server: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = new_server("oxigraph")
    store, _ = open_on(url)
    other, way = open_on(url)
    ask = ServerGraphs.ask
    asked: list[str] = []

    def overtaken(server: ServerGraphs, pattern: str) -> bool:
        asked.append(pattern)
        if len(asked) == 1:
            other.replace_editions([edition("aaaa0001")])
            if not settled:
                mark = Triple(NamedNode(state_graph()), NamedNode(GENERATION), Literal("0 0123456789abcdef"))
                way.update(data("INSERT", state_graph(), line(mark)))
        return ask(server, pattern)

    monkeypatch.setattr(ServerGraphs, "ask", overtaken)
    (outcome,) = store.replace_editions([edition("aaaa0001")])
    assert asked and outcome.kind == "unchanged"
    store.verify()
    assert len(store.list_documents()) == 1


@pytest.mark.server
def test_a_writer_that_is_overtaken_every_time_gives_up_and_has_written_nothing(
    new_server: Callable[[str], str],
) -> None:
    url = new_server("oxigraph")
    store, transport = open_on(url)
    other, _ = open_on(url)
    numbers = iter(range(100))
    transport.before = lambda _: other.replace_editions([edition(f"bbbb{next(numbers):04}", "001")]) and None
    with pytest.raises(errors.StoreLockedError, match="another writer changed the store"):
        store.replace_editions([edition("aaaa0001", "000")])
    assert [each.document[-3:] for each in other.list_documents()] == ["001"]
    other.verify()


@pytest.mark.server
def test_a_dead_writer_is_given_up_and_one_at_work_is_not(new_server: Callable[[str], str]) -> None:
    url = new_server("oxigraph")
    store, transport = open_on(url, kind="other")
    own = state_graph()

    def claim(beat: int) -> str:
        return line(Triple(NamedNode(own), NamedNode(WRITER), Literal(f"0123456789abcdef {beat}")))

    transport.update(data("INSERT", own, claim(0)))
    store.replace_editions([edition("aaaa0001")])
    assert len(store.list_documents()) == 1, "a writer without a sign of life is given up"

    transport.update(data("INSERT", own, claim(0)))
    beats = iter(range(1000))
    stop = threading.Event()

    def live() -> None:
        at_work, way = open_on(url, kind="other", write=False)
        while not stop.is_set():
            beat = next(beats)
            way.update(data("INSERT", own, claim(beat + 1)))
            way.update(data("DELETE", own, claim(beat)))
        at_work.close()

    thread = threading.Thread(target=live)
    thread.start()
    try:
        with pytest.raises(errors.StoreLockedError, match="another writer is changing the store"):
            store.replace_editions([edition("bbbb0001")])
    finally:
        stop.set()
        thread.join()
