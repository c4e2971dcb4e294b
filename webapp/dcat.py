"""The catalogue `/dcat`: which data sets there are, in DCAT-AP-NL, for harvesters."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from graph.dumps import find_dumps
from webapp.editions import home_path
from webapp.negotiation import GRAPH_FORMATS, HTML, best_format, format_by_suffix
from webapp.publication.catalogue import Catalogue, read_catalogue, read_deliveries
from webapp.publication.dcat_graph import PREFIXES, Addresses, dcat_graph
from webapp.site import current_site
from webapp.statements_answer import quads_of, statements_answer

blueprint = Blueprint("dcat", __name__)

_EXTENSION: Final = "gemeengoed-contact"


def install_dcat(app: Flask, contact: str) -> None:
    """Let *app* name *contact*, if not empty, as whom to ask about the data."""
    app.extensions[_EXTENSION] = contact


@blueprint.get("/dcat")
@blueprint.get("/dcat.<suffix>")
def catalogue(suffix: str = "") -> BaseResponse:
    """Describe the catalogue in the form that was asked for; people are sent to the page of sources."""
    form = (
        format_by_suffix(suffix, GRAPH_FORMATS)
        if suffix
        else best_format(request.accept_mimetypes, (*GRAPH_FORMATS, HTML))
    )
    if form is None:
        abort(404 if suffix else 406)
    if form is HTML:
        response: BaseResponse = redirect(url_for("sources.page"), 303)
    else:
        response = statements_answer(quads_of(dcat_graph(current_catalogue(), _addresses())), form, PREFIXES)
    response.vary.add("Accept")
    return response


def current_catalogue() -> Catalogue:
    """Give what there is to say of the published edition, with the sizes of its dumps once they are made."""
    site = current_site()
    deliveries = site.remember("deliveries", lambda: read_deliveries(site.store, site.base))
    return read_catalogue(
        site.edition,
        deliveries,
        find_dumps(home_path(), site.edition.name),
        lambda name: url_for("dumps.file", edition=site.edition.name, name=name, _external=True),
    )


def _addresses() -> Addresses:
    return Addresses(
        home=url_for("home.page", _external=True),
        page=url_for("sources.page", _external=True),
        sparql=url_for("sparql.page", _external=True),
        api=f"{request.url_root}api",
        api_description=url_for("api.document", _external=True),
        contact=current_app.extensions[_EXTENSION],
    )
