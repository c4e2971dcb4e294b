"""Is the site well: `/gezond` for people who watch over servers, in JSON."""

from __future__ import annotations

from importlib.metadata import version

from flask import Blueprint, Response, current_app, jsonify

from ontology.errors import GemeengoedError, NoEditionError
from webapp.errors import status_of
from webapp.site import current_site

blueprint = Blueprint("health", __name__)


@blueprint.get("/gezond")
def page() -> Response:
    """Say the status, the version, the published edition and how much is in it."""
    state: dict[str, object] = {
        "status": "ok",
        "version": version("gemeengoed"),
        "edition": None,
        "counts": {},
    }
    status = 200
    try:
        site = current_site()
        state["edition"] = site.edition.name
        state["counts"] = dict(site.edition.counts)
        site.store.ask("ASK {}")  # a server elsewhere may be gone while the edition is here
    except GemeengoedError as error:
        # The message names folders of the server: those are for the log.
        current_app.logger.warning("/gezond: %s", error)
        no_edition = isinstance(error, NoEditionError)
        state["status"], status = "geen editie" if no_edition else "storing", status_of(error)
    response = jsonify(state)
    response.status_code = status
    return response
