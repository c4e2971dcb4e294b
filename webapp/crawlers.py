"""What search engines may read and where: `/robots.txt` and the map of the site, `/sitemap.xml`."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, render_template, request, url_for

from webapp.addresses import area_resolver
from webapp.entity_links import page_address
from webapp.page_queries import page_query
from webapp.publication.site_map import shown_things
from webapp.site import current_site

blueprint = Blueprint("crawlers", __name__)

PART: Final = 50_000
"""Addresses in one file: no more are allowed."""
# Pages of their own, by endpoint; the rest are pages of things.
_PAGES: Final = ("home.page", "goals.page", "sources.page", "vocabulary.page", "thesaurus.page")
# What answers a question has as many addresses as there are questions.
_QUESTIONS: Final = ("/zoeken", "/sparql", "/vragen/", "/api/")
# Earlier editions are for who cites them; each is a whole site again.
_EARLIER: Final = ("/edities/", "/citaat/", "/*?edition=", "/*&edition=")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Ask programs that read everything to leave alone what answers questions, and point to the map."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {request.script_root}{path}" for path in (*_QUESTIONS, *_EARLIER)),
        f"Sitemap: {url_for('crawlers.index', _external=True)}",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
def index() -> Response:
    """Name the parts of the map."""
    count = -(-len(_shown()) // PART)
    parts = [url_for("crawlers.part", number=number, _external=True) for number in range(1, count + 1)]
    return _xml("crawlers/index.xml", parts)


@blueprint.get("/sitemap-<int:number>.xml")
def part(number: int) -> Response:
    """Give one part of the map, counted from 1."""
    some = _shown()[(number - 1) * PART : number * PART] if number > 0 else ()
    if not some:
        abort(404)
    return _xml("crawlers/part.xml", [_address(one) for one in some])


def _shown() -> tuple[str, ...]:
    """Give what the map lists: endpoints of pages, then IRIs of things; addresses differ with the host."""
    return current_site().remember("sitemap", _read)


def _read() -> tuple[str, ...]:
    resolve = area_resolver()
    things = shown_things(current_site().store.select(page_query("wat_getoond_wordt")))
    return (*_PAGES, *(iri for iri in things if resolve(iri) == iri))


def _address(shown: str) -> str:
    if shown in _PAGES:
        return url_for(shown, _external=True)
    return page_address(shown)


def _xml(template: str, addresses: list[str]) -> Response:
    body = render_template(template, addresses=addresses, changed=current_site().edition.created.date())
    return Response(body, content_type="application/xml; charset=utf-8")
