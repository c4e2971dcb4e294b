"""Takes the dataset out of a query, for servers that add it to the dataset that is sent beside the query."""

from __future__ import annotations

from collections.abc import Sequence

from graph.query_lexer import Readings, Token


def without_dataset(text: str) -> str:
    """Blank out every ``FROM`` and ``FROM NAMED``; all that stays keeps its line and column.

    >>> without_dataset("ASK FROM <http://a/> FROM NAMED a:b.c { ?s ?p 'FROM <x>' }")
    "ASK                                   { ?s ?p 'FROM <x>' }"

    :raises QuerySyntaxError: if the text cannot be cut into tokens
    """
    tokens = list(Readings(text).preferred())
    for index, word in enumerate(tokens):
        if word.kind == "word" and word.text.casefold() == "from":
            end = _end_of_clause(tokens[index + 1 :])
            blank = "".join(char if char == "\n" else " " for char in text[word.start : end])
            text = text[: word.start] + blank + text[end:]
    return text


def _end_of_clause(tokens: Sequence[Token]) -> int | None:
    """Find where the name after ``FROM`` ends: a name with a dot in it is more than one token."""
    named = bool(tokens) and tokens[0].text.casefold() == "named"
    end = None
    for token in tokens[named:]:
        joined = token.start == end and (token.kind in {"name", "word", "escape"} or token.text == ".")
        if end is not None and not joined:
            break
        end = token.end
    return end
