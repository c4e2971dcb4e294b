"""A description says what is known of a thing, who said it, how surely, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDFS, SKOS, Literal, URIRef

from graph.described import SourceRef
from graph.description import Describer
from graph.incoming import NAMED_AT_MOST
from graph.naming import Names
from graph.store import open_store
from graph.store.interface import DEFAULT_GRAPH, GraphStore
from graph.store.oxigraph_store import open_memory
from ontology.terms import GG, ORG, RDF, SCHEMA
from tests.graph.small_graph import INFERRED, STATED, write_store

BASE = "https://w3id.org/gemeengoed/id/"
DORP = f"{BASE}organisatie/dorpsbelang"
BOND = f"{BASE}organisatie/bond"
TIE = f"{BASE}lidmaatschap/dorpsbelang-bond"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with open_store(f"oxigraph:{write_store(tmp_path_factory.mktemp('description') / 'graph')}") as store:
        yield store


def test_thing_has_a_name_a_kind_and_types(store: GraphStore) -> None:
    found = Describer(store).describe(DORP)
    assert (found.label, found.label_lang, found.kind) == ("Dorpsbelang", "nl", "organisatie")
    assert [(t.iri, t.label) for t in found.types] == [(str(ORG.Organization), "organisatie")]
    assert found.statements


def test_statements_come_in_dutch_order_with_their_labels(store: GraphStore) -> None:
    shown = [
        (s.predicate_label, s.object_label, s.object_kind) for s in Describer(store).describe(DORP).statements
    ]
    assert shown == [
        ("naam", "Dorpsbelang", None),
        ("naam", "Village Interest", None),
        ("rdf:type", "organisatie", None),
        ("schema:foundingDate", "2017", None),
        ("schema:url", "https://example.org/dorpsbelang", None),
        ("skos:altLabel", "DB", None),
    ]


def test_each_statement_names_the_document_it_comes_from(store: GraphStore) -> None:
    krant = SourceRef(
        iri=f"{BASE}bron/krant",
        title="Een krant",
        url="https://example.org/krant",
        date="2024-04",
        date_note="",
        publisher="De Krant",
        license="https://creativecommons.org/licenses/by/4.0/",
        rights="",
        certainty="gesteld",
        graph=STATED,
    )
    assert {s.sources for s in Describer(store).describe(DORP).statements} == {(krant,)}


def test_statement_of_two_documents_names_both(store: GraphStore) -> None:
    (name,) = (s for s in Describer(store).describe(BOND).statements if s.predicate == SKOS.prefLabel)
    assert [(source.title, source.date, source.date_note, source.rights) for source in name.sources] == [
        ("Een blad", "", "onbekend", "geen licentie vermeld"),
        ("Een krant", "2024-04", "", ""),
    ]


def test_node_inside_a_thing_is_read_as_one_value_with_its_own_certainty(store: GraphStore) -> None:
    (period,) = (s for s in Describer(store).describe(TIE).statements if s.predicate == ORG.memberDuring)
    assert (period.object_label, period.object_kind) == ("sinds 2024-04-13", None)
    assert [(source.certainty, source.graph) for source in period.sources] == [("afgeleid", INFERRED)]
    (begin,) = period.parts
    (date,) = begin.parts
    assert (str(date.object), date.object_label) == ("2024-04-13", "2024-04-13")


def test_quoted_statement_carries_the_words_of_its_source(store: GraphStore) -> None:
    (member,) = (s for s in Describer(store).describe(TIE).statements if s.predicate == ORG.member)
    assert member.quotes == ("Dorpsbelang is kernpartner",)
    assert [(claim.label, claim.certainty) for claim in member.claims] == [("volgens de krant", "gesteld")]


def test_contradiction_is_shown_from_both_sides(store: GraphStore) -> None:
    (member,) = (s for s in Describer(store).describe(TIE).statements if s.predicate == ORG.member)
    (against,) = member.contradicted_by
    assert (against.label, against.quote, against.note) == (
        "volgens het blad",
        "De Bond heeft geen kernpartners",
        "Van een jaar later.",
    )
    assert against.source is not None
    assert against.source.title == "Een blad"


def test_claim_that_contradicts_is_itself_contradicted(store: GraphStore) -> None:
    (seeks,) = (s for s in Describer(store).describe(BOND).statements if s.predicate == SCHEMA.seeks)
    assert seeks.quotes == ("De Bond heeft geen kernpartners",)
    assert [claim.label for claim in seeks.contradicted_by] == ["volgens de krant"]


def test_what_ties_two_things_is_told_on_the_page_of_each(store: GraphStore) -> None:
    groups = {group.predicate: group for group in Describer(store).describe(DORP).incoming}
    (member,) = groups[ORG.member].statements
    assert (member.subject_label, member.subject_kind) == (
        "Dorpsbelang, kernpartner van de Bond",
        "lidmaatschap",
    )
    assert [(p.predicate, p.object_label) for p in member.parts] == [
        (ORG.memberDuring, "sinds 2024-04-13"),
        (ORG.organization, "De Bond"),
        (ORG.role, "kernpartner"),
    ]
    # The claim is about the membership, so the page of the other party shows it as well.
    groups = {group.predicate: group for group in Describer(store).describe(BOND).incoming}
    assert [c.label for c in groups[ORG.organization].statements[0].contradicted_by] == ["volgens het blad"]


def test_claim_that_points_to_a_thing_is_an_ordinary_statement(store: GraphStore) -> None:
    groups = {group.predicate: group for group in Describer(store).describe(DORP).incoming}
    assert [s.subject_label for s in groups[RDF.object].statements] == ["volgens de krant"]


def test_unknown_thing_is_not_known(store: GraphStore) -> None:
    found = Describer(store).describe("https://example.org/nergens")
    assert (found.statements, found.incoming, found.label, found.kind, found.types) == (
        (),
        (),
        "https://example.org/nergens",
        None,
        (),
    )


def test_many_that_point_here_are_counted_and_the_first_by_label_given() -> None:
    place = URIRef(f"{BASE}plaats/pv26")
    graph = URIRef(f"{BASE}levering/x#y-gesteld")
    with open_memory("") as store:
        for number in range(300):
            village = URIRef(f"{BASE}plaats/w{number}")
            name = Literal(f"Dorp {number:03}" if number else "Één dorp", lang="nl")
            for where in (graph, DEFAULT_GRAPH):
                store.extend(
                    [(village, SCHEMA.containedInPlace, place, where), (village, SKOS.prefLabel, name, where)]
                )
        describer = Describer(store)
        (group,) = describer.describe(str(place), incoming_limit=3).incoming
        assert group.total == 300
        assert [s.subject_label for s in group.statements] == ["Dorp 001", "Dorp 002", "Dorp 003"]
        rest = describer.incoming(str(place), str(SCHEMA.containedInPlace), offset=298, limit=50)
        assert (rest.total, [s.subject_label for s in rest.statements]) == (300, ["Dorp 299", "Één dorp"])


def test_node_that_points_to_itself_is_described_to_an_end() -> None:
    thing = URIRef(f"{BASE}plaats/x")
    inner = URIRef(f"{BASE}plaats/x#deel")
    graph = URIRef("https://example.org/g")
    with open_memory("") as store:
        store.extend([(thing, GG.deel, inner, graph), (inner, GG.deel, inner, graph)])
        (statement,) = Describer(store).describe(str(thing)).statements
    depth = 0
    while statement.parts:
        (statement,), depth = statement.parts, depth + 1
    assert depth == 4


def test_long_text_inside_a_node_is_no_name_for_it() -> None:
    thing, shape = URIRef(f"{BASE}plaats/x"), URIRef(f"{BASE}plaats/x#geometrie")
    graph = URIRef("https://example.org/g")
    with open_memory("") as store:
        store.extend([(thing, GG.vorm, shape, graph), (shape, GG.tekst, Literal("x" * 300), graph)])
        store.extend([(thing, SKOS.prefLabel, Literal("Hier", lang="nl"), DEFAULT_GRAPH)])
        (statement,) = Describer(store).describe(str(thing)).statements
    assert statement.object_label == "Hier"
    assert len(statement.parts) == 1


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([(SKOS.prefLabel, Literal("b", lang="en")), (SKOS.prefLabel, Literal("a", lang="nl"))], "a"),
        ([(SKOS.prefLabel, Literal("a", lang="fr")), (SKOS.prefLabel, Literal("b"))], "b"),
        ([(SKOS.prefLabel, Literal("a", lang="fr")), (SKOS.prefLabel, Literal("b", lang="en-GB"))], "b"),
        ([(SKOS.altLabel, Literal("a", lang="nl")), (RDFS.label, Literal("b", lang="en"))], "b"),
        ([(SKOS.prefLabel, URIRef("https://example.org/geen-tekst"))], "schema:x"),
        ([], "schema:x"),
    ],
)
def test_name_is_the_preferred_one_and_dutch_where_there_is_one(
    names: list[tuple[URIRef, Literal]], expected: str
) -> None:
    with open_memory("") as store:
        store.extend([(SCHEMA.x, predicate, name, DEFAULT_GRAPH) for predicate, name in names])
        assert Names(store).label(SCHEMA.x) == expected


def test_names_and_kinds_are_looked_up_once(store: GraphStore) -> None:
    names = Names(store)
    first = names.name(URIRef(DORP)), names.kind(URIRef(DORP))
    assert (names.name(URIRef(DORP)), names.kind(URIRef(DORP))) == first
    assert names.kind(Literal("tekst")) is None


def test_description_is_the_same_each_time(store: GraphStore, tmp_path: Path) -> None:
    with open_store(f"oxigraph-memory:{write_store(tmp_path / 'again')}") as again:
        for iri in (DORP, BOND, TIE):
            assert Describer(store).describe(iri) == Describer(again).describe(iri)


def test_very_many_that_point_here_are_all_on_some_page_and_on_one() -> None:
    sort = URIRef("https://schema.org/Place")
    graph = URIRef(f"{BASE}levering/x#y-gesteld")
    things = [URIRef(f"{BASE}plaats/w{number}") for number in range(NAMED_AT_MOST + 130)]
    inside = URIRef(f"{sort}#deel")
    with open_memory("") as store:
        for thing in [*things, inside]:
            store.extend([(thing, RDF.type, sort, where) for where in (graph, DEFAULT_GRAPH)])
        describer = Describer(store)
        pages = describer.pages(str(sort))
        assert pages == 13
        found = []
        for page in range(1, pages + 1):
            (group,) = describer.describe(str(sort), page=page).incoming
            assert group.total == len(things)
            some = [quad[0] for quad in describer.statements_on(str(sort), page)]
            assert [statement.subject for statement in group.statements] == some
            found += some
        assert sorted(found) == sorted(things)
