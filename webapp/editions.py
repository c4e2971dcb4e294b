"""Lets every page, and every question, be asked of an edition by name: ``?edition=2026-11-23.1``.

A bare date leads to the last edition of that day. The links of a page go on within the edition that was
asked for.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, cast
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, has_request_context, redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from graph.edition import list_editions
from graph.edition_names import edition_order
from ontology.errors import EditionNotFoundError
from webapp.headers import EDITION
from webapp.settings import Settings
from webapp.site import Site

PARAMETER: Final = "edition"
_HOME: Final = "gemeengoed-home"
_UNPINNED: Final = frozenset({"static"})


def install_editions(app: Flask, settings: Settings) -> None:
    """Let *app* read the name of an edition from any address, and say in any answer which one it is from."""

    def read_name() -> BaseResponse | None:
        names = request.args.getlist(PARAMETER)
        if not names or request.endpoint in _UNPINNED:
            return None
        name = names[0]
        if (day := _day(name)) is not None:
            arguments = request.args.copy()
            arguments[PARAMETER] = last_of_day(settings, day)
            # 307: a question that was posted is posted again.
            return redirect(f"{request.base_url}?{urlencode(list(arguments.items(multi=True)))}", 307)
        g.pinned = name
        return None

    app.extensions[_HOME] = settings.home_path
    app.before_request(read_name)
    app.after_request(_say_which)
    app.url_defaults(_stay_within)
    app.context_processor(lambda: {"pinned": pinned_name(), "unpinned_href": _unpinned_href()})


def home_path() -> Path:
    """Give the folder in which the editions of this site lie."""
    return cast("Path", current_app.extensions[_HOME])


def pinned_name() -> str:
    """Give the name of the edition that the address asks for; empty if it asks for the published one."""
    return str(g.get("pinned", "")) if has_request_context() else ""


def _unpinned_href() -> str:
    arguments = [(name, value) for name, value in request.args.items(multi=True) if name != PARAMETER]
    path = request.script_root + request.path
    return f"{path}?{urlencode(arguments)}" if arguments else path


def within_edition(path: str) -> str:
    """Let the address of a page on this site lead to the edition that was asked for.

    :param path: with or without a query, without a fragment
    """
    name = pinned_name()
    if not name:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode({PARAMETER: name})}"


def last_of_day(settings: Settings, day: date) -> str:
    """Give the name of the last edition of *day*.

    :raises EditionNotFoundError: if there is none
    """
    names = [one.name for one in list_editions(settings.home_path) if one.name.startswith(f"{day}.")]
    if not names:
        raise EditionNotFoundError(
            gettext("Van %(day)s is er geen editie. Kies er een op /edities.", day=day.isoformat())
        )
    return max(names, key=edition_order)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _say_which(response: Response) -> Response:
    site = g.get("site")
    if isinstance(site, Site):
        response.headers[EDITION] = site.edition.name
        if pinned_name():
            # An earlier state is for who cites it; search engines are to send people to what is true now.
            response.headers["X-Robots-Tag"] = "noindex"
    return response


def _stay_within(endpoint: str, values: dict[str, object]) -> None:
    name = pinned_name()
    if name and endpoint not in _UNPINNED:
        values.setdefault(PARAMETER, name)
