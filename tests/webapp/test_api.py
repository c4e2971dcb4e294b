"""Search for programs: the same answers as the page, addressable, citable, cacheable, open to any page."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.edition import Edition, published_edition
from tests.webapp.conftest import PublishTurtle, open_site
from webapp import create_app
from webapp.settings import Settings

BASE = "https://w3id.org/gemeengoed/id"


def ask(client: FlaskClient, path: str) -> dict[str, Any]:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (200, "application/json"), response.get_data()
    body: dict[str, Any] = response.get_json()
    return body


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def test_a_hit_has_its_name_page_kind_and_text(client: FlaskClient, builtin_edition: Edition) -> None:
    body = ask(client, "/api/search?q=wooncoöperatie&limit=1")
    hit = body["hits"][0]
    assert (body["query"], body["edition"]) == ("wooncoöperatie", builtin_edition.name)
    assert (hit["iri"], hit["kind"], hit["label"]) == (
        f"{BASE}/thema/wooncooperatie",
        "thema",
        "wooncoöperatie",
    )
    assert hit["url"] == "http://localhost/doc/thema/wooncooperatie"
    assert client.get(hit["url"]).status_code == 200
    assert "<mark>" in hit["snippet"]
    assert "<" not in hit["text"]


def test_the_page_and_the_api_find_the_same(client: FlaskClient) -> None:
    body = ask(client, "/api/search?q=wonen&soort=wet")
    page = client.get("/zoeken?q=wonen&soort=wet", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert f"{body['total']} resultaten" in page
    assert {hit["kind"] for hit in body["hits"]} == {"wet"}


def test_next_leads_to_the_end_without_gap_or_repeat(client: FlaskClient) -> None:
    address, seen = "/api/search?q=buurthuis&limit=100&facetten=0", []
    while address:
        body = ask(client, address)
        seen += [hit["iri"] for hit in body["hits"]]
        assert body["previous"] is None or path_of(body["previous"]).startswith("/api/search?")
        address = path_of(body["next"]) if body["next"] else ""
    assert len(seen) == len(set(seen)) == body["total"]
    assert body["facets"] == {}


def test_previous_leads_back(client: FlaskClient) -> None:
    first = ask(client, "/api/search?q=wonen&limit=3&soort=wet&soort=thema")
    second = ask(client, path_of(first["next"]))
    assert second["offset"] == 3
    assert ask(client, path_of(second["previous"]))["hits"] == first["hits"]
    assert first["previous"] is None


def test_counts_of_a_facet_are_what_choosing_gives(client: FlaskClient) -> None:
    body = ask(client, "/api/search?q=wonen&limit=0")
    assert body["hits"] == []
    for value in body["facets"]["soort"]:
        assert ask(client, f"/api/search?q=wonen&limit=0&soort={value['value']}")["total"] == value["count"]


def test_values_of_a_facet_know_what_is_above_them(client: FlaskClient) -> None:
    for values in ask(client, "/api/search?limit=0")["facets"].values():
        assert {v["broader"] for v in values if v["broader"]} <= {v["value"] for v in values}
    assert any(v["broader"] for v in ask(client, "/api/search?limit=0")["facets"]["plaats"])


def test_a_repair_is_told_and_literal_words_are_left_alone(client: FlaskClient) -> None:
    repaired = ask(client, "/api/search?q=buurthiuzen")
    assert [(c["kind"], c["typed"]) for c in repaired["changes"]][:1] == [("spelling", "buurthiuzen")]
    literal = ask(client, "/api/search?q=buurthiuzen&letterlijk=1")
    assert (literal["changes"], literal["total"]) == ([], 0)


def test_nothing_found_comes_with_searches_that_do_find_something(client: FlaskClient) -> None:
    body = ask(client, "/api/search?q=xqzwvk+buurthuis&soort=persoon")
    assert (body["total"], body["hits"]) == (0, [])
    assert body["note"] or body["proposals"]
    for proposal in body["proposals"]:
        found = ask(client, f"/api/search?q={proposal['text']}&limit=0")
        assert found["total"] == proposal["total"] > 0


def test_filters_that_leave_nothing_are_proposed_away(client: FlaskClient) -> None:
    first = ask(client, "/api/search?q=wooncoöperatie&soort=persoon")["proposals"][0]
    assert (first["text"], first["reason"]) == ("wooncoöperatie", "zonder filters")
    assert first["total"] > 0


def test_a_place_is_asked_for_by_name_and_what_has_none_is_at_no_distance(client: FlaskClient) -> None:
    by_name = ask(client, "/api/search?nabij=hoogland&afstand=3")
    assert by_name["near"] == {"latitude": 52.190063, "longitude": 5.357211, "kilometres": 3.0}
    assert all(hit["kilometres"] <= 3 for hit in by_name["hits"])
    response = client.get("/api/search?q=zonnepark+nabij+groningen&limit=100")
    assert "Infinity" not in response.get_data(as_text=True)  # no JSON
    assert [hit["kilometres"] is None for hit in response.get_json()["hits"][:2]] == [False, True]


def test_the_circle_is_told_and_narrows(client: FlaskClient) -> None:
    near = ask(client, "/api/search?nabij=52.16,5.39&afstand=3")
    assert near["near"] == {"latitude": 52.16, "longitude": 5.39, "kilometres": 3.0}
    wide = ask(client, "/api/search?nabij=52.16,5.39&afstand=30&sorteer=afstand&limit=100")
    assert 0 < near["total"] < wide["total"] < ask(client, "/api/search")["total"]
    distances = [hit["kilometres"] for hit in wide["hits"]]
    assert distances == sorted(distances)
    assert distances[-1] <= 30


def test_a_place_in_the_words_is_understood_as_a_circle(client: FlaskClient) -> None:
    body = ask(client, "/api/search?q=gemeente in de buurt van Zeist&limit=3")
    assert body["near"]["latitude"] == pytest.approx(52.09, abs=0.1)
    assert all(hit["kilometres"] <= body["near"]["kilometres"] for hit in body["hits"])
    assert body["hits"]


def test_suggestions_begin_at_two_letters(client: FlaskClient) -> None:
    assert ask(client, "/api/suggest?q=w")["suggestions"] == []
    found = ask(client, "/api/suggest?q=coopl")["suggestions"][0]
    assert found == {
        "text": "Cooplink",
        "kind": "organisatie",
        "kind_label": "organisatie",
        "iri": f"{BASE}/organisatie/cooplink",
        "url": "http://localhost/doc/organisatie/cooplink",
        "label": "Cooplink",
    }


def test_suggestions_are_as_many_as_asked(client: FlaskClient) -> None:
    assert len(ask(client, "/api/suggest?q=woo&limit=3")["suggestions"]) == 3
    assert len(ask(client, "/api/suggest?q=woo")["suggestions"]) == 8


def test_a_word_is_suggested_without_a_page(client: FlaskClient) -> None:
    words = [s for s in ask(client, "/api/suggest?q=buurt&limit=50")["suggestions"] if s["kind"] == "woord"]
    assert words
    assert {(s["iri"], s["url"]) for s in words} == {(None, None)}


def test_a_space_at_the_end_ends_the_word(client: FlaskClient) -> None:
    open_end = ask(client, "/api/suggest?q=wet")["suggestions"]
    assert ask(client, "/api/suggest?q=wet%20")["suggestions"] != open_end


@pytest.mark.parametrize("path", ["/api/search?q=wonen", "/api/suggest?q=wo"])
def test_who_has_the_answer_is_told_so(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["ETag"]
    for known in (tag, tag.removeprefix("W/"), f'"anders", {tag}'):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.get_data(), again.headers["ETag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"anders"'}).get_data() == first.get_data()
    assert client.get(path + "n").headers["ETag"] != tag


def test_a_mistake_is_never_not_modified(client: FlaskClient) -> None:
    assert client.get("/api/search?limit=x", headers={"If-None-Match": "*"}).status_code == 400


def test_another_edition_is_another_answer(
    tmp_path: Path, publish_turtle: PublishTurtle, builtin_home: Path
) -> None:
    publish_turtle(tmp_path, "<organisatie/een> a org:Organization ; skos:prefLabel 'Buurttuin'@nl .")
    for app in open_site(tmp_path):
        client = app.test_client()
        before = client.get("/api/search?q=buurttuin")
        name = publish_turtle(
            tmp_path, "<organisatie/twee> a org:Organization ; skos:prefLabel 'Buurttuin'@nl ."
        )
        after = client.get("/api/search?q=buurttuin", headers={"If-None-Match": before.headers["ETag"]})
        assert (after.status_code, after.get_json()["edition"]) == (200, name)
        assert after.get_json()["hits"][0]["iri"].endswith("/organisatie/twee")
    assert published_edition(builtin_home).name


@pytest.mark.parametrize("path", ["/api/search?q=wonen", "/api/suggest?q=wo", "/api/openapi.json"])
def test_any_page_may_ask_in_the_usual_ways(client: FlaskClient, path: str) -> None:
    got = client.get(path, headers={"Origin": "https://elders.example"})
    head = client.head(path)
    options = client.options(path)
    assert got.headers["Access-Control-Allow-Origin"] == "*"
    assert got.headers["Link"] == '</api/openapi.json>; rel="service-desc"; type="application/json"'
    assert "Accept" in got.vary
    assert (head.status_code, head.get_data(), head.headers["Content-Length"]) == (
        200,
        b"",
        got.headers["Content-Length"],
    )
    assert (options.status_code, options.headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert {"GET", "HEAD", "OPTIONS"} <= set(options.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/bestaat-niet", 404),
        ("DELETE", "/api/search", 405),
        ("GET", "/api/search?q=" + "a" * 9000, 414),
        ("GET", "/api/suggest?q=" + "a" * 501, 414),
    ],
)
@pytest.mark.parametrize("accept", ["", "text/html", "*/*", "application/json"])
def test_every_error_is_a_problem_document(
    client: FlaskClient, method: str, path: str, status: int, accept: str
) -> None:
    response = client.open(path, method=method, headers={"Accept": accept} if accept else {})
    body = response.get_json(force=True)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert (body["status"], set(body)) == (status, {"title", "status", "detail"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_an_unknown_parameter_is_named_with_those_that_exist(client: FlaskClient) -> None:
    detail = client.get("/api/search?sort=wet").get_json(force=True)["detail"]
    assert detail.startswith('De parameter "sort" bestaat hier niet. Kies uit: q, soort, thema,')


def test_without_an_edition_the_api_says_so(tmp_path: Path) -> None:
    client = create_app(Settings(home=str(tmp_path))).test_client()
    for path in ("/api/search?q=wonen", "/api/suggest?q=wo"):
        response = client.get(path)
        assert (response.status_code, response.mimetype) == (503, "application/problem+json")
        assert response.headers["Retry-After"] == "60"
    assert client.get("/api/openapi.json").status_code == 200


def test_addresses_are_those_below_which_the_site_is_mounted(app: Flask) -> None:
    client = app.test_client()
    body = client.get("/api/search?q=Cooplink&limit=1", base_url="https://goed.example/kennis").get_json()
    assert body["hits"][0]["url"] == "https://goed.example/kennis/doc/organisatie/cooplink"
    assert body["next"].startswith("https://goed.example/kennis/api/search?")
