"""A page and data for each thing: `/id` names it, `/doc` describes it in the form that was asked for."""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from rdflib import URIRef
from werkzeug.wrappers import Response as BaseResponse

from graph.store.convert import to_ox
from ontology.errors import StoreError
from ontology.iris import mint_iri
from webapp.addresses import area_resolver, page_href, reader
from webapp.entity_links import Paging, link_to_forms, page_address, page_href_of
from webapp.links import local_path
from webapp.negotiation import HTML, QUERY_GRAPH_FORMATS, Format, best_format, format_by_suffix
from webapp.presentation.entity_page import EntityPage, entity_page
from webapp.presentation.parts import Link
from webapp.publication.thing_markup import thing_markup
from webapp.site import current_site
from webapp.statements_answer import NAMES, statements_answer

blueprint = Blueprint("entity", __name__)

_OFFERED: Final = (HTML, *QUERY_GRAPH_FORMATS)
_PAGE: Final = re.compile(r"[1-9]\d{0,6}")


@blueprint.get("/id/<kind>/<path:ref>")
def thing(kind: str, ref: str) -> BaseResponse:
    """Send on from the name of a thing to its description: a thing itself cannot be sent over a wire."""
    iri = mint_iri(kind, ref, current_site().base)
    _must_be_known(iri)
    form = best_format(request.accept_mimetypes, _OFFERED) or HTML
    response = redirect(page_href(iri, "" if form is HTML else f".{form.suffix}"), 303)
    response.vary.add("Accept")
    return response


@blueprint.get("/doc/<kind>/<path:ref>")
def page(kind: str, ref: str) -> BaseResponse:
    """Describe a thing that we named."""
    stem, dot, suffix = ref.rpartition(".")
    form = format_by_suffix(suffix, _OFFERED) if dot else None
    return _answer(mint_iri(kind, stem if form else ref, current_site().base), form)


@blueprint.get("/doc")
@blueprint.get("/doc.<suffix>")
def foreign(suffix: str = "") -> BaseResponse:
    """Describe a thing that keeps the IRI of somebody else."""
    form = format_by_suffix(suffix, _OFFERED) if suffix else None
    iri = request.args.get("iri", "")
    if suffix and form is None:
        abort(404)
    if not iri:
        abort(400)
    return _answer(iri, form)


def _answer(iri: str, form: Format | None) -> BaseResponse:
    chosen = form or best_format(request.accept_mimetypes, _OFFERED)
    if chosen is None:
        abort(406)
    if not _can_exist(iri):
        abort(404)
    response = _html(iri) if chosen is HTML else _data(iri, chosen)
    response.vary.add("Accept")
    return response


def _asked_page(iri: str) -> Paging:
    """Read which page of the description was asked for.

    :raises NotFound: if nothing is said of *iri*, or it has no such page
    """
    _must_be_known(iri)
    asked = request.args.get("pagina", "1")
    if not _PAGE.fullmatch(asked):
        abort(400)
    paging = Paging(int(asked), reader().describer.pages(iri))
    if paging.page > paging.pages:
        abort(404)
    return paging


def _can_exist(iri: str) -> bool:
    try:
        to_ox(URIRef(iri))
    except StoreError:
        return False
    return True


def _html(iri: str) -> BaseResponse:
    # A thing has one page: a territory is told on that of its body, a word of ours on that of the vocabulary.
    home = area_resolver()(iri)
    if home != iri or (request.endpoint == "entity.foreign" and not _is_foreign(iri)):
        return redirect(page_href(home), 303)
    paging = _asked_page(iri)
    described = reader().describer.describe(iri, page=paging.page)
    shown = entity_page(described, reader())
    kind_href = url_for("search.page", soort=shown.kind_key) if shown.is_searched else ""
    address = page_address(iri, paging.page)
    response = Response(
        render_template(
            "entity/entity.html",
            page=shown,
            paging=paging,
            earlier=page_href_of(iri, paging.page - 1),
            later=page_href_of(iri, paging.page + 1),
            kind_href=kind_href,
            forms=_forms(shown, paging.page),
            address=address,
            markup=thing_markup(described, address),
        )
    )
    licences = {one.license for s in described.statements for one in s.sources}
    return link_to_forms(response, iri, HTML, paging, licences)


def _is_foreign(iri: str) -> bool:
    return local_path(iri, current_site().base).startswith("/doc?")


def _data(iri: str, form: Format) -> Response:
    paging = _asked_page(iri)
    describer = reader().describer
    statements = describer.statements_on(iri, paging.page)
    response = statements_answer(statements, form)
    said = (quad for quad in statements if str(quad[0]) == iri)
    return link_to_forms(response, iri, form, paging, {one.license for one in describer.sources_of(said)})


def _forms(shown: EntityPage, page: int) -> list[tuple[Link, str]]:
    return [
        (Link(NAMES[form.name], page_href_of(shown.iri, page, form)), form.media_type)
        for form in QUERY_GRAPH_FORMATS
    ]


def _must_be_known(iri: str) -> None:
    if not any(current_site().store.quads(URIRef(iri))):
        abort(404)
