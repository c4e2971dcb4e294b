"""A dataset that is written to: whole changes or none, whatever happens to the process that writes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.dataset import Dataset, Part
from graph.update_text import check_update
from ontology.errors import (
    QueryLimitError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    SourceFormatError,
    StoreUnavailableError,
)

G = "http://a/g"
TURTLE = "text/turtle"


@pytest.fixture
def dataset() -> Iterator[Dataset]:
    dataset = Dataset()
    yield dataset
    folder = dataset.store_dir.parent
    dataset.close()
    assert not folder.exists()


@pytest.fixture
def part(tmp_path: Path):  # type: ignore[no-untyped-def]
    def make(text: str, media_type: str = TURTLE) -> Part:
        path = tmp_path / f"deel{len(list(tmp_path.iterdir()))}"
        path.write_text(text, encoding="utf-8")
        return Part(str(path), media_type, "deel.ttl")

    return make


def content(dataset: Dataset) -> list[str]:
    return sorted(str(quad) for quad in ox.Store.read_only(str(dataset.store_dir)))


def update(dataset: Dataset, text: str) -> None:
    dataset.update(check_update(text))


def kill(dataset: Dataset) -> None:
    os.kill(dataset._process.pid, signal.SIGKILL)  # type: ignore[union-attr]
    dataset._process._process.wait()  # type: ignore[union-attr]


def test_reader_keeps_what_it_opened(dataset: Dataset) -> None:
    update(dataset, "INSERT DATA { <a:b> <a:c> 1 }")
    before = ox.Store.read_only(str(dataset.store_dir))
    update(dataset, "CLEAR ALL")
    assert len(before) == 1
    assert content(dataset) == []


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (
            "INSERT DATA { <a:b> <a:c> 2 } ; INSERT DATA { oeps",
            QuerySyntaxError,
            "kolom 45: Wat hier",
        ),
        ("INSERT DATA { <a:b> <a:c> 2 } ; CREATE GRAPH <http://a/g>", QueryRefusedError, "already exists"),
        ("INSERT DATA { <a:b> <a:c> 2 } ; CLEAR GRAPH <a:x>", QueryRefusedError, "Schrijf SILENT"),
    ],
)
def test_update_that_fails_changes_nothing(
    dataset: Dataset, text: str, error: type[Exception], words: str
) -> None:
    update(dataset, f"CREATE GRAPH <{G}> ; INSERT DATA {{ <a:b> <a:c> 1 }}")
    before, version = content(dataset), dataset.version
    with pytest.raises(error, match=words):
        update(dataset, text)
    assert (content(dataset), dataset.version) == (before, version)


def test_place_of_an_error_is_that_in_what_was_written(dataset: Dataset) -> None:
    text = "INSERT { ?s ?p 1 } WHERE { ?s ?p 1 } ; INSERT { ?s ?p 1 } WHERE { ?s oeps:x 1 }"
    with pytest.raises(QuerySyntaxError) as caught:
        dataset.update(check_update(text, [G, "http://a/h"]))
    assert (caught.value.line, caught.value.column) == (1, text.index("oeps") + 1)


def test_ended_process_loses_nothing_that_was_done(dataset: Dataset) -> None:
    update(dataset, "INSERT DATA { <a:b> <a:c> 1 }")
    kill(dataset)
    assert len(content(dataset)) == 1
    update(dataset, "INSERT DATA { <a:b> <a:c> 2 }")
    assert len(content(dataset)) == 2


def test_endless_update_is_stopped_and_changes_nothing(dataset: Dataset) -> None:
    update(dataset, "INSERT DATA { " + " ".join(f"<a:{n}> <a:c> {n} ." for n in range(300)) + " }")
    before, dataset._timeout_s = content(dataset), 0.5
    product = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
    with pytest.raises(QueryTimeoutError, match="niet doorgegaan"):
        update(dataset, f"INSERT {{ <a:x> <a:y> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {product} }} }}")
    assert content(dataset) == before
    dataset._timeout_s = 60
    update(dataset, "INSERT DATA { <a:x> <a:c> 2 }")
    assert len(content(dataset)) == len(before) + 1


def test_greedy_update_is_stopped_and_changes_nothing() -> None:
    dataset = Dataset(memory_bytes=600_000_000)
    try:
        update(dataset, "INSERT DATA { " + " ".join(f"<a:{n}> <a:c> {n} ." for n in range(200)) + " }")
        before = content(dataset)
        with pytest.raises(QueryLimitError, match="te veel geheugen"):
            update(dataset, "INSERT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        assert content(dataset) == before
    finally:
        dataset.close()


def test_graphs_are_put_added_to_and_removed(dataset: Dataset, part) -> None:  # type: ignore[no-untyped-def]
    assert dataset.put(G, [part("<a:b> <a:c> 1 .")]) is False
    assert dataset.post(G, [part("<a:b> <a:c> 2 ."), part("<a:b> <a:c> 3 .")]) is True
    assert len(content(dataset)) == 3
    assert dataset.put(G, [part("<a:b> <a:c> 4 .")]) is True
    assert len(content(dataset)) == 1
    assert dataset.put(None, [part("<x> <a:c> 4 .")], "http://base/") is True
    assert any("<http://base/x>" in line for line in content(dataset))
    assert dataset.delete(G) is True
    assert dataset.delete(G) is False
    assert dataset.delete(None) is True
    assert content(dataset) == []


def test_empty_graph_is_there(dataset: Dataset, part) -> None:  # type: ignore[no-untyped-def]
    assert dataset.put(G, [part("")]) is False
    assert dataset.put(G, [part("")]) is True


def test_blank_nodes_of_two_files_stay_apart(dataset: Dataset, part) -> None:  # type: ignore[no-untyped-def]
    dataset.post(G, [part("_:x <a:c> 1 .")])
    dataset.post(G, [part("_:x <a:c> 1 .")])
    assert len(content(dataset)) == 2


@pytest.mark.parametrize(
    ("text", "media_type", "words"),
    [
        ("<a:b> <a:c> 1 .\n<a:b> oeps", TURTLE, "deel.ttl: regel 2"),
        ("{ niks", "application/ld+json", "deel.ttl"),
        ('{"@id": "a:g", "@graph": [{"@id": "a:b", "a:c": 1}]}', "application/ld+json", "benoemde graaf"),
        ("<a:b> <a:c> 1 .", "application/trig", "Stuur Turtle"),
    ],
)
def test_file_that_cannot_be_read_changes_nothing(
    dataset: Dataset, part, text: str, media_type: str, words: str
) -> None:  # type: ignore[no-untyped-def]
    dataset.put(G, [part("<a:b> <a:c> 1 .")])
    before = content(dataset)
    with pytest.raises(SourceFormatError, match=words):
        dataset.put(G, [part("<a:b> <a:c> 2 ."), part(text, media_type)])
    assert content(dataset) == before


def test_quads_go_to_the_graphs_that_they_name(dataset: Dataset, part) -> None:  # type: ignore[no-untyped-def]
    dataset.load([part("<a:g> { <a:b> <a:c> 1 } <a:b> <a:c> 2 .", "application/trig")])
    before = content(dataset)
    assert len(before) == 2
    with pytest.raises(SourceFormatError, match="regel 2"):
        dataset.load([part("<a:g> { <a:b> <a:c> 3 }\n oeps", "application/trig")])
    assert content(dataset) == before
    update(dataset, "INSERT DATA { <a:b> <a:c> 4 }")
    assert len(content(dataset)) == 3


def test_closed_dataset_says_so() -> None:
    dataset = Dataset()
    dataset.close()
    with pytest.raises(StoreUnavailableError, match="zojuist gesloten"):
        update(dataset, "CLEAR ALL")
    with pytest.raises(StoreUnavailableError, match="zojuist gesloten"):
        _ = dataset.store_dir


def test_old_checkpoints_go(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.dataset.KEPT_S", -1.0)
    for number in range(4):
        update(dataset, f"INSERT DATA {{ <a:b> <a:c> {number} }}")
    assert len(list(dataset.store_dir.parent.glob("stand-*"))) == 1
    assert len(content(dataset)) == 4
