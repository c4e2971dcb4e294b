"""Know which names mean the same: of a subject in the thesaurus, of an organisation, of a law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from indexer.analysis.chain import DUTCH, UNSTEMMED, name_key
from indexer.analysis.lemma import lemma
from indexer.analysis.split import parts_of
from indexer.interpret.spelling import is_dutch
from indexer.lexicon import Entity, Lexicon
from indexer.lexicon.gather import sought_key
from ontology.collation import fold

_KINDS: Final = ("thema", "actorgroep", "wet", "organisatie", "regeling", "gemeente", "provincie")
"""Kinds whose other names are used, those first that say most; villages share their names with too much."""

_SUBJECTS: Final = frozenset({"thema", "actorgroep"})
_MIN_ABBREVIATION: Final = 3
_MAX_ABBREVIATION: Final = 8
_ENDING: Final = 3
"""Letters in which two forms of a word differ at their end: buurtcentrum, buurtcentra."""


class OtherName(NamedTuple):
    """A name to seek beside the one that was typed.

    :param known_as: the name that was recognised, as the entity writes it
    :param was_hidden: whether that was a misspelling or a word for part of it
    """

    text: str
    entity: Entity
    known_as: str
    was_hidden: bool


@dataclass(frozen=True, eq=False)
class OtherNames:
    """All names of one *lexicon* by what they are recognised by."""

    lexicon: Lexicon

    @cached_property
    def longest(self) -> int:
        """Give the number of words of the longest name that is recognised, stop words left out."""
        return max((key.count(" ") + 1 for key in self._entities), default=0)

    @cached_property
    def _entities(self) -> Mapping[str, tuple[tuple[Entity, int], ...]]:
        """Give for each key the entities with that name, and which of their names it is."""
        rank = {kind: at for at, kind in enumerate(_KINDS)}
        found: dict[str, list[tuple[Entity, int]]] = defaultdict(list)
        for entity in self.lexicon.entities:
            for at, key in enumerate(entity.keys):
                # Of the other kinds only names of several words: their words are no names by themselves.
                useful = entity.kind in rank and bool(entity.keys[1:] or entity.broader)
                useful = useful or " " in key
                if key and useful and all(entity is not other for other, _at in found[key]):
                    found[key].append((entity, at))
        return {
            key: tuple(sorted(pairs, key=lambda p: (rank.get(p[0].kind, len(rank)), -p[0].weight, p[0].iri)))
            for key, pairs in found.items()
            if pairs
        }

    def named(self, key: str, typed: str, *, alone: bool) -> list[tuple[Entity, str, bool]]:
        """Give what *typed* names, subjects first: the entity, its name, and whether that is a hidden one.

        :param key: :func:`indexer.lexicon.gather.sought_key` of *typed*
        :param alone: whether nothing else is asked; beside other words an ordinary word names no organisation
        """
        found = []
        for entity, at in self._entities.get(key, ()):
            name = (entity.label, *entity.names, *entity.hidden_names)[at]
            meant = alone or entity.kind in _SUBJECTS or _is_name(typed, name)
            if meant and _same_words(typed, name):
                found.append((entity, name, at > len(entity.names)))
        return found

    def of(self, entity: Entity, known_as: str, *, was_hidden: bool) -> Iterator[OtherName]:
        """Give what *entity* is called beside *known_as*; for a hidden name only what pages show.

        What finds nothing else is left out: a name that holds the known one, or whose words stand in its own
        entity only; and so are English names, which nobody expects among Dutch words.
        """
        if entity.kind not in _KINDS:
            return
        names = (entity.label,) if was_hidden else (entity.label, *entity.names)
        key = sought_key(known_as)
        for text, other in zip(names, entity.keys, strict=False):
            if other and not holds(other, key) and self._is_said(text) and is_dutch_name(text):
                yield OtherName(text, entity, known_as, was_hidden)

    def _is_said(self, name: str) -> bool:
        """Tell whether every word of *name* stands in more than one document, or in more than one form."""
        known = self.lexicon
        return all(
            known.terms.get(token.terms[0], 0) > 1 or known.words.get(UNSTEMMED.terms(token.text)[0], 0) > 1
            for token in DUTCH.analyse(name)
        )


def is_abbreviation(short: str, long: str) -> bool:
    """Tell whether *short* is made of letters of *long*, as abbreviations of organisations and laws are.

    >>> is_abbreviation("Wmo", "Wet maatschappelijke ondersteuning 2015"), is_abbreviation("buurt", "wijk")
    (True, False)
    """
    if short.islower() or " " in short or len(short) > _MAX_ABBREVIATION or len(long) < 2 * len(short):
        return False
    letters = iter(fold(long))
    return all(letter in letters for letter in fold(short) if letter.isalpha())


def _is_name(typed: str, name: str) -> bool:
    """Tell whether a name among other words is meant as one: "doen" is seldom Stichting DOEN."""
    folded = fold(typed)
    if " " in name:
        return True
    return (len(folded) >= _MIN_ABBREVIATION or typed == name) and not is_dutch(folded)


def _same_words(typed: str, name: str) -> bool:
    """Tell whether two writings are forms of the same words: the stemmer takes loterij for loting."""
    if name_key(typed) == name_key(name):
        return True
    pairs = UNSTEMMED.analyse(typed), UNSTEMMED.analyse(name)
    return len(pairs[0]) == len(pairs[1]) and all(
        _same_word(one.terms[0], other.terms[0]) for one, other in zip(*pairs, strict=True)
    )


def _same_word(one: str, other: str) -> bool:
    """Two forms of a word have one lemma, or differ in an ending."""
    if one == other or lemma(one) == lemma(other):
        return True
    return one[: max(len(one), len(other)) - _ENDING] == other[: max(len(one), len(other)) - _ENDING]


def is_dutch_name(name: str) -> bool:
    """Tell whether no word of *name* is foreign; a word with capitals may be any.

    >>> is_dutch_name("lokale energiecoöperatie"), is_dutch_name("energy cooperative")
    (True, False)
    """
    words = [token.terms[0] for token in UNSTEMMED.analyse(name) if token.text.islower()]
    return all(is_dutch(word) or parts_of(word) or not word.isalpha() for word in words)


def holds(longer: str, shorter: str) -> bool:
    """Tell whether whatever has all words of the one name has those of the other, given their keys."""
    return set(shorter.split()) <= set(longer.split())
