"""Turn our query tree into terms to be asked of an index, the same for every engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from indexer.analysis.chain import DUTCH, UNSTEMMED, Token, name_key
from indexer.analysis.plan import is_plan_word
from indexer.fields import (
    EVERYTHING,
    EXACT,
    IN_FIELD,
    NAME,
    NAME_WORDS,
    PARTS,
    WORDS,
    part_terms,
    whole_terms,
)
from indexer.query import (
    And,
    Everything,
    In,
    Loose,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Variants,
    Word,
    words_of,
)
from indexer.term_query import (
    NOTHING,
    AllOf,
    Between,
    Every,
    Near,
    Starts,
    Term,
    TermQuery,
    Without,
    all_of,
    any_of,
    at_least,
    best_of,
)
from indexer.years import years_of

STEM_WEIGHT: Final = 0.6
"""What a word found in any of its forms counts, beside EXACT_WEIGHT for the form that was typed.

On 228 questions on law and health the two readings together gave nDCG@10 0.692, the stem alone 0.672 (+0.020,
95 % 0.004 to 0.037); alike from 0.3 to 0.7."""

EXACT_WEIGHT: Final = 0.4

PARTS_WEIGHT: Final = 0.4
"""What a word found among parts of compounds counts beside the word itself. On the same questions, with
BM25 over one text: without parts nDCG@10 0.650; at 0.2 0.660, at 0.4 0.662, at 0.6 0.660, at 1.0 0.658."""

NAME_BEGIN_WEIGHT: Final = 4.0
"""A beginning of a name counts for more than one somewhere in a text."""

ANY: Final = 1000
"""More words than a question has: that many may be missing where any word will do."""

_MIN_PREFIX_CHARS: Final = 2

Known = Callable[[str, str], int]
"""From a field and a term to the documents that have it."""


@dataclass(frozen=True)
class Compiler:
    """Compile for one index.

    :param known: tells which terms there are
    :param missing: how many of the words side by side need not be there; one must always be
    :param all_parts: whether the parts of a compound must all be there; together they mean what it means
    :param unknown: words that stand nowhere; side by side with others they are passed over
    """

    known: Known
    missing: int = 0
    all_parts: bool = True
    unknown: frozenset[Word] = field(default_factory=frozenset)

    def compile(self, node: Node) -> TermQuery:
        """Give the query, possibly one that finds nothing."""
        return self._node(node, EVERYTHING, 1.0) or NOTHING

    def _node(self, node: Node, name: str, weight: float) -> TermQuery | None:  # noqa: PLR0911  # one a node
        """Give None for what asks nothing, such as a stop word: it neither finds nor excludes."""
        match node:
            case Word(text=text):
                return self._word(text, name, weight)
            case Phrase(text=text):
                return self._phrase(text, name, weight)
            case Prefix(text=text):
                return self._prefix(text, name, weight)
            case In(field=tied, node=inner):
                return self._in(tied, inner, weight)
            case Everything():
                return Every()
            case Not(node=inner):
                return self._excluding([inner], name, None)
            case Variants():
                return self._variants(node, name, weight)
            case Loose(nodes=nodes):
                return self._side_by_side(nodes, name, weight)
            case And(nodes=nodes):
                excluded = [inner.node for inner in nodes if isinstance(inner, Not)]
                wanted = self._each([n for n in nodes if not isinstance(n, Not)], name, weight)
                asked = all_of(wanted) if wanted else None
                return self._excluding(excluded, name, asked) if excluded else asked
            case Or(nodes=nodes):
                # Under OF an exclusion is one more way to be found.
                return any_of(self._each(list(nodes), name, weight)) or None

    def _each(self, nodes: list[Node], name: str, weight: float) -> list[TermQuery]:
        return [part for part in (self._node(node, name, weight) for node in nodes) if part is not None]

    def _side_by_side(self, nodes: tuple[Node, ...], name: str, weight: float) -> TermQuery | None:
        """Words may be passed over; what was put in quotes or tied to a field is always required."""
        kept = [inner for inner in nodes if inner not in self.unknown] or list(nodes)
        subject = [node for node in kept if not (isinstance(node, Word) and is_plan_word(node.text))]
        required = self._each([n for n in subject if isinstance(n, In | Phrase)], name, weight)
        words = self._each([n for n in subject if not isinstance(n, In | Phrase)], name, weight)
        if not required and not words:
            words = self._each(kept, name, weight)
        asked = at_least(max(1, len(words) - self.missing), words)
        both = [*required, *([asked] if words else [])]
        return all_of(both) if both else None

    def _excluding(self, nodes: list[Node], name: str, asked: TermQuery | None) -> TermQuery | None:
        unwanted = self._each(nodes, name, 1.0)
        if not unwanted:
            return asked
        return Without(asked or Every(), any_of(unwanted))

    def _variants(self, node: Variants, name: str, weight: float) -> TermQuery | None:
        # Two words that stand for one must both be there.
        strict = replace(self, missing=0, all_parts=True)
        ways = [self._node(_hyphened(node), name, weight)]
        ways += [strict._node(other.node, name, weight * other.weight) for other in node.alternatives]
        found = [way for way in ways if way is not None]
        return best_of(found) if found else None

    def _in(self, tied: str, inner: Node, weight: float) -> TermQuery | None:
        if tied == "jaar":
            spans = [span for word in words_of(inner) if (span := years_of(word.text)) is not None]
            return any_of([Between(*span) for span in spans]) if spans else None
        return self._node(inner, IN_FIELD[tied], weight)

    def _word(self, text: str, name: str, weight: float) -> TermQuery | None:
        words = [self._found(token, name, weight) for token in DUTCH.analyse(text)]
        return all_of(words) if words else None

    def _found(self, token: Token, name: str, weight: float) -> TermQuery:
        """A word as it stands, and in all text also as, or by, the parts of compounds."""
        if name != EVERYTHING:
            return _any_spelling(token.terms, name, weight)
        whole = [Term(name, term, weight * STEM_WEIGHT) for term in whole_terms(token)]
        exact = [Term(EXACT, term, weight * EXACT_WEIGHT) for term in token.forms]
        parts = self._parts(token, weight * PARTS_WEIGHT)
        # A compound that nobody has as one word is found by each of its parts, where words may be missing.
        unknown = self.missing > 0 and not any(self.known(name, term.text) for term in whole)
        join = any_of if unknown or not self.all_parts else all_of
        return any_of([all_of([*whole]), *exact, join(parts)])

    def _parts(self, token: Token, weight: float) -> list[TermQuery]:
        """Give the parts of a word as they can be found: in dorpshuis|bestuur one is a compound.

        Such a part is among no compound's parts, but may stand in a text as a word, or have parts of its own.
        """
        found: list[TermQuery] = []
        for term in part_terms(token):
            if self.known(PARTS, term):
                found.append(Term(PARTS, term, weight))
            elif self.known(EVERYTHING, term):
                found.append(Term(EVERYTHING, term, weight))
            else:
                inner = [part for one in DUTCH.analyse(term) for part in one.parts]
                found += [Term(PARTS, part, weight) for part in inner or [term]]
        return list(dict.fromkeys(found))

    def _phrase(self, text: str, name: str, weight: float) -> TermQuery | None:
        tokens = DUTCH.analyse(text)
        if len(tokens) < 2:  # noqa: PLR2004
            return self._word(text, name, weight)
        terms = tuple(token.terms[0] for token in tokens)
        return AllOf((Near(name, terms), *(Term(name, term, weight) for term in dict.fromkeys(terms))))

    def _prefix(self, text: str, name: str, weight: float) -> TermQuery | None:
        tokens = UNSTEMMED.analyse(text)
        if not tokens or len(tokens[-1].terms[0]) < _MIN_PREFIX_CHARS:
            return self._word(text, name, weight)
        begin = tokens[-1].terms[0]
        if name == EVERYTHING:
            in_name = Starts(NAME_WORDS, begin, weight * NAME_BEGIN_WEIGHT)
            return any_of([in_name, Starts(WORDS, begin, weight)])
        return Starts(NAME_WORDS if name == NAME else name, begin, weight)

    def unknown_words(self, node: Node) -> list[Word]:
        """Give the words, in the order typed, that no text of the index holds."""
        return [word for word in _plain_words(node) if self._is_unknown(word)]

    def _is_unknown(self, word: Word) -> bool:
        tokens = DUTCH.analyse(word.text)
        return bool(tokens) and not any(self._is_known(token) for token in tokens)

    def _is_known(self, token: Token) -> bool:
        return any(self.known(EVERYTHING, term) for term in whole_terms(token)) or all(
            self.known(PARTS, term) for term in part_terms(token)
        )


def _hyphened(node: Variants) -> Node:
    """Two words that the index has as one are read as the one: as if a hyphen stood between them."""
    match node.typed:
        case Loose(nodes=words) if all(isinstance(word, Word) for word in words):
            joined = "-".join(word.text for word in words_of(node.typed))
            others = {
                name_key(other.node.text) for other in node.alternatives if isinstance(other.node, Word)
            }
            return Word(joined) if name_key(joined) in others else node.typed
        case typed:
            return typed


def _plain_words(node: Node) -> list[Word]:
    """Words sought in all text; not what is tied to a field or was understood otherwise."""
    match node:
        case Word():
            return [node]
        case Loose(nodes=nodes) | And(nodes=nodes) | Or(nodes=nodes):
            return [word for inner in nodes for word in _plain_words(inner)]
        case _:
            return []


def _any_spelling(terms: tuple[str, ...], name: str, weight: float) -> TermQuery:
    """zonne-energie is found as zonneenergie, or by both of its parts."""
    whole, *parts = (Term(name, term, weight) for term in terms)
    return any_of([whole, all_of([*parts])]) if parts else whole
