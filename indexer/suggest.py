"""Suggest names and words while somebody types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from indexer.analysis.chain import UNSTEMMED
from indexer.interpret.interpret import reader_of
from indexer.interpret.other_names import is_dutch_name
from indexer.lexicon import Lexicon, Name
from ontology.collation import fold

MIN_CHARS: Final = 2
"""Letters from which suggestions are given: one letter begins everything."""

MAX_CHARS: Final = 80
MAX_LIMIT: Final = 50

_FIRST_KINDS: Final = (
    *("thema", "organisatie", "doel", "initiatief", "wet", "gemeente", "provincie", "actorgroep"),
    *("regeling", "subsidie", "actieprogramma", "document", "evenement", "persoon", "artikel", "indicator"),
)
"""What people look for first; kinds that are not here, such as the villages, come after these."""

_JOINED_SPACES: Final = 2
"""Names of up to three words are sometimes typed as one."""

_EXAMINED: Final = 400
"""Names that begin right and are examined for the other words typed, best first."""

_AFTER_ALL: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant by what was typed so far.

    :param text: the name or word, to be put in the search box
    :param kind: key of :data:`ontology.kinds.KINDS`, "woord" for a word, "spelling" for a repaired text
    :param iri: the entity with that name; empty for a word
    :param label: what the entity is called, which differs from *text* for an abbreviation or synonym
    """

    text: str
    kind: str
    iri: str = ""
    label: str = ""


class Suggester:
    """Suggestions from the names and words of one lexicon; many threads may ask at once.

    Every name is kept once for each of its words, from that word on and sorted, so that what begins with
    the letters typed stands together. Within that stretch a number says which name is the best.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = sorted(filter(_is_suggested, lexicon.names), key=_order)
        self._folded = [_words(name.text) for name in self._names]
        villages = sum(name.kind not in _FIRST_KINDS for name in self._names)
        entries = sorted(_entries(self._folded, len(self._names) - villages))
        self._beginnings = [beginning for beginning, _place, _name in entries]
        self._places = np.array([place for _beginning, place, _name in entries], dtype=np.int32)
        self._name_at = {place: name for _beginning, place, name in entries}
        words = [(word, count) for word, count in lexicon.words.items() if word.isalpha()]
        self._words = [word for word, _count in sorted(words)]
        self._counts = np.array([count for _word, count in sorted(words)], dtype=np.int32)

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Give the best suggestions for *typed*, of which the last word may be unfinished.

        Names that begin so come before those with a word that does; the words before the last must be in the
        name too. Then come the most frequent words of the texts, and where nothing begins so, what would with
        the spelling repaired.

        :param limit: most suggestions, up to :data:`MAX_LIMIT`
        """
        text = _words(typed[:MAX_CHARS])
        if len(text.strip()) < MIN_CHARS:
            return ()
        limit = max(0, min(limit, MAX_LIMIT))
        found = [*self._named(text, limit), *self._words_beginning(text, limit)]
        if not found:
            found = list(self._repaired(text, limit))
        return tuple(_once(found))[:limit]

    def _named(self, text: str, limit: int) -> list[Suggestion]:
        """Give entities of which a name goes on with *text*; else those that have all words in any order."""
        found = self._best(text, limit)
        *others, last = text.split(" ")
        if others and last and len(found) < limit:
            begun = self._best(last, _EXAMINED)
            found += self._best(text.replace(" ", ""), limit)  # woon-coo, for wooncoöperatie
            found += [at for at in begun if _has(self._folded[at], others)]
        return [_suggestion(self._names[at]) for at in dict.fromkeys(found)]

    def _best(self, text: str, most: int) -> list[int]:
        low, high = self._stretch(self._beginnings, text)
        places = self._places[low:high]
        # A name has an entry for each of its words and an entity has several names, so more than asked.
        enough = 4 * most
        if len(places) > enough:
            places = np.partition(places, enough)[:enough]
        return list(dict.fromkeys(self._name_at[place] for place in np.sort(places).tolist()))

    def _words_beginning(self, text: str, limit: int) -> Iterator[Suggestion]:
        if " " in text:  # words that never met would be proposed together
            return
        low, high = self._stretch(self._words, text)
        counts = self._counts[low:high]
        for at in np.argsort(-counts, kind="stable")[:limit].tolist():
            yield Suggestion(self._lexicon.written(self._words[low + at]), "woord")

    def _repaired(self, text: str, limit: int) -> Iterator[Suggestion]:
        speller = reader_of(self._lexicon).speller
        words = []
        for word in text.split():
            found = speller.ranked(word)[:1] if speller.is_unknown(word) else []
            words.append(found[0].word if found else word)
        repaired = " ".join(words)
        if repaired == text.strip():
            return
        yield from self._named(repaired, limit)
        yield Suggestion(" ".join(map(self._lexicon.written, words)), "spelling")

    @staticmethod
    def _stretch(texts: list[str], beginning: str) -> tuple[int, int]:
        low = bisect_left(texts, beginning)
        return low, bisect_left(texts, beginning + _AFTER_ALL, low)


def _order(name: Name) -> tuple[int, bool, int, int, str, str]:
    """Better names come first."""
    kind = _FIRST_KINDS.index(name.kind) if name.kind in _FIRST_KINDS else len(_FIRST_KINDS)
    return kind == len(_FIRST_KINDS), not name.is_label, kind, -name.weight, name.text, name.iri


def _is_suggested(name: Name) -> bool:
    """Leave out misspellings, and the English names of subjects."""
    return not name.is_hidden and (name.kind != "thema" or name.is_label or is_dutch_name(name.text))


def _entries(folded: list[str], firsts: int) -> Iterator[tuple[str, int, int]]:
    """Give each name from each of its words on, its place in the order of all, and the number of the name.

    Inner words come after all whole names, and both before the names from number *firsts* on.
    """
    place = 0
    for some in (range(firsts), range(firsts, len(folded))):
        for number in some:
            yield folded[number], place, number
            if 1 <= folded[number].count(" ") <= _JOINED_SPACES:
                yield folded[number].replace(" ", ""), place, number
            place += 1
        for number in some:
            at = folded[number].find(" ")
            while at >= 0:
                yield folded[number][at + 1 :], place, number
                place += 1
                at = folded[number].find(" ", at + 1)


def _words(text: str) -> str:
    """Fold to words with one space between, hyphens too; a space at the end stays, for it ends a word."""
    words = " ".join(word for token in UNSTEMMED.analyse(text) for word in token.terms[1:] or token.terms)
    return words + " " if words and text[-1:].isspace() else words


def _has(name: str, words: list[str]) -> bool:
    own = name.split(" ")
    return all(any(one.startswith(word) for one in own) for word in words)


def _suggestion(name: Name) -> Suggestion:
    return Suggestion(name.text, name.kind, name.iri, name.label)


def _once(suggestions: list[Suggestion]) -> Iterator[Suggestion]:
    """Give each entity by its best name, and no word that is a name already."""
    seen: set[str] = set()
    for suggestion in suggestions:
        keys = {suggestion.iri or fold(suggestion.text), fold(suggestion.text) if not suggestion.iri else ""}
        if keys & seen:
            continue
        seen |= (keys | {fold(suggestion.text)}) - {""}
        yield suggestion
