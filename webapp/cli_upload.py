"""What `gemeengoed upload` does: copy an edition to the SPARQL server that the site will read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from ontology.errors import SettingsError

if TYPE_CHECKING:
    from webapp.settings import Settings


def with_password(url: str, ask: Callable[[str], str]) -> str:
    """Complete an address that names a user without a password, so that none need stand on a command line.

    >>> with_password("http://dba@example.org/store", lambda user: "ge/heim")
    'http://dba:ge%2Fheim@example.org/store'
    >>> with_password("http://example.org/store", lambda user: "nooit gevraagd")
    'http://example.org/store'

    :param ask: gives the password of a user
    """
    parts = urlsplit(url)
    if not parts.username or parts.password is not None:
        return url
    user, _, host = parts.netloc.rpartition("@")
    netloc = f"{user.rstrip(':')}:{quote(ask(parts.username), safe='')}@{host}"
    return urlunsplit(parts._replace(netloc=netloc))


def run_upload(
    settings: Settings,
    graph_store_url: str,
    name: str | None,
    progress: Callable[[str, int, int], None] | None,
) -> str:
    """Copy edition *name*, or the published one, to the server of ``GEMEENGOED_STORE``; says what is there.

    :raises SettingsError: if ``GEMEENGOED_STORE`` is not the address of a server
    :raises NoEditionError: if nothing is published and no name is given
    :raises StoreError: if the server refuses
    """
    from graph.edition import open_edition, published_edition
    from graph.upload import upload_graph

    if not settings.store.startswith("sparql+"):
        raise SettingsError(
            f"GEMEENGOED_STORE is {settings.store!r}. "
            "Zet er het adres in waar de server vragen beantwoordt: sparql+https://HOST/PAD."
        )
    home = settings.home_path
    edition = open_edition(home, name) if name else published_edition(home)
    written = upload_graph(
        edition.graph_path, settings.store.removeprefix("sparql+"), graph_store_url, progress=progress
    )
    return f"Editie {edition.name} staat op de server: {written} uitspraken."
