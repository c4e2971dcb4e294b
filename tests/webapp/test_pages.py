"""The pages that everybody visits: they answer, read well, and say what they should."""

from __future__ import annotations

from urllib.parse import urldefrag

import pytest
from flask.testing import FlaskClient

from ontology.iris import DEFAULT_BASE
from tests.webapp.markup import DATA, Page, read_page

WMO = "https://wetten.overheid.nl/BWBR0035362/"
AMERSFOORT = "https://identifier.overheid.nl/tooi/id/gemeente/gm0307"
PAGES = (
    "/",
    "/doelen",
    "/bronnen",
    "/def",
    "/thesaurus",
    "/sparql",
    "/zoeken",
    "/zoeken?q=wooncoöperatie",
    "/zoeken?q=wonen&soort=initiatief&pagina=1",
    "/zoeken?q=xqzwvk",
    "/doc/organisatie/cooplink",
    "/doc/organisatie/wdhs-coalitie",
    "/doc/organisatie/postcode-loterij-buurtfonds",
    "/doc/doel/1",
    "/doc/doel/3",
    "/doc/actieprogramma/wdhs-2025-2030",
    "/doc/thema/wonen",
    "/doc/initiatief/ecodorp-boekel",
    "/doc/indicator/aantal-burgerenergiecollectieven",
    "/doc/persoon/ahmed-marcouch",
    "/doc/bron/cooplink-2024",
    "/doc/lidmaatschap/cooplink-wdhs",
    "/doc/bewering/stichting-doen-kernpartner-volgens-vsbfonds",
    f"/doc?iri={WMO}",
    "/doc?iri=https://wetten.overheid.nl/jci1.3:c:BWBR0035362%26artikel%3D2.6.7",
    f"/doc?iri={AMERSFOORT}",
    "/doc?iri=https://identifier.overheid.nl/tooi/id/provincie/pv26",
)


def read(client: FlaskClient, path: str, status: int = 200) -> Page:
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == status, path
    assert response.mimetype == "text/html"
    return read_page(response.get_data(as_text=True))


def final_status(client: FlaskClient, path: str) -> int:
    # A file is only closed with its response.
    with client.get(path, follow_redirects=True, headers={"Accept": "text/html"}) as response:
        return response.status_code


@pytest.mark.parametrize("path", PAGES)
def test_page_is_well_formed(client: FlaskClient, path: str) -> None:
    assert read(client, path).problems == []


def test_every_internal_link_of_the_pages_leads_somewhere(client: FlaskClient) -> None:
    links = {urldefrag(link)[0] for path in PAGES for link in read(client, path).links}
    internal = sorted(link for link in links if link.startswith("/"))
    assert len(internal) > 300
    assert [link for link in internal if final_status(client, link) != 200] == []


def test_links_to_parts_of_a_page_lead_to_something(client: FlaskClient) -> None:
    for path in PAGES:
        page = read(client, path)
        ids = {values.get("id") for _, values in page.tags}
        assert [link for link in page.links if link.startswith("#") and link[1:] not in ids] == [], path


def test_pages_load_nothing_from_elsewhere_and_run_one_script_of_ours(client: FlaskClient) -> None:
    for path in PAGES:
        page = read(client, path)
        loaded = [v["href"] for v in page.all("link") if v.get("rel") in {"stylesheet", "icon"}]
        loaded += [v["src"] for tag in ("img", "script") for v in page.all(tag) if v != DATA]
        assert {str(link).split("/")[1] for link in loaded} == {"static"}
        assert page.strange_scripts() == []


def test_external_links_are_web_addresses(client: FlaskClient) -> None:
    for path in PAGES:
        outside = [link for link in read(client, path).links if not link.startswith(("/", "#"))]
        assert [link for link in outside if not link.startswith(("https://", "http://"))] == []


def test_home_shows_the_five_goals_in_order_of_their_term(client: FlaskClient) -> None:
    text = read(client, "/").text
    places = [text.index(f"Doel {number}:") for number in (5, 2, 3, 1, 4)]
    assert places == sorted(places)


def test_goals_are_quoted_literally_with_term_and_who_has_to_act(client: FlaskClient) -> None:
    text = read(client, "/doelen").text
    assert "“In 2030 is er passende financiering voor lokale gemeenschappen in Nederland.”" in text
    assert "uiterlijk in 2027 Doel 3: wetten versterken lokale gemeenschappen" in text
    assert text.count("Wie moet dit doen: niet genoemd.") == 2
    assert "Wie moet dit doen: landelijke overheid." in text


def test_since_when_cooplink_takes_part_is_marked_as_inferred(client: FlaskClient) -> None:
    text = read(client, "/doc/organisatie/cooplink").text
    assert "kernpartner van We Doen Het Samen-coalitie, sinds 13 april 2024 afgeleid" in text


def test_unknown_start_date_is_shown_as_unknown(client: FlaskClient) -> None:
    text = read(client, "/doc/organisatie/postcode-loterij-buurtfonds").text
    assert "kernpartner van We Doen Het Samen-coalitie, sinds: onbekend" in text


def test_contradicted_statement_is_marked_and_both_sides_are_shown(client: FlaskClient) -> None:
    text = read(client, "/doc/organisatie/postcode-loterij-buurtfonds").text
    assert "sinds: onbekend tegengesproken" in text
    assert "Bronnen spreken elkaar tegen" in text
    assert "Stichting DOEN is kernpartner, volgens VSBfonds" in text


def test_uncontested_page_has_no_contradictions(client: FlaskClient) -> None:
    text = read(client, "/doc/organisatie/cooplink").text
    assert "tegengesproken" not in text
    assert "spreken elkaar tegen" not in text


def test_every_fact_names_source_and_date_and_links_to_the_source(client: FlaskClient) -> None:
    page = read(client, "/doc/organisatie/cooplink")
    assert "vertegenwoordigt lokale gemeenschappen Het zijn organisaties" in page.text
    assert page.text.count("Bron:") >= len(page.all("dt"))
    assert "https://www.cooplink.nl/nieuws/cooplink-sluit-aan-bij-we-doen-het-samen-coalitie" in page.links


def test_goal_without_actor_says_so(client: FlaskClient) -> None:
    assert "wie het moet doen niet genoemd" in read(client, "/doc/doel/1").text


def test_goal_page_opens_with_its_literal_wording(client: FlaskClient) -> None:
    page = read(client, "/doc/doel/3")
    assert page.all("blockquote")[0] == {"lang": "nl"}
    assert "gemeenschappen.” tegengesproken Bron: Cooplink" in page.text
    assert (
        "“Uiterlijk 2027 zorgt de landelijke overheid dat relevante (nieuw of te herziene) wetten"
        in page.text
    )


def test_law_says_in_words_whether_it_holds_and_links_to_the_official_text(client: FlaskClient) -> None:
    page = read(client, f"/doc?iri={WMO}")
    assert "Deze wet geldt. Zo was het op" in page.text
    assert WMO in page.links
    assert "https://wetten.overheid.nl/jci1.3:c:BWBR0035362&artikel=2.6.7" in page.links
    assert "artikel 2.6.7, over" in page.text


def test_repealed_law_says_so_and_names_its_successor(client: FlaskClient) -> None:
    text = read(client, "/doc?iri=https://wetten.overheid.nl/BWBR0005252/").text
    assert "geldt niet" in text
    assert "Wet open overheid" in text


def test_municipality_shows_province_neighbours_villages_and_that_no_initiative_is_known(
    client: FlaskClient,
) -> None:
    page = read(client, f"/doc?iri={AMERSFOORT}")
    assert "ligt in provincie provincie Utrecht" in page.text
    assert "grenst aan Baarn Barneveld Bunschoten" in page.text
    assert "Hoogland" in page.text
    assert "Nog niets bekend" in page.text
    assert len(page.all("path")) == 2


def test_initiatives_in_villages_count_for_the_municipality(client: FlaskClient) -> None:
    text = read(client, "/doc?iri=https://identifier.overheid.nl/tooi/id/gemeente/gm1676").text
    assert "Bosonderhoud Sirjansland" in text


def test_territory_is_told_on_the_page_of_its_municipality(client: FlaskClient) -> None:
    response = client.get("/doc/plaats/gm0307", headers={"Accept": "text/html"})
    assert (response.status_code, response.location) == (303, f"/doc?iri={AMERSFOORT}")
    assert client.get("/doc/plaats/gm0307.ttl").status_code == 200


def test_village_page_links_to_its_municipality(client: FlaskClient) -> None:
    page = read(client, "/doc/plaats/wof101807461")
    assert "ligt in" in page.text
    assert any(
        link.startswith("/doc?iri=https://identifier.overheid.nl/tooi/id/gemeente/") for link in page.links
    )


def test_what_a_theme_says_itself_is_not_told_again_from_the_other_side(client: FlaskClient) -> None:
    page = read(client, "/doc/thema/wonen")
    assert page.text.count(" omvat ") == 1
    assert page.links.count("/doc/thema/wooncooperatie") == 1


def test_geometry_is_not_printed(client: FlaskClient) -> None:
    assert "coordinates" not in read(client, f"/doc?iri={AMERSFOORT}").text


def test_mayor_is_of_arnhem_and_that_is_marked_as_inferred(client: FlaskClient) -> None:
    text = read(client, "/doc/functie/burgemeester-marcouch").text
    assert "gemeente Arnhem" in text
    assert "afgeleid" in text


def test_conflicting_measurements_name_each_other(client: FlaskClient) -> None:
    text = read(client, "/doc/waarneming/collectieven-2022-hier").text
    assert "burgerenergiecollectieven in 2022: 702 (Nieuws.nl)" in text


def test_sources_are_listed_with_their_licence(client: FlaskClient) -> None:
    page = read(client, "/bronnen")
    assert "We Doen Het Samen-coalitie Cooplink, vermoedelijk april 2024." in page.text
    assert "CC BY 4.0" in page.text
    assert "april 2024. Geen licentie vermeld; feiten met bronvermelding. naar de bron" in page.text
    assert "Licentie: CC BY 4.0. Bron: CBS, Kadaster." in page.text


def test_front_page_says_that_ended_municipalities_are_counted(client: FlaskClient) -> None:
    assert "605 gemeenten, nu en vroeger" in read(client, "/").text


def test_list_of_sources_names_who_tells_what_lies_and_happened_in_an_area(client: FlaskClient) -> None:
    listed = read(client, f"/doc?iri={AMERSFOORT}").text.partition("Bronnen van deze pagina")[2]
    assert "Who's On First: plaatsen in Nederland" in listed
    assert "Netwerkbijeenkomst Cooplink 16 juni 2018" in listed


def test_what_the_article_says_of_the_mayor_names_no_municipality(client: FlaskClient) -> None:
    said = read(client, "/doc/persoon/ahmed-marcouch").text.partition("bekleedt ")[2].partition(" Bron:")[0]
    assert said == "burgemeester Burgemeester Achmed Marcouch"
    assert "gemeente Arnhem" in read(client, "/doc/functie/burgemeester-marcouch").text


def test_page_says_its_permanent_reference_and_edition(client: FlaskClient) -> None:
    text = read(client, "/doc/organisatie/cooplink").text
    assert f"Vaste verwijzing: {DEFAULT_BASE}/id/organisatie/cooplink" in text
    assert "Editie 20" in text


def test_a_date_that_we_inferred_does_not_look_stated(client: FlaskClient) -> None:
    assert "Bron: Cooplink, vermoedelijk april 2024" in read(client, "/doc/organisatie/cooplink").text
    stated = read(client, "/doc?iri=https://identifier.overheid.nl/tooi/id/gemeente/gm0307").text
    assert "Bron: KOOP, 29 januari 2026" in stated


def test_a_source_of_our_own_is_shown_here(client: FlaskClient) -> None:
    links = read(client, "/doc/thema/wonen").links + read(client, "/bronnen").links
    assert "/doc/bron/gemeengoed-themas" in links
    assert "https://w3id.org/gemeengoed/id/thema" not in links


def test_a_page_tells_what_its_text_mentions_and_where_it_is_mentioned_itself(client: FlaskClient) -> None:
    law = client.get("/doc?iri=https://wetten.overheid.nl/BWBR0005181/", headers={"Accept": "text/html"})
    assert "noemt" in read_page(law.get_data(as_text=True)).text
    theme = client.get("/doc/thema/wooncooperatie", headers={"Accept": "text/html"})
    text = read_page(theme.get_data(as_text=True)).text
    assert "genoemd in" in text
    assert "afgeleid" in text.partition("genoemd in")[2]
