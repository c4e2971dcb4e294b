"""Takes the dataset out of a query, for servers that add it to the dataset that is sent beside the query."""

from __future__ import annotations

from graph.containment import NAMED_IRI
from graph.query_lexer import Readings


def without_dataset(text: str) -> str:
    """Blank out every ``FROM`` and ``FROM NAMED``; all that stays keeps its line and column.

    >>> without_dataset("ASK FROM <http://a/> FROM NAMED a:b { ?s ?p 'FROM <x>' }")
    "ASK                                 { ?s ?p 'FROM <x>' }"

    :raises QuerySyntaxError: if the text cannot be cut into tokens
    """
    tokens = list(Readings(text).preferred())
    for index, word in enumerate(tokens):
        if word.kind != "word" or word.text.casefold() != "from":
            continue
        after = tokens[index + 1 : index + 3]
        named = bool(after) and after[0].text.casefold() == "named"
        name = NAMED_IRI.match(text, after[named].start) if len(after) > named else None
        if name is not None:
            blank = "".join(char if char == "\n" else " " for char in text[word.start : name.end()])
            text = text[: word.start] + blank + text[name.end() :]
    return text
