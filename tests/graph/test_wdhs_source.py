"""The founding article as data: what is said, by whom, how sure, and what is not said."""

from __future__ import annotations

import re

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from graph.counts import check_counts
from graph.ingest import Ingested
from ontology.iris import DEFAULT_BASE
from ontology.terms import DCT, FOAF, GG, OA, ORG, PROV, RDF, SCHEMA, SKOS, TIME, XSD, expand

COALITION = "organisatie/wdhs-coalitie"
TRIPLE_ONLY_CLAIMED = {"doel-3-volgens-groene-sprong", "meer-organisaties-sluiten-aan"}


def thing(path: str) -> URIRef:
    return URIRef(f"{DEFAULT_BASE}/id/{path}")


def name(node: Node) -> str:
    return str(node).removeprefix(f"{DEFAULT_BASE}/id/")


def test_the_delivery_holds_what_it_promises(wdhs: Ingested, wdhs_statements: Graph) -> None:
    assert {one.class_curie: one.found for one in check_counts(wdhs.source, wdhs_statements)} == {
        "gg:Initiatief": 27,
        "gg:Doel": 5,
        "gg:Actieprogramma": 1,
        "org:OrganizationalCollaboration": 1,
        "org:Organization": 23,
        "org:Membership": 47,
        "gg:Bewering": 78,
        "schema:Observation": 12,
        "schema:StatisticalVariable": 5,
    }


def test_no_statement_has_a_blank_node(wdhs_statements: Graph) -> None:
    assert all(isinstance(one, URIRef | Literal) for triple in wdhs_statements for one in triple)


def test_every_thing_has_one_dutch_label(wdhs_statements: Graph) -> None:
    things = {one for one in wdhs_statements.subjects(RDF.type) if "#" not in str(one)}
    labels = {
        one: [label.language for label in wdhs_statements.objects(one, SKOS.prefLabel)] for one in things
    }
    assert {name(one): found for one, found in labels.items() if found != ["nl"]} == {}


def test_members_goals_and_events_have_a_short_description_of_ours(
    wdhs_statements: Graph, wdhs_by_graph: dict[tuple[str, str], Graph]
) -> None:
    described = {
        *wdhs_statements.subjects(RDF.type, ORG.Organization),
        *wdhs_statements.subjects(RDF.type, GG.Doel),
        *map(thing, (COALITION, "actieprogramma/wdhs-2025-2030", "evenement/wdhs-festival-2024")),
    }
    assert set(wdhs_statements.subjects(DCT.description)) == described
    for one in described:
        (text,) = wdhs_statements.objects(one, DCT.description)
        assert 1 <= len(re.findall(r"[.?!](?:\s|$)", text)) <= 3, text
    assert {
        certainty for (_, certainty), graph in wdhs_by_graph.items() if any(graph.subjects(DCT.description))
    } == {"afgeleid"}


def test_nine_core_partners_and_only_cooplink_has_a_start(
    wdhs_by_graph: dict[tuple[str, str], Graph],
) -> None:
    stated, inferred = wdhs_by_graph["cooplink-2024", "gesteld"], wdhs_by_graph["cooplink-2024", "afgeleid"]
    assert len(set(stated.subjects(ORG.role, GG.Kernpartner))) == 9
    assert list(stated.triples((None, ORG.memberDuring, None))) == []
    assert [name(one) for one in inferred.subjects(ORG.memberDuring)] == ["lidmaatschap/cooplink-wdhs"]
    assert set(inferred.objects(None, TIME.inXSDDate)) == {Literal("2024-04-13", datatype=XSD.date)}


def test_the_year_2024_is_nowhere_stated_by_the_article(wdhs_by_graph: dict[tuple[str, str], Graph]) -> None:
    stated = wdhs_by_graph["cooplink-2024", "gesteld"]
    assert [one for one in stated.objects() if isinstance(one, Literal) and "2024" in one] == []


def test_buurtfonds_and_doen_contradict_each_other_both_ways(wdhs_statements: Graph) -> None:
    buurtfonds = thing("bewering/postcode-loterij-buurtfonds-kernpartner")
    others = {
        thing("bewering/stichting-doen-kernpartner-volgens-vsbfonds"),
        thing("bewering/stichting-doen-kernpartner-volgens-lvkk"),
        thing("bewering/stichting-doen-coalitielid-volgens-lsa"),
    }
    assert set(wdhs_statements.objects(buurtfonds, GG.strijdigMet)) == others
    assert set(wdhs_statements.subjects(GG.strijdigMet, buurtfonds)) == others
    assert {name(one) for other in others for one in wdhs_statements.objects(other, PROV.wasDerivedFrom)} == {
        "bron/vsbfonds-2024",
        "bron/lvkk-2024",
        "bron/lsa-2024",
    }


def test_every_contradiction_goes_both_ways_and_is_ours(
    wdhs_statements: Graph, wdhs_by_graph: dict[tuple[str, str], Graph]
) -> None:
    pairs = set(wdhs_statements.subject_objects(GG.strijdigMet))
    assert {(two, one) for one, two in pairs} == pairs
    assert len(pairs) == 2 * (3 + 1 + 2 + 2), (
        "Buurtfonds thrice, goal 3, two pairs of claims and of observations"
    )
    saying = {
        certainty
        for (_, certainty), graph in wdhs_by_graph.items()
        if any(graph.triples((None, GG.strijdigMet, None)))
    }
    assert saying == {"afgeleid"}


def test_marcouch_is_mayor_and_arnhem_is_inferred(
    wdhs_statements: Graph, wdhs_by_graph: dict[tuple[str, str], Graph]
) -> None:
    person = thing("persoon/ahmed-marcouch")
    (post,) = wdhs_statements.objects(person, ORG.holds)
    arnhem = URIRef("https://identifier.overheid.nl/tooi/id/gemeente/gm0202")
    assert list(wdhs_statements.objects(post, ORG.postIn)) == [arnhem]
    assert (post, ORG.postIn, arnhem) in wdhs_by_graph["cooplink-2024", "afgeleid"]
    assert (person, FOAF.name, Literal("Ahmed Marcouch")) in wdhs_by_graph["cooplink-2024", "afgeleid"]
    assert (post, ORG.postIn, arnhem) in wdhs_by_graph["arnhem-direct-2023", "afgeleid"]
    assert (person, SKOS.hiddenLabel, Literal("Achmed Marcouch", lang="nl")) in wdhs_by_graph[
        "cooplink-2024", "gesteld"
    ]
    assert set(wdhs_statements.subjects(RDF.type, FOAF.Person)) == {person}


def test_goals_1_and_4_name_nobody_responsible(wdhs_statements: Graph) -> None:
    assert {
        name(goal): name(actor) for goal, actor in wdhs_statements.subject_objects(GG.verantwoordelijke)
    } == {
        "doel/2": "actorgroep/nederlandse-gemeenten",
        "doel/3": "actorgroep/landelijke-overheid",
        "doel/5": COALITION,
    }


def test_only_goal_3_has_a_latest_year(wdhs_statements: Graph) -> None:
    kinds = {
        name(goal): str(kind).rpartition("#")[2]
        for goal, kind in wdhs_statements.subject_objects(GG.termijnSoort)
    }
    assert kinds == {f"doel/{nr}": "TermijnUiterlijk" if nr == 3 else "TermijnIn" for nr in range(1, 6)}
    assert {name(goal): str(year) for goal, year in wdhs_statements.subject_objects(GG.termijnJaar)} == {
        "doel/1": "2030",
        "doel/2": "2027",
        "doel/3": "2027",
        "doel/4": "2030",
        "doel/5": "2025",
    }


def test_an_expectation_is_a_claim_and_no_fact(
    wdhs_statements: Graph, wdhs_by_graph: dict[tuple[str, str], Graph]
) -> None:
    expected = wdhs_by_graph["cooplink-2024", "verwacht"]
    assert list(wdhs_statements.triples((None, ORG.memberOf, None))) == []
    assert set(expected.objects(None, RDF.predicate)) == {ORG.memberOf}
    assert [key for key in wdhs_by_graph if key[1] == "verwacht"] == [("cooplink-2024", "verwacht")]


def test_unverified_successors_are_not_published(wdhs_statements: Graph) -> None:
    for one, other in (("knhm-foundation", "katalys"), ("platform-vrijwillige-inzet", "nov")):
        pair = {thing(f"organisatie/{one}"), thing(f"organisatie/{other}")}
        assert [triple for triple in wdhs_statements if {triple[0], triple[2]} == pair] == []
    linking = (ORG.changedBy, ORG.resultedFrom, DCT.replaces, DCT.isReplacedBy, SKOS.exactMatch)
    assert [prop for prop in linking if any(wdhs_statements.triples((None, prop, None)))] == []


def test_de_groene_sprong_did_not_sign_the_declaration(wdhs_statements: Graph) -> None:
    signings = set(wdhs_statements.subjects(PROV.used, thing("document/intentieverklaring-wdhs")))
    signers = {
        name(one) for signing in signings for one in wdhs_statements.objects(signing, PROV.wasAssociatedWith)
    }
    assert "organisatie/cooplink" in signers
    assert "organisatie/de-groene-sprong" not in signers
    membership = thing("lidmaatschap/de-groene-sprong-wdhs-ondertekenaar")
    assert list(wdhs_statements.objects(membership, ORG.role)) == [GG.Ondertekenaar]


def test_a_claim_stands_with_the_certainty_and_the_document_it_names(
    wdhs_by_graph: dict[tuple[str, str], Graph],
) -> None:
    certainty_of = {GG.Gesteld: "gesteld", GG.Afgeleid: "afgeleid", GG.Verwacht: "verwacht"}
    for (document, certainty), graph in wdhs_by_graph.items():
        for claim in graph.subjects(RDF.type, GG.Bewering):
            assert list(graph.objects(claim, PROV.wasDerivedFrom)) == [thing(f"bron/{document}")]
            assert [certainty_of[one] for one in graph.objects(claim, GG.zekerheid)] == [certainty]
            assert len(list(graph.objects(claim, OA.exact))) == 1


def test_a_claim_is_about_a_statement_of_the_graph(wdhs_statements: Graph) -> None:
    unstated = set()
    for claim in wdhs_statements.subjects(RDF.type, GG.Bewering):
        triple = tuple(
            wdhs_statements.value(claim, part) for part in (RDF.subject, RDF.predicate, RDF.object)
        )
        if triple not in wdhs_statements:
            unstated.add(name(claim).removeprefix("bewering/"))
    assert unstated == TRIPLE_ONLY_CLAIMED


def test_no_initiative_contributes_to_a_goal_because_no_source_says_so(wdhs_statements: Graph) -> None:
    assert list(wdhs_statements.triples((None, GG.draagtBijAan, None))) == []


def test_a_place_is_linked_only_where_it_is_clear(wdhs_statements: Graph) -> None:
    linked = {
        name(one).removeprefix("initiatief/"): name(place)
        for one, place in wdhs_statements.subject_objects(DCT.spatial)
    }
    assert linked == {
        "tetterode": "plaats/gm0363",
        "ecodorp-boekel": "plaats/gm0755",
        "zelfbeheer-teilingerstraat-rotterdam": "plaats/gm0599",
        "unie-van-en-voor-de-wielewaalers": "plaats/gm0599",
        "de-warren": "plaats/gm0363",
        "cooperatieve-vereniging-ecodorpen-gelderland": "plaats/pv25",
        "roggeveenstraat": "plaats/gm0518",
        "de-eester": "plaats/gm0363",
        "het-wijkpaleis": "plaats/gm0599",
        "midwest": "plaats/gm0363",
        "bosonderhoud-sirjansland": "plaats/wof1158786533",
        "dorpsmolen-reduzum": "plaats/wof101807461",
        "zonneweide-glimmen": "plaats/wof101806219",
        "dwarsverband-utrecht": "plaats/gm0344",
    }
    assert list(wdhs_statements.objects(thing("initiatief/windkracht-eemland"), GG.plaatsZoalsGenoemd)) == [
        Literal("regio Amersfoort", lang="nl")
    ]


def test_conflicting_observations_are_both_kept(wdhs_statements: Graph) -> None:
    pairs = {
        frozenset(int(wdhs_statements.value(end, SCHEMA.value)) for end in pair)
        for pair in wdhs_statements.subject_objects(GG.strijdigMet)
        if (pair[0], RDF.type, SCHEMA.Observation) in wdhs_statements
    }
    assert pairs == {frozenset({676, 697}), frozenset({702, 705})}


def test_no_document_has_a_vague_address(wdhs: Ingested) -> None:
    addresses = [document.url for document in wdhs.source.documents]
    assert len(set(addresses)) == len(addresses) == 18
    assert [address for address in addresses if "…" in address or "idem" in address] == []


def test_every_class_and_property_is_a_known_term(wdhs_statements: Graph) -> None:
    assert expand("gg:Doel") == GG.Doel
    vocabularies = ("gg", "org", "skos", "dct", "schema", "prov", "oa", "foaf", "time", "rdf", "geo")
    known = tuple(str(expand(f"{prefix}:x"))[:-1] for prefix in vocabularies)
    used = {*wdhs_statements.predicates(), *wdhs_statements.objects(None, RDF.type)}
    assert [term for term in used if not str(term).startswith(known)] == []
