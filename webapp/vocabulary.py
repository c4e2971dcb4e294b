"""The vocabulary `/def`: our own words, as a page for people and as RDF for programs.

The page is ours: pyLODE's has the same parts, but in English, with a style that our Content-Security-Policy
refuses, and it knows neither why a word was coined nor how the edition uses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flask import Blueprint, Response, abort, render_template, request, url_for
from rdflib import Graph

from ontology.errors import NoEditionError
from ontology.files import ontology_file
from ontology.terms import GG
from webapp.addresses import page_href, reader
from webapp.language import readable_date
from webapp.negotiation import GRAPH_FORMATS, HTML, JSON_LD, TURTLE, Format, best_format, format_by_suffix
from webapp.presentation.source_list import licence_link
from webapp.presentation.word_examples import Example, examples_of
from webapp.presentation.words import Vocabulary, vocabulary_of
from webapp.site import current_site
from webapp.statements_answer import NAMES, quads_of, statements_answer

blueprint = Blueprint("vocabulary", __name__)


@cache
def _graph() -> Graph:
    return Graph().parse(ontology_file("gemeengoed.ttl"), format="turtle")


@cache
def _vocabulary() -> Vocabulary:
    return vocabulary_of(_graph())


@blueprint.get("/def")
@blueprint.get("/def.<suffix>")
def page(suffix: str = "") -> Response:
    """Show the vocabulary in the form that was asked for; as Turtle it is as we wrote it."""
    form = (
        format_by_suffix(suffix, GRAPH_FORMATS)
        if suffix
        else best_format(request.accept_mimetypes, (HTML, *GRAPH_FORMATS))
    )
    if form is None:
        abort(404 if suffix else 406)
    response = _html() if form is HTML else _data(form)
    response.vary.add("Accept")
    return response


def _html() -> Response:
    words = _vocabulary()
    return Response(
        render_template(
            "vocabulary/words.html",
            words=words,
            namespace=str(GG),
            issued=readable_date(words.issued),
            licence=licence_link(words.licence),
            examples=_examples(words),
            forms=[
                (url_for("vocabulary.page", suffix=form.suffix), form.media_type, NAMES[form.name])
                for form in GRAPH_FORMATS
            ],
        )
    )


def _examples(words: Vocabulary) -> Mapping[str, tuple[Example, ...]]:
    try:
        site = current_site()
    except NoEditionError:  # what words mean can be read before there is anything to say with them
        return {}
    names = reader().describer.names
    return site.remember("examples", lambda: examples_of(words, site.store, names, page_href))


def _data(form: Format) -> Response:
    if form is not TURTLE:
        return statements_answer(quads_of(_graph()), form)
    response = Response(ontology_file("gemeengoed.ttl").read_bytes(), content_type=TURTLE.content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Give the JSON-LD context with which partners write their deliveries; any page anywhere may read it."""
    response = Response(ontology_file("context.jsonld").read_bytes(), content_type=JSON_LD.content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
