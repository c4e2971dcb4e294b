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
            return absolute_iri(self.base, iri_in(token.text))
        prefix, colon, local = token.text.partition(":")
        if token.kind != "name" or not colon or prefix not in self.prefixes:
            return ""
        return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def read_names(tokens: Sequence[Token], base: str = "") -> QueryNames:
    """Read what the declarations at the beginning of *tokens* say, and nothing that only looks like one.

    :param base: against which relative IRIs are read until the query says otherwise
    """
    prefixes, at = dict(PREFIXES), 0
    while at < len(tokens) and tokens[at].kind == "word":
        word = tokens[at].text.casefold()
        if word not in {"base", "prefix", "version"}:
            break
        # ``a.b:`` is one prefix to the engine and three tokens here, so all up to the IRI is its name.
        wanted = {"iri"} if word != "version" else {"string"}
        end = next((i for i in range(at + 1, len(tokens)) if tokens[i].kind in wanted), len(tokens) - 1)
        name = "".join(token.text for token in tokens[at + 1 : end])
        if word == "base":
            base = absolute_iri(base, iri_in(tokens[end].text))
        elif word == "prefix" and name.endswith(":"):
            prefixes[name[:-1]] = absolute_iri(base, iri_in(tokens[end].text))
        at = end + 1
    return QueryNames(prefixes, base)


def absolute_iri(base: str, iri: str) -> str:
    """Read *iri* against *base*; one that is whole already, or without a base, stays as it is.

    >>> absolute_iri("http://e/a/b", "../c"), absolute_iri("http://e/", "http://e/d#")
    ('http://e/c', 'http://e/d#')
    """
    if not base or _SCHEME.match(iri):
        return iri
    return urljoin(base, iri) + ("#" if iri.endswith("#") else "")  # what urljoin takes for nothing
