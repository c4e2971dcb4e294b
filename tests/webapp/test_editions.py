"""Every page and every question can be asked of an edition by name, and says which one it is from."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.edition import Edition, publish_edition, remove_edition
from tests.webapp.markup import read_page
from webapp import create_app
from webapp.settings import Settings
from webapp.site import Site

FIRST = """
<organisatie/dorp> a org:Organization ; skos:prefLabel "Het Dorp"@nl ; org:linkedTo <organisatie/bond> .
<organisatie/bond> a org:Organization ; skos:prefLabel "De Bond"@nl .
"""
SECOND = FIRST.replace("Het Dorp", "De Stad")
NAME = "SELECT ?n { <https://w3id.org/gemeengoed/id/organisatie/dorp> skos:prefLabel ?n }"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory, publish_turtle) -> tuple[Path, str, str, str]:  # type: ignore[no-untyped-def]
    """A home with three editions: two to ask, and one that was removed."""
    home: Path = tmp_path_factory.mktemp("edities")
    first, second = publish_turtle(home, FIRST), publish_turtle(home, SECOND)
    third = publish_turtle(home, FIRST)
    publish_edition(home, second)
    remove_edition(home, third)
    return home, first, second, third


@pytest.fixture(scope="module")
def app(editions: tuple[Path, str, str, str]) -> Iterator[Flask]:
    app = create_app(Settings(home=str(editions[0])))
    yield app
    app.extensions["gemeengoed-site"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_question_is_answered_from_the_edition_that_is_asked(
    client: FlaskClient, editions: tuple[Path, str, str, str]
) -> None:
    _, first, second, _ = editions
    for edition, expected, name in (
        (first, "Het Dorp", first),
        (second, "De Stad", second),
        ("", "De Stad", second),
    ):
        more = {"edition": edition} if edition else {}
        answer = client.get("/sparql", query_string={"query": NAME, "format": "csv", **more})
        assert answer.text.split("\r\n")[1] == expected
        assert answer.headers["Gemeengoed-Edition"] == name
        posted = client.post("/sparql", query_string=more, data={"query": NAME, "format": "csv"})
        assert (posted.text, posted.headers["Gemeengoed-Edition"]) == (answer.text, name)


def test_tag_of_an_edition_by_name_is_not_that_of_another(
    client: FlaskClient, editions: tuple[Path, str, str, str]
) -> None:
    answers = [client.get("/sparql", query_string={"query": NAME, "edition": one}) for one in editions[1:3]]
    assert len({answer.headers["ETag"] for answer in answers}) == 2


@pytest.mark.parametrize(
    "path", ["/doc/organisatie/dorp", "/", "/zoeken?q=dorp", "/bronnen", "/doelen", "/sparql"]
)
def test_links_of_a_page_go_on_within_the_edition(
    client: FlaskClient, editions: tuple[Path, str, str, str], path: str
) -> None:
    _, first, _, _ = editions
    plain = client.get(path, headers={"Accept": FIREFOX})
    address = f"{path}{'&' if '?' in path else '?'}edition={first}"
    response = client.get(address, headers={"Accept": FIREFOX})
    assert (response.status_code, response.headers["X-Robots-Tag"]) == (200, "noindex")
    page = read_page(response.text)
    assert f"U kijkt naar editie {first}, zoals zij was." in page.text
    links = [
        one
        for one in page.links
        if one.startswith("/") and not one.startswith(("/static", "/def", "/dumps/"))
    ]
    assert len(links) > 5
    without = [one for one in links if parse_qs(urlsplit(one).query).get("edition") != [first]]
    assert without == [path]  # the way back to what is published
    assert response.text.count('name="edition"') == response.text.count("<form")
    # And none of it is remembered for who did not ask for an edition.
    again = client.get(path, headers={"Accept": FIREFOX})
    assert again.text == plain.text
    assert "edition=" not in again.text


def test_page_shows_what_was_known_then(client: FlaskClient, editions: tuple[Path, str, str, str]) -> None:
    _, first, _, _ = editions
    then = client.get(f"/doc/organisatie/dorp?edition={first}").text
    now = client.get("/doc/organisatie/dorp").text
    assert ("Het Dorp" in then, "Het Dorp" in now, "De Stad" in now) == (True, False, True)
    assert client.get(f"/zoeken?q=dorp&edition={first}").text.count("Het Dorp") > 0
    found = client.get(f"/api/search?q=dorp&edition={first}").json
    assert (found["edition"], found["total"] > 0) == (first, True)
    assert f"edition={first}" in found["hits"][0]["url"]
    assert client.get(f"/api/search?q=stad&edition={first}").json["total"] == 0
    turtle = client.get(f"/doc/organisatie/dorp.ttl?edition={first}").text
    assert "Het Dorp" in turtle


def test_name_of_a_thing_leads_on_within_the_edition(
    client: FlaskClient, editions: tuple[Path, str, str, str]
) -> None:
    _, first, _, _ = editions
    sent = client.get(f"/id/organisatie/dorp?edition={first}")
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/doc/organisatie/dorp?edition={first}")


def test_day_leads_to_its_last_edition(client: FlaskClient, editions: tuple[Path, str, str, str]) -> None:
    _, first, second, _ = editions
    day = first.partition(".")[0]
    assert second.startswith(day)
    sent = client.get(f"/zoeken?q=a%26b&edition={day}&soort=wet")
    assert sent.status_code == 307
    assert parse_qs(urlsplit(sent.headers["Location"]).query) == {
        "q": ["a&b"],
        "edition": [second],
        "soort": ["wet"],
    }
    posted = client.post(
        f"/sparql?edition={day}", data={"query": NAME, "format": "csv"}, follow_redirects=True
    )
    assert "De Stad" in posted.text
    assert client.get("/sparql?edition=2001-01-01").status_code == 404


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK{}", "/doc/organisatie/dorp?x=1", "/api/search?q=a", "/zoeken?q=a"]
)
def test_edition_that_is_not_there_is_404_and_a_removed_one_410(
    client: FlaskClient, editions: tuple[Path, str, str, str], path: str
) -> None:
    for name, status in (("2001-01-01.1", 404), ("onzin", 404), ("../..", 404), (editions[3], 410)):
        answer = client.get(f"{path}&edition={name}")
        assert answer.status_code == status, answer.text


def test_no_more_editions_stay_open_than_a_few(tmp_path: Path, publish_turtle) -> None:  # type: ignore[no-untyped-def]
    names = [publish_turtle(tmp_path, FIRST) for _ in range(4)]
    app = create_app(Settings(home=str(tmp_path)))
    client, keeper = app.test_client(), app.extensions["gemeengoed-site"]
    for name in (*names, *names):
        assert client.get(f"/sparql?query=ASK{{}}&edition={name}").status_code == 200
        assert list(keeper._pinned)[-1] == name
        assert len(keeper._pinned) <= 2
    keeper.close()


def test_index_of_an_earlier_version_leaves_the_graph_to_ask(tmp_path: Path, publish_turtle) -> None:  # type: ignore[no-untyped-def]
    old = publish_turtle(tmp_path, FIRST)
    publish_turtle(tmp_path, SECOND)
    shutil.rmtree(tmp_path / "editions" / old / "index")
    app = create_app(Settings(home=str(tmp_path)))
    client = app.test_client()
    answer = client.get("/sparql", query_string={"query": NAME, "format": "csv", "edition": old})
    assert "Het Dorp" in answer.text
    assert "Het Dorp" in client.get(f"/doc/organisatie/dorp?edition={old}").text
    refused = client.get(f"/zoeken?q=dorp&edition={old}")
    assert (refused.status_code, "Zoek in de nieuwste editie." in refused.text) == (501, True)
    app.extensions["gemeengoed-site"].close()


def test_editions_are_listed_with_what_changed(
    client: FlaskClient, editions: tuple[Path, str, str, str]
) -> None:
    _, first, second, _ = editions
    page = read_page(client.get("/edities").text)
    assert f"{second} (de editie van nu)" in page.text
    assert f"/?edition={first}" in page.links
    assert f"/edities/{first}..{second}" in page.links
    shown = read_page(client.get(f"/edities/{first}..{second}", headers={"Accept": FIREFOX}).text)
    assert "1 gewijzigd" in shown.text
    assert "/doc/organisatie/dorp" in shown.links
    back = read_page(client.get(f"/edities/{second}..{first}").text)
    assert "1 gewijzigd" in back.text
    assert "1 gewijzigd" in read_page(client.get("/edities").text).text


def test_difference_comes_as_a_patch_too(client: FlaskClient, editions: tuple[Path, str, str, str]) -> None:
    _, first, second, third = editions
    by_suffix = client.get(f"/edities/{first}..{second}.rdfp")
    assert (by_suffix.status_code, by_suffix.mimetype) == (200, "application/rdf-patch")
    by_accept = client.get(f"/edities/{first}..{second}", headers={"Accept": "application/rdf-patch"})
    assert by_accept.data == by_suffix.data
    assert b'"De Stad"@nl .\n' in by_suffix.data
    assert client.get(f"/edities/{first}..{third}").status_code == 410
    assert client.get(f"/edities/{first}..2001-01-01.1").status_code == 404
    assert client.get("/edities/a..b.rdfp").status_code == 404


def test_feed_tells_of_each_edition(client: FlaskClient, editions: tuple[Path, str, str, str]) -> None:
    second = editions[2]
    response = client.get("/edities.atom")
    assert response.mimetype == "application/atom+xml"
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(response.text)
    (entry,) = feed.findall(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == f"Editie {second}"
    assert "1 gewijzigd" in (entry.findtext(f"{atom}summary") or "")
    (link,) = entry.findall(f"{atom}link")
    assert client.get(urlsplit(link.get("href", "")).path).status_code == 200
    for part in (feed, entry):
        assert part.findtext(f"{atom}id", "").startswith("https://w3id.org/gemeengoed/")
        assert datetime.fromisoformat(part.findtext(f"{atom}updated", "")).tzinfo is not None


def test_edition_that_is_slow_to_open_holds_up_nobody_else(
    app: Flask, editions: tuple[Path, str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = app.extensions["gemeengoed-site"]
    app.test_client().get("/sparql?query=ASK{}")  # the published one is open before
    keeper._pinned.pop(editions[1], None)
    opening, go_on, opened, make = threading.Semaphore(0), threading.Event(), [], keeper._site

    def slowly(edition: Edition) -> Site:
        opening.release()
        assert go_on.wait(20)
        opened.append(make(edition))
        return opened[-1]

    monkeypatch.setattr(keeper, "_site", slowly)
    sites: list[Site] = []
    threads = [threading.Thread(target=lambda: sites.append(keeper.acquire(editions[1]))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert opening.acquire(timeout=20)
    assert app.test_client().get("/sparql?query=ASK{}").status_code == 200
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert len(opened) == 2
    assert (sites[0] is sites[1], sites[0].users) == (True, 2)
    for site in sites:
        keeper.release(site)
