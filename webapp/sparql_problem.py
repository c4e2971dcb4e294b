"""Words what is wrong with a query, in the form that the client reads: plain text, or a problem document."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Response, json, request

from ontology.errors import GemeengoedError, QuerySyntaxError
from webapp.negotiation import JSON_LD, JSON_RESULTS, format_by_name

_PROBLEM: Final = "application/problem+json"
_TEXT: Final = "text/plain"
_JSON_TYPES: Final = (_PROBLEM, "application/json", JSON_RESULTS.media_type, JSON_LD.media_type)


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


def _wants_json(name: str) -> bool:
    if name:
        return format_by_name(name, (JSON_RESULTS, JSON_LD)) is not None
    return request.accept_mimetypes.best_match((_TEXT, *_JSON_TYPES), default=_TEXT) != _TEXT
