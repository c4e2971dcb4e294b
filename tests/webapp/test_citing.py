"""Citing a question: a short address that lasts, for a question that gets the same answer each time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.citations import keep_citation, read_citation
from graph.edition import publish_edition, remove_edition
from ontology.errors import EditionError
from tests.webapp.markup import read_page
from webapp import create_app
from webapp.settings import Settings

FIRST = '<organisatie/dorp> a org:Organization ; skos:prefLabel "Het Dorp"@nl .'
SECOND = FIRST.replace("Het Dorp", "De Stad")
QUERY = """# nl: Hoe heet het dorp & wat kost {50%}?
# en: What is the name?
SELECT ?s ?n { ?s a org:Organization ; skos:prefLabel ?n }"""
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, publish_turtle) -> Path:  # type: ignore[no-untyped-def]
    home: Path = tmp_path_factory.mktemp("citeren")
    for turtle in (FIRST, SECOND):
        publish_turtle(home, turtle)
    return home


@pytest.fixture(scope="module")
def app(home: Path) -> Iterator[Flask]:
    app = create_app(Settings(home=str(home)))
    yield app
    app.extensions["gemeengoed-site"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def names(home: Path) -> list[str]:
    return sorted(one.name for one in (home / "editions").iterdir() if one.is_dir())


def cite(client: FlaskClient, query: str = QUERY, **more: str) -> str:
    response = client.post("/citeer", query_string=more, data={"query": query})
    assert response.status_code == 303, response.text
    address: str = response.headers["Location"]
    assert re.fullmatch(r"/citaat/[a-z2-7]{12}", address)
    return address


def test_question_is_answered_again_from_the_edition_that_was_cited(client: FlaskClient, home: Path) -> None:
    first, second = names(home)
    old, new = cite(client, edition=first), cite(client)
    assert old != new
    for address, edition, name in ((old, first, "Het Dorp"), (new, second, "De Stad")):
        answer = client.get(f"{address}/antwoord", headers={"Accept": "text/csv"})
        assert (answer.headers["Gemeengoed-Edition"], name in answer.text) == (edition, True)
        page = client.get(f"{address}/antwoord", headers={"Accept": FIREFOX}).text
        assert name in page


def test_relative_iris_mean_the_same_when_it_is_answered_again(client: FlaskClient) -> None:
    query = "SELECT (<id/x> AS ?here) {}"
    csv = {"Accept": "text/csv"}
    asked = client.get("/sparql", query_string={"query": query}, headers=csv).text
    assert client.get(f"{cite(client, query)}/antwoord", headers=csv).text == asked


def test_same_question_has_the_same_address(client: FlaskClient, home: Path) -> None:
    address = cite(client)
    before = len(list((home / "citaten").iterdir()))
    assert cite(client) == address
    assert len(list((home / "citaten").iterdir())) == before
    assert cite(client, QUERY + " ") != address


def test_key_that_another_question_has_is_not_given_away(home: Path, client: FlaskClient) -> None:
    kept = read_citation(home, cite(client).rpartition("/")[2])
    assert keep_citation(home, kept) == kept
    with pytest.raises(EditionError, match="al een andere vraag"):
        keep_citation(home, replace(kept, query="ASK {}"))
    assert read_citation(home, kept.key) == kept


def test_page_says_how_to_cite_and_what_it_rests_on(client: FlaskClient, home: Path) -> None:
    address, edition = cite(client), names(home)[-1]
    page = read_page(client.get(address).text)
    assert "Hoe heet het dorp & wat kost {50%}?" in page.text
    assert f"Gemeengoed, editie {edition}" in page.text
    assert f"http://localhost{address}, aangehaald op" in page.text
    assert "Buurtkrant" in page.text
    assert "CC BY 4.0" in page.text
    assert f"{address}/antwoord" in page.links
    assert page.strange_scripts() == []


def test_citation_comes_as_text_bibtex_csl_and_query(client: FlaskClient, home: Path) -> None:
    address, edition = cite(client), names(home)[-1]
    text = client.get(f"{address}.txt")
    assert (text.mimetype, text.text.startswith(f"Gemeengoed, editie {edition} (")) == ("text/plain", True)
    bibtex = client.get(f"{address}.bib").text
    assert re.match(r"@misc\{gemeengoed-[a-z2-7]{12},\n", bibtex)
    assert r"title = {Hoe heet het dorp \& wat kost \textbraceleft{}50\%\textbraceright{}?}," in bibtex
    assert f"version = {{{edition}}}," in bibtex
    # BibTeX counts every brace, also one behind a backslash; a title is cut off anywhere.
    long = cite(client, f"SELECT * {{ {'?s a ?c . ' * 20} }}")
    cut = client.get(f"{long}.bib").text
    assert "…" in cut
    for entry in (bibtex, cut):
        assert entry.count("{") == entry.count("}")
    (item,) = json.loads(client.get(f"{address}.json").text)
    assert (item["type"], item["version"], item["URL"]) == ("dataset", edition, f"http://localhost{address}")
    assert item["issued"]["date-parts"] == [[int(part) for part in edition.partition(".")[0].split("-")]]
    assert item["note"] == "Proef <b>van</b> de buurt, Buurtkrant (CC BY 4.0)"
    assert client.get(f"{address}.rq").text == QUERY
    assert client.get(f"{address}.exe").status_code == 404


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * {", 400, "Regel 1, kolom 10"),
        ("", 400, "geen vraag meegestuurd"),
        ("ASK {} #" + "x" * 20_000, 413, "hoogstens 20000 tekens"),
        ("SELECT (NOW() AS ?n) {}", 400, "elke keer een ander antwoord"),
        ("INSERT DATA { <a:b> <a:b> 1 }", 400, "hier worden alleen vragen"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", 400, "SERVICE"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 400, ""),
    ],
)
def test_question_that_cannot_be_answered_is_not_kept(
    client: FlaskClient, home: Path, query: str, status: int, words: str
) -> None:
    cite(client)
    before = sorted((home / "citaten").iterdir())
    response = client.post("/citeer", data={"query": query})
    assert (response.status_code, words in response.text) == (status, True)
    assert sorted((home / "citaten").iterdir()) == before


@pytest.mark.parametrize(
    "path", ["/citaat/aaaaaaaaaaaa", "/citaat/..%2F..%2Fx", "/citaat/kort.bib", "/citaat/a/antwoord"]
)
def test_citation_that_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nobody_may_keep_too_many(home: Path) -> None:
    app = create_app(Settings(home=str(home)))
    client = app.test_client()
    statuses = {client.post("/citeer", data={"query": "ASK {}"}).status_code for _ in range(60)}
    refused = client.post("/citeer", data={"query": "ASK {}"})
    assert (statuses, refused.status_code) == ({303}, 429)
    assert refused.text == "Dit kan 60 keer per 60 minuten. Probeer het over 60 minuten opnieuw.\n"
    other = client.post("/citeer", data={"query": "ASK {}"}, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 303
    app.extensions["gemeengoed-site"].close()


def test_cited_edition_stays(tmp_path: Path, publish_turtle) -> None:  # type: ignore[no-untyped-def]
    cited, free, last = (publish_turtle(tmp_path, FIRST) for _ in range(3))
    app = create_app(Settings(home=str(tmp_path)))
    cite(app.test_client(), edition=cited)
    app.extensions["gemeengoed-site"].close()
    publish_edition(tmp_path, last)
    with pytest.raises(EditionError, match="wordt aangehaald en blijft"):
        remove_edition(tmp_path, cited)
    remove_edition(tmp_path, free)
    assert names(tmp_path) == [cited, last]


def test_answer_page_of_a_chosen_dataset_leads_to_no_other_answer(client: FlaskClient) -> None:
    chosen = {"default-graph-uri": ["urn:a", "urn:b"], "named-graph-uri": "urn:c&d"}
    asked = {"query": "SELECT * { ?s ?p ?o }", **chosen}
    page = client.get("/sparql", query_string=asked, headers={"Accept": FIREFOX}).text
    links = [link for link in read_page(page).links if "query=" in link]
    assert len(links) == 5  # four files, and the address of the question
    for link in links:
        given = parse_qs(urlsplit(link).query)
        assert given["default-graph-uri"] == ["urn:a", "urn:b"]
        assert given["named-graph-uri"] == ["urn:c&d"]
    # One to ask again and one to cite.
    assert page.count('<input type="hidden" name="default-graph-uri" value="urn:b">') == 2
    assert page.count('<input type="hidden" name="named-graph-uri" value="urn:c&amp;d">') == 2
    # What asks again without the dataset is not offered.
    assert "data-query" not in page
    assert "Power Query" not in page


def test_answer_page_offers_to_cite(client: FlaskClient, home: Path) -> None:
    first = names(home)[0]
    page = client.get("/sparql", query_string={"query": QUERY, "edition": first}, headers={"Accept": FIREFOX})
    assert f'action="/citeer?edition={first}"' in page.text
    assert "Citeer deze vraag" in page.text
