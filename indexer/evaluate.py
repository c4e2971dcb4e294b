"""Measure how well an engine answers judged questions, and how fast."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from indexer.engines import open_engine, write_documents
from indexer.judged import Judged, document_of
from indexer.search import SearchEngine, SearchRequest
from ontology.errors import SettingsError

DEPTH: Final = 100
"""Hits asked for each question; recall is measured to here."""

_MEASURES: Final = {"ndcg@10": "nDCG@10", "mrr@10": "RR@10", "recall@10": "R@10", "recall@100": "R@100"}
"""Name in our answer to that of the same measure in ir_measures."""

_Run = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured.

    :param queries: questions with a judgment; the others are not asked
    :param documents: texts in the index
    :param measures: name to the mean over the questions, 0 to 1
    :param ms_p50: half of the questions were answered within this many milliseconds
    :param ms_p95: and 95 of 100 within this
    """

    queries: int
    documents: int
    measures: Mapping[str, float]
    ms_p50: float
    ms_p95: float

    def as_json(self) -> str:
        """Give the stable shape that scripts rely on."""
        means = {name: round(value, 4) for name, value in self.measures.items()}
        times = {"ms_p50": round(self.ms_p50, 3), "ms_p95": round(self.ms_p95, 3)}
        return json.dumps({"queries": self.queries, "documents": self.documents, **means, **times}, indent=2)

    def as_text(self) -> str:
        """Give the same, one figure a line, for people."""
        lines = [f"vragen      {self.queries}", f"documenten  {self.documents}"]
        lines += [f"{name:<11} {value:.3f}" for name, value in self.measures.items()]
        return "\n".join([*lines, f"ms_p50      {self.ms_p50:.1f}", f"ms_p95      {self.ms_p95:.1f}"])


def evaluate(judged: Judged, engine: str = "whoosh:") -> Figures:
    """Index *judged*, ask every question that has a judgment, and measure the answers.

    :param engine: address of an engine; without a folder behind the scheme the index is thrown away after
    :raises SettingsError: if the engine is unknown, its folder is not empty, or the extra ``evaluate`` is
        not installed
    :raises SearchIndexError: if the index cannot be written
    """
    measure = _measurer()
    with tempfile.TemporaryDirectory(prefix="gemeengoed-") as thrown_away:
        scheme, _colon, folder = engine.partition(":")
        if folder and Path(folder).exists() and any(Path(folder).iterdir()):
            raise SettingsError(f"De map {folder} is niet leeg. Geef een lege map, of alleen {scheme}:.")
        place = f"{scheme}:{folder or thrown_away}"
        count = write_documents(place, map(document_of, judged.texts))
        opened = open_engine(place)
        try:
            run, times = _ask(opened, judged)
        finally:
            opened.close()
    within = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    return Figures(len(times), count, measure(judged.judgments, run), within[49], within[94])


def _ask(engine: SearchEngine, judged: Judged) -> tuple[_Run, list[float]]:
    """Give per question its hits, and the milliseconds that each took once the chain is loaded."""
    engine.search(SearchRequest(next(iter(judged.questions.values()))))
    run: _Run = {}
    times = []
    for key in judged.judgments:
        started = perf_counter()
        hits = engine.search(SearchRequest(judged.questions[key], limit=DEPTH)).hits
        times.append((perf_counter() - started) * 1000)
        # The place counts, not the score: names come first whatever they score, and ties are ordered.
        run[key] = {hit.iri: float(DEPTH - place) for place, hit in enumerate(hits)}
    return run, times


def _measurer() -> Callable[[Mapping[str, Mapping[str, int]], _Run], dict[str, float]]:
    try:
        import ir_measures  # noqa: PLC0415  # an extra: only who measures needs it
    except ImportError as exc:
        raise SettingsError(
            "Meten vraagt om het pakket ir-measures. Installeer het met: "
            "pip install --constraint constraints.txt 'gemeengoed[evaluate]'."
        ) from exc

    def measure(judgments: Mapping[str, Mapping[str, int]], run: _Run) -> dict[str, float]:
        wanted = {name: ir_measures.parse_measure(theirs) for name, theirs in _MEASURES.items()}
        means = ir_measures.calc_aggregate(list(wanted.values()), judgments, run)
        return {name: float(means[one]) for name, one in wanted.items()}

    return measure
