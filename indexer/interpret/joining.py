"""Join neighbouring words that the index has as one word: "gemeente raad", "dorp huis"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from indexer.analysis.chain import DUTCH
from indexer.analysis.stop import is_stop
from indexer.interpret.interpretation import Change
from indexer.interpret.piece import Piece, together
from indexer.lexicon import Lexicon
from indexer.query import Alternative, Word
from ontology.collation import fold

_LINKS: Final = ("", "s", "en", "e", "n")
"""What may be missing between the words, nothing first."""

_MOST: Final = 3
"""Words that are joined at most: gemeente raads verkiezingen."""

_MIN_CHARS: Final = 2


def join(pieces: list[Piece], lexicon: Lexicon) -> list[Piece]:
    """Put beside neighbouring words what they are as one, the longest join first.

    Both are sought: who types "energie coöperatie" may have found it written so.
    """
    done: list[Piece] = []
    at = 0
    while at < len(pieces):
        for many in range(min(_MOST, len(pieces) - at), 1, -1):
            stretch = pieces[at : at + many]
            joined = joined_word([piece.text for piece in stretch], lexicon)
            if joined and not any(piece.alternatives for piece in stretch):
                done.append(_beside(together(stretch), lexicon.written(joined)))
                at += many
                break
        else:
            done.append(pieces[at])
            at += 1
    return done


def joined_word(words: Sequence[str], lexicon: Lexicon) -> str:
    """Give the folded word that *words* are together, linking letters put in; "" if the index has none.

    >>> lexicon = Lexicon(words={"dorpshuis": 3})
    >>> joined_word(["Dorp", "huis"], lexicon), joined_word(["huis", "dorp"], lexicon)
    ('dorpshuis', '')
    """
    folded = [fold(word) for word in words]
    if not all(len(word) >= _MIN_CHARS and word.isalpha() and not is_stop(word) for word in folded):
        return ""
    ways = [_linked(folded, links) for links in product(_LINKS, repeat=len(folded) - 1)]
    known = [way for way in ways if way in lexicon.words]
    if known:
        return max(known, key=lexicon.words.__getitem__)
    if len(folded) > 2:  # noqa: PLR2004  # each way costs a lemma and a stem
        return ""
    return next((way for way in ways if any(term in lexicon.terms for term in DUTCH.terms(way))), "")


def _linked(words: Sequence[str], links: Sequence[str]) -> str:
    return "".join(word + link for word, link in zip(words, (*links, ""), strict=True))


def _beside(piece: Piece, joined: str) -> Piece:
    reason = f"“{joined}” is één woord"
    return piece.beside(
        (Alternative(Word(joined), 1.0, reason),), (Change("samengevoegd", piece.typed_text, joined, reason),)
    )
