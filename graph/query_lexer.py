"""Cuts the text of a SPARQL query into tokens, in every way that the engine could read it.

SPARQL cannot be cut up without its grammar: in ``?x<'a>'`` the sign is a comparison, in ``?x <a> ?y`` it
opens an IRI. Oxigraph decides while parsing, and knows no word boundaries either (``trueSERVICE:x{}`` is a
service call). Guessing wrong once is enough to hide a service call in what looks like a string. So this lexer
guesses nothing: it follows both readings, from every position that either can reach.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ontology.errors import QuerySyntaxError

# Wider than the grammar where that can only make the reader more careful, never narrower.
_VARNAME: Final = r"\w\u00B7\u0300-\u036F\u203F-\u2040"
_NAME: Final = rf"{_VARNAME}\-"
_LOCAL: Final = rf"(?:(?!-)(?:[{_NAME}:]|%[0-9A-Fa-f]{{2}}|\\.)++)?"
IRI_PATTERN: Final = r'<(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>'
SPACE_PATTERN: Final = r"(?:\s|#[^\n\r]*+)*+"

# An inner dot belongs to a name for the grammar, but Oxigraph lets only one run of dots in: treating each dot
# as an end keeps a word behind it in sight.
_TOKEN: Final = re.compile(
    rf"""
    (?P<space> (?:\s|\#[^\n\r]*+)++ )
  | (?P<string> \"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*+\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*+'''
              | "(?:[^"\\\n\r]|\\[^\n\r])*+"      | '(?:[^'\\\n\r]|\\[^\n\r])*+' )
  | (?P<var>    [?$]\w[{_VARNAME}]*+ )
  | (?P<lang>   @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
  | (?P<name>   (?:\w[{_NAME}]*+)?:{_LOCAL} )
  | (?P<word>   \w[{_NAME}]*+ )
  | (?P<escape> \\. )
  | (?P<sign>   [^"'\\] )
    """,
    re.VERBOSE | re.DOTALL,
)
_IRI: Final = re.compile(IRI_PATTERN)
# A backslash that a string may not hold makes the engine try the two first quotes as an empty string.
_ODD_ESCAPE: Final = re.compile(r"""\\[^tbnrf"'\\]""")
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LONG_QUOTES: Final = ('"""', "'''")
# Two slashes divide nothing, so this is no comparison whatever stands before it; after a quote or a hash
# anything may follow.
_SURELY_IRI: Final = re.compile(r"<[^'#]*(?://|>\Z)")
# What no text may hold makes the engine read two of three quotes as an empty text.
_PLAIN: Final = re.compile(
    r"""(?:[^\\]|\\[tbnrf"'\\]|\\u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}|\\U000[0-9A-Fa-f]{5})*+"""
)
_OPERANDS: Final = frozenset({"var", "string", "lang", "name", "word", "iri"})
_LONGEST_NAME: Final = 2_000


class Token(NamedTuple):
    """A piece of a query: kind (iri string var lang name word escape sign space), text and offset."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset of what follows."""
        return self.start + len(self.text)


def place_of(query: str, offset: int) -> tuple[int, int]:
    r"""Tell line and column of an offset, both counted from 1, as the engine counts them.

    >>> place_of("ASK\n{ }", 6)
    (2, 3)
    """
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def iri_in(text: str) -> str:
    r"""Give the IRI that a token means, without the signs around it and with its escapes read.

    >>> iri_in(r"<http://example.org/\u0027t_Zand>")
    "http://example.org/'t_Zand"
    """

    def read(escape: re.Match[str]) -> str:
        code = int(escape[1] or escape[2], 16)
        return chr(code) if code <= sys.maxunicode else escape[0]

    return _ESCAPE.sub(read, text[1:-1])


def doubtful(tokens: Iterable[Token]) -> Token | None:
    r"""Find the first token that may be another, where that changes what the signs behind it are.

    A comparison stands in parentheses, after an operand; and only a quote or a hash in it reaches further.

    >>> doubtful(Readings("ASK { FILTER(?x<?y#>1\n) }").preferred()).text
    '<?y#>'

    :param tokens: a reading of a whole query
    :returns: None if all readings see the same strings, comments and braces
    """
    depth, before = 0, Token("sign", "", 0)
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "sign" else 0
        operand = before.kind in _OPERANDS or before.text == ")"
        comparison = token.kind == "iri" and depth > 0 and operand and not _SURELY_IRI.match(token.text)
        odd = token.kind == "string" and token.text[:3] in _LONG_QUOTES and not _PLAIN.fullmatch(token.text)
        if comparison or odd:
            return token
        before = token
    return None


class Readings:
    """All ways in which a query can be cut into tokens.

    >>> [token.text for token in Readings("ASK { ?s <a:b> 'c' }").preferred()]
    ['ASK', '{', '?s', '<a:b>', "'c'", '}']
    """

    def __init__(self, query: str) -> None:
        """Follow every reading of *query* from its start.

        :raises QuerySyntaxError: if no reading gets to the end, so a string was not closed
        """
        self.query: Final = query
        self._steps: dict[int, tuple[Token, ...]] = {}
        self._explore()
        self._alive = self._ends_well()
        if 0 not in self._alive:
            self._refuse_unclosed()

    def tokens(self) -> Iterator[Token]:
        """Give each token of each reading once, readings that get stuck included, in no order."""
        for steps in self._steps.values():
            yield from steps

    def preferred(self) -> Iterator[Token]:
        """Give the tokens of the likeliest reading, in order, without white space and comments.

        Between readings that get to the end, the one with an IRI is likelier than one with a comparison.
        """
        position = 0
        while position < len(self.query):
            token = next(t for t in self._steps[position] if t.end in self._alive)
            if token.kind != "space":
                yield token
            position = token.end

    def _explore(self) -> None:
        waiting, steps, size = [0], self._steps, len(self.query)
        while waiting:
            position = waiting.pop()
            if position not in steps and position < size:
                steps[position] = found = self._tokens_at(position)
                waiting += [position + len(token.text) for token in found]

    def _tokens_at(self, position: int) -> tuple[Token, ...]:
        query = self.query
        match = _TOKEN.match(query, position)
        if match is None:
            return ()
        kind, text = match.lastgroup or "", match[0]
        first = Token(kind, text, position)
        if text == "<" and (iri := _IRI.match(query, position)):
            return Token("iri", iri[0], position), first
        if len(text) > _LONGEST_NAME and kind in {"name", "word"}:
            raise QuerySyntaxError(
                f"Een naam is langer dan {_LONGEST_NAME} tekens. Kort hem in.", *place_of(query, position)
            )
        if kind == "string" and text.startswith(_LONG_QUOTES) and _ODD_ESCAPE.search(text):
            return first, Token("string", text[:2], position)
        return (first,)

    def _ends_well(self) -> set[int]:
        alive = {len(self.query)}
        for position in sorted(self._steps, reverse=True):
            if any(token.end in alive for token in self._steps[position]):
                alive.add(position)
        return alive

    def _refuse_unclosed(self, position: int | None = None) -> None:
        if position is None:  # follow the likeliest reading to where it gets stuck
            position = 0
            while self._steps[position]:
                position = self._steps[position][0].end
            if self.query.startswith(_LONG_QUOTES, max(position - 2, 0)):
                position -= 2
        raise QuerySyntaxError(
            "Hier begint een tekst die niet wordt afgesloten. Zet er een aanhalingsteken achter.",
            *place_of(self.query, position),
        )
