"""Ask an engine every judged query and say how well it answered, and which answers lost most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.edition import Edition
from indexer.evaluate import ask
from indexer.measure import Run, means, measure_each
from indexer.search import SearchEngine
from tests.relevance.judged_queries import JudgedQuery

ENGINES: Final[Mapping[str, Callable[[Edition, Path], str]]] = {
    "whoosh": lambda edition, _folder: f"whoosh:{edition.index_path}",
}
"""Engine to what gives its address for an edition; one that has no index there yet may write it in the
empty folder. A new engine joins by one entry here; its floors come from ``raise_floors``."""

MEASURES: Final = ("ndcg@10", "mrr@10", "recall@10")
"""What has a floor: the first page is what people read."""

ALL: Final = "alle"
"""Stands beside the categories for all queries together."""

_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Measured:
    """How an engine answered.

    :param run: query to what was found
    :param each: query to measure to value
    """

    queries: Sequence[JudgedQuery]
    run: Run
    each: Mapping[str, Mapping[str, float]]

    def figures(self) -> dict[str, dict[str, float]]:
        """Give per category, and for :data:`ALL`, the mean of each measure."""
        groups: dict[str, list[Mapping[str, float]]] = defaultdict(list)
        for query in self.queries:
            row = {name: self.each[query.key][name] for name in MEASURES}
            groups[ALL].append(row)
            groups[query.category].append(row)
        return {name: means(rows) for name, rows in groups.items()}

    def lost(
        self, category: str, before: Mapping[str, float], names: Mapping[str, str], most: int = 5
    ) -> str:
        """Show the queries of *category* that lost most: what was found and what was wanted.

        :param before: query to the nDCG@10 that it had; one that has none is held against 1
        :param names: entity to its name; one that has none is shown by its address
        """
        asked = [query for query in self.queries if category in (ALL, query.category)]
        gain = {query.key: self.each[query.key]["ndcg@10"] - before.get(query.key, 1.0) for query in asked}
        asked.sort(key=lambda query: (round(gain[query.key], 3), query.key))
        return "\n".join(self._shown(query, before, names) for query in asked[:most])

    def _shown(self, query: JudgedQuery, before: Mapping[str, float], names: Mapping[str, str]) -> str:
        def name(iri: str) -> str:
            grade = query.answers.get(iri)
            return f"{names.get(iri, iri)}{f' [{grade}]' if grade else ''}"

        found = list(self.run[query.key])
        missed = [iri for iri in query.answers if iri not in found[:10]]
        had = f"{before[query.key]:.2f} -> " if query.key in before else ""
        return (
            f"  {query.key} “{query.text}” nDCG@10 {had}{self.each[query.key]['ndcg@10']:.2f}\n"
            f"    found:  {'; '.join(map(name, found[:_SHOWN])) or 'nothing'}\n"
            f"    missed: {'; '.join(map(name, missed)) or 'nothing, but not in this order'}"
        )


def measured(engine: SearchEngine, queries: Sequence[JudgedQuery]) -> Measured:
    """Ask *engine* every one of *queries* and measure the answers."""
    run, _times = ask(engine, {query.key: query.text for query in queries}, [query.key for query in queries])
    each = measure_each({query.key: query.answers for query in queries}, run)
    return Measured(queries, run, each)
