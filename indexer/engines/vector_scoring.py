"""Answer a term query over whole arrays of postings: which rows match, and what each scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.engines.table import Mask, Table
from indexer.fields import SCORED
from indexer.impact import LEVELS, level_score, rarity
from indexer.term_query import (
    AllOf,
    AnyOf,
    AtLeast,
    BestOf,
    Between,
    Every,
    Near,
    Nothing,
    Starts,
    Term,
    TermQuery,
    Without,
)

_SCORE_OF_LEVEL: Final = np.array([0.0, *(level_score(n) for n in range(1, LEVELS + 1))], dtype=np.float32)

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Postings:
    """The rows that have a term, rising, and the level of each; levels are 0 in fields without."""

    rows: NDArray[np.int32]
    levels: NDArray[np.uint8]


class PostingsReader(Protocol):
    """Where the postings of an index come from."""

    def postings(self, name: str, term: str) -> Postings:
        """Give the postings of a term, possibly none."""
        ...

    def rows_beginning(self, name: str, begin: str) -> Mask:
        """Give the rows with a term of field *name* that begins with *begin*."""
        ...

    def rows_near(self, name: str, terms: tuple[str, ...]) -> Mask:
        """Give the rows where *terms* stand one after the other."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """One yes or no and one score a row; a row that does not match scores 0."""

    mask: Mask
    scores: Scores


class Evaluator:
    """Walk a query over one index, for one question."""

    def __init__(self, table: Table, reader: PostingsReader) -> None:
        self._table = table
        self._reader = reader
        self._among = int(table.live.sum())

    def find(self, node: TermQuery) -> Found:  # noqa: PLR0911  # one a node
        """Give what *node* finds."""
        match node:
            case Term():
                return self._term(node)
            case Starts(field=name, begin=begin, weight=weight):
                return _flat(self._reader.rows_beginning(name, begin), weight)
            case Near(field=name, terms=terms):
                return _flat(self._reader.rows_near(name, terms), 0.0)
            case Between(first=first, last=last):
                return _flat(self._table.between(first, last) & self._table.live, 0.0)
            case Every():
                return _flat(self._table.live.copy(), 0.0)
            case Nothing():
                return _flat(np.zeros(self._table.size, dtype=bool), 0.0)
            case AnyOf(nodes=nodes):
                return self._any(nodes, np.add)
            case BestOf(nodes=nodes):
                return self._any(nodes, np.maximum)
            case AtLeast(count=count, nodes=nodes):
                return self._at_least(count, nodes)
            case AllOf(nodes=nodes):
                return self._all(nodes)
            case Without(node=wanted, excluded=excluded):
                found, mask = self.find(wanted), ~self.find(excluded).mask
                return Found(found.mask & mask, found.scores * mask)

    def _term(self, node: Term) -> Found:
        posted = self._reader.postings(node.field, node.text)
        mask = np.zeros(self._table.size, dtype=bool)
        scores: Scores = np.zeros(self._table.size, dtype=np.float32)
        mask[posted.rows] = True
        if node.field in SCORED:
            rare = np.float32(node.weight * rarity(len(posted.rows), self._among))
            scores[posted.rows] = _SCORE_OF_LEVEL[posted.levels] * rare
        else:
            scores[posted.rows] = node.weight
        return Found(mask, scores)

    def _any(self, nodes: Iterable[TermQuery], join: Callable[..., Any]) -> Found:
        mask = np.zeros(self._table.size, dtype=bool)
        scores: Scores = np.zeros(self._table.size, dtype=np.float32)
        for node in nodes:
            found = self.find(node)
            mask |= found.mask
            join(scores, found.scores, out=scores)
        return Found(mask, scores)

    def _at_least(self, count: int, nodes: Iterable[TermQuery]) -> Found:
        times = np.zeros(self._table.size, dtype=np.uint8)
        scores: Scores = np.zeros(self._table.size, dtype=np.float32)
        for node in nodes:
            found = self.find(node)
            times += found.mask
            scores += found.scores
        mask = times >= count
        return Found(mask, scores * mask)

    def _all(self, nodes: Iterable[TermQuery]) -> Found:
        mask = self._table.live.copy()
        scores: Scores = np.zeros(self._table.size, dtype=np.float32)
        for node in nodes:
            found = self.find(node)
            mask &= found.mask
            scores += found.scores
        return Found(mask, scores * mask)


def _flat(mask: Mask, score: float) -> Found:
    return Found(mask, mask.astype(np.float32) * np.float32(score))
