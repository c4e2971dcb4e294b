"""The curated laws as delivered: what was read is stated, the rest is marked or left out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from graph.counts import check_counts
from graph.ingest import Ingested, ingest_folder
from graph.source import BUILTIN_FOLDER
from graph.validate import check_shapes
from ontology.files import ontology_file
from ontology.iris import article_iri, bwb_iri, mint_iri
from ontology.terms import ELI, GG

FOLDER = BUILTIN_FOLDER / "wetten"
OWN_LIST = "redactielijst-kernwetten"
PARTICIPATION = URIRef(mint_iri("wet", "wet-versterking-participatie-op-decentraal-niveau"))


def law(bwb_id: str) -> URIRef:
    return URIRef(bwb_iri(bwb_id))


def article(bwb_id: str, number: str) -> URIRef:
    return URIRef(article_iri(bwb_id, number))


WOB, WOO, WRO, OMGEVINGSWET = map(law, ("BWBR0005252", "BWBR0045754", "BWBR0020449", "BWBR0037885"))
ELEKTRICITEITSWET, GASWET, ENERGIEWET = map(law, ("BWBR0009755", "BWBR0011440", "BWBR0050714"))


@pytest.fixture(scope="module")
def delivery() -> Ingested:
    return ingest_folder(FOLDER)


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, str]:
    folder = shared / "data" / "laws" / "tekst_2017"
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}


@pytest.fixture(scope="module")
def graph(delivery: Ingested) -> Graph:
    return delivery.merged()


def by_certainty(delivery: Ingested, certainty: str) -> Graph:
    merged = Graph()
    for one in delivery.graphs:
        if one.certainty == certainty:
            merged += one.graph
    return merged


def sources_of(delivery: Ingested, subject: URIRef, predicate: URIRef) -> set[tuple[str, str]]:
    return {
        (one.document, one.certainty) for one in delivery.graphs if (subject, predicate, None) in one.graph
    }


def test_there_are_45_laws_with_one_name_each(delivery: Ingested, graph: Graph) -> None:
    assert [count.found for count in check_counts(delivery.source, graph)] == [45, 39]
    laws = set(graph.subjects(RDF.type, ELI.LegalResource))
    assert len({graph.value(one, SKOS.prefLabel, any=False) for one in laws}) == 45
    assert all(graph.value(one, ELI.title, any=False) for one in laws)


def test_every_shape_is_met(delivery: Ingested) -> None:
    assert check_shapes(delivery) == []


def test_the_article_on_citizens_initiatives_has_its_jci(graph: Graph) -> None:
    found = article("BWBR0035362", "2.6.7")
    assert found == URIRef("https://wetten.overheid.nl/jci1.3:c:BWBR0035362&artikel=2.6.7")
    assert graph.value(found, DCTERMS.identifier) == Literal("jci1.3:c:BWBR0035362&artikel=2.6.7")
    assert graph.value(found, SKOS.prefLabel) == Literal(
        "artikel 2.6.7 Wet maatschappelijke ondersteuning 2015", lang="nl"
    )
    assert graph.value(found, ELI.is_part_of) == law("BWBR0035362")
    assert (law("BWBR0035362"), ELI.has_part, found) in graph
    assert (found, ELI.is_about, URIRef(mint_iri("thema", "uitdaagrecht"))) in graph


def test_parts_and_wholes_agree(graph: Graph) -> None:
    assert set(graph.subject_objects(ELI.has_part)) == {
        (whole, part) for part, whole in graph.subject_objects(ELI.is_part_of)
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (WOB, WOO),
        (WRO, OMGEVINGSWET),
        (law("BWBR0024779"), OMGEVINGSWET),
        (law("BWBR0027431"), OMGEVINGSWET),
        (ELEKTRICITEITSWET, ENERGIEWET),
        (GASWET, ENERGIEWET),
    ],
)
def test_a_replaced_law_is_not_in_force_and_names_its_successor(
    graph: Graph, old: URIRef, new: URIRef
) -> None:
    assert set(graph.objects(old, DCTERMS.isReplacedBy)) == {new}
    assert graph.value(old, ELI.in_force) == ELI["InForce-notInForce"]
    assert graph.value(old, ELI.date_no_longer_in_force) is not None
    assert graph.value(new, ELI.in_force) == ELI["InForce-inForce"]


def test_only_replaced_laws_are_out_of_force(graph: Graph) -> None:
    gone = set(graph.subjects(ELI.in_force, ELI["InForce-notInForce"]))
    assert gone == set(graph.subjects(DCTERMS.isReplacedBy, None))
    assert len(set(graph.subjects(ELI.in_force, None))) == 45


def test_the_participation_act_has_an_iri_of_ours_and_no_bwb_number(delivery: Ingested, graph: Graph) -> None:
    assert (PARTICIPATION, RDF.type, ELI.LegalResource) in graph
    assert graph.value(PARTICIPATION, ELI.id_local) is None
    assert {law(one) for one in ("BWBR0005416", "BWBR0005645", "BWBR0005108")} == set(
        graph.objects(PARTICIPATION, ELI.amends)
    )
    assert sources_of(delivery, PARTICIPATION, ELI.first_date_entry_in_force) == {(OWN_LIST, "afgeleid")}
    others = set(graph.subjects(RDF.type, ELI.LegalResource)) - {PARTICIPATION}
    assert all(one == law(str(graph.value(one, ELI.id_local))) for one in others)


def test_every_theme_exists_in_the_thesaurus(graph: Graph) -> None:
    themes = Graph().parse(ontology_file("themes.ttl"))
    concepts = set(themes.subjects(RDF.type, SKOS.Concept))
    assert set(graph.objects(None, ELI.is_about)) <= concepts
    described = {
        *graph.subjects(RDF.type, ELI.LegalResource),
        *graph.subjects(RDF.type, ELI.LegalResourceSubdivision),
    }
    assert set(graph.subjects(ELI.is_about, None)) == described


def test_nothing_from_our_own_list_is_published_as_stated(delivery: Ingested) -> None:
    assert {one.certainty for one in delivery.graphs if one.document == OWN_LIST} == {"afgeleid"}


def test_an_abbreviation_is_stated_only_where_a_text_gives_it(delivery: Ingested) -> None:
    stated = by_certainty(delivery, "gesteld")
    inferred = by_certainty(delivery, "afgeleid")
    assert {str(one) for one in stated.objects(None, ELI.title_short)} == {"Wet IB 2001"}
    abbreviations = {str(one) for one in inferred.objects(None, ELI.title_short)}
    assert {"Wob", "Woo", "Awb", "Wmo 2015", "Wro"} <= abbreviations
    assert "Ww" not in abbreviations


def test_what_was_not_verified_is_absent(graph: Graph) -> None:
    articles = set(graph.subjects(RDF.type, ELI.LegalResourceSubdivision))
    assert not any("BWBR0037885&artikel=16" in str(one) for one in articles)
    assert graph.value(law("BWBR0033729"), DCTERMS.isReplacedBy) is None


def test_the_end_of_the_wob_is_inferred_from_the_law_that_repeals_it(
    delivery: Ingested, graph: Graph
) -> None:
    assert graph.value(WOB, ELI.date_no_longer_in_force) == Literal("2022-05-01", datatype=XSD.date)
    assert sources_of(delivery, WOB, ELI.date_no_longer_in_force) == {("legalize-nl-2026", "afgeleid")}
    assert sources_of(delivery, WOB, DCTERMS.isReplacedBy) == {("wettekst-bwbr0045754-2025", "afgeleid")}


def test_the_official_gazette_states_the_end_of_the_electricity_act(delivery: Ingested, graph: Graph) -> None:
    assert graph.value(ELEKTRICITEITSWET, ELI.date_no_longer_in_force) == Literal(
        "2026-01-01", datatype=XSD.date
    )
    assert sources_of(delivery, ELEKTRICITEITSWET, ELI.date_no_longer_in_force) == {
        ("stb-2025-348", "gesteld")
    }


def test_former_names_lead_to_the_law(graph: Graph) -> None:
    assert graph.value(predicate=SKOS.altLabel, object=Literal("Wet werk en bijstand", lang="nl")) == law(
        "BWBR0015703"
    )
    assert graph.value(predicate=SKOS.hiddenLabel, object=Literal("Wet markt en overheid", lang="nl")) == law(
        "BWBR0008691"
    )


def test_every_description_is_ours_short_and_inferred(delivery: Ingested) -> None:
    described = by_certainty(delivery, "afgeleid")
    laws = set(by_certainty(delivery, "gesteld").subjects(RDF.type, ELI.LegalResource))
    assert (None, DCTERMS.description, None) not in by_certainty(delivery, "gesteld")
    for one in laws:
        text = str(described.value(one, DCTERMS.description, any=False))
        assert len(text.split(". ")) == 2
        assert text.endswith(".")


def test_every_article_says_how_old_our_knowledge_is(graph: Graph) -> None:
    articles = set(graph.subjects(RDF.type, ELI.LegalResourceSubdivision))
    assert all(graph.value(one, GG.peildatum) is not None for one in articles)


def test_the_articles_stand_in_the_texts(texts: dict[str, str]) -> None:
    with (FOLDER / "artikelen.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["bwb_id"] in texts]
    assert len(rows) == 34
    for row in rows:
        lines = [line.lstrip("#").split() for line in texts[row["bwb_id"]].splitlines()]
        assert ["Artikel", row["nummer"]] in lines, row


def test_the_official_titles_stand_in_the_texts(texts: dict[str, str]) -> None:
    with (FOLDER / "titels.csv").open(encoding="utf-8", newline="") as file:
        titles = {row["bwb_id"]: row["titel"] for row in csv.DictReader(file)}
    assert len(texts) == 40
    assert {bwb_id: text.splitlines()[0].lstrip("#").strip() for bwb_id, text in texts.items()} == {
        bwb_id: titles[bwb_id] for bwb_id in texts
    }
