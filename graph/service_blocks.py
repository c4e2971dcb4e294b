"""Finds the SERVICE blocks of a query, and writes tables in their place: the query that is left calls nobody.

Nothing here decides what may be called, and nothing is made safe here: whatever comes out has to pass
:func:`graph.containment.check_query`, which refuses a call in every reading of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.containment import CheckedQuery, after_prologue, check_query
from graph.query_lexer import Readings, Token, doubtful, place_of
from graph.query_names import QueryNames, read_names
from graph.rewritten import Replacement, Rewritten
from graph.values_text import Table
from ontology.errors import QuerySyntaxError


@dataclass(frozen=True, slots=True)
class ServiceBlock:
    """One ``SERVICE name { … }`` that stands in no other."""

    head: tuple[Token, ...]
    """``SERVICE``, perhaps ``SILENT``, and the name."""
    body: tuple[Token, ...]
    """What stands between the braces, without space and comments."""
    start: int
    inside: tuple[int, int]
    """Where what stands between the braces starts and ends."""
    end: int

    @property
    def name(self) -> Token:
        """Who is called: an IRI, a prefixed name or a variable."""
        return self.head[-1]

    @property
    def silent(self) -> bool:
        """Whether a failure is to be passed over."""
        return len(self.head) > len(("SERVICE", "name"))

    @property
    def variables(self) -> tuple[str, ...]:
        """All variables between the braces, without question mark, in order."""
        return tuple(dict.fromkeys(token.text[1:] for token in self.body if token.kind == "var"))

    def empty_solution(self) -> Table:
        """Give the table that joins with everything and says nothing."""
        return Table(self.variables, [(None,) * len(self.variables)])


@dataclass(frozen=True, slots=True)
class FoundServices:
    """The blocks of a query, in order, and what names mean in it."""

    text: str
    blocks: tuple[ServiceBlock, ...] = ()
    prologue: str = ""
    """The declarations before the query itself, as they were written."""
    _names: QueryNames = field(default_factory=QueryNames)

    def iri_of(self, token: Token) -> str:
        """Give the IRI that a token means; empty if it is none or its prefix is unknown."""
        return self._names.iri_of(token)

    def place(self, token: Token) -> tuple[int, int]:
        """Tell line and column of a token."""
        return place_of(self.text, token.start)

    def blanked(self) -> str:
        """Give the query with each block as a plain group, every other sign in its place.

        >>> find_services("ASK { SERVICE SILENT <a:b> { ?s ?p ?o } }").blanked()
        'ASK {                      { ?s ?p ?o } }'
        """
        text = self.text
        for token in (token for block in self.blocks for token in block.head):
            text = text[: token.start] + " " * len(token.text) + text[token.end :]
        return text

    def replaced(self, tables: Sequence[Table], *, repeatable: bool) -> Rewritten:
        """Write a table in the place of each block.

        SPARQL answers what SERVICE asks on its own and joins that with what stands around it, and it does the
        same with a table.

        :raises QueryRefusedError: for a term that has no place in a query
        """
        parts = (
            Replacement(block.start, block.end, table.pattern())
            for block, table in zip(self.blocks, tables, strict=True)
        )
        return Rewritten.of(self.text, tuple(parts), repeatable=repeatable)


def find_services(text: str) -> FoundServices:
    """Find the blocks that are surely that, whatever the engine makes of the signs around them.

    What is not found here, such as a call in an unlikely reading, stays in the text.

    >>> [found] = find_services("SELECT * { SERVICE gg:search { ?a gg:query 'b' } }").blocks
    >>> found.name.text, found.variables, found.silent
    ('gg:search', ('a',), False)

    :raises QuerySyntaxError: if a string is not closed, or if it cannot be known where a block ends
    """
    if "service" not in text.casefold():  # most queries: not one of them is read twice
        return FoundServices(text)
    tokens = list(Readings(text).preferred())
    blocks = tuple(_blocks(tokens))
    if not blocks:
        return FoundServices(text)
    _refuse_doubt(text, tokens)
    first = next(after_prologue(tokens), None)
    start = first.start if first is not None else len(text)
    return FoundServices(text, blocks, text[:start], read_names(tokens))


def check_unanswered(text: str) -> CheckedQuery:
    """Check a query whose blocks nobody has answered yet, as if each were a plain group: it cannot be run so.

    >>> check_unanswered("ASK { SERVICE gg:search { ?a gg:query 'b' } }").form
    'ask'

    :raises StoreError: as :func:`graph.containment.check_query`
    """
    return check_query(find_services(text).blanked())


def _blocks(tokens: Sequence[Token]) -> Iterator[ServiceBlock]:
    closings = _closings(tokens)
    position = 0
    while position < len(tokens):
        found = _block_at(tokens, position, closings)
        if found is not None:
            yield found
            position += len(found.head) + len(found.body) + len("{}")
        else:
            position += 1


def _block_at(tokens: Sequence[Token], position: int, closings: Mapping[int, int]) -> ServiceBlock | None:
    if not _is_word(tokens[position], "service"):
        return None
    silent = _is_word(next(iter(tokens[position + 1 : position + 2]), None), "silent")
    opening = position + 2 + silent
    head = tuple(tokens[position:opening])
    if head[-1].kind not in {"iri", "name", "var"} or opening not in closings:
        return None
    closing = closings[opening]
    body = tuple(tokens[opening + 1 : closing])
    inside = tokens[opening].end, tokens[closing].start
    return ServiceBlock(head, body, head[0].start, inside, tokens[closing].end)


def _closings(tokens: Sequence[Token]) -> dict[int, int]:
    """Tell for each brace that is closed where that is."""
    opened: list[int] = []
    closings: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.kind == "sign" and token.text == "{":
            opened.append(index)
        elif token.kind == "sign" and token.text == "}" and opened:
            closings[opened.pop()] = index
    return closings


def _is_word(token: Token | None, word: str) -> bool:
    return token is not None and token.kind == "word" and token.text.casefold() == word


def _refuse_doubt(text: str, tokens: Sequence[Token]) -> None:
    token = doubtful(tokens)
    if token is not None:
        raise QuerySyntaxError(
            "Dit is op twee manieren te lezen, en dan is niet zeker waar een blok van SERVICE eindigt. "
            "Zet een spatie achter <, of schrijf de IRI of de tekst anders.",
            *place_of(text, token.start),
        )
