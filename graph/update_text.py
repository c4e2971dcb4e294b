"""Looks through an update before the engine sees it, and gives it the dataset that the protocol asked for."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graph.containment import NAME_PATTERN, after_prologue, refuse_service
from graph.query_lexer import IRI_PATTERN, SPACE_PATTERN, Readings, Token, place_of
from ontology.errors import QueryLimitError, QueryRefusedError, QuerySyntaxError

MAX_UPDATE_CHARS: Final = 1_000_000
"""Looking through it costs about 100 bytes a character; more data is for the graph store protocol."""

_OPERATIONS: Final = frozenset(
    ("insert", "delete", "with", "clear", "drop", "create", "add", "move", "copy", "load")
)
_LOAD: Final = re.compile("load", re.IGNORECASE | re.ASCII)
_FROM_ELSEWHERE: Final = re.compile(
    rf"{SPACE_PATTERN}(?:silent{SPACE_PATTERN})?(?:{IRI_PATTERN}|{NAME_PATTERN})", re.IGNORECASE | re.DOTALL
)
_PLAIN_IRI: Final = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")


@dataclass(frozen=True, slots=True)
class CheckedUpdate:
    """An update that may be carried out; made by :func:`check_update` and by nothing else."""

    text: str
    """What the engine gets."""
    original: str
    """What the client wrote, in which places of errors are counted."""


def check_update(
    text: str, using_graphs: Sequence[str] = (), using_named: Sequence[str] = ()
) -> CheckedUpdate:
    """Look through an update, and write out the dataset of the request in it.

    Whatever could be ``LOAD`` or ``SERVICE`` in any reading of the text is refused, so a prefix may not be
    called ``load`` either.

    >>> check_update("INSERT { ?s a ?t } WHERE { ?s a ?t }", ["http://a/g"]).text
    'INSERT { ?s a ?t } USING <http://a/g> WHERE { ?s a ?t }'

    :param using_graphs: IRIs that together are the default graph for ``WHERE``
    :param using_named: IRIs that ``GRAPH`` may reach in ``WHERE``
    :raises QueryRefusedError: for LOAD and SERVICE, and for USING or WITH beside a dataset of the request
    :raises QuerySyntaxError: if a string is not closed, or an operation begins with no such word
    :raises QueryLimitError: if the text is longer than :data:`MAX_UPDATE_CHARS`
    """
    if len(text) > MAX_UPDATE_CHARS:
        raise QueryLimitError(
            f"De wijziging is langer dan {MAX_UPDATE_CHARS} tekens. Stuur gegevens naar /rdf-graph-store."
        )
    readings = Readings(text)
    refuse_service(text, readings)
    _refuse_load(text, readings)
    operations = [_Operation.of(text, tokens) for tokens in _operations(list(readings.preferred()))]
    _refuse_several_default_graphs(text, operations)
    if not (using_graphs or using_named):
        return CheckedUpdate(text, text)
    for iri in (*using_graphs, *using_named):
        if not _PLAIN_IRI.fullmatch(iri):
            raise QuerySyntaxError(f'"{iri[:80]}" is geen IRI van een graaf. Geef een volledige IRI.')
    return CheckedUpdate(_with_dataset(text, operations, using_graphs, using_named), text)


@dataclass(frozen=True, slots=True)
class _Operation:
    """One operation: where it begins and ends, its first word, and its words outside of braces."""

    start: int
    end: int
    words: tuple[Token, ...]
    braces: tuple[Token, ...]

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token]) -> _Operation:
        depth, words, braces = 0, [], []
        body = list(after_prologue(tokens))
        for token in body:
            if token.kind == "sign" and token.text in "{}":
                depth += 1 if token.text == "{" else -1
                braces.append(token)
            elif token.kind == "word" and depth == 0:
                words.append(token)
        if body and (not words or words[0] is not body[0] or body[0].text.casefold() not in _OPERATIONS):
            raise QuerySyntaxError(
                f'"{body[0].text[:40]}" begint geen wijziging. Begin met INSERT, DELETE, WITH, CLEAR, DROP, '
                "CREATE, ADD, MOVE of COPY.",
                *place_of(text, body[0].start),
            )
        start, end = (body[0].start, body[-1].end) if body else (0, 0)
        return cls(start, end, tuple(words), tuple(braces))

    def word(self, name: str) -> Token | None:
        return next((one for one in self.words if one.text.casefold() == name), None)

    @property
    def asks(self) -> bool:
        """Whether it looks for something: the others have no WHERE for a dataset to stand before."""
        return self.word("where") is not None


def _operations(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    depth = 0
    operation: list[Token] = []
    for token in tokens:
        if token.kind == "sign" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        if token.kind == "sign" and token.text == ";" and depth == 0:
            yield operation
            operation = []
        else:
            operation.append(token)
    yield operation


def _refuse_load(text: str, readings: Readings) -> None:
    places = (
        token.start + found.start()
        for token in readings.tokens()
        if token.kind in {"word", "name"}
        for found in _LOAD.finditer(token.text.partition(":")[0])
        if _FROM_ELSEWHERE.match(text, token.start + found.end())
    )
    start = min(places, default=None)
    if start is not None:
        line, column = place_of(text, start)
        raise QueryRefusedError(
            f"Regel {line}, kolom {column}: LOAD haalt gegevens van elders, en dat doet deze server niet. "
            "Haal ze zelf op en stuur ze naar /rdf-graph-store."
        )


def _refuse_several_default_graphs(text: str, operations: Sequence[_Operation]) -> None:
    """Refuse two USING in one operation: the engine would find a statement once in each of their graphs."""
    for operation in operations:
        words = [word.text.casefold() for word in operation.words]
        # Every operation that has USING has WHERE behind it.
        using = [
            operation.words[at]
            for at, (word, following) in enumerate(pairwise(words))
            if word == "using" and following != "named"
        ]
        if len(using) > 1:
            line, column = place_of(text, using[1].start)
            raise QueryRefusedError(
                f"Regel {line}, kolom {column}: twee keer USING zou een uitspraak dubbel tellen. Geef de "
                "grafen mee als using-graph-uri; dan worden ze eerst samengevoegd."
            )


def _with_dataset(
    text: str, operations: Sequence[_Operation], using_graphs: Sequence[str], using_named: Sequence[str]
) -> str:
    """Write the dataset before each WHERE.

    Several default graphs are merged into one for the time of the operation: the engine would find a
    statement once in each of them, and count it as often.
    """
    pieces, done = [], 0
    merged = f"urn:uuid:{uuid.uuid4()}" if len(set(using_graphs)) > 1 else ""
    default = [merged] if merged else list(using_graphs[:1])
    clauses = [f"USING <{iri}>" for iri in default] + [f"USING NAMED <{iri}>" for iri in using_named]
    for operation in operations:
        for name in ("using", "with"):
            if (word := operation.word(name)) is not None:
                line, column = place_of(text, word.start)
                raise QueryRefusedError(
                    f"Regel {line}, kolom {column}: het verzoek noemt zelf al grafen. "
                    f"Laat {name.upper()} weg, of using-graph-uri en using-named-graph-uri."
                )
        where = operation.word("where")
        if where is None:
            continue
        pieces.append(text[done : operation.start])
        if merged:
            pieces += [f"ADD SILENT <{iri}> TO <{merged}> ; " for iri in dict.fromkeys(using_graphs)]
        pieces.append(text[operation.start : where.start])
        if len(operation.words) > 1 and operation.words[1] is where and not _before(operation, where):
            # DELETE WHERE has no place for a dataset; what it finds is what it deletes.
            pieces.append(text[operation.braces[0].start : operation.braces[-1].end] + " ")
        pieces.append(" ".join(clauses) + " ")
        pieces.append(text[where.start : operation.end])
        if merged:
            pieces.append(f" ; DROP SILENT GRAPH <{merged}>")
        done = operation.end
    return "".join(pieces) + text[done:]


def _before(operation: _Operation, where: Token) -> bool:
    return any(brace.start < where.start for brace in operation.braces)
