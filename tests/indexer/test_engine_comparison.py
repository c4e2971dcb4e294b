"""From a number of documents on, building tells which engine would serve better, as measured on them."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from graph.store.oxigraph_store import OxigraphStore
from indexer.engines import open_engine
from indexer.engines.comparison import Comparison, questions_of
from indexer.indexing import build_index
from indexer.lexicon import Lexicon
from indexer.search import SearchRequest


def test_building_a_large_index_tells_what_was_measured(small_store: OxigraphStore, tmp_path: Path) -> None:
    pytest.importorskip("tantivy", reason='tantivy is not installed: pip install "gemeengoed[tantivy]"')
    said: list[str] = []
    count = build_index(f"whoosh:{tmp_path / 'index'}", small_store, advise=said.append, compare_from=20)
    assert len(said) == 1
    assert re.fullmatch(
        rf"Bij {count} documenten antwoordt whoosh in \d+,\d ms en tantivy in \d+,\d ms "
        r"\(\d+ vragen van een tot drie woorden, met facetten, mediaan\): "
        r"(tantivy is \d+,\d keer zo snel\. Stel "
        r"GEMEENGOED_ENGINE=tantivy in en bouw opnieuw|whoosh voldoet)\.",
        said[0],
    )
    assert [file.name for file in tmp_path.iterdir()] == ["index"]
    engine = open_engine(f"whoosh:{tmp_path / 'index'}")
    assert engine.search(SearchRequest("LSA")).hits[0].label == "LSA bewoners"
    engine.close()


def test_building_a_small_index_measures_nothing(small_store: OxigraphStore, tmp_path: Path) -> None:
    said: list[str] = []
    build_index(f"whoosh:{tmp_path / 'index'}", small_store, advise=said.append)
    assert said == []


def test_an_index_of_the_faster_engine_needs_no_advice(small_store: OxigraphStore, tmp_path: Path) -> None:
    pytest.importorskip("tantivy", reason='tantivy is not installed: pip install "gemeengoed[tantivy]"')
    said: list[str] = []
    build_index(f"tantivy:{tmp_path / 'index'}", small_store, advise=said.append, compare_from=1)
    assert said == []


def test_who_did_not_install_the_other_reads_a_recorded_figure(
    small_store: OxigraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    said: list[str] = []
    build_index(f"whoosh:{tmp_path / 'index'}", small_store, advise=said.append, compare_from=1)
    assert re.search(
        r"tantivy is hier niet geïnstalleerd en dus niet gemeten; op 100\.000 .* elders", said[0]
    )


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        ({"whoosh": 8.0, "tantivy": 2.0}, "tantivy is 4,0 keer zo snel. Stel GEMEENGOED_ENGINE=tantivy in"),
        ({"whoosh": 1.0, "tantivy": 2.0}, ": whoosh voldoet."),
    ],
)
def test_the_faster_engine_is_named(ms: dict[str, float], said: str) -> None:
    assert said in Comparison(60_000, 60, ms).sentence()


def test_questions_are_of_one_to_three_words_and_always_the_same() -> None:
    lexicon = Lexicon(
        words={f"woord{chr(97 + n % 26) * (n // 26 + 1)}": 20 for n in range(400)}, documents=1000
    )
    questions = questions_of(lexicon)
    assert questions == questions_of(lexicon)
    assert sorted({len(text.split()) for text in questions}) == [1, 2, 3]
    assert len(questions) == 60
