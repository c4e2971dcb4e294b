"""Measure what the pool of processes costs, and what an endless query costs six others; for `make bench`."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

import pyoxigraph

from graph.containment import check_query
from graph.edition import published_edition
from graph.query_pool import QueryPool

JSON = "application/sparql-results+json"
TURNS = 1_000
ROUNDS, ROUND_S = 3, 6.0
SIX = range(2, 8)
ENDLESS_CLIENT = 8
# Pairs and triples of what is in the same place: no end to it, and little memory, which would stop it first.
ENDLESS = (
    "PREFIX dct: <http://purl.org/dc/terms/> SELECT (COUNT(*) AS ?n) "
    "WHERE { ?a dct:spatial ?m . ?b dct:spatial ?m . ?c dct:spatial ?m . ?d dct:spatial ?m }"
)
BUSY = "while True: pass"


class Asking(Protocol):
    """A connection to a server."""

    def ask(self, text: str) -> tuple[int, bytes]:
        """Give the status and the answer."""
        ...


def print_overhead(home: Path, asked: Sequence[str]) -> None:
    """Ask the published edition of *home* small queries, by turns of the pool and of the store itself."""
    folder = published_edition(home).graph_path
    store = pyoxigraph.Store.read_only(str(folder))
    pool = QueryPool()
    direct, pooled = [], []
    try:
        for turn in range(-20, TURNS):  # those below 0 are not counted
            text = asked[turn % len(asked)]
            start = time.perf_counter()
            store.query(text).serialize(format=pyoxigraph.QueryResultsFormat.JSON)
            between = time.perf_counter()
            pool.run(folder, check_query(text), JSON)
            end = time.perf_counter()
            if turn >= 0:
                direct.append((between - start) * 1000)
                pooled.append((end - between) * 1000)
    finally:
        pool.close()
    more = [one - other for one, other in zip(pooled, direct, strict=True)]
    print(
        "| what | aim | median, ms | lowest - highest | 95 of 100 within | runs |\n|---|---|---|---|---|---|"
    )
    for what, aim, taken in (
        ("pyoxigraph itself", "", direct),
        ("through the pool, with the check of the query", "", pooled),
        ("the pool more than pyoxigraph, same query", "under 1 ms", more),
    ):
        low, high = min(taken), max(taken)
        within = statistics.quantiles(taken, n=20)[18]
        print(
            f"| {what} | {aim} | {statistics.median(taken):.3g} | {low:.3g} - {high:.3g} | {within:.3g} "
            f"| {len(taken)} |"
        )


def print_crowd(clients: Mapping[int, Asking], asked: Sequence[str]) -> None:
    """Let six clients ask small queries: alone, beside a busy core, beside one client with an endless query.

    Round by round, one case after the other, so that other work on the machine strikes all three alike.
    """
    stopped: list[int] = []
    cases = {
        "six alone": nullcontext,
        "six and a busy core": busy_core,
        "six and an endless query": lambda: endless(clients[ENDLESS_CLIENT], stopped),
    }
    rates: dict[str, list[float]] = {case: [] for case in cases}
    waits: dict[str, list[float]] = {case: [] for case in cases}
    loads: dict[str, list[float]] = {case: [] for case in cases}
    failed = dict.fromkeys(cases, 0)
    for _ in range(ROUNDS):
        for case, beside in cases.items():
            with beside():
                taken, bad = crowd([clients[at] for at in SIX], asked)
            rates[case].append(len(taken) / ROUND_S)
            waits[case] += taken
            loads[case].append(os.getloadavg()[0])
            failed[case] += bad
    _print_cases(rates, waits, loads, failed)
    _alone, busy, beside_endless = rates.values()
    by_round = [one / other for one, other in zip(busy, beside_endless, strict=True)]
    print(
        f"\nBeside the endless query the six are {statistics.median(by_round):.2f} times as slow as beside a "
        f"busy core ({min(by_round):.2f} - {max(by_round):.2f} in {ROUNDS} rounds of {ROUND_S:g} s; aim: at "
        f"most 1.2). The endless query was stopped each time, with {sorted(set(stopped))}."
    )


def _print_cases(
    rates: Mapping[str, list[float]],
    waits: Mapping[str, list[float]],
    loads: Mapping[str, list[float]],
    failed: Mapping[str, int],
) -> None:
    print(
        "| case | answers a second (lowest - highest) | median, ms | 95 of 100 within | not 200 | load |"
        "\n|---|---|---|---|---|---|"
    )
    for case, rate in rates.items():
        low, mid, high = min(rate), statistics.median(rate), max(rate)
        within = statistics.quantiles(waits[case], n=20)[18]
        print(
            f"| {case} | {mid:.0f} ({low:.0f} - {high:.0f}) | {statistics.median(waits[case]):.3g} "
            f"| {within:.3g} | {failed[case]} | {min(loads[case]):.2f} - {max(loads[case]):.2f} |"
        )


def crowd(clients: Sequence[Asking], asked: Sequence[str]) -> tuple[list[float], int]:
    """Let all ask for a while, one question after the other: milliseconds of each answer, and failures."""
    taken: list[float] = []
    failed: list[int] = []
    until = time.perf_counter() + ROUND_S

    def ask(client: Asking, first: int) -> None:
        turn = first
        while (start := time.perf_counter()) < until:
            status, _body = client.ask(asked[turn % len(asked)])
            taken.append((time.perf_counter() - start) * 1000)
            if status != 200:
                failed.append(status)
            turn += 1

    threads = [threading.Thread(target=ask, args=(one, 17 * at)) for at, one in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, len(failed)


@contextmanager
def busy_core() -> Iterator[None]:
    """Keep one core busy at normal priority: what any other work would cost."""
    process = subprocess.Popen([sys.executable, "-c", BUSY])
    try:
        time.sleep(0.5)
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def endless(client: Asking, stopped: list[int]) -> Iterator[None]:
    """Let a client ask what never ends, and again when the server gives up; *stopped* gets the statuses."""
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            stopped.append(client.ask(ENDLESS)[0])

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        time.sleep(0.5)  # past the moment at which it steps aside
        yield
    finally:
        over.set()
        thread.join()  # the server ends it at its deadline
