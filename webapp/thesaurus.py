"""The thesaurus `/thesaurus`: the subjects of local communities, as a page for people and in SKOS."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from rdflib import URIRef
from werkzeug.wrappers import Response as BaseResponse

from graph.store.interface import DEFAULT_GRAPH, Quad
from ontology.terms import DCT, RDF, SKOS
from webapp.addresses import page_href
from webapp.language import readable_date
from webapp.negotiation import GRAPH_FORMATS, HTML, best_format, format_by_suffix
from webapp.presentation.concepts import Thesaurus, thesaurus_of
from webapp.presentation.source_list import licence_link
from webapp.site import current_site
from webapp.statements_answer import NAMES, statements_answer

blueprint = Blueprint("thesaurus", __name__)


@blueprint.get("/id/thema")
def scheme() -> BaseResponse:
    """Send on from the name of the scheme to its description."""
    form = best_format(request.accept_mimetypes, (HTML, *GRAPH_FORMATS)) or HTML
    suffix = "" if form is HTML else f".{form.suffix}"
    response = redirect(page_href(_scheme(), suffix), 303)
    response.vary.add("Accept")
    return response


@blueprint.get("/thesaurus")
@blueprint.get("/thesaurus.<suffix>")
def page(suffix: str = "") -> Response:
    """Show the thesaurus in the form that was asked for."""
    form = (
        format_by_suffix(suffix, GRAPH_FORMATS)
        if suffix
        else best_format(request.accept_mimetypes, (HTML, *GRAPH_FORMATS))
    )
    if form is None:
        abort(404 if suffix else 406)
    response = _html() if form is HTML else statements_answer(_statements(), form)
    response.vary.add("Accept")
    return response


def _html() -> Response:
    thesaurus = current_site().remember("thesaurus", _read)
    return Response(
        render_template(
            "thesaurus/thesaurus.html",
            thesaurus=thesaurus,
            issued=readable_date(thesaurus.issued),
            licence=licence_link(thesaurus.licence),
            forms=[
                (url_for("thesaurus.page", suffix=form.suffix), form.media_type, NAMES[form.name])
                for form in GRAPH_FORMATS
            ],
        )
    )


def _read() -> Thesaurus:
    return thesaurus_of(_scheme(), _statements(), page_href)


def _scheme() -> str:
    return f"{current_site().base}/id/thema"


def _statements() -> Iterator[Quad]:
    """Give what SKOS says of the scheme and its subjects; what else is known of them is on their pages."""
    store, whole = current_site().store, URIRef(_scheme())
    concepts = {quad[0] for quad in store.quads(None, SKOS.inScheme, whole, DEFAULT_GRAPH)}
    for subject in (whole, *concepts):
        for quad in store.quads(subject, None, None, DEFAULT_GRAPH):
            if quad[1] == RDF.type or quad[1] in SKOS or quad[1] in DCT:
                yield quad
