"""What names mean in a query: its prefixes and base, and the IRI that a token stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

from graph.query_lexer import Token, iri_in
from ontology.prefixes import PREFIXES

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class QueryNames:
    """The prefixes and the base of a query, besides those of :data:`ontology.prefixes.PREFIXES`."""

    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str = ""

    def iri_of(self, token: Token) -> str:
        r"""Give the IRI that a token means; empty if it is none or its prefix is unknown.

        >>> from graph.query_lexer import Readings
        >>> tokens = list(Readings(r"BASE <http://e/> PREFIX x: <y/> ASK { x:a\/b a <c> }").preferred())
        >>> names = read_names(tokens)
        >>> [iri for iri in map(names.iri_of, tokens[-4:]) if iri]
        ['http://e/y/a/b', 'http://e/c']
        """
        if token.kind == "iri":
            return _absolute(self.base, token.text)
        prefix, colon, local = token.text.partition(":")
        if token.kind != "name" or not colon or prefix not in self.prefixes:
            return ""
        return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def read_names(tokens: Sequence[Token], end: int | None = None, base: str = "") -> QueryNames:
    """Read what *tokens* declare.

    :param end: where the query itself begins, if that is known: what looks like a declaration there is none
    :param base: against which relative IRIs are read until the query says otherwise
    """
    prefixes = dict(PREFIXES)
    for index, token in enumerate(tokens[:-1]):
        if end is not None and token.start >= end:
            break
        after = tokens[index + 1]
        if after.kind != "iri":
            continue
        if token.kind == "word" and token.text.casefold() == "base":
            base = _absolute(base, after.text)
        elif token.kind == "name" and token.text.endswith(":"):
            prefixes[token.text[:-1]] = _absolute(base, after.text)
    return QueryNames(prefixes, base)


def _absolute(base: str, token: str) -> str:
    iri = iri_in(token)
    if not base or _SCHEME.match(iri):
        return iri
    return urljoin(base, iri) + ("#" if iri.endswith("#") else "")  # what urljoin takes for nothing
