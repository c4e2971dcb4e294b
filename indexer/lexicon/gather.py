"""Gather a lexicon while an index is written, document by document, and keep it up to date after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from indexer.analysis.chain import DUTCH, UNSTEMMED
from indexer.document import Document
from indexer.lexicon.lexicon import Entity, Lexicon
from indexer.weights import passages_of
from ontology.collation import fold


class LexiconBuilder:
    """Counts what documents say; what is added can be taken away again.

    >>> builder = LexiconBuilder()
    >>> builder.add(Document("https://example.org/1", "thema", "coöperatie", names=("coöperaties",)))
    >>> sorted(builder.lexicon().words), builder.lexicon().written("cooperatie")
    (['cooperatie', 'cooperaties'], 'coöperatie')
    >>> builder.remove(Document("https://example.org/1", "thema", "coöperatie", names=("coöperaties",)))
    >>> builder.lexicon().words
    {}

    :param start: an earlier lexicon to go on from; it stays as it is
    """

    def __init__(self, start: Lexicon | None = None) -> None:
        known = start or Lexicon()
        self._words = Counter(known.words)
        self._hidden = Counter(known.hidden_words)
        self._spelt = dict(known.spelt)
        self._terms = Counter(known.terms)
        self._parts = Counter(known.parts)
        self._entities = {entity.iri: entity for entity in known.entities}
        self._documents = known.documents

    def add(self, document: Document) -> None:
        """Count the words of *document* and keep its names."""
        words, hidden = self._words_of(document)
        for word in words:
            if not self._words[word]:
                self._count_terms(word, 1)
            self._words[word] += 1
        self._hidden.update(hidden)
        if document.label.strip():
            self._entities[document.iri] = entity_of(document)
        self._documents += 1

    def remove(self, document: Document) -> None:
        """Take away a document that was added, as it was when it was added."""
        words, hidden = self._words_of(document)
        for word in words:
            if self._words[word] == 1:
                self._count_terms(word, -1)
            self._words[word] -= 1
        self._hidden.subtract(hidden)
        self._entities.pop(document.iri, None)
        self._documents -= 1

    def lexicon(self) -> Lexicon:
        """Give what was gathered so far."""
        words = _positive(self._words)
        return Lexicon(
            words=words,
            hidden_words=_positive(self._hidden),
            spelt={word: written for word, written in self._spelt.items() if word in words},
            terms=_positive(self._terms),
            parts=_positive(self._parts),
            entities=tuple(self._entities.values()),
            documents=self._documents,
        )

    def _words_of(self, document: Document) -> tuple[set[str], set[str]]:
        """Give the words of all texts, and those of hidden names: nobody should be led to a misspelling."""
        words: set[str] = set()
        hidden: set[str] = set()
        for passage in passages_of(document):
            if passage.field == "hidden_names":
                hidden.update(UNSTEMMED.terms(passage.text))
            elif passage.field != "joined":  # names joined for the index are no words
                words.update(self._spelt_words(passage.text))
        return words, hidden

    def _spelt_words(self, text: str) -> Iterator[str]:
        for token in UNSTEMMED.analyse(text):
            yield from token.terms
            if not token.text.isascii() and len(token.terms) == 1 and fold(token.text) == token.terms[0]:
                self._spelt.setdefault(token.terms[0], token.text.lower())

    def _count_terms(self, word: str, change: int) -> None:
        """Count the terms of a word that is new, or that no document has any more."""
        for token in DUTCH.analyse(word):
            for term in token.terms:
                self._terms[term] += change
            for part in token.parts or token.terms:
                self._parts[part] += change


def gather_lexicon(documents: Iterable[Document]) -> Lexicon:
    """Gather the lexicon of *documents* in one go."""
    builder = LexiconBuilder()
    for document in documents:
        builder.add(document)
    return builder.lexicon()


def entity_of(document: Document) -> Entity:
    """Give the names of *document* with what recognises them in a query."""
    broader: tuple[str, ...] = ()
    if document.kind == "thema":
        broader = tuple(tag.label for tag in document.themes if tag.label != document.label)
    texts = (document.label, *document.names, *document.hidden_names)
    return Entity(
        iri=document.iri,
        kind=document.kind,
        label=document.label,
        names=document.names,
        hidden_names=document.hidden_names,
        keys=tuple(map(sought_key, texts)),
        broader=broader,
        weight=len(document.neighbours),
    )


def sought_key(text: str) -> str:
    """Give what a name is recognised by in a query, inflected or not.

    >>> sought_key("verenigingen van eigenaren") == sought_key("Vereniging van Eigenaren")
    True
    """
    return " ".join(token.terms[0] for token in DUTCH.analyse(text))


def _positive(counted: Counter[str]) -> dict[str, int]:
    return {word: count for word, count in counted.items() if count > 0}
