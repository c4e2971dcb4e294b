"""Text search inside SPARQL: what a block with `SERVICE gg:search` finds, and what it says when it cannot."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from graph.questions import FOLDER, load_question
from indexer.search import SearchRequest
from webapp.cli import main
from webapp.text_search import SEARCH

SEARCHING = sorted(path.stem for path in FOLDER.glob("zk*.rq"))
LAW = "https://wetten.overheid.nl/BWBR0005181/"
HOUSING_ACT = "Woningwet"


def ask(client: FlaskClient, query: str) -> list[dict[str, str]]:
    response = client.post("/sparql", data={"query": query, "format": "csv"})
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text)))


def refused(client: FlaskClient, query: str) -> str:
    response = client.post("/sparql", data={"query": query})
    assert (response.status_code, response.mimetype) == (400, "text/plain"), response.text
    assert response.text.count("\n") == 1
    return response.text


def test_block_finds_what_the_search_page_finds_in_the_same_order(app: Flask, client: FlaskClient) -> None:
    rows = ask(
        client,
        'SELECT * { SERVICE gg:search { ?thing gg:query "wooncoöperatie" ; gg:score ?score ;'
        " gg:label ?label ; gg:snippet ?snippet ; gg:kind ?kind ; gg:limit 20 } } ORDER BY DESC(?score)",
    )
    keeper = app.extensions["gemeengoed-site"]
    site = keeper.acquire()
    try:
        hits = site.engine.search(SearchRequest("wooncoöperatie")).hits
    finally:
        keeper.release(site)
    assert len(rows) == len(hits) == 20
    assert {(row["thing"], row["label"], row["kind"]) for row in rows} == {
        (hit.iri, hit.label, hit.kind) for hit in hits
    }
    assert [float(row["score"]) for row in rows] == [hit.score for hit in hits]
    law = next(row for row in rows if row["thing"] == LAW)
    assert law["snippet"] == "… het bouwen en de volkshuisvesting. Artikel 18a regelt de wooncoöperatie."
    assert all("<mark>" in hit.snippet for hit in hits if hit.iri == LAW)


FORMS = [
    'SERVICE gg:search { ?thing gg:query "wooncoöperatie" ; gg:kind "wet" }',
    f'SERVICE <{SEARCH}> {{ ?thing gg:query "wooncoöperatie" ; gg:kind "wet" }}',
    f'SERVICE SILENT <{SEARCH}>{{?thing gg:kind "wet";gg:query "wooncoöperatie".}}',
    "service silent gg:search{?thing gg:limit 9. $thing gg:kind 'wet';;gg:query '''woonco\\u00f6peratie'''.}",
    f'SERVICE gg:search {{ # {{\n ?thing <{SEARCH[:-6]}kind> "wet" . ?thing gg:query "wooncoöperatie" }}',
]


@pytest.mark.parametrize("block", FORMS)
def test_block_may_be_written_in_each_way_of_sparql(client: FlaskClient, block: str) -> None:
    rows = ask(client, f"SELECT ?thing {{ {block} }}")
    assert {row["thing"] for row in rows} == {LAW, "https://wetten.overheid.nl/BWBR0036702/"}


def test_hits_join_with_the_graph(client: FlaskClient) -> None:
    rows = ask(
        client,
        "SELECT ?name { ?law a eli:LegalResource ; skos:prefLabel ?name "
        'SERVICE gg:search { ?law gg:query "wooncoöperatie" } FILTER(STRSTARTS(?name, "Woning")) }',
    )
    assert {row["name"] for row in rows} == {HOUSING_ACT}


@pytest.mark.parametrize(
    ("around", "count"),
    [
        ("VALUES ?thing {{ <{LAW}> <a:b> }} {block}", 1),
        ("VALUES ?thing {{ <{LAW}> <a:b> }} OPTIONAL {{ {block} }}", 2),
        ("VALUES ?thing {{ <{LAW}> <a:b> }} MINUS {{ {block} }}", 1),
        ("VALUES ?thing {{ <{LAW}> <a:b> }} FILTER NOT EXISTS {{ {block} }}", 1),
        ("VALUES ?thing {{ <{LAW}> <a:b> }} {{ SELECT ?thing {{ {block} }} }}", 1),
        ("{block} {block}", 2),
        ('{block} SERVICE gg:search {{ ?thing gg:query "woningwet" ; gg:kind "wet" ; gg:limit 1 }}', 1),
        ("{{ {block} }} UNION {{ {block} }}", 4),
    ],
)
def test_block_is_answered_on_its_own_and_joined(client: FlaskClient, around: str, count: int) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {{ {around.format(LAW=LAW, block=FORMS[0])} }}"
    assert ask(client, query) == [{"n": str(count)}]


def test_limit_is_twenty_unless_it_is_given(client: FlaskClient) -> None:
    for limit, expected in (("", 20), ("; gg:limit 3", 3), ("; gg:limit 1000", 1000)):
        query = f'SELECT (COUNT(*) AS ?n) {{ SERVICE gg:search {{ ?thing gg:query "" {limit} }} }}'
        assert ask(client, query) == [{"n": str(expected)}]


def test_nothing_found_is_an_empty_answer(client: FlaskClient) -> None:
    assert ask(client, 'SELECT ?t { SERVICE gg:search { ?t gg:query "xqzvwy" } }') == []


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        ("?t gg:query ?q", "gg:query is hier een vaste tekst."),
        ("?t gg:query gg:x", "gg:query is hier een vaste tekst."),
        ('?t gg:query "a"^^xsd:string', "gg:query is hier een vaste tekst."),
        ('?t gg:query "a", "b"', "gg:query is hier een vaste tekst."),
        ('?t gg:query "a" gg:score ?s', "gg:query is hier een vaste tekst."),
        ('?t gg:query "a\\x"', "deze tekst is niet te lezen."),
        ("?t gg:query '" + "a" * 501 + "'", "gg:query is langer dan 500 tekens."),
        ("", "zonder gg:query is er niets te zoeken."),
        ("?t gg:score ?s", "zonder gg:query is er niets te zoeken."),
        ("?t gg:query", "hier ontbreekt iets."),
        ('?t gg:query "a" ; gg:score', "hier ontbreekt iets."),
        ('<a:b> gg:query "a"', "in dit blok is het onderwerp steeds dezelfde variabele"),
        ('[] gg:query "a"', "in dit blok is het onderwerp steeds dezelfde variabele"),
        ('?t gg:query "a" . ?u gg:score ?s', "in dit blok is het onderwerp steeds dezelfde variabele"),
        ('{ ?t gg:query "a" }', "in dit blok is het onderwerp steeds dezelfde variabele"),
        ('?t gg:query "a" ; gg:query "b"', "gg:query staat hier al."),
        ('?t gg:query "a" ; gg:zoek "b"', "zoeken kent deze eigenschap niet. Kies uit: gg:query, gg:score"),
        ('?t gg:query "a" ; skos:query "b"', "zoeken kent deze eigenschap niet."),
        ('?t gg:query "a" ; ?p "b"', "zoeken kent deze eigenschap niet."),
        ('?t gg:query "a" ; gg:score 1', "gg:score wordt hier ingevuld. Geef een variabele, zoals ?score."),
        ('?t gg:query "a" ; gg:label ?a, ?b', "gg:label wordt hier ingevuld."),
        ('?t gg:query "a" ; gg:score ?t', "geef in dit blok elke variabele een eigen naam."),
        ('?t gg:query "a" ; gg:score ?s ; gg:label ?s', "geef in dit blok elke variabele een eigen naam."),
        ('?t gg:query "a" ; gg:kind "boek"', "deze soort is er niet. Kies uit: doel, actieprogramma,"),
        ('?t gg:query "a" ; gg:kind gg:wet', "gg:kind is een tekst."),
        ('?t gg:query "a" ; gg:limit 0', "gg:limit is een getal van 1 tot 1000."),
        ('?t gg:query "a" ; gg:limit 1001', "gg:limit is een getal van 1 tot 1000."),
        ('?t gg:query "a" ; gg:limit -1', "gg:limit is een getal van 1 tot 1000."),
        ('?t gg:query "a" ; gg:limit ?n', "gg:limit is een getal van 1 tot 1000."),
        ('?t gg:query "a" ; gg:limit ' + "9" * 5000, ""),
        ('?t gg:query "a" FILTER(?t = 1)', "gg:query is hier een vaste tekst."),
        ('?t gg:query "huis in de buurt van 99,99"', ""),
    ],
)  # fmt: skip
def test_block_that_cannot_be_read_gets_one_sentence_with_its_place(
    client: FlaskClient, inside: str, sentence: str
) -> None:
    query = f"SELECT *\n{{ SERVICE gg:search {{ {inside} }} }}"
    response = client.post("/sparql", data={"query": query})
    if not sentence:
        assert response.status_code in {200, 400}
        return
    text = refused(client, query)
    assert text.startswith("Regel 2, kolom ")
    assert f"SERVICE gg:search: {sentence}" in text


def test_place_is_that_of_the_word_that_is_wrong(client: FlaskClient) -> None:
    query = 'SELECT *\n{ SERVICE gg:search { ?t gg:query "é" ;\n  gg:score 5 } }'
    assert refused(client, query).startswith("Regel 3, kolom 12: SERVICE gg:search: gg:score wordt")


@pytest.mark.parametrize(
    ("query", "mark"),
    [
        ('SELECT *\n{ SERVICE gg:search { ?t gg:query "wet" ; gg:snippet ?s } ?u ¡ ?n }', "?u"),
        ('SELECT *\n{ ?u ¡ ?n SERVICE gg:search { ?t gg:query "wet" ; gg:snippet ?s } }', "?u"),
        ('SELECT *\n{ SERVICE gg:search {\n ?t gg:query "wet" ; gg:snippet ?s } }\nORDER BY ¡', "¡"),
        ('SELECT *\n{ SERVICE gg:search { ?t gg:query "wet" } ?t foo:p ?n }', "foo:"),
        ('SELECT * { SERVICE gg:search { ?t gg:query "wet" } SERVICE <http://e/> { } }', "SERVICE <"),
        ('SELECT * { SERVICE gg:search { ?t gg:query "wet" } SERVICE ?e { } }', "SERVICE ?"),
        ('SELECT * { SERVICE gg:search { ?t gg:query "wet" } } SERVICE<http://e/>{}', "SERVICE<"),
        ('SELECT * { ?s ?p trueSERVICE<http://e/>{} SERVICE gg:search { ?t gg:query "wet" } }', "SERVICE<"),
        ('SELECT *\n{ SERVICE gg:search { ?t gg:query "wet" } ?t ?p "open }', '"open'),
    ],
)
def test_other_mistake_is_shown_where_it_was_written(client: FlaskClient, query: str, mark: str) -> None:
    offset = query.index(mark)
    line, column = query.count("\n", 0, offset) + 1, offset - query.rfind("\n", 0, offset)
    assert refused(client, query).startswith(f"Regel {line}, kolom {column}: ")


def test_variable_as_server_and_other_server_are_refused_with_what_there_is(client: FlaskClient) -> None:
    assert "?e is een variabele. Noem de server zelf, als IRI." in refused(client, "ASK { SERVICE ?e { } }")
    assert "dat kan hier alleen aan gg:search. Stel" in refused(client, "ASK { SERVICE <http://e/> { } }")


def test_too_many_blocks_are_refused(client: FlaskClient) -> None:
    block = 'SERVICE gg:search { ?t gg:query "wet" }'
    assert ask(client, f"SELECT (COUNT(*) AS ?n) {{ {block * 5} }}") == [{"n": "20"}]
    assert "hoogstens 5 blokken" in refused(client, f"ASK {{ {block * 6} }}")
    assert "hoogstens 5 blokken" in refused(client, f"ASK {{ {block * 4000} }}")


def test_word_in_a_text_changes_nothing(client: FlaskClient) -> None:
    query = "SELECT ('SERVICE gg:search { ?t gg:query \"wet\" }' AS ?text) { }"
    assert ask(client, query) == [{"text": 'SERVICE gg:search { ?t gg:query "wet" }'}]


def test_browser_gets_its_own_query_back(client: FlaskClient) -> None:
    query = 'SELECT ?t { SERVICE gg:search { ?t gg:query "buurthuis" } }'
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert "gg:query" in response.text
    assert "VALUES" not in response.text


def test_graph_may_be_made_of_what_is_found(client: FlaskClient) -> None:
    query = (
        "CONSTRUCT { ?t rdfs:label ?l } "
        '{ SERVICE gg:search { ?t gg:query "wooncoöperatie" ; gg:kind "wet" ; gg:label ?l } }'
    )
    response = client.post("/sparql", data={"query": query, "format": "ntriples"})
    assert f'<{LAW}> <http://www.w3.org/2000/01/rdf-schema#label> "Woningwet" .' in response.text.splitlines()


def test_there_are_five_examples() -> None:
    assert [name[:4] for name in SEARCHING] == ["zk01", "zk02", "zk03", "zk04", "zk05"]


NAMES_FOUND = {
    "zk01": ("naam", {"Woningwet", "artikel 18a Woningwet"}),
    "zk02": ("naam", {"De Eester", "Het Wijkpaleis", "Dwarsverband Utrecht"}),
    "zk03": ("titel", {"Netwerkbijeenkomst Cooplink 16 juni 2018"}),
    "zk04": ("naam", {"Woningwet", "wooncoöperatie", "Roggeveenstraat"}),
    "zk05": ("onderwerp", {"uitdaagrecht", "bewonersinitiatief", "bibliotheek"}),
}  # fmt: skip


@pytest.mark.parametrize("name", SEARCHING)
def test_example_finds_what_it_is_about(client: FlaskClient, name: str) -> None:
    question = load_question(name)
    column, expected = NAMES_FOUND[name[:4]]
    rows = ask(client, question.text)
    assert expected <= {row[column] for row in rows}
    assert all(all(row[key] for key in row if key not in {"plaats", "onderwerp", "fragment"}) for row in rows)
    assert len(rows) == len({tuple(row.values()) for row in rows})


def test_example_answers_alike_on_the_command_line(client: FlaskClient, builtin_home: Path) -> None:
    file = FOLDER / f"{SEARCHING[0]}.rq"
    environ = {"GEMEENGOED_HOME": str(builtin_home)}
    result = CliRunner().invoke(main, ["query", str(file), "--format", "csv"], env=environ)
    assert result.exit_code == 0
    assert list(csv.DictReader(io.StringIO(result.stdout))) == ask(client, file.read_text("utf-8"))


def test_command_line_shows_a_mistake_where_it_was_written(builtin_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text('ASK {\n SERVICE gg:search { ?t gg:query "wet" } ?t ¡ 1 }', encoding="utf-8")
    result = CliRunner().invoke(main, ["query", str(file)], env={"GEMEENGOED_HOME": str(builtin_home)})
    assert (result.exit_code, result.stderr[:31]) == (3, "gemeengoed: Regel 2, kolom 42: ")


def test_how_to_shows_the_five_examples() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/how-to/vraag-en-citeer.md").read_text("utf-8")
    assert all(f"graph/queries/{name}.rq" in page for name in SEARCHING)
