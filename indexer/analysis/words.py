"""Show word by word what the chain makes of a text."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass

from indexer.analysis.chain import DUTCH
from indexer.analysis.exceptions import is_protected
from indexer.analysis.place_names import place_names
from indexer.analysis.split import split_compound
from ontology.collation import fold


@dataclass(frozen=True, slots=True)
class AnalysedWord:
    """A word of a text; a stop word has no terms.

    :param terms: what it is indexed and sought by
    :param parts: what it is found by in the field of parts
    :param split: its surface pieces, which together are the word
    """

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    parts: tuple[str, ...]
    split: tuple[str, ...]


def analyse(text: str) -> list[AnalysedWord]:
    """Give every word of *text*, in order.

    >>> [(word.terms, word.parts, word.split) for word in analyse("de buurthuizen")]
    [((), (), ('de',)), (('buurthuis',), ('buurt', 'huis'), ('buurt', 'huizen'))]
    """
    return [
        AnalysedWord(word, start, end, terms, parts, split=_surface(word))
        for word, start, end, terms, parts, _forms in DUTCH.tokens(text)
    ]


def _surface(word: str) -> tuple[str, ...]:
    """Cut at hyphens too; a hyphen stays with the piece before it."""
    if is_protected(fold(word)):
        return (word,)
    pieces = [piece for piece in re.split(r"(?<=-)(?=.)", word) if piece]
    return tuple(part for piece in pieces for part in split_compound(piece, place_names()))


def words_as_json(words: list[AnalysedWord]) -> str:
    """Give the stable shape that scripts rely on: a list with an object for each word."""
    return json.dumps([asdict(word) for word in words], ensure_ascii=False, indent=2)


def words_as_text(words: list[AnalysedWord]) -> str:
    """Give a line for each word, for people.

    >>> print(words_as_text(analyse("de buurthuizen")))
    de             stopwoord
    buurthuizen    buurthuis    buurt + huis
    """
    if not words:
        return "Geen woorden."
    return "\n".join(_line(word) for word in words)


def _line(word: AnalysedWord) -> str:
    found = " ".join(word.terms) or "stopwoord"
    parts = " + ".join(word.parts)
    return f"{word.text:<14} {found:<12} {parts}".rstrip()
