"""The fields of an index as Whoosh holds them: terms come ready made, and a posting weighs its level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from whoosh import fields, formats

from indexer.fields import FIELDS, PLACED, Entry

STORED: Final = "shown"


@dataclass(frozen=True, slots=True)
class TermPostings:
    """The terms of one field of one document.

    :param levels: term to level; empty in a field without
    :param places: term to positions; empty in a field without
    """

    terms: tuple[str, ...]
    levels: Mapping[str, int]
    places: Mapping[str, Sequence[int]]


class ReadyTerms(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose terms come from :func:`indexer.fields.entry_of`, the same for every engine.

    Whoosh's own class of the name BM25F scores each field apart: a word rare in names then outweighs all.
    Here the weight of a posting is the level of the term in the whole document.
    """

    def __init__(self, *, placed: bool) -> None:
        super().__init__(formats.Positions() if placed else formats.Existence(), None)
        self.placed = placed

    def index(self, value: TermPostings, **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Give per term: bytes, times, weight and positions, as a Whoosh writer wants them."""
        for term in value.terms:
            places = value.places.get(term, ())
            encoded = self.format.encode(places) if self.placed else b""
            yield term.encode(), len(places) or 1, float(value.levels.get(term, 1)), encoded


def schema() -> fields.Schema:
    """Give the schema; an index is always opened with it, never with the one that lies pickled beside it."""
    ready = {name: ReadyTerms(placed=name in PLACED) for name in FIELDS}
    return fields.Schema(**ready, **{STORED: fields.STORED()})


def fields_of(entry: Entry, stored: str) -> dict[str, Any]:
    """Give what a Whoosh writer adds as one document."""
    values: dict[str, Any] = {STORED: stored}
    for name in FIELDS:
        levels, places = entry.levels.get(name, {}), entry.places.get(name, {})
        terms = tuple(sorted({*levels, *places, *entry.terms.get(name, ())}))
        values[name] = TermPostings(terms, levels, places)
    return values
