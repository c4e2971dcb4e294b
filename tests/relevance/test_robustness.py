"""Typing errors, lost diacritics, hyphens and spaces: what they may cost on questions that others judged."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from indexer.analysis.place_names import place_names
from indexer.analysis.split import split_compound
from indexer.engines import open_engine, write_documents
from indexer.judged import Judged, document_of, load_judged
from indexer.measure import measure_each
from indexer.search import SearchEngine, SearchRequest

SIGNS = "?.,()"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def pool(shared: Path) -> Judged:
    """Law and health in one pool; used here for measuring only."""
    law, health = (load_judged(shared / "relevance" / name) for name in ("legalqa", "covidfaq"))
    return Judged(
        (*law.texts, *health.texts), law.questions | health.questions, law.judgments | health.judgments
    )


@pytest.fixture(scope="module")
def asked(pool: Judged, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    url = f"whoosh:{tmp_path_factory.mktemp('pool')}"
    write_documents(url, map(document_of, pool.texts))
    with closing(open_engine(url)) as engine:
        yield engine


def ndcg(engine: SearchEngine, pool: Judged, change: Callable[[str], str]) -> float:
    run = {}
    for key in pool.judgments:
        hits = engine.search(SearchRequest(change(pool.questions[key]), facets=False, limit=10)).hits
        run[key] = {hit.iri: float(-place) for place, hit in enumerate(hits)}
    figures = measure_each(pool.judgments, run)
    return sum(one["ndcg@10"] for one in figures.values()) / len(figures)


@pytest.fixture(scope="module")
def clean(asked: SearchEngine, pool: Judged) -> float:
    return ndcg(asked, pool, str)


def without_marks(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def apart(text: str) -> str:
    words = text.split()
    return " ".join(" ".join(split_compound(w.lower(), place_names())) if w.isalpha() else w for w in words)


def mistyped(text: str) -> str:
    """Two typing errors: one in each of the two longest words."""
    chance = random.Random(json.dumps(text))
    words = text.split()
    for at in sorted(range(len(words)), key=lambda at: -len(words[at].strip(SIGNS)))[:2]:
        word = words[at].strip(SIGNS)
        if len(word) > 3:
            words[at] = words[at].replace(word, wrong(word, chance))
    return " ".join(words)


def wrong(word: str, chance: random.Random) -> str:
    at, letter = chance.randrange(1, len(word)), chance.choice(LETTERS)
    return chance.choice([
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (without_marks, 1.0),
        (str.upper, 1.0),
        (lambda text: text.replace("-", " "), 0.995),
        (lambda text: text.replace("-", ""), 0.995),
        (apart, 0.995),
        (mistyped, 0.95),
    ],
    ids=["without marks", "capitals", "hyphens to spaces", "hyphens left out", "compounds apart", "mistyped"],
)
def test_what_people_type_costs_little(
    asked: SearchEngine, pool: Judged, clean: float, change: Callable[[str], str], kept: float
) -> None:
    assert ndcg(asked, pool, change) >= kept * clean
