"""The SPARQL 1.1 protocol at `/sparql`: read-only, for programs and for people with a browser."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from graph.containment import CheckedQuery, check_query
from graph.query_pool import TIMEOUT_S
from graph.questions import list_questions, load_question
from ontology.errors import GemeengoedError
from webapp.edition_tag import unless_known
from webapp.federation import resolved
from webapp.headers import CORS
from webapp.keeper import current_graph
from webapp.negotiation import (
    GRAPH_FORMATS,
    HTML,
    JSON_RESULTS,
    QUERY_GRAPH_FORMATS,
    RESULT_FORMATS,
    TURTLE,
    Format,
)
from webapp.service_description import description_answer
from webapp.sparql_page import AnswerPage, answer_page
from webapp.sparql_problem import problem_answer, problems_in_words
from webapp.sparql_request import (
    Asked,
    Refusal,
    base_iri,
    prefers_page,
    read_asked,
    wanted_format,
    wanted_timeout_s,
)

blueprint = Blueprint("sparql", __name__)

MAX_REQUEST_BYTES: Final = 1_000_000


@blueprint.after_request
def _open_to_all(response: Response) -> Response:
    """Any page anywhere may ask: the answers are public and nobody logs in to get them."""
    response.headers.update(CORS)
    response.headers["Accept-Post"] = "application/x-www-form-urlencoded, application/sparql-query"
    response.vary.add("Accept")
    return response


def _tell(status: int, sentence: str, error: GemeengoedError | None) -> Response:
    """Tell a browser on the page, with its query; and anybody else in the form that it reads."""
    if not prefers_page():
        return problem_answer(status, sentence, error)
    sent = request.args if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else request.values
    asked = Asked(
        sent.get("query", ""),
        tuple(sent.getlist("default-graph-uri")),
        tuple(sent.getlist("named-graph-uri")),
    )
    return _page(answer_page(asked, problem=sentence), status)


@blueprint.route("/sparql", methods=["GET", "POST"])
@problems_in_words(_tell, too_large="Een vraag kan hier niet groter zijn dan 1 MB. Maak hem korter.")
def page() -> Response:
    """Answer a query; without one describe the service, or show the form to write one in."""
    request.max_content_length = request.max_form_memory_size = MAX_REQUEST_BYTES
    wants_page = prefers_page()
    asked = read_asked()
    if asked is not None:
        return answer_asked(asked)
    if wants_page:
        return _page(answer_page(Asked(_chosen_question())))
    if request.method == "POST":
        raise Refusal(400, gettext("Er is geen vraag meegestuurd. Geef haar mee als ?query=..."))
    return description_answer(request.base_url, wanted_format(GRAPH_FORMATS))


def answer_asked(asked: Asked) -> Response:
    """Answer a query in the form that the request asks for."""
    deadline = time.monotonic() + (wanted_timeout_s() or TIMEOUT_S)
    query = checked(asked, deadline)
    offered = RESULT_FORMATS if query.form in {"select", "ask"} else QUERY_GRAPH_FORMATS
    wanted = wanted_format(offered)
    if wanted is HTML:
        shown = JSON_RESULTS if offered is RESULT_FORMATS else TURTLE
        return _page(
            answer_page(asked, form=query.form, body=run_asked(query, asked, shown.media_type, deadline))
        )
    if request.method == "POST":
        return _data(query, asked, wanted, deadline)
    if not query.repeatable:
        response = _data(query, asked, wanted, deadline)
        response.headers["Cache-Control"] = "no-store"
        return response
    depends_on = (asked.text, wanted.name, *asked.default_graphs, "", *asked.named_graphs)
    return unless_known(depends_on, lambda: _data(query, asked, wanted, deadline))


def checked(asked: Asked, deadline: float) -> CheckedQuery:
    """Look through a query, with what it asks of others than the graph answered in it."""
    return check_query(resolved(asked.text, current_graph(), deadline))


def _data(query: CheckedQuery, asked: Asked, wanted: Format, deadline: float) -> Response:
    return Response(run_asked(query, asked, wanted.media_type, deadline), content_type=wanted.content_type)


def run_asked(query: CheckedQuery, asked: Asked, media_type: str, deadline: float) -> bytes:
    """Let the query be answered within the limits for strangers.

    :param deadline: moment by which it has to be answered, by :func:`time.monotonic`
    """
    return (
        current_graph()
        .answerer.run(
            query,
            media_type,
            client=request.remote_addr or "",
            base_iri=base_iri(),
            timeout_s=max(deadline - time.monotonic(), 0.001),
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )
        .body
    )


def _chosen_question() -> str:
    name = request.args.get("vraag")
    return load_question(name, current_graph().base).text if name else ""


def _page(shown: AnswerPage, status: int = 200) -> Response:
    site = current_graph()
    questions = site.remember("questions", lambda: list_questions(site.base)) if site.has_pages else ()
    chosen = request.args.get("vraag", "")
    html = render_template("sparql/query.html", page=shown, questions=questions, chosen=chosen)
    return Response(html, status=status, mimetype="text/html")
