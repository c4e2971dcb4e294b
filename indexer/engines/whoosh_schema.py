"""The fields of the Whoosh index, and the field type that weighs words as BM25F does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from whoosh import fields, scoring

from indexer.analysis.chain import DUTCH, UNSTEMMED, Chain, Token
from indexer.analysis.whoosh_analyzer import ChainAnalyzer
from indexer.weights import FIELD_WEIGHTS, Passage, word_weight

RECORD: Final = "index.json"
"""File beside the index that says its format, its size in documents, and its files in bytes."""

FORMAT: Final = 1
"""Raised when the fields or the chain change: an index of another format must be built anew."""

SATURATION: Final = 3.0
"""BM25F's k1. Fields weigh 1 to 8, so with the usual 1.2 a name would hardly count more than a mention."""

_GAP: Final = 100
"""Positions between two passages, so that a phrase never runs from one into the other."""

IN_FIELD: Final = {"naam": "name", "soort": "kind", "thema": "theme", "plaats": "place", "bron": "source"}
"""Field of the query language to field of the index."""


class WeightedText(fields.TEXT):  # type: ignore[misc]  # Whoosh has no types
    """One field for all texts of a document, in which each word weighs by where it stands.

    This is BM25F as defined (weigh, add, then saturate) and one posting list a word. Whoosh's class of that
    name scores each field apart: a word rare in names then outweighs all, and each word costs six lists.
    """

    def __init__(self, chain: Chain) -> None:
        super().__init__(analyzer=ChainAnalyzer(chain), phrase=True, stored=False)
        self.chain = chain

    def index(self, value: Sequence[Passage], **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Give per term: bytes, times, weight and positions, as a Whoosh writer wants them."""
        analysed = [(passage.field, self.chain.analyse(passage.text)) for passage in value]
        positions: dict[str, list[int]] = defaultdict(list)
        at = 0
        for _field, tokens in analysed:
            for token in tokens:
                for term in token.terms:
                    positions[term].append(at)
                at += 1
            at += _GAP
        weights = _weights(analysed)
        for term, places in positions.items():
            yield term.encode(), len(places), weights[term], self.format.encode(places)


def _weights(analysed: Sequence[tuple[str, Sequence[Token]]]) -> dict[str, float]:
    """Add up per term what its words count, over all fields of a document."""
    lengths: dict[str, int] = defaultdict(int)
    for field, tokens in analysed:
        lengths[field] += len(tokens)
    total: dict[str, float] = defaultdict(float)
    best: dict[tuple[str, str], float] = {}
    for field, tokens in analysed:
        alternative = FIELD_WEIGHTS[field].alternatives
        weight = word_weight(field, len(tokens) if alternative else lengths[field])
        for term in (term for token in tokens for term in token.terms):
            if not alternative:
                total[term] += weight
            elif weight > best.get((field, term), 0.0):
                total[term] += weight - best.get((field, term), 0.0)
                best[field, term] = weight
    return total


def _tied(chain: Chain, *, phrase: bool = True) -> fields.TEXT:
    return fields.TEXT(analyzer=ChainAnalyzer(chain), phrase=phrase, stored=False)


def schema() -> fields.Schema:
    """Give the schema; an index is always opened with it, never with the one that lies pickled beside it."""
    return fields.Schema(
        everything=WeightedText(DUTCH),
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
