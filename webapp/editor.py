"""What the editor of `/sparql` needs beside its script: words to complete, an outline, and leave to run."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request
from rdflib import URIRef

from graph.naming import Names
from graph.store.interface import GraphStore
from ontology.prefixes import PREFIXES
from ontology.terms import curie
from webapp.addresses import reader
from webapp.api import unless_known
from webapp.api_shapes import Shape
from webapp.editor_files import is_installed
from webapp.headers import CONTENT_SECURITY_POLICY
from webapp.page_queries import page_query
from webapp.presentation.maps import map_frame
from webapp.site import Site

blueprint = Blueprint("editor", __name__)

EDITOR_POLICY: Final = CONTENT_SECURITY_POLICY.replace("img-src 'self'", "img-src 'self' data:")
"""The editor draws its icons from `data:` addresses in its style sheet; inline script and style stay refused,
and every other host as well."""
_PAGE: Final = "sparql.page"


@blueprint.app_context_processor
def _for_the_page() -> dict[str, object]:
    return {"editor": request.endpoint == _PAGE and is_installed()}


@blueprint.after_app_request
def _allow_editor(response: Response) -> Response:
    """Give the page with the editor a policy of its own; runs before every answer gets the general one."""
    if request.endpoint == _PAGE and response.mimetype == "text/html" and is_installed():
        response.headers["Content-Security-Policy"] = EDITOR_POLICY
    return response


@blueprint.get("/sparql/woorden")
def words() -> Response:
    """Give the prefixes, classes and properties of the edition, the most used first, and its map."""
    return unless_known(lambda site: site.remember("editor-words", lambda: _words(site)))


def _words(site: Site) -> Shape:
    describer = reader().describer
    return {
        "edition": site.edition.name,
        "prefixes": PREFIXES,
        "classes": _used(site.store, describer.names, "klassen"),
        "properties": _used(site.store, describer.names, "eigenschappen"),
        "map": map_frame(reader().land),
    }


def _used(store: GraphStore, names: Names, question: str) -> list[Shape]:
    return [
        {
            "iri": str(row["woord"]),
            "curie": curie(str(row["woord"])),
            "label": names.label(URIRef(str(row["woord"]))),
            "count": int(row["keer"]),
        }
        for row in store.select(page_query(question))
    ]
