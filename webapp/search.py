"""Search: a question in words, narrowed by filters and place, answered page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext

from indexer.locating import dutch_number
from indexer.search import SearchRequest, SearchResult
from indexer.years import years_of
from ontology.errors import SearchQueryError
from webapp.addresses import page_href
from webapp.presentation.parts import Link
from webapp.presentation.results import DISTANCES_KM, PAGE_SIZE, Question, result_page
from webapp.search_arguments import (
    Arguments,
    asked_filters,
    asked_number,
    asked_switch,
    asked_text,
    asked_where,
)
from webapp.site import Site, current_site

blueprint = Blueprint("search", __name__)

EXAMPLES: Final = ("wooncoöperatie", "uitdaagrecht", "kernpartners", "buurthuis", "Amersfoort", "Wmo 2015")
_LAST_PAGE: Final = 1_000_000


@blueprint.get("/zoeken")
def page() -> str:
    """Answer a question, or say plainly that nothing is known."""
    question = _question(request.args)
    site = current_site()
    where = asked_where(request.args)
    asked = SearchRequest(
        text=question.text,
        filters=question.filters,
        offset=question.offset,
        limit=PAGE_SIZE,
        order=question.order,
        near=where.near,
        place=where.place,
        kilometres=where.kilometres,
        literal=question.literal,
    )
    found = site.engine.search(asked)
    if question.page > 1 and not found.hits:
        abort(404)
    proposals = () if found.total else tuple(_proposals(question, asked, found, site))
    shown = result_page(question, found, link_to=page_href, search_link=search_href, proposals=proposals)
    return render_template("search/results.html", page=shown)


def search_href(question: Question) -> str:
    """Give the address of the results of *question*."""
    return url_for("search.page", **question.arguments())  # type: ignore[arg-type]


def _question(arguments: Arguments) -> Question:
    filters = asked_filters(arguments)
    years = _years(arguments.get("van", "").strip(), arguments.get("tot", "").strip())
    if years:
        filters["jaar"] = (*filters.get("jaar", ()), years)
    return Question(
        text=asked_text(arguments),
        filters=filters,
        page=asked_number(arguments, "pagina", 1, 1, _LAST_PAGE),
        order=arguments.get("sorteer", "relevantie"),
        near=arguments.get("nabij", ""),
        distance=arguments.get("afstand", ""),
        literal=asked_switch(arguments, "letterlijk", default=False),
    )


def _years(first: str, last: str) -> str:
    """Read the two boxes of the form as one range of years; empty if both are.

    :raises SearchQueryError: if they are no years
    """
    if not (first or last):
        return ""
    if years_of(f"{first}..{last}") is None:
        raise SearchQueryError(f'"{first[:20]}" tot "{last[:20]}" zijn geen jaren. Geef vier cijfers: 2017.')
    return f"{first}..{last}"


def _proposals(question: Question, asked: SearchRequest, found: SearchResult, site: Site) -> list[Link]:
    """Propose only what gives results: wider, without filters, near questions, and known examples."""
    proposals = list(_wider(question, asked, found, site))
    if question.filters or question.near or found.text != question.text:
        free = replace(question.without_filters(), text=found.text)
        total = site.engine.search(SearchRequest(free.text, limit=0, facets=False)).total
        if total and free.text:
            text = gettext("Zoek “%(text)s” zonder filters (%(total)s)", text=free.text, total=total)
            proposals.append(Link(str(text), search_href(free)))
    for other in site.engine.propose(question.text):
        text = gettext(
            "Zoek “%(text)s”: %(reason)s (%(total)s)", text=other.text, reason=other.reason, total=other.total
        )
        proposals.append(Link(str(text), search_href(Question(other.text))))
    examples = (
        Link(str(gettext("Bekijk een voorbeeld: %(text)s", text=text)), search_href(Question(text)))
        for text in EXAMPLES[:3]
    )
    return [*proposals, *examples]


def _wider(question: Question, asked: SearchRequest, found: SearchResult, site: Site) -> Iterator[Link]:
    """Propose the nearest distance within which there is something."""
    if found.near is None:
        return
    for far in DISTANCES_KM:
        if far > found.near.kilometres:
            near = replace(found.near, kilometres=far)
            wider = replace(
                asked, near=near, place="", kilometres=None, order="relevantie", limit=0, facets=False
            )
            total = site.engine.search(wider).total
            if total:
                text = gettext("Zoek binnen %(km)s km (%(total)s)", km=dutch_number(far), total=total)
                yield Link(str(text), search_href(replace(question, distance=f"{far:g}", page=1)))
                return
