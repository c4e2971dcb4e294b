"""Binds terms to the variables of a query, so that no caller ever writes a value into its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from graph.query_lexer import Readings, Token
from graph.store.convert import sparql_text
from graph.store.interface import Node


def bind(query: str, bindings: Mapping[str, Node] | None) -> str:
    """Join *bindings* to the outermost pattern of *query*, as one row of ``VALUES``.

    Every SPARQL server understands this, and a variable may be bound without being projected. A subquery
    is still answered on its own and joined afterwards, so bind what it needs by writing it there.

    >>> from rdflib import URIRef
    >>> bind("SELECT ?o { ?s ?p ?o }", {"s": URIRef("http://example.org/a")})
    'SELECT ?o { VALUES (?s) { (<http://example.org/a>) } ?s ?p ?o }'

    :raises StoreError: if a term cannot be written in a query
    :raises QuerySyntaxError: if the text cannot be cut into tokens
    """
    if not bindings:
        return query
    names = " ".join(f"?{name}" for name in bindings)
    row = " ".join(sparql_text(term) for term in bindings.values())
    values = f" VALUES ({names}) {{ ({row}) }}"
    start = _pattern_start(list(Readings(query).preferred()))
    # A query without a pattern of its own (DESCRIBE ?x, CONSTRUCT WHERE) takes its values at the end.
    return f"{query}\n{values}" if start is None else query[:start] + values + query[start:]


def _pattern_start(tokens: Sequence[Token]) -> int | None:
    """Find the offset just inside the outermost pattern, past a template and expressions."""
    depth = 0
    after_construct = [after.text for word, after in pairwise(tokens) if word.text.casefold() == "construct"]
    template = after_construct[:1] == ["{"]
    short = bool(after_construct) and not template
    for token in tokens:
        if token.kind != "sign":
            continue
        if token.text == "{" and depth == 0 and not template:
            return None if short else token.end
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(token.text, 0)
        if token.text == "}" and depth == 0:
            template = False
    return None
