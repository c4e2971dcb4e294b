"""The other reference sources: titles of regulations, government bodies, and the ontology."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD

from graph.counts import check_counts
from graph.ingest import Ingested, ingest_folder
from graph.source import BUILTIN_FOLDER, load_source, read_data_files
from graph.validate import check_shapes
from ontology.iris import bwb_iri
from ontology.terms import ELI, GG, SCHEMA, TOOI

TOOI_ID = "https://identifier.overheid.nl/tooi/id/"
REFERENCE_SOURCES = ("bwb-later", "bwb-titels", "gemeenten", "ontologie", "overheid", "wetten")


@pytest.fixture(scope="module")
def titles() -> Ingested:
    return ingest_folder(BUILTIN_FOLDER / "bwb-titels")


@pytest.fixture(scope="module")
def government() -> Ingested:
    return ingest_folder(BUILTIN_FOLDER / "overheid")


@pytest.mark.parametrize("name", REFERENCE_SOURCES)
def test_files_are_utf8_with_plain_line_ends_and_say_where_they_come_from(name: str) -> None:
    folder = BUILTIN_FOLDER / name
    source = load_source(folder)
    for file, data in read_data_files(source, folder).items():
        assert b"\r" not in data, file
        assert data.decode("utf-8").endswith("\n"), file
    assert (folder / "README.md").is_file()
    assert source.counts


def test_all_19685_titles_are_there_but_not_shown(titles: Ingested) -> None:
    assert [count.found for count in check_counts(titles.source, titles.merged())] == [19685]
    assert titles.source.show is False


def test_a_title_is_no_described_law(titles: Ingested) -> None:
    graph = titles.merged()
    assert (None, RDF.type, ELI.LegalResource) not in graph
    assert (None, SKOS.prefLabel, None) not in graph


def test_a_parsed_cite_title_is_inferred(titles: Ingested) -> None:
    regulation = URIRef(bwb_iri("BWBR0002399"))
    by_certainty = {one.certainty: one.graph for one in titles.graphs if "laws-markdown-2017" in one.document}
    assert by_certainty["gesteld"].value(regulation, ELI.id_local) == Literal("BWBR0002399")
    assert by_certainty["gesteld"].value(regulation, ELI.title) is not None
    assert set(by_certainty["afgeleid"].predicates()) == {SKOS.altLabel, SKOS.hiddenLabel}
    assert (None, SKOS.altLabel, None) not in by_certainty["gesteld"]


def test_the_two_criminal_codes_have_the_name_that_their_titles_lack(titles: Ingested) -> None:
    stated = {
        str(law): str(name)
        for one in titles.graphs
        if one.certainty == "gesteld"
        for law, name in one.graph.subject_objects(SKOS.altLabel)
    }
    assert stated == {
        bwb_iri("BWBR0001854"): "Wetboek van Strafrecht",
        bwb_iri("BWBR0001903"): "Wetboek van Strafvordering",
    }


def test_an_abbreviation_is_inferred_and_a_file_name_hidden(titles: Ingested) -> None:
    graph = titles.merged()
    disability = URIRef(bwb_iri("BWBR0002524"))
    assert Literal("WAO", lang="nl") in set(graph.objects(disability, SKOS.altLabel))
    sickness = URIRef(bwb_iri("BWBR0001888"))
    assert list(graph.objects(sickness, SKOS.hiddenLabel)) == [Literal("ziektewet", lang="nl")]


def test_cite_titles_carry_no_markup_or_loose_quotes(titles: Ingested) -> None:
    names = [str(one) for one in titles.merged().objects(None, SKOS.altLabel)]
    assert not [one for one in names if one[0] in '"“„«:' or "](" in one or one != one.strip()]


def test_a_title_never_repeats_the_name_that_the_curated_list_gives(titles: Ingested) -> None:
    curated = ingest_folder(BUILTIN_FOLDER / "wetten").merged()
    parsed = titles.merged()
    assert [
        one for one, name in curated.subject_objects(SKOS.prefLabel) if (one, SKOS.altLabel, name) in parsed
    ] == []


def test_government_bodies_are_counted_by_kind(government: Ingested) -> None:
    assert {one.class_curie: one.found for one in check_counts(government.source, government.merged())} == {
        "tooi:CaribischOpenbaarLichaam": 3,
        "tooi:Overheidsorganisatie": 23,
        "tooi:Waterschap": 32,
        "tooi:Zbo": 27,
    }


@pytest.mark.parametrize("name", ["overheid", "bwb-later", "bwb-titels", "ontologie"])
def test_every_shape_is_met(name: str) -> None:
    assert check_shapes(ingest_folder(BUILTIN_FOLDER / name)) == []


@pytest.mark.parametrize(
    ("path", "label", "other"),
    [
        ("zbo/zb000187", "Huurcommissie", None),
        ("zbo/zb000193", "Centraal Bureau voor de Statistiek", "CBS"),
        ("zbo/zb000169", "Koninklijke Bibliotheek", "KB"),
        ("zbo/zb000217", "Autoriteit Consument en Markt", "ACM"),
        ("oorg/oorg10002", "Tweede Kamer", "Tweede Kamer der Staten-Generaal"),
        ("oorg/oorg10005", "Rijksdienst voor Ondernemend Nederland", "RVO"),
        ("waterschap/ws0539", "waterschap De Dommel", "De Dommel"),
        ("waterschap/ws0372", "Hoogheemraadschap van Delfland", "waterschap Hoogheemraadschap van Delfland"),
        ("col/col01", "openbaar lichaam Bonaire", "Bonaire"),
    ],
)
def test_a_body_has_its_register_iri_and_names(
    government: Ingested, path: str, label: str, other: str | None
) -> None:
    graph = government.merged()
    assert graph.value(URIRef(TOOI_ID + path), SKOS.prefLabel) == Literal(label, lang="nl")
    names = {str(one) for one in graph.objects(URIRef(TOOI_ID + path), SKOS.altLabel)}
    assert other in names if other else names == set()


def test_only_water_authorities_have_ended_and_most_name_a_successor(government: Ingested) -> None:
    graph = government.merged()
    ended = {one for one in graph.subjects(TOOI.einddatum, None) if isinstance(one, URIRef)}
    assert len(ended) == 11
    assert all((one, RDF.type, TOOI.Waterschap) in graph for one in ended)
    without = ended - set(graph.subjects(DCTERMS.isReplacedBy, None))
    assert without == {URIRef(TOOI_ID + "waterschap/ws0202")}
    assert graph.value(URIRef(TOOI_ID + "waterschap/ws0202"), TOOI.einddatum) == Literal(
        "2017-12-20", datatype=XSD.date
    )


def test_the_ontology_is_a_source_like_any_other() -> None:
    delivery = ingest_folder(BUILTIN_FOLDER / "ontologie")
    check_counts(delivery.source, delivery.merged())
    assert {(one.document, one.certainty) for one in delivery.graphs} == {
        ("gemeengoed-ontologie", "gesteld"),
        ("gemeengoed-themas", "gesteld"),
    }
    graph: Graph = delivery.merged()
    assert (GG.Doel, RDFS.label, None) in graph
    assert (SCHEMA.url, RDFS.label, None) in graph
