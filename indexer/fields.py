"""The one declaration of what an index holds: its fields, and the entry made of a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from indexer.analysis.chain import DUTCH, UNSTEMMED, Token, name_key
from indexer.document import Document
from indexer.impact import level_of
from indexer.tag import Tag
from indexer.weights import FIELD_WEIGHTS, Passage, TypicalLengths, passages_of, word_weight
from ontology.kinds import KINDS

EVERYTHING: Final = "everything"
PARTS: Final = "parts"
EXACT: Final = "exact"
SCORED: Final = (EVERYTHING, PARTS, EXACT)
"""Fields in which each term has a level; in the others a term is there or it is not."""

NAME: Final = "name"
PLACED: Final = (EVERYTHING, NAME, "kind", "theme", "place", "source")
"""Fields that know where each term stands, so that words can be sought one after the other."""

WORDS: Final = "words"
NAME_WORDS: Final = "name_words"
KEY: Final = "key"
HIDDEN_KEY: Final = "hidden_key"
WHOLE: Final = "whole"
PLAIN: Final = (WORDS, NAME_WORDS, KEY, HIDDEN_KEY, WHOLE)
"""Fields of words as typed (for beginnings of words), of whole names (see :func:`name_key`), and of what a
passage belongs to."""

FIELDS: Final = tuple(dict.fromkeys((*SCORED, *PLACED, *PLAIN)))

IN_FIELD: Final = {"naam": NAME, "soort": "kind", "thema": "theme", "plaats": "place", "bron": "source"}
"""Field of the query language to field of the index."""

_YEAR: Final = re.compile(r"\s+\d{4}$")
_GAP: Final = 100
"""Positions between two texts, so that words sought together never run from one into the other."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an engine stores of one document.

    :param levels: scored field to term to level, see :mod:`indexer.impact`
    :param places: placed field to term to the positions where it stands, rising
    :param terms: plain field to its terms
    :param shown: what hits and highlights need, as plain JSON values
    """

    levels: Mapping[str, Mapping[str, int]]
    places: Mapping[str, Mapping[str, Sequence[int]]]
    terms: Mapping[str, frozenset[str]]
    shown: dict[str, Any] = field(repr=False)


def whole_terms(token: Token) -> tuple[str, ...]:
    """Give the terms of a word as it stands; what a hyphen joins counts once, its pieces are parts.

    With the pieces in the same field COVID-19 weighed as three words, and nDCG@10 fell by 0.025.
    """
    return token.terms[:1] if token.parts else token.terms


def part_terms(token: Token) -> tuple[str, ...]:
    """Give the terms of the parts of a compound, and of any other word its own.

    With both, "energie coöperatie" and "energiecoöperatie" find each other.
    """
    return token.parts or token.terms


def entry_of(document: Document, lengths: TypicalLengths) -> Entry:
    """Give what an engine stores of *document*.

    :param lengths: typical length of each field in this index, see :class:`indexer.weights.TypicalLengths`
    """
    passages = tuple(passages_of(document))
    read = [(passage.field, DUTCH.analyse(passage.text)) for passage in passages]
    names = (document.label, *document.names)
    kind = KINDS[document.kind]
    placed = {
        NAME: names,
        "kind": (f"{kind.key} {kind.singular} {kind.plural}",),
        "theme": _words(document.themes),
        "place": _words(document.places),
        "source": _words(document.sources),
    }
    places = {key: _places(map(DUTCH.analyse, texts)) for key, texts in placed.items()}
    places[EVERYTHING] = _places((tokens for _, tokens in read), whole_only=True)
    return Entry(
        levels={
            EVERYTHING: _levels(_each(read, whole_terms), lengths),
            PARTS: _levels(_each(read, part_terms), lengths),
            EXACT: _levels(_each(read, lambda token: token.forms), lengths),
        },
        places=places,
        terms={
            WORDS: _unstemmed(passage.text for passage in passages),
            NAME_WORDS: _unstemmed(names),
            KEY: _keys(_asked(document)),
            HIDDEN_KEY: _keys(document.hidden_names),
            WHOLE: _keys((document.whole,)),
        },
        shown=_shown(document, passages),
    )


def _each(
    read: Sequence[tuple[str, Sequence[Token]]], terms_of: Callable[[Token], tuple[str, ...]]
) -> list[tuple[str, list[tuple[str, ...]]]]:
    return [(name, [terms_of(token) for token in tokens]) for name, tokens in read]


def _levels(read: Sequence[tuple[str, Sequence[tuple[str, ...]]]], lengths: TypicalLengths) -> dict[str, int]:
    """Weigh the terms over all passages: add up, except where passages are other words for the same."""
    total_words: dict[str, int] = defaultdict(int)
    for name, tokens in read:
        total_words[name] += len(tokens)
    total: dict[str, float] = defaultdict(float)
    best: dict[tuple[str, str], float] = {}
    for name, tokens in read:
        alternative = FIELD_WEIGHTS[name].alternatives
        weight = word_weight(name, len(tokens) if alternative else total_words[name], lengths)
        here: dict[str, float] = defaultdict(float)
        for terms in tokens:
            for term in terms:
                here[term] += weight
        for term, counted in here.items():
            if not alternative:
                total[term] += counted
            elif counted > best.get((name, term), 0.0):
                total[term] += counted - best.get((name, term), 0.0)
                best[name, term] = counted
    return {term: level_of(weight) for term, weight in total.items()}


def _places(texts: Iterable[Sequence[Token]], *, whole_only: bool = False) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    at = 0
    for tokens in texts:
        for token in tokens:
            for term in whole_terms(token) if whole_only else token.terms:
                found[term].append(at)
            at += 1
        at += _GAP
    return found


def _unstemmed(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(term for text in texts for token in UNSTEMMED.analyse(text) for term in token.terms)


def _words(tags: Iterable[Tag]) -> tuple[str, ...]:
    return tuple(text for tag in tags for text in (tag.value, tag.label, *tag.words))


def _asked(document: Document) -> Iterator[str]:
    """What people call it: by name, by kind and name, a law also without its year; or by address or code."""
    for name in (document.label, *document.names):
        yield name
        yield f"{KINDS[document.kind].singular} {name}"
        if document.kind in {"wet", "artikel"}:
            yield _YEAR.sub("", name)
    yield from _codes(document.iri)


def _codes(iri: str) -> tuple[str, ...]:
    """An address that is pasted, or the code at its end (gm0307, BWBR0035362), names one thing."""
    code = iri.rstrip("/").rsplit("/", 1)[-1]
    return (iri, code) if any(map(str.isdigit, code)) else (iri,)


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for key in map(name_key, names) if key)


def _shown(document: Document, passages: Sequence[Passage]) -> dict[str, Any]:
    return {
        "iri": document.iri,
        "kind": document.kind,
        "label": document.label,
        "subtitle": document.subtitle,
        "whole": document.whole,
        "href": document.href,
        "passages": [(passage.field, passage.text) for passage in passages],
    }
