"""What a SPARQL server can do wrong, and the one error that each becomes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from graph.store import open_store
from graph.store.sparql_client import SparqlClient
from graph.store.sparql_store import SparqlStore
from ontology.errors import (
    QueryLimitError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    SettingsError,
    StoreError,
    StoreUnavailableError,
)
from tests.graph.loopback import serving

JSON = "application/sparql-results+json"
ROWS = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'


def app_answering(
    status: str, media_type: str, body: bytes, **headers: str
) -> Callable[..., Iterable[bytes]]:
    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        more = [(name.replace("_", "-"), value) for name, value in headers.items()]
        start_response(status, [("Content-Type", media_type), *more])
        return [body]

    return app


def ask(app: Callable[..., Any], query: str = "SELECT ?a { }") -> Any:
    with serving(app) as url, SparqlStore(SparqlClient(url, timeout_s=5, max_bytes=1000)) as store:
        return store.select(query) if query.startswith("SELECT") else store.ask(query)


def test_whole_answer_is_read() -> None:
    assert [str(row["a"]) for row in ask(app_answering("200 OK", f"{JSON}; charset=utf-8", ROWS))] == ["x"]


@pytest.mark.parametrize(
    ("status", "media_type", "body", "error"),
    [
        ("200 OK", JSON, ROWS[:-4], StoreError),
        ("200 OK", JSON, b"", StoreError),
        ("200 OK", JSON, b'{"head":{}}', StoreError),
        ("200 OK", JSON, b"x" * 1001, QueryLimitError),
        ("200 OK", "text/html", b"<html>", StoreError),
        ("302 Found", JSON, ROWS, StoreError),
        ("400 Bad Request", "text/plain", b"line 1: oops", QuerySyntaxError),
        ("401 Unauthorized", "text/plain", b"", StoreError),
        ("408 Request Timeout", "text/plain", b"", QueryTimeoutError),
        ("500 Internal Server Error", "text/plain", b"", StoreError),
        ("503 Service Unavailable", "text/plain", b"", StoreUnavailableError),
        ("504 Gateway Timeout", "text/plain", b"", QueryTimeoutError),
    ],
)
def test_bad_answer_becomes_an_error_of_ours(
    status: str, media_type: str, body: bytes, error: type[StoreError]
) -> None:
    with pytest.raises(error) as caught:
        ask(app_answering(status, media_type, body))
    assert type(caught.value) is error


def test_truncated_truth_is_not_believed() -> None:
    with pytest.raises(StoreError, match="beschadigd"):
        ask(app_answering("200 OK", JSON, b'{"head":{},"boolean":true'), "ASK {}")


def test_rows_that_virtuoso_cut_off_at_its_deadline_are_not_believed() -> None:
    with pytest.raises(QueryTimeoutError):
        ask(app_answering("200 OK", JSON, ROWS, X_SQL_State="S1TAT"))


def test_truncated_table_is_not_serialised_either() -> None:
    app = app_answering("200 OK", JSON, ROWS[:-4])
    with (
        serving(app) as url,
        open_store(f"sparql+{url}") as store,
        pytest.raises(StoreError, match="beschadigd"),
    ):
        store.serialise("SELECT ?a { }", "text/csv")


def test_unreadable_graph_is_not_believed() -> None:
    app = app_answering("200 OK", "application/n-triples", b"<https://example.org/a> <https://exa")
    with (
        serving(app) as url,
        open_store(f"sparql+{url}") as store,
        pytest.raises(StoreError, match="beschadigd"),
    ):
        store.construct("DESCRIBE <https://example.org/a>")


@contextmanager
def raw_server(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                talk(connection)

        thread = threading.Thread(target=run)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join()


def test_connection_that_breaks_off_halfway_is_an_error() -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nContent-Length: {len(ROWS) + 500}\r\n\r\n".encode()
    with raw_server(lambda connection: connection.sendall(head + ROWS)) as url:
        store = SparqlStore(SparqlClient(url))
        with store, pytest.raises(StoreError, match="beschadigd"):
            store.select("SELECT ?a { }")


def test_silent_server_is_given_up() -> None:
    with raw_server(lambda _: time.sleep(0.6)) as url, SparqlStore(SparqlClient(url, timeout_s=0.2)) as store:
        started = time.monotonic()
        with pytest.raises(QueryTimeoutError):
            store.select("SELECT ?a { }")
        assert time.monotonic() - started < 0.55


def test_absent_server_is_unavailable_and_no_password_is_told() -> None:
    with open_store("sparql+http://wie:geheim@127.0.0.1:1/x") as store:
        with pytest.raises(StoreUnavailableError, match=r"127\.0\.0\.1") as caught:
            store.count()
        assert "geheim" not in str(caught.value)


def test_unreadable_address_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="GEMEENGOED_STORE"):
        open_store("sparql+http://a:b:c/")


def test_service_is_refused_before_it_is_sent() -> None:
    with open_store("sparql+http://127.0.0.1:1/x") as store, pytest.raises(QueryRefusedError):
        store.select("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
