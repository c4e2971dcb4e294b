"""Measure how well an engine answers judged questions, and how fast."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from indexer.engines import open_engine, write_documents
from indexer.judged import Judged, document_of
from indexer.measure import means, measure_each
from indexer.search import SearchEngine, SearchRequest
from ontology.errors import SettingsError

DEPTH: Final = 100
"""Hits asked for each question; recall is measured to here."""


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
    measure_each({}, {})  # no index is made for who cannot measure
    with tempfile.TemporaryDirectory(prefix="gemeengoed-") as thrown_away:
        scheme, _colon, folder = engine.partition(":")
        if folder and Path(folder).exists() and any(Path(folder).iterdir()):
            raise SettingsError(f"De map {folder} is niet leeg. Geef een lege map, of alleen {scheme}:.")
        place = f"{scheme}:{folder or thrown_away}"
        count = write_documents(place, map(document_of, judged.texts))
        opened = open_engine(place)
        try:
            run, times = ask(opened, judged.questions, judged.judgments)
        finally:
            opened.close()
    within = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    measured = means(measure_each(judged.judgments, run).values())
    return Figures(len(times), count, measured, within[49], within[94])


def ask(
    engine: SearchEngine, questions: Mapping[str, str], keys: Iterable[str]
) -> tuple[dict[str, dict[str, float]], list[float]]:
    """Ask the questions that *keys* name and give per question its hits and the milliseconds it took.

    One question is asked before the clock starts, so that the chain is loaded.

    :returns: a run for :func:`indexer.measure.measure_each` of at most :data:`DEPTH` hits a question, and
        the times in the order of *keys*
    """
    engine.search(SearchRequest(next(iter(questions.values()))))
    run: dict[str, dict[str, float]] = {}
    times = []
    for key in keys:
        started = perf_counter()
        hits = engine.search(SearchRequest(questions[key], limit=DEPTH)).hits
        times.append((perf_counter() - started) * 1000)
        # The place counts, not the score: names come first whatever they score, and ties are ordered.
        run[key] = {hit.iri: float(DEPTH - place) for place, hit in enumerate(hits)}
    return run, times
