"""Measure what the benchmark page promises, on real processes; prints Markdown tables with the spread.

Run it with `make bench`. Nothing here passes or fails: people read the figures.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests import bench_engines, bench_language, bench_sparql
from tests.bench_language import print_table

COMMAND = Path(sys.executable).with_name("gemeengoed")
WORDS = (
    "wooncoöperatie",
    "kernpartners",
    "amersfoort",
    "zorg in de buurt",
    "Wmo",
    "energie cooperatie",
    "uitdaagrecht",
)
PAGES = (
    "/doc/organisatie/cooplink",
    "/doc/doel/3",
    "/doc?iri=https://wetten.overheid.nl/BWBR0035362/",
    "/doelen",
)
QUERY = "SELECT ?s ?l WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } LIMIT 10"


def main() -> None:
    """Run every measurement and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each start (default 5)")
    parser.add_argument("--requests", type=int, default=200, help="requests of each kind (default 200)")
    parser.add_argument(
        "--quads", type=int, default=1_000_000, help="statements for SPARQL (default 1000000)"
    )
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    options = parser.parse_args()
    print(
        f"Command `make bench`; {platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, {datetime.datetime.now(tz=datetime.UTC).date()}.\n"
    )
    for name, (title, run) in PARTS.items():
        if options.only in {None, name}:
            print(f"\n{title}:\n", flush=True)
            run(options)


def _site(options: argparse.Namespace) -> None:
    home = Path(tempfile.mkdtemp(prefix="gemeengoed-bench-"))
    try:
        print_table(_measure(home, options.runs, options.requests))
    finally:
        shutil.rmtree(home)


PARTS: dict[str, tuple[str, Callable[[argparse.Namespace], None]]] = {
    "site": ("The site, on the built-in data", _site),
    "language": (
        "The language, on law articles",
        lambda chosen: print_table(bench_language.rows(chosen.runs)),
    ),
    "engines": ("The engines, on law articles", lambda _chosen: bench_engines.print_rows()),
    "sparql": ("SPARQL, on made-up statements", lambda chosen: bench_sparql.print_rows(chosen.quads)),
}


def _measure(home: Path, runs: int, requests: int) -> Iterator[tuple[str, str, str, list[float]]]:
    builds = [_seconds(["build", "--publish"], home / f"build{n}") for n in range(min(runs, 3))]
    yield "built-in edition from nothing", "under 60 s", "s", builds
    yield "`gemeengoed --help`", "under 0.4 s", "s", [_seconds(["--help"], home) for _ in range(runs)]
    starts = []
    for _ in range(runs):
        with _server(home / "build0") as (_url, seconds, _pid):
            starts.append(seconds)
    yield "second start to first answer", "under 3 s", "s", starts
    with _server(home / "build0") as (url, _seconds_to_start, pid), httpx.Client(base_url=url) as client:
        yield (
            "`/zoeken`",
            "under 30 ms",
            "ms",
            _times(requests, lambda n: _get(client, "/zoeken", q=WORDS[n % len(WORDS)])),
        )
        yield (
            "entity pages",
            "under 30 ms",
            "ms",
            _times(requests, lambda n: _get(client, PAGES[n % len(PAGES)])),
        )
        yield (
            "`/sparql`, ten labels",
            "",
            "ms",
            _times(requests, lambda _n: _get(client, "/sparql", query=QUERY)),
        )
        yield "memory of all serving processes (PSS)", "under 400 MB", "MB", [_pss_mb(pid)]


def _get(client: httpx.Client, path: str, **params: str) -> None:
    client.get(path, params=params or None).raise_for_status()


def _times(count: int, ask: Callable[[int], None]) -> list[float]:
    for n in range(20):
        ask(n)
    taken = []
    for n in range(count):
        start = time.perf_counter()
        ask(n)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _environ(home: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "GEMEENGOED_HOME": str(home), **more}


def _seconds(arguments: list[str], home: Path) -> float:
    start = time.perf_counter()
    subprocess.run([COMMAND, *arguments], env=_environ(home), check=True, capture_output=True)
    return time.perf_counter() - start


@contextmanager
def _server(home: Path) -> Iterator[tuple[str, float, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    start = time.perf_counter()
    process = subprocess.Popen(
        [COMMAND, "serve"], env=_environ(home, GEMEENGOED_LISTEN=listen), stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                httpx.get(f"http://{listen}/zoeken", params={"q": "wonen"}).raise_for_status()
                break
            except httpx.TransportError:
                if process.poll() is not None:
                    raise
                time.sleep(0.02)
        yield f"http://{listen}", time.perf_counter() - start, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _pss_mb(pid: int) -> float:
    total_kb = 0
    for process in [pid, *_descendants(pid)]:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        total_kb += int(re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0])
    return total_kb / 1024


def _descendants(pid: int) -> list[int]:
    children = [int(p) for f in Path(f"/proc/{pid}/task").glob("*/children") for p in f.read_text().split()]
    return [x for child in children for x in (child, *_descendants(child))]


if __name__ == "__main__":
    main()
