"""The thesaurus: the whole tree, every name from A to Z, and SKOS in four forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Literal, URIRef

from graph.store.interface import DEFAULT_GRAPH
from ontology.files import ontology_file
from ontology.terms import RDF, SKOS
from tests.webapp.conftest import PublishTurtle, open_site
from tests.webapp.markup import Page, read_page
from tests.webapp.test_entity_data import FORMS, triples
from webapp.presentation.concepts import TreeConcept, thesaurus_of

SCHEME = "https://w3id.org/gemeengoed/id/thema"


def read(client: FlaskClient) -> Page:
    page = read_page(client.get("/thesaurus", headers={"Accept": "text/html"}).get_data(as_text=True))
    assert page.problems == []
    return page


def drawn(tree: tuple[TreeConcept, ...]) -> list[object]:
    """A tree as nested lists of names."""
    return [[one.link.text, *drawn(one.narrower)] for one in tree]


def lay_out(turtle: str) -> list[object]:
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <urn:> . "
    graph = Graph().parse(data=head + turtle, format="turtle")
    return drawn(thesaurus_of("urn:s", ((*t, DEFAULT_GRAPH) for t in graph), str).tree)


def test_page_shows_every_subject_with_a_link_to_its_page(client: FlaskClient) -> None:
    graph = Graph().parse(ontology_file("themes.ttl"), format="turtle")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    page = read(client)
    wanted = {f"/doc/thema/{str(one).rsplit('/', 1)[1]}" for one in concepts}
    assert len(wanted) > 150
    assert wanted - set(page.links) == set()
    assert f"Onderwerpen {len(concepts)}" in page.text


def test_top_of_the_tree_is_what_the_scheme_says(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/thesaurus.ttl").data, format="turtle")
    tree = thesaurus_of(SCHEME, ((*t, DEFAULT_GRAPH) for t in graph), str).tree
    assert {one.link.href for one in tree} == {
        str(o) for o in graph.objects(URIRef(SCHEME), SKOS.hasTopConcept)
    }


def test_other_names_lead_to_the_preferred_one(client: FlaskClient) -> None:
    assert "burgerinitiatief , zie bewonersinitiatief" in read(client).text.replace(", zie", " , zie")


@pytest.mark.parametrize(
    ("turtle", "tree"),
    [
        ("", []),
        (':a skos:prefLabel "a"@nl . :b skos:prefLabel "b"@nl ; skos:broader :a .', [["a", ["b"]]]),
        (':a skos:prefLabel "a"@nl ; skos:narrower :b . :b skos:prefLabel "b"@nl .', [["a", ["b"]]]),
        (
            (
                ':a skos:prefLabel "a"@nl . :b skos:prefLabel "b"@nl . '
                ':c skos:prefLabel "c"@nl ; skos:broader :a, :b .'
            ),
            [["a", ["c"]], ["b", ["c"]]],
        ),
        (
            ':a skos:prefLabel "a"@nl ; skos:broader :b . :b skos:prefLabel "b"@nl ; skos:broader :a .',
            [["a", ["b", ["a"]]], ["b"]],
        ),
        (':a skos:prefLabel "a"@nl ; skos:broader :elders .', [["a"]]),
        (
            ':a skos:prefLabel "x"@en, "Één"@nl ; skos:altLabel "y"@en . :b skos:prefLabel "d"@nl .',
            [["d"], ["Één"]],
        ),
    ],
)
def test_tree_takes_whatever_partners_send(turtle: str, tree: list[object]) -> None:
    assert lay_out(turtle) == tree


def test_a_very_deep_tree_ends() -> None:
    chain = " ".join(f':c{n} skos:prefLabel "c{n}"@nl ; skos:broader :c{n - 1} .' for n in range(1, 3000))
    assert str(lay_out(f':c0 skos:prefLabel "c0"@nl . {chain}')).count("[") < 100


def test_all_forms_say_the_same_and_it_is_what_we_wrote(client: FlaskClient) -> None:
    said = [triples(client.get(f"/thesaurus.{suffix}").data, media_type) for suffix, media_type in FORMS]
    assert said[1:] == said[:1] * 3
    written = Graph().parse(ontology_file("themes.ttl"), format="turtle")
    served = Graph().parse(data=client.get("/thesaurus.ttl").data, format="turtle")
    assert set(written) - set(served) == set()
    assert {predicate for _, predicate, _ in set(served) - set(written)} <= {SKOS.exactMatch, SKOS.closeMatch}


def test_name_of_the_scheme_leads_to_the_thesaurus(client: FlaskClient) -> None:
    for accept, location in (("text/html", "/thesaurus"), ("text/turtle", "/thesaurus.ttl")):
        answer = client.get("/id/thema", headers={"Accept": accept})
        assert (answer.status_code, answer.location) == (303, location)
    moved = client.get(f"/doc?iri={SCHEME}", headers={"Accept": "text/html"})
    assert (moved.status_code, moved.location) == (303, "/thesaurus")


def test_an_edition_without_subjects_says_so(tmp_path: Path, publish_turtle: PublishTurtle) -> None:
    publish_turtle(tmp_path, "<organisatie/x> a org:Organization ; skos:prefLabel 'Buurtclub'@nl .")
    for app in open_site(tmp_path):
        assert "Deze editie bevat geen thesaurus." in read(app.test_client()).text


@pytest.mark.parametrize(
    ("path", "accept", "status"), [("/thesaurus", "image/png", 406), ("/thesaurus.exe", "*/*", 404)]
)
def test_other_forms_are_refused(client: FlaskClient, path: str, accept: str, status: int) -> None:
    assert client.get(path, headers={"Accept": accept}).status_code == status


def test_hidden_names_are_not_shown_but_go_along_as_data(client: FlaskClient) -> None:
    data = Graph().parse(data=client.get("/thesaurus.ttl").data, format="turtle")
    assert (None, SKOS.hiddenLabel, Literal("locale gemeenschap", lang="nl")) in data
    assert "locale gemeenschap" not in read(client).text
