"""Lets a stranger's query through only if it reads, reads here, and says which form its answer has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import urljoin

from graph.query_lexer import IRI_PATTERN, SPACE_PATTERN, Readings, Token, place_of
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
_NAME: Final = r"""[^\s{}<>"'#?$:\\]*+:(?:[^\s{}<>"'#?$\\]|\\.)*+"""
_CALL: Final = re.compile(
    rf"{SPACE_PATTERN}(?:silent{SPACE_PATTERN})?(?:[?$][^\s{{}}#]++|{IRI_PATTERN}|{_NAME}){SPACE_PATTERN}\{{",
    re.IGNORECASE | re.DOTALL,
)
_NAMED_IRI: Final = re.compile(rf"{IRI_PATTERN}|{_NAME}", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


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


def check_query(text: str) -> CheckedQuery:
    """Look through a stranger's query before the engine sees it.

    This is the first of two locks: the processes that answer have no network either, where the system allows
    that. What the engine would read as a service call is refused, also where it hides behind a comparison
    that looks like an IRI; a string, IRI, comment or name with the word in it is let through.

    >>> check_query("PREFIX a: <http://a/> SELECT * FROM a:b { ?s ?p 'SERVICE <x> {}' }")
    CheckedQuery(text="PREFIX a: <http://a/> SELECT * FROM a:b { ?s ?p 'SERVICE <x> {}' }", form='select', \
default_graphs=('http://a/b',), named_graphs=())

    :raises QueryRefusedError: for SERVICE and for every form of update, LOAD included
    :raises QuerySyntaxError: if a string is not closed, or the text starts with no form of query
    :raises QueryLimitError: if the text is longer than :data:`MAX_QUERY_CHARS`
    """
    if len(text) > MAX_QUERY_CHARS:
        raise QueryLimitError(f"De vraag is langer dan {MAX_QUERY_CHARS} tekens. Maak hem korter.")
    readings = Readings(text)
    _refuse_service(text, readings)
    tokens = list(readings.preferred())
    form = _form(text, tokens)
    default_graphs, named_graphs = _dataset(text, tokens)
    return CheckedQuery(text, form, default_graphs, named_graphs)


def explain_syntax_error(text: str, error: QuerySyntaxError) -> QuerySyntaxError:
    """Say what is wrong more plainly than the engine, where that can be seen from outside.

    >>> str(explain_syntax_error("ASK { ex:a ?p ?o }", QuerySyntaxError("expected OPTIONAL", 1, 7)))
    'Regel 1, kolom 7: De prefix ex: is niet gedeclareerd. Zet bovenaan: PREFIX ex: <...>'

    :returns: a better error, or *error* itself
    """
    try:
        tokens = list(Readings(text).preferred())
    except QuerySyntaxError as unclosed:
        return unclosed
    declared = {**PREFIXES, **_declared(tokens), "_": ""}
    for token in tokens:
        prefix, colon, _ = token.text.partition(":")
        if token.kind == "name" and colon and prefix not in declared:
            message = f"De prefix {prefix}: is niet gedeclareerd. Zet bovenaan: PREFIX {prefix}: <...>"
            return QuerySyntaxError(message, *place_of(text, token.start))
    return _unbalanced(text, tokens) or error


def _refuse_service(text: str, readings: Readings) -> None:
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
    words = _after_prologue(tokens)
    first = next(words, None)
    if first is None:
        raise QuerySyntaxError("Er staat geen vraag. Begin met SELECT, ASK, CONSTRUCT of DESCRIBE.", 1, 1)
    word = first.text.casefold()
    line, column = place_of(text, first.start)
    if first.kind == "word" and word in _UPDATES:
        raise QueryRefusedError(
            f"Regel {line}, kolom {column}: {word.upper()} wijzigt de graaf, en die is hier alleen te lezen. "
            "Lever gegevens aan als bron."
        )
    if first.kind != "word" or word not in FORMS:
        raise QuerySyntaxError(
            f'"{first.text[:40]}" begint geen vraag. Begin met SELECT, ASK, CONSTRUCT of DESCRIBE.',
            line,
            column,
        )
    return word


def _after_prologue(tokens: Sequence[Token]) -> Iterator[Token]:
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


def _declared(tokens: Sequence[Token]) -> dict[str, str]:
    return {
        name.text[:-1]: iri.text[1:-1]
        for name, iri in pairwise(tokens)
        if name.kind == "name" and name.text.endswith(":") and iri.kind == "iri"
    }


def _dataset(text: str, tokens: Sequence[Token]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    prefixes = {**PREFIXES, **_declared(tokens)}
    bases = (b.text[1:-1] for a, b in pairwise(tokens) if a.text.casefold() == "base" and b.kind == "iri")
    base = next(bases, "")
    found: dict[bool, list[str]] = {False: [], True: []}
    for index, word in enumerate(tokens):
        if word.kind != "word" or word.text.casefold() != "from":
            continue
        after = tokens[index + 1 : index + 3]
        named = bool(after) and after[0].text.casefold() == "named"
        name = _NAMED_IRI.match(text, after[named].start) if len(after) > named else None
        if name is not None:
            found[named].append(_resolve(name[0], base, prefixes))
    return tuple(found[False]), tuple(found[True])


def _resolve(name: str, base: str, prefixes: dict[str, str]) -> str:
    if name.startswith("<"):
        iri = _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), name[1:-1])
        return urljoin(base, iri) if base else iri
    prefix, _, local = name.partition(":")
    return prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local.rstrip("."))


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
