"""Explaining a result: its true place, and terms that add up to its score."""

from __future__ import annotations

import pytest

from indexer.compile import EXACT_WEIGHT, STEM_WEIGHT
from indexer.explain import explain
from indexer.search import SearchRequest
from indexer.searching import Search
from ontology.errors import EntityNotFoundError

QUESTIONS = [
    "wonen",
    "samen wonen",
    "wooncoöperaties",
    "energie cooperatie",
    "LSA",
    "woonc*",
    '"samen hun woningen"',
    "Wat is een wooncoöperatie in Amersfoort?",
    "vereniging -warren",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_place_and_score_are_those_of_the_results(engine: Search, text: str) -> None:
    found = engine.search(SearchRequest(text, limit=100))
    assert found.hits
    for place, hit in enumerate(found.hits, 1):
        explained = explain(engine, text, hit.iri)
        assert (explained.place, explained.total, explained.label) == (place, found.total, hit.label)
        if not explained.named:
            bonus = 1000 * (hit.score > 1000)
            assert explained.score == pytest.approx(hit.score - bonus, abs=1e-3)
        assert explained.score == pytest.approx(sum(one.score for one in explained.contributions))


def test_the_bearer_of_the_name_is_told(engine: Search) -> None:
    first = engine.search(SearchRequest("LSA")).hits[0]
    explained = explain(engine, "LSA", first.iri)
    assert (explained.place, explained.named) == (1, True)


def test_a_term_says_where_it_stands(engine: Search) -> None:
    iri = next(hit.iri for hit in engine.search(SearchRequest("wooncoöperatie")).hits if hit.kind == "thema")
    said = {one.how: one for one in explain(engine, "wooncoöperatie", iri).contributions}
    whole, exact = said["als woord"], said["precies zo geschreven"]
    assert (whole.term, whole.weight) == ("wooncoopereer", STEM_WEIGHT)
    assert (exact.term, exact.weight) == ("wooncooperatie", EXACT_WEIGHT)
    assert whole.places["label"] == 1
    assert whole.rarity > 0


def test_what_is_not_found_has_no_place(engine: Search) -> None:
    iri = engine.search(SearchRequest("Oranje Fonds")).hits[0].iri
    explained = explain(engine, "zonne-energie", iri)
    assert (explained.place, explained.complete, explained.contributions) == (0, False, ())


def test_what_the_index_does_not_hold_is_refused(engine: Search) -> None:
    with pytest.raises(EntityNotFoundError, match="staat niet in de zoekindex"):
        explain(engine, "wonen", "https://example.org/nergens")
