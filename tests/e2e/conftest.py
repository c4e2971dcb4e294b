"""A real server in a process of its own, on loopback, stopped by its process id."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

COMMAND = Path(sys.executable).with_name("gemeengoed")
START_S = 60


@dataclass
class Server:
    """A running site: its address, process and what it said on standard error."""

    url: str
    process: subprocess.Popen[str]
    log: Path

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[[Path], Server]]:
    """Start `gemeengoed serve` on a home; every server is stopped at the end."""
    started: list[Server] = []

    def start(home: Path, **settings: str) -> Server:
        listen = f"127.0.0.1:{free_port()}"
        log = tmp_path / f"serve{len(started)}.log"
        with log.open("w", encoding="utf-8") as stderr:
            process = subprocess.Popen(
                [COMMAND, "serve"],
                env={**os.environ, "GEMEENGOED_HOME": str(home), "GEMEENGOED_LISTEN": listen, **settings},
                stderr=stderr,
                text=True,
            )
        server = Server(f"http://{listen}", process, log)
        started.append(server)
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            assert process.poll() is None, log.read_text("utf-8")
            try:
                httpx.get(f"{server.url}/gezond", timeout=5).raise_for_status()
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return server
        pytest.fail(f"no answer in {START_S} s: {log.read_text('utf-8')}")

    yield start
    for server in started:
        if server.process.poll() is None:
            server.stop()
