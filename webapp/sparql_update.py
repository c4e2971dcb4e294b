"""SPARQL 1.1 Update at `/sparql/update`, where there is a dataset that may be written to."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from graph.update_text import check_update
from ontology.errors import QuerySyntaxError
from webapp.sandbox_data import current_dataset, refuse_other_origins, written
from webapp.sparql_problem import problems_in_words
from webapp.sparql_request import Refusal

blueprint = Blueprint("update", __name__)
blueprint.before_request(refuse_other_origins)

MAX_REQUEST_BYTES: Final = 4_000_000
_UPDATE_BODY: Final = "application/sparql-update"
_FORM_BODIES: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@blueprint.post("/sparql/update")
@problems_in_words(
    too_large="Een wijziging kan hier niet groter zijn dan 4 MB. Stuur gegevens naar /rdf-graph-store."
)
def update() -> Response:
    """Carry out an update, whole or not at all; 204 when it is done."""
    request.max_content_length = request.max_form_memory_size = MAX_REQUEST_BYTES
    text, values = _asked()
    checked = check_update(text, values.getlist("using-graph-uri"), values.getlist("using-named-graph-uri"))
    current_dataset().update(checked, base_iri=request.base_url)
    return written(204)


def _asked() -> tuple[str, MultiDict[str, str]]:
    if request.mimetype == _UPDATE_BODY:
        try:
            return request.get_data().decode("utf-8"), request.args
        except UnicodeDecodeError as exc:
            raise QuerySyntaxError(gettext("De wijziging is geen UTF-8. Stuur haar als UTF-8.")) from exc
    if request.mimetype not in _FORM_BODIES:
        raise Refusal(415, gettext("Stuur een wijziging als formulier, of als application/sparql-update."))
    sent = request.form.getlist("update")
    if not sent:
        raise Refusal(400, gettext("Er is geen wijziging meegestuurd. Geef haar mee als update=..."))
    if len(sent) > 1:
        raise Refusal(
            400, gettext("Er zijn meer wijzigingen tegelijk meegestuurd. Scheid ze met een puntkomma.")
        )
    return sent[0], request.form
