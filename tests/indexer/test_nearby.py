"""What is near: places read out of a question, distances, years and points of the built-in data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.edition import Edition
from indexer.engines import open_engine
from indexer.explain import explain
from indexer.gazetteer import Gazetteer
from indexer.interpret.nearby import KILOMETRES, MOST_KILOMETRES, nearby_in, place_named
from indexer.search import Change, Circle, FacetValue, SearchRequest
from indexer.searching import Search
from ontology.errors import SearchQueryError


@pytest.fixture(scope="module")
def built(builtin_edition: Edition) -> Iterator[Search]:
    with closing(open_engine(f"whoosh:{builtin_edition.index_path}")) as engine:
        yield engine


@pytest.fixture(scope="module")
def gazetteer(built: Search) -> Gazetteer:
    return built.opened.gazetteer


@pytest.mark.parametrize(
    ("text", "place", "kilometres", "rest"),
    [
        ("dorpshuis in de buurt van Zeist", "gemeente Zeist", KILOMETRES["gemeente"], "dorpshuis"),
        ("energie nabij hoogland", "Hoogland", KILOMETRES["plaats"], "energie"),
        ("binnen 5 km van Amersfoort wonen", "gemeente Amersfoort", 5, "wonen"),
        ("zorg binnen 7,5 kilometer van amersfoort", "gemeente Amersfoort", 7.5, "zorg"),
        ("molens rond den haag", "gemeente 's-Gravenhage", KILOMETRES["gemeente"], "molens"),
        ("molens in de omgeving van alphen aan den rijn", "gemeente Alphen aan den Rijn", 15, "molens"),
        ("Zeist en omgeving zonnepark", "gemeente Zeist", 15, "zonnepark"),
        ("dorpsmolen bij Leeuwarden", "gemeente Leeuwarden", 15, "dorpsmolen"),
        ("wonen nabij bergen (nh)", "gemeente Bergen (NH)", 15, "wonen"),
        ("hoogland en omgeving wonen", "Hoogland", 10, "wonen"),
        ("molens rond Een", "Een", 10, "molens"),
        ("zorg nabij hengelo (bronckhorst)", "Hengelo", 10, "zorg"),
        ("wonen in de buurt van amersfort", "gemeente Amersfoort", 15, "wonen"),
        ("wonen binnen 900 km van Zeist", "gemeente Zeist", MOST_KILOMETRES, "wonen"),
        ("wonen in omgeving Zeist", "gemeente Zeist", 15, "wonen"),
        ("wonen 52.1561, 5.3878", "52.1561, 5.3878", KILOMETRES["plaats"], "wonen"),
        ("binnen 3 km van 52,15 5,38 wonen", "52.15, 5.38", 3, "wonen"),
    ],
)
def test_a_place_is_read_out_of_the_question(
    gazetteer: Gazetteer, text: str, place: str, kilometres: float, rest: str
) -> None:
    found = nearby_in(text, gazetteer)
    assert found is not None
    assert found.circle is not None
    assert (found.place, found.circle.kilometres, found.rest) == (place, kilometres, rest)


@pytest.mark.parametrize(
    "text",
    [
        "zorg in de buurt",
        "hoe vraag ik documenten op bij de gemeente",
        "wonen bij elkaar",
        "in de buurt van xyzzyplugh",
        "artikel 2.6.7 en 5.3",
        "rond de tafel",
        "wonen in Zeist",
        "opvang nabij een school",
        "rondom de wijk",
        "alles rond een buurthuis",
        "wandelen rond bergen",
        "zorg nabij Beemster",
        "",
    ],
)
def test_what_is_no_place_is_left_alone(gazetteer: Gazetteer, text: str) -> None:
    assert nearby_in(text, gazetteer) is None


@pytest.mark.parametrize(
    ("text", "place", "others"),
    [
        ("nabij Bergen", "gemeente Bergen (L)", ("nabij gemeente Bergen (NH)",)),
        ("zorg nabij hengelo", "gemeente Hengelo", ("zorg nabij Hengelo (gemeente Bronckhorst)",)),
        ("nabij Oosterhout zorg", "gemeente Oosterhout", ("nabij 51.8782,5.8404 zorg",)),
        ("nabij Zeist", "gemeente Zeist", ()),
        ("nabij Utrecht", "gemeente Utrecht", ()),
    ],
)
def test_namesakes_are_offered_and_lead_elsewhere(
    gazetteer: Gazetteer, text: str, place: str, others: tuple[str, ...]
) -> None:
    found = nearby_in(text, gazetteer)
    assert found is not None
    assert (found.place, tuple(one.question for one in found.others)) == (place, others)
    for question in others:
        other = nearby_in(question, gazetteer)
        assert other is not None
        assert other.circle != found.circle
        assert other.rest == found.rest


def test_every_namesake_can_be_asked_for(gazetteer: Gazetteer, built: Search) -> None:
    names = {row.label for row in built.opened.columns.rows if row.kind in {"plaats", "gemeente"}}
    shared = [name for name in sorted(names) if len(gazetteer.places(name)) > 1]
    assert len(shared) > 40
    for name in shared:
        first = place_named(name, gazetteer, None)
        assert first is not None
        for one in first.others:
            other = nearby_in(f"nabij {one.question}", gazetteer)
            assert other is not None
            assert other.circle != first.circle, one


def test_a_province_is_looked_in_not_near(built: Search) -> None:
    found = built.search(SearchRequest("dorpshuis in de buurt van Drenthe"))
    there = built.search(SearchRequest("dorpshuis", {"plaats": ("pv22",)}))
    assert (found.total, found.hits) == (there.total, there.hits)
    assert found.note.startswith("Een provincie is te groot om dichtbij te zijn; gezocht is in provincie Dre")
    assert found.near is None
    # A place that is chosen comes instead: its count stays what choosing it gives.
    asked = SearchRequest("gemeente nabij Drenthe")
    for value in built.search(asked).facets["plaats"][:6]:
        chosen = replace(asked, filters={"plaats": (value.value,)})
        assert built.search(chosen).total == value.count


def test_a_misspelt_place_is_said_to_be_repaired(built: Search) -> None:
    found = built.search(SearchRequest("wonen nabij amersfortt"))
    assert found.place == "gemeente Amersfoort"
    assert found.changes[0] == Change("spelling", "amersfortt", "gemeente Amersfoort", "naam van een plaats")


def test_nothing_near_is_said_before_what_has_no_place(built: Search) -> None:
    found = built.search(SearchRequest("crowdfunding in de buurt van Zeist"))
    assert found.total > 0
    assert {hit.kilometres for hit in found.hits} == {None}
    assert found.note.startswith("Binnen 15 km van gemeente Zeist is hierover niets bekend. Dit is niet aan")
    by_name = built.search(SearchRequest("gemeente in de buurt van Zeist", order="naam", offset=20))
    assert by_name.note.startswith("Eerst wat binnen 15 km van gemeente Zeist ligt")


@pytest.mark.parametrize(
    ("place", "kilometres", "circle"),
    [
        ("Hoogland", None, Circle(52.190063, 5.357211, 10.0)),
        ("hooglnd", 4.0, Circle(52.190063, 5.357211, 4.0)),
        ("52,15 5,38", None, Circle(52.15, 5.38, 10.0)),
    ],
)
def test_a_place_that_is_a_condition_leaves_nothing_elsewhere(
    built: Search, place: str, kilometres: float | None, circle: Circle
) -> None:
    found = built.search(SearchRequest("", place=place, kilometres=kilometres, order="afstand"))
    assert found.near == circle
    assert found.total == built.search(SearchRequest("", near=circle)).total
    assert all(hit.kilometres is not None and hit.kilometres <= circle.kilometres for hit in found.hits)


def test_a_distance_widens_the_place_in_the_text(built: Search) -> None:
    near = built.search(SearchRequest("dorp nabij Zeist", kilometres=3.0))
    assert near.near is not None
    assert near.near.kilometres == 3.0
    with pytest.raises(SearchQueryError, match="Bij afstand hoort een plaats"):
        built.search(SearchRequest("dorp", kilometres=3.0))
    with pytest.raises(SearchQueryError, match='niet waar "Xyzzyplugh" ligt'):
        built.search(SearchRequest("dorp", place="Xyzzyplugh"))


@pytest.mark.parametrize("text", ["nabij Zeist", "wat is er in de buurt van Zeist?", "Zeist e.o."])
def test_who_asks_for_nothing_but_a_place_gets_what_is_there_the_nearest_first(
    built: Search, text: str
) -> None:
    found = built.search(SearchRequest(text))
    far = [hit.kilometres for hit in found.hits]
    assert found.note == "Wat binnen 15 km van gemeente Zeist ligt."
    assert None not in far
    assert far == sorted(one for one in far if one is not None)
    by_name = built.search(SearchRequest(text, order="naam"))
    assert [hit.label for hit in by_name.hits[:2]] == ["Amersfoort", "Austerlitz"]


def test_what_is_quoted_is_no_place_and_nothing_at_all_is_said_so(built: Search) -> None:
    assert built.search(SearchRequest('"dorpshuis nabij Zeist"')).near is None
    found = built.search(SearchRequest("xqzwvk nabij Zeist"))
    assert found.note.startswith("Binnen 15 km van gemeente Zeist is hierover niets bekend. Niet gevonden: ")


@pytest.mark.parametrize(
    "asked",
    [
        SearchRequest("dorp nabij Zeist", order="afstand"),
        SearchRequest("wonen nabij Groningen"),
        SearchRequest("", {"soort": ("gemeente",)}, place="Zeist", kilometres=60.0),
        SearchRequest("", {"soort": ("gemeente", "wet")}, order="nieuwste"),
        SearchRequest("", {"soort": ("organisatie",)}, order="naam"),
    ],
)
def test_pages_of_any_order_meet_every_result_once(built: Search, asked: SearchRequest) -> None:
    total = built.search(asked).total
    seen = [
        hit.iri
        for offset in range(0, total, 17)
        for hit in built.search(replace(asked, offset=offset, limit=17, facets=False)).hits
    ]
    assert seen == [hit.iri for hit in built.search(replace(asked, limit=1000)).hits]
    assert len(set(seen)) == total > 20


def test_explaining_reads_the_place_as_searching_does(built: Search) -> None:
    question = "zonnepark nabij Groningen"
    found = built.search(SearchRequest(question))
    explained = explain(built, question, found.hits[0].iri)
    assert (explained.place, explained.total, explained.note) == (1, found.total, found.note)


def test_a_chosen_value_is_there_when_nothing_has_it(built: Search) -> None:
    found = built.search(SearchRequest("wooncoöperatie", {"plaats": ("gm0307",), "soort": ("wet",)}))
    assert FacetValue("gm0307", "gemeente Amersfoort", 0, "pv26") in found.facets["plaats"]


@given(st.text(max_size=80) | st.from_regex(r"(bij|rond|nabij) [a-z ]{0,30}\d{0,9}", fullmatch=True))
def test_any_text_is_read(gazetteer: Gazetteer, text: str) -> None:
    found = nearby_in(text, gazetteer)
    assert found is None or len(found.rest) <= len(text)


def test_what_is_near_comes_first_then_what_has_no_place_and_nothing_elsewhere(built: Search) -> None:
    found = built.search(SearchRequest("zonnepark in de buurt van groningen", limit=100))
    assert found.note.startswith("Eerst wat binnen 15 km van gemeente Groningen ligt, dan wat niet aan")
    assert found.hits[0].label == "Zonneweide Glimmen"
    far = [hit.kilometres for hit in found.hits]
    placed = [one for one in far if one is not None]
    assert placed == far[: len(placed)]
    assert max(placed) <= 15
    assert "zonnepark" in {hit.label for hit in found.hits[len(placed) :]}


def test_a_circle_that_is_asked_for_holds_only_what_lies_in_it(built: Search) -> None:
    circle = Circle(52.1561, 5.3878, 3)
    found = built.search(SearchRequest("", near=circle, order="afstand", limit=50))
    far = [hit.kilometres or 0.0 for hit in found.hits]
    assert found.near == circle
    assert found.total == len(far) > 2
    assert far == sorted(far)
    assert max(far) <= 3


def test_sorting_by_distance_needs_a_place(built: Search) -> None:
    with pytest.raises(SearchQueryError, match="vraagt om een plaats"):
        built.search(SearchRequest("wonen", order="afstand"))
    assert built.search(SearchRequest("dorp nabij Zeist", order="afstand")).total


def test_literal_words_are_no_place(built: Search) -> None:
    assert built.search(SearchRequest("wonen nabij Zeist", literal=True)).near is None


def test_stated_years_are_known_and_narrow_down(built: Search) -> None:
    rows = {row.label: tuple(row.years) for row in built.opened.columns.rows}
    assert rows["Wet openbaarheid van bestuur"] == (2022,)
    assert rows["We Doen Het Samen! Festival 2024"] == (2024,)
    found = built.search(SearchRequest("jaar:2017..2018", {"soort": ("evenement",)}))
    assert [hit.label for hit in found.hits] == ["Netwerkbijeenkomst Cooplink 16 juni 2018"]
    years = [value.value for value in built.search(SearchRequest("soort:doel")).facets["jaar"]]
    assert sorted(years) == ["2025", "2027", "2030"]


def test_newest_and_oldest_come_first_and_what_has_no_year_last(built: Search) -> None:
    rows = {row.iri: tuple(row.years) for row in built.opened.columns.rows}
    for order, best in (("nieuwste", max), ("oudste", min)):
        hits = built.search(SearchRequest("soort:wet", order=order, limit=100)).hits
        years = [best(rows[hit.iri]) if rows[hit.iri] else None for hit in hits]
        dated = [year for year in years if year is not None]
        assert dated == sorted(dated, reverse=order == "nieuwste")
        assert years[len(dated) :] == [None] * (len(years) - len(dated))


def test_a_subject_hangs_under_a_wider_one_and_a_municipality_under_its_province(built: Search) -> None:
    facets = built.search(SearchRequest("Hoogland")).facets
    assert {value.value: value.broader for value in facets["plaats"]} == {"gm0307": "pv26", "pv26": ""}
    themes = built.search(SearchRequest("wooncoöperatie")).facets["thema"]
    assert {value.value: value.broader for value in themes}["wooncooperatie"] == "wonen"
