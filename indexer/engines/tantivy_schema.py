"""The fields of an index as tantivy holds them: levels are written as digits, facets as numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tantivy import Document, PreTokenizedString, Schema, SchemaBuilder, Token

from indexer.columns import FACETS
from indexer.fields import EVERYTHING, EXACT, FIELDS, PARTS, PLACED, SCORED, Entry
from indexer.impact import LEVELS
from ontology.errors import SearchIndexError

ROW: Final = "row"
YEAR: Final = "year"
SHOWN: Final = "shown"
LEVELS_FIELD: Final = "levels"

DIGITS: Final = 8
"""A level is written in two digits of this base, each a term of its own, so that a score is the sum of what
tantivy finds of them. With one term a level a frequent word has 60 of them: on 100,000 law articles a
question took 0.65 ms by digits and 1.12 ms so (medians of 200 of 1 to 5 words, the scoring alone)."""

if DIGITS * DIGITS < LEVELS:
    raise AssertionError

EVERY: Final = b"\x1c"
"""Stands beside the levels of every document: it tells how tantivy scores a term by its frequency."""

SLOTS: Final = 4
"""A facet is kept in columns of one value each, which tantivy counts faster than one column of many: 1.8 ms
instead of 4.3 ms for the five facets of 100,000 law articles. What a document has above this goes into one
column of many."""

NO_VALUE: Final = 0
"""What an empty slot holds; the value with number n is held as n + 1."""

_AS_IT_STANDS: Final = "raw"
"""tantivy's name for taking a value as one term: terms come ready made."""

_BOTH: Final = "both"
_FAMILIES: Final = {EVERYTHING: (_BOTH, EVERYTHING), PARTS: (_BOTH, PARTS), EXACT: (EXACT,)}
_MARKS: Final = {_BOTH: "\x1d", EVERYTHING: "\x1e", PARTS: "\x1f", EXACT: "\x1b"}
"""A level that a term has both in all text and as a part is written once: of the 9.4 million levels of
100,000 law articles 6.8 million are such, and a word is sought in both fields."""


def places_field(name: str) -> str:
    """Name the field that knows where the terms of field *name* stand.

    >>> places_field("everything"), places_field("name")
    ('everything_places', 'name')
    """
    return f"{name}_places" if name in SCORED else name


def facet_field(facet: str) -> str:
    """Name the field with the numbers of the values of *facet*, see :class:`indexer.engines.table.Table`."""
    return f"facet_{facet}"


def slot_fields(facet: str, most: int) -> list[str]:
    """Name the columns that hold the values of *facet* when no document has more than *most*.

    >>> slot_fields("jaar", 2), slot_fields("jaar", 9)[-1]
    (['facet_jaar_0', 'facet_jaar_1'], 'facet_jaar_more')
    """
    slots = [f"{facet_field(facet)}_{slot}" for slot in range(min(most, SLOTS))]
    return [*slots, f"{facet_field(facet)}_more"] if most > SLOTS else slots


_EVERY_DIGIT: Final = (*(chr(ord("A") + high) for high in range(DIGITS)), *map(str, range(1, DIGITS)))


def digit_terms(name: str, term: str) -> tuple[bytes, ...]:
    """Give all that can stand for a digit of the level of *term* in *name*; their last byte is the digit."""
    return tuple(
        (term + _MARKS[family] + digit).encode() for family in _FAMILIES[name] for digit in _EVERY_DIGIT
    )


def worth_of(digit: str) -> float:
    """Give the part of a level that a digit stands for; the two of 20 are worth 16.5 and 3.

    Half a step is off already, as in :func:`indexer.impact.level_score`.

    >>> worth_of("C"), worth_of("3")
    (16.5, 3.0)
    """
    return float(digit) if digit.isdigit() else (ord(digit) - ord("A")) * DIGITS + 0.5


def _digits_of(level: int) -> str:
    """Write *level* with a capital for the high digit and, unless it is 0, the low digit.

    >>> _digits_of(20), _digits_of(1)
    ('C3', 'A')
    """
    high, low = divmod(level - 1, DIGITS)
    return chr(ord("A") + high) + (str(low) if low else "")


def _level_terms(levels: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Give the terms that stand for the digits of all levels of a document."""
    in_all, in_parts = levels[EVERYTHING], levels[PARTS]
    for term in in_all.keys() | in_parts.keys():
        if in_all.get(term) == in_parts.get(term):
            found = {_BOTH: in_all[term]}
        else:
            found = {name: levels[name][term] for name in (EVERYTHING, PARTS) if term in levels[name]}
        for family, level in found.items():
            yield from (term + _MARKS[family] + digit for digit in _digits_of(level))
    for term, level in levels[EXACT].items():
        yield from (term + _MARKS[EXACT] + digit for digit in _digits_of(level))


def schema() -> Schema:
    """Give the schema."""
    builder = SchemaBuilder()
    for name in FIELDS:
        placed = name in PLACED and name not in SCORED
        option = "position" if placed else "basic"
        builder.add_text_field(name, tokenizer_name=_AS_IT_STANDS, index_option=option)
    # A text field would weigh what it finds by the length of the document; bytes have none.
    builder.add_bytes_field(LEVELS_FIELD, indexed=True)
    builder.add_text_field(places_field(EVERYTHING), tokenizer_name=_AS_IT_STANDS, index_option="position")
    builder.add_unsigned_field(ROW, fast=True, indexed=True)
    for facet in FACETS:
        builder.add_unsigned_field(facet_field(facet), indexed=True)
        for slot in slot_fields(facet, SLOTS + 1):
            builder.add_unsigned_field(slot, fast=True)
    builder.add_integer_field(YEAR, fast=True, indexed=True)
    builder.add_bytes_field(SHOWN, stored=True)
    return builder.build()


def document_of(row: int, entry: Entry, numbers: dict[str, list[int]], years: Sequence[int]) -> Document:
    """Give what a tantivy writer adds for the document *row*.

    :param numbers: facet to the numbers of its values
    """
    document = Document()
    document.add_unsigned(ROW, row)
    document.add_bytes(SHOWN, json.dumps(entry.shown, ensure_ascii=False).encode())
    for facet, found in numbers.items():
        _add_facet(document, facet, found)
    for year in years:
        document.add_integer(YEAR, year)
    for name, terms in entry.terms.items():
        for term in terms:
            document.add_text(name, term)
    for name in SCORED:
        for term in entry.levels[name]:
            document.add_text(name, term)
    document.add_bytes(LEVELS_FIELD, EVERY)
    for text in _level_terms(entry.levels):
        document.add_bytes(LEVELS_FIELD, text.encode())
    for name, places in entry.places.items():
        standing = sorted((place, term) for term, found in places.items() for place in found)
        tokens = [Token(term, place, 0, 0) for place, term in standing]
        document.add_pre_tokenized_text(places_field(name), PreTokenizedString("", tokens))
    return document


def _add_facet(document: Document, facet: str, numbers: Sequence[int]) -> None:
    for number in numbers:
        document.add_unsigned(facet_field(facet), number)
    for at, slot in enumerate(slot_fields(facet, SLOTS)):
        document.add_unsigned(slot, numbers[at] + 1 if at < len(numbers) else NO_VALUE)
    for number in numbers[SLOTS:]:
        document.add_unsigned(slot_fields(facet, SLOTS + 1)[-1], number + 1)


@contextmanager
def translated(folder: Path, *, writing: bool = False) -> Iterator[None]:
    """Make one error of ours of what tantivy raises about the index in *folder*.

    :raises SearchIndexError: if tantivy fails
    """
    try:
        yield
    except (OSError, ValueError) as exc:
        if writing:
            raise SearchIndexError(
                f"De zoekindex kan niet in {folder} worden geschreven: {exc}. Maak ruimte en bouw opnieuw."
            ) from exc
        raise SearchIndexError(
            f'Geen leesbare zoekindex in {folder}: {exc}. Draai "gemeengoed build".'
        ) from exc
