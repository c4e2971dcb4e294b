"""Count and filter by facet over whole results, from small arrays in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from indexer.search import FACETS, FacetValue
from ontology.collation import sort_key


class FacetTable:
    """The values of every document for every facet; documents are numbered from 0 as they are added.

    >>> table = FacetTable()
    >>> table.add({"soort": [("wet", "wetten")]}); table.add({"soort": [("doel", "doelen")]})
    >>> table.count("soort", [0, 1])
    (FacetValue(value='doel', label='doelen', count=1), FacetValue(value='wet', label='wetten', count=1))
    >>> table.allowed({"soort": ("wet",)})["soort"]
    frozenset({0})
    """

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        self._values: dict[str, list[tuple[str, str]]] = {facet: [] for facet in FACETS}
        self._rows: dict[str, list[tuple[int, ...]]] = {facet: [] for facet in FACETS}

    def add(self, tags: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Add the next document: per facet its values with their labels."""
        for facet in FACETS:
            self._rows[facet].append(tuple(self._number(facet, *tag) for tag in tags.get(facet, ())))

    def _number(self, facet: str, value: str, label: str) -> int:
        known = self._numbers[facet]
        if value not in known:
            known[value] = len(known)
            self._values[facet].append((value, label))
        return known[value]

    def allowed(self, filters: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[int]]:
        """Give per facet with a filter the documents with any value chosen; an unknown value has none."""
        found = {}
        for facet, chosen in filters.items():
            if chosen:
                numbers = {self._numbers[facet][value] for value in chosen if value in self._numbers[facet]}
                rows = enumerate(self._rows[facet])
                found[facet] = frozenset(at for at, row in rows if not numbers.isdisjoint(row))
        return found

    def count(self, facet: str, documents: Iterable[int]) -> tuple[FacetValue, ...]:
        """Count the values of *facet* among *documents*, most frequent first, then by label."""
        rows = self._rows[facet]
        counts = Counter(chain.from_iterable(map(rows.__getitem__, documents)))
        counted = [FacetValue(*self._values[facet][number], count) for number, count in counts.items()]
        return tuple(sorted(counted, key=lambda value: (-value.count, sort_key(value.label), value.value)))
