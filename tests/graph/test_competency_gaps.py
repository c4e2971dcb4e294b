"""Questions that the built-in data cannot answer yet are answered as soon as there are data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rdflib import Graph

from graph.source import BUILTIN_FOLDER
from graph.store import open_store
from graph.store.interface import DEFAULT_GRAPH
from graph.store.oxigraph_store import OxigraphStore
from ontology.iris import DEFAULT_BASE
from ontology.prefixes import PREFIXES

QUERIES = Path(BUILTIN_FOLDER).parent / "queries"

CARRIED_INITIATIVE = """
<initiatief/warren> a gg:Initiatief ; skos:prefLabel "De Warren"@nl ; gg:draagtBijAan <doel/2> ;
    gg:gedragenDoor <organisatie/warren> ; dct:spatial <plaats/wof1> .
<initiatief/ander> a gg:Initiatief ; skos:prefLabel "Ander"@nl ; gg:draagtBijAan <doel/3> ;
    gg:gedragenDoor <organisatie/warren> .
<organisatie/warren> a org:Organization ; skos:prefLabel "Coöperatie De Warren"@nl .
<plaats/wof1> geo:sfWithin <plaats/gm0363> .
<plaats/gm0363> geo:sfWithin <plaats/pv27> ; gg:gebiedVan <gemeente/gm0363> .
<plaats/pv27> gg:gebiedVan <provincie/pv27> .
<gemeente/gm0363> a tooi:Gemeente ; skos:prefLabel "gemeente Amsterdam"@nl .
<provincie/pv27> a tooi:Provincie ; skos:prefLabel "provincie Noord-Holland"@nl .
"""

THREE_VERSIONS = """
<versie/2015> a eli:LegalExpression ; eli:version_date "2015-07-01"^^xsd:date ; schema:text "toen"@nl ;
    eli:realizes <https://wetten.overheid.nl/jci1.3:c:BWBR0005181&artikel=18a> .
<versie/2022> a eli:LegalExpression ; eli:version_date "2022-01-01"^^xsd:date ; schema:text "later"@nl ;
    eli:realizes <https://wetten.overheid.nl/jci1.3:c:BWBR0005181&artikel=18a> .
<versie/2025> a eli:LegalExpression ; eli:version_date "2025-01-01"^^xsd:date ; schema:text "nu"@nl ;
    eli:realizes <https://wetten.overheid.nl/jci1.3:c:BWBR0005181&artikel=18a> .
"""

BILL = """
<wet/voorstel> a eli:LegalResource ; skos:prefLabel "Wetsvoorstel"@nl ; gg:draagtBijAan <doel/3> ;
    eli:in_force eli:InForce-notInForce ; eli:amends <wet/oud> .
<wet/oud> a eli:LegalResource ; skos:prefLabel "Oude wet"@nl ; eli:in_force eli:InForce-inForce .
"""

SCHEMES = """
<thema/wooncooperatie> skos:broader <thema/wonen> . <thema/wonen> skos:narrower <thema/wooncooperatie> .
<plaats/gm0344> geo:sfWithin <plaats/pv26> .
<organisatie/fonds> skos:prefLabel "Fonds"@nl .
<regeling/open> a gg:Regeling ; skos:prefLabel "Open"@nl ; dct:subject <thema/wooncooperatie> ;
    schema:areaServed <plaats/gm0344> ; schema:funder <organisatie/fonds> ; gg:opent "2020-01-01"^^xsd:date .
<regeling/breed> a gg:Regeling ; skos:prefLabel "Breed"@nl ; dct:subject <thema/wonen> ;
    schema:areaServed <plaats/pv26> .
<regeling/dicht> a gg:Regeling ; skos:prefLabel "Dicht"@nl ; dct:subject <thema/wooncooperatie> ;
    schema:areaServed <plaats/gm0344> ; gg:sluit "2020-12-31"^^xsd:date .
<regeling/straks> a gg:Regeling ; skos:prefLabel "Straks"@nl ; dct:subject <thema/wooncooperatie> ;
    schema:areaServed <plaats/gm0344> ; gg:opent "2999-01-01"^^xsd:date .
<regeling/elders> a gg:Regeling ; skos:prefLabel "Elders"@nl ; dct:subject <thema/wooncooperatie> ;
    schema:areaServed <plaats/pv27> .
"""

GRANTS = """
<subsidie/1> a schema:MonetaryGrant ; schema:amount 15000 ; schema:funder <organisatie/fonds> ;
    schema:fundedItem <initiatief/warren> .
<subsidie/2> a schema:MonetaryGrant ; schema:amount 200 ; schema:fundedItem <organisatie/bewoners> .
<initiatief/warren> a gg:Initiatief ; skos:prefLabel "De Warren"@nl ; gg:gedragenDoor <organisatie/warren> .
<organisatie/warren> a org:Organization ; skos:prefLabel "Coöperatie De Warren"@nl .
<organisatie/bewoners> a org:Organization ; skos:prefLabel "Bewoners"@nl .
<organisatie/fonds> a org:Organization ; skos:prefLabel "Fonds"@nl .
"""

HANDBOOKS = """
<document/een> a schema:HowTo ; skos:prefLabel "Handboek"@nl ; dct:subject <thema/wooncooperatie> ;
    dct:license <https://creativecommons.org/licenses/by/4.0/> .
<document/twee> a dcat:Dataset ; skos:prefLabel "Lijst"@nl ; dct:subject <thema/wooncooperatie> .
<document/drie> a schema:HowTo ; skos:prefLabel "Iets anders"@nl ; dct:subject <thema/zorg> .
"""

SDG = """
<actieprogramma/wdhs-2025-2030> gg:heeftDoel <doel/2> .
<doel/2> skos:notation "2" ; skos:prefLabel "Doel 2"@nl ;
    skos:relatedMatch <http://metadata.un.org/sdg/11.3>, <https://example.org/anders> .
"""


@contextmanager
def store_of(turtle: str) -> Iterator[OxigraphStore]:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    graph = Graph().parse(data=f"@base <{DEFAULT_BASE}/id/> .\n{head}{turtle}", format="turtle")
    with open_store("oxigraph-memory:") as store:
        assert isinstance(store, OxigraphStore)
        store.extend((*triple, DEFAULT_GRAPH) for triple in graph)
        yield store


@pytest.mark.parametrize(
    ("number", "turtle", "columns", "expected"),
    [
        (
            "cq07",
            CARRIED_INITIATIVE,
            ("naam", "initiatiefnaam", "gemeentenaam"),
            [("Coöperatie De Warren", "De Warren", "gemeente Amsterdam")],
        ),
        ("cq13", THREE_VERSIONS, ("vanaf", "tekst"), [("2022-01-01", "later")]),
        (
            "cq14",
            BILL,
            ("naam", "gewijzigde_wet", "stand"),
            [("Wetsvoorstel", "Oude wet", PREFIXES["eli"] + "InForce-notInForce")],
        ),
        (
            "cq15",
            SCHEMES,
            ("naam", "verstrekker", "opent"),
            [("Breed", "", ""), ("Open", "Fonds", "2020-01-01")],
        ),
        (
            "cq16",
            GRANTS,
            ("ontvanger", "bedrag", "verstrekker", "initiatief"),
            [("Bewoners", "200", "", ""), ("Coöperatie De Warren", "15000", "Fonds", "De Warren")],
        ),
        (
            "cq17",
            HANDBOOKS,
            ("naam", "licentie"),
            [("Handboek", "https://creativecommons.org/licenses/by/4.0/"), ("Lijst", "onbekend")],
        ),
        ("cq24", SDG, ("nummer", "sdg"), [("2", "http://metadata.un.org/sdg/11.3")]),
    ],
)
def test_question_is_answered_once_there_are_data(
    number: str, turtle: str, columns: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    (file,) = QUERIES.glob(f"{number}_*.rq")
    with store_of(turtle) as store:
        rows = store.select(file.read_text(encoding="utf-8"))
    assert [tuple(str(row.get(column, "")) for column in columns) for row in rows] == expected


@pytest.mark.parametrize("file", sorted(QUERIES.glob("cq*.rq")), ids=lambda file: file.name[:4])
def test_question_about_an_empty_graph_has_an_empty_answer(file: Path) -> None:
    with open_store("oxigraph-memory:") as store:
        assert store.select(file.read_text(encoding="utf-8")) == []
