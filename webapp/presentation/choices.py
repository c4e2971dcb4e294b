"""The filters beside the results: groups of choices with counts, wider ones above what hangs under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext

from indexer.search import FACETS, FacetValue
from indexer.years import years_of
from webapp.presentation.question import Question

MAX_CHOICES: Final = 8
"""Choices of one facet that are shown at once; the others open on demand."""

MAX_MORE: Final = 60
"""Choices behind that; a list of 342 municipalities is no choice, and words in the search box find them."""

SearchLink = Callable[[Question], str]
"""From a question to the address of its results."""


@dataclass(frozen=True)
class Choice:
    """A filter that can be set or taken away.

    :param depth: 0 for one that stands by itself, 1 under a wider one, and so on
    """

    group: str
    label: str
    count: int
    chosen: bool
    href: str
    depth: int = 0


@dataclass(frozen=True)
class Facet:
    """A heading with the filters under it, the most frequent at once and *more* on demand."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()


def facet_label(name: str) -> str:
    """Give the Dutch heading of a facet."""
    labels = {
        "soort": gettext("Soort"),
        "thema": gettext("Onderwerp"),
        "plaats": gettext("Plaats"),
        "jaar": gettext("Jaar"),
        "bron": gettext("Bron"),
    }
    return str(labels[name])


def facets_of(
    question: Question, found: Mapping[str, Sequence[FacetValue]], search_link: SearchLink
) -> tuple[Facet, ...]:
    """Give the facets that have anything to choose."""
    facets = []
    for name in FACETS:
        chosen = question.filters.get(name, ())
        values = sorted(found.get(name, ()), key=lambda v: v.value, reverse=True) if name == "jaar" else None
        arranged = list(_arranged(found.get(name, ()) if values is None else values))
        shown = [
            Choice(
                facet_label(name),
                value.label,
                value.count,
                value.value in chosen,
                search_link(question.toggled(name, value.value)),
                depth,
            )
            for value, depth in arranged
        ]
        first = tuple(c for at, c in enumerate(shown) if at < MAX_CHOICES or c.chosen)
        more = tuple(c for at, c in enumerate(shown) if at >= MAX_CHOICES and not c.chosen)[:MAX_MORE]
        if shown:
            facets.append(Facet(name, facet_label(name), first, more))
    return tuple(facets)


def chosen_of(question: Question, facets: Sequence[Facet], search_link: SearchLink) -> tuple[Choice, ...]:
    """Give every filter that is set, each with the address without it."""
    labels = {choice.href: choice.label for facet in facets for choice in facet.choices if choice.chosen}
    chosen = []
    for name, values in question.filters.items():
        for value in values:
            href = search_link(question.toggled(name, value))
            label = labels.get(href) or _range_label(name, value)
            chosen.append(Choice(facet_label(name), label, 0, chosen=True, href=href))
    return tuple(chosen)


def _arranged(values: Sequence[FacetValue]) -> Iterator[tuple[FacetValue, int]]:
    """Put each value under the wider one that is there too, in the order in which the widest come."""
    there = {value.value for value in values}
    under: dict[str, list[FacetValue]] = {}
    for value in values:
        above = value.broader if value.broader in there and value.broader != value.value else ""
        under.setdefault(above, []).append(value)
    seen: set[str] = set()

    def walk(above: str, depth: int) -> Iterator[tuple[FacetValue, int]]:
        for value in under.get(above, ()):
            if value.value not in seen:
                seen.add(value.value)
                yield value, depth
                yield from walk(value.value, depth + 1)

    yield from walk("", 0)
    # What hangs under itself in a circle is shown all the same.
    yield from ((value, 0) for value in values if value.value not in seen)


def _range_label(name: str, value: str) -> str:
    years = years_of(value) if name == "jaar" else None
    if years is None or years[0] == years[1]:
        return value
    return str(gettext("%(first)s tot en met %(last)s", first=years[0], last=years[1]))
