"""Updating an index: only what changed is written, answers are those of a new index, readers go on."""

from __future__ import annotations

import dataclasses
import random
from contextlib import closing
from pathlib import Path

import pytest

from indexer.document import Document
from indexer.engines import open_engine, write_documents
from indexer.search import SearchRequest, SearchResult
from ontology.errors import SearchIndexError

WORDS = ("wonen", "energie", "coöperatie", "buurthuis", "zorg", "dorp", "molen", "groen", "samen", "veld")
QUESTIONS = ("wonen", "energiecoöperatie", '"groen veld"', "", "zor*", "wonen zorg", "naam:dorp", "plein 3")


def document(number: int, chance: random.Random) -> Document:
    return Document(
        f"iri:{number}",
        chance.choice(("thema", "initiatief", "wet")),
        f"plein {number}",
        description=" ".join(chance.choices(WORDS, k=6)),
        years=(chance.choice((1999, 2017, 2030)),),
    )


def answers(url: str) -> list[SearchResult]:
    with closing(open_engine(url)) as engine:
        return [engine.search(SearchRequest(text, limit=200)) for text in QUESTIONS]


@pytest.fixture
def before() -> dict[int, Document]:
    chance = random.Random(20261127)
    return {number: document(number, chance) for number in range(80)}


def test_a_series_of_updates_answers_as_a_new_index_does(tmp_path: Path, before: dict[int, Document]) -> None:
    chance = random.Random(1)
    write_documents(f"whoosh:{tmp_path / '0'}", before.values())
    now = dict(before)
    for step in range(1, 5):
        for number in chance.sample(sorted(now), 5):
            now[number] = document(number, chance)
        for number in chance.sample(sorted(now), 3):
            del now[number]
        now[100 + step] = document(100 + step, chance)
        earlier, folder = tmp_path / str(step - 1), tmp_path / str(step)
        assert write_documents(f"whoosh:{folder}", now.values(), earlier=earlier) == len(now)
        anew = tmp_path / f"anew{step}"
        write_documents(f"whoosh:{anew}", now.values())
        assert answers(f"whoosh:{folder}") == answers(f"whoosh:{anew}")
    assert answers(f"whoosh:{tmp_path / '0'}") != answers(f"whoosh:{tmp_path / '4'}")


def test_only_what_changed_is_written(tmp_path: Path, before: dict[int, Document]) -> None:
    write_documents(f"whoosh:{tmp_path / 'old'}", before.values())
    told: list[tuple[int, int]] = []
    changed = {**before, 3: dataclasses.replace(before[3], description="iets anders")}
    write_documents(
        f"whoosh:{tmp_path / 'new'}",
        changed.values(),
        lambda done, total: told.append((done, total)),
        earlier=tmp_path / "old",
    )
    assert told == [(79, 80), (80, 80)]
    segments = {file.name: file.stat().st_ino for file in (tmp_path / "old").glob("*.seg")}
    kept = {file.name: file.stat().st_ino for file in (tmp_path / "new").glob("*.seg")}
    assert segments.items() <= kept.items()


def test_readers_of_the_earlier_index_go_on(tmp_path: Path, before: dict[int, Document]) -> None:
    url = f"whoosh:{tmp_path / 'old'}"
    write_documents(url, before.values())
    files = {file.name: file.read_bytes() for file in (tmp_path / "old").iterdir()}
    expected = answers(url)
    with closing(open_engine(url)) as reader:
        write_documents(f"whoosh:{tmp_path / 'new'}", list(before.values())[:70], earlier=tmp_path / "old")
        assert [reader.search(SearchRequest(text, limit=200)) for text in QUESTIONS] == expected
    assert {file.name: file.read_bytes() for file in (tmp_path / "old").iterdir()} == files


def test_when_much_is_gone_all_is_written_anew(tmp_path: Path, before: dict[int, Document]) -> None:
    write_documents(f"whoosh:{tmp_path / 'old'}", before.values())
    few = list(before.values())[:10]
    write_documents(f"whoosh:{tmp_path / 'new'}", few, earlier=tmp_path / "old")
    write_documents(f"whoosh:{tmp_path / 'anew'}", few)
    sizes = [(tmp_path / name / "columns.json").stat().st_size for name in ("new", "anew")]
    assert sizes[0] == sizes[1]


def test_an_earlier_index_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match='Draai "gemeengoed build"'):
        write_documents(f"whoosh:{tmp_path / 'new'}", [], earlier=tmp_path / "nergens")
