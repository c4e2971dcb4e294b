"""The kept questions as pages: filled in by name or IRI, answered as a table, and wrong in plain words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph import questions
from graph.questions import GROUPS, list_questions
from tests.webapp.markup import Page, read_page
from webapp import create_app
from webapp.settings import Settings

UTRECHT = "https://w3id.org/gemeengoed/id/plaats/gm0344"
NEIGHBOURS = "/vragen/buurgemeenten"


def page_of(client: FlaskClient, path: str, status: int = 200, **arguments: str) -> Page:
    response = client.get(path, query_string=arguments or None, headers={"Accept": "text/html"})
    assert response.status_code == status
    page = read_page(response.text)
    assert page.problems == []
    return page


def files_of(page: Page) -> list[str]:
    return [link for link in page.links if "format=" in link]


def test_every_question_stands_once_under_its_heading(client: FlaskClient) -> None:
    page = page_of(client, "/vragen")
    links = [link for link in page.links if link.startswith("/vragen/")]
    assert links == [f"/vragen/{question.name}" for question in list_questions()]
    positions = [page.text.index(group.nl) for group in GROUPS]
    assert positions == sorted(positions)


@pytest.mark.parametrize("question", list_questions(), ids=lambda one: one.name)
def test_every_question_is_a_page_with_its_answer(client: FlaskClient, question: questions.Question) -> None:
    page = page_of(client, f"/vragen/{question.name}")
    assert question.nl in page.text
    assert question.en in page.text
    assert ("Wij vonden niets" in page.text) == (question.group == questions.WAITING)
    assert len(files_of(page)) == 4


def test_things_stand_there_once_by_name_and_lead_to_their_page(client: FlaskClient) -> None:
    page = page_of(client, NEIGHBOURS)
    assert "9 rijen" in page.text
    assert "gemeente Bunnik provincie Utrecht bunnik.nl" in page.text
    assert len(page.all("th")) == 3
    assert "/doc?iri=https://identifier.overheid.nl/tooi/id/gemeente/gm0312" in page.links
    assert "https://bunnik.nl/" in page.links


@pytest.mark.parametrize(
    "typed", ["Den Haag", "'s-gravenhage", "https://w3id.org/gemeengoed/id/plaats/gm0518"]
)
def test_a_place_is_filled_in_by_any_of_its_names(client: FlaskClient, typed: str) -> None:
    page = page_of(client, NEIGHBOURS, gemeente=typed)
    assert "Welke gemeenten grenzen aan 's-Gravenhage" in page.text
    assert "gemeente Rijswijk" in page.text
    assert [one["value"] for one in page.all("input") if one.get("name") == "gemeente"] == ["'s-Gravenhage"]


def test_field_of_few_is_a_list_and_of_many_a_box_that_proposes(client: FlaskClient) -> None:
    page = page_of(client, "/vragen/cq09_initiatieven_in_de_buurt", provincie="Gelderland")
    chosen = [option["value"] for option in page.all("option") if "selected" in option]
    assert chosen == ["https://w3id.org/gemeengoed/id/plaats/pv25"]
    assert [one["list"] for one in page.all("input") if "list" in one] == ["namen-gemeente"]
    assert len(page.all("option")) == 12 + 342


def test_date_that_is_filled_in_is_read_and_written_in_words(client: FlaskClient) -> None:
    page = page_of(client, "/vragen/herindelingen_sinds", sinds="2022-06-01")
    assert "Welke gemeenten zijn sinds 1 juni 2022 opgeheven" in page.text
    assert "31 december 2022" in page.text
    assert "gemeente Weesp" not in page.text


@pytest.mark.parametrize(
    ("path", "arguments", "sentence"),
    [
        (NEIGHBOURS, {"gemeente": "Utrect"}, "Bedoelt u Utrecht"),
        (NEIGHBOURS, {"gemeente": "<script>alert(1)</script>"}, "<script>alert(1)</script>"),
        ("/vragen/herindelingen_sinds", {"sinds": "gisteren"}, "is geen datum"),
        ("/vragen/cq04_doelen_voor_2027", {"tot": "20x"}, "is geen jaar"),
        ("/vragen/cq09_initiatieven_in_de_buurt", {"afstand": "9999"}, "hoogstens 500"),
    ],
)
def test_value_that_does_not_fit_is_kept_with_what_to_do(
    client: FlaskClient, path: str, arguments: dict[str, str], sentence: str
) -> None:
    page = page_of(client, path, 400, **arguments)
    assert sentence in page.text
    assert "Deze vraag is niet beantwoord" in page.text
    [field] = [one for one in page.all("input") if "aria-invalid" in one]
    assert field["value"] in arguments.values()
    assert page.strange_scripts() == []
    assert page.all("table") == []


@pytest.mark.parametrize("name", ["cq99", "..%2Fquestions", "buurgemeenten.rq", "velden"])
def test_unknown_question_is_not_found(client: FlaskClient, name: str) -> None:
    page_of(client, f"/vragen/{name}", 404)


def test_nothing_found_says_what_that_means(client: FlaskClient) -> None:
    page = page_of(client, "/vragen/regelingen_met_een_woord", woord='xq" } #')
    assert "Wij vonden niets" in page.text
    assert "niet dat het er niet is" in page.text
    assert '“xq" } #”' in page.text


def test_files_and_sparql_ask_the_same_with_the_same_values(client: FlaskClient) -> None:
    page = page_of(client, NEIGHBOURS, gemeente="Boekel")
    [as_csv] = [link for link in files_of(page) if link.endswith("csv")]
    rows = list(csv.DictReader(io.StringIO(client.get(as_csv).text)))
    assert "gemeente Meierijstad" in [row["naam"] for row in rows]
    [sparql] = [link for link in page.links if link.startswith("/sparql?") and "format" not in link]
    assert "# Boekel" in parse_qs(urlsplit(sparql).query)["query"][0]
    assert "gemeente Meierijstad" in client.get(sparql, headers={"Accept": "text/html"}).text


def test_address_to_share_asks_the_same_again(client: FlaskClient) -> None:
    page = page_of(client, NEIGHBOURS, gemeente="boekel")
    [share] = [link for link in page.links if link.startswith("http://localhost/")]
    assert share.startswith("http://localhost/vragen/buurgemeenten?gemeente=https://w3id.org/")
    again = page_of(client, share.removeprefix("http://localhost"))
    assert again.text == page.text


def test_long_answer_says_that_it_is_the_beginning(client: FlaskClient) -> None:
    page = page_of(client, "/vragen/cq20_afgeleide_uitspraken")
    assert "De eerste 500 van 1" in page.text
    assert len(page.all("tr")) == 501


@pytest.fixture
def slow_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
    text = f"# nl: Wat?\n# en: What?\n# groep: bronnen\n\n{query}\n"
    (tmp_path / "traag.rq").write_text(text, encoding="utf-8")
    monkeypatch.setattr(questions, "FOLDER", tmp_path)


@pytest.mark.usefixtures("slow_question")
def test_question_past_its_limits_is_a_page_that_says_so(client: FlaskClient) -> None:
    response = client.get("/vragen/traag")
    assert response.status_code in {400, 503}
    page = read_page(response.text)
    assert page.problems == []
    assert "Deze vraag is niet beantwoord" in page.text


@pytest.fixture
def small_client(tmp_path: Path, publish_turtle) -> Iterator[FlaskClient]:  # type: ignore[no-untyped-def]
    publish_turtle(tmp_path, '<organisatie/een> a org:Organization ; skos:prefLabel "Een <b>"@nl .')
    app: Flask = create_app(Settings(home=str(tmp_path)))
    yield app.test_client()
    app.extensions["gemeengoed-site"].close()


def test_edition_without_the_example_says_what_is_asked(
    small_client: FlaskClient,
) -> None:
    page = page_of(small_client, "/vragen/cq19_namen_van_een_organisatie")
    assert "Onder welke namen is LSA bewoners bekend?" in page.text
    assert "Wij vonden niets" in page.text
    assert [("selected" in option) for option in page.all("option")] == [True, False]
    found = page_of(small_client, "/vragen/cq19_namen_van_een_organisatie", organisatie="een <b>")
    assert "Onder welke namen is Een <b> bekend?" in found.text
    assert found.all("b") == []
