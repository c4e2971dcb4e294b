"""Real servers on loopback: our own `/sparql` over a store, and servers that answer badly on purpose."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from graph.query_pool import QueryPool
from graph.workers import Answerer, PoolAnswerer
from ontology.iris import DEFAULT_BASE
from webapp.errors import install_errors
from webapp.language import install_language


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serving(app: Callable[..., Any]) -> Iterator[str]:
    """Serve *app* on a free port of loopback; gives the address without slash at the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class FixedSite:
    """Stands where the keeper of the site stands, and always hands out the same graph."""

    def __init__(self, answerer: Answerer) -> None:
        self.site = SimpleNamespace(
            answerer=answerer, base=DEFAULT_BASE, edition=None, state="", has_pages=True
        )

    def acquire(self, _name: str = "") -> SimpleNamespace:
        return self.site


def sparql_app(answerer: Answerer) -> Flask:
    """The SPARQL protocol over *answerer*, without the other pages of the site."""
    from webapp.sparql import blueprint

    app = Flask("webapp")
    install_language(app)
    install_errors(app)
    app.extensions["gemeengoed-site"] = FixedSite(answerer)
    app.register_blueprint(blueprint)
    return app


@contextmanager
def sparql_server(directory: Path) -> Iterator[str]:
    """A SPARQL server over the store in *directory*; gives its query address."""
    pool = QueryPool()
    try:
        with serving(sparql_app(PoolAnswerer(pool, directory))) as address:
            yield f"{address}/sparql"
    finally:
        pool.close()
