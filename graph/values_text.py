"""Writes a table as the VALUES of a query, so that no value can be read as anything but one term."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph as ox

from graph.query_lexer import IRI_PATTERN
from ontology.errors import QueryRefusedError

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

MAX_IRI_CHARS: Final = 2_000
"""The longest name that a query may hold; see :mod:`graph.query_lexer`."""

_STRING: Final = ox.Literal("").datatype
_INTEGER: Final = ox.Literal(1).datatype
_DIGITS: Final = re.compile("-?[0-9]+")
_IRI: Final = re.compile(IRI_PATTERN)
# What SERVICE may be and nothing else in SPARQL: VALUES alone may also stand behind a query, and a group
# beside UNION.
_PATTERN: Final = "FILTER(true)"


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a block: variables without question mark, and rows with a term or nothing for each."""

    variables: tuple[str, ...]
    rows: Sequence[Sequence[Term | None]]

    def pattern(self) -> str:
        r"""Write the table as SPARQL.

        >>> Table(("a", "b"), [(ox.Literal("x"), None)]).pattern()
        'FILTER(true)VALUES(?a ?b){\n("x" UNDEF)\n}'

        :raises QueryRefusedError: for a term that has no place in a query, such as a blank node
        """
        # A row a line: a hash in an IRI, that another reading takes for the start of a comment, ends there.
        names = " ".join(f"?{name}" for name in self.variables)
        rows = (f"({' '.join(map(term_text, row))})" for row in self.rows)
        return "\n".join((f"{_PATTERN}VALUES({names}){{", *rows, "}"))


def term_text(term: Term | None) -> str:
    r"""Write a term so that every reading of the query sees one term and no quote or brace beside it.

    >>> term_text(ox.NamedNode("http://example.org/'t_Zand")), term_text(ox.Literal('"}', language="nl"))
    ('<http://example.org/\\u0027t_Zand>', '"\\"}"@nl')

    :raises QueryRefusedError: for a blank node, for what only RDF 1.2 knows, and for what is no IRI
    """
    if term is None:
        return "UNDEF"
    if isinstance(term, ox.NamedNode):
        text = f"<{term.value}>".replace("'", r"\u0027")
        if len(text) > MAX_IRI_CHARS or not _IRI.fullmatch(text):
            raise _no_place(term)
        return text
    if not isinstance(term, ox.Literal) or term.direction is not None:
        raise _no_place(term)
    quoted = str(ox.Literal(term.value))
    if term.language:
        return f"{quoted}@{term.language}"
    if term.datatype == _INTEGER and _DIGITS.fullmatch(term.value):
        return term.value  # as IRIs can be read in many ways, one less makes a long table quicker to check
    string = term.datatype == _STRING
    return quoted if string else f"{quoted}^^{term_text(term.datatype)}"


def _no_place(term: Term) -> QueryRefusedError:
    return QueryRefusedError(
        f"{str(term)[:100]} kan niet in een vraag staan. Vraag naar een IRI of een tekst, en niet te lang."
    )
