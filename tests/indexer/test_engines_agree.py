"""Both engines give the same answers: on any documents, to any query, and after any updates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.columns import FACETS, load_columns
from indexer.document import Document, Section
from indexer.engines import ENGINES, write_documents
from indexer.engines.interface import ORDERS, Circle, Selection, TermIndex
from indexer.engines.table import Table
from indexer.fields import EVERYTHING, NAME, NAME_WORDS, PARTS, WORDS
from indexer.tag import Tag
from indexer.term_query import (
    NOTHING,
    AllOf,
    AnyOf,
    BestOf,
    Between,
    Every,
    Near,
    Starts,
    Term,
    TermQuery,
    Without,
)

pytest.importorskip("tantivy", reason='tantivy is not installed: pip install "gemeengoed[tantivy]"')
tantivy_index = import_module("indexer.engines.tantivy_index")

TEXTS = ("zon", "wind", "zonne-energie", "energiecoöperatie", "samen wonen", "de buurt", "zon en wind", "é")
TERMS = ("zon", "wind", "zonneenergie", "energie", "cooperatie", "samen", "woon", "buurt", "e", "molen")
SAME_SCORE = 0.01
"""Engines round what they add up in different places; what is closer than this may come in either order."""


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    texts = st.sampled_from(TEXTS)
    tags = st.lists(st.sampled_from([Tag(v, v.upper()) for v in "abcdefg"]), max_size=6, unique=True)
    return [
        Document(
            iri=f"iri:{at}",
            kind=draw(st.sampled_from(["thema", "wet", "gemeente"])),
            label=draw(texts),
            names=tuple(draw(st.lists(texts, max_size=2))),
            hidden_names=tuple(draw(st.lists(texts, max_size=1))),
            description=" ".join(draw(st.lists(texts, max_size=4))),
            texts=tuple(draw(st.lists(texts, max_size=3))),
            sections=tuple(Section("", text) for text in draw(st.lists(texts, max_size=2))),
            themes=tuple(draw(tags)),
            places=tuple(draw(tags)),
            years=tuple(draw(st.lists(st.integers(1990, 1995), max_size=6, unique=True))),
            points=tuple(draw(st.lists(st.tuples(st.floats(52, 53), st.floats(5, 6)), max_size=2))),
        )
        for at in range(draw(st.integers(0, 12)))
    ]


def leaves() -> st.SearchStrategy[TermQuery]:
    terms, weights = st.sampled_from(TERMS), st.sampled_from([0.4, 1.0, 4.0])
    return st.one_of(
        st.builds(Term, st.sampled_from([EVERYTHING, PARTS, NAME, WORDS, "theme"]), terms, weights),
        st.builds(
            Starts, st.sampled_from([WORDS, NAME_WORDS, NAME]), st.sampled_from(["z", "en", "é", ".*"])
        ),
        st.builds(Near, st.sampled_from([EVERYTHING, NAME]), st.tuples(terms, terms)),
        st.builds(Between, st.integers(1989, 1993), st.integers(1992, 1996)),
        st.just(Every()),
        st.just(NOTHING),
    )


def joined(inner: st.SearchStrategy[TermQuery]) -> st.SearchStrategy[TermQuery]:
    several = st.lists(inner, max_size=4).map(tuple)
    return st.one_of(
        st.builds(AllOf, several),
        st.builds(AnyOf, several),
        st.builds(BestOf, several),
        st.builds(Without, inner, inner),
    )


QUERIES = st.recursive(leaves(), joined, max_leaves=10)
CHOICES = {"soort": ["thema", "wet", "eenhoorn"], "thema": ["a", "b"], "plaats": ["c", "d"], "jaar": ["1991"]}


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    filters = {
        facet: tuple(draw(st.lists(st.sampled_from(values), max_size=2, unique=True)))
        for facet, values in CHOICES.items()
        if draw(st.booleans()) and draw(st.booleans())
    }
    near = draw(st.none() | st.builds(Circle, st.floats(52, 53), st.floats(5, 6), st.floats(0, 60)))
    return Selection(
        draw(QUERIES),
        named=draw(st.just(NOTHING) | leaves()),
        preferred=draw(st.just(NOTHING) | leaves()),
        filters=filters,
        near=near,
        order=draw(st.sampled_from([order for order in ORDERS if near or order != "afstand"])),
        offset=draw(st.integers(0, 4)),
        limit=draw(st.integers(0, 6)),
        counted=draw(st.sampled_from([FACETS, (), ("thema",)])),
    )


@contextmanager
def opened(engine: str, folder: Path) -> Iterator[TermIndex]:
    module, _, function = ENGINES[engine][0].partition(":")
    open_index: Callable[[Path, Table], TermIndex] = getattr(import_module(module), function)
    index = open_index(folder, Table(*load_columns(folder)))
    yield index
    index.close()


@contextmanager
def both(made: list[Document], *later: list[Document]) -> Iterator[tuple[TermIndex, TermIndex]]:
    """Both engines over the same documents, after the updates *later*."""
    with TemporaryDirectory() as home:
        folders = []
        for engine in ("whoosh", "tantivy"):
            folder = Path(home) / f"{engine}-0"
            write_documents(f"{engine}:{folder}", made)
            for at, changed in enumerate(later, 1):
                earlier, folder = folder, Path(home) / f"{engine}-{at}"
                write_documents(f"{engine}:{folder}", changed, earlier=earlier)
            folders.append(folder)
        with opened("whoosh", folders[0]) as one, opened("tantivy", folders[1]) as other:
            yield one, other


def agree(one: TermIndex, other: TermIndex, selection: Selection) -> None:
    """Same total, counts and scores; the same rows, but for those that score as the edges of the page."""
    expected, got = one.rank(selection), other.rank(selection)
    assert (got.total, got.counts) == (expected.total, expected.counts)
    assert [score for _, score in got.rows] == pytest.approx(
        [score for _, score in expected.rows], abs=SAME_SCORE
    )
    if selection.order != "relevantie":
        assert [row for row, _ in got.rows] == [row for row, _ in expected.rows]
        return
    everything = one.rank(replace(selection, offset=0, limit=100))
    score_of = dict(everything.rows)
    for (row, score), (_, theirs) in zip(got.rows, expected.rows, strict=True):
        assert score_of[row] == pytest.approx(score, abs=SAME_SCORE) == theirs
    assert len({row for row, _ in got.rows}) == len(got.rows)


MANY = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@MANY
@given(documents(), st.lists(selections(), min_size=1, max_size=12))
def test_the_same_selection_gives_the_same_answer(made: list[Document], asked: list[Selection]) -> None:
    with both(made) as (one, other):
        for selection in asked:
            agree(one, other, selection)
            assert one.matches(selection.query) == other.matches(selection.query)
        for name in (EVERYTHING, PARTS, NAME, WORDS):
            for term in TERMS:
                assert one.documents_with(name, term) == other.documents_with(name, term)
        for row in range(len(made)):
            assert one.shown(row) == other.shown(row)


@settings(MANY, max_examples=20)
@given(documents(), documents(), documents(), st.lists(selections(), min_size=1, max_size=6))
def test_after_updates_the_same_selection_gives_the_same_answer(
    made: list[Document], then: list[Document], last: list[Document], asked: list[Selection]
) -> None:
    with both(made, [*made[2:], *then[len(made) :]], last) as (one, other):
        for selection in asked:
            agree(one, other, selection)
        for name in (EVERYTHING, PARTS, NAME, WORDS):
            for term in TERMS:
                assert one.documents_with(name, term) == other.documents_with(name, term)


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_paging_to_the_end_gives_every_document_once(engine: str, tmp_path: Path) -> None:
    words = ("zon", "wind", "water")
    made = [
        Document(f"iri:{n}", "thema", f"{words[n % 3]} {n % 7}", texts=(f"{words[n % 2]} en molen",))
        for n in range(300)
    ]
    write_documents(f"{engine}:{tmp_path}", made)
    queries: list[TermQuery] = [
        Every(),
        Term(EVERYTHING, "molen"),
        AnyOf((Term(EVERYTHING, "zon"), Term(PARTS, "zon", 0.4), Term(EVERYTHING, "wind"))),
        Starts(WORDS, "m"),
    ]
    with opened(engine, tmp_path) as index:
        for query in queries:
            whole = index.rank(Selection(query, limit=1000))
            pages = [
                row
                for at in range(0, 310, 17)
                for row in index.rank(Selection(query, offset=at, limit=17)).rows
            ]
            assert tuple(pages) == whole.rows
            assert len({row for row, _ in pages}) == whole.total


def test_more_equal_scores_than_tantivy_is_asked_for_come_in_the_fixed_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_index, "_MORE", 5)
    monkeypatch.setattr(tantivy_index, "_MANY_MORE", 20)
    monkeypatch.setattr(tantivy_index, "_DEEP", 60)
    test_paging_to_the_end_gives_every_document_once("tantivy", tmp_path)
