"""Recognise for programs: `/api/recognise` tells which laws and articles a text mentions, and where."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from flask import Blueprint, Response, json, request
from werkzeug.exceptions import UnsupportedMediaType

from ontology.errors import SearchQueryError
from webapp.api import json_answer, unless_known
from webapp.api_parameters import RECOGNISE, refuse_unknown
from webapp.api_shapes import Shape
from webapp.site import Site, current_site

blueprint = Blueprint("api_recognise", __name__)

_JSON: Final = "application/json"
_PLAIN: Final = "text/plain"


@blueprint.get("/api/recognise")
def of_address() -> Response:
    """Recognise in a short text that stands in the address."""
    refuse_unknown(request.args, RECOGNISE)
    text = request.args.get("text", "")
    return unless_known(lambda site: _recognised(site, text))


@blueprint.post("/api/recognise")
def of_body() -> Response:
    """Recognise in a text that is sent, plain or in JSON."""
    refuse_unknown(request.args, ())
    return json_answer(_recognised(current_site(), _sent_text()))


def _recognised(site: Site, text: str) -> Shape:
    mentions = site.recogniser.recognise(text)
    return {"edition": site.edition.name, "mentions": [asdict(mention) for mention in mentions]}


def _sent_text() -> str:
    if request.mimetype not in {_PLAIN, _JSON}:
        raise UnsupportedMediaType
    try:
        sent = request.get_data().decode("utf-8")
    except UnicodeDecodeError as exc:
        raise SearchQueryError(
            f"De tekst is geen UTF-8: byte {exc.start} past niet. Sla hem op als UTF-8."
        ) from exc
    return _text_in(sent) if request.mimetype == _JSON else sent


def _text_in(sent: str) -> str:
    try:
        body = json.loads(sent)
    except (ValueError, RecursionError) as exc:
        raise SearchQueryError('De JSON is niet te lezen. Stuur {"text": "…"}.') from exc
    if not isinstance(body, dict) or set(body) != {"text"} or not isinstance(body["text"], str):
        raise SearchQueryError('De JSON heeft een andere vorm. Stuur {"text": "…"} en niets anders.')
    try:
        body["text"].encode()
    except UnicodeEncodeError as exc:
        raise SearchQueryError(f"Teken {exc.start} van de tekst is half. Stuur hele tekens.") from exc
    return str(body["text"])
