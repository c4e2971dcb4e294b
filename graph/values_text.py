"""Writes a table as the VALUES of a query, so that no value can be read as anything but one term."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph as ox

from graph.query_lexer import IRI_PATTERN
from ontology.errors import StoreError

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

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

        :raises StoreError: for a term that has no place in a query, such as a blank node
        """
        # A row a line: a hash in an IRI, that another reading takes for the start of a comment, ends there.
        names = " ".join(f"?{name}" for name in self.variables)
        rows = (f"({' '.join(map(term_text, row))})" for row in self.rows)
        return "\n".join((f"{_PATTERN}VALUES({names}){{", *rows, "}"))


def term_text(term: Term | None) -> str:
    r"""Write a term so that every reading of the query sees one term and no quote or brace beside it.

    >>> term_text(ox.NamedNode("http://example.org/'t_Zand")), term_text(ox.Literal('"}', language="nl"))
    ('<http://example.org/\\u0027t_Zand>', '"\\"}"@nl')

    :raises StoreError: for a blank node, for what only RDF 1.2 knows, and for what is no IRI
    """
    if term is None:
        return "UNDEF"
    if isinstance(term, ox.NamedNode):
        text = f"<{term.value}>".replace("'", r"\u0027")
        if _IRI.fullmatch(text):
            return text
        raise StoreError(f"{term.value[:100]!r} is geen IRI. Herstel de bron.")
    if not isinstance(term, ox.Literal) or term.direction is not None:
        raise StoreError(f"{str(term)[:100]} kan niet in een vraag staan. Vraag naar een IRI of een tekst.")
    quoted = str(ox.Literal(term.value))
    if term.language:
        return f"{quoted}@{term.language}"
    string = term.datatype == ox.Literal("").datatype
    return quoted if string else f"{quoted}^^{term_text(term.datatype)}"
