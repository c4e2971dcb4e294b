"""What a page says in schema.org: only what the graph states, with numbers as numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from ontology.iris import DEFAULT_BASE
from tests.webapp.conftest import PublishTurtle, open_site
from tests.webapp.markup import read_page


def markup_of(client: FlaskClient, path: str) -> dict[str, Any]:
    page = read_page(client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True))
    assert page.problems == []
    (markup,) = page.data
    assert isinstance(markup, dict)
    return markup


def test_an_organisation_is_told_with_its_names_and_subjects(client: FlaskClient) -> None:
    markup = markup_of(client, "/doc/organisatie/cooplink")
    text = markup.pop("description")
    assert text.startswith("Cooplink is kernpartner")
    assert markup == {
        "@context": "https://schema.org/",
        "@id": f"{DEFAULT_BASE}/id/organisatie/cooplink",
        "@type": "Organization",
        "name": "Cooplink",
        "alternateName": "Cooplink kennisnetwerk wooncoöperaties",
        "knowsAbout": {"@id": f"{DEFAULT_BASE}/id/thema/wooncooperatie", "name": "wooncoöperatie"},
        "mainEntityOfPage": "http://localhost/doc/organisatie/cooplink",
    }


def test_a_document_is_told_with_its_publisher_date_and_address(client: FlaskClient) -> None:
    assert markup_of(client, "/doc/bron/cooplink-2024") == {
        "@context": "https://schema.org/",
        "@id": f"{DEFAULT_BASE}/id/bron/cooplink-2024",
        "@type": "CreativeWork",
        "name": "Cooplink sluit zich aan bij We Doen Het Samen-coalitie",
        "datePublished": "2024-04",
        "publisher": {"@type": "Organization", "name": "Cooplink"},
        "url": "https://www.cooplink.nl/nieuws/cooplink-sluit-aan-bij-we-doen-het-samen-coalitie",
        "mainEntityOfPage": "http://localhost/doc/bron/cooplink-2024",
    }


def test_a_class_of_schema_org_that_the_graph_gives_goes_first(client: FlaskClient) -> None:
    markup = markup_of(client, "/doc/evenement/wdhs-festival-2024")
    assert (markup["@type"], markup["startDate"]) == ("Festival", "2024-04-13")


def test_a_law_keeps_its_own_name(client: FlaskClient) -> None:
    markup = markup_of(client, "/doc?iri=https://wetten.overheid.nl/BWBR0035362/")
    assert (markup["@id"], markup["@type"]) == ("https://wetten.overheid.nl/BWBR0035362/", "Legislation")
    assert {"@id": f"{DEFAULT_BASE}/id/thema/zorg", "name": "zorg en welzijn"} in markup["about"]


def test_what_a_partner_sends_cannot_break_out_of_the_data(
    tmp_path: Path, publish_turtle: PublishTurtle
) -> None:
    turtle = """<plaats/x> a schema:Place ; skos:prefLabel "</script><script>alert(1)</script>"@nl ;
      schema:latitude 52.5 ; schema:longitude 5.25 ; schema:numberOfRooms "NaN"^^xsd:double ;
      dct:description "Een plek"@nl, "A place"@en ."""
    publish_turtle(tmp_path, turtle)
    for app in open_site(tmp_path):
        client = app.test_client()
        html = client.get("/doc/plaats/x", headers={"Accept": "text/html"}).get_data(as_text=True)
        assert "<script>alert" not in html
        markup = markup_of(client, "/doc/plaats/x")
        assert markup["name"] == "</script><script>alert(1)</script>"
        assert (markup["latitude"], markup["longitude"], markup["numberOfRooms"]) == (52.5, 5.25, "NaN")
        assert {"@language": "en", "@value": "A place"} in markup["description"]
