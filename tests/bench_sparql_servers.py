"""Starts the SPARQL servers that the benchmark compares, each with the same statements, and stops them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import httpx
import pyoxigraph

from graph.edition import publish_edition
from graph.sealing import building
from indexer.document import Document
from indexer.engines import write_documents
from ontology.iris import DEFAULT_BASE
from tests.graph.servers import (
    OXIGRAPH,
    STANDS_FOR_DEFAULT,
    VIRTUOSO,
    free_port,
    oxigraph_server,
    running,
    virtuoso_server,
)

ROOT = Path(__file__).resolve().parents[1]
PEER = "rdflib-endpoint"
OURS = "ours"
LOAD_S = 600
"""Seconds that rdflib may take to read the statements: it serves nothing before it has."""
VIRTUOSO_BUFFERS = 200_000
"""1.6 GB: all of 1M statements fits."""
LINES_AT_ONCE = 100_000


@dataclass(frozen=True)
class Engine:
    """A running server, and the address at which it answers queries."""

    name: str
    address: str
    release: str
    graph: str = ""
    """The graph to ask as default graph, for a server that has none."""


@contextmanager
def rdflib_endpoint(data: Path, folder: Path) -> Iterator[Engine | None]:
    """rdflib in memory behind its own server, in an environment of its own; none where it cannot be had."""
    command = folder / "venv" / "bin" / PEER
    try:
        venv.create(folder / "venv", with_pip=True)
        pip = [command.with_name("python"), "-m", "pip", "install", "--quiet"]
        wanted = [f"{PEER}[cli]", f"rdflib=={version('rdflib')}"]
        subprocess.run([*pip, *wanted], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as exc:
        said = getattr(exc, "stderr", b"").decode(errors="replace").strip() or str(exc)
        print(f"(passed over, {PEER}: it cannot be installed here. {said.splitlines()[-1]})")
        yield None
        return
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    options = ["--host", "127.0.0.1", "--port", str(port)]
    with running([command, "serve", data, *options], folder, address, start_s=LOAD_S):
        release = next((folder / "venv").rglob("rdflib_endpoint-*.dist-info")).stem.partition("-")[2]
        yield Engine(PEER, address, f"{release}, rdflib {version('rdflib')} in memory")


@contextmanager
def oxigraph(data: Path, folder: Path) -> Iterator[Engine | None]:
    """`oxigraph serve`, filled by its own `oxigraph load`."""
    if OXIGRAPH is None:
        print("(passed over, oxigraph serve: it is not installed, pip install 'gemeengoed[dev]')")
        yield None
        return
    for command in (["load", "--location", folder, "--file", data], ["optimize", "--location", folder]):
        subprocess.run([OXIGRAPH, *command], check=True, capture_output=True)
    with oxigraph_server(folder) as server:
        yield Engine("oxigraph serve", server.store.removeprefix("sparql+"), version("oxigraph"))


@contextmanager
def virtuoso(data: Path, folder: Path) -> Iterator[Engine | None]:
    """Virtuoso, filled over its graph store, with room in memory for everything."""
    if VIRTUOSO is None:
        print(
            "(passed over, Virtuoso: virtuoso-t is not installed, apt-get install virtuoso-opensource-7-bin)"
        )
        yield None
        return
    with virtuoso_server(folder, buffers=VIRTUOSO_BUFFERS) as server:
        name, _, rest = server.graph_store.removeprefix("http://").partition("@")
        login = httpx.DigestAuth(*name.split(":"))
        with data.open("rb") as lines, httpx.Client(auth=login, timeout=LOAD_S, trust_env=False) as client:
            while part := b"".join(islice(lines, LINES_AT_ONCE)):
                client.post(
                    f"http://{rest}",
                    params={"graph": STANDS_FOR_DEFAULT},
                    content=part,
                    headers={"Content-Type": "text/turtle"},
                ).raise_for_status()
        address = server.store.removeprefix("sparql+").partition("?")[0]
        yield Engine("Virtuoso", address, _virtuoso_release(), STANDS_FOR_DEFAULT)


def _virtuoso_release() -> str:
    said = subprocess.run([str(VIRTUOSO), "-?"], check=False, capture_output=True, text=True)
    found = re.search(r"Version (\S+)", said.stdout + said.stderr)
    return found[1] if found else ""


@contextmanager
def ours(data: Path, folder: Path) -> Iterator[Engine]:
    """`gemeengoed serve` with an edition that holds the statements, and a search index of one document."""
    make_edition(data, folder)
    listen = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "webapp.cli", "serve", "--listen", listen]
    environ = {**os.environ, "GEMEENGOED_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    with running(command, folder, f"http://{listen}/gezond", environ=environ) as process:
        yield Engine(OURS, f"http://{listen}/sparql", f"with pyoxigraph {version('pyoxigraph')}")
        process.terminate()  # so that it ends what it started
        process.wait(20)


def make_edition(data: Path, home: Path) -> Path:
    """Publish an edition with the statements as editions have them: in their graph and in the default one.

    :returns: the folder of its store
    """
    with building(home, DEFAULT_BASE, version("gemeengoed")) as work:
        store = pyoxigraph.Store(str(work.path / "graph"))
        store.bulk_load(path=data)
        store.bulk_load(path=data, to_graph=pyoxigraph.NamedNode("https://bench.example/id/levering/1"))
        store.flush()
        store.optimize()
        work.quads = len(store)
        del store  # closes its files
        one = Document("https://bench.example/id/thema/0", "thema", "thema")
        write_documents(f"whoosh:{work.path / 'index'}", [one])
        edition = work.seal([])
    return publish_edition(home, edition.name).graph_path
