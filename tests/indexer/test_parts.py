"""Parts of compounds: what they find, and that they never come before what is named so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.analysis.chain import DUTCH
from indexer.document import Document
from indexer.engines import open_engine, write_documents
from indexer.search import SearchEngine, SearchRequest
from tests.indexer.conftest import engine_params

DOCUMENTS = [
    Document("iri:energie", "thema", "energie"),
    Document("iri:whole", "thema", "energiecoöperaties"),
    Document("iri:apart", "initiatief", "Zonnig", texts=("Een coöperatie voor energie in het dorp.",)),
    Document("iri:hyphen", "initiatief", "Zonne-energie Noord"),
    Document("iri:half", "initiatief", "Coöperatie De Molen"),
    Document("iri:none", "thema", "zeggenschap"),
]


@pytest.fixture(scope="module", params=engine_params())
def parted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchEngine]:
    url = f"{request.param}:{tmp_path_factory.mktemp('parts')}"
    assert write_documents(url, DOCUMENTS) == len(DOCUMENTS)
    engine = open_engine(url)
    yield engine
    engine.close()


def found(engine: SearchEngine, text: str) -> list[str]:
    return [hit.iri.removeprefix("iri:") for hit in engine.search(SearchRequest(text)).hits]


def test_a_word_finds_the_compounds_it_is_part_of_below_what_is_called_so(parted: SearchEngine) -> None:
    assert found(parted, "energie")[0] == "energie"
    assert set(found(parted, "energie")) == {"energie", "whole", "apart", "hyphen"}


@pytest.mark.parametrize("text", ["energiecoöperatie", "energie-coöperatie"])
def test_a_compound_is_found_whole_before_its_parts_apart(parted: SearchEngine, text: str) -> None:
    assert found(parted, text) == ["whole", "apart"]


def test_a_compound_typed_as_two_words_is_found_all_the_same(parted: SearchEngine) -> None:
    assert set(found(parted, "energie cooperatie")[:2]) == {"whole", "apart"}


def test_one_part_alone_is_not_what_a_compound_asks_for(parted: SearchEngine) -> None:
    assert "half" not in found(parted, "energiecoöperatie")


def test_a_question_asks_for_any_of_its_words(parted: SearchEngine) -> None:
    assert set(found(parted, "Wat is zeggenschap over energie?")) >= {"none", "energie"}
    assert set(found(parted, "dorp energie coöperatie zon noord zeggenschap")) >= {"none", "apart"}
    assert found(parted, "dorp coöperatie energie")[0] == "apart"


def test_a_phrase_is_what_stands_there_not_parts(parted: SearchEngine) -> None:
    assert found(parted, '"energie cooperatie"') == []


def test_a_field_that_is_named_is_not_searched_by_parts(parted: SearchEngine) -> None:
    assert set(found(parted, "naam:energie")) == {"energie", "hyphen"}


def test_a_word_that_stands_only_inside_compounds_is_not_unknown(parted: SearchEngine) -> None:
    answer = parted.search(SearchRequest("zonne"))
    assert [hit.label for hit in answer.hits] == ["Zonne-energie Noord"]
    assert answer.note == ""


def test_the_word_that_was_found_by_a_part_is_marked(parted: SearchEngine) -> None:
    assert "<mark>coöperatie</mark>" in parted.search(SearchRequest("energiecoöperatie")).hits[1].snippet


def test_hyphenated_words_have_their_pieces_as_parts() -> None:
    assert [(t.terms, t.parts) for t in DUTCH.analyse("woon-werkpand 2025-2030")] == [
        (("woonwerkpand", "woon", "werkpand"), ("woon", "werk", "pand")),
        (("2025", "2030"), ()),
    ]
