"""Repair the words of a query that the index does not have."""

from __future__ import annotations

from typing import Final

from indexer.analysis.tokenise import tokenise
from indexer.interpret.compound import repair_by_parts, words_run_together
from indexer.interpret.interpretation import Change, Kind
from indexer.interpret.piece import Piece
from indexer.interpret.spelling import Repair, Speller, is_dutch_compound
from indexer.lexicon import Lexicon
from indexer.query import Alternative, Loose, Node, Word
from ontology.collation import fold

MOST_REPAIRS: Final = 12
"""Unknown words of one query that are looked at: each costs a few milliseconds in a large index, and what
has more of them is no query."""

_SECOND_WEIGHT: Final = 0.5
"""What a second reading of a misspelt word counts: of unsure repairs 0.63 of the first were right."""


_NEAR_WEIGHT: Final = 0.8
"""What the word that a compound nearly is counts beside it: one in 28 typing errors leaves such a
compound (echt|matig for rechtmatig), and it may be meant."""


def repair(
    pieces: list[Piece], speller: Speller, most: int = MOST_REPAIRS
) -> tuple[list[Piece], list[tuple[str, str]]]:
    """Repair single words that nothing was done to; also give what else they may have been.

    :param most: unknown words that are looked at
    :returns: the pieces, and pairs of a typed word with another that may have been meant, likeliest first
    """
    done: list[Piece] = []
    doubts: list[tuple[str, str]] = []
    looked_at = 0
    for piece in pieces:
        word = _single_word(piece, speller)
        if word and looked_at < most and speller.is_unknown(word):
            looked_at += 1
            changed, others = _repaired(piece, word, speller)
            done.append(changed)
            doubts.extend((piece.typed[0], other) for other in others)
        else:
            done.append(piece)
    return done, doubts


def _single_word(piece: Piece, speller: Speller) -> str:
    """Give the word of an untouched piece; "" if it is several, as in 12/3 or a web address.

    A hyphen is left out, unless what stands beside it needs no repair by itself.
    """
    if not piece.is_plain or len(piece.nodes) > 1:
        return ""
    spans = list(tokenise(piece.text))
    if len(spans) != 1:
        return ""
    pieces = spans[0].text.split("-")
    wrong = (one for one in pieces if speller.is_unknown(one) and not is_dutch_compound(fold(one)))
    return "".join(pieces) if len(pieces) == 1 or any(wrong) else ""


def _repaired(piece: Piece, word: str, speller: Speller) -> tuple[Piece, tuple[str, ...]]:
    lexicon = speller.lexicon
    whole = speller.repair(word)
    near = whole is not None and whole.sure and whole.edits == 1
    found_as_it_is = fold(word) in lexicon.hidden_words or lexicon.knows_parts(word)
    # Many a misspelt word seems a compound (amers|fort), so then only what is farther off is doubted.
    if found_as_it_is or (not near and is_dutch_compound(fold(word))):
        return _perhaps(piece, word, whole, lexicon), ()
    run_together = () if near else words_run_together(word, lexicon)
    if run_together:
        return _split(piece, tuple(map(lexicon.written, run_together))), ()
    found = whole
    if whole is None or not whole.sure:
        by_parts = repair_by_parts(word, speller)
        found = by_parts if whole is None or (by_parts and by_parts.edits < whole.edits) else whole
    if found is None:
        return piece, _near_dutch(word, speller)
    others = tuple(map(lexicon.written, found.others))
    return _respelt(piece, tuple(map(lexicon.written, found.sought)), found, others), others


def _perhaps(piece: Piece, word: str, whole: Repair | None, lexicon: Lexicon) -> Piece:
    """Keep what may be right, a hidden name or a compound of Dutch words; seek what it nearly is as well."""
    if whole and whole.sure:
        near = lexicon.written(whole.sought[0])
        return _beside(piece, Word(near), _NEAR_WEIGHT, _doubt(piece.typed_text, near))
    apart = tuple(map(lexicon.written, words_run_together(word, lexicon)))
    if not apart:
        return piece
    return _beside(
        piece, Loose(tuple(map(Word, apart))), 1.0, _apart("schrijfwijze", piece.typed_text, apart)
    )


def _split(piece: Piece, words: tuple[str, ...]) -> Piece:
    change = _apart("gesplitst", piece.typed_text, words)
    return Piece(piece.typed, tuple(map(Word, words)), changes=(change,))


def _respelt(piece: Piece, sought: tuple[str, ...], found: Repair, others: tuple[str, ...]) -> Piece:
    typed = piece.typed_text
    asks = "?" if piece.typed[0].endswith("?") else ""  # it tells that the whole is a question
    nodes = tuple(Word(word + asks) for word in sought)
    change = Change("spelling", typed, " ".join(sought), f"“{typed}” staat nergens")
    changed = Piece(piece.typed, nodes, changes=(change,))
    if found.sure or not others:
        return changed
    return _beside(changed, Word(others[0]), _SECOND_WEIGHT, _doubt(typed, others[0]))


def _beside(piece: Piece, node: Node, weight: float, change: Change) -> Piece:
    return piece.beside((Alternative(node, weight, change.reason),), (change,))


def _doubt(typed: str, near: str) -> Change:
    return Change("schrijfwijze", typed, near, f"“{typed}” kan ook “{near}” zijn")


def _apart(kind: Kind, typed: str, words: tuple[str, ...]) -> Change:
    return Change(kind, typed, " ".join(words), f"“{typed}” staat nergens als één woord")


def _near_dutch(word: str, speller: Speller) -> tuple[str, ...]:
    """Give words that are too far off to be sought unasked."""
    ranked = speller.ranked(fold(word), 2)
    return tuple(speller.lexicon.written(one.word) for one in ranked[:2])
