"""Asks a SPARQL 1.1 server over HTTP, and believes only answers that arrived whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

import httpx
import pyoxigraph as ox

from graph.containment import check_query
from ontology.errors import (
    QueryLimitError,
    QuerySyntaxError,
    QueryTimeoutError,
    SettingsError,
    StoreError,
    StoreUnavailableError,
)
from ontology.prefixes import PREFIXES

TIMEOUT_S: Final = 30.0
MAX_BYTES: Final = 256_000_000
_TABLE: Final = "application/sparql-results+json"
_GRAPH: Final = "application/n-triples"
_TIMEOUTS: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT})
_UNAVAILABLE: Final = frozenset(
    {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE}
)


class SparqlClient:
    """One server, asked in the way and for the formats that every server knows.

    Queries go as form-encoded POST: some servers hang on the other kind. Answers are asked for in two formats
    that can be checked to the last byte; an answer that was cut off on the way is an error, not fewer rows.
    """

    def __init__(self, url: str, *, timeout_s: float = TIMEOUT_S, max_bytes: int = MAX_BYTES) -> None:
        """Remember where the server is; nothing is sent before the first query.

        :param url: http(s) address that answers queries; may hold user and password
        :param timeout_s: seconds of silence after which a query is given up
        :param max_bytes: largest answer that is read
        """
        try:
            self._url = httpx.URL(url)
        except httpx.InvalidURL as exc:
            raise SettingsError(
                f"Het adres van de SPARQL-server is onleesbaar ({exc}). Herstel GEMEENGOED_STORE."
            ) from exc
        self._host = self._url.host  # all that an error may tell: the rest of the address may hold a password
        self._max_bytes = max_bytes
        self._client = httpx.Client(timeout=timeout_s, trust_env=False)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def query(
        self, query: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]:
        """Answer a query with a table, a truth or the statements of a graph.

        The rows of a table are parsed while they are read: a mistake among them shows only then.

        :raises StoreError: one of its kinds, for all that a server and the way to it can do wrong
        """
        is_table = check_query(query).form in {"select", "ask"}
        form: dict[str, str | list[str]] = {
            "query": _with_prefixes(query),
            "default-graph-uri": list(default_graphs),
            "named-graph-uri": list(named_graphs),
        }
        body = self._post(form, _TABLE if is_table else _GRAPH)
        try:
            if is_table:
                return _table(body)
            return [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)]
        except (SyntaxError, ValueError) as exc:
            raise self.broken(exc) from exc

    def broken(self, exc: Exception) -> StoreError:
        """Say that an answer cannot be read to its end."""
        return StoreError(
            f"Het antwoord van de SPARQL-server {self._host} is beschadigd ({exc}). Probeer het opnieuw."
        )

    def _post(self, form: dict[str, str | list[str]], accept: str) -> bytes:
        headers = {"Accept": accept}
        try:
            with self._client.stream("POST", self._url, data=form, headers=headers) as response:
                self._check(response, accept)
                return self._read(response)
        except httpx.TimeoutException as exc:
            raise self._timeout() from exc
        except (httpx.ConnectError, httpx.ProxyError) as exc:
            raise StoreUnavailableError(
                f"De SPARQL-server {self._host} is niet bereikbaar ({exc}). Controleer GEMEENGOED_STORE."
            ) from exc
        except httpx.HTTPError as exc:
            raise self.broken(exc) from exc

    def _check(self, response: httpx.Response, accept: str) -> None:
        status = response.status_code
        if status in _TIMEOUTS or "X-SQL-State" in response.headers:  # Virtuoso: 200 with the rows so far
            raise self._timeout()
        if status in _UNAVAILABLE:
            raise StoreUnavailableError(
                f"De SPARQL-server {self._host} heeft het te druk ({status}). Probeer het later opnieuw."
            )
        if status == HTTPStatus.BAD_REQUEST:
            reason = self._read(response)[:300].decode("utf-8", "replace").strip()
            raise QuerySyntaxError(f"De SPARQL-server begrijpt de vraag niet ({reason}). Verbeter de vraag.")
        if status != HTTPStatus.OK:
            raise StoreError(
                f"De SPARQL-server {self._host} antwoordt met {status}. Controleer GEMEENGOED_STORE."
            )
        given = response.headers.get("Content-Type", "").partition(";")[0].strip().casefold()
        if given != accept:
            raise StoreError(
                f'De SPARQL-server {self._host} antwoordt met "{given}" in plaats van {accept}. '
                "Controleer GEMEENGOED_STORE."
            )

    def _read(self, response: httpx.Response) -> bytes:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self._max_bytes:
                raise QueryLimitError(f"Het antwoord is groter dan {self._max_bytes} bytes. Vraag minder.")
        return bytes(body)

    def _timeout(self) -> QueryTimeoutError:
        return QueryTimeoutError(
            "De SPARQL-server deed er te lang over. Vraag minder, of verhoog daar de limiet."
        )


def _table(body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    result = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(result, ox.QueryBoolean):
        json.loads(body)  # the engine stops reading at the answer and would not miss a lost end
        return result
    return result


def _with_prefixes(query: str) -> str:
    """Declare the prefixes that need no declaration here; the server does not know them."""
    lines = (f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items() if f"{prefix}:" in query)
    return " ".join((*lines, query))
