"""Sends what is text compressed to who can read that, in whichever way they like best."""

from __future__ import annotations

from typing import Final

from flask import Flask
from flask_compress import Compress

from webapp.negotiation import HTML, QUERY_GRAPH_FORMATS, RESULT_FORMATS

_TEXT: Final = (
    "text/css",
    "text/javascript",
    "text/plain",
    "image/svg+xml",
    "application/atom+xml",
    "application/json",
    "application/problem+json",
    "application/xml",
)
_LEVEL: Final = 4
"""Of gzip: at 6 a large answer takes twice as long for a few per cent less."""


def install_compression(app: Flask) -> None:
    """Let *app* compress; a tag that is weak stays as it is, so it may be worked out before the answer is."""
    formats = (*RESULT_FORMATS, *QUERY_GRAPH_FORMATS, HTML)
    app.config.update(
        COMPRESS_MIMETYPES=[*_TEXT, *(one.media_type for one in formats)],
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
        COMPRESS_LEVEL=_LEVEL,
    )
    Compress(app)
