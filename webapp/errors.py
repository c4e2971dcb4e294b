"""Which HTTP status and which Dutch sentence belong to an error, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, current_app, json, make_response, render_template, request
from flask_babel import lazy_gettext
from werkzeug.exceptions import HTTPException, RequestURITooLarge
from werkzeug.wrappers import Response as BaseResponse

from ontology import errors
from webapp.headers import MAX_QUERY_STRING_BYTES

# The first entry that an error is an instance of counts, so the narrow classes stand before the wide ones.
STATUS_OF: Final[tuple[tuple[type[errors.GemeengoedError], int], ...]] = (
    (errors.NoEditionError, 503),
    (errors.EditionNotFoundError, 404),
    (errors.CitationNotFoundError, 404),
    (errors.EditionRemovedError, 410),
    (errors.BuildLockedError, 503),
    (errors.EditionError, 503),
    (errors.UnknownKindError, 404),
    (errors.IriError, 400),
    (errors.SourceError, 400),
    (errors.SearchQueryError, 400),
    (errors.EntityNotFoundError, 404),
    (errors.ExtractionError, 422),
    (errors.SearchIndexError, 503),
    (errors.RecognitionTimeoutError, 504),
    (errors.RecognitionLimitError, 413),
    (errors.RecognitionError, 503),
    (errors.QuerySyntaxError, 400),
    (errors.QueryRefusedError, 400),
    (errors.QueryLimitError, 400),
    (errors.QueryTimeoutError, 503),
    (errors.StoreUnavailableError, 503),
    (errors.NotSupportedError, 501),
    (errors.StoreError, 500),
    (errors.GemeengoedError, 500),
)

# A title and a sentence that says what to do now.
SENTENCES: Final = {
    400: (
        lazy_gettext("Deze vraag kunnen we niet lezen"),
        lazy_gettext("Kijk het adres of uw zoekvraag na en probeer het opnieuw."),
    ),
    404: (
        lazy_gettext("Deze pagina is er niet"),
        lazy_gettext("Misschien is het adres verkeerd overgenomen. Zoek verder in Gemeengoed."),
    ),
    405: (
        lazy_gettext("Dat kan hier niet"),
        lazy_gettext("Deze pagina kunt u alleen bekijken. Ga terug of begin opnieuw."),
    ),
    410: (
        lazy_gettext("Deze editie bewaren we niet meer"),
        lazy_gettext("De nieuwste editie kunt u wel bekijken. Zoek verder in Gemeengoed."),
    ),
    413: (
        lazy_gettext("Dit is te groot om te ontvangen"),
        lazy_gettext("Stuur minder in één keer."),
    ),
    414: (
        lazy_gettext("Deze vraag is te lang"),
        lazy_gettext("Maak uw zoekvraag korter en probeer het opnieuw."),
    ),
    415: (
        lazy_gettext("Dit soort bestand kunnen we hier niet lezen"),
        lazy_gettext("Stuur gewone tekst in UTF-8, HTML, PDF, DOCX, of JSON met een veld text."),
    ),
    422: (
        lazy_gettext("Dit bestand geeft geen tekst"),
        lazy_gettext("Lees hieronder wat eraan schort, en probeer het met een ander bestand."),
    ),
    500: (
        lazy_gettext("Er ging iets mis bij ons"),
        lazy_gettext("Wij hebben het vastgelegd. Probeer het later opnieuw."),
    ),
    501: (
        lazy_gettext("Dat kan deze website niet"),
        lazy_gettext("De gegevens staan hier op een server die dit niet biedt. Vraag de nieuwste editie."),
    ),
    503: (
        lazy_gettext("Gemeengoed kan nu even niet antwoorden"),
        lazy_gettext("Probeer het over een paar minuten opnieuw."),
    ),
    504: (
        lazy_gettext("Dit duurde te lang"),
        lazy_gettext("Wij zijn ermee gestopt. Stuur een kortere tekst, of knip hem in stukken."),
    ),
}
API_PATH: Final = "/api/"
"""What is below this is for programs: an error there is a problem document, whatever Accept says."""
ANSWERS: Final = ("text/html", "application/problem+json", "application/json", "text/plain")


@dataclass(frozen=True)
class Problem:
    """What went wrong, in words for the reader; `detail` is the exact message, for who wrote a query."""

    status: int
    title: str
    sentence: str
    detail: str = ""


def status_of(error: errors.GemeengoedError) -> int:
    """Look up the HTTP status of one of our own errors.

    >>> status_of(errors.QuerySyntaxError("Onverwacht einde.", 1, 9))
    400
    """
    return next(status for kind, status in STATUS_OF if isinstance(error, kind))


def problem_of(status: int, detail: str = "") -> Problem:
    """Word a status; one that has no sentence of its own borrows that of its class (4xx or 5xx)."""
    known = status if status in SENTENCES else (400 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500)
    title, sentence = SENTENCES[known]
    return Problem(status, str(title), str(sentence), detail)


def answer(problem: Problem) -> Response:
    """Write *problem* in the form that the client asked for: a page, problem JSON or plain text."""
    offered = ANSWERS if "home" in current_app.blueprints else ANSWERS[1:]  # a sandbox has no pages
    chosen = request.accept_mimetypes.best_match(offered, default="text/plain")
    if request.path.startswith(API_PATH):
        chosen = "application/problem+json"
    if chosen == "text/html":
        response = make_response(render_template("errors/problem.html", problem=problem))
    elif chosen == "text/plain":
        lines = (f"{problem.title}. {problem.sentence}", problem.detail)
        response = Response("\n".join(line for line in lines if line) + "\n", mimetype="text/plain")
    else:
        body = {
            "title": problem.title,
            "status": problem.status,
            "detail": problem.detail or problem.sentence,
        }
        response = Response(json.dumps(body, ensure_ascii=False), mimetype="application/problem+json")
    response.status_code = problem.status
    response.vary.add("Accept")
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "60"
    return response


def _own_error(error: errors.GemeengoedError) -> Response:
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("%s %s: %s", request.method, request.path, error, exc_info=error)
    # The server's own trouble (paths, lock files) is for the log; what a client wrote is for the client.
    is_for_client = status < HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.NOT_IMPLEMENTED
    return answer(problem_of(status, str(error) if is_for_client else ""))


def _http_error(error: HTTPException) -> BaseResponse:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:  # a redirect is raised as an exception too
        return error.get_response()
    response = answer(problem_of(error.code))
    for name, value in error.get_headers(request.environ):
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _refuse_long_question() -> None:
    if len(request.query_string) > MAX_QUERY_STRING_BYTES:
        raise RequestURITooLarge


def install_errors(app: Flask) -> None:
    """Let *app* answer each error with its page; Flask logs the unforeseen ones, which become a 500."""
    app.register_error_handler(errors.GemeengoedError, _own_error)
    app.register_error_handler(HTTPException, _http_error)
    app.before_request(_refuse_long_question)
