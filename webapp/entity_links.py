"""The `Link` headers of a description: what it describes, its other forms, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

from flask import request
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

from webapp.addresses import page_href
from webapp.negotiation import GRAPH_FORMATS, HTML, Format

R = TypeVar("R", bound=Response)
MOST_LICENCES: Final = 10
"""Of a page that draws on more, the licences are on the page; headers are short."""


def link_to_forms(response: R, iri: str, form: Format, licences: Iterable[str] = ()) -> R:
    """Tell programs, without reading the body, what *response* describes and where its other forms are.

    :param form: that of *response*
    :param licences: IRIs of the licences of the sources, as far as they state one
    """
    links = [_link(iri, "describes")]
    if form is HTML:
        links.append(_link(page_address(iri), "canonical"))
    for other in (HTML, *GRAPH_FORMATS):
        if other is not form:
            relation = "alternate" if other is HTML else "alternate describedby"
            href = page_href(iri, "" if other is HTML else f".{other.suffix}")
            links.append(f'{_link(href, relation)}; type="{other.media_type}"')
    links += [_link(licence, "license") for licence in list(licences)[:MOST_LICENCES]]
    response.headers.add("Link", ", ".join(links))
    return response


def page_address(iri: str) -> str:
    """Give the one full address of the page about *iri*, however this one was asked for."""
    return request.host_url.rstrip("/") + page_href(iri)


def _link(target: str, relation: str) -> str:
    # What a header cannot hold is percent-encoded, and so is what would end the reference.
    uri = iri_to_uri(target).replace("<", "%3C").replace(">", "%3E").replace('"', "%22")
    return f'<{uri}>; rel="{relation}"'
