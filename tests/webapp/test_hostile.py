"""What a partner delivers is shown as text and linked with care; nothing in it is ever executed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.webapp.conftest import PublishTurtle, open_site
from tests.webapp.markup import read_page

HOSTILE = r"""
<organisatie/kwaad> a org:Organization ;
  skos:prefLabel "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"@nl ;
  skos:altLabel "</title></dd><style>*{display:none}</style>"@nl ;
  dct:description "{{ 7*7 }} <b onclick='x'>vet</b> {% raw %}"@nl ;
  dct:references <javascript:alert(document.domain)> ;
  dct:subject <thema/onbekend> .
<doel/9> a gg:Doel ; skos:prefLabel "Doel zonder termijn"@nl ;
  gg:formulering "Ooit <b>beter</b>."@nl ; gg:gesteldDoor <organisatie/kwaad> .
<wet/proef> a eli:LegalResource ; skos:prefLabel "Wet zonder status"@nl .
<wet/oud> a eli:LegalResource ; skos:prefLabel "Oude wet"@nl ;
  eli:in_force <http://data.europa.eu/eli/ontology#InForce-notInForce> .
<wet/half> a eli:LegalResource ; skos:prefLabel "Halve wet"@nl ;
  eli:in_force <http://data.europa.eu/eli/ontology#InForce-partiallyInForce> .
<plaats/hier> a dct:Location ; skos:prefLabel "Hier"@nl .
<initiatief/daar> a gg:Initiatief ; skos:prefLabel "Buurttuin"@nl ; dct:spatial <plaats/hier> .
<document/gids> dct:title "Street guide"@en .
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, publish_turtle: PublishTurtle) -> Iterator[FlaskClient]:
    home = tmp_path_factory.mktemp("kwaad")
    publish_turtle(home, HOSTILE)
    for app in open_site(home):
        yield app.test_client()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/zoeken?q=alert",
        "/zoeken",
        "/doc/organisatie/kwaad",
        "/bronnen",
        "/doc/bron/proef-2026",
        "/doelen",
    ],
)
def test_hostile_text_stays_text(hostile: FlaskClient, path: str) -> None:
    html = hostile.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
    page = read_page(html)
    assert page.problems == []
    assert page.strange_scripts() == page.all("style") == []
    assert [v for v in page.all("img") if not str(v["src"]).startswith("/static/")] == []
    assert [link for link in page.links if link.startswith("javascript:")] == []


def test_hostile_label_is_shown_as_it_was_delivered(hostile: FlaskClient) -> None:
    html = hostile.get("/doc/organisatie/kwaad", headers={"Accept": "text/html"}).get_data(as_text=True)
    text = read_page(html).text
    assert "<script>alert('x')</script>\"><img src=x onerror=alert(1)>" in text
    assert "{{ 7*7 }} <b onclick='x'>vet</b> {% raw %}" in text
    assert "javascript:alert(document.domain)" in text


def test_small_editions_have_whole_pages(hostile: FlaskClient) -> None:
    for path in ("/", "/doelen", "/bronnen", "/doc/doel/9", "/doc/plaats/hier", "/doc/initiatief/daar"):
        response = hostile.get(path, headers={"Accept": "text/html"})
        assert response.status_code == 200
        assert read_page(response.get_data(as_text=True)).problems == [], path


def test_goal_of_which_nothing_is_said_says_so(hostile: FlaskClient) -> None:
    text = read_page(hostile.get("/doelen").get_data(as_text=True)).text
    assert (
        "termijn niet genoemd Doel zonder termijn “Ooit <b>beter</b>.” Wie moet dit doen: niet genoemd."
        in text
    )


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("proef", "Of deze wet nu geldt, staat niet in onze bronnen."),
        ("oud", "Deze wet geldt niet."),
        ("half", "Een deel van deze wet geldt."),
    ],
)
def test_status_of_a_law_is_in_words(hostile: FlaskClient, ref: str, words: str) -> None:
    assert words in read_page(hostile.get(f"/doc/wet/{ref}").get_data(as_text=True)).text


def test_label_in_another_language_says_which(hostile: FlaskClient) -> None:
    page = read_page(hostile.get("/doc/document/gids").get_data(as_text=True))
    assert page.all("h1") == [{"lang": "en"}]


def test_initiative_without_place_or_begin_says_unknown(hostile: FlaskClient) -> None:
    assert (
        "begonnen in onbekend" in read_page(hostile.get("/doc/initiatief/daar").get_data(as_text=True)).text
    )
