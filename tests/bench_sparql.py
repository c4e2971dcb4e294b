"""Measure `/sparql` beside other servers, over HTTP, on the same made-up statements.

Part of `make bench`; alone with `python -m tests.bench --only sparql`. Nothing here passes or fails.
"""

from __future__ import annotations

import http.client
import json
import math
import os
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests import bench_sparql_load
from tests.bench_graph import write_graph
from tests.bench_sparql_questions import QUESTIONS, Question
from tests.bench_sparql_servers import OURS, PEER, Engine, ours, oxigraph, rdflib_endpoint, virtuoso

STARTERS = {PEER: rdflib_endpoint, "oxigraph serve": oxigraph, "Virtuoso": virtuoso, OURS: ours}
ANSWER_S = 300
IDLE_S = 2.0
"""Seconds after which a connection is not used again: servers hang up on who says nothing for a while."""
BUDGET_S = 15.0
"""Seconds for all engines on one query, beyond which no further round is begun."""
FEWEST, MOST = 3, 200
"""Rounds of a query; in each, every engine answers the same question."""


class Client:
    """One connection to one server, kept open; cheaper than a library that does more."""

    def __init__(self, engine: Engine, source: str = "127.0.0.1") -> None:
        """Connect at the first question.

        :param source: address of this machine to ask from, so that servers tell clients apart
        """
        place = urlsplit(engine.address)
        self._path = place.path
        self._graph = {"default-graph-uri": engine.graph} if engine.graph else {}
        self._connection = http.client.HTTPConnection(
            place.hostname or "", place.port, timeout=ANSWER_S, source_address=(source, 0)
        )
        self._last = time.monotonic()

    def ask(self, text: str) -> tuple[int, bytes]:
        """Give the status and the whole answer."""
        if time.monotonic() - self._last > IDLE_S:
            self._connection.close()  # the next request connects again
        path = f"{self._path}?{urlencode({'query': text, **self._graph})}"
        self._connection.request("GET", path, headers={"Accept": "application/sparql-results+json"})
        response = self._connection.getresponse()
        body = response.read()
        self._last = time.monotonic()
        return response.status, body

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def print_rows(quads: int) -> None:
    """Start everything with *quads* statements, and print the tables."""
    with tempfile.TemporaryDirectory(prefix="gemeengoed-bench-") as temporary, ExitStack() as stack:
        data = Path(temporary) / "data.nt"
        write_graph(data, quads)
        engines = []
        for name, start in STARTERS.items():
            (folder := Path(temporary) / name.replace(" ", "-")).mkdir()
            began = time.perf_counter()
            engine = stack.enter_context(start(data, folder))
            if engine is not None:
                took = time.perf_counter() - began
                print(f"{name} {engine.release}: filled and started in {took:.3g} s", flush=True)
                engines.append(engine)
        print(f"\n{quads} statements; milliseconds, median (lowest - highest). {load()}\n", flush=True)
        compare(engines)
        folder = Path(temporary) / OURS
        print(f"\nThe pool of processes, in one process with it. {load()}\n")
        bench_sparql_load.print_overhead(folder, [QUESTIONS[0].asked(turn) for turn in range(50)])
        print("\nSix clients with the small queries, on ours.\n")
        asked = [one.asked(turn) for turn in range(50) for one in QUESTIONS if one.small]
        ask_from = {at: Client(engines[-1], f"127.0.0.{at}") for at in range(2, 9)}
        bench_sparql_load.print_crowd(ask_from, asked)


def load() -> str:
    """Say how busy the machine has been."""
    return "Load of the machine {:.2f}, {:.2f}, {:.2f}, of {} cores.".format(*os.getloadavg(), os.cpu_count())


def compare(engines: Sequence[Engine]) -> None:
    """Print the table of all questions, a line as soon as it is measured."""
    names = [engine.name for engine in engines]
    print(f"| query | rows | {' | '.join(names)} | ours to {' | to '.join(names[:-1])} | rounds | load |")
    print("|---" * (2 * len(names) + 3) + "|")
    clients = {engine.name: Client(engine) for engine in engines}
    ratios: dict[str, list[float]] = {name: [] for name in names[:-1]}
    for question in QUESTIONS:
        rows, wrong = rows_of(question, clients)
        if wrong:
            print(f"| {question.name} | answers differ: {wrong} | no figure |", flush=True)
            continue
        taken = measured(question, clients)
        medians = {name: statistics.median(values) for name, values in taken.items()}
        cells = [f"{medians[n]:.3g} ({min(v):.3g} - {max(v):.3g})" for n, v in taken.items()]
        for name, found in ratios.items():
            ratio = medians[OURS] / medians[name]
            cells.append(f"{ratio:.3g}")
            if question.counts:
                found.append(ratio)
        rounds, busy = len(taken[OURS]), os.getloadavg()[0]
        print(f"| {question.name} | {rows} | {' | '.join(cells)} | {rounds} | {busy:.2f} |", flush=True)
    means = [f"{math.exp(statistics.fmean(map(math.log, found))):.3g}" for found in ratios.values() if found]
    print(f"| geometric mean | {'| ' * len(names)}| {' | '.join(means)} | | |", flush=True)
    for client in clients.values():
        client.close()


def rows_of(question: Question, clients: Mapping[str, Client]) -> tuple[int, str]:
    """Ask all engines once: how many rows there are, and who gave others than most did; empty if nobody."""
    answers = {name: values(client.ask(question.asked(0))) for name, client in clients.items()}
    shown = {
        name: str(len(found)) if question.any_rows else repr(sorted(found)) for name, found in answers.items()
    }
    usual, _ = Counter(shown.values()).most_common(1)[0]
    wrong = [f"{name} ({len(answers[name])} rows)" for name, one in shown.items() if one != usual]
    return len(answers[OURS]), ", ".join(wrong)


def values(answer: tuple[int, bytes]) -> list[tuple[str, ...]]:
    """Read the rows of an answer: what is bound, as text, because engines name datatypes in several ways."""
    status, body = answer
    if status != http.client.OK:
        return []
    table = json.loads(body)
    names = table["head"]["vars"]
    same = {"1": "true", "0": "false"}  # Virtuoso has no booleans
    return [
        tuple(
            same.get(row[n]["value"], row[n]["value"]) if n == "back" else row.get(n, {}).get("value", "")
            for n in names
        )
        for row in table["results"]["bindings"]
    ]


def measured(question: Question, clients: Mapping[str, Client]) -> dict[str, list[float]]:
    """Time the question in rounds, in each of which every engine is asked; milliseconds."""
    taken: dict[str, list[float]] = {name: [] for name in clients}
    began = time.perf_counter()
    for turn in range(MOST):
        if turn >= FEWEST and time.perf_counter() - began > BUDGET_S:
            break
        for name, client in clients.items():
            start = time.perf_counter()
            status, _body = client.ask(question.asked(turn))
            taken[name].append((time.perf_counter() - start) * 1000)
            if status != http.client.OK:
                raise RuntimeError(f"{name} answered {status} to {question.name}")
    return taken
