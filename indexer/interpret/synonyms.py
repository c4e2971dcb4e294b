"""Put beside names in a query what else they are called, with the reason."""

from __future__ import annotations

from typing import Final

from indexer.analysis.chain import DUTCH, name_key
from indexer.analysis.plan import is_plan_word
from indexer.interpret.interpretation import Change, Kind
from indexer.interpret.other_names import OtherName, OtherNames, holds, is_abbreviation
from indexer.interpret.piece import Piece, together
from indexer.lexicon.gather import sought_key
from indexer.query import Alternative, Phrase, Word, words_of
from ontology.kinds import KINDS

MOST_WORDS: Final = 6
"""Words in a row, stop words included, that are tried as one name."""

MOST_ALTERNATIVES: Final = 8
"""Other names that are sought for one: each is a query more."""

MOST_IN_QUERY: Final = 16
"""Other names that are sought for all names of a query."""

_ABBREVIATION_WEIGHT: Final = 0.9
_NAME_WEIGHT: Final = 0.7
_PART_WEIGHT: Final = 0.5
"""An abbreviation and its full name are the same; a synonym nearly; a hidden name is often only part of it.
The order is a choice, the figures are not fitted: no judged question of ours turned on them."""


def with_other_names(pieces: list[Piece], names: OtherNames) -> list[Piece]:
    """Give the pieces, those together that are one name; the longest name first, no name of a name."""
    done: list[Piece] = []
    at, left = 0, MOST_IN_QUERY
    while at < len(pieces):
        for many in range(min(MOST_WORDS, len(pieces) - at), 0, -1):
            alone = many == len(pieces)
            found = _named(pieces[at : at + many], names, min(left, MOST_ALTERNATIVES), alone=alone)
            if found is not None:
                left -= sum(len(piece.alternatives) for piece in found)
                done.extend(found)
                at += many
                break
        else:
            done.append(pieces[at])
            at += 1
    return done


def _named(stretch: list[Piece], names: OtherNames, most: int, *, alone: bool) -> list[Piece] | None:
    """Give the stretch with its other names, or as it is if the name has no other; None if it is no name."""
    if not alone and all(
        is_plan_word(word) or not DUTCH.terms(word) for p in stretch for word in p.text.split()
    ):
        return None
    named = [one for text in _texts(stretch) for one in names.named(sought_key(text), text, alone=alone)]
    if not named:
        return None
    # Each writing once, and not what was typed or joined already.
    others: dict[str, OtherName] = {}
    for entity, known_as, was_hidden in named:
        for other in names.of(entity, known_as, was_hidden=was_hidden):
            others.setdefault(sought_key(other.text), other)
    for text in (*_texts(stretch), *(node.text for piece in stretch for node in words_of(piece.node()))):
        others.pop(sought_key(text), None)
    # "LSA bewoners" finds nothing that "LSA" does not.
    kept = [
        other for key, other in others.items() if not any(key != one and holds(key, one) for one in others)
    ]
    if not kept:
        return stretch
    piece = together(stretch)
    beside = [_beside(piece, other) for other in kept[:most]]
    return [
        piece.beside(
            tuple(alternative for alternative, _change in beside), tuple(change for _, change in beside)
        )
    ]


def _texts(stretch: list[Piece]) -> list[str]:
    """Give the words, and what they are as one if they were joined."""
    texts = [" ".join(piece.text for piece in stretch)]
    if len(stretch) == 1:
        texts += [a.node.text for a in stretch[0].alternatives if isinstance(a.node, Word) and a.weight == 1]
    return texts


def _beside(piece: Piece, name: OtherName) -> tuple[Alternative, Change]:
    kind, weight, reason = _why(name)
    node = Phrase(name.text) if len(DUTCH.analyse(name.text)) > 1 else Word(name.text)
    return Alternative(node, weight, reason), Change(kind, piece.typed_text, name.text, reason)


def _why(name: OtherName) -> tuple[Kind, float, str]:
    known, label = name.known_as, name.entity.label
    if name_key(known) == name_key(name.text):
        return "schrijfwijze", 1.0, f"“{known}” wordt ook zo geschreven"
    if is_abbreviation(known, name.text):
        return "afkorting", _ABBREVIATION_WEIGHT, f"“{known}” is de afkorting van “{name.text}”"
    if is_abbreviation(name.text, known):
        return "afkorting", _ABBREVIATION_WEIGHT, f"“{name.text}” is de afkorting van “{known}”"
    if name.was_hidden:
        return "synoniem", _PART_WEIGHT, f"“{known}” hoort in de thesaurus bij “{label}”"
    if name.entity.kind == "thema":
        return "synoniem", _NAME_WEIGHT, f"synoniem van “{known}” in de thesaurus"
    return "synoniem", _NAME_WEIGHT, f"andere naam van {KINDS[name.entity.kind].singular} “{label}”"
