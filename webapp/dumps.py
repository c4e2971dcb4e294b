"""Whole editions and sources to take away: `/dumps`, with checksums and ranges."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, abort, current_app, redirect, send_file, url_for
from werkzeug.wrappers import Response as BaseResponse

from graph.dumps import CHECKSUMS, Dump, dump_names
from graph.edition import open_edition
from webapp.dump_making import DumpMaker
from webapp.headers import EDITION
from webapp.site import current_site

blueprint = Blueprint("dumps", __name__)

_EXTENSION: Final = "gemeengoed-dumps"


def install_dumps(app: Flask, home: Path) -> None:
    """Let *app* give the dumps of the editions in *home*."""
    app.extensions[_EXTENSION] = DumpMaker(home)


@blueprint.get("/dumps/<name>")
def newest(name: str) -> BaseResponse:
    """Send on to that file of the edition that is published now."""
    edition = current_site().edition
    if name not in (*dump_names(edition), CHECKSUMS):
        abort(404)
    return _for_all(redirect(url_for("dumps.file", edition=edition.name, name=name), 302))


@blueprint.get("/dumps/<edition>/<name>")
def file(edition: str, name: str) -> BaseResponse:
    """Give one file of an edition; the first who asks waits until all of them are made."""
    maker: DumpMaker = current_app.extensions[_EXTENSION]
    if name not in (*dump_names(open_edition(maker.home, edition)), CHECKSUMS):
        abort(404)
    dumps = maker.dumps_of(edition)
    if name == CHECKSUMS:
        lines = "".join(f"{dump.sha256}  {dump.name}\n" for dump in dumps.values())
        response = Response(lines, content_type="text/plain; charset=utf-8")
    else:
        response = _sent(dumps[name])
    response.headers[EDITION] = edition
    return _for_all(response)


def _sent(dump: Dump) -> Response:
    # The type is that of the packed file: with a Content-Encoding a client would unpack what it means to
    # keep, and the checksum and the ranges would be those of something else.
    response = send_file(
        dump.path,
        mimetype="application/gzip",
        as_attachment=True,
        etag=dump.sha256,
        max_age=lambda _path: None,  # a cache asks again, and gets 304
    )
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(dump.sha256)).decode()}:"
    return response


def _for_all(response: BaseResponse) -> BaseResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
