"""Propose other searches where one finds nothing: a nearby spelling, fewer words, a broader subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from indexer.analysis.chain import DUTCH
from indexer.interpret.interpret import interpret, reader_of
from indexer.interpret.repairing import MOST_REPAIRS
from indexer.interpret.synonyms import MOST_WORDS
from indexer.interpret.writing import text_of
from indexer.lexicon import Lexicon
from indexer.lexicon.gather import sought_key
from indexer.query import And, In, Loose, Node, Not, Phrase, Word, typed_of, words_of
from indexer.query_parser import parse_query
from ontology.collation import fold

MOST_PROPOSALS: Final = 4
MOST_COUNTS: Final = 12
"""Searches that are tried; each costs as much as one that a reader asks."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A search that finds something.

    :param text: to be typed in the search box
    :param reason: a few Dutch words
    :param total: how many entities it finds
    """

    text: str
    reason: str
    total: int


def propose(text: str, lexicon: Lexicon, count: Callable[[str], int]) -> tuple[Proposal, ...]:
    """Give at most four other searches than *text* that find something, the nearest to it first.

    :param count: asks the engine how many entities a text finds; called at most twelve times
    """
    tried = {_same(text)}
    proposals: list[Proposal] = []
    for other, reason in islice(_fresh(_others(parse_query(text), lexicon), tried), MOST_COUNTS):
        total = count(other)
        if total:
            proposals.append(Proposal(other, reason, total))
            if len(proposals) == MOST_PROPOSALS:
                break
    return tuple(proposals)


def _fresh(others: Iterator[tuple[str, str]], tried: set[str]) -> Iterator[tuple[str, str]]:
    for other, reason in others:
        if other.strip() and _same(other) not in tried:
            tried.add(_same(other))
            yield other, reason


def _same(text: str) -> str:
    return " ".join(fold(text).split())


def _others(tree: Node, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Give texts with a reason, in the order in which they are nearest to what was asked."""
    meant = interpret(tree, lexicon)
    repaired = typed_of(meant.tree)
    if repaired != tree:
        yield text_of(repaired), "andere spelling"
    for proposal in meant.proposals:
        yield proposal, "andere spelling"
    yield from _nearest_spellings(tree, lexicon)
    yield from _less_strict(repaired)
    yield from _broader(repaired, lexicon)
    yield from _fewer_words(repaired, lexicon)


def _nearest_spellings(tree: Node, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Dutch words that the index does not have are not repaired; here the nearest that it has is offered."""
    speller = reader_of(lexicon).speller
    words = (word for word in words_of(tree) if isinstance(word, Word))
    for word in islice(words, MOST_REPAIRS):
        if DUTCH.terms(word.text) and not (lexicon.knows(word.text) or lexicon.knows_parts(word.text)):
            for near in speller.ranked(fold(word.text))[:1]:
                yield text_of(tree, {word.text: lexicon.written(near.word)}), "lijkt erop"


def _less_strict(tree: Node) -> Iterator[tuple[str, str]]:
    """Give the words of phrases loose, and what is tied to fields untied."""
    loose = _loosened(tree)
    if loose != tree:
        yield text_of(loose), "losse woorden"
    if isinstance(tree, And) and any(isinstance(node, Not) for node in tree.nodes):
        wanted = tuple(node for node in tree.nodes if not isinstance(node, Not))
        yield text_of(And(wanted) if len(wanted) > 1 else wanted[0]), "zonder uitsluiting"


def _loosened(node: Node) -> Node:
    match node:
        case Phrase(text=text):
            words = tuple(map(Word, text.split()))
            return Loose(words) if len(words) > 1 else Word(text.strip())
        case In(node=inner):
            return _loosened(inner)
        case Loose(nodes=nodes) | And(nodes=nodes):
            return Loose(tuple(map(_loosened, nodes)))
        case _:
            return node


def _broader(tree: Node, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Give the broader subjects of what is named, a name of several words before its words."""
    names = reader_of(lexicon).names
    words = _plain_words(tree)
    for many in range(min(MOST_WORDS, len(words)), 0, -1):
        for at in range(len(words) - many + 1):
            text = " ".join(words[at : at + many])
            for entity, name, _hidden in names.named(sought_key(text), text, alone=many == len(words)):
                for label in entity.broader:
                    yield label, f"ruimer onderwerp dan “{name}”"


def _fewer_words(tree: Node, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Leave out a word, the rarest last; then give the words one by one, the rarest first."""
    words = [word for word in _plain_words(tree) if DUTCH.terms(word)]
    if len(words) < 2:  # noqa: PLR2004
        return
    often = sorted(words, key=lambda word: -lexicon.words.get(fold(word), 0))
    unknown = [word for word in words if not (lexicon.knows(word) or lexicon.knows_parts(word))]
    for left_out in dict.fromkeys((*unknown, *often)):
        rest = " ".join(word for word in words if word != left_out)
        yield rest, f"zonder “{left_out}”"
    for word in reversed(often):
        yield word, "alleen dit woord"


def _plain_words(tree: Node) -> list[str]:
    return [word for node in words_of(tree) for word in node.text.rstrip("?!.,;:").split()][:MOST_REPAIRS]
