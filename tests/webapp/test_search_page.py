"""Searching: what is found is shown, filters can be set and taken away, and nothing found is not the end."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.columns import FACETS
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
    box = [tag for tag, _ in page.tags].index("button")
    hidden = [
        [(v["name"], v["value"]) for tag, v in part if tag == "input" and v["type"] == "hidden"]
        for part in (page.tags[:box], page.tags[box:])
    ]
    assert hidden[0] == [("soort", "wet"), ("thema", "huur")]
    assert {("q", "wonen"), ("soort", "wet"), ("thema", "huur")} == set(hidden[1])


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
    "query",
    [
        "q=wonen",
        "q=energie&soort=thema",
        "q=amersfoort&plaats=pv26",
        "jaar=2024",
        "q=dorp nabij Zeist",
        "nabij=Zeist&afstand=5&plaats=gm0355&sorteer=afstand",
        "q=gemeentte wonen&letterlijk=1",
        "jaar=2017..2020&soort=organisatie&soort=evenement",
    ],
)
def test_every_filter_link_gives_the_count_beside_it(client: FlaskClient, query: str) -> None:
    body = client.get(f"/zoeken?{query}").get_data(as_text=True)
    side = body.partition('id="filters"')[2]
    choices = re.findall(
        r'<a href="([^"]+)"(?! aria-current)><span>[^<]*</span> <span class="count">([\d.]+)<', side
    )
    assert len(choices) > 3
    for href, count in choices:
        asked = parse_qs(html.unescape(href).partition("?")[2])
        [(facet, value)] = [
            (name, value)
            for name in FACETS
            for value in asked.get(name, ())
            if value not in parse_qs(query).get(name, ())
        ]
        narrow = search(client, urlencode({**asked, facet: value}, doseq=True))
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


def test_subjects_and_places_hang_in_lists_under_wider_ones(client: FlaskClient) -> None:
    body = client.get("/zoeken?q=hoogland").get_data(as_text=True)
    _, _, under = body.partition("provincie Utrecht</span>")
    assert under
    assert re.match(
        r"[^<]*<span class=\"count\">\d+</span></a>\s*<ul>\s*<li><a [^>]*><span>gemeente A", under
    )


def test_what_hangs_under_a_choice_opens_on_demand_and_is_all_there(client: FlaskClient) -> None:
    body = client.get("/zoeken?q=").get_data(as_text=True)
    assert "<summary>Onder provincie Zuid-Holland (110)</summary>" in body
    assert "En nog" not in body
    links = {link for link in read_page(body).links if link.startswith("/zoeken?plaats=")}
    assert len(links) == 605 + 12
    chosen = client.get("/zoeken?plaats=gm0307").get_data(as_text=True)
    assert "<summary>Onder provincie Utrecht" not in chosen


def test_what_is_near_tells_how_far(client: FlaskClient) -> None:
    page = search(client, "q=dorpsmolen bij leeuwarden")
    assert "Eerst wat binnen 15 km van gemeente Leeuwarden ligt" in page.text
    assert re.search(r"initiatief, op (\d+|minder dan 1) km", page.text)
    strict = search(client, "nabij=52.1561,5.3878&afstand=2&sorteer=afstand")
    assert "Haal dit filter weg: Nabij: 2 km rond 52.16, 5.39" in strict.text


def test_a_place_can_be_chosen_in_a_form_that_keeps_the_rest(client: FlaskClient) -> None:
    page = search(client, "q=dorpen in de buurt van Zeist&soort=plaats&sorteer=naam")
    fields = [(tag, v.get("name"), v.get("value")) for tag, v in page.tags if tag in {"input", "option"}]
    at = fields.index(("input", "nabij", "gemeente Zeist"))
    assert fields[at - 3 : at] == [
        ("input", "q", "dorpen"),
        ("input", "soort", "plaats"),
        ("input", "sorteer", "naam"),
    ]
    assert ("option", None, "25") in fields
    chosen = search(client, "q=dorpen&soort=plaats&nabij=gemeente Zeist&afstand=25")
    assert "Haal dit filter weg: Nabij: 25 km rond gemeente Zeist" in chosen.text


def test_a_distance_can_be_changed_wherever_the_place_stands(client: FlaskClient) -> None:
    for asked in ("q=plaats+nabij+Zeist", "q=plaats&nabij=Zeist", "q=plaats&nabij=52.09,5.23"):
        page = search(client, asked)
        wide, narrow = f"/zoeken?{asked}&afstand=50", f"/zoeken?{asked}&afstand=5"
        links = [unquote(link) for link in page.links]
        assert {wide, narrow} <= set(links), links
        assert total(search(client, f"{asked}&afstand=50")) > total(search(client, f"{asked}&afstand=5"))


def test_no_link_or_form_asks_to_sort_by_distance_without_a_place(client: FlaskClient) -> None:
    for asked in (
        "q=dorpen+nabij+Zeistt&sorteer=afstand&soort=plaats",
        "nabij=Zeist&afstand=5&sorteer=afstand",
    ):
        page = search(client, asked)
        for link in {link for link in page.links if link.startswith("/zoeken?")}:
            assert client.get(link, headers={"Accept": "text/html"}).status_code == 200, link
    page = search(client, "q=dorpen nabij Zeist&sorteer=afstand&afstand=5")
    names = [v.get("name") for v in page.all("input")]
    assert names[: names.index("q") + 2] == ["q", "q"]  # the first form has nothing but the box


def test_nothing_in_the_circle_proposes_a_wider_one_that_has_it(client: FlaskClient) -> None:
    page = search(client, "q=dorpsmolen&nabij=Harlingen&afstand=5")
    assert "Niets gevonden voor “dorpsmolen”" in page.text
    found = re.search(r"Zoek binnen (\d+) km \((\d+)\)", page.text)
    assert found is not None
    wider = search(client, f"q=dorpsmolen&nabij=Harlingen&afstand={found[1]}")
    assert total(wider) == int(found[2]) > 0


def test_nothing_in_a_province_proposes_the_same_elsewhere(client: FlaskClient) -> None:
    page = search(client, "q=crowdfunding nabij Drenthe")
    assert "gezocht is in provincie Drenthe" in page.text
    found = re.search(r"Zoek “crowdfunding” zonder filters \((\d+)\)", page.text)
    assert found is not None
    assert "/zoeken?q=crowdfunding" in page.links
    assert total(search(client, "q=crowdfunding")) == int(found[1]) > 0


def test_namesakes_of_a_place_are_links(client: FlaskClient) -> None:
    page = search(client, "q=zorg nabij Bergen")
    assert "Bedoelde u: zorg nabij gemeente Bergen (NH)" in page.text
    other = search(client, "q=zorg nabij gemeente Bergen (NH)")
    assert "Bedoelde u" not in other.text


def test_a_misspelt_place_is_repaired_and_said(client: FlaskClient) -> None:
    typed = search(client, "q=zorg nabij amersfortt")
    assert "Gezocht is op “gemeente Amersfoort” in plaats van “amersfortt”." in typed.text
    chosen = search(client, "nabij=amersfortt")
    assert "Wij kennen geen “amersfortt”; gezocht is rond gemeente Amersfoort." in chosen.text


def test_a_filter_that_nothing_has_any_more_keeps_its_name(client: FlaskClient) -> None:
    page = search(client, "q=wooncoöperatie&plaats=gm0307&soort=wet")
    assert "Haal dit filter weg: Plaats: gemeente Amersfoort" in page.text


def test_a_filter_that_nobody_knows_is_said_to_find_nothing(client: FlaskClient) -> None:
    page = search(client, "q=wonen&soort=kasteel")
    assert "Het filter soort=kasteel komt in deze editie niet voor en vindt niets." in page.text
    assert "Zoek “wonen” zonder filters (" in page.text
    empty = search(client, "plaats=nergens").text
    assert "Niets gevonden Maak de keuze kleiner Het filter plaats=nergens" in empty


def test_a_range_of_years_is_one_filter(client: FlaskClient) -> None:
    page = search(client, "soort=evenement&van=2017&tot=2019")
    assert "Haal dit filter weg: Jaar: 2017 tot en met 2019" in page.text
    boxes = {v["name"]: v["value"] for v in page.all("input") if v.get("name") in {"van", "tot"}}
    assert boxes == {"van": "2017", "tot": "2019"}
    assert "Haal dit filter weg: Jaar: vanaf 2025" in search(client, "van=2025").text
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
        ("nabij=hierenginds", 'Wij weten niet waar "hierenginds" ligt.'),
        ("nabij=91,5", "nabij is"),
        ("nabij=Zeist&afstand=ver", "afstand is"),
        ("afstand=5", "Bij afstand hoort een plaats."),
        ("letterlijk=ja", "letterlijk is"),
        ("van=toen&tot=2019", "zijn geen jaren"),
        ("jaar=gisteren", "jaar is"),
        ("jaar=2017..x", "jaar is"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_sentence(client: FlaskClient, query: str, sentence: str) -> None:
    text = search(client, query, 400).text
    assert sentence.replace("“", '"').replace("”", '"') in text.replace("“", '"').replace("”", '"')


def test_nothing_found_proposes_each_other_question_once(client: FlaskClient) -> None:
    body = client.get("/zoeken?q=blurp").get_data(as_text=True)
    links = re.findall(r'href="(/zoeken\?q=[^"]+)"', body.partition("<main")[2])
    assert links
    assert len(links) == len(set(links))
