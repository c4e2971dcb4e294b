"""Turn our query tree into a query of Whoosh, and tell which words the index does not know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from whoosh import query
from whoosh.reading import IndexReader

from indexer.analysis.chain import DUTCH, UNSTEMMED, Token
from indexer.analysis.plan import is_plan_word
from indexer.engines.whoosh_schema import IN_FIELD, PARTS_WEIGHT, part_terms, whole_terms
from indexer.highlight import Sought
from indexer.query import And, Everything, In, Loose, Node, Not, Or, Phrase, Prefix, Word, words_of

_ALL_TEXT: Final = "everything"
_PARTS: Final = "parts"
_MIN_PREFIX_CHARS: Final = 2


@dataclass(frozen=True)
class Compiler:
    """Compile for one index.

    :param reader: tells which terms there are
    :param all_words: whether words side by side must all be there, or any
    :param unknown: words that stand nowhere; side by side with others they are passed over
    """

    reader: IndexReader
    all_words: bool = True
    unknown: frozenset[Word] = field(default_factory=frozenset)

    def compile(self, node: Node) -> query.Query:
        """Give the query, possibly one that finds nothing."""
        return (self._node(node, _ALL_TEXT) or query.NullQuery).normalize()

    def _node(self, node: Node, name: str) -> query.Query | None:
        """Give None for what asks nothing, such as a stop word: it neither finds nor excludes."""
        match node:
            case Word() | Phrase() | Prefix():
                return self._text(node, name)
            case In(field=tied, node=inner):
                return self._node(inner, IN_FIELD[tied])
            case Everything():
                return query.Every()
            case Not(node=inner):
                return self._excluding([inner], name)
            case Loose(nodes=nodes):
                kept = [inner for inner in nodes if inner not in self.unknown]
                return self._side_by_side(kept or list(nodes), name)
            case And(nodes=nodes) | Or(nodes=nodes):
                return self._joined(list(nodes), name, query.And if isinstance(node, And) else query.Or)

    def _text(self, node: Word | Phrase | Prefix, name: str) -> query.Query | None:
        if isinstance(node, Phrase):
            return self._phrase(node.text, name)
        if isinstance(node, Prefix):
            return self._prefix(node.text, name)
        return self._word(node.text, name)

    def _side_by_side(self, nodes: list[Node], name: str) -> query.Query | None:
        join = query.And if self.all_words else query.Or
        subject = [node for node in nodes if not (isinstance(node, Word) and is_plan_word(node.text))]
        asked = self._joined(subject, name, join)
        return self._joined(nodes, name, join) if asked is None else asked

    def _joined(self, nodes: list[Node], name: str, join: type[query.Query]) -> query.Query | None:
        # Under EN an exclusion narrows the others down; under OF it is one more way to be found.
        excluded = [] if join is query.Or else [node.node for node in nodes if isinstance(node, Not)]
        wanted = [node for node in nodes if join is query.Or or not isinstance(node, Not)]
        parts = [part for part in (self._node(node, name) for node in wanted) if part is not None]
        asked = join(parts) if len(parts) > 1 else next(iter(parts), None)
        return self._excluding(excluded, name, asked) if excluded else asked

    def _excluding(
        self, nodes: list[Node], name: str, asked: query.Query | None = None
    ) -> query.Query | None:
        unwanted = [part for part in (self._node(node, name) for node in nodes) if part is not None]
        if not unwanted:
            return asked
        return query.AndNot(asked or query.Every(), query.Or(unwanted))

    def _word(self, text: str, name: str) -> query.Query | None:
        words = [self._found(token, name) for token in DUTCH.analyse(text)]
        if not words:
            return None
        return query.And(words) if len(words) > 1 else words[0]

    def _found(self, token: Token, name: str) -> query.Query:
        """A word as it stands, and in all text also as, or by, the parts of compounds."""
        if name != _ALL_TEXT:
            return _any_spelling(token.terms, name)
        whole = [query.Term(name, term) for term in whole_terms(token)]
        # The weight stands at each term: Whoosh counts that of a group twice.
        parts = [query.Term(_PARTS, term, boost=PARTS_WEIGHT) for term in part_terms(token)]
        # All parts of a compound together mean what it means; one of them is enough where any word is.
        join = query.And if self.all_words else query.Or
        return query.Or([join(whole), join(parts)])

    def _phrase(self, text: str, name: str) -> query.Query | None:
        tokens = DUTCH.analyse(text)
        if len(tokens) < 2:  # noqa: PLR2004
            return self._word(text, name)
        return query.Phrase(name, [token.terms[0] for token in tokens])

    def _prefix(self, text: str, name: str) -> query.Query | None:
        tokens = UNSTEMMED.analyse(text)
        if not tokens or len(tokens[-1].terms[0]) < _MIN_PREFIX_CHARS:
            return self._word(text, name)
        if name == _ALL_TEXT:
            # A beginning of a name counts for more than one somewhere in a text.
            begin = tokens[-1].terms[0]
            return query.Or([query.Prefix("name_words", begin, boost=4.0), query.Prefix("words", begin)])
        return query.Prefix("name_words" if name == "name" else name, tokens[-1].terms[0])

    def unknown_words(self, node: Node) -> list[Word]:
        """Give the words, in the order typed, that no text of the index holds."""
        return [word for word in words_of(node) if isinstance(word, Word) and self._is_unknown(word)]

    def _is_unknown(self, word: Word) -> bool:
        tokens = DUTCH.analyse(word.text)
        return bool(tokens) and not any(self._is_known(token) for token in tokens)

    def _is_known(self, token: Token) -> bool:
        return any((_ALL_TEXT, term) in self.reader for term in whole_terms(token)) or all(
            (_PARTS, term) in self.reader for term in part_terms(token)
        )


def sought_in(node: Node) -> Sought:
    """Give what highlights mark for a query."""
    terms: set[str] = set()
    prefixes: set[str] = set()
    for word in words_of(node):
        if isinstance(word, Prefix):
            tokens = UNSTEMMED.analyse(word.text)
            if tokens:
                prefixes.add(tokens[-1].terms[0])
        else:
            terms.update(term for token in DUTCH.analyse(word.text) for term in (*token.terms, *token.parts))
    return Sought(frozenset(terms), tuple(sorted(prefixes)))


def _any_spelling(terms: tuple[str, ...], name: str) -> query.Query:
    """zonne-energie is found as zonneenergie, or by both of its parts."""
    whole, *parts = (query.Term(name, term) for term in terms)
    if not parts:
        return whole
    return query.Or([whole, query.And(parts) if len(parts) > 1 else parts[0]])
