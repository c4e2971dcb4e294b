"""Servers that the operator allows are called with what a block asks, and only whole answers are believed."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from graph.remote_services import RemoteServices, query_of
from graph.service_blocks import FoundServices, find_services
from graph.values_text import Table
from ontology.errors import (
    QueryLimitError,
    QueryRefusedError,
    ServiceCallError,
    ServiceTimeoutError,
    StoreError,
    StoreUnavailableError,
)
from tests.graph.loopback import serving, sparql_server

JSON = "application/sparql-results+json"
Terms = list[dict[str, dict[str, str]]]


def answer(*rows: dict[str, dict[str, str]], names: str = "a") -> bytes:
    return json.dumps({"head": {"vars": list(names)}, "results": {"bindings": rows}}).encode()


ROW = {"a": {"type": "literal", "value": "x"}}


def app_answering(body: bytes, status: str = "200 OK", media_type: str = JSON, **headers: str) -> Any:
    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        app.asked.append(parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()))
        more = [(name.replace("_", "-"), value) for name, value in headers.items()]
        start_response(status, [("Content-Type", media_type), *more])
        return [body]

    app.asked = []
    return app


def block_in(pattern: str, *, silent: bool = False, prologue: str = "") -> FoundServices:
    return find_services(f"{prologue}ASK {{ SERVICE {'SILENT ' if silent else ''}<x:y> {{ {pattern} }} }}")


def ask(url: str, found: FoundServices, seconds: float = 20.0, **limits: Any) -> Table:
    [block] = found.blocks
    services = RemoteServices([url], **limits)
    return services.ask(query_of(found, block), block, url, time.monotonic() + seconds)


PATTERN = block_in("?a ?b ?c")
SILENT = block_in("?a ?b ?c", silent=True)


def ask_app(app: Any, found: FoundServices = PATTERN, **limits: Any) -> Table:
    with serving(app) as url:
        return ask(url, found, **limits)


def test_answer_of_a_real_server_becomes_a_table(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "graph"))
    node = ox.NamedNode("http://e/a")
    store.add(ox.Quad(node, ox.NamedNode("http://e/p"), ox.Literal("één", language="nl")))
    store.add(ox.Quad(node, ox.NamedNode("http://e/q"), ox.Literal("2")))
    store.flush()
    del store
    with sparql_server(tmp_path / "graph") as url:
        found = block_in(
            "?s e:p ?o OPTIONAL { ?s e:niets ?n } FILTER(STRLEN(?o)<9) # }\n",
            prologue="PREFIX e: <http://e/> ",
        )
        table = ask(url, found)
    terms = dict(zip(table.variables, table.rows[0], strict=True))
    assert terms == {"s": node, "o": ox.Literal("één", language="nl"), "n": None}
    assert len(table.rows) == 1


def test_server_is_sent_the_block_with_the_declarations_that_it_needs() -> None:
    app = app_answering(answer(ROW))
    with serving(app) as url:
        found = find_services(
            "# vraag\nBASE <http://b/>\nPREFIX e: <http://e/>\nSELECT ?a FROM <http://g/> "
            "{ ?x ?y ?z SERVICE <x:y> { ?a skos:broader e:b } }"
        )
        services = RemoteServices([url])
        query = query_of(found, found.blocks[0], "http://hier/")
        services.ask(query, found.blocks[0], url, time.monotonic() + 9)
    assert app.asked == [
        {
            "query": [
                "BASE <http://hier/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> # vraag\n\
BASE <http://b/>\nPREFIX e: <http://e/>\nSELECT * WHERE { ?a skos:broader e:b }"
            ]
        }
    ]


def test_address_of_the_request_that_is_no_iri_declares_nothing() -> None:
    assert query_of(PATTERN, PATTERN.blocks[0], "http://e/> SELECT").startswith("SELECT * WHERE { ?a")


def test_server_that_is_not_allowed_is_not_called() -> None:
    app = app_answering(answer(ROW))
    with serving(app) as url:
        [block] = SILENT.blocks
        for other in (f"{url}/", url.upper(), f"{url}#x", f"{url}?a"):
            with pytest.raises(QueryRefusedError, match="niet bevraagd"):
                RemoteServices([url]).ask("ASK {}", block, other, time.monotonic() + 9)
    assert app.asked == []


def test_call_inside_what_is_sent_is_refused_before_it_is_sent() -> None:
    app = app_answering(answer(ROW))
    with serving(app) as url, pytest.raises(QueryRefusedError):
        ask(url, block_in("SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }", silent=True))
    assert app.asked == []


BAD_ANSWERS = [
    (app_answering(answer(ROW)[:-2]), "niet heel"),
    (app_answering(answer(ROW) + b"rommel"), "niet heel"),
    (app_answering(b""), "niet heel"),
    (app_answering(b'{"head":{},"boolean":true}'), "geen tabel"),
    (app_answering(b"\xff\xfe"), "niet heel"),
    (app_answering(answer({"a": {"type": "uri", "value": "a> } <b"}})), "niet heel"),
    (app_answering(answer({"a": {"type": "literal", "value": "x", "xml:lang": "n} l"}})), "niet heel"),
    (app_answering(answer({"a": {"type": "geheim", "value": "x"}})), "niet heel"),
    (app_answering(answer(names="abcz")), "variabelen die niet gevraagd zijn"),
    (app_answering(b'{"head":{"vars":["a){}SERVICE:x{"]},"results":{"bindings":[]}}'), "niet heel"),
    (app_answering(answer(ROW), media_type="text/html"), '"text/html" in plaats van'),
    (app_answering(answer(ROW), Content_Encoding="gzip"), "in plaats van"),
    (app_answering(answer(ROW), "500 Internal Server Error"), "status 500"),
    (app_answering(answer(ROW), "302 Found", Location="http://127.0.0.1:9/"), "status 302"),
    (app_answering(answer(ROW), "307 Temporary Redirect", Location="/"), "status 307"),
    (app_answering(answer(ROW), "206 Partial Content"), "status 206"),
    (
        app_answering(b"<b>regel\n1</b>: \xff oeps", "400 Bad Request"),
        r"begrijpt niet .*: <b>regel 1</b>: . oeps",
    ),
]


@pytest.mark.parametrize(("app", "words"), BAD_ANSWERS)
def test_bad_answer_is_an_error_unless_silence_is_asked(app: Any, words: str) -> None:
    with serving(app) as url:
        with pytest.raises(ServiceCallError, match=words) as caught:
            ask(url, PATTERN)
        assert type(caught.value) is ServiceCallError
        assert ask(url, SILENT) == Table(("a", "b", "c"), [(None, None, None)])
    assert len(app.asked) == 2


@pytest.mark.parametrize(
    "app",
    [
        app_answering(b"", "504 Gateway Timeout"),
        app_answering(b"", "408 Request Timeout"),
        app_answering(answer(ROW), X_SQL_State="S1TAT"),
    ],
)
def test_server_that_says_it_was_too_slow_is_believed(app: Any) -> None:
    with pytest.raises(ServiceTimeoutError, match="te lang"):
        ask_app(app)


@pytest.mark.parametrize(
    ("rows", "limits", "words"),
    [
        ([ROW] * 4, {"max_rows": 3}, "meer dan 3 rijen"),
        ([ROW] * 30, {"max_bytes": 300}, "meer dan 300 bytes"),
    ],
)
@pytest.mark.parametrize("found", [PATTERN, SILENT])
def test_too_much_is_never_cut_short_nor_passed_over(
    rows: Terms, limits: dict[str, int], words: str, found: FoundServices
) -> None:
    with pytest.raises(QueryLimitError, match=words):
        ask_app(app_answering(answer(*rows)), found, **limits)
    assert len(ask_app(app_answering(answer(*rows[:3])), found, **limits).rows) == 3


@pytest.mark.parametrize(
    "term",
    [
        {"type": "bnode", "value": "b0"},
        {
            "type": "triple",
            "value": {
                "subject": {"type": "uri", "value": "a:b"},
                "predicate": {"type": "uri", "value": "a:b"},
                "object": {"type": "literal", "value": "x"},
            },
        },
    ],
)
def test_node_without_a_name_is_refused_with_what_to_do(term: dict[str, str]) -> None:
    with pytest.raises(QueryRefusedError, match=r"Zet in het blok: FILTER\(!isBlank\(\?a\)\)"):
        ask_app(app_answering(answer({"a": term})), SILENT)


@contextmanager
def raw_server(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            connection, _ = listener.accept()
            with connection:
                received, part = b"", b"?"
                while part and not received.endswith(
                    b"+%7D"
                ):  # else closing breaks off what is still being sent
                    part = connection.recv(65536)
                    received += part
                try:
                    talk(connection)
                except OSError:
                    return  # whoever asked has gone, as it should

        thread = threading.Thread(target=run)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join()


def drip(head: bytes) -> Callable[[socket.socket], None]:
    """Send *head*, and then a byte now and then, for a long time or until nobody listens."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(200):
            time.sleep(0.05)
            connection.sendall(b"x")

    return talk


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK\r\nX: ", f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\n\r\n".encode()]
)
def test_server_that_answers_drop_by_drop_is_given_up(head: bytes) -> None:
    ended = []

    def talk(connection: socket.socket) -> None:
        try:
            drip(head)(connection)
        except OSError:
            ended.append("hung up")
            raise

    with raw_server(talk) as url, pytest.raises(ServiceTimeoutError):
        ask(url, PATTERN, timeout_s=0.3)
    assert ended == ["hung up"]


def test_server_gets_half_of_what_the_query_has_left() -> None:
    with raw_server(drip(b"")) as url:
        table = ask(url, SILENT, seconds=0.6)
    assert table.rows == [(None, None, None)]
    with pytest.raises(ServiceTimeoutError):
        ask("http://127.0.0.1:9/", PATTERN, seconds=-1.0)


def test_connection_that_breaks_off_halfway_is_an_error() -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nContent-Length: 5000\r\n\r\n".encode()
    with (
        raw_server(lambda connection: connection.sendall(head + answer(ROW))) as url,
        pytest.raises(ServiceCallError, match="breekt af"),
    ):
        ask(url, PATTERN)


def test_absent_server_is_an_error_with_a_way_on() -> None:
    with pytest.raises(ServiceCallError, match="SERVICE SILENT"):
        ask("http://127.0.0.1:1/", PATTERN)


def test_only_a_few_queries_wait_for_other_servers_at_once() -> None:
    asked, go_on = threading.Event(), threading.Event()

    def talk(connection: socket.socket) -> None:
        asked.set()
        go_on.wait(20)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nConnection: close\r\n\r\n".encode()
        connection.sendall(head + answer(ROW))

    [block] = PATTERN.blocks
    with raw_server(talk) as url:
        services = RemoteServices([url], at_once=1)
        query = query_of(PATTERN, block)
        tables: list[Table] = []
        first = threading.Thread(
            target=lambda: tables.append(services.ask(query, block, url, time.monotonic() + 60))
        )
        first.start()
        assert asked.wait(20)
        with pytest.raises(StoreUnavailableError, match="te veel andere servers"):
            services.ask(query, block, url, time.monotonic() + 60)
        go_on.set()
        first.join()
    assert [len(table.rows) for table in tables] == [1]
    with pytest.raises(StoreError):  # and the place is free again: now it is the server that is gone
        services.ask(query, block, url, time.monotonic() + 60)
