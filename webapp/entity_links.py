"""The `Link` headers of a description: what it describes, its other forms, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from flask import request
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

from webapp.addresses import page_href
from webapp.negotiation import HTML, QUERY_GRAPH_FORMATS, Format

R = TypeVar("R", bound=Response)
MOST_LICENCES: Final = 10
"""Of a page that draws on more, the licences are on the page; headers are short."""


@dataclass(frozen=True)
class Paging:
    """Which page of a description this is, from 1, and how many there are."""

    page: int
    pages: int


def link_to_forms(response: R, iri: str, form: Format, paging: Paging, licences: Iterable[str]) -> R:
    """Tell programs, without reading the body, what *response* describes and where the rest of it is.

    :param form: that of *response*
    :param licences: IRIs of the licences of the sources; empty where one states none
    """
    page = paging.page
    links = [_link(iri, "describes")]
    if form is HTML:
        links.append(_link(page_address(iri, page), "canonical"))
    for other in (HTML, *QUERY_GRAPH_FORMATS):
        if other is not form:
            relation = "alternate" if other is HTML else "alternate describedby"
            links.append(f'{_link(page_href_of(iri, page, other), relation)}; type="{other.media_type}"')
    if page > 1:
        links.append(_link(page_href_of(iri, page - 1, form), "prev"))
    if page < paging.pages:
        links.append(_link(page_href_of(iri, page + 1, form), "next"))
    links += [_link(licence, "license") for licence in sorted(set(licences) - {""})[:MOST_LICENCES]]
    response.headers.add("Link", ", ".join(links))
    return response


def page_href_of(iri: str, page: int, form: Format = HTML) -> str:
    """Give the address of one page of the description of *iri*, in one form."""
    href = page_href(iri, "" if form is HTML else f".{form.suffix}")
    if page <= 1:
        return href
    return f"{href}{'&' if '?' in href else '?'}pagina={page}"


def page_address(iri: str, page: int = 1) -> str:
    """Give the one full address of the page about *iri*, however this one was asked for."""
    return request.host_url.rstrip("/") + page_href_of(iri, page)


def _link(target: str, relation: str) -> str:
    # What a header cannot hold is percent-encoded, and so is what would end the reference.
    uri = iri_to_uri(target).replace("<", "%3C").replace(">", "%3E").replace('"', "%22")
    return f'<{uri}>; rel="{relation}"'
