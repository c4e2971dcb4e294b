"""The fields of the Whoosh index, and the field type that weighs words as BM25F does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from whoosh import fields, scoring

from indexer.analysis.chain import DUTCH, UNSTEMMED, Chain, Token
from indexer.analysis.whoosh_analyzer import ChainAnalyzer
from indexer.weights import FIELD_WEIGHTS, Passage, word_weight

RECORD: Final = "index.json"
"""File beside the index that says its format, its size in documents, and its files in bytes."""

FORMAT: Final = 2
"""Raised when the fields or the chain change: an index of another format must be built anew."""

SATURATION: Final = 1.2
"""BM25F's k1. On 228 judged questions on law and health 3.0 gave nDCG@10 0.657, 1.2 gave 0.678; measured
with an earlier splitter, and on the questions that it was chosen on."""

PARTS_WEIGHT: Final = 0.4
"""What a word found among parts of compounds counts beside the word itself. On the same questions, with
BM25 over one text: without parts nDCG@10 0.650; at 0.2 0.660, at 0.4 0.662, at 0.6 0.660, at 1.0 0.658."""

_GAP: Final = 100
"""Positions between two passages, so that a phrase never runs from one into the other."""

IN_FIELD: Final = {"naam": "name", "soort": "kind", "thema": "theme", "plaats": "place", "bron": "source"}
"""Field of the query language to field of the index."""


class WeightedText(fields.TEXT):  # type: ignore[misc]  # Whoosh has no types
    """One field for all texts of a document, in which each word weighs by where it stands.

    This is BM25F as defined (weigh, add, then saturate) and one posting list a word. Whoosh's class of that
    name scores each field apart: a word rare in names then outweighs all, and each word costs six lists.
    """

    def __init__(self, chain: Chain, terms_of: Callable[[Token], tuple[str, ...]]) -> None:
        super().__init__(analyzer=ChainAnalyzer(chain), phrase=True, stored=False)
        self.chain = chain
        self.terms_of = terms_of

    def index(self, value: Sequence[Passage], **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Give per term: bytes, times, weight and positions, as a Whoosh writer wants them."""
        analysed = [
            (passage.field, [self.terms_of(token) for token in self.chain.analyse(passage.text)])
            for passage in value
        ]
        positions: dict[str, list[int]] = defaultdict(list)
        at = 0
        for _field, tokens in analysed:
            for terms in tokens:
                for term in terms:
                    positions[term].append(at)
                at += 1
            at += _GAP
        weights = _weights(analysed)
        for term, places in positions.items():
            yield term.encode(), len(places), weights[term], self.format.encode(places)


def _weights(analysed: Sequence[tuple[str, Sequence[tuple[str, ...]]]]) -> dict[str, float]:
    """Add up per term what its words count, over all fields of a document."""
    lengths: dict[str, int] = defaultdict(int)
    for field, tokens in analysed:
        lengths[field] += len(tokens)
    total: dict[str, float] = defaultdict(float)
    best: dict[tuple[str, str], float] = {}
    for field, tokens in analysed:
        alternative = FIELD_WEIGHTS[field].alternatives
        weight = word_weight(field, len(tokens) if alternative else lengths[field])
        for term in (term for terms in tokens for term in terms):
            if not alternative:
                total[term] += weight
            elif weight > best.get((field, term), 0.0):
                total[term] += weight - best.get((field, term), 0.0)
                best[field, term] = weight
    return total


def whole_terms(token: Token) -> tuple[str, ...]:
    """Give the terms of a word as it stands; what a hyphen joins counts once, its pieces are parts.

    With the pieces in the same field COVID-19 weighed as three words, and nDCG@10 fell by 0.025.
    """
    return token.terms[:1] if token.parts else token.terms


def part_terms(token: Token) -> tuple[str, ...]:
    """Give the terms of the parts of a compound, and of any other word its own.

    With both, "energie coöperatie" and "energiecoöperatie" find each other.
    """
    return token.parts or token.terms


def _tied(chain: Chain, *, phrase: bool = True) -> fields.TEXT:
    return fields.TEXT(analyzer=ChainAnalyzer(chain), phrase=phrase, stored=False)


def schema() -> fields.Schema:
    """Give the schema; an index is always opened with it, never with the one that lies pickled beside it."""
    return fields.Schema(
        everything=WeightedText(DUTCH, whole_terms),
        parts=WeightedText(DUTCH, part_terms),
        name=_tied(DUTCH),
        kind=_tied(DUTCH),
        theme=_tied(DUTCH),
        place=_tied(DUTCH),
        source=_tied(DUTCH),
        # Unstemmed, for beginnings of words.
        words=_tied(UNSTEMMED, phrase=False),
        name_words=_tied(UNSTEMMED, phrase=False),
        # Whole names, see indexer.analysis.chain.name_key; given as lists.
        key=fields.ID(),
        hidden_key=fields.ID(),
        shown=fields.STORED(),
    )


def weighting() -> scoring.WeightingModel:
    """Score by weights alone: the length of each field is in the weights already."""
    return scoring.BM25F(B=0.0, K1=SATURATION)
