"""How Gemeengoed is used: pages for people, and data and queries for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from webapp.settings import Settings


def create_app(settings: Settings) -> Flask:
    """Make the site of one installation; nothing is opened before its first request.

    >>> from webapp.settings import Settings
    >>> create_app(Settings()).name
    'webapp'
    """
    # Imported here because the command line imports this package too, and must answer --help at once.
    from webapp.application import assemble  # noqa: PLC0415

    return assemble(settings)
