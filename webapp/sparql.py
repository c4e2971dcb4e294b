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
    SourceNotFoundError,
    StoreError,
    StoreUnavailableError,
)
from webapp.errors import status_of
from webapp.negotiation import (
    GRAPH_FORMATS,
    HTML,
    JSON_RESULTS,
    RESULT_FORMATS,
    TURTLE,
)
from webapp.site import current_site
from webapp.sparql_page import AnswerPage, answer_page
from webapp.sparql_request import Asked, Refusal, prefers_page, read_asked, wanted_format, wanted_timeout_s

blueprint = Blueprint("sparql", __name__)

MAX_REQUEST_BYTES: Final = 1_000_000
RETRY_AFTER_S: Final = "5"
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Expose-Headers": "Content-Type, Retry-After",
    "Access-Control-Max-Age": "86400",
}


@blueprint.after_request
def _open_to_all(response: Response) -> Response:
    """Any page anywhere may ask: the answers are public and nobody logs in to get them."""
    response.headers.update(_CORS)
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
            return _problem(status_of(exc), str(exc))

    return answered


@blueprint.route("/sparql", methods=["GET", "POST"])
@_problems_in_words
def page() -> Response:
    """Answer a query, or show the form to write one in."""
    request.max_content_length = request.max_form_memory_size = MAX_REQUEST_BYTES
    wants_page = prefers_page()
    asked = read_asked()
    if asked is None:
        if not wants_page:
            raise Refusal(400, gettext("Er is geen vraag meegestuurd. Geef haar mee als ?query=..."))
        return _page(answer_page(_chosen_question()))
    query = check_query(asked.text)
    offered = RESULT_FORMATS if query.form in {"select", "ask"} else GRAPH_FORMATS
    wanted = wanted_format(offered)
    if wanted is not HTML:
        return Response(_run(query, asked, wanted.media_type), content_type=wanted.content_type)
    shown = JSON_RESULTS if offered is RESULT_FORMATS else TURTLE
    body = _run(query, asked, shown.media_type)
    return _page(answer_page(asked.text, form=query.form, body=body))


def _run(query: CheckedQuery, asked: Asked, media_type: str) -> bytes:
    return (
        current_site()
        .pool.run(
            query,
            media_type,
            timeout_s=wanted_timeout_s(),
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )
        .body
    )


def _chosen_question() -> str:
    name = request.args.get("vraag")
    return load_question(name, current_site().base).text if name else ""


def _page(shown: AnswerPage, status: int = 200) -> Response:
    site = current_site()
    questions = site.remember("questions", lambda: list_questions(site.base))
    chosen = request.args.get("vraag", "")
    html = render_template("sparql/query.html", page=shown, questions=questions, chosen=chosen)
    return Response(html, status=status, mimetype="text/html")


def _problem(status: int, sentence: str) -> Response:
    if prefers_page():
        sent = request.args if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else request.values
        return _page(answer_page(sent.get("query", ""), problem=sentence), status)
    return Response(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")


def _busy() -> Response:
    """Answer plainly: a page would ask the graph, and perhaps that is what cannot be done now."""
    sentence = gettext("Er kan nu even geen vraag beantwoord worden. Probeer het zo opnieuw.")
    response = Response(f"{sentence}\n", status=503, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = RETRY_AFTER_S
    return response
