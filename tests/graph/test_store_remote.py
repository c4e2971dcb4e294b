"""What a SPARQL server can do wrong, and the one error that each becomes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from graph.containment import check_query
from graph.store import open_store
from graph.store.sparql_client import SparqlClient
from graph.store.sparql_store import SparqlStore
from graph.workers import RemoteAnswerer
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


def drip(connection: socket.socket) -> None:
    """Send a little now and then for as long as anybody listens."""
    connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nContent-Length: 99999\r\n\r\n".encode())
    with suppress(OSError):
        for _ in range(400):
            connection.sendall(b" ")
            time.sleep(0.05)


def test_server_that_never_comes_to_an_end_is_given_up() -> None:
    with raw_server(drip) as url, SparqlStore(SparqlClient(url)) as store, pytest.raises(QueryTimeoutError):
        store.serialise("SELECT ?a { }", "text/csv", timeout_s=0.3)


def test_stranger_does_not_wait_for_it_longer_than_the_deadline() -> None:
    with raw_server(drip) as url:
        answerer = RemoteAnswerer(open_store(f"sparql+{url}"))
        with pytest.raises(QueryTimeoutError):
            answerer.run(check_query("SELECT ?a { }"), JSON, timeout_s=0.3)
        answerer.close()


def test_answer_larger_than_may_be_read_is_not_read_to_its_end() -> None:
    app = app_answering("200 OK", JSON, ROWS + b" " * 1000)
    with serving(app) as url, SparqlStore(SparqlClient(url)) as store:
        assert store.serialise("SELECT ?a { }", "text/csv", max_read_bytes=2000) == b"a\r\nx\r\n"
        with pytest.raises(QueryLimitError, match="groter dan 900 bytes"):
            store.serialise("SELECT ?a { }", "text/csv", max_read_bytes=900)


def test_rows_that_virtuoso_cut_off_at_its_limit_are_not_believed() -> None:
    with pytest.raises(QueryLimitError, match="hoogstens 1 rijen"):
        ask(app_answering("200 OK", JSON, ROWS, X_SPARQL_MaxRows="1"))


def test_virtuoso_that_stopped_a_query_was_too_slow() -> None:
    body = b"Virtuoso S1T00 Error SR171: Transaction timed out\n\nSPARQL query:\n..."
    with pytest.raises(QueryTimeoutError):
        ask(app_answering("500 Internal Server Error", "text/plain", body))


@pytest.mark.parametrize(
    ("media_type", "body", "query"),
    [
        (JSON, ROWS[:-3], "SELECT ?a { }"),
        (JSON, b'{"head":{}', "ASK {}"),
        ("application/n-triples", b"<https://example.org/a> <a:b> <a:c> .\n", "DESCRIBE <a:b>"),
    ],
)
def test_oxigraph_that_stopped_a_query_says_so_behind_what_it_had(
    media_type: str, body: bytes, query: str
) -> None:
    app = app_answering("200 OK", media_type, body + b"The SPARQL operation has been cancelled\n")
    with serving(app) as url, open_store(f"sparql+{url}") as store, pytest.raises(QueryTimeoutError):
        store.serialise(query, JSON if media_type == JSON else "text/turtle")


def test_reason_of_a_refusal_is_its_first_line() -> None:
    body = b"Virtuoso 37000 Error SP030: syntax error\n\nSPARQL query:\ndefine input:default-graph-uri <a:b>"
    with pytest.raises(QuerySyntaxError) as caught:
        ask(app_answering("400 Bad Request", "text/plain", body))
    assert "syntax error" in str(caught.value)
    assert "define" not in str(caught.value)


def test_graph_that_a_server_gives_twice_is_a_set() -> None:
    line = (
        b'<https://example.org/a> <https://example.org/b> "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .\n'
    )
    app = app_answering("200 OK", "application/n-triples", line + line)
    with serving(app) as url, open_store(f"sparql+{url}") as store:
        body = store.serialise("DESCRIBE <https://example.org/a>", "application/n-triples")
    assert body == line.replace(b'"1"', b'"true"')


@pytest.mark.parametrize(
    "body",
    [
        b'{"head":{"vars":["a"]},"results":{"bindings":[]}}',
        b'{"head":{},"results":{"bindings":[]}}',
        b'{"results":{"bindings":[]},"head":{"vars":["__ASK_RETVAL"]}',
    ],
)
def test_table_is_no_answer_to_a_yes_or_no_question(body: bytes) -> None:
    with pytest.raises(StoreError):
        ask(app_answering("200 OK", JSON, body), "ASK {}")


def test_server_without_a_record_of_graphs_holds_no_edition() -> None:
    app = app_answering("200 OK", JSON, b'{"head":{"vars":["g"]},"results":{"bindings":[]}}')
    with (
        serving(app) as url,
        open_store(f"sparql+{url}?default-graph-uri=urn:a") as store,
        pytest.raises(StoreUnavailableError, match="gemeengoed upload"),
    ):
        store.count()


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
