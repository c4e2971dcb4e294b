"""The municipalities as delivered: complete, distinguishable, and on the map where they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from graph.counts import check_counts
from graph.ingest import Ingested, ingest_folder
from graph.source import BUILTIN_FOLDER
from graph.validate import check_shapes
from ontology.terms import GEO, GG, SCHEMA, TOOI, curie

PLACE = "https://w3id.org/gemeengoed/id/plaats/"
BODY = "https://identifier.overheid.nl/tooi/id/gemeente/"
PROVINCE = "https://identifier.overheid.nl/tooi/id/provincie/"
# Outermost points of the Kingdom in Europe, rounded outwards, in degrees.
WEST, EAST, SOUTH, NORTH = 3.3, 7.3, 50.7, 53.6


@pytest.fixture(scope="module")
def delivery() -> Ingested:
    return ingest_folder(BUILTIN_FOLDER / "gemeenten")


@pytest.fixture(scope="module")
def graph(delivery: Ingested) -> Graph:
    return delivery.merged()


def graph_of(delivery: Ingested, document: str, certainty: str) -> Graph:
    return next(
        one.graph for one in delivery.graphs if (one.document, one.certainty) == (document, certainty)
    )


def test_the_numbers_are_those_of_the_register(delivery: Ingested, graph: Graph) -> None:
    assert {count.class_curie: count.found for count in check_counts(delivery.source, graph)} == {
        "tooi:Gemeente": 605,
        "tooi:Provincie": 12,
        "dct:Location": 342 + 12 + 2614,
        "geo:Geometry": 342 + 12,
    }
    ended = {one for one in graph.subjects(RDF.type, TOOI.Gemeente) if (one, TOOI.einddatum, None) in graph}
    assert len(ended) == 263


def test_every_shape_is_met(delivery: Ingested) -> None:
    assert check_shapes(delivery) == []


def test_amersfoort_is_a_body_in_utrecht_with_a_territory(graph: Graph) -> None:
    body, place = URIRef(BODY + "gm0307"), URIRef(PLACE + "gm0307")
    assert graph.value(body, SKOS.prefLabel) == Literal("gemeente Amersfoort", lang="nl")
    assert graph.value(body, TOOI.gemeentecode) == Literal("0307")
    assert graph.value(body, TOOI.ligtInProvincie) == URIRef(PROVINCE + "pv26")
    assert graph.value(body, SCHEMA.url) == URIRef("https://amersfoort.nl/")
    assert graph.value(place, GG.gebiedVan) == body
    assert graph.value(place, GEO.sfWithin) == URIRef(PLACE + "pv26")
    neighbours = {str(graph.value(one, SKOS.prefLabel)) for one in graph.objects(place, GEO.sfTouches)}
    assert neighbours == {"Baarn", "Barneveld", "Bunschoten", "Leusden", "Nijkerk", "Soest", "Zeist"}


def test_the_two_bergens_are_told_apart(graph: Graph) -> None:
    found = {
        (str(graph.value(one, SKOS.prefLabel)), graph.value(one, TOOI.ligtInProvincie))
        for one in (URIRef(BODY + "gm0373"), URIRef(BODY + "gm0893"))
    }
    assert found == {
        ("gemeente Bergen (NH)", URIRef(PROVINCE + "pv27")),
        ("gemeente Bergen (L)", URIRef(PROVINCE + "pv31")),
    }


def test_no_two_municipalities_or_provinces_share_a_name(graph: Graph) -> None:
    bodies = [*graph.subjects(RDF.type, TOOI.Gemeente), *graph.subjects(RDF.type, TOOI.Provincie)]
    assert len({graph.value(one, SKOS.prefLabel) for one in bodies}) == len(bodies) == 617


def test_an_ended_municipality_keeps_its_date_and_names_its_successor_as_inferred(delivery: Ingested) -> None:
    appingedam = URIRef(BODY + "gm0003")
    stated = graph_of(delivery, "tooi-gemeenten", "gesteld")
    inferred = graph_of(delivery, "tooi-gemeenten", "afgeleid")
    assert stated.value(appingedam, TOOI.einddatum) == Literal("2020-12-31", datatype=XSD.date)
    assert set(inferred.objects(appingedam, DCTERMS.isReplacedBy)) == {URIRef(BODY + "gm1979")}
    assert (appingedam, DCTERMS.isReplacedBy, None) not in stated


def test_every_ended_municipality_has_a_successor_and_no_current_one(graph: Graph) -> None:
    ended = set(graph.subjects(TOOI.einddatum, None))
    assert set(graph.subjects(DCTERMS.isReplacedBy, None)) == ended


def test_only_current_municipalities_have_a_territory(graph: Graph) -> None:
    bodies = {graph.value(one, GG.gebiedVan) for one in graph.subjects(GG.gebiedVan, None)}
    assert len(bodies) == 354
    assert not any((one, TOOI.einddatum, None) in graph for one in bodies)


def test_neighbours_are_mutual_and_exist(graph: Graph) -> None:
    pairs = set(graph.subject_objects(GEO.sfTouches))
    assert len(pairs) == 2 * 881
    assert pairs == {(other, one) for one, other in pairs}
    assert all((one, GG.gebiedVan, None) in graph for one, _ in pairs)


def positions(value: object) -> Iterator[tuple[float, float]]:
    if isinstance(value, list) and value and isinstance(value[0], float | int):
        yield float(value[0]), float(value[1])
    elif isinstance(value, list):
        for part in value:
            yield from positions(part)


def test_every_geometry_is_geojson_within_the_country(graph: Graph) -> None:
    literals = list(graph.objects(None, GEO.asGeoJSON))
    assert len(literals) == 354
    for literal in literals:
        assert isinstance(literal, Literal)
        assert literal.datatype == GEO.geoJSONLiteral
        shape = json.loads(str(literal))
        assert set(shape) == {"type", "coordinates"}
        parts = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}[shape["type"]]
        assert all(ring[0] == ring[-1] and len(ring) >= 4 for part in parts for ring in part)
        assert all(WEST < x < EAST and SOUTH < y < NORTH for x, y in positions(shape["coordinates"]))


def test_every_point_lies_in_the_country_and_a_territory_holds_its_own(graph: Graph) -> None:
    places = set(graph.subjects(RDF.type, DCTERMS.Location))
    for place in places:
        x, y = (float(str(graph.value(place, term))) for term in (SCHEMA.longitude, SCHEMA.latitude))
        assert WEST < x < EAST
        assert SOUTH < y < NORTH
        geometry = graph.value(place, GEO.hasGeometry)
        if geometry is not None:
            shape = json.loads(str(graph.value(geometry, GEO.asGeoJSON)))
            xs, ys = zip(*positions(shape["coordinates"]), strict=True)
            assert min(xs) < x < max(xs)
            assert min(ys) < y < max(ys)


def test_a_village_lies_in_a_current_municipality_or_nowhere(graph: Graph) -> None:
    villages = [
        one for one in graph.subjects(RDF.type, DCTERMS.Location) if str(one).startswith(PLACE + "wof")
    ]
    within = [graph.value(one, GEO.sfWithin) for one in villages]
    assert len(villages) == 2614
    assert sum(one is not None for one in within) == 2065 + 431
    assert all((one, GG.gebiedVan, None) in graph for one in within if one is not None)


def test_nicknames_and_undated_inhabitants_are_left_out(graph: Graph) -> None:
    names = {str(one) for one in graph.objects(None, SKOS.altLabel)}
    assert not names & {"Utca", "Damsco", "Agga", "Roffa", "Tilly", "Chillburg"}
    assert {"Den Haag", "Den Bosch"} <= names
    assert {curie(str(one)) for one in graph.predicates()} == {
        "dct:identifier", "dct:isReplacedBy", "geo:asGeoJSON", "geo:hasGeometry", "geo:sfTouches",
        "geo:sfWithin", "gg:gebiedVan", "rdf:type", "schema:latitude", "schema:longitude",
        "schema:sameAs", "schema:url", "skos:altLabel", "skos:prefLabel", "tooi:afkorting",
        "tooi:begindatum", "tooi:einddatum", "tooi:gemeentecode", "tooi:ligtInProvincie",
        "tooi:owmsId", "tooi:provinciecode",
    }  # fmt: skip


def test_the_contested_wikidata_number_of_limburg_is_not_published(graph: Graph) -> None:
    assert graph.value(URIRef(PLACE + "pv31"), SCHEMA.sameAs) is None
    wikidata = [one for one in graph.objects(None, SCHEMA.sameAs) if "wikidata" in str(one)]
    assert len(wikidata) == len(set(wikidata))
    assert not {one for one in wikidata if str(one).endswith(("/Q1161", "/Q1093"))}


def test_the_sources_that_ask_for_it_are_credited(delivery: Ingested) -> None:
    borders = delivery.source.document("cbs-gebiedsgrenzen")
    villages = delivery.source.document("whosonfirst-nl")
    assert borders is not None
    assert villages is not None
    assert borders.license == "https://creativecommons.org/licenses/by/4.0/"
    assert "CBS, Kadaster" in borders.license_note
    assert "Who's On First" in villages.license_note
    readme = (Path(BUILTIN_FOLDER) / "gemeenten" / "README.md").read_text(encoding="utf-8")
    assert "CBS, Kadaster" in readme


def test_a_village_of_an_ended_municipality_lies_in_its_one_successor_as_inferred(
    delivery: Ingested,
) -> None:
    glimmen, groningen = URIRef(PLACE + "wof101806219"), URIRef(PLACE + "gm0014")
    inferred = graph_of(delivery, "whosonfirst-nl", "afgeleid")
    stated = graph_of(delivery, "whosonfirst-nl", "gesteld")
    assert (URIRef(BODY + "gm0017"), DCTERMS.isReplacedBy, URIRef(BODY + "gm0014")) in graph_of(
        delivery, "tooi-gemeenten", "afgeleid"
    )
    assert set(inferred.objects(glimmen, GEO.sfWithin)) == {groningen}
    assert {curie(str(one)) for one in inferred.predicates()} == {"geo:sfWithin"}
    assert not set(inferred.subjects()) & set(stated.subjects(GEO.sfWithin))
