"""The site as a process: it starts, says where it is, survives slow readers, and stops without leftovers."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from graph.lock import build_lock
from tests.e2e.conftest import COMMAND, Server, free_port


def _descendants(pid: int) -> list[int]:
    children = [int(p) for f in Path(f"/proc/{pid}/task").glob("*/children") for p in f.read_text().split()]
    return [x for child in children for x in (child, *_descendants(child))]


def test_serve_says_what_it_does_and_where(
    builtin_home: Path, start_server: Callable[[Path], Server]
) -> None:
    server = start_server(builtin_home)
    said = server.log.read_text("utf-8")
    assert "Editie " in said
    assert server.url in said


def test_slow_readers_do_not_hold_up_the_others(
    builtin_home: Path, start_server: Callable[[Path], Server]
) -> None:
    server = start_server(builtin_home)
    host, port = server.url.removeprefix("http://").split(":")
    query = "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+20000&format=json"
    slow = [socket.create_connection((host, int(port))) for _ in range(40)]
    try:
        for number, connection in enumerate(slow):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            path = query if number < 4 else "/doc/organisatie/wdhs-coalitie"
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode("ascii"))
        assert httpx.get(f"{server.url}/gezond", timeout=20).json()["status"] == "ok"
        assert httpx.get(f"{server.url}/zoeken", params={"q": "wonen"}, timeout=20).status_code == 200
    finally:
        for connection in slow:
            connection.close()


def test_slow_queries_do_not_hold_up_the_pages(
    builtin_home: Path, start_server: Callable[[Path], Server]
) -> None:
    server = start_server(builtin_home)
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

    def ask(_number: int) -> int:
        query = {"query": endless, "timeout": "8"}
        return httpx.get(f"{server.url}/sparql", params=query, timeout=30).status_code

    with ThreadPoolExecutor(20) as strangers:
        answers = [strangers.submit(ask, number) for number in range(20)]
        # Those for whom there is no room hear so at once; from then on the others are being kept waiting.
        assert next(as_completed(answers)).result() == 503
        assert httpx.get(f"{server.url}/zoeken", params={"q": "wonen"}, timeout=30).status_code == 200
        assert not all(one.done() for one in answers)
        assert {one.result() for one in answers} == {503}


def test_a_body_without_end_is_refused_before_it_is_received(
    builtin_home: Path, start_server: Callable[[Path], Server]
) -> None:
    server = start_server(builtin_home)
    host, port = server.url.removeprefix("http://").split(":")
    head = f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/sparql-query\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(f"{head}Content-Length: 900000000\r\n\r\nASK".encode("ascii"))
        assert connection.recv(12).split()[1] == b"413"


def test_stopping_while_the_first_edition_is_built_stops_the_build(tmp_path: Path) -> None:
    home = tmp_path / "home"
    environ = {**os.environ, "GEMEENGOED_HOME": str(home), "GEMEENGOED_LISTEN": f"127.0.0.1:{free_port()}"}
    with subprocess.Popen([COMMAND, "serve"], env=environ, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while not list(home.glob("editions/.building-*")) and time.monotonic() < until:
            time.sleep(0.05)
        (builder,) = _descendants(process.pid)
        process.terminate()
        process.wait(20)
    assert not Path(f"/proc/{builder}").exists()
    with build_lock(home):
        assert not (home / "published").exists()


def test_stopping_leaves_no_process_behind(
    builtin_home: Path, start_server: Callable[[Path], Server]
) -> None:
    server = start_server(builtin_home)
    httpx.get(f"{server.url}/sparql", params={"query": "ASK {}"}, timeout=20).raise_for_status()
    workers = _descendants(server.process.pid)
    assert workers
    assert server.stop() == 0
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


def test_the_address_is_taken(builtin_home: Path, start_server: Callable[[Path], Server]) -> None:
    server = start_server(builtin_home)
    done = subprocess.run(
        [COMMAND, "serve", "--listen", server.url.removeprefix("http://")],
        env={**os.environ, "GEMEENGOED_HOME": str(builtin_home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "is al in gebruik. Kies een ander met --listen." in done.stderr


@pytest.mark.parametrize(("length", "status"), [(20_000, 414), (10_000_000, 431)])
def test_an_endless_question_is_refused_and_the_site_goes_on(
    builtin_home: Path, start_server: Callable[[Path], Server], length: int, status: int
) -> None:
    server = start_server(builtin_home)
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        # The server answers before it has read everything, and hangs up on the rest.
        with suppress(ConnectionError):
            connection.sendall(b"GET /zoeken?q=" + b"a" * length + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(12).split()[1] == str(status).encode()
    assert httpx.get(f"{server.url}/gezond", timeout=20).status_code == 200


def test_proxy_is_believed_only_where_it_is_named(
    builtin_home: Path, start_server: Callable[..., Server]
) -> None:
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "gemeengoed.example", "Accept": "text/turtle"}
    believing = start_server(builtin_home, GEMEENGOED_PROXY="127.0.0.1")
    assert "<https://gemeengoed.example/sparql>" in httpx.get(f"{believing.url}/sparql", headers=said).text
    doubting = start_server(builtin_home)
    described = httpx.get(f"{doubting.url}/sparql", headers=said).text
    assert "gemeengoed.example" not in described
    assert f"<{doubting.url}/sparql>" in described
