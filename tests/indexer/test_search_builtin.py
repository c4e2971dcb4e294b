"""What a resident hopes to find in the built-in edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.edition import Edition
from graph.store.interface import GraphStore
from indexer.document import documents_of
from indexer.engines import open_engine
from indexer.search import SearchEngine, SearchRequest

KERNPARTNERS = {
    "Cooplink",
    "Katalys",
    "Landelijke Vereniging voor Kleine Kernen",
    "LSA bewoners",
    "Nederland Zorgt Voor Elkaar",
    "Nederlandse Organisaties Vrijwilligerswerk",
    "Oranje Fonds",
    "Postcode Loterij Buurtfonds",
    "Stichting DOEN",
    "VSBfonds",
}


@pytest.fixture(scope="module")
def published(builtin_edition: Edition) -> Iterator[SearchEngine]:
    engine = open_engine(f"whoosh:{Path(builtin_edition.path) / 'index'}")
    yield engine
    engine.close()


def found(engine: SearchEngine, text: str, limit: int = 20) -> list[tuple[str, str]]:
    return [(hit.kind, hit.label) for hit in engine.search(SearchRequest(text, limit=limit)).hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("wooncoöperatie", ("thema", "wooncoöperatie")),
        ("wooncooperatie", ("thema", "wooncoöperatie")),
        ("woon-cooperaties", ("thema", "wooncoöperatie")),
        ("LSA", ("organisatie", "LSA bewoners")),
        ("lsa bewoners", ("organisatie", "LSA bewoners")),
        ("oranjefonds", ("organisatie", "Oranje Fonds")),
        ("Cooplink", ("organisatie", "Cooplink")),
        ("We Doen Het Samen coalitie", ("organisatie", "We Doen Het Samen-coalitie")),
        ("Wmo", ("wet", "Wet maatschappelijke ondersteuning 2015")),
        ("Woo", ("wet", "Wet open overheid")),
        ("Amersfoort", ("gemeente", "gemeente Amersfoort")),
        ("Utrecht", ("gemeente", "gemeente Utrecht")),
        ("uitdaagrecht", ("thema", "uitdaagrecht")),
        ("energiecoöperatie oprichten", ("thema", "energiecoöperatie")),
        ("buurthuizen", ("thema", "buurthuis")),
        ("Hoogland", ("plaats", "Hoogland")),
        ("De Warren", ("initiatief", "De Warren")),
        ("art 2.6.7 wmo", ("artikel", "artikel 2.6.7 Wet maatschappelijke ondersteuning 2015")),
        ("artikel 18a woningwet", ("artikel", "artikel 18a Woningwet")),
    ],
)
def test_first_hit_is_what_was_meant(published: SearchEngine, text: str, first: tuple[str, str]) -> None:
    assert found(published, text)[0] == first


def test_housing_cooperatives_lead_to_initiatives_law_and_organisation(published: SearchEngine) -> None:
    hits = found(published, "wooncoöperatie")
    assert ("initiatief", "De Warren") in hits[:10]
    assert ("artikel", "artikel 18a Woningwet") in hits[:12]
    assert ("organisatie", "Cooplink") in hits
    assert found(published, "wooncooperatie") == hits


@pytest.mark.parametrize("text", ["wooncoöperatie beginnen", "hoe begin ik een wooncoöperatie"])
def test_telling_that_it_is_a_plan_does_not_narrow_the_subject(published: SearchEngine, text: str) -> None:
    assert found(published, text) == found(published, "wooncoöperatie")


def test_words_of_a_plan_alone_are_sought(published: SearchEngine) -> None:
    assert ("thema", "oprichting") in found(published, "hoe begin ik")


def test_kernpartners_are_those_of_the_coalition(published: SearchEngine) -> None:
    hits = found(published, "kernpartners")
    assert {label for kind, label in hits[:10] if kind == "organisatie"} == KERNPARTNERS


def test_contested_kernpartners_are_shown_as_contested(published: SearchEngine) -> None:
    subtitles = {hit.label: hit.subtitle for hit in published.search(SearchRequest("kernpartners")).hits}
    assert subtitles["Stichting DOEN"].endswith("(bronnen verschillen)")
    assert subtitles["Postcode Loterij Buurtfonds"].endswith("(bronnen verschillen)")
    assert subtitles["Cooplink"] == "kernpartner van We Doen Het Samen-coalitie"


def test_right_to_challenge_leads_to_its_articles(published: SearchEngine) -> None:
    articles = {label for kind, label in found(published, "uitdaagrecht") if kind == "artikel"}
    assert "artikel 2.6.7 Wet maatschappelijke ondersteuning 2015" in articles


def test_initiatives_of_a_province_can_be_chosen(published: SearchEngine) -> None:
    answer = published.search(SearchRequest("", {"soort": ("initiatief",)}))
    provinces = [value for value in answer.facets["plaats"] if value.value.startswith("pv")]
    assert provinces
    for province in provinces:
        chosen = published.search(SearchRequest("", {"soort": ("initiatief",), "plaats": (province.value,)}))
        assert chosen.total == province.count


def test_titles_that_are_not_shown_are_not_found(published: SearchEngine) -> None:
    assert ("wet", "Opiumwet") not in found(published, "Opiumwet")


def test_every_entity_has_a_name_and_a_source(builtin_store: GraphStore, published: SearchEngine) -> None:
    documents = list(documents_of(builtin_store))
    assert published.count() == len(documents)
    assert [
        document.iri for document in documents if not document.sources or not document.label.strip()
    ] == []
