"""The parts of the site put together: settings, language, headers, errors, the edition, and the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Flask, Response, g, request, url_for
from flask_babel import format_decimal, lazy_gettext

from webapp import (
    api,
    api_recognise,
    citing,
    crawlers,
    dcat,
    dumps,
    edition_pages,
    editor,
    entity,
    goals,
    health,
    home,
    questions,
    search,
    sources,
    sparql,
    thesaurus,
    vocabulary,
    void_description,
)
from webapp.compression import install_compression
from webapp.dcat import install_dcat
from webapp.dumps import install_dumps
from webapp.editions import install_editions
from webapp.errors import install_errors
from webapp.federation import install_federation
from webapp.headers import install_headers
from webapp.language import install_language
from webapp.settings import Settings
from webapp.site import install_site

_BLUEPRINTS: Final = (
    home.blueprint,
    search.blueprint,
    goals.blueprint,
    entity.blueprint,
    sources.blueprint,
    dumps.blueprint,
    dcat.blueprint,
    crawlers.blueprint,
    vocabulary.blueprint,
    thesaurus.blueprint,
    health.blueprint,
    sparql.blueprint,
    edition_pages.blueprint,
    citing.blueprint,
    void_description.blueprint,
    questions.blueprint,
    editor.blueprint,
    api.blueprint,
    api_recognise.blueprint,
)
_MENU: Final = (
    ("search.page", lazy_gettext("Zoeken")),
    ("questions.page", lazy_gettext("Vragen")),
    ("goals.page", lazy_gettext("Doelen")),
    ("sources.page", lazy_gettext("Bronnen")),
    ("sparql.page", lazy_gettext("Data")),
)
_STATIC_MAX_AGE_S: Final = 3_600


@dataclass(frozen=True)
class MenuItem:
    """One link of the main menu."""

    label: str
    href: str
    current: bool


def assemble(settings: Settings) -> Flask:
    """Make the application; see :func:`webapp.create_app`."""
    app = Flask("webapp")
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _STATIC_MAX_AGE_S
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["numberformat"] = format_decimal
    app.context_processor(_every_page)
    install_compression(app)  # first, because what is first here is last to see an answer
    app.after_request(_let_caches_ask)
    install_language(app)
    install_headers(app)
    install_errors(app)
    install_site(app, settings)
    install_editions(app, settings)
    install_federation(app, settings)
    install_dumps(app, settings.home_path)
    install_dcat(app, settings.contact)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _every_page() -> dict[str, object]:
    """What the frame around each page shows; the edition only if this request opened it."""
    site = g.get("site")
    items = [MenuItem(str(label), url_for(name), request.endpoint == name) for name, label in _MENU]
    return {"menu": items, "edition": site.edition if site else None}


def _let_caches_ask(response: Response) -> Response:
    """A page may change with the next edition, so a cache asks again before it shows its copy."""
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-cache"
    return response
