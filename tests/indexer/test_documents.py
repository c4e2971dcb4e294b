"""What is indexed for the entities of the small edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store.oxigraph_store import OxigraphStore
from indexer.document import Document, documents_of
from indexer.engines import open_engine, write_documents
from indexer.fields import entry_of
from indexer.search import SearchRequest
from indexer.subtitle import dutch_date
from indexer.tag import Tag
from indexer.weights import passages_of, typical_lengths, word_weight
from ontology.iris import DEFAULT_BASE
from ontology.kinds import KINDS


@pytest.fixture(scope="module")
def documents(small_store: OxigraphStore) -> dict[str, Document]:
    found = list(documents_of(small_store))
    assert len({document.iri for document in found}) == len(found)
    return {
        document.iri.removeprefix(f"{DEFAULT_BASE}/id/").rsplit("/tooi/id/", 1)[-1]: document
        for document in found
    }


def test_an_organisation_carries_all_that_is_said_of_it(documents: dict[str, Document]) -> None:
    assert documents["organisatie/oranje-fonds"] == Document(
        iri=f"{DEFAULT_BASE}/id/organisatie/oranje-fonds",
        kind="organisatie",
        label="Oranje Fonds",
        names=("OF",),
        types=("organisatie",),
        subtitle="kernpartner van Samen Sterk-coalitie",
        description="Fonds dat volgens de Wmo en de Gaswet niets hoeft.",
        texts=("nog onbekend sinds wanneer",),
        neighbours=("Samen Sterk-coalitie", "Samen Sterk", "SSC", "kernpartner"),
        sources=(
            Tag("blog-van-een-bewoner", "Blog van een bewoner", ("blog", "Blog van een bewoner")),
            Tag("de-krant", "De Krant", ("krant-2024", "De krant van 2024")),
        ),
    )


def test_what_only_a_hidden_delivery_knows_is_no_document(documents: dict[str, Document]) -> None:
    assert not any("BWBR0011440" in iri or iri == "initiatief/stil" for iri in documents)


def test_words_of_the_vocabulary_and_the_nodes_in_between_are_no_documents(
    documents: dict[str, Document],
) -> None:
    assert all(KINDS[document.kind].searchable for document in documents.values())
    assert not any("def#" in iri or "#" in iri or "lidmaatschap" in iri for iri in documents)


def test_territory_speaks_for_its_municipality(documents: dict[str, Document]) -> None:
    assert "plaats/gm0307" not in documents
    assert "stad aan de Eem" in documents["gemeente/gm0307"].texts


def test_shapes_and_numbers_are_not_read(documents: dict[str, Document]) -> None:
    everything = " ".join(text for document in documents.values() for text in document.texts)
    assert "Point" not in everything
    assert "705" not in everything
    assert documents["indicator/aantal"].texts == ("gemeten door de monitor",)


def test_neighbouring_municipalities_and_fellow_signers_are_no_neighbours(
    documents: dict[str, Document],
) -> None:
    assert "gemeente Leusden" not in documents["gemeente/gm0307"].neighbours
    assert "Cooplink" not in documents["organisatie/lsa"].neighbours
    assert "intentieverklaring" in documents["organisatie/lsa"].neighbours


def test_a_quotation_feeds_only_what_its_claim_is_about(documents: dict[str, Document]) -> None:
    assert "ontstond als zomerfeest" in documents["organisatie/coalitie"].texts
    assert not any("De partners zijn" in text for text in documents["organisatie/lsa"].texts)


def test_a_theme_is_not_about_what_it_classifies(documents: dict[str, Document]) -> None:
    assert documents["thema/wooncooperatie"].neighbours == ("wonen", "housing", "Cooplink")


def test_subjects_include_broader_ones_and_a_cycle_ends(documents: dict[str, Document]) -> None:
    assert [tag.value for tag in documents["initiatief/warren"].themes] == ["wonen", "wooncooperatie"]
    assert [tag.value for tag in documents["thema/ontmoeting"].themes] == ["buurthuis", "ontmoeting"]


def test_places_lead_from_a_village_to_its_province(documents: dict[str, Document]) -> None:
    assert [tag.value for tag in documents["initiatief/warren"].places] == ["gm0307", "pv26"]
    assert [tag.value for tag in documents["plaats/wof1"].places] == ["gm0307", "pv26"]


def test_an_article_is_cited_by_every_name_of_its_law(documents: dict[str, Document]) -> None:
    article = documents["https://wetten.overheid.nl/jci1.3:c:BWBR0035362&artikel=2.6.7"]
    assert article.names == ("artikel 2.6.7 Wmo", "artikel 2.6.7 Wmo 2015")


@pytest.mark.parametrize(
    ("ref", "subtitle"),
    [
        ("organisatie/lsa", "kernpartner van Samen Sterk-coalitie"),
        ("organisatie/cooplink", "vereniging"),
        ("organisatie/coalitie", ""),
        ("gemeente/gm0307", "gemeente in Utrecht"),
        ("gemeente/gm0001", "gemeente, bestond tot en met 1 januari 1990"),
        ("provincie/pv26", ""),
        ("plaats/wof1", "plaats in de gemeente Amersfoort"),
        ("https://wetten.overheid.nl/BWBR0035362/", "Wmo 2015"),
        (
            "https://wetten.overheid.nl/BWBR0005252/",
            "vervallen per 1 mei 2022, opgevolgd door Wet open overheid",
        ),
        ("https://wetten.overheid.nl/jci1.3:c:BWBR0035362&artikel=2.6.7", "over zeggenschap"),
        ("initiatief/warren", "wooncoöperatie in Hoogland"),
        ("initiatief/kwaad", "buurthuis"),
        ("thema/wooncooperatie", "thema onder wonen"),
        ("thema/wonen", "thema"),
        ("doel/1", "Plan 2030, voor 2030"),
        ("persoon/jansen", "burgemeester van gemeente Amersfoort"),
        ("evenement/feest", "13 april 2024 in Amersfoort"),
    ],
)
def test_subtitle_tells_an_entity_from_its_namesakes(
    documents: dict[str, Document], ref: str, subtitle: str
) -> None:
    assert documents[ref].subtitle == subtitle


def test_contested_role_says_that_sources_differ(documents: dict[str, Document]) -> None:
    assert (
        documents["organisatie/doen"].subtitle == "kernpartner van Samen Sterk-coalitie (bronnen verschillen)"
    )


@pytest.mark.parametrize("lexical", ["", "2024", "2024-04", "2024-13-01", "onbekend"])
def test_what_is_no_whole_date_stays_as_it_is(lexical: str) -> None:
    assert dutch_date(lexical) == lexical


def test_documents_of_one_publisher_are_one_source(documents: dict[str, Document]) -> None:
    assert documents["organisatie/coalitie"].sources == (
        Tag("de-krant", "De Krant", ("bijlage", "Bijlage bij de krant", "krant-2024", "De krant van 2024")),
    )


def test_a_publisher_without_letters_is_known_by_its_reference(documents: dict[str, Document]) -> None:
    assert Tag("muur", "?!", ("muur",)) in documents["organisatie/cooplink"].sources


def test_what_has_no_name_cannot_be_searched(documents: dict[str, Document]) -> None:
    assert "organisatie/naamloos" not in documents


def test_a_name_in_two_words_is_also_found_joined() -> None:
    document = Document(
        iri="x", kind="organisatie", label="Oranje Fonds", names=("Fonds van de heel lange naam",)
    )
    assert [passage.text for passage in passages_of(document)] == [
        "Oranje Fonds",
        "Fonds van de heel lange naam",
        "oranjefonds",
    ]


def test_names_are_alternatives_of_which_the_best_counts() -> None:
    many = Document("iri:many", "organisatie", "eerste", names=("molen", "molen noord", "molen zuid"))
    one = Document("iri:one", "organisatie", "tweede", names=("molen",))
    levels = [entry_of(document, typical_lengths([])).levels["everything"] for document in (many, one)]
    assert levels[0]["molen"] == levels[1]["molen"] > levels[0]["noord"]


def test_a_misspelling_is_found_but_is_no_name(tmp_path: Path) -> None:
    misspelt = Document("iri:m", "doel", "iets", hidden_names=("molen",))
    named = Document("iri:n", "thema", "anders", names=("molen",))
    write_documents(f"whoosh:{tmp_path}", [misspelt, named])
    engine = open_engine(f"whoosh:{tmp_path}")
    assert [hit.iri for hit in engine.search(SearchRequest("molen")).hits] == ["iri:n", "iri:m"]
    engine.close()


def test_a_name_counts_more_than_a_text_and_a_short_text_more_than_a_long_one() -> None:
    usual = typical_lengths([])
    assert (
        word_weight("label", 2, usual)
        > word_weight("description", 40, usual)
        > word_weight("texts", 60, usual)
    )
    assert word_weight("texts", 10, usual) > word_weight("texts", 100, usual)
