"""A real sandbox in a process of its own, emptied before each test."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import COMMAND, free_port


@pytest.fixture(scope="session")
def w3c(shared: Path) -> Path:
    """The folder with the W3C tests of SPARQL 1.1."""
    return shared / "standards" / "sparql" / "sparql11"


@pytest.fixture(scope="session")
def sandbox_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("sandbox") / "log"
    listen = f"127.0.0.1:{free_port()}"
    with log.open("w") as stderr:
        process = subprocess.Popen(
            [COMMAND, "sandbox", "--listen", listen],
            stderr=stderr,
            env={**os.environ, "TMPDIR": str(log.parent)},
        )
    url, until = f"http://{listen}", time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text("utf-8")
        try:
            httpx.get(url, timeout=10).raise_for_status()
            break
        except httpx.TransportError:
            time.sleep(0.05)
    yield url
    process.terminate()
    assert process.wait(20) == 0
    assert list(log.parent.glob("gemeengoed-*")) == []


@pytest.fixture
def sandbox(sandbox_url: str) -> Iterator[httpx.Client]:
    """A client of an empty sandbox."""
    with httpx.Client(base_url=sandbox_url, timeout=60) as client:
        client.post("/sparql/update", data={"update": "DROP ALL"}).raise_for_status()
        yield client
