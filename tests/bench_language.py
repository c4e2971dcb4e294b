"""Measure the Dutch chain, the suggestions and the recogniser on real law articles.

Part of `make bench`; alone with `python -m tests.bench_language`. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from indexer.analysis.chain import DUTCH
from indexer.analysis.tokenise import tokenise
from indexer.document import Document
from indexer.engines import open_engine, write_documents

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "corpus" / "bwb2017_artikelen.jsonl.gz"

Row = tuple[str, str, str, list[float]]
"""What, aim, unit, and one value a run."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each measurement, up to 5 (default 5)")
    print_table(rows(parser.parse_args().runs))


def print_table(measured: Iterable[Row]) -> None:
    """Print a Markdown table with the spread, a line as soon as it is measured."""
    print("| what | aim | median | lowest - highest | runs |\n|---|---|---|---|---|")
    for what, aim, unit, values in measured:
        low, mid, high = min(values), statistics.median(values), max(values)
        print(f"| {what} | {aim} | {mid:.3g} {unit} | {low:.3g} - {high:.3g} | {len(values)} |", flush=True)


def rows(runs: int) -> Iterator[Row]:
    """Give the measurements; none where the corpus is not beside the checkout."""
    if not CORPUS.is_file():
        print(f"(skipped, the language: {CORPUS.name} is not here)")
        return
    texts = [article["tekst"] for article in articles(12_000)]
    yield from _chain(texts, runs)
    yield from _suggestions()
    yield from _recognition(texts, runs)


def articles(count: int) -> list[dict[str, str]]:
    """Give the first *count* articles of the corpus."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in itertools.islice(lines, count)]


def _chain(texts: Sequence[str], runs: int) -> Iterator[Row]:
    """Warm: the first pass fills the caches, and every text of the next passes is another one."""
    passes = [texts[at : at + 2_000] for at in range(0, 2_000 * (runs + 1), 2_000)]
    _ = [DUTCH.tokens(text) for text in passes[0]]
    per_second, ratios = [], []
    for one in passes[1:]:
        words, seconds = _timed(lambda one=one: sum(len(DUTCH.tokens(text)) for text in one))
        _, plain = _timed(lambda one=one: sum(len(list(tokenise(text.lower()))) for text in one))
        per_second.append(words / seconds / 1000)
        ratios.append(seconds / plain)
    yield "the chain, warm", "200 or more", "thousand tokens/s", per_second
    yield "the chain beside cutting and lower-casing alone", "", "x", ratios


def _suggestions() -> Iterator[Row]:
    """100,000 names: the articles by their citation; asked with the beginnings of words that people type."""
    documents = [
        Document(f"iri:{at}", "artikel", f"artikel {one['artikel']} {one['wet']}")
        for at, one in enumerate(articles(100_000))
    ]
    typed = ("wo", "wet", "art", "huis", "omg", "belast", "artikel 3 wo", "gemeentew", "burger", "onderw")
    with tempfile.TemporaryDirectory() as folder:
        write_documents(f"whoosh:{folder}", documents)
        with closing(open_engine(f"whoosh:{folder}")) as engine:
            for text in typed:
                engine.suggest(text)
            taken = [
                _timed(lambda text=text: len(engine.suggest(text)))[1] * 1000
                for text in typed
                for _ in range(20)
            ]
    within = statistics.quantiles(taken, n=20)[18]
    yield "suggestions over 100,000 names, 95 of 100 within", "under 10 ms", "ms", [within]


def _recognition(texts: Sequence[str], runs: int) -> Iterator[Row]:
    from graph.edition import publish_edition
    from graph.store import open_store
    from indexer.assemble import build_edition
    from indexer.recognise.recogniser import Recogniser

    whole = ["\n\n".join(texts[at : at + 2_000]) for at in range(0, 2_000 * (runs + 1), 2_000)]
    with tempfile.TemporaryDirectory() as home:
        edition = build_edition(Path(home))
        publish_edition(Path(home), edition.name)
        with open_store(f"oxigraph:{edition.graph_path}") as store:
            recogniser = Recogniser.of(store)
            recogniser.recognise(whole[0])
            per_second = []
            for text in whole[1:]:
                _, seconds = _timed(lambda text=text: len(recogniser.recognise(text)))
                per_second.append(len(text) / seconds / 1000)
    yield "recognition in law articles", "500 or more", "thousand characters/s", per_second


def _timed(work: Callable[[], int]) -> tuple[int, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


if __name__ == "__main__":
    main()
