"""Dress a chain as an analyzer of Whoosh, with positions and characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from whoosh.analysis import Analyzer, Token

from indexer.analysis.chain import Chain


@dataclass(frozen=True)
class ChainAnalyzer(Analyzer):  # type: ignore[misc]  # Whoosh has no types
    """Give the terms of a chain as Whoosh tokens; terms of one word share its position.

    >>> from indexer.analysis.chain import DUTCH
    >>> [(t.text, t.pos) for t in ChainAnalyzer(DUTCH)("een dorps-huis in de buurt", positions=True)]
    [('dorpshuis', 0), ('dorp', 0), ('huis', 0), ('buurt', 1)]
    """

    chain: Chain

    def __call__(
        self,
        value: str,
        positions: bool = False,  # noqa: FBT001, FBT002  # the signature that Whoosh calls
        chars: bool = False,  # noqa: FBT001, FBT002
        start_pos: int = 0,
        start_char: int = 0,
        **_options: Any,
    ) -> Iterator[Token]:
        """Yield one token object over and over, as Whoosh does, for speed."""
        token = Token(positions, chars, removestops=True, mode="")
        for position, word in enumerate(self.chain.analyse(value), start_pos):
            token.pos = position
            token.startchar = start_char + word.start
            token.endchar = start_char + word.end
            token.boost = 1.0
            for term in word.terms:
                token.text = term
                yield token
