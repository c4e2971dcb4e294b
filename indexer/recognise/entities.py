"""Find organisations, initiatives and subjects in a text by the names that the graph has for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

from indexer.analysis.dictionary import dictionary
from indexer.recognise.entity_names import EntityName, How, is_abbreviation, stem_of
from indexer.recognise.words import Span, fold_word, holds_together, word_spans

_TELLING_WORDS: Final = 3
_MOST_LONGER: Final = 3
_stem = lru_cache(maxsize=262144)(stem_of)


class Words(NamedTuple):
    """A text cut into words once, for all who look for names; *lower* is in small letters."""

    text: str
    spans: list[Span]
    folded: list[str]
    lower: list[str]

    @classmethod
    def of(cls, text: str) -> Words:
        """Cut *text*."""
        spans = word_spans(text)
        folded = [fold_word(text[start:end]) for start, end in spans]
        return cls(text, spans, folded, [word.lower() for word in folded])


class EntityHit(NamedTuple):
    """A name in a text, words *first* up to and with *last*, and all that bear it."""

    first: int
    last: int
    how: How
    bearers: tuple[EntityName, ...]


class EntityMatcher:
    """Match all names of one way of standing in a text.

    By a table of first words, for these names are few: spaCy's phrase matcher, which finds the names of the
    laws, spends more time on making a document of every word than on matching these.
    """

    def __init__(self, names: Iterable[EntityName], how: How) -> None:
        self.how = how
        bearers: dict[tuple[str, ...], dict[EntityName, None]] = defaultdict(dict)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in names:
            if name.how is how:
                bearers[name.words][name] = None
                lengths[name.words[0]].add(len(name.words))
        self._bearers = {words: tuple(found) for words, found in bearers.items()}
        self._lengths = {word: sorted(found) for word, found in lengths.items()}

    def find(self, words: Words) -> Iterator[EntityHit]:
        """Give every match, overlapping ones too, whose words stand in one sentence."""
        read = self._read(words)
        lengths = self._lengths
        for first, word in enumerate(read):
            if word not in lengths:
                continue
            for length in lengths[word]:
                last = first + length - 1
                bearers = self._bearers.get(tuple(read[first : last + 1]))
                if bearers and last < len(read) and holds_together(words.text, words.spans, first, last):
                    if self.how is How.SUBJECT:
                        bearers = tuple(
                            one for one in bearers if _is_form(words.lower[first : last + 1], one)
                        )
                    if bearers:
                        yield EntityHit(first, last, self.how, _each_once(bearers))

    def _read(self, words: Words) -> list[str]:
        match self.how:
            case How.ABBREVIATION:
                return words.folded
            case How.SUBJECT:
                return [_stem(word) for word in words.lower]
            case _:
                return words.lower


def _each_once(bearers: Iterable[EntityName]) -> tuple[EntityName, ...]:
    """Of one thing that has several names of the same stems, such as eigenaars and eigenaren, give one."""
    return tuple({one.iri: one for one in bearers}.values())


def _is_form(words: Sequence[str], name: EntityName) -> bool:
    """Tell whether *words* are the name inflected, and not another word of the same stem.

    The stem alone takes beleid for begeleiding and openbare for openbaarheid.
    """
    return len(words) == len(name.written) and all(map(_is_inflected, words, name.written))


def _is_inflected(word: str, written: str) -> bool:
    """Plurals change the end: huis, huizen; at most three letters more, and two that differ.

    A t behind the whole word makes a verb of it: who "onderzoekt" names no research.

    >>> [_is_inflected(*pair) for pair in (("buurthuizen", "buurthuis"), ("openbare", "openbaarheid"))]
    [True, False]
    >>> _is_inflected("onderzoekt", "onderzoek")
    False
    """
    if word in {f"{written}t", f"{written.removesuffix('en')}t"}:
        return False
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, written, strict=False)))
    return shared >= min(len(word), len(written)) - 2 and abs(len(word) - len(written)) <= _MOST_LONGER


def is_told(hit: EntityHit, words: Words) -> bool:
    """Tell whether a name of something, not of a place or subject, stands so that it is meant.

    It begins with a capital; and where it is one ordinary word, the capital is not that of a sentence.
    """
    start = words.spans[hit.first][0]
    if hit.how is not How.NAME:
        return True
    if not words.text[start].isupper():
        return False
    if not begins_sentence(words, hit.first):
        return True
    if hit.first == hit.last:
        return words.lower[hit.first] not in dictionary().words
    if is_abbreviation(words.folded[hit.first]):
        return True
    # "De warren" begins a sentence about rabbits; four words together are no accident.
    others = words.folded[hit.first + 1 : hit.last + 1]
    return len(others) >= _TELLING_WORDS or any(word[0].isupper() for word in others)


def begins_sentence(words: Words, at: int) -> bool:
    """Tell whether word number *at* is the first of a sentence, heading or list item."""
    if at == 0:
        return True
    between = words.text[words.spans[at - 1][1] : words.spans[at][0]]
    return any(sign in between for sign in '.!?:\n\u2022\u201c"')
