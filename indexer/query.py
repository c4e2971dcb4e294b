"""The tree of a query: what is asked, however it was typed and whichever engine answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

FIELDS: Final = ("naam", "soort", "thema", "plaats", "bron", "jaar")
"""Fields that a word may be tied to: ``plaats:amersfoort``; a year may be a range: ``jaar:2017..2030``."""

QUESTION_WORDS: Final = 5
"""Telling words from which a search is a question. Asking for any word of every question instead of all gave
nDCG@10 0.678 instead of 0.653 on 228 questions, and recall at 100 0.94 instead of 0.82; five is a choice."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed; the engine's chain makes terms of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand together, in this order."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, without the star."""

    text: str


@dataclass(frozen=True, slots=True)
class In:
    """*node*, sought in one of :data:`FIELDS` only."""

    field: str
    node: Node


@dataclass(frozen=True, slots=True)
class Loose:
    """Side by side without an operator: all are preferred, any is enough when all give nothing."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All of them, asked for in so many words."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    node: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents: an empty search box, or only exclusions."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to say what was typed.

    :param weight: what finding it this way counts beside the typed word's 1, above 0 and at most 1
    :param reason: why it means the same, in Dutch, for the reader
    """

    node: Node
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Variants:
    """What was typed, or any of the alternatives: together they are one thing that is asked for."""

    typed: Node
    alternatives: tuple[Alternative, ...]


Node = Word | Phrase | Prefix | In | Loose | And | Or | Not | Everything | Variants


def words_of(node: Node) -> Iterator[Word | Phrase | Prefix]:
    """Give what is asked for, without exclusions, in the order typed; alternatives follow what was typed.

    >>> [word.text for word in words_of(Or((Word("huur"), Phrase("eigen grond"), Not(Word("koop")))))]
    ['huur', 'eigen grond']
    """
    match node:
        case Word() | Phrase() | Prefix():
            yield node
        case In(node=inner):
            yield from words_of(inner)
        case Loose(nodes=nodes) | And(nodes=nodes) | Or(nodes=nodes):
            for inner in nodes:
                yield from words_of(inner)
        case Variants(typed=typed, alternatives=alternatives):
            yield from words_of(typed)
            for alternative in alternatives:
                yield from words_of(alternative.node)
        case Not() | Everything():
            return


def typed_of(node: Node) -> Node:
    """Give the tree without alternatives.

    >>> typed_of(In("naam", Variants(Word("lsa"), (Alternative(Phrase("actieve bewoners"), 0.9, ""),))))
    In(field='naam', node=Word(text='lsa'))
    """
    match node:
        case Variants(typed=typed):
            return typed_of(typed)
        case In(field=field, node=inner):
            return In(field, typed_of(inner))
        case Not(node=inner):
            return Not(typed_of(inner))
        case Loose(nodes=nodes) | And(nodes=nodes) | Or(nodes=nodes):
            return type(node)(tuple(map(typed_of, nodes)))
        case _:
            return node


def name_asked_for(node: Node) -> str:
    """Give the text that may be the name of one thing: only words or one phrase, nothing tied or excluded.

    >>> name_asked_for(Loose((Word("oranje"), Word("fonds")))), name_asked_for(Not(Word("fonds")))
    ('oranje fonds', '')
    """
    match node:
        case Word(text=text) | Phrase(text=text):
            return text
        case Loose(nodes=nodes) if all(isinstance(inner, Word | Phrase) for inner in nodes):
            return " ".join(word.text for word in words_of(node))
        case Variants(typed=typed):
            return name_asked_for(typed)
        case _:
            return ""


def is_question(node: Node, tells: Callable[[str], bool]) -> bool:
    """Tell whether somebody asks in a whole sentence; no text holds all of its words, so any will do.

    >>> is_question(Loose((Word("hoe"), Word("werkt"), Word("uitdaagrecht?"))), lambda word: word != "hoe")
    True
    >>> is_question(Loose((Word("landelijke"), Word("vereniging"))), bool)
    False

    :param tells: whether a word says something, as a stop word does not
    """
    if not isinstance(node, Loose) or not all(isinstance(inner, Word) for inner in node.nodes):
        return False
    words = [word.text for word in words_of(node)]
    return words[-1].endswith("?") or sum(map(tells, words)) >= QUESTION_WORDS
