"""Lets a stranger's query through only if it reads, reads here, and says which form its answer has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graph.query_lexer import IRI_PATTERN, SPACE_PATTERN, Readings, Token, place_of
from graph.query_names import read_names
from graph.rewritten import MAX_REWRITTEN_CHARS, Rewritten
from ontology.errors import QueryLimitError, QueryRefusedError, QuerySyntaxError
from ontology.prefixes import PREFIXES

MAX_QUERY_CHARS: Final = 200_000
"""A longer query takes more time to look through than any question is worth."""

FORMS: Final = ("select", "ask", "construct", "describe")
_UPDATES: Final = frozenset(
    ("insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with")
)
# The engine finds the keyword at the end of another word too, and needs no space behind it.
_SERVICE: Final = re.compile("service", re.IGNORECASE | re.ASCII)
# More may look like it, as a name that ends so; then an answer is only not remembered.
_CHANGING: Final = re.compile(r"(?:now|rand|uuid)\Z", re.IGNORECASE | re.ASCII)
NAME_PATTERN: Final = r"""[^\s{}<>"'#?$:\\]*+:(?:[^\s{}<>"'#?$\\]|\\.)*+"""
_CALL: Final = re.compile(
    rf"{SPACE_PATTERN}(?:silent{SPACE_PATTERN})?(?:[?$][^\s{{}}#]++|{IRI_PATTERN}|{NAME_PATTERN}){SPACE_PATTERN}\{{",
    re.IGNORECASE | re.DOTALL,
)
_NAMED_IRI: Final = re.compile(rf"{IRI_PATTERN}|{NAME_PATTERN}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may be answered; made by :func:`check_query` and by nothing else."""

    text: str
    form: str
    """One of :data:`FORMS`: the first two answer with a table, the others with a graph."""
    default_graphs: tuple[str, ...] = ()
    """The IRIs after ``FROM``."""
    named_graphs: tuple[str, ...] = ()
    """The IRIs after ``FROM NAMED``."""
    repeatable: bool = True
    """Whether the same question of the same edition has the same answer: no clock, no chance."""


def check_query(text: str) -> CheckedQuery:
    """Look through a stranger's query before the engine sees it.

    This is the first of two locks: the processes that answer have no network either, where the system allows
    that. What the engine would read as a service call is refused, also where it hides behind a comparison
    that looks like an IRI; a string, IRI, comment or name with the word in it is let through.

    >>> check_query("PREFIX a: <http://a/> SELECT * FROM a:b { ?s ?p 'SERVICE <x> {}' }")
    CheckedQuery(text="PREFIX a: <http://a/> SELECT * FROM a:b { ?s ?p 'SERVICE <x> {}' }", form='select', \
default_graphs=('http://a/b',), named_graphs=(), repeatable=True)

    :raises QueryRefusedError: for SERVICE and for every form of update, LOAD included
    :raises QuerySyntaxError: if a string is not closed, or the text starts with no form of query
    :raises QueryLimitError: if the text is longer than :data:`MAX_QUERY_CHARS`, or with the tables in the
        place of services than :data:`graph.rewritten.MAX_REWRITTEN_CHARS`
    """
    _refuse_long(text)
    readings = Readings(text)
    refuse_service(text, readings)
    tokens = list(readings.preferred())
    form = _form(text, tokens)
    default_graphs, named_graphs = _dataset(text, tokens)
    is_known = not isinstance(text, Rewritten) or text.repeatable
    repeatable = is_known and not any(
        token.kind in {"word", "name"} and _CHANGING.search(token.text) for token in readings.tokens()
    )
    return CheckedQuery(text, form, default_graphs, named_graphs, repeatable)


def explain_syntax_error(text: str, error: QuerySyntaxError) -> QuerySyntaxError:
    """Say what is wrong more plainly than the engine, where that can be seen from outside.

    >>> str(explain_syntax_error("ASK { ex:a ?p ?o }", QuerySyntaxError("expected OPTIONAL", 1, 7)))
    'Regel 1, kolom 7: De prefix ex: is niet gedeclareerd. Zet bovenaan: PREFIX ex: <...>'

    Of a text in which we replaced something the place is that in what its asker wrote.

    :returns: a better error, or *error* itself
    """
    if isinstance(text, Rewritten):
        error, text = text.as_written(error), text.written
    try:
        tokens = list(Readings(text).preferred())
    except QuerySyntaxError as unclosed:
        return unclosed
    # Of an update each operation may declare some, so wherever it looks like that.
    after = ((name, iri) for name, iri in pairwise(tokens) if name.kind == "name" and iri.kind == "iri")
    declared = {*PREFIXES, "_", *(name.text[:-1] for name, _ in after if name.text.endswith(":"))}
    for token in tokens:
        prefix, colon, _ = token.text.partition(":")
        if token.kind == "name" and colon and prefix not in declared:
            message = f"De prefix {prefix}: is niet gedeclareerd. Zet bovenaan: PREFIX {prefix}: <...>"
            return QuerySyntaxError(message, *place_of(text, token.start))
    return _unbalanced(text, tokens) or error


def _refuse_long(text: str) -> None:
    if isinstance(text, Rewritten):
        if len(text) > MAX_REWRITTEN_CHARS:
            raise QueryLimitError(
                "Wat de blokken met SERVICE geven, is te veel om mee verder te vragen: meer dan "
                f"{MAX_REWRITTEN_CHARS} tekens. Vraag minder, met gg:limit of met LIMIT in het blok."
            )
    elif len(text) > MAX_QUERY_CHARS:
        raise QueryLimitError(f"De vraag is langer dan {MAX_QUERY_CHARS} tekens. Maak hem korter.")


def refuse_service(text: str, readings: Readings) -> None:
    """Refuse a text that the engine could read as a call to another server, in any reading.

    :raises QueryRefusedError: with line and column
    """
    places = (
        token.start + found.start()
        for token in readings.tokens()
        if token.kind in {"word", "name"}
        for found in _SERVICE.finditer(token.text.partition(":")[0])
        if _CALL.match(text, token.start + found.end())
    )
    start = min(places, default=None)
    if start is not None:
        line, column = place_of(text, start)
        raise QueryRefusedError(
            f"Regel {line}, kolom {column}: SERVICE vraagt een andere server om antwoord, en dat doet deze "
            "niet. Stel die vraag daar en voeg de antwoorden zelf samen."
        )


def _form(text: str, tokens: Sequence[Token]) -> str:
    words = after_prologue(tokens)
    first = next(words, None)
    if first is None:
        raise QuerySyntaxError("Er staat geen vraag. Begin met SELECT, ASK, CONSTRUCT of DESCRIBE.", 1, 1)
    word = first.text.casefold()
    line, column = place_of(text, first.start)
    if first.kind == "word" and word in _UPDATES:
        raise QueryRefusedError(
            f"Regel {line}, kolom {column}: {word.upper()} wijzigt de graaf, en hier worden alleen vragen "
            "beantwoord. Begin met SELECT, ASK, CONSTRUCT of DESCRIBE."
        )
    if first.kind != "word" or word not in FORMS:
        raise QuerySyntaxError(
            f'"{first.text[:40]}" begint geen vraag. Begin met SELECT, ASK, CONSTRUCT of DESCRIBE.',
            line,
            column,
        )
    return word


def after_prologue(tokens: Sequence[Token]) -> Iterator[Token]:
    """Give the tokens after the declarations of prefixes and of a base."""
    rest = iter(tokens)
    arguments = {"base": 1, "prefix": 2, "version": 1}
    for token in rest:
        skip = arguments.get(token.text.casefold(), 0) if token.kind == "word" else 0
        if not skip:
            yield token
            yield from rest
        # ``a.b:`` is one prefix to the engine and three tokens here, so skip to the IRI itself.
        elif skip > 1:
            next((t for t in rest if t.kind == "iri"), None)
        else:
            next(rest, None)


def _dataset(text: str, tokens: Sequence[Token]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = read_names(tokens)
    found: dict[bool, list[str]] = {False: [], True: []}
    for index, word in enumerate(tokens):
        if word.kind != "word" or word.text.casefold() != "from":
            continue
        after = tokens[index + 1 : index + 3]
        named = bool(after) and after[0].text.casefold() == "named"
        name = _NAMED_IRI.match(text, after[named].start) if len(after) > named else None
        if name is not None:
            kind = "iri" if name[0].startswith("<") else "name"
            found[named].append(names.iri_of(Token(kind, name[0].rstrip("."), name.start())))
    return tuple(found[False]), tuple(found[True])


def _unbalanced(text: str, tokens: Sequence[Token]) -> QuerySyntaxError | None:
    closes = {")": "(", "}": "{", "]": "["}
    opened: list[Token] = []
    for token in tokens:
        if token.kind != "sign":
            continue
        if token.text in closes.values():
            opened.append(token)
        elif token.text in closes and (not opened or opened.pop().text != closes[token.text]):
            message = f"Hier sluit {token.text} iets dat niet open staat. Haal het weg of open het eerder."
            return QuerySyntaxError(message, *place_of(text, token.start))
    if not opened:
        return None
    message = f"Wat hier met {opened[-1].text} begint, wordt niet gesloten. Zet het sluitteken erbij."
    return QuerySyntaxError(message, *place_of(text, opened[-1].start))
