"""SPARQL servers of others, started on loopback with data of their own and stopped by their process."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

START_S = 60
VIRTUOSO = shutil.which("virtuoso-t")
OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
STANDS_FOR_DEFAULT = "urn:gemeengoed"

VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
NumberOfBuffers = {buffers}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10
[SPARQL]
{settings}
"""


@dataclass(frozen=True)
class Server:
    """Where a server answers queries (as `GEMEENGOED_STORE` has it), and where it takes graphs."""

    store: str
    graph_store: str


@contextmanager
def oxigraph_server(folder: Path, *options: str) -> Iterator[Server]:
    """An empty `oxigraph serve`."""
    if OXIGRAPH is None:
        pytest.skip("oxigraph is not installed: pip install 'gemeengoed[dev]'")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [OXIGRAPH, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options]
    with running(command, folder, f"{address}/query"):
        yield Server(f"sparql+{address}/query", f"{address}/store")


@contextmanager
def virtuoso_server(folder: Path, settings: Sequence[str] = (), *, buffers: int = 10_000) -> Iterator[Server]:
    """An empty Virtuoso; *settings* are lines of its section SPARQL, *buffers* pages of 8 kB in memory."""
    if VIRTUOSO is None:
        pytest.skip("virtuoso-t is not installed: apt-get install virtuoso-opensource-7-bin")
    port = free_port()
    address = f"127.0.0.1:{port}"
    values = {"folder": folder, "port": port, "sql_port": free_port(), "buffers": buffers}
    ini = VIRTUOSO_INI.format(settings="\n".join(settings), **values)
    (folder / "virtuoso.ini").write_text(ini)
    command = [VIRTUOSO, "-f", "-c", str(folder / "virtuoso.ini")]
    with running(command, folder, f"http://{address}/sparql?query=ASK%7B%7D"):
        yield Server(
            f"sparql+http://{address}/sparql?default-graph-uri={STANDS_FOR_DEFAULT}",
            f"http://dba:dba@{address}/sparql-graph-crud-auth",
        )


SERVERS: dict[str, Callable[[Path], AbstractContextManager[Server]]] = {
    "oxigraph": oxigraph_server,
    "virtuoso": virtuoso_server,
}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str | Path],
    folder: Path,
    ready: str,
    *,
    start_s: float = START_S,
    environ: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A server as a process, from when it answers at the address *ready*."""
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=folder, env=environ)
    try:
        _wait(process, ready, folder / "output", start_s)
        yield process
    finally:
        process.kill()  # its data is thrown away, so it need not write them down first
        process.wait()


def _wait(process: subprocess.Popen[bytes], ready: str, output: Path, start_s: float) -> None:
    give_up = time.monotonic() + start_s
    while time.monotonic() < give_up and process.poll() is None:
        try:
            httpx.get(ready, timeout=5, trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{process.args} did not start: {output.read_text(errors='replace')[-500:]}")
