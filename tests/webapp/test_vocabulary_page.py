"""The vocabulary: a page on which every word has its place, and the same in four forms of data."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import OWL, RDF, Graph, URIRef

from ontology.files import ontology_file
from ontology.terms import GG
from tests.webapp.conftest import open_site
from tests.webapp.markup import Page, read_page
from tests.webapp.test_entity_data import FORMS, triples


def read(client: FlaskClient) -> Page:
    return read_page(client.get("/def", headers={"Accept": "text/html"}).get_data(as_text=True))


def test_every_word_of_ours_has_its_place_on_the_page(client: FlaskClient) -> None:
    graph = Graph().parse(ontology_file("gemeengoed.ttl"), format="turtle")
    words = {str(s) for s in graph.subjects(unique=True) if isinstance(s, URIRef) and s.startswith(str(GG))}
    ids = {values.get("id") for _, values in read(client).tags}
    assert len(words) > 40
    assert {word.removeprefix(str(GG)) for word in words} - ids == set()


def test_page_says_what_the_vocabulary_is(client: FlaskClient) -> None:
    text = read(client).text
    assert "Begin van elk woord https://w3id.org/gemeengoed/def#, kort gg:" in text
    assert "Versie 0.1.0, 23 november 2026 Licentie CC BY 4.0" in text


def test_a_word_is_shown_with_its_relations_both_ways(
    client: FlaskClient,
) -> None:
    page = read(client)
    goal = page.text.split("gg:Doel Een toestand")[1].split("Waarom een eigen woord")[0]
    assert "heeft als eigenschap rdfs:domain gg:formulering, gg:termijnJaar" in goal
    assert "is waarde van rdfs:range gg:draagtBijAan, gg:heeftDoel" in goal
    assert "Bijvoorbeeld: Doel" in goal
    has_goal = page.text.split("gg:heeftDoel Verbindt")[1].split("Waarom een eigen woord")[0]
    assert "is een bijzondere vorm van rdfs:subPropertyOf dct:hasPart" in has_goal
    assert "zegt iets van rdfs:domain gg:Actieprogramma heeft als waarde rdfs:range gg:Doel" in has_goal
    assert "Bijvoorbeeld: Actieprogramma We Doen Het Samen → Doel" in has_goal
    assert {"#heeftDoel", "http://purl.org/dc/terms/hasPart"} <= set(page.links)


def test_page_tells_why_a_word_was_coined(client: FlaskClient) -> None:
    assert "Waarom een eigen woord schema.org kent geen doel" in read(client).text


def test_all_forms_say_the_same(client: FlaskClient) -> None:
    answers = [client.get(f"/def.{suffix}") for suffix, _ in FORMS]
    said = [triples(answer.data, media_type) for answer, (_, media_type) in zip(answers, FORMS, strict=True)]
    assert len(said[0]) > 300
    assert said[1:] == said[:1] * 3
    assert {answer.headers["Access-Control-Allow-Origin"] for answer in answers} == {"*"}
    assert answers[0].data == ontology_file("gemeengoed.ttl").read_bytes()
    ontology = (
        Graph().parse(data=answers[0].data, format="turtle").value(predicate=RDF.type, object=OWL.Ontology)
    )
    assert ontology == URIRef("https://w3id.org/gemeengoed/def")


@pytest.mark.parametrize(("suffix", "media_type"), FORMS)
def test_header_gives_what_the_suffix_gives(client: FlaskClient, suffix: str, media_type: str) -> None:
    answer = client.get("/def", headers={"Accept": media_type})
    assert (answer.mimetype, answer.data) == (media_type, client.get(f"/def.{suffix}").data)
    assert "Accept" in answer.vary


@pytest.mark.parametrize(("path", "accept", "status"), [("/def", "image/png", 406), ("/def.exe", "*/*", 404)])
def test_other_forms_are_refused(client: FlaskClient, path: str, accept: str, status: int) -> None:
    assert client.get(path, headers={"Accept": accept}).status_code == status


def test_words_can_be_read_before_there_is_an_edition(tmp_path: Path) -> None:
    for app in open_site(tmp_path):
        answer = app.test_client().get("/def", headers={"Accept": "text/html"})
        assert answer.status_code == 200
        assert "Bijvoorbeeld" not in answer.get_data(as_text=True)
