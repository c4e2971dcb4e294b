"""The page of search results: what was asked and understood, what was found, and how to go on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask_babel import format_decimal, gettext, ngettext
from markupsafe import Markup

from indexer.search import Hit, SearchResult
from ontology.kinds import KINDS
from webapp.presentation.choices import Choice, Facet, SearchLink, chosen_of, facets_of
from webapp.presentation.nearness import Distance, circle_label, distances_of, how_far
from webapp.presentation.parts import Link, LinkTo
from webapp.presentation.question import PAGE_SIZE, Question
from webapp.presentation.understood import Understood, understood

__all__ = ["PAGE_SIZE", "Question", "ResultPage", "result_page"]


@dataclass(frozen=True)
class Passage:
    """A place in a long text that answers."""

    heading: str
    href: str
    snippet: Markup


@dataclass(frozen=True)
class Result:
    """One thing that was found."""

    label: str
    href: str
    kind: str
    subtitle: str
    snippet: Markup
    passages: tuple[Passage, ...]
    distance: str


@dataclass(frozen=True)
class ResultPage:
    """Everything the template of `/zoeken` shows."""

    question: Question
    summary: str
    results: tuple[Result, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[Choice, ...]
    all_href: str
    """Address without any filter; empty where there are fewer than two."""
    orders: tuple[Choice, ...]
    distances: tuple[Distance, ...]
    """How far around the place that was understood, or around one that can be chosen."""
    is_near: bool
    """Whether a place was understood."""
    place: str
    """What the form of places begins with."""
    kept_beside_place: tuple[tuple[str, str], ...]
    """What that form keeps of the question."""
    years: tuple[str, str]
    """The range of years that is chosen; empty words without one."""
    proposals: tuple[Link, ...]
    related: tuple[Link, ...]
    understood: Understood
    last_page: int
    first_href: str
    previous_href: str
    next_href: str
    last_href: str
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
    facets = facets_of(question, found.facets, search_link)
    chosen = list(chosen_of(question, found.facets, search_link))
    if question.near:
        label = circle_label(found.near, found.place) if found.near else question.near
        href = search_link(question.anywhere())
        chosen.append(Choice(str(gettext("Nabij")), label, 0, chosen=True, href=href))
    last = max(1, -(-found.total // PAGE_SIZE))

    def page(number: int) -> str:
        return search_link(replace(question, page=number))

    return ResultPage(
        question=question,
        summary=_summary(question, found.total),
        results=tuple(_result(hit, link_to) for hit in found.hits),
        facets=facets,
        chosen=tuple(chosen),
        all_href=search_link(question.without_filters()) if len(chosen) > 1 else "",
        orders=_orders(question, found, search_link),
        distances=distances_of(question, found, search_link),
        is_near=found.near is not None,
        place=question.near or found.place,
        kept_beside_place=replace(question, text=found.text).hidden("nabij", "afstand"),
        years=_years(question),
        proposals=proposals,
        related=tuple(Link(one.label, link_to(one.iri)) for one in found.related),
        understood=understood(question, found, search_link, beside=proposals),
        last_page=last,
        first_href=page(1) if question.page > 2 else "",  # noqa: PLR2004  # page 2 has it as the previous
        previous_href=page(question.page - 1) if question.page > 1 else "",
        next_href=page(question.page + 1) if question.page < last else "",
        last_href=page(last) if question.page < last - 1 else "",
        note=found.note,
    )


def _summary(question: Question, total: int) -> str:
    if not total and not question.text:
        return str(gettext("Niets gevonden"))
    if not total:
        return str(gettext("Niets gevonden voor “%(text)s”", text=question.text))
    if question.text:
        found = ngettext(
            "%(total)s resultaat voor “%(text)s”",
            "%(total)s resultaten voor “%(text)s”",
            total,
            text=question.text,
            total=format_decimal(total),
        )
    else:
        found = ngettext("%(total)s resultaat", "%(total)s resultaten", total, total=format_decimal(total))
    return str(found)


def _result(hit: Hit, link_to: LinkTo) -> Result:
    kind = KINDS[hit.kind].singular if hit.kind in KINDS else hit.kind
    passages = tuple(
        Passage(
            one.heading or str(gettext("Passage")),
            link_to(one.href) if one.href else "",
            _safe(one.snippet),
        )
        for one in hit.passages
    )
    return Result(
        label=hit.label,
        href=link_to(hit.iri),
        kind=kind,
        subtitle=hit.subtitle,
        snippet=_safe(hit.snippet),
        passages=passages,
        distance=how_far(hit.kilometres),
    )


def _safe(snippet: str) -> Markup:
    """The engine escapes all text of a snippet and adds nothing but <mark>; its tests hold it to that."""
    return Markup(snippet)  # noqa: S704


def _orders(question: Question, found: SearchResult, search_link: SearchLink) -> tuple[Choice, ...]:
    if len(found.hits) < 2 and question.page == 1:  # noqa: PLR2004  # one has no order
        return ()
    labels = {
        "relevantie": gettext("Beste eerst"),
        "naam": gettext("Naam"),
        "nieuwste": gettext("Nieuwste jaar"),
        "oudste": gettext("Oudste jaar"),
    }
    if found.near is not None:
        labels["afstand"] = gettext("Afstand")
    return tuple(
        Choice(
            group="",
            label=str(label),
            count=0,
            chosen=order == question.order,
            href=search_link(replace(question, order=order, page=1)),
        )
        for order, label in labels.items()
    )


def _years(question: Question) -> tuple[str, str]:
    ranges = [value.partition("..") for value in question.filters.get("jaar", ()) if ".." in value]
    return (ranges[0][0], ranges[0][2]) if ranges else ("", "")
