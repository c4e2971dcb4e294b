"""Strangers' queries run in processes that are ended in time, and the next query never notices."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.containment import CheckedQuery, check_query
from graph.query_pool import QueryPool
from graph.store import open_store
from graph.workers import PoolAnswerer, RemoteAnswerer, open_answerer
from ontology.errors import (
    QueryLimitError,
    QuerySyntaxError,
    QueryTimeoutError,
    StoreError,
    StoreUnavailableError,
)
from tests.graph.loopback import sparql_server
from tests.graph.small_graph import OTHER, STATED, WORDS, write_store

JSON = "application/sparql-results+json"
COUNT = check_query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
# Every statement with every other, four times over: no machine finishes that.
ENDLESS = check_query(
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?q . ?r ?t ?u }"
)
GREEDY = check_query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?d ?g")


class Pool(PoolAnswerer):
    """A pool for one store, closed with it."""

    def __init__(self, directory: Path, **limits: Any) -> None:
        self.pool = QueryPool(**limits)
        super().__init__(self.pool, directory)

    def processes(self) -> tuple[int, ...]:
        return self.pool.processes()

    def close(self) -> None:
        self.pool.close()


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_store(tmp_path_factory.mktemp("workers") / "graph")


@pytest.fixture
def pool(directory: Path) -> Iterator[Pool]:
    pool = Pool(directory, memory_bytes=400_000_000, max_bytes=100_000)
    yield pool
    pool.close()


def csv(pool: Pool, query: str, **more: object) -> bytes:
    return pool.run(check_query(query), "text/csv", **more).body  # type: ignore[arg-type]


def test_answer_is_given_with_its_form_and_format(pool: Pool) -> None:
    answer = pool.run(check_query("ASK { ?s a org:Membership }"), JSON)
    assert (answer.body, answer.media_type, answer.form) == (b'{"head":{},"boolean":true}', JSON, "ask")


def test_no_process_is_started_before_the_first_query(pool: Pool) -> None:
    assert pool.processes() == ()
    csv(pool, "ASK {}")
    assert len(pool.processes()) == 2  # the one that answered and the one that stands ready


def test_one_process_answers_many_queries(pool: Pool) -> None:
    before = csv(pool, COUNT.text), pool.processes()
    assert all((csv(pool, COUNT.text), pool.processes()) == before for _ in range(5))


def test_query_past_its_deadline_is_stopped_and_the_next_is_answered(pool: Pool) -> None:
    csv(pool, "ASK {}")
    before = set(pool.processes())
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"langer dan 0\.3 seconden"):
        pool.run(ENDLESS, JSON, timeout_s=0.3)
    assert time.monotonic() - started < 1.3
    assert csv(pool, "ASK {}") == b"true"
    (stopped,) = before.difference(pool.processes())
    assert not Path(f"/proc/{stopped}").exists()


def test_query_that_eats_memory_is_stopped_and_the_next_is_answered(pool: Pool) -> None:
    with pytest.raises(QueryLimitError, match="te veel geheugen"):
        pool.run(GREEDY, JSON, timeout_s=30)
    assert csv(pool, "ASK {}") == b"true"


@pytest.mark.parametrize("opening", ["{", "("])
def test_query_that_is_nested_too_deep_is_stopped(pool: Pool, opening: str) -> None:
    closing = {"{": "}", "(": ")"}[opening]
    nested = opening * 20_000 + ("" if opening == "{" else "1") + closing * 20_000
    query = f"SELECT * {{ {nested if opening == '{' else f'FILTER({nested})'} }}"
    with pytest.raises(QueryLimitError, match="te diep genest"):
        csv(pool, query)
    assert csv(pool, "ASK {}") == b"true"


def test_answer_that_is_too_large_is_an_error_and_the_process_lives_on(pool: Pool) -> None:
    csv(pool, "ASK {}")
    before = pool.processes()
    with pytest.raises(QueryLimitError, match="groter dan 100000 bytes"):
        csv(pool, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert pool.processes() == before


def test_syntax_error_comes_back_with_its_place_and_an_explanation(pool: Pool) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        csv(pool, "SELECT *\n{ ?s foo:p ?o }")
    assert (caught.value.line, caught.value.column) == (2, 6)
    assert "foo:" in caught.value.message


def test_wrong_format_comes_back_as_an_error(pool: Pool) -> None:
    with pytest.raises(StoreError, match="kan niet als text/turtle"):
        pool.run(check_query("ASK {}"), "text/turtle")


def test_two_graphs_in_from_give_a_shared_statement_once(pool: Pool) -> None:
    bond = "<https://w3id.org/gemeengoed/id/organisatie/bond>"
    one = f"SELECT (COUNT(*) AS ?n) FROM <{STATED}> FROM <{OTHER}> {{ {bond} skos:prefLabel ?o }}"
    assert csv(pool, one) == b"n\r\n1\r\n"
    with_named = one.replace("{ ", "{ GRAPH ?g { org:member rdfs:label ?l } ")
    assert csv(pool, with_named) == b"n\r\n0\r\n"
    assert csv(pool, with_named.replace(" { ", f" FROM NAMED <{WORDS}> {{ ", 1)) == b"n\r\n1\r\n"


def test_dataset_of_the_request_goes_before_that_of_the_query(pool: Pool) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM <{STATED}> FROM <{OTHER}> {{ org:member rdfs:label ?l }}"
    assert csv(pool, query) == b"n\r\n0\r\n"
    assert csv(pool, query, default_graphs=(WORDS,)) == b"n\r\n1\r\n"


def test_query_is_sent_away_when_all_processes_stay_busy(directory: Path) -> None:
    pool = Pool(directory, workers=1, wait_s=0.1)

    def keep_busy() -> None:
        with suppress(QueryTimeoutError):
            pool.run(ENDLESS, JSON, timeout_s=1.5)

    busy = threading.Thread(target=keep_busy)
    busy.start()
    while not pool.processes():
        time.sleep(0.01)
    try:
        with pytest.raises(StoreUnavailableError, match="te veel vragen tegelijk"):
            pool.run(COUNT, JSON)
    finally:
        busy.join()
        pool.close()


def test_query_is_sent_away_at_once_when_no_more_may_wait(directory: Path) -> None:
    pool = Pool(directory, workers=1, waiting=0, wait_s=60)

    def keep_busy() -> None:
        with suppress(QueryTimeoutError):
            pool.run(ENDLESS, JSON, timeout_s=3)

    busy = threading.Thread(target=keep_busy)
    busy.start()
    while not pool.processes():
        time.sleep(0.01)
    begun = time.monotonic()
    try:
        with pytest.raises(StoreUnavailableError, match="te veel vragen tegelijk"):
            pool.run(COUNT, JSON)
        assert time.monotonic() - begun < 2
    finally:
        busy.join()
        pool.close()


def test_no_more_queries_at_once_go_to_a_server_than_may_wait_for_it(directory: Path) -> None:
    with sparql_server(directory) as url:
        answerer = RemoteAnswerer(open_store(f"sparql+{url}"), at_once=0)
        with pytest.raises(StoreUnavailableError, match="te veel vragen tegelijk"):
            answerer.run(COUNT, JSON)
        answerer.close()


def test_queries_are_answered_side_by_side(pool: Pool) -> None:
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(csv(pool, COUNT.text))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert 2 <= len(pool.processes()) <= 3


def test_process_that_ended_by_itself_is_replaced_without_a_word(pool: Pool) -> None:
    csv(pool, "ASK {}")
    before = pool.processes()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    assert csv(pool, "ASK {}") == b"true"
    assert not set(before) & set(pool.processes())


def test_process_that_keeps_much_memory_is_replaced(directory: Path) -> None:
    pool = Pool(directory, retire_bytes=1)
    try:
        csv(pool, "ASK {}")
        before = pool.processes()
        for _ in before:
            csv(pool, "ASK {}")
        assert not set(before) & set(pool.processes())
    finally:
        pool.close()


def test_closing_ends_the_processes_and_a_later_query_is_refused(pool: Pool) -> None:
    csv(pool, "ASK {}")
    before = pool.processes()
    pool.close()
    assert [pid for pid in before if Path(f"/proc/{pid}").exists()] == []
    with pytest.raises(StoreUnavailableError, match="zojuist gesloten"):
        csv(pool, "ASK {}")


def test_closing_stops_a_query_that_is_under_way(directory: Path) -> None:
    pool = Pool(directory)
    caught: list[BaseException] = []

    def ask() -> None:
        try:
            pool.run(ENDLESS, JSON)
        except StoreError as exc:
            caught.append(exc)

    thread = threading.Thread(target=ask)
    thread.start()
    while not pool.processes():
        time.sleep(0.01)
    time.sleep(0.2)
    pool.close()
    thread.join(timeout=5)
    assert [type(exc) for exc in caught] == [StoreUnavailableError]


def test_missing_store_is_unavailable(tmp_path: Path) -> None:
    pool = Pool(tmp_path / "weg")
    try:
        with pytest.raises(StoreUnavailableError, match="is er niet"):
            csv(pool, "ASK {}")
    finally:
        pool.close()


def test_processes_have_no_network(pool: Pool) -> None:
    code = "from graph.isolation import cut_off_network as cut; print(cut())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=30
    )
    if done.stdout.strip() != "True":
        pytest.skip("this system lets no process leave the network")
    csv(pool, "ASK {}")
    ours = Path("/proc/self/ns/net").readlink()
    until = time.monotonic() + 20  # the one that stands ready may still be starting
    while time.monotonic() < until:
        networks = {Path(f"/proc/{pid}/ns/net").readlink() for pid in pool.processes()}
        if ours not in networks:
            break
    assert ours not in networks
    # As if the check had let it through: the second lock must hold by itself.
    query = CheckedQuery("SELECT * { SERVICE <http://127.0.0.1:8000/> { ?s ?p ?o } }", "select")
    with pytest.raises(StoreError, match="kan niet antwoorden"):
        pool.run(query, JSON)


@pytest.mark.parametrize("query", ["ASK {}", ENDLESS.text])
def test_process_ends_itself_when_its_parent_is_gone(directory: Path, query: str) -> None:
    code = """
import os, sys, threading, time
from pathlib import Path
from graph.containment import check_query
from graph.query_pool import QueryPool
pool, store = QueryPool(), Path(sys.argv[1])
pool.run(store, check_query("ASK {}"), "text/csv")
print(*pool.processes(), flush=True)
query = check_query(sys.argv[2])
threading.Thread(target=pool.run, args=(store, query, "text/csv"), kwargs={"timeout_s": 0.6}).start()
time.sleep(0.2)
os.kill(os.getpid(), 9)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(directory), query], capture_output=True, check=False, timeout=30
    )
    pids = [Path(f"/proc/{pid}") for pid in done.stdout.decode().split()]
    assert pids
    until = time.monotonic() + 10
    while any(pid.exists() for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    assert [pid for pid in pids if pid.exists()] == []


def test_pool_follows_the_address_of_the_store(directory: Path) -> None:
    query = check_query("ASK { ?s a org:Membership }")
    with sparql_server(directory) as url:
        for address in (f"oxigraph:{directory}", f"oxigraph-memory:{directory}", f"sparql+{url}"):
            pool = QueryPool()
            answerer = open_answerer(address, pool)
            assert isinstance(answerer, RemoteAnswerer if "sparql" in address else PoolAnswerer)
            assert answerer.run(query, "text/csv").body == b"true"
            answerer.close()
            pool.close()


def test_processes_ask_the_store_of_each_query(directory: Path, tmp_path: Path) -> None:
    pool = QueryPool(workers=1)
    empty = tmp_path / "leeg"
    ox.Store(str(empty)).flush()
    try:
        for _ in range(3):
            for store, expected in ((directory, b"true"), (empty, b"false")):
                answer = pool.run(store, check_query("ASK { ?s a org:Membership }"), "text/csv")
                assert answer.body == expected
        assert len(pool.processes()) == 2
    finally:
        pool.close()


def test_slow_query_makes_room_for_the_others_and_gives_way_to_them(directory: Path) -> None:
    pool = Pool(directory, workers=1, slow_workers=1, waiting=2)
    ended: list[str] = []

    def keep_busy() -> None:
        with suppress(StoreError):
            pool.run(ENDLESS, JSON, timeout_s=8)
        ended.append("slow")

    csv(pool, "ASK {}")
    busy = threading.Thread(target=keep_busy)
    busy.start()
    try:
        while 15 not in _priorities(pool.processes()):
            assert not ended
            time.sleep(0.02)
        # The only place is free again, long before the slow one ends.
        assert [csv(pool, "ASK {}") for _ in range(5)] == [b"true"] * 5
        assert not ended
    finally:
        pool.close()
        busy.join()


def _priorities(pids: tuple[int, ...]) -> set[int]:
    threads = [thread for pid in pids for thread in Path(f"/proc/{pid}/task").glob("*/stat")]
    # After the name in brackets, which may hold spaces: the seventeenth field is the priority that was asked.
    return {int(thread.read_text().rpartition(")")[2].split()[16]) for thread in threads}


def test_answer_with_too_many_rows_is_an_error(directory: Path) -> None:
    pool = Pool(directory, max_rows=3)
    rows = "SELECT * { VALUES ?a { 1 2 3 %s } }"
    try:
        assert csv(pool, rows % "") == b"a\r\n1\r\n2\r\n3\r\n"
        for media_type in ("text/csv", "text/tab-separated-values", JSON, "application/sparql-results+xml"):
            with pytest.raises(QueryLimitError, match="heeft 4 rijen, en 3 is het meeste"):
                pool.run(check_query(rows % "4"), media_type)
        with pytest.raises(QueryLimitError, match="meer dan 3 uitspraken"):
            pool.run(
                check_query("CONSTRUCT { rdf:value rdf:value ?a } { VALUES ?a { 1 2 3 4 } }"), "text/turtle"
            )
    finally:
        pool.close()
