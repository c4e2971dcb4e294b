"""A page and data for each thing: `/id` names it, `/doc` describes it in the form that was asked for."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from rdflib import Graph, URIRef
from werkzeug.wrappers import Response as BaseResponse

from graph.store.convert import to_ox
from ontology.errors import StoreError
from ontology.iris import mint_iri
from ontology.terms import PREFIXES
from webapp.addresses import area_resolver, page_href, reader
from webapp.entity_links import link_to_forms, page_address
from webapp.graph_answers import NAMES
from webapp.links import local_path
from webapp.negotiation import GRAPH_FORMATS, HTML, Format, best_format, format_by_suffix
from webapp.presentation.entity_page import EntityPage, entity_page
from webapp.presentation.parts import Link
from webapp.publication.thing_markup import thing_markup
from webapp.site import current_site

blueprint = Blueprint("entity", __name__)

_OFFERED: Final = (HTML, *GRAPH_FORMATS)
_RDFLIB_NAMES: Final = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "pretty-xml", "jsonld": "json-ld"}


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
    described = reader().describer.describe(iri)
    if not described.statements:
        abort(404)
    shown = entity_page(described, reader())
    kind_href = url_for("search.page", soort=shown.kind_key) if shown.is_searched else ""
    address = page_address(iri)
    response = Response(
        render_template(
            "entity/entity.html",
            page=shown,
            kind_href=kind_href,
            forms=_forms(shown),
            address=address,
            markup=thing_markup(described, address),
        )
    )
    licences = sorted({one.license for s in described.statements for one in s.sources if one.license})
    return link_to_forms(response, iri, HTML, licences)


def _is_foreign(iri: str) -> bool:
    return local_path(iri, current_site().base).startswith("/doc?")


def _data(iri: str, form: Format) -> Response:
    graph = _description(iri)
    if not graph:
        abort(404)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    response = Response(_serialised(graph, form), content_type=form.content_type)
    return link_to_forms(response, iri, form)


def _description(iri: str) -> Graph:
    """Take what is said of a thing and of the nodes inside it (`…#periode`), which have no address."""
    store = current_site().store
    graph = store.describe(iri)
    seen, found = {URIRef(iri)}, set(graph.objects())
    while inside := {o for o in found if isinstance(o, URIRef) and o.startswith(f"{iri}#")} - seen:
        seen |= inside
        parts = [store.describe(node) for node in inside]
        found = {o for part in parts for o in part.objects()}
        for part in parts:
            graph += part
    return graph


def _serialised(graph: Graph, form: Format) -> bytes:
    return graph.serialize(format=_RDFLIB_NAMES[form.name], encoding="utf-8")


def _forms(shown: EntityPage) -> list[tuple[Link, str]]:
    return [
        (Link(NAMES[form.name], page_href(shown.iri, f".{form.suffix}")), form.media_type)
        for form in GRAPH_FORMATS
    ]


def _must_be_known(iri: str) -> None:
    if not current_site().store.describe(iri):
        abort(404)
