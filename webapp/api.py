"""Search for programs: `/api/search` and `/api/suggest`, in JSON as `/api/openapi.json` describes it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Final

from flask import Blueprint, Response, abort, json, request, url_for
from werkzeug.datastructures import MultiDict

from indexer.search import Proposal, SearchRequest, SearchResult
from indexer.suggest import MAX_LIMIT as MAX_SUGGESTIONS
from webapp import edition_tag
from webapp.addresses import page_href
from webapp.api_document import openapi_document
from webapp.api_parameters import (
    DEFAULT_LIMIT,
    DEFAULT_SUGGESTIONS,
    MAX_LIMIT,
    MAX_OFFSET,
    SEARCH,
    SUGGEST,
    refuse_unknown,
)
from webapp.api_shapes import Shape, search_shape, suggestion_shape
from webapp.errors import API_PATH
from webapp.headers import CORS
from webapp.negotiation import Format, best_format
from webapp.search_arguments import (
    Arguments,
    asked_filters,
    asked_number,
    asked_switch,
    asked_text,
    asked_where,
)
from webapp.site import Site, current_site

blueprint = Blueprint("api", __name__)

_JSON: Final = Format("json", "json", "application/json")


@blueprint.after_app_request
def _open_to_all(response: Response) -> Response:
    """Any page anywhere may ask, and finds what there is to ask; errors below `/api/` included."""
    if request.path.startswith(API_PATH):
        response.headers.update(CORS)
        response.vary.add("Accept")
        described = url_for("api.document")
        response.headers["Link"] = f'<{described}>; rel="service-desc"; type="application/json"'
    return response


@blueprint.get("/api/search")
def search() -> Response:
    """Answer a search."""
    refuse_unknown(request.args, SEARCH)
    asked = _asked(request.args)
    return unless_known(lambda site: _search(site, asked))


@blueprint.get("/api/suggest")
def suggest() -> Response:
    """Suggest names and words for what was typed so far; nothing for fewer than two letters."""
    refuse_unknown(request.args, SUGGEST)
    asked_text(request.args)  # for its length: what is suggested with keeps the space at its end
    limit = asked_number(request.args, "limit", DEFAULT_SUGGESTIONS, 0, MAX_SUGGESTIONS)
    typed = request.args.get("q", "")
    return unless_known(
        lambda site: {
            "query": typed,
            "edition": site.edition.name,
            "suggestions": [suggestion_shape(one, _url) for one in site.engine.suggest(typed, limit)],
        }
    )


@blueprint.get("/api/openapi.json")
def document() -> Response:
    """Describe these addresses, what they take and what they answer."""
    return json_answer(openapi_document(request.root_url.rstrip("/"), version("gemeengoed")))


def _asked(arguments: Arguments) -> SearchRequest:
    where = asked_where(arguments)
    return SearchRequest(
        text=asked_text(arguments),
        filters=asked_filters(arguments),
        offset=asked_number(arguments, "offset", 0, 0, MAX_OFFSET),
        limit=asked_number(arguments, "limit", DEFAULT_LIMIT, 0, MAX_LIMIT),
        order=arguments.get("sorteer", "relevantie"),
        near=where.near,
        place=where.place,
        kilometres=where.kilometres,
        literal=asked_switch(arguments, "letterlijk", default=False),
        facets=asked_switch(arguments, "facetten", default=True),
    )


def _search(site: Site, asked: SearchRequest) -> Shape:
    found = site.engine.search(asked)
    return search_shape(
        asked,
        found,
        edition=site.edition.name,
        link_to=_url,
        proposals=_proposals(site, asked, found),
        page_link=_page_link,
    )


def _proposals(site: Site, asked: SearchRequest, found: SearchResult) -> tuple[Proposal, ...]:
    """Give other searches that find something; how much is counted without filters."""
    if found.total or not asked.text:
        return tuple(Proposal(text, "bedoelde u dit?", _total(site, text)) for text in found.proposals)
    same = _total(site, asked.text) if asked.filters or asked.near or asked.place else 0
    kept = (Proposal(asked.text, "zonder filters", same),) if same else ()
    return (*kept, *site.engine.propose(asked.text))


def _total(site: Site, text: str) -> int:
    return site.engine.search(SearchRequest(text, limit=0, facets=False)).total


def _page_link(offset: int) -> str:
    arguments: MultiDict[str, str] = MultiDict(request.args)
    arguments.setlist("offset", [str(offset)])
    return url_for("api.search", _external=True, **arguments.to_dict(flat=False))  # type: ignore[arg-type]


def _url(iri: str) -> str:
    """Give the whole address of the page about *iri*."""
    return request.host_url.rstrip("/") + page_href(iri)


def unless_known(shape: Callable[[Site], Shape]) -> Response:
    """Answer with what *shape* makes, or say that the client has it already."""
    asked = (f"{name}={value}" for name, value in request.args.items(multi=True))
    return edition_tag.unless_known(asked, lambda: json_answer(shape(current_site())))


def json_answer(shape: Shape) -> Response:
    """Write *shape* as JSON; who does not accept that gets 406."""
    if best_format(request.accept_mimetypes, (_JSON,)) is None:
        abort(406)
    return Response(
        json.dumps(shape, ensure_ascii=False, sort_keys=False) + "\n", content_type=_JSON.content_type
    )
