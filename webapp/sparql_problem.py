"""Words what is wrong with a query, in the form that the client reads: plain text, or a problem document."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Final

from flask import Response, current_app, json, request
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge

from ontology.errors import (
    GemeengoedError,
    QuerySyntaxError,
    SourceError,
    StoreError,
    StoreUnavailableError,
)
from webapp.errors import status_of
from webapp.negotiation import JSON_LD, JSON_RESULTS, format_by_name
from webapp.sparql_request import Refusal

RETRY_AFTER_S: Final = "5"
_PROBLEM: Final = "application/problem+json"
_TEXT: Final = "text/plain"
_JSON_TYPES: Final = (_PROBLEM, "application/json", JSON_RESULTS.media_type, JSON_LD.media_type)

Told = Callable[[int, str, GemeengoedError | None], Response]


def problem_answer(status: int, sentence: str, error: GemeengoedError | None = None) -> Response:
    """Say *sentence*: as a problem document (RFC 9457) to who asked for JSON, as plain text to anybody else.

    :param error: what it is about; of an error in the query line and column go along
    """
    # The body of a request that is too large has not been read and must not be.
    sent = request.args if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else request.values
    if not _wants_json(sent.get("format", "")):
        return Response(f"{sentence}\n", status=status, content_type=f"{_TEXT}; charset=utf-8")
    body: dict[str, object] = {"title": HTTPStatus(status).phrase, "status": status, "detail": sentence}
    if isinstance(error, QuerySyntaxError) and error.line:
        body |= {"line": error.line, "column": error.column}
    return Response(json.dumps(body, ensure_ascii=False) + "\n", status=status, content_type=_PROBLEM)


def problems_in_words(
    tell: Told = problem_answer, *, too_large: str
) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Answer what is wrong as the protocol says: the status, and a sentence.

    The status is that of the one table in :mod:`webapp.errors`.

    :param tell: says it; for who has a page to say it on
    :param too_large: what to say of a request that is larger than may be
    """

    def decorate(view: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(view)
        def answered(**arguments: str) -> Response:
            try:
                return view(**arguments)
            except Refusal as refusal:
                return tell(refusal.status, refusal.sentence, None)
            except RequestEntityTooLarge:
                return tell(413, str(gettext(too_large)), None)
            except StoreUnavailableError as exc:
                # Why is for the log: it may name hosts and places that are nobody's business.
                current_app.logger.warning("%s: %s", request.path, exc)
                return _busy()
            except (StoreError, SourceError) as exc:
                if status_of(exc) == HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise
                return tell(status_of(exc), str(exc), exc)

        return answered

    return decorate


def _busy() -> Response:
    """Answer plainly: a page would ask the graph, and perhaps that is what cannot be done now."""
    sentence = gettext("Er kan nu even geen vraag beantwoord worden. Probeer het zo opnieuw.")
    response = problem_answer(503, str(sentence))
    response.headers["Retry-After"] = RETRY_AFTER_S
    return response


def _wants_json(name: str) -> bool:
    if name:
        return format_by_name(name, (JSON_RESULTS, JSON_LD)) is not None
    return request.accept_mimetypes.best_match((_TEXT, *_JSON_TYPES), default=_TEXT) != _TEXT
