"""The sandbox put together: an empty, writable dataset on loopback, to try a delivery, to teach, to test."""

from __future__ import annotations

from ipaddress import ip_address

from flask import Blueprint, Flask, Response, render_template, request
from flask_babel import format_decimal

from ontology.errors import SettingsError
from webapp import graph_store, sparql, sparql_update
from webapp.compression import install_compression
from webapp.errors import install_errors
from webapp.headers import install_headers
from webapp.keeper import current_graph, install_keeper
from webapp.language import install_language
from webapp.sandbox_data import EXTENSION, SandboxKeeper
from webapp.settings import Settings
from webapp.void_description import counted

blueprint = Blueprint("sandbox", __name__)


@blueprint.get("/")
def page() -> Response:
    """Show what is in it, and forms to ask and to write."""
    site = current_graph()
    return Response(render_template("sandbox/page.html", counts=counted(site)))


def loopback_settings(listen: str) -> Settings:
    """Give the settings of a sandbox at *listen*.

    >>> loopback_settings("127.0.0.1:8200").address
    ('127.0.0.1', 8200)

    :raises SettingsError: if it is no HOST:PORT, or the host is not this computer alone: anybody may write
    """
    settings = Settings(listen=listen)
    host, _ = settings.address
    try:
        is_loopback = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise SettingsError(
            f"In de zandbak mag iedereen schrijven, dus {host} kan niet. Kies --listen 127.0.0.1:POORT."
        )
    return settings


def create_sandbox() -> Flask:
    """Make a sandbox; the keeper in its extensions must be closed.

    It answers only to names of this computer, so that no page elsewhere can have its own name lead here.
    """
    app = Flask("webapp")
    app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost", "[::1]"]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["numberformat"] = format_decimal
    app.context_processor(lambda: {"layout": "sandbox/base.html"})
    install_compression(app)
    app.after_request(_for_its_owner)
    install_language(app)
    install_headers(app)
    install_errors(app)
    keeper = SandboxKeeper()
    app.extensions[EXTENSION] = keeper
    install_keeper(app, keeper)
    for one in (blueprint, sparql.blueprint, sparql_update.blueprint, graph_store.blueprint):
        app.register_blueprint(one)
    return app


def _for_its_owner(response: Response) -> Response:
    """Let pages of other sites read nothing here: what somebody tries is theirs."""
    for name in [name for name, _ in response.headers if name.startswith("Access-Control-")]:
        del response.headers[name]
    if request.method in {"GET", "HEAD"}:
        response.headers.setdefault("Cache-Control", "no-cache")
    return response
