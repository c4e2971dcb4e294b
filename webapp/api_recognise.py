"""Recognise for programs: `/api/recognise` tells what known things a text mentions, and where."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from flask import Blueprint, Response, json, request
from werkzeug.exceptions import UnsupportedMediaType

from indexer.extract import ExtractedText, Limits, extract_text
from indexer.extract.media_types import DOCX, HTML, PDF, TEXT
from indexer.recognise.recogniser_process import MAX_CHARS
from ontology.errors import SearchQueryError
from webapp.api import json_answer, unless_known
from webapp.api_parameters import EDITION, RECOGNISE, refuse_unknown
from webapp.api_shapes import Shape
from webapp.site import Site, current_site

blueprint = Blueprint("api_recognise", __name__)

MAX_FILE_BYTES: Final = 7_000_000
"""Largest body: what the server receives at most, less room for the form around a file."""

FILE_TIMEOUT_S: Final = 10.0
_LIMITS: Final = Limits(max_bytes=MAX_FILE_BYTES, max_chars=MAX_CHARS, timeout_s=FILE_TIMEOUT_S)
_JSON: Final = "application/json"
_FORM: Final = "multipart/form-data"
_FILES: Final = (HTML, PDF, DOCX)


@blueprint.get("/api/recognise")
def of_address() -> Response:
    """Recognise in a short text that stands in the address."""
    refuse_unknown(request.args, RECOGNISE)
    text = request.args.get("text", "")
    return unless_known(lambda site: _recognised(site, text))


@blueprint.post("/api/recognise")
def of_body() -> Response:
    """Recognise in a text that is sent: plain, in JSON, or a file."""
    request.max_content_length = MAX_FILE_BYTES
    refuse_unknown(request.args, (EDITION,))
    site = current_site()
    if request.mimetype in {TEXT, _JSON}:
        return json_answer(_recognised(site, _sent_text()))
    if request.mimetype not in {*_FILES, _FORM}:
        raise UnsupportedMediaType
    found = _extracted(site)
    return json_answer({**_recognised(site, found.text), "text": found.text, "notes": list(found.notes)})


def _recognised(site: Site, text: str) -> Shape:
    mentions = site.recogniser.recognise(text, client=request.remote_addr or "")
    return {
        "edition": site.edition.name,
        "mentions": [asdict(mention) for mention in mentions],
        "text": None,
        "notes": [],
    }


def _extracted(site: Site) -> ExtractedText:
    data, media_type, name = _sent_file()
    with site.reading.place(request.remote_addr or "", wait_s=0.0):
        return extract_text(data, media_type=media_type, name=name, limits=_LIMITS)


def _sent_file() -> tuple[bytes, str, str]:
    if request.mimetype != _FORM:
        return request.get_data(), request.mimetype, ""
    files = list(request.files.values())
    if len(files) != 1 or request.form:
        raise SearchQueryError("Het formulier heeft een andere vorm. Stuur één bestand en niets anders.")
    return files[0].read(), files[0].mimetype, (files[0].filename or "")[:100]


def _sent_text() -> str:
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
