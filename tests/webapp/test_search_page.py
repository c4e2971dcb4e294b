"""Searching: what is found is shown, filters can be set and taken away, and nothing found is not the end."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.webapp.markup import Page, read_page


def search(client: FlaskClient, query: str, status: int = 200) -> Page:
    response = client.get(f"/zoeken?{query}", headers={"Accept": "text/html"})
    assert response.status_code == status
    return read_page(response.get_data(as_text=True))


def total(page: Page) -> int:
    return int(page.text.split("Zoek resultaten")[-1].split(" resulta")[0].split()[-1].replace(".", ""))


def results(client: FlaskClient, query: str) -> list[str]:
    """Addresses of the results, in order, without those of passages."""
    body = client.get(f"/zoeken?{query}").get_data(as_text=True)
    _, _, after = body.partition('<ol class="results">')
    return re.findall(r'<h3><a href="([^"]+)"', after.partition("</ol>")[0])


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
    pages = [results(client, "q=wonen"), results(client, "q=wonen&pagina=2")]
    assert set(pages[0]).isdisjoint(pages[1])


def test_nothing_found_proposes_only_what_gives_results(client: FlaskClient) -> None:
    page = search(client, "q=xqzwvk buurthuis&soort=persoon")
    assert "Niets gevonden voor “xqzwvk buurthuis”" in page.text
    away_with_filter = "/zoeken?q=xqzwvk+buurthuis"
    proposals = [link for link in page.links if link.startswith("/zoeken?q=") and link != away_with_filter]
    assert "/zoeken?q=buurthuis" in proposals
    for link in proposals:
        assert "letterlijk=1" in link or search(client, link.partition("?")[2]).all("ol"), link


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


@pytest.mark.parametrize(
    "query", ["q=wonen", "q=energie&soort=thema", "q=amersfoort&plaats=pv26", "jaar=2024"]
)
def test_every_filter_link_gives_the_count_beside_it(client: FlaskClient, query: str) -> None:
    body = client.get(f"/zoeken?{query}").get_data(as_text=True)
    side = body.partition('id="filters"')[2]
    choices = re.findall(
        r'<a href="([^"]+)"(?! aria-current)><span>[^<]*</span> <span class="count">([\d.]+)<', side
    )
    assert len(choices) > 3
    for href, count in choices:
        asked = html.unescape(href).partition("?")[2]
        facet, value = parse_qsl(asked)[-1]
        alone = {name: values for name, values in parse_qs(asked).items() if name != facet}
        narrow = search(client, urlencode({**alone, facet: value}, doseq=True))
        assert total(narrow) == int(count.replace(".", "")), href


def test_paging_meets_every_result_once(client: FlaskClient) -> None:
    count = total(search(client, "q=coöperatie"))
    pages = -(-count // 20)
    found = [link for page in range(1, pages + 1) for link in results(client, f"q=coöperatie&pagina={page}")]
    assert len(found) == len(set(found)) == count
    links = [unquote(link) for link in search(client, "q=coöperatie").links]
    assert f"/zoeken?q=coöperatie&pagina={pages}" in links


def test_a_repair_is_said_with_a_way_back(client: FlaskClient) -> None:
    page = search(client, "q=gemeentte amersfort")
    assert "Gezocht is op “amersfoort” in plaats van “amersfort”." in page.text
    literal = search(client, "q=gemeentte amersfort&letterlijk=1")
    assert "Gezocht is letterlijk op wat u typte." in literal.text
    assert "/zoeken?q=gemeentte+amersfort&letterlijk=1" in page.links
    assert "/zoeken?q=gemeentte+amersfort" in literal.links


def test_other_names_are_told_with_why(client: FlaskClient) -> None:
    page = search(client, "q=erfbelasting goed doel")
    assert "Ook gezocht op: " in page.text
    assert "“goed doel”: ANBI (" in page.text


def test_subjects_and_places_hang_under_wider_ones(client: FlaskClient) -> None:
    items = search(client, "q=wooncoöperatie").all("li")
    assert {"class": "under"} in items


def test_what_is_near_tells_how_far(client: FlaskClient) -> None:
    page = search(client, "q=dorpsmolen bij leeuwarden")
    assert "Eerst wat binnen 15 km van gemeente Leeuwarden ligt" in page.text
    assert "initiatief, op " in page.text
    strict = search(client, "nabij=52.1561,5.3878&afstand=2&sorteer=afstand")
    assert "Haal dit filter weg: Nabij: 2 km rond 52.16, 5.39" in strict.text


def test_a_range_of_years_is_one_filter(client: FlaskClient) -> None:
    page = search(client, "soort=evenement&van=2017&tot=2019")
    assert "Haal dit filter weg: Jaar: 2017 tot en met 2019" in page.text
    meeting = "/doc/evenement/cooplink-netwerkbijeenkomst-2018-06-16"
    assert results(client, "soort=evenement&jaar=2017..2019") == [meeting]


def test_a_law_shows_the_article_that_answers(client: FlaskClient) -> None:
    page = search(client, "q=soort:wet taken die initiatieven uitvoeren")
    assert any("artikel%3D2.6.7" in link or "artikel=2.6.7" in link for link in page.links)


def test_related_things_are_named_where_one_thing_is_meant(client: FlaskClient) -> None:
    assert "Verwant: " in search(client, "q=Cooplink").text
    assert "Verwant: " not in search(client, "q=samen wonen").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("q=wonen&sorteer=kleur", "Er is geen volgorde “kleur”"),
        ("q=wonen&sorteer=afstand", "Sorteren op afstand vraagt om een plaats."),
        ("nabij=hier", "nabij is"),
        ("afstand=5", "Bij afstand hoort een plaats."),
        ("letterlijk=ja", "letterlijk is"),
        ("van=toen&tot=2019", "zijn geen jaren"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_sentence(client: FlaskClient, query: str, sentence: str) -> None:
    text = search(client, query, 400).text
    assert sentence.replace("“", '"').replace("”", '"') in text.replace("“", '"').replace("”", '"')
