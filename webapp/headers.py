"""What every answer says to the browser: load and run nothing from elsewhere, guess nothing."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response

EDITION: Final = "Gemeengoed-Edition"
"""The header that names the edition from which an answer is."""
# The one script of ours is a file that asks this site for suggestions; a script in a page is refused.
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": f"Content-Type, ETag, {EDITION}, Link, Location, Retry-After",
    "Access-Control-Max-Age": "86400",
}
"""For answers that any page anywhere may ask for: they are public, and nobody logs in to get them."""
# HTTP servers commonly stop at 8 KiB for the whole request line; no question of a reader comes near it.
MAX_QUERY_STRING_BYTES: Final = 8_192
MAX_BODY_BYTES: Final = 2_000_000


def add_security_headers(response: Response) -> Response:
    """Put the security headers on *response*; a view that set one itself keeps its own.

    >>> add_security_headers(Response("hallo")).headers["X-Content-Type-Options"]
    'nosniff'
    """
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def install_headers(app: Flask) -> None:
    """Let *app* send the security headers with every answer, errors and static files included."""
    # Set, not setdefault: Flask has the key already, with nothing as its limit.
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.after_request(add_security_headers)
