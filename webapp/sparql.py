"""The SPARQL 1.1 protocol at `/sparql`: read-only, for programs and for people with a browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, current_app, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge

from graph.containment import CheckedQuery, check_query
from graph.questions import list_questions, load_question
from ontology.errors import (
    GemeengoedError,
    SourceNotFoundError,
    StoreError,
    StoreUnavailableError,
)
from webapp.edition_tag import unless_known
from webapp.errors import status_of
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
from webapp.sparql_problem import problem_answer
from webapp.sparql_request import Asked, Refusal, prefers_page, read_asked, wanted_format, wanted_timeout_s

blueprint = Blueprint("sparql", __name__)

MAX_REQUEST_BYTES: Final = 1_000_000
RETRY_AFTER_S: Final = "5"
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "Content-Type, ETag, Link, Retry-After",
    "Access-Control-Max-Age": "86400",
}


@blueprint.after_request
def _open_to_all(response: Response) -> Response:
    """Any page anywhere may ask: the answers are public and nobody logs in to get them."""
    response.headers.update(_CORS)
    response.headers["Accept-Post"] = "application/x-www-form-urlencoded, application/sparql-query"
    response.vary.add("Accept")
    return response


def _problems_in_words(view: Callable[[], Response]) -> Callable[[], Response]:
    """Answer what is wrong with a query as the protocol says: the status, and a sentence of plain text.

    The status is that of the one table in :mod:`webapp.errors`. A browser gets its query back as well.
    """

    @wraps(view)
    def answered() -> Response:
        try:
            return view()
        except Refusal as refusal:
            return _problem(refusal.status, refusal.sentence)
        except RequestEntityTooLarge:
            return _problem(413, gettext("Een vraag kan hier niet groter zijn dan 1 MB. Maak hem korter."))
        except StoreUnavailableError as exc:
            # Why is for the log: it may name hosts and places that are nobody's business.
            current_app.logger.warning("/sparql: %s", exc)
            return _busy()
        except (StoreError, SourceNotFoundError) as exc:
            if status_of(exc) == HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            return _problem(status_of(exc), str(exc), exc)

    return answered


@blueprint.route("/sparql", methods=["GET", "POST"])
@_problems_in_words
def page() -> Response:
    """Answer a query; without one describe the service, or show the form to write one in."""
    request.max_content_length = request.max_form_memory_size = MAX_REQUEST_BYTES
    wants_page = prefers_page()
    asked = read_asked()
    if asked is not None:
        return _answer(asked)
    if wants_page:
        return _page(answer_page(_chosen_question()))
    if request.method == "POST":
        raise Refusal(400, gettext("Er is geen vraag meegestuurd. Geef haar mee als ?query=..."))
    return description_answer(request.base_url, wanted_format(GRAPH_FORMATS))


def _answer(asked: Asked) -> Response:
    query = check_query(asked.text)
    offered = RESULT_FORMATS if query.form in {"select", "ask"} else QUERY_GRAPH_FORMATS
    wanted = wanted_format(offered)
    if wanted is HTML:
        shown = JSON_RESULTS if offered is RESULT_FORMATS else TURTLE
        return _page(answer_page(asked.text, form=query.form, body=_run(query, asked, shown.media_type)))
    if request.method == "POST":
        return _data(query, asked, wanted)
    if not query.repeatable:
        response = _data(query, asked, wanted)
        response.headers["Cache-Control"] = "no-store"
        return response
    depends_on = (asked.text, wanted.name, *asked.default_graphs, "", *asked.named_graphs)
    return unless_known(depends_on, lambda: _data(query, asked, wanted))


def _data(query: CheckedQuery, asked: Asked, wanted: Format) -> Response:
    return Response(_run(query, asked, wanted.media_type), content_type=wanted.content_type)


def _run(query: CheckedQuery, asked: Asked, media_type: str) -> bytes:
    return (
        current_graph()
        .answerer.run(
            query,
            media_type,
            client=request.remote_addr or "",
            base_iri=request.base_url,
            timeout_s=wanted_timeout_s(),
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


def _problem(status: int, sentence: str, error: GemeengoedError | None = None) -> Response:
    if prefers_page():
        sent = request.args if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else request.values
        return _page(answer_page(sent.get("query", ""), problem=sentence), status)
    return problem_answer(status, sentence, error)


def _busy() -> Response:
    """Answer plainly: a page would ask the graph, and perhaps that is what cannot be done now."""
    sentence = gettext("Er kan nu even geen vraag beantwoord worden. Probeer het zo opnieuw.")
    response = problem_answer(503, sentence)
    response.headers["Retry-After"] = RETRY_AFTER_S
    return response
