"""By which years things are found and where they lie: what is said of them, and nothing that is not."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph
import pytest
from rdflib import URIRef

from graph.store.oxigraph_store import open_memory
from indexer.dating import years_of_entity
from indexer.document import documents_of
from indexer.edition_graph import EditionGraph, read_edition
from indexer.location import points_of
from indexer.tag import Tag
from indexer.tagging import places_of, themes_of
from ontology.prefixes import PREFIXES

BASE = "https://w3id.org/gemeengoed/id/"
SHOWN = """
<h> { <l#g> dct:isPartOf <l> ; prov:wasDerivedFrom <bron/b> . <l> gg:getoond true . <bron/b> dct:title "B" . }
"""

Read = Callable[[str], EditionGraph]


@pytest.fixture
def read() -> Read:
    """Read Turtle as the one delivery of an edition."""

    def read_turtle(turtle: str) -> EditionGraph:
        prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        with open_memory("") as store:
            trig = f"@base <{BASE}> .\n{prefixes}{SHOWN}\n<l#g> {{ {turtle} }}"
            for quad in pyoxigraph.parse(trig.encode(), format=pyoxigraph.RdfFormat.TRIG):
                store.engine.add(quad)
                store.engine.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
            assert list(documents_of(store)) is not None
            return read_edition(store)

    return read_turtle


def iri(ref: str) -> URIRef:
    return URIRef(BASE + ref)


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ('eli:first_date_entry_in_force "2007-01-01"^^xsd:date', (2007,)),
        (
            'eli:first_date_entry_in_force "2007-01-01" ; eli:date_no_longer_in_force "2015-01-01"^^xsd:date',
            (2007, 2015),
        ),
        ('tooi:begindatum "1814-03-30"^^xsd:date ; tooi:einddatum "2018-12-31"^^xsd:date', (1814, 2018)),
        ('schema:foundingDate "2017"^^xsd:gYear', (2017,)),
        ('schema:startDate "2024-04"^^xsd:gYearMonth ; schema:endDate "2024-05-01T10:00:00Z"', (2024,)),
        ('gg:termijnJaar "2030"^^xsd:gYear', (2030,)),
        ('gg:opent "2025-01-01"^^xsd:date ; gg:sluit "2026-02-01"^^xsd:date', (2025, 2026)),
        ('dct:issued "2019-06-01"^^xsd:date', (2019,)),
        ('dct:issued "onbekend"', ()),
        ('dct:issued "-0044-03-15"^^xsd:date', ()),
        ('dct:issued "12024-01-01"^^xsd:date', ()),
        ('dct:issued "٢٠٢٤"', ()),
        ("dct:issued <2024>", ()),
        ('gg:peildatum "2026-04-11"^^xsd:date', ()),
        ('dct:description "opgericht in 1999"@nl', ()),
        ("", ()),
    ],
)
def test_years_are_those_that_are_said(read: Read, said: str, years: tuple[int, ...]) -> None:
    graph = read(f'<organisatie/x> a org:Organization ; skos:prefLabel "X" {";" + said if said else ""} .')
    assert years_of_entity(graph, iri("organisatie/x")) == years


def test_a_period_gives_its_first_and_last_year(read: Read) -> None:
    graph = read("""
      <actieprogramma/a> a gg:Actieprogramma ; skos:prefLabel "A" ; dct:temporal <actieprogramma/a#tijd> .
      <actieprogramma/a#tijd> time:hasBeginning <actieprogramma/a#b> ; time:hasEnd <actieprogramma/a#e> .
      <actieprogramma/a#b> time:inXSDgYear "2025"^^xsd:gYear .
      <actieprogramma/a#e> time:inXSDDate "2030-12-31"^^xsd:date .
    """)
    assert years_of_entity(graph, iri("actieprogramma/a")) == (2025, 2030)


def test_an_indicator_has_the_years_of_what_was_observed(read: Read) -> None:
    graph = read("""
      <indicator/i> a schema:StatisticalVariable ; skos:prefLabel "I" .
      <waarneming/1> a schema:Observation ; schema:measuredProperty <indicator/i> ;
        schema:observationDate "2021"^^xsd:gYear .
      <waarneming/2> a schema:Observation ; schema:measuredProperty <indicator/i> ;
        schema:observationDate "2019"^^xsd:gYear .
      <organisatie/o> a org:Organization ; skos:prefLabel "O" ; dct:subject <indicator/i> ;
        schema:foundingDate "1950"^^xsd:gYear .
    """)
    assert years_of_entity(graph, iri("indicator/i")) == (2019, 2021)


PLACES = """
  <plaats/gm1> a dct:Location ; skos:prefLabel "Een" ; geo:sfWithin <plaats/pv1> ; gg:gebiedVan <gm/gm1> ;
    schema:latitude 52.1 ; schema:longitude 5.1 .
  <gm/gm1> a tooi:Gemeente ; skos:prefLabel "gemeente Een" ; tooi:ligtInProvincie <pv/pv1> .
  <pv/pv1> a tooi:Provincie ; skos:prefLabel "provincie Wijd" .
  <plaats/pv1> a dct:Location ; gg:gebiedVan <pv/pv1> ; schema:latitude 52.9 ; schema:longitude 5.9 .
  <plaats/dorp> a dct:Location ; skos:prefLabel "Dorp" ; geo:sfWithin <plaats/gm1> ;
    schema:latitude 52.2 ; schema:longitude 5.2 .
  <plaats/vaag> a dct:Location ; skos:prefLabel "Vaag" ; geo:sfWithin <plaats/gm1> .
"""


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ("dct:spatial <plaats/dorp>", ((52.2, 5.2),)),
        ("dct:spatial <plaats/vaag>", ((52.1, 5.1),)),
        ("schema:location <gm/gm1>", ((52.1, 5.1),)),
        ("dct:spatial <plaats/dorp>, <plaats/gm1>", ((52.1, 5.1), (52.2, 5.2))),
        ("dct:spatial <plaats/dorp> ; schema:latitude 52.3 ; schema:longitude 5.3", ((52.3, 5.3),)),
        ("dct:spatial <pv/pv1>", ()),
        ("dct:spatial <plaats/pv1>", ()),
        ('gg:plaatsZoalsGenoemd "Dorp"', ()),
    ],
)
def test_a_thing_lies_at_its_own_point_else_at_that_of_the_nearest_place_around_it(
    read: Read, said: str, points: tuple[tuple[float, float], ...]
) -> None:
    graph = read(f'{PLACES} <initiatief/x> a gg:Initiatief ; skos:prefLabel "X" ; {said} .')
    assert points_of(graph, iri("initiatief/x")) == points


def test_a_municipality_lies_where_its_territory_does_and_a_province_nowhere(read: Read) -> None:
    graph = read(PLACES)
    assert points_of(graph, iri("gm/gm1")) == ((52.1, 5.1),)
    assert points_of(graph, iri("pv/pv1")) == ()


@pytest.mark.parametrize(
    ("latitude", "points"),
    [("91.5", ()), ('"noord"', ()), ('"NaN"', ()), ("52.1, 52.2", ()), ("-52.1", ((-52.1, 5.1),))],
)
def test_what_is_no_point_on_earth_is_none(
    read: Read, latitude: str, points: tuple[tuple[float, float], ...]
) -> None:
    graph = read(f"""<plaats/x> a dct:Location ; skos:prefLabel "X" ; schema:latitude {latitude} ;
        schema:longitude 5.1 .""")
    assert points_of(graph, iri("plaats/x")) == points


def test_a_municipality_hangs_under_its_province_and_a_subject_under_its_wider_one(read: Read) -> None:
    graph = read(
        PLACES
        + """<thema/a> a skos:Concept ; skos:prefLabel "a" .
        <thema/b> a skos:Concept ; skos:prefLabel "b" ; skos:broader <thema/a> ."""
    )
    assert places_of(graph, iri("plaats/dorp")) == (
        Tag("gm1", "gemeente Een", broader="pv1"),
        Tag("pv1", "provincie Wijd"),
    )
    assert themes_of(graph, iri("thema/b")) == (Tag("a", "a"), Tag("b", "b", broader="a"))
