"""Say what a question asks of an index: which terms, whose name, and what comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, cast

from indexer.analysis.chain import DUTCH, name_key
from indexer.asked_name import asked_keys
from indexer.compile import ANY, Compiler
from indexer.engines.interface import TermIndex
from indexer.fields import HIDDEN_KEY, KEY
from indexer.interpret import Interpretation, interpret
from indexer.lexicon import Lexicon
from indexer.query import Node, is_question, name_asked_for, typed_of, words_of
from indexer.query_parser import read_query
from indexer.term_query import NOTHING, Term, TermQuery, any_of

ENOUGH: Final = 10
"""When fewer documents hold all words, those that hold some of them follow: half a page is no answer."""

FEW: Final = 3
"""When fewer hold nearly all words, any word will do."""

_HIDDEN_WEIGHT: Final = 0.5
"""A misspelling that is known leads to a thing, but is no name of it."""


@dataclass(frozen=True)
class Meant:
    """What a question was taken to ask of the index.

    :param query: what is found at all
    :param named: what bears the name that was asked for
    :param preferred: what holds all words, where what holds some of them follows
    :param notes: Dutch sentences on what was not found or not understood
    """

    interpretation: Interpretation
    query: TermQuery
    named: TermQuery
    preferred: TermQuery
    notes: tuple[str, ...]


def understand(text: str, terms: TermIndex, lexicon: Lexicon | None) -> Meant:
    """Say what *text* asks of *terms*.

    :param lexicon: of the index; without one the words are taken literally
    """
    typed = read_query(text)
    read = interpret(typed.tree, lexicon)
    tree, known = read.tree, terms.documents_with
    unknown = Compiler(known).unknown_words(tree)
    notes = list(typed.remarks)
    if unknown:
        notes.append(f"Niet gevonden: {', '.join(f'“{word.text}”' for word in unknown)}.")
    any_word = is_question(typed.tree, lambda word: bool(DUTCH.terms(word)))
    strict = Compiler(known, ANY if any_word else 0, not any_word, frozenset(unknown))
    query, preferred = strict.compile(tree), cast("TermQuery", NOTHING)
    name, named, whole = _named(terms, name_asked_for(typed.tree), name_asked_for(typed_of(tree)))
    hidden = Term(HIDDEN_KEY, name_key(name), _HIDDEN_WEIGHT) if name else NOTHING
    if named == NOTHING and not (name and known(HIDDEN_KEY, name_key(name))):
        query, preferred, more = _enough(tree, strict, query, terms)
        notes += more
        if name and not DUTCH.terms(name):
            notes.append(f"“{name}” zegt te weinig om op te zoeken. Voeg een woord toe.")
    return Meant(
        read,
        any_of([part for part in (query, hidden, whole) if part != NOTHING]),
        named,
        preferred,
        () if named != NOTHING else tuple(notes),
    )


def _named(terms: TermIndex, *names: str) -> tuple[str, TermQuery, TermQuery]:
    """Give the name asked for, what bears it by the surest reading, and what that is part of."""
    for name in names:
        for asked in asked_keys(name) if name else ():
            known = [key for key in asked.keys if key and terms.documents_with(KEY, key)]
            if known:
                return name, _bearers(known), _bearers(asked.whole)
    return names[0], NOTHING, NOTHING


def _bearers(keys: Iterable[str]) -> TermQuery:
    return any_of([Term(KEY, key) for key in keys])


def _enough(
    tree: Node, strict: Compiler, query: TermQuery, terms: TermIndex
) -> tuple[TermQuery, TermQuery, list[str]]:
    """Let what holds some of the words follow where few documents hold all."""
    if strict.missing:
        return query, NOTHING, []
    full = terms.matches(query)
    if full >= ENOUGH:
        return query, NOTHING, []
    words = sum(1 for _ in words_of(tree))
    more = replace(strict, missing=max(1, words // 3)).compile(tree)
    if terms.matches(more) < (FEW if words > 1 else 1):
        more = replace(strict, missing=ANY, all_parts=False).compile(tree)
    if terms.matches(more) == full:
        return query, NOTHING, []
    # Words that are nowhere were named just before.
    sought = "alle andere woorden" if strict.unknown else "al deze woorden"
    if not full:
        return more, NOTHING, [f"Niets bevat {sought}; dit komt er het dichtst bij."]
    count = "Eén resultaat bevat" if full == 1 else f"{full} resultaten bevatten"
    return more, query, [f"{count} {sought}; daarna volgt wat een deel ervan bevat."]
