"""Writes graphs to a SPARQL server over the Graph Store Protocol, a little at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from http import HTTPStatus
from itertools import islice
from typing import Final

import httpx
import pyoxigraph as ox

from ontology.errors import SettingsError, StoreError, StoreUnavailableError

TRIPLES_A_REQUEST: Final = 2_000
"""Virtuoso fails on more than about 5,000."""
TIMEOUT_S: Final = 120.0
_REASON_CHARS: Final = 300


class GraphStoreClient:
    """One server that takes graphs; made for loading an edition, not for many small changes."""

    def __init__(self, url: str) -> None:
        """Remember where the server is; nothing is sent yet.

        :param url: http(s) address of its graph store; may hold user and password
        :raises SettingsError: if that is no address
        """
        try:
            address = httpx.URL(url)
        except httpx.InvalidURL as exc:
            raise SettingsError(f"Het adres van de graph store is onleesbaar ({exc}). Herstel het.") from exc
        if address.scheme not in {"http", "https"} or not address.host:
            raise SettingsError("Het adres van de graph store begint niet met http(s)://. Herstel het.")
        self._host = address.host  # all that an error may tell
        self._url = address.copy_with(username=None, password=None)
        auth = _Challenged(address.username, address.password) if address.username else None
        self._client = httpx.Client(timeout=TIMEOUT_S, trust_env=False, auth=auth)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> Iterator[int]:
        """Empty the graph and write *triples* to it; tells after each request how many that were.

        :param graph: its IRI, or nothing for the default graph
        :raises StoreError: if the server refuses, or is not there
        """
        method, rest = "PUT", iter(triples)
        while (batch := list(islice(rest, TRIPLES_A_REQUEST))) or method == "PUT":
            self._send(method, graph, ox.serialize(batch, format=ox.RdfFormat.N_TRIPLES))
            yield len(batch)
            method = "POST"

    def delete(self, graph: str) -> None:
        """Remove the graph *graph*; one that is not there is fine too."""
        self._send("DELETE", graph)

    def _send(self, method: str, graph: str, body: bytes | None = None) -> None:
        # N-Triples is Turtle, and not every server knows it under its own name.
        headers = {} if body is None else {"Content-Type": "text/turtle"}
        url = self._url.copy_merge_params({"graph": graph} if graph else {"default": ""})
        try:
            response = self._client.request(method, url, content=body, headers=headers)
        except httpx.HTTPError as exc:
            raise StoreUnavailableError(
                f"De graph store op {self._host} is niet bereikbaar ({exc}). Controleer het adres."
            ) from exc
        gone = method == "DELETE" and response.status_code == HTTPStatus.NOT_FOUND
        if not response.is_success and not gone:
            reason = response.text[:_REASON_CHARS].strip().partition("\n")[0]
            raise StoreError(
                f"De graph store op {self._host} antwoordt met {response.status_code} ({reason}). "
                "Controleer het adres, de gebruiker en het wachtwoord."
            )


class _Challenged(httpx.DigestAuth):
    """Logs in the way the server asks for: with Digest, as Virtuoso does, or with Basic."""

    def __init__(self, username: str, password: str) -> None:
        super().__init__(username, password)
        self._basic = httpx.BasicAuth(username, password)
        self._asks_basic = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if not self._asks_basic:
            flow = super().auth_flow(request)
            response = yield next(flow)
            challenge = response.headers.get("WWW-Authenticate", "").casefold()
            if response.status_code == HTTPStatus.UNAUTHORIZED and "digest" in challenge:
                yield flow.send(response)
                return
            self._asks_basic = response.status_code == HTTPStatus.UNAUTHORIZED and "basic" in challenge
            if not self._asks_basic:
                return
        yield from self._basic.auth_flow(request)
