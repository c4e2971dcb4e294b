"""The SPARQL 1.1 Graph Store Protocol at `/rdf-graph-store`, where a dataset may be written to.

A graph is named by `?graph=IRI`, or its address below `/rdf-graph-store/` is its IRI; `?default` is the
default graph. Files with named graphs (TriG, N-Quads) are taken without a name.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import pyoxigraph as ox
from flask import Blueprint, Response, request, url_for
from flask_babel import gettext
from rdflib import URIRef
from werkzeug.datastructures import FileStorage
from werkzeug.http import parse_options_header

from graph.containment import check_query
from graph.dataset import Part
from webapp.edition_tag import unless_known
from webapp.keeper import current_graph
from webapp.negotiation import GRAPH_FORMATS, N_QUADS, TRIG, Format, best_format, format_by_suffix
from webapp.sandbox_data import current_dataset, refuse_other_origins, written
from webapp.sparql_problem import problems_in_words
from webapp.sparql_request import Refusal

blueprint = Blueprint("graph_store", __name__)
blueprint.before_request(refuse_other_origins)

MAX_REQUEST_BYTES: Final = 200_000_000
_MULTIPART: Final = "multipart/form-data"
_BINARY: Final = ("", "application/octet-stream")
_ALL: Final = check_query("CONSTRUCT WHERE { ?s ?p ?o }")
_QUADS: Final = (TRIG, N_QUADS)
_TOO_LARGE: Final = "Hier kan hoogstens 200 MB tegelijk heen. Stuur de gegevens in delen."


@blueprint.route("/rdf-graph-store", methods=["GET", "PUT", "POST", "DELETE"])
@problems_in_words(too_large=_TOO_LARGE)
def indirect() -> Response:
    """Read or write the graph that the query string names."""
    named, default = request.args.getlist("graph"), "default" in request.args
    if len(named) + default > 1:
        raise Refusal(400, gettext("Noem één graaf: ?graph=IRI of ?default."))
    if named:
        return _answer(_full_iri(named[0]))
    if default:
        return _answer(None)
    if request.method != "POST":
        raise Refusal(400, gettext("Zeg welke graaf: ?graph=IRI of ?default."))
    return _create()


@blueprint.route("/rdf-graph-store/<path:name>", methods=["GET", "PUT", "POST", "DELETE"])
@problems_in_words(too_large=_TOO_LARGE)
def direct(name: str) -> Response:  # noqa: ARG001  # the whole address is the IRI
    """Read or write the graph whose IRI this address is."""
    return _answer(_full_iri(request.base_url))


def _answer(graph: str | None) -> Response:
    match request.method:
        case "PUT":
            with _received() as (parts, _):
                existed = current_dataset().put(graph, parts, graph or request.base_url)
        case "POST":
            with _received() as (parts, _):
                existed = current_dataset().post(graph, parts, graph or request.base_url)
        case "DELETE":
            if not current_dataset().delete(graph):
                raise _no_such_graph()
            existed = True
        case _:
            return _content(graph)
    return written(204 if existed else 201)


def _create() -> Response:
    """Take what names no graph: as a graph of its own, or in the graphs that the file names itself."""
    with _received() as (parts, has_quads):
        if has_quads:
            current_dataset().load(parts, request.base_url)
            return written(204)
        graph = url_for("graph_store.direct", name=uuid.uuid4().hex, _external=True)
        current_dataset().post(graph, parts, graph)
    return written(201, graph)


def _content(graph: str | None) -> Response:
    site = current_graph()
    if graph is not None and not site.store.ask("ASK { GRAPH ?g {} }", {"g": URIRef(graph)}):
        raise _no_such_graph()
    form = best_format(request.accept_mimetypes, GRAPH_FORMATS)
    if form is None:
        types = ", ".join(one.media_type for one in GRAPH_FORMATS)
        raise Refusal(406, gettext("Deze graaf is er niet in de gevraagde vorm. Vraag om: ") + f"{types}.")

    def whole() -> Response:
        graphs = () if graph is None else (graph,)
        found = site.answerer.run(_ALL, form.media_type, default_graphs=graphs)
        return Response(found.body, content_type=form.content_type)

    response = unless_known([form.name, graph or ""], whole)
    response.vary.add("Accept")
    return response


@contextmanager
def _received() -> Iterator[tuple[list[Part], bool]]:
    """Put what was sent in files, and take them away afterwards; tell whether they hold quads."""
    request.max_content_length = MAX_REQUEST_BYTES
    if request.mimetype == _MULTIPART:
        sent = [one for many in request.files.listvalues() for one in many]
        if not sent:
            raise Refusal(400, gettext("Er is geen bestand meegestuurd. Voeg er een bij het formulier."))
    else:
        sent = [FileStorage(request.stream, "", "body", request.content_type)]
    formats = [_format_of(one) for one in sent]
    parts: list[Part] = []
    try:
        for one, form in zip(sent, formats, strict=True):
            with NamedTemporaryFile(dir=current_dataset().uploads, delete=False) as file:
                parts.append(Part(file.name, form.media_type, one.filename or gettext("het verzoek")))
                one.save(file)
        yield parts, all(form in _QUADS for form in formats)
    finally:
        for part in parts:
            Path(part.path).unlink(missing_ok=True)


def _format_of(sent: FileStorage) -> Format:
    named = parse_options_header(sent.content_type or "")[0].casefold()
    offered = (*GRAPH_FORMATS, *_QUADS)
    known = (one for one in offered if named in {one.media_type, *one.aliases} and named != "text/plain")
    by_name = format_by_suffix((sent.filename or "").rpartition(".")[2], offered)
    found = next(known, by_name if named in _BINARY else None)
    if found is None:
        types = ", ".join(one.media_type for one in offered)
        raise Refusal(415, gettext("Dit soort gegevens kan hier niet. Stuur: ") + f"{types}.")
    return found


def _full_iri(iri: str) -> str:
    """Take the name of a graph as it is, if the engine can name a graph so."""
    try:
        return ox.NamedNode(iri).value
    except ValueError as exc:
        sentence = gettext("De naam van een graaf is een hele IRI, zoals https://example.org/graaf.")
        raise Refusal(400, sentence) from exc


def _no_such_graph() -> Refusal:
    return Refusal(404, gettext("Deze graaf is er niet. Maak haar met PUT of POST."))
