"""Search engines find every page that residents look for, and leave alone what answers questions."""

from __future__ import annotations

from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from graph.edition import Edition
from indexer.engines import open_engine
from indexer.search import SearchRequest
from tests.webapp.conftest import PublishTurtle, open_site
from webapp import crawlers

PAGES = 5
"""Pages that are about no single thing."""
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read_map(client: FlaskClient, path: str) -> tuple[str, list[str], set[str]]:
    """The name of the root element, the addresses, and the days of change."""
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    root = ElementTree.fromstring(answer.data)
    addresses = [str(element.text) for element in root.iter(f"{NAMESPACE}loc")]
    days = {str(element.text) for element in root.iter(f"{NAMESPACE}lastmod")}
    return root.tag.removeprefix(NAMESPACE), addresses, days


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/doc/doel/3", True),
        ("/doc/doel/3.ttl", True),
        ("/dcat", True),
        ("/zoeken?q=wonen", False),
        ("/sparql?query=SELECT", False),
        ("/api/search?q=wonen", False),
    ],
)
def test_robots_read_pages_and_ask_no_questions(client: FlaskClient, path: str, *, allowed: bool) -> None:
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").get_data(as_text=True).splitlines())
    assert rules.can_fetch("zoekmachine", f"http://localhost{path}") is allowed
    assert rules.site_maps() == ["http://localhost/sitemap.xml"]


def test_map_of_the_site_lists_what_search_can_find(client: FlaskClient, builtin_edition: Edition) -> None:
    kind, parts, days = read_map(client, "/sitemap.xml")
    assert (kind, parts) == ("sitemapindex", ["http://localhost/sitemap-1.xml"])
    assert days == {builtin_edition.created.date().isoformat()}
    kind, addresses, days = read_map(client, "/sitemap-1.xml")
    assert (kind, days) == ("urlset", {builtin_edition.created.date().isoformat()})
    assert addresses[0] == "http://localhost/"
    assert len(set(addresses)) == len(addresses)
    engine = open_engine(f"whoosh:{builtin_edition.index_path}")
    try:
        total = engine.search(SearchRequest(text="", limit=0)).total
    finally:
        engine.close()
    assert len(addresses) == total + PAGES


def test_listed_addresses_are_pages_that_need_no_sending_on(client: FlaskClient) -> None:
    _, addresses, _ = read_map(client, "/sitemap-1.xml")
    paths = [
        address.removeprefix("http://localhost") for address in [*addresses[:PAGES], *addresses[PAGES::97]]
    ]
    assert len(paths) > 30
    assert [p for p in paths if client.get(p, headers={"Accept": "text/html"}).status_code != 200] == []


def test_a_large_map_comes_in_parts(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    _, whole, _ = read_map(client, "/sitemap-1.xml")
    monkeypatch.setattr(crawlers, "PART", 1000)
    _, parts, _ = read_map(client, "/sitemap.xml")
    pieces = [read_map(client, part.removeprefix("http://localhost"))[1] for part in parts]
    assert [address for piece in pieces for address in piece] == whole
    assert {len(piece) for piece in pieces[:-1]} == {1000}
    beyond = f"/sitemap-{len(parts) + 1}.xml"
    assert [client.get(path).status_code for path in (beyond, "/sitemap-0.xml", "/sitemap-x.xml")] == [
        404
    ] * 3


def test_a_new_edition_has_a_new_map(tmp_path: Path, publish_turtle: PublishTurtle) -> None:
    for app in open_site(tmp_path):
        for ref in ("een", "twee"):
            publish_turtle(
                tmp_path, f"<organisatie/{ref}> a org:Organization ; skos:prefLabel 'Buurtclub'@nl ."
            )
            _, addresses, _ = read_map(app.test_client(), "/sitemap-1.xml")
            assert addresses[PAGES:] == [f"http://localhost/doc/organisatie/{ref}"]


def test_addresses_follow_the_host_and_the_path_of_the_site(client: FlaskClient) -> None:
    elsewhere = client.get("/sitemap-1.xml", base_url="https://gemeengoed.example/kennis").get_data(
        as_text=True
    )
    assert "<loc>https://gemeengoed.example/kennis/doc/doel/3</loc>" in elsewhere
    robots = client.get("/robots.txt", base_url="https://gemeengoed.example/kennis").get_data(as_text=True)
    assert "Disallow: /kennis/sparql\n" in robots
