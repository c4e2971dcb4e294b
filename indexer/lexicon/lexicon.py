"""Know the words of an index with how many documents have them, and all names of what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from indexer.analysis.chain import DUTCH, UNSTEMMED, Token, name_key


class Entity(NamedTuple):
    """One document as far as its names go.

    :param keys: what the label, the names and the hidden names, in that order, are recognised by in a
        query: their first Dutch terms with a space between; empty for a name of stop words only
    :param broader: labels of broader subjects; only a thema has them
    :param weight: names of other entities that it is linked with
    """

    iri: str
    kind: str
    label: str
    names: tuple[str, ...]
    hidden_names: tuple[str, ...]
    keys: tuple[str, ...]
    broader: tuple[str, ...]
    weight: int


class Name(NamedTuple):
    """One way in which people write the name of an entity.

    :param is_label: whether it is the name that pages show
    :param is_hidden: whether it is a misspelling, or a word for part of it: sought, never shown
    """

    text: str
    iri: str
    kind: str
    label: str
    is_label: bool
    is_hidden: bool
    weight: int


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Made by :class:`indexer.lexicon.gather.LexiconBuilder`, or read from beside an index.

    Compared by identity, so that what is worked out from it can be kept with it.

    :param words: folded word as written to the number of documents that have it
    :param hidden_words: the same for words that stand in hidden names
    :param spelt: folded word to how it is written, where that is with marks: cooperatie, coöperatie
    :param terms: term that an engine finds whole words by to the number of words it stands for
    :param parts: the same for parts of compounds
    """

    words: Mapping[str, int] = field(default_factory=dict)
    hidden_words: Mapping[str, int] = field(default_factory=dict)
    spelt: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()
    documents: int = 0

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Give every label, other name and hidden name of every entity."""
        return tuple(name for entity in self.entities for name in _names_of(entity))

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """Give all names that are shown as letters and digits only; see :func:`name_key`."""
        texts = (text for entity in self.entities for text in (entity.label, *entity.names))
        return frozenset(map(name_key, texts)) - {""}

    def knows(self, word: str) -> bool:
        """Tell whether an engine finds something by *word* as a whole, inflected or not.

        A word that stands in hidden names only is not known: it may be a misspelling.

        >>> from indexer.document import Document
        >>> from indexer.lexicon import gather_lexicon
        >>> small = gather_lexicon([Document("https://example.org/1", "thema", "buurthuis")])
        >>> small.knows("Buurthuizen"), small.knows("buurt"), small.knows("buurthuus")
        (True, False, False)
        """
        tokens = DUTCH.analyse(word)
        return bool(tokens) and all(map(self._knows, tokens))

    def knows_parts(self, word: str) -> bool:
        """Tell whether *word* is a compound of which every part is found."""
        tokens = DUTCH.analyse(word)
        return bool(tokens) and all(
            token.parts and all(part in self.parts for part in token.parts) for token in tokens
        )

    def knows_name(self, text: str) -> bool:
        """Tell whether *text* as a whole is a name, however spaced, marked or hyphenated."""
        return name_key(text) in self.name_keys

    def _knows(self, token: Token) -> bool:
        return (
            token.terms[0] in self.terms
            or any(word in self.words for word in UNSTEMMED.terms(token.text))
            or name_key(token.text) in self.name_keys
        )

    def written(self, word: str) -> str:
        """Give the folded *word* with the marks that it is written with.

        >>> Lexicon(spelt={"cooperatie": "coöperatie"}).written("cooperatie")
        'coöperatie'
        """
        return self.spelt.get(word, word)


def _names_of(entity: Entity) -> Iterator[Name]:
    def name(text: str, *, is_label: bool = False, is_hidden: bool = False) -> Name:
        return Name(text, entity.iri, entity.kind, entity.label, is_label, is_hidden, entity.weight)

    yield name(entity.label, is_label=True)
    yield from (name(text) for text in entity.names)
    yield from (name(text, is_hidden=True) for text in entity.hidden_names)
