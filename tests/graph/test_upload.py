"""An edition on a server of somebody else: written whole, in place of the one before, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from rdflib import URIRef

from graph.edition import Edition
from graph.edition_store import open_edition_store
from graph.store import open_store
from graph.store.graph_store_client import TRIPLES_A_REQUEST, GraphStoreClient
from graph.store.interface import DEFAULT_GRAPH
from graph.upload import upload_graph
from ontology.errors import NotSupportedError, SettingsError, StoreError, StoreUnavailableError
from ontology.iris import DEFAULT_BASE
from tests.graph.loopback import serving
from tests.graph.servers import SERVERS, STANDS_FOR_DEFAULT, Server, oxigraph_server, virtuoso_server
from tests.graph.small_graph import OTHER, PREFIXES, TRIG, write_store

BIG = f"{DEFAULT_BASE}/id/levering/groot#krant-gesteld"
MANY = 2 * TRIPLES_A_REQUEST + 1


def edition_trig(name: str, more: str = "") -> str:
    return f"{TRIG} {more} GRAPH <{DEFAULT_BASE}/id/editie/{name}#herkomst> {{ {own(name)} }}"


def own(name: str) -> str:
    return f"<{DEFAULT_BASE}/id/editie/{name}> a gg:Editie ."


def edition(name: str, path: Path) -> Edition:
    from datetime import UTC, datetime

    return Edition(name, path, DEFAULT_BASE, datetime.now(UTC), "1", 0, {}, ())


def upload(directory: Path, server: Server, **more: Any) -> int:
    return upload_graph(directory, server.store.removeprefix("sparql+"), server.graph_store, **more)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    many = " ".join(f"<{DEFAULT_BASE}/id/doel/{number}> gg:nummer {number} ." for number in range(MANY))
    trig = edition_trig("2026-11-23.1", f"GRAPH <{BIG}> {{ {many} }}")
    return write_store(tmp_path_factory.mktemp("first") / "graph", trig)


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    without = TRIG.replace("De Bond", "De Nieuwe Bond")
    trig = f"{without} GRAPH <{DEFAULT_BASE}/id/editie/2026-11-24.1#herkomst> {{ {own('2026-11-24.1')} }}"
    return write_store(tmp_path_factory.mktemp("second") / "graph", trig)


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    with SERVERS[request.param](tmp_path) as server:
        yield server


def everything(url: str) -> set[tuple[str, ...]]:
    with open_store(url) as store:
        quads = [*store.quads(), *store.quads(graph=DEFAULT_GRAPH)]
        assert len(quads) == len(set(quads))
        return {tuple(term.n3() for term in quad) for quad in quads}


def test_next_edition_replaces_the_one_before(server: Server, first: Path, second: Path) -> None:
    for directory in (first, second, first):
        with open_store(f"oxigraph:{directory}") as disk:
            assert upload(directory, server) == disk.count()
        assert everything(server.store) == everything(f"oxigraph:{directory}")


def test_progress_ends_at_the_number_of_statements(tmp_path: Path, first: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with oxigraph_server(tmp_path) as server:
        upload(first, server, progress=lambda *step: told.append(step))
    assert told[-1][1] == told[-1][2] > 2 * MANY
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_edition_is_asked_only_of_the_server_that_holds_it(server: Server, first: Path, second: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="bevat geen editie"):
        open_edition_store(server.store, edition("2026-11-23.1", first))
    upload(first, server)
    with open_edition_store(server.store, edition("2026-11-23.1", first)) as store:
        assert store.ask("ASK { ?s a gg:Editie }")
    with pytest.raises(NotSupportedError, match=r"bevat editie 2026-11-23\.1, en kan niet .* 2026-11-24\.1"):
        open_edition_store(server.store, edition("2026-11-24.1", second))


class Stumbling(GraphStoreClient):
    """Writes until a number of requests have been made, as when the line breaks."""

    left = 6

    def _send(self, method: str, graph: str, body: bytes | None = None) -> None:
        self.left -= 1
        if self.left == 0:
            raise StoreUnavailableError("De verbinding is weg. Probeer het opnieuw.")
        super()._send(method, graph, body)


def test_copy_that_broke_off_is_no_edition_and_is_repaired_by_another(
    server: Server, first: Path, second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(second, server)
    with monkeypatch.context() as patched:
        patched.setattr("graph.upload.GraphStoreClient", Stumbling)
        with pytest.raises(StoreUnavailableError, match="weg"):
            upload(first, server)
    with pytest.raises(StoreUnavailableError, match="bevat geen editie"):
        open_edition_store(server.store, edition("2026-11-24.1", second))
    upload(second, server)
    open_edition_store(server.store, edition("2026-11-24.1", second)).close()
    assert everything(server.store) == everything(f"oxigraph:{second}")


@pytest.mark.parametrize(
    ("place", "named"), [("graph=urn:andermans", "urn:andermans"), ("default", "de standaardgraaf")]
)
def test_server_with_other_data_is_left_alone(tmp_path: Path, first: Path, place: str, named: str) -> None:
    with oxigraph_server(tmp_path) as server:
        client = httpx.Client(headers={"Content-Type": "text/turtle"}, trust_env=False)
        with client:
            put = client.put(f"{server.graph_store}?{place}", content="<a:b> <a:c> <a:d> .")
        put.raise_for_status()
        before = everything(server.store)
        with pytest.raises(StoreError, match=f"al iets anders \\({named}\\)"):
            upload(first, server)
        assert everything(server.store) == before


def test_graphs_of_others_on_a_server_without_default_graph_stay_and_are_not_seen(
    tmp_path: Path, first: Path
) -> None:
    with virtuoso_server(tmp_path) as server:
        body, auth = "<a:b> <a:c> <a:d> .", httpx.DigestAuth("dba", "dba")
        url = server.graph_store.replace("dba:dba@", "")
        headers = {"Content-Type": "text/turtle"}
        put = httpx.put(f"{url}?graph=urn:andermans", content=body, headers=headers, auth=auth)
        put.raise_for_status()
        upload(first, server)
        assert everything(server.store) == everything(f"oxigraph:{first}")
        assert "ns0:b" in httpx.get(f"{url}?graph=urn:andermans", auth=auth).text


def test_graph_that_stands_for_the_default_graph_is_none_of_the_edition(tmp_path: Path, first: Path) -> None:
    with pytest.raises(SettingsError, match="Kies een andere default-graph-uri"):
        upload_graph(
            first,
            f"http://127.0.0.1:9/q?default-graph-uri={OTHER.replace('#', '%23')}",
            "http://127.0.0.1:9/g",
        )


def test_nameless_node_is_refused(tmp_path: Path) -> None:
    directory = write_store(tmp_path / "graph", f"{PREFIXES} GRAPH <{OTHER}> {{ [] gg:naam 'x' }}")
    (tmp_path / "server").mkdir()
    with oxigraph_server(tmp_path / "server") as server, pytest.raises(StoreError, match="knoop zonder naam"):
        upload(directory, server)


@contextmanager
def answering(status: str, *headers: tuple[str, str]) -> Iterator[tuple[str, list[str]]]:
    seen: list[str] = []

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        seen.append(environ.get("HTTP_AUTHORIZATION", "").partition(" ")[0])
        start_response("204 No Content" if seen[-1] == "Basic" else status, list(headers))
        return []

    with serving(app) as address:
        yield address, seen


def test_server_that_asks_for_basic_gets_it() -> None:
    with answering("401 Unauthorized", ("WWW-Authenticate", 'Basic realm="x"')) as (address, seen):
        client = GraphStoreClient(address.replace("//", "//wie:geheim@"))
        client.delete("urn:a")
        client.delete("urn:b")
        client.close()
    assert seen == ["", "Basic", "Basic"]


@pytest.mark.parametrize("status", ["401 Unauthorized", "404 Not Found", "500 Internal Server Error"])
def test_refusal_is_an_error_that_tells_no_password(status: str) -> None:
    triple = ox.Triple(ox.NamedNode("a:b"), ox.NamedNode("a:c"), ox.NamedNode("a:d"))
    with answering(status) as (address, _):
        client = GraphStoreClient(address.replace("//", "//wie:geheim@"))
        with pytest.raises(StoreError, match=f"127.0.0.1 antwoordt met {status[:3]}") as caught:
            list(client.replace("urn:a", [triple]))
        client.close()
    assert "geheim" not in str(caught.value)


def test_absent_server_is_unavailable() -> None:
    client = GraphStoreClient("http://127.0.0.1:1/store")
    with pytest.raises(StoreUnavailableError, match="niet bereikbaar"):
        client.delete("urn:a")
    client.close()


@pytest.mark.parametrize("url", ["http://a:b:c/", "nergens", "ftp://example.org/x"])
def test_unreadable_address_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(SettingsError, match="graph store"):
        GraphStoreClient(url)


def test_record_is_no_graph_of_the_edition(tmp_path: Path, first: Path) -> None:
    with virtuoso_server(tmp_path) as server:
        upload(first, server)
        with open_store(server.store) as store:
            assert not list(store.quads(graph=URIRef(f"{STANDS_FOR_DEFAULT}#grafen")))
