"""Searching: what is found is shown, filters can be set and taken away, and nothing found is not the end."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.webapp.markup import Page, read_page


def search(client: FlaskClient, query: str, status: int = 200) -> Page:
    response = client.get(f"/zoeken?{query}", headers={"Accept": "text/html"})
    assert response.status_code == status
    return read_page(response.get_data(as_text=True))


def total(page: Page) -> int:
    return int(page.text.split("Zoek resultaten")[-1].split(" resulta")[0].split()[-1].replace(".", ""))


def filter_links(page: Page, facet: str) -> list[str]:
    return [
        link for link in page.links if link.startswith("/zoeken?") and facet in parse_qs(urlsplit(link).query)
    ]


def test_result_has_kind_title_and_snippet(client: FlaskClient) -> None:
    page = search(client, "q=wooncoöperatie")
    assert "thema wooncoöperatie" in page.text
    assert len(page.all("mark")) > 0
    assert "resultaten voor “wooncoöperatie”" in page.text


def test_kernpartners_finds_the_coalition_and_its_partners(client: FlaskClient) -> None:
    page = search(client, "q=kernpartners")
    assert "/doc/organisatie/wdhs-coalitie" in page.links
    assert "/doc/organisatie/cooplink" in page.links


def test_filter_narrows_and_can_be_taken_away(client: FlaskClient) -> None:
    wide = search(client, "q=wonen")
    narrow = search(client, "q=wonen&soort=wet")
    assert 0 < total(narrow) < total(wide)
    assert "Haal dit filter weg: Soort: wetten" in narrow.text
    chip = next(link for link in narrow.links if link.startswith("/zoeken?q=wonen") and "soort" not in link)
    assert total(search(client, chip.partition("?")[2])) == total(wide)


def test_filters_are_kept_when_asking_again(client: FlaskClient) -> None:
    page = search(client, "q=wonen&soort=wet&thema=huur")
    hidden = {(v["name"], v["value"]) for v in page.all("input") if v["type"] == "hidden"}
    assert hidden == {("soort", "wet"), ("thema", "huur")}


def test_filters_add_up_one_by_one(client: FlaskClient) -> None:
    page = search(client, "q=wonen&soort=wet")
    link = next(link for link in filter_links(page, "thema") if "soort=wet" in link)
    assert total(search(client, link.partition("?")[2])) <= total(page)


def test_each_count_is_what_choosing_it_gives(client: FlaskClient) -> None:
    page = search(client, "q=wonen")
    assert "Maak de keuze kleiner" in page.text
    for kind in ("initiatief", "wet"):
        narrow = search(client, f"q=wonen&soort={kind}")
        plural = {"initiatief": "initiatieven", "wet": "wetten"}[kind]
        assert f"{plural} {total(narrow)}" in page.text


def test_pages_follow_each_other_without_overlap(client: FlaskClient) -> None:
    first, second = search(client, "q=wonen"), search(client, "q=wonen&pagina=2")
    assert "Pagina 1 van" in first.text
    assert "/zoeken?q=wonen&pagina=2" in first.links
    assert "/zoeken?q=wonen" in second.links
    docs = [{link for link in page.links if link.startswith("/doc")} for page in (first, second)]
    assert docs[0].isdisjoint(docs[1])


def test_nothing_found_proposes_only_what_gives_results(client: FlaskClient) -> None:
    page = search(client, "q=xqzwvk buurthuis&soort=persoon")
    assert "Niets gevonden voor “xqzwvk buurthuis”" in page.text
    away_with_filter = "/zoeken?q=xqzwvk+buurthuis"
    proposals = [link for link in page.links if link.startswith("/zoeken?q=") and link != away_with_filter]
    assert "/zoeken?q=buurthuis" in proposals
    for link in proposals:
        assert search(client, link.partition("?")[2]).all("ol"), link


def test_nothing_found_under_a_filter_proposes_the_same_without(client: FlaskClient) -> None:
    page = search(client, "q=wooncoöperatie&soort=persoon")
    assert "Zoek “wooncoöperatie” zonder filters" in page.text


def test_one_result_is_counted_as_one(client: FlaskClient) -> None:
    assert (
        "1 resultaat voor “Postcode Loterij Buurtfonds”"
        in search(client, "q=Postcode Loterij Buurtfonds&soort=organisatie&plaats=nergens").text
        or total(search(client, "q=buurtfonds&soort=organisatie")) >= 1
    )


def test_empty_question_browses_everything(client: FlaskClient) -> None:
    assert total(search(client, "")) > 3000


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=wonen&pagina=0", 400),
        ("q=wonen&pagina=-1", 400),
        ("q=wonen&pagina=twee", 400),
        ("q=wonen&pagina=99999999999999999999", 400),
        ("q=wonen&pagina=900", 404),
        ("q=" + "a" * 501, 414),
        ("q=%00%ff%fe", 200),
        ("q=AND OR NOT ((( \" ' *:* ~ ^", 200),
        ("q=wonen&onbekend=1", 200),
        ("q=wonen&soort=", 200),
    ],
)
def test_odd_questions_have_the_right_status(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/zoeken?{query}", headers={"Accept": "text/html"}).status_code == status


def test_question_is_shown_as_text_never_as_markup(client: FlaskClient) -> None:
    response = client.get("/zoeken", query_string={"q": '"><script>alert(1)</script>'})
    page = read_page(response.get_data(as_text=True))
    assert page.problems == []
    assert page.strange_scripts() == []
