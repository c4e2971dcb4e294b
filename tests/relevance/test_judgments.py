"""The judged queries are whole: each is judged, each judgment is of an entity that there is."""

from __future__ import annotations

from collections import Counter

from graph.store.interface import GraphStore
from indexer.document import documents_of
from tests.relevance.judged_queries import (
    CATEGORIES,
    FOLDER,
    USERS,
    JudgedQuery,
    Unanswerable,
    judged_queries,
    unanswerable,
)

FEWEST, FEWEST_IN_CATEGORY = 120, 10


def test_there_are_enough_queries_of_each_category() -> None:
    queries = judged_queries()
    count = Counter(query.category for query in queries)
    assert len(queries) >= FEWEST
    assert list(count) == list(CATEGORIES)
    assert {name: number for name, number in count.items() if number < FEWEST_IN_CATEGORY} == {}


def test_each_user_asks_a_fair_share() -> None:
    count = Counter(query.user for query in judged_queries())
    assert set(count) == set(USERS)
    assert min(count.values()) >= FEWEST // 4


def test_every_query_has_a_judgment_and_says_what_was_meant() -> None:
    assert [query.key for query in judged_queries() if 2 not in query.answers.values()] == []


def test_grades_are_helps_or_meant() -> None:
    assert {grade for query in judged_queries() for grade in query.answers.values()} == {1, 2}


def test_no_query_is_asked_twice() -> None:
    queries: list[JudgedQuery | Unanswerable] = [*judged_queries(), *unanswerable()]
    texts = Counter(query.text for query in queries)
    assert [text for text, number in texts.items() if number > 1] == []
    keys = Counter(query.key for query in queries)
    assert [key for key, number in keys.items() if number > 1] == []


def test_no_entity_is_judged_twice_for_a_query() -> None:
    lines = (FOLDER / "qrels.tsv").read_text("utf-8").splitlines()
    assert lines[0] == "query-id\tcorpus-id\tscore"
    pairs = Counter(line.rpartition("\t")[0] for line in lines[1:])
    assert [pair for pair, number in pairs.items() if number > 1] == []


def test_every_judged_entity_is_in_the_built_in_edition(builtin_store: GraphStore) -> None:
    there = {document.iri for document in documents_of(builtin_store)}
    judged = {iri for query in judged_queries() for iri in query.answers}
    forbidden = {iri for query in unanswerable() for iri in query.never}
    assert sorted((judged | forbidden) - there) == []
