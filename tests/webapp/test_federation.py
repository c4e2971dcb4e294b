"""Servers that the operator allows answer a part of a query at `/sparql`; nobody else is ever called."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from flask.testing import FlaskClient

from graph.containment import check_query
from graph.edition import published_edition
from graph.remote_services import RemoteServices
from graph.rewritten import Rewritten
from ontology.errors import QueryTimeoutError, SettingsError
from tests.graph.loopback import serving, sparql_server
from tests.graph.test_containment import REACHING_OUT
from webapp import create_app
from webapp.federation import Helpers, resolve
from webapp.settings import Settings

TURTLE = """
<organisatie/dorp> a org:Organization ; skos:prefLabel "Dorp"@nl .
<organisatie/bond> a org:Organization ; skos:prefLabel "De Bond"@nl .
"""
DORP = "https://w3id.org/gemeengoed/id/organisatie/dorp"


class OtherServer:
    """A SPARQL server whose next answer is what a test says, and that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: bytes = b""
        self.status = "200 OK"
        self.let_go = threading.Event()
        self.let_go.set()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        form = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
        self.asked += form["query"]
        self.let_go.wait(30)
        start_response(self.status, [("Content-Type", "application/sparql-results+json")])
        return [self.answer]

    def says(self, names: str, *rows: dict[str, str], status: str = "200 OK") -> None:
        bindings = [
            {
                name: {"type": "uri" if value.startswith("http") else "literal", "value": value}
                for name, value in row.items()
            }
            for row in rows
        ]
        self.answer = json.dumps({"head": {"vars": list(names)}, "results": {"bindings": bindings}}).encode()
        self.status = status


@pytest.fixture
def other() -> Iterator[OtherServer]:
    server = OtherServer()
    yield server
    server.let_go.set()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, publish_turtle: Callable[[Path, str], str]) -> Path:
    folder = tmp_path_factory.mktemp("federatie")
    publish_turtle(folder, TURTLE)
    return folder


@pytest.fixture
def address(other: OtherServer) -> Iterator[str]:
    with serving(other) as url:
        yield f"{url}/sparql"


@pytest.fixture
def client(home: Path, address: str) -> Iterator[FlaskClient]:
    app = create_app(Settings(home=str(home), services=f"https://elders.example/sparql {address}"))
    yield app.test_client()
    app.extensions["gemeengoed-site"].close()


def ask(client: FlaskClient, query: str, **more: str) -> tuple[int, str]:
    response = client.post("/sparql", data={"query": query, "format": "csv", **more})
    return response.status_code, response.text.replace("\r\n", "\n")


def test_who_asks_may_have_a_loop_running(client: FlaskClient, other: OtherServer, address: str) -> None:
    other.says("n", {"n": "12"})

    async def within_a_loop() -> tuple[int, str]:
        return ask(client, f"SELECT ?n {{ SERVICE <{address}> {{ ?s ?p ?n }} }}")

    # In another thread: the browser tests leave a loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        assert thread.submit(lambda: asyncio.run(within_a_loop())).result() == (200, "n\n12\n")


def test_what_an_allowed_server_says_joins_with_the_graph(
    client: FlaskClient, other: OtherServer, address: str
) -> None:
    other.says("sn", {"s": DORP, "n": "12"}, {"s": "http://e/vreemd", "n": "13"}, {"n": "14"})
    query = (
        "PREFIX e: <http://e/>\nSELECT ?label ?n { ?s a org:Organization ; skos:prefLabel ?label . "
        f"SERVICE <{address}> {{ ?s e:leden ?n ; rdfs:label [] }} }} ORDER BY ?n ?label"
    )
    assert ask(client, query) == (200, "label,n\nDorp,12\nDe Bond,14\nDorp,14\n")
    sent = (
        "BASE <http://localhost/sparql> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "PREFIX e: <http://e/>\nSELECT * WHERE { ?s e:leden ?n ; rdfs:label [] }"
    )
    assert other.asked == [sent]


def test_servers_and_text_search_go_together(client: FlaskClient, other: OtherServer, address: str) -> None:
    other.says("s", {"s": DORP})
    query = (
        'SELECT ?l { SERVICE gg:search { ?s gg:query "dorp" ; gg:label ?l } '
        f"SERVICE <{address}> {{ ?s a [] }} }}"
    )
    assert ask(client, query) == (200, "l\nDorp\n")


def test_server_that_holds_the_graph_gets_the_answers_in_the_query(
    home: Path, other: OtherServer, address: str
) -> None:
    other.says("sn", {"s": DORP, "n": "12"})
    with sparql_server(published_edition(home).graph_path) as store:
        app = create_app(Settings(home=str(home), store=f"sparql+{store}", services=address))
        query = (
            'SELECT ?name ?n { SERVICE gg:search { ?s gg:query "dorp" } ?s skos:prefLabel ?name '
            f"SERVICE <{address}> {{ ?s rdfs:seeAlso ?n }} }}"
        )
        assert ask(app.test_client(), query) == (200, "name,n\nDorp,12\n")
        app.extensions["gemeengoed-site"].close()


INJECTIONS = [
    '" } SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } #',
    "' } SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } #",
    "'''\"\"\"\\\n\r}}} UNION { ?a ?b ?c } \\u0022",
    "\u0000\u007f\u0085\u2028\ufffe",
    "http://e/')SERVICE#SERVICE:x",
]


@pytest.mark.parametrize("value", INJECTIONS)
def test_what_another_server_says_is_only_ever_data(
    client: FlaskClient, other: OtherServer, address: str, value: str
) -> None:
    other.says("a", {"a": value})
    query = f"SELECT (STR(?a) AS ?t) (COUNT(*) AS ?n) {{ SERVICE <{address}> {{ ?a a [] }} }} GROUP BY ?a"
    response = client.post("/sparql", data={"query": query, "format": "json"})
    [row] = response.get_json(force=True)["results"]["bindings"]
    assert (row["t"]["value"], row["n"]["value"]) == (
        value.replace("{}", "") if "http" in value[:4] else value,
        "1",
    )


@pytest.mark.parametrize(
    ("status", "silent_status"), [("500 Oeps", 502), ("302 Elders", 502), ("504 Te laat", 504)]
)
def test_failure_of_another_server_has_its_status_and_silence_passes_it_over(
    client: FlaskClient, other: OtherServer, address: str, status: str, silent_status: int
) -> None:
    other.says("s", {"s": DORP}, status=status)
    query = f"SELECT ?l ?s {{ ?o skos:prefLabel ?l SERVICE <{address}> {{ ?s a [] }} }} ORDER BY ?l"
    code, text = ask(client, query)
    assert (code, text.count("\n"), address in text) == (silent_status, 1, True)
    assert ask(client, query.replace("SERVICE", "SERVICE SILENT")) == (200, "l,s\nDe Bond,\nDorp,\n")


def test_slow_server_costs_no_more_than_half_of_the_deadline(
    client: FlaskClient, other: OtherServer, address: str
) -> None:
    other.says("s", {"s": DORP})
    other.let_go.clear()
    query = f"SELECT ?s {{ SERVICE SILENT <{address}> {{ ?s a [] }} }}"
    code, _ = ask(client, query.replace("SILENT", ""), timeout="1")
    assert code == 504
    assert ask(client, query, timeout="1") == (200, "s\n\n")


def test_deadline_counts_for_all_blocks_together() -> None:
    helpers = Helpers(None, RemoteServices(["http://127.0.0.1:1/"]))
    query = "ASK { SERVICE <http://127.0.0.1:1/> { } }"
    with pytest.raises(QueryTimeoutError, match="duurden te lang"):
        resolve(query, helpers, time.monotonic() - 1)


def test_nobody_is_asked_for_a_query_that_will_be_refused(
    client: FlaskClient, other: OtherServer, address: str
) -> None:
    call = f"SERVICE <{address}> {{ ?s ?p ?o }}"
    for query in (
        f"SELECT * {{ {call} SERVICE <http://127.0.0.1:9/> {{ }} }}",
        f"SELECT * {{ {call} SERVICE ?x {{ }} }}",
        f"SELECT * {{ {call} SERVICE gg:search {{ ?s gg:query ?q }} }}",
        f"SELECT * {{ {call} ?s ?p trueSERVICE<http://127.0.0.1:9/>{{}} }}",
        f"SELECT * {{ SERVICE <{address}> {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }} }}",
        f"SELECT * {{ SERVICE <{address}> {{ SERVICE gg:search {{ ?s gg:query 'x' }} }} }}",
        f"DELETE {{ ?s ?p ?o }} WHERE {{ {call} }}",
        f"SELECT * {{ {call} ?s ?p 'open }}",
        f"SELECT * {{ {call * 6} }}",
        f"SELECT * {{ SERVICE <{address}/> {{ }} }}",
        f"SELECT * {{ SERVICE <{address}?query=x> {{ }} }}",
    ):
        code, text = ask(client, query)
        assert (code, text.count("\n")) == (400, 1), query
    assert other.asked == []


def test_refusal_names_who_may_be_called(client: FlaskClient, address: str) -> None:
    code, text = ask(client, "SELECT *\n{ SERVICE <http://e/> { } }")
    assert code == 400
    assert text.startswith(
        "Regel 2, kolom 3: SERVICE vraagt een andere server om antwoord, en dat kan hier alleen aan "
        f"gg:search, <https://elders.example/sparql>, <{address}>. "
    )


@pytest.mark.parametrize("query", REACHING_OUT)
def test_hostile_query_is_refused_also_where_servers_are_allowed(
    client: FlaskClient, other: OtherServer, query: str
) -> None:
    code, text = ask(client, query)
    assert (code, text.count("\n"), other.asked) == (400, 1, [])


def test_server_sees_nothing_of_what_stands_outside_the_block(
    client: FlaskClient, other: OtherServer, address: str
) -> None:
    other.says("s")
    ask(
        client,
        f"SELECT ?s {{ BIND('geheim' AS ?x) SERVICE <{address}> {{ ?s ?p '}} }}' }} FILTER(?x = 'geheim') }}",
    )
    [asked] = other.asked
    assert asked.endswith("SELECT * WHERE { ?s ?p '} }' }")
    assert "geheim" not in asked


def test_only_text_search_makes_a_query_that_answers_alike_again(address: str, other: OtherServer) -> None:
    other.says("s", {"s": DORP})
    helpers = Helpers(None, RemoteServices([address]))
    text = resolve(f"ASK {{ SERVICE <{address}> {{ ?s a [] }} }}", helpers, time.monotonic() + 20)
    assert isinstance(text, Rewritten)
    assert not text.repeatable
    assert check_query(text).form == "ask"
    plain = "ASK { ?s ?p ?o }"
    assert resolve(plain, helpers, time.monotonic() - 1) is plain


def test_many_rows_fit_and_more_are_refused(client: FlaskClient, other: OtherServer, address: str) -> None:
    other.says("sn", *({"s": f"http://e/#{n}'s", "n": "x" * 50} for n in range(10_000)))
    query = f"SELECT (COUNT(*) AS ?c) {{ SERVICE <{address}> {{ ?s ?p ?n }} }}"
    assert ask(client, query) == (200, "c\n10000\n")
    other.says("sn", *({"s": f"http://e/{n}", "n": "x"} for n in range(10_001)))
    code, text = ask(client, query)
    assert (code, "meer dan 10000 rijen" in text) == (400, True)
    other.says("sn", *({"s": f"http://e/{n}", "n": "x" * 250} for n in range(9_000)))
    code, text = ask(client, query)
    assert (code, "te veel om mee verder te vragen" in text) == (400, True)


@pytest.mark.parametrize(
    "services",
    [
        "example.org",
        "ftp://example.org/",
        "https://wie:geheim@example.org/",
        "https://a.example/x<y",
        "https:///x",
    ],
)
def test_unusable_address_is_a_wrong_setting(services: str) -> None:
    with pytest.raises(SettingsError, match="GEMEENGOED_SERVICES"):
        Settings.from_environ({"GEMEENGOED_SERVICES": f"https://goed.example/ {services}"})


def test_addresses_are_taken_as_they_are_written() -> None:
    services = "https://data.example/sparql?default-graph-uri=&x=1\n http://127.0.0.1:7878/query"
    assert Settings.from_environ({"GEMEENGOED_SERVICES": services}).service_iris == (
        "https://data.example/sparql?default-graph-uri=&x=1",
        "http://127.0.0.1:7878/query",
    )
