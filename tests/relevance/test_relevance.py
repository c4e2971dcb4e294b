"""People find what they ask for: no engine answers the judged queries worse than its floors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from graph.edition import Edition
from graph.store.interface import GraphStore
from indexer.document import documents_of
from indexer.engines import open_engine
from indexer.search import SearchEngine, SearchRequest
from tests.relevance.floors import below, read_floors, read_reached
from tests.relevance.judged_queries import Unanswerable, judged_queries, unanswerable
from tests.relevance.measured import ALL, ENGINES, Measured, measured


@dataclass(frozen=True)
class Opened:
    name: str
    engine: SearchEngine


@pytest.fixture(scope="module", params=ENGINES)
def opened(
    request: pytest.FixtureRequest, builtin_edition: Edition, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    address = ENGINES[request.param](builtin_edition, tmp_path_factory.mktemp(request.param))
    engine = open_engine(address)
    yield Opened(request.param, engine)
    engine.close()


@pytest.fixture(scope="module")
def answered(opened: Opened) -> Measured:
    return measured(opened.engine, judged_queries())


@pytest.fixture(scope="module")
def names(builtin_store: GraphStore) -> dict[str, str]:
    return {document.iri: f"{document.kind} {document.label}" for document in documents_of(builtin_store)}


def test_no_figure_is_below_its_floor(opened: Opened, answered: Measured, names: dict[str, str]) -> None:
    floors = read_floors().floors[opened.name]
    fallen = below(answered.figures(), floors)
    said = [
        f"{category} {measure}: {figure:.4f} < {floor:.2f}" for category, measure, figure, floor in fallen
    ]
    # All together fell because categories did; those tell more.
    which = dict.fromkeys(name for name, *_rest in fallen if name != ALL) or [ALL]
    before = read_reached(opened.name)
    worst = [f"lost most in {name}:\n{answered.lost(name, before, names)}" for name in which]
    assert not fallen, "\n".join([f"{opened.name} answers worse than it did:", *said, *worst])


def test_every_category_has_its_floors(opened: Opened, answered: Measured) -> None:
    floors = read_floors().floors[opened.name]
    assert {category: set(values) for category, values in floors.items()} == {
        category: set(values) for category, values in answered.figures().items()
    }


@pytest.mark.parametrize("query", unanswerable(), ids=lambda query: query.key)
def test_what_has_no_answer_gives_nothing_or_a_note(opened: Opened, query: Unanswerable) -> None:
    answer = opened.engine.search(SearchRequest(query.text, limit=100))
    assert answer.total == 0 or answer.note, f"“{query.text}” ({query.why}): {answer.hits[:5]}"
    assert [hit.label for hit in answer.hits if hit.iri in query.never] == []
