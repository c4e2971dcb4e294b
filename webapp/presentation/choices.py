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

MAX_OPEN: Final = 12
"""With more values than this in a facet, what hangs under a wider value opens on demand."""

FEW_UNDER: Final = 2
"""So few take no more room than the line that opens them."""

MAX_MORE: Final = 120
"""Choices in one list that opens on demand: in the built-in data South Holland has most, 110 municipalities
with those that are gone. How many more there are is said; words in the search box find them."""

SearchLink = Callable[[Question], str]
"""From a question to the address of its results."""


@dataclass(frozen=True)
class Choice:
    """A filter that can be set or taken away.

    :param under: what hangs under this one
    :param open: whether that is shown at once
    """

    group: str
    label: str
    count: int
    chosen: bool
    href: str
    under: Choices | None = None
    open: bool = False

    @property
    def shown(self) -> bool:
        """Whether it is chosen, or anything under it is: then it is never tucked away."""
        return self.chosen or (self.under is not None and any(choice.shown for choice in self.under.choices))


@dataclass(frozen=True)
class Choices:
    """A list of choices, and how many are left out of it."""

    choices: tuple[Choice, ...]
    left_out: int = 0


@dataclass(frozen=True)
class Facet:
    """A heading with the filters under it, the most frequent at once and *more* on demand."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    more: Choices


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
    """Give the facets that have anything to choose; years newest first, all else most frequent first."""
    facets = []
    for name in FACETS:
        values = found.get(name, ())
        if name == "jaar":
            values = sorted(values, key=lambda value: value.value, reverse=True)
        choices = list(_Arranger(question, name, values, search_link).roots())
        first = tuple(c for at, c in enumerate(choices) if at < MAX_CHOICES or c.shown)
        more = [c for at, c in enumerate(choices) if at >= MAX_CHOICES and not c.shown]
        if choices:
            facets.append(Facet(name, facet_label(name), first, _listed(more)))
    return tuple(facets)


def chosen_of(
    question: Question, found: Mapping[str, Sequence[FacetValue]], search_link: SearchLink
) -> tuple[Choice, ...]:
    """Give every filter that is set, each with the address without it."""
    chosen = []
    for name, values in question.filters.items():
        labels = {value.value: value.label for value in found.get(name, ())}
        for value in values:
            href = search_link(question.toggled(name, value))
            label = labels.get(value) or _range_label(name, value)
            chosen.append(Choice(facet_label(name), label, 0, chosen=True, href=href))
    return tuple(chosen)


class _Arranger:
    """Hang each value under the wider one that is there too, in the order in which they come."""

    def __init__(
        self, question: Question, name: str, values: Sequence[FacetValue], search_link: SearchLink
    ) -> None:
        self._question, self._name, self._search_link = question, name, search_link
        self._values = values
        there = {value.value for value in values}
        self._under: dict[str, list[FacetValue]] = {}
        for value in values:
            above = value.broader if value.broader in there and value.broader != value.value else ""
            self._under.setdefault(above, []).append(value)
        self._seen: set[str] = set()

    def roots(self) -> Iterator[Choice]:
        """Give what hangs under nothing; what hangs under itself in a circle is shown all the same."""
        yield from self._hanging_under("")
        for value in self._values:
            if value.value not in self._seen:
                yield self._choice(value)

    def _hanging_under(self, above: str) -> Iterator[Choice]:
        for value in self._under.get(above, ()):
            if value.value not in self._seen:
                yield self._choice(value)

    def _choice(self, value: FacetValue) -> Choice:
        self._seen.add(value.value)
        under = list(self._hanging_under(value.value))
        return Choice(
            facet_label(self._name),
            value.label,
            value.count,
            value.value in self._question.filters.get(self._name, ()),
            self._search_link(self._question.toggled(self._name, value.value)),
            _listed(under) if under else None,
            len(self._values) <= MAX_OPEN or len(under) <= FEW_UNDER or any(c.shown for c in under),
        )


def _listed(choices: Sequence[Choice]) -> Choices:
    kept = tuple(choice for at, choice in enumerate(choices) if at < MAX_MORE or choice.shown)
    return Choices(kept, len(choices) - len(kept))


def _range_label(name: str, value: str) -> str:
    years = years_of(value) if name == "jaar" else None
    if years is None:
        return value
    if years[0] == years[1]:
        return str(years[0])
    first, _, last = value.partition("..")
    if not first:
        return str(gettext("tot en met %(last)s", last=last))
    if not last:
        return str(gettext("vanaf %(first)s", first=first))
    return str(gettext("%(first)s tot en met %(last)s", first=years[0], last=years[1]))
