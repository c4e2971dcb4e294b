"""Score by levels in tantivy: the digits of a level are terms, a score is the sum of what they are worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
from tantivy import Occur, Query, Schema, Searcher

from indexer.engines.tantivy_schema import EVERY, LEVELS_FIELD, digit_terms, worth_of
from indexer.fields import SCORED
from indexer.impact import LEVELS, level_score, rarity
from indexer.term_query import AnyOf, Term, TermQuery, terms_of

_STEP: Final = 2.0**-12
"""What every score is a multiple of, so that single precision adds up without error below 4096, which no
score reaches: documents with the same levels then have the same score, in whatever order it was added."""

_KEPT_TERMS: Final = 4096
"""Compiled terms that are kept, of about 1 kB each: the words that are asked all the time."""


def adds_up(node: TermQuery) -> bool:
    """Tell whether the score of *node* is the sum of that of all its terms that a document has."""
    match node:
        case Term(field=name):
            return name in SCORED
        case AnyOf(nodes=nodes):
            return all(map(adds_up, nodes))
        case _:
            return False


def on_step(score: float) -> float:
    """Give the score that is meant by one that was added up in single precision."""
    return round(score / _STEP) * _STEP


class LevelQueries:
    """Build the queries that score terms of one index.

    :param documents_with: tells how many documents have a term, those that were removed left out
    :param among: documents that there are
    """

    def __init__(
        self, schema: Schema, searcher: Searcher, documents_with: Callable[[str, str], int], among: int
    ) -> None:
        self._schema = schema
        self._searcher = searcher
        self._documents_with = documents_with
        self._among = among
        self._digits = lru_cache(_KEPT_TERMS)(self._read_digits)
        self._own = OwnScores(schema, searcher)

    def sum_of(self, node: TermQuery) -> Query:
        """Join all digits of all terms in one list, without lists in lists: they take twice the time.

        tantivy also joins plain terms in half the time of terms wrapped in a constant score. What a plain
        term scores here is the same for all documents, and is boosted to what it should be.
        """
        scores: dict[bytes, float] = defaultdict(float)
        boosts: dict[bytes, float] = {}
        for term in terms_of(node):
            for digit, score, boost in self._digits(term.field, term.text):
                scores[digit] += score * term.weight
                boosts[digit] = boost
        parts = [
            Query.boost_query(
                Query.term_query(self._schema, LEVELS_FIELD, digit, "basic"), on_step(score) * boosts[digit]
            )
            for digit, score in scores.items()
        ]
        return Query.boolean_query([(Occur.Should, part) for part in parts])

    def _read_digits(self, name: str, text: str) -> tuple[tuple[bytes, float, float], ...]:
        """Give the digits of the levels of *text* in *name*, what each scores, and its boost to score 1."""
        rare = rarity(self._documents_with(name, text), self._among)
        step = level_score(LEVELS) / (LEVELS - 0.5) * rare
        held = [
            (digit, documents)
            for digit in digit_terms(name, text)
            if (documents := self._searcher.doc_freq(LEVELS_FIELD, digit))
        ]
        own = self._own.scores([documents for _, documents in held])
        return tuple(
            (digit, worth_of(digit[-1:].decode()) * step, 1 / by_itself)
            for (digit, _), by_itself in zip(held, own, strict=True)
        )


class OwnScores:
    """What tantivy scores a term of the levels by itself: its BM25, in which only its frequency differs."""

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self._among = searcher.doc_freq(LEVELS_FIELD, EVERY)
        self._factor = 1.0
        every = Query.term_query(schema, LEVELS_FIELD, EVERY, "basic")
        for score, _ in searcher.search(every, 1, count=False).hits:
            self._factor = score / self.scores([self._among])[0]

    def scores(self, documents: list[int]) -> list[float]:
        """Give the scores of terms that so many *documents* have, with those removed but not yet merged away.

        In single precision, as tantivy does: for a frequent term the rounding is most of the score.
        """
        those = np.array(documents, dtype=np.float32)
        half = np.float32(0.5)
        ratio = (np.float32(self._among) - those + half) / (those + half)
        found: list[float] = (np.log(np.float32(1) + ratio).astype(np.float64) * self._factor).tolist()
        return found
