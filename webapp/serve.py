"""Serve the site with a production WSGI server that a slow reader cannot hold up."""

from __future__ import annotations

import errno
import signal
import sys
from types import FrameType
from typing import NoReturn

from flask import Flask
from waitress.server import create_server

from ontology.errors import SettingsError
from webapp.headers import MAX_BODY_BYTES
from webapp.settings import Settings

# Strangers' queries can hold WORKERS + SLOW_WORKERS + WAITING of these at once (graph.query_pool); the others
# are for pages.
THREADS = 24
# An answer is handed over whole to the server, which writes it out as fast as the reader takes it: past 1 MB
# it waits in a temporary file, so a slow reader costs disk, never one of the threads.
OVERFLOW_BYTES = 1_000_000
HIGH_WATERMARK_BYTES = 256_000_000
IDLE_S = 60
# Refused before it is received when announced as larger: else each sender could fill the disk with 1 GB.
MAX_RECEIVED_BYTES = 4 * MAX_BODY_BYTES


def serve(
    app: Flask, settings: Settings, *, name: str = "Gemeengoed", max_body_bytes: int = MAX_RECEIVED_BYTES
) -> None:
    """Serve *app* on the address of *settings* until Ctrl-C, or SIGTERM after :func:`stop_when_told`.

    :param name: what to say is open
    :param max_body_bytes: of a request; more is refused before it is received
    :raises SettingsError: if the address is taken or cannot be used
    """
    host, port = settings.address
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            channel_timeout=IDLE_S,
            outbuf_overflow=OVERFLOW_BYTES,
            outbuf_high_watermark=HIGH_WATERMARK_BYTES,
            max_request_body_size=max_body_bytes,
            ident="gemeengoed",
            **_behind(settings.proxy),
        )
    except OSError as exc:
        reason = "is al in gebruik" if exc.errno == errno.EADDRINUSE else f"is onbruikbaar ({exc.strerror})"
        raise SettingsError(f"Het adres {settings.listen} {reason}. Kies een ander met --listen.") from exc
    print(f"{name} is open op http://{settings.listen} (stoppen met Ctrl-C)", file=sys.stderr, flush=True)  # noqa: T201
    try:
        server.run()
    finally:
        server.close()


def _behind(proxy: str) -> dict[str, object]:
    """Believe *proxy*, and nobody else, about who asks and at which address."""
    if not proxy:
        return {}
    believed = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
    return {
        "trusted_proxy": proxy,
        "trusted_proxy_headers": believed,
        "clear_untrusted_proxy_headers": True,
    }


def stop_when_told() -> None:
    """Let SIGTERM end this process as Ctrl-C does, so that what it started ends with it."""
    signal.signal(signal.SIGTERM, _stop)


def _stop(_signum: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
