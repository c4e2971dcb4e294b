"""Gather the names by which texts mention organisations, initiatives, subjects, goals and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final, NamedTuple

from indexer.analysis.chain import DUTCH
from indexer.document import Document
from indexer.recognise.words import words_of

KINDS_BY_NAME: Final = ("organisatie", "initiatief", "evenement", "actieprogramma", "doel")
KINDS_BY_PLACE: Final = ("gemeente", "provincie", "plaats")

_MAX_WORDS: Final = 9
_SHORTEST: Final = 3
_SHORTEST_SUBJECT: Final = 6
"""Letters of a subject of one word that is a label; "wet" and "plan" are in every other sentence."""
_SHORTEST_OTHER_SUBJECT: Final = 9
"""The same for its other names, which are everyday words more often than labels are."""
_MOST_CAPITALS: Final = 8
_ENGLISH: Final = re.compile(
    r"\b(?:the|of|and|for|community|housing|village|small|village hall)\b", re.IGNORECASE
)

_OTHER_PLACE_NAMES: Final[dict[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    ("fryslan",): (("friesland",),)
}
"""The registers give the official name of the province only; most texts have the Dutch one."""


class How(Enum):
    """How a name must stand in a text to count."""

    ABBREVIATION = "afkorting"
    """In its own capitals: LSA, not CELSA and not lsa."""
    NAME = "naam"
    """With a capital where it begins."""
    SUBJECT = "onderwerp"
    """Inflected or not, in any capitals."""
    PLACE = "plaats"
    """With a capital, where the words around it speak of a place."""


class EntityName(NamedTuple):
    """One way in which a text may mention one thing.

    :param words: folded words; of a subject their stems, in small letters unless it is an abbreviation
    :param written: the folded words as the graph has them, in small letters
    :param within: IRIs' last parts of the municipality and province that a place lies in
    :param is_past: whether it is a municipality without a territory: one that was merged into another
    """

    words: tuple[str, ...]
    iri: str
    kind: str
    how: How
    written: tuple[str, ...] = ()
    within: frozenset[str] = frozenset()
    is_past: bool = False


def entity_names(documents: Iterable[Document]) -> Iterator[EntityName]:
    """Give the names of all *documents* whose kind texts mention by name.

    >>> lsa = Document("iri:lsa", "organisatie", "LSA bewoners", names=("LSA",))
    >>> [(name.words, name.how.value) for name in entity_names([lsa])]
    [(('lsa', 'bewoners'), 'naam'), (('LSA',), 'afkorting')]
    """
    for document in documents:
        for name in dict.fromkeys((document.label, *document.names)):
            words = words_of(name)
            if not 0 < len(words) <= _MAX_WORDS or sum(map(len, words)) < _SHORTEST:
                continue
            if document.kind == "thema":
                yield from _subject(document, name, words)
            elif document.kind in KINDS_BY_PLACE:
                yield from _place(document, words)
            elif document.kind in KINDS_BY_NAME:
                yield _named(document, words)


def is_abbreviation(word: str) -> bool:
    """Tell whether a name of one word is told by its capitals.

    >>> [is_abbreviation(word) for word in ("LSA", "NOV", "VSBfonds", "Cooplink", "RvIG")]
    [True, True, True, False, True]
    """
    return sum(map(str.isupper, word)) > 1 and len(word) <= _MOST_CAPITALS


def _named(document: Document, words: list[str]) -> EntityName:
    if len(words) == 1 and is_abbreviation(words[0]):
        return EntityName((words[0],), document.iri, document.kind, How.ABBREVIATION)
    return EntityName(tuple(map(str.lower, words)), document.iri, document.kind, How.NAME)


def _subject(document: Document, name: str, words: list[str]) -> Iterator[EntityName]:
    if len(words) == 1 and is_abbreviation(words[0]):
        yield EntityName((words[0],), document.iri, document.kind, How.ABBREVIATION)
        return
    shortest = _SHORTEST_SUBJECT if name == document.label else _SHORTEST_OTHER_SUBJECT
    if (len(words) == 1 and len(words[0]) < shortest) or _ENGLISH.search(name):
        return
    stems = tuple(stem_of(word) for word in words)
    if all(stems):
        written = tuple(map(str.lower, words))
        yield EntityName(stems, document.iri, document.kind, How.SUBJECT, written)


def _place(document: Document, words: list[str]) -> Iterator[EntityName]:
    within = frozenset(tag.value for tag in document.places)
    lower = tuple(map(str.lower, words))
    if lower[0] == document.kind and len(lower) > 1:
        lower = lower[1:]
    is_past = document.kind == "gemeente" and not document.points
    for name in (lower, *_OTHER_PLACE_NAMES.get(lower, ())):
        yield EntityName(name, document.iri, document.kind, How.PLACE, name, within, is_past)


def stem_of(word: str) -> str:
    """Give what an inflected *word* has in common with its other forms; stop words stay as they are.

    >>> stem_of("Buurthuizen") == stem_of("buurthuis"), stem_of("in")
    (True, 'in')
    """
    tokens = DUTCH.tokens(word)
    terms = tokens[0].terms if len(tokens) == 1 else ()
    return terms[0] if terms else word.lower()
