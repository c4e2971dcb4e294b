"""The page of search results: what was asked, what was found, and how to ask for more or less."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from flask_babel import gettext, ngettext
from markupsafe import Markup

from indexer.search import FACETS, FacetValue, Hit, SearchResult
from ontology.kinds import KINDS
from webapp.presentation.parts import Link, LinkTo

PAGE_SIZE: Final = 20
MAX_CHOICES: Final = 12

SearchLink = Callable[["Question"], str]
"""From a question to the address of its results."""


@dataclass(frozen=True)
class Question:
    """What a reader asks: words, filters, and which page of the answer.

    >>> asked = Question("zorg", {"soort": ("wet",)}, page=3)
    >>> asked.toggled("thema", "wonen").arguments()
    {'q': 'zorg', 'soort': ['wet'], 'thema': ['wonen']}
    >>> asked.toggled("soort", "wet").arguments()
    {'q': 'zorg'}
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1

    @property
    def offset(self) -> int:
        """How many results come before this page."""
        return (self.page - 1) * PAGE_SIZE

    def toggled(self, facet: str, value: str) -> Question:
        """Take a filter away if it is chosen, else add it; the answer starts at its first page again."""
        old = self.filters.get(facet, ())
        new = tuple(v for v in old if v != value) if value in old else (*old, value)
        kept = {name: values for name, values in {**self.filters, facet: new}.items() if values}
        return Question(self.text, kept)

    def arguments(self) -> dict[str, object]:
        """Give the arguments of the address that asks this question."""
        asked: dict[str, object] = {"q": self.text} if self.text else {}
        asked.update({facet: list(values) for facet, values in self.filters.items() if values})
        return asked | ({"pagina": self.page} if self.page > 1 else {})


@dataclass(frozen=True)
class Choice:
    """A filter that can be set or taken away."""

    group: str
    label: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True)
class Facet:
    """A heading with the filters under it."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Result:
    """One thing that was found."""

    label: str
    href: str
    kind: str
    subtitle: str
    snippet: Markup


@dataclass(frozen=True)
class ResultPage:
    """Everything the template of `/zoeken` shows."""

    question: Question
    summary: str
    results: tuple[Result, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[Choice, ...]
    proposals: tuple[Link, ...]
    last_page: int
    previous_href: str
    next_href: str
    note: str


def result_page(
    question: Question,
    found: SearchResult,
    *,
    link_to: LinkTo,
    search_link: SearchLink,
    proposals: tuple[Link, ...] = (),
) -> ResultPage:
    """Lay out what the search engine found."""
    facets = tuple(_facets(question, found.facets, search_link))
    last = max(1, -(-found.total // PAGE_SIZE))
    return ResultPage(
        question=question,
        summary=_summary(question, found.total),
        results=tuple(_result(hit, link_to) for hit in found.hits),
        facets=facets,
        chosen=tuple(_chosen(question, facets, search_link)),
        proposals=proposals,
        last_page=last,
        previous_href=search_link(replace(question, page=question.page - 1)) if question.page > 1 else "",
        next_href=search_link(replace(question, page=question.page + 1)) if question.page < last else "",
        note=found.note,
    )


def facet_label(name: str) -> str:
    """Give the Dutch heading of a facet."""
    labels = {
        "soort": gettext("Soort"),
        "thema": gettext("Onderwerp"),
        "plaats": gettext("Plaats"),
        "bron": gettext("Bron"),
    }
    return str(labels[name])


def _summary(question: Question, total: int) -> str:
    if not total:
        return str(gettext("Niets gevonden voor “%(text)s”", text=question.text))
    if question.text:
        found = ngettext(
            "%(num)s resultaat voor “%(text)s”",
            "%(num)s resultaten voor “%(text)s”",
            total,
            text=question.text,
        )
    else:
        found = ngettext("%(num)s resultaat", "%(num)s resultaten", total)
    return str(found)


def _result(hit: Hit, link_to: LinkTo) -> Result:
    kind = KINDS[hit.kind].singular if hit.kind in KINDS else hit.kind
    # The engine escapes all text of the snippet and adds nothing but <mark>; its tests hold it to that.
    return Result(hit.label, link_to(hit.iri), kind, hit.subtitle, Markup(hit.snippet))  # noqa: S704


def _facets(
    question: Question, found: Mapping[str, tuple[FacetValue, ...]], search_link: SearchLink
) -> list[Facet]:
    facets = []
    for name in FACETS:
        chosen = question.filters.get(name, ())
        values = found.get(name, ())
        shown = [v for n, v in enumerate(values) if n < MAX_CHOICES or v.value in chosen]
        choices = tuple(
            Choice(
                facet_label(name),
                v.label,
                v.count,
                v.value in chosen,
                search_link(question.toggled(name, v.value)),
            )
            for v in shown
        )
        if choices:
            facets.append(Facet(name, facet_label(name), choices))
    return facets


def _chosen(question: Question, facets: tuple[Facet, ...], search_link: SearchLink) -> list[Choice]:
    labels = {choice.href: choice.label for facet in facets for choice in facet.choices if choice.chosen}
    chosen = []
    for name, values in question.filters.items():
        for value in values:
            href = search_link(question.toggled(name, value))
            chosen.append(Choice(facet_label(name), labels.get(href, value), 0, chosen=True, href=href))
    return chosen
