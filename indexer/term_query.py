"""What is asked of an index, in its own terms: the tree that every engine answers in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Term:
    """Documents that have *text* in *field*; in a scored field each by what the term counts there.

    :param weight: what the term counts beside others, 1 for a word as typed
    """

    field: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Starts:
    """Documents with a term of *field* that begins with *begin*; each scores *weight*, however often."""

    field: str
    begin: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Near:
    """Documents in which *terms* stand one after the other in *field*; it scores nothing."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Documents with a year from *first* to *last*, both included; it scores nothing."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Documents that every one of *nodes* finds; scores add up."""

    nodes: tuple[TermQuery, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Documents that one of *nodes* finds; scores add up."""

    nodes: tuple[TermQuery, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Documents that at least *count* of *nodes* find, 2 or more; scores add up."""

    count: int
    nodes: tuple[TermQuery, ...]


@dataclass(frozen=True, slots=True)
class BestOf:
    """Documents that one of *nodes* finds; the highest score counts, for they are ways to say the same."""

    nodes: tuple[TermQuery, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Documents that *node* finds and *excluded* does not."""

    node: TermQuery
    excluded: TermQuery


@dataclass(frozen=True, slots=True)
class Every:
    """All documents, each with the same score."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document."""


TermQuery = Term | Starts | Near | Between | AllOf | AnyOf | AtLeast | BestOf | Without | Every | Nothing

NOTHING: Final = Nothing()


def any_of(nodes: list[TermQuery]) -> TermQuery:
    """Join with OR, without a node around one.

    >>> any_of([Term("name", "fonds")]), any_of([])
    (Term(field='name', text='fonds', weight=1.0), Nothing())
    """
    return AnyOf(tuple(nodes)) if len(nodes) > 1 else next(iter(nodes), NOTHING)


def all_of(nodes: list[TermQuery]) -> TermQuery:
    """Join with AND, without a node around one."""
    return AllOf(tuple(nodes)) if len(nodes) > 1 else next(iter(nodes), NOTHING)


def at_least(count: int, nodes: list[TermQuery]) -> TermQuery:
    """Join so that *count* of *nodes* are enough; 1 is OR, and as many as there are is AND.

    >>> at_least(1, [Term("name", "a"), Term("name", "b")]) == any_of([Term("name", "a"), Term("name", "b")])
    True
    """
    if count >= len(nodes):
        return all_of(nodes)
    return AtLeast(count, tuple(nodes)) if count > 1 else any_of(nodes)


def best_of(nodes: list[TermQuery]) -> TermQuery:
    """Join as ways to say the same, each way once."""
    kept = tuple(dict.fromkeys(nodes))
    return BestOf(kept) if len(kept) > 1 else next(iter(kept), NOTHING)


def terms_of(node: TermQuery) -> Iterator[Term]:
    """Give the scored words that are asked for, without exclusions.

    >>> list(terms_of(Without(Term("parts", "zon"), Term("parts", "wind"))))
    [Term(field='parts', text='zon', weight=1.0)]
    """
    match node:
        case Term():
            yield node
        case AllOf(nodes=nodes) | AnyOf(nodes=nodes) | AtLeast(nodes=nodes) | BestOf(nodes=nodes):
            for inner in nodes:
                yield from terms_of(inner)
        case Without(node=inner):
            yield from terms_of(inner)
        case _:
            return
