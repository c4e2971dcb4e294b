"""The tree of a query: what is asked, however it was typed and whichever engine answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

FIELDS: Final = ("naam", "soort", "thema", "plaats", "bron")
"""Fields that a word may be tied to: ``plaats:amersfoort``."""


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


Node = Word | Phrase | Prefix | In | Loose | And | Or | Not | Everything


def words_of(node: Node) -> Iterator[Word | Phrase | Prefix]:
    """Give what was asked for, without exclusions, in the order typed.

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
        case Not() | Everything():
            return


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
        case _:
            return ""
