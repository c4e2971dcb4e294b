"""The vocabulary `/def`: our own words, as a page for people and as Turtle for programs."""

from __future__ import annotations

from functools import cache

from flask import Blueprint, Response, abort, render_template, request
from rdflib import Graph

from ontology.files import ontology_file
from webapp.negotiation import HTML, JSON_LD, TURTLE, best_format
from webapp.presentation.words import Vocabulary, vocabulary_of

blueprint = Blueprint("vocabulary", __name__)


@cache
def _vocabulary() -> Vocabulary:
    return vocabulary_of(Graph().parse(ontology_file("gemeengoed.ttl"), format="turtle"))


@blueprint.get("/def")
def page() -> Response:
    """Show the vocabulary in the form that was asked for."""
    form = best_format(request.accept_mimetypes, (HTML, TURTLE))
    if form is None:
        abort(406)
    response = (
        turtle()
        if form is TURTLE
        else Response(render_template("vocabulary/words.html", words=_vocabulary()))
    )
    response.vary.add("Accept")
    return response


@blueprint.get("/def.ttl")
def turtle() -> Response:
    """Give the vocabulary as it was written."""
    return Response(ontology_file("gemeengoed.ttl").read_bytes(), content_type=TURTLE.content_type)


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Give the JSON-LD context with which partners write their deliveries; any page anywhere may read it."""
    response = Response(ontology_file("context.jsonld").read_bytes(), content_type=JSON_LD.content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
