"""Make of ranked rows what people see: hits with snippets and passages, facets with labels, relatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from math import isfinite
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.chain import name_key
from indexer.engines.interface import NAMED_SCORE, Circle, Ranking, Selection
from indexer.fields import KEY
from indexer.highlight import snippet_of
from indexer.opened import OpenedIndex
from indexer.passages import best_passages
from indexer.query import Node
from indexer.search import FacetValue, Hit, Related
from indexer.sought import Sought, sought_in
from indexer.term_query import Term
from ontology.collation import sort_key

MOST_RELATED: Final = 6
_MOST_NEIGHBOURS: Final = 24
_FEWEST_SPACES: Final = 3
"""A text of fewer words tells nothing in a snippet; it is found all the same."""


def hits_of(ranking: Ranking, opened: OpenedIndex, tree: Node, near: Circle | None = None) -> tuple[Hit, ...]:
    """Give the hits of a page with what answers *tree* marked in them.

    :param near: circle from the middle of which the distance is told
    """
    distances = None if near is None else opened.table.distances(near)
    sought = sought_in(tree)
    shown = [opened.terms.shown(row) for row, _ in ranking.rows]
    long = [one["iri"] for one in shown if _is_long(one)]
    best = best_passages(opened.passages, tree, long) if opened.passages is not None and long else {}
    return tuple(
        Hit(
            iri=one["iri"],
            label=one["label"],
            kind=one["kind"],
            score=score,
            snippet=_snippet(one, sought),
            subtitle=one["subtitle"],
            passages=best.get(one["iri"], ()),
            kilometres=_kilometres(distances, row),
        )
        for one, (row, score) in zip(shown, ranking.rows, strict=True)
    )


def _kilometres(distances: NDArray[np.float64] | None, row: int) -> float | None:
    """Give nothing also for what has no place: no distance is not a great distance."""
    return None if distances is None or not isfinite(distances[row]) else round(float(distances[row]), 1)


def facets_of(
    ranking: Ranking, opened: OpenedIndex, chosen: Mapping[str, Sequence[str]]
) -> Mapping[str, tuple[FacetValue, ...]]:
    """Give the counts with their labels, most frequent first.

    :param chosen: facet to the values chosen; those are there also where nothing has them any more
    """
    facets = {}
    for facet, found in ranking.counts.items():
        labels = opened.columns.labels[facet]
        counts = {value: 0 for value in chosen.get(facet, ()) if value in labels} | dict(found)
        values = [
            FacetValue(value, labels[value].label, count, labels[value].broader)
            for value, count in counts.items()
        ]
        facets[facet] = tuple(sorted(values, key=lambda v: (-v.count, sort_key(v.label), v.value)))
    return facets


def related_to(ranking: Ranking, opened: OpenedIndex) -> tuple[Related, ...]:
    """Give what the only bearer of the name is linked with; of several nobody knows which is meant."""
    named = [row for row, score in ranking.rows[:2] if score >= NAMED_SCORE]
    if len(named) != 1:
        return ()
    said = opened.terms.shown(named[0])["passages"]
    names = dict.fromkeys(text for field, text in said if field == "neighbours")
    found: dict[int, Related] = {}
    for name in islice(names, _MOST_NEIGHBOURS):
        for row, _ in opened.terms.rank(Selection(Term(KEY, name_key(name)), limit=1)).rows:
            shown = opened.columns.rows[row]
            found.setdefault(row, Related(shown.iri, shown.label, shown.kind))
    found.pop(named[0], None)
    return tuple(found.values())[:MOST_RELATED]


def _is_long(shown: Mapping[str, Any]) -> bool:
    fields = [field for field, _ in shown["passages"]]
    return fields.count("sections") > 1


def _snippet(shown: Mapping[str, Any], sought: Sought) -> str:
    """Choose from what was stored."""
    said: dict[str, list[str]] = {}
    for field, text in shown["passages"]:
        said.setdefault(field, []).append(text)
    texts = [text for text in said.get("texts", ()) if text.count(" ") >= _FEWEST_SPACES]
    texts += said.get("sections", ())
    return snippet_of(" ".join(said.get("description", ())), texts, said.get("names", ()), sought)
