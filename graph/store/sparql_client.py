"""Asks a SPARQL 1.1 server over HTTP, and believes only answers that arrived whole."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin

import httpx
import pyoxigraph as ox

from graph.containment import CheckedQuery
from graph.query_lexer import Readings
from graph.store.sparql_answers import GRAPH, TABLE, read_graph, read_table
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
_REASON_BYTES: Final = 300
_PROBE: Final = 47  # its third power is a hundred thousand rows
_DEFAULT_GRAPH: Final = "default-graph-uri"
# How servers say, in or behind an answer of status 200 or 500, that they stopped it.
_OXIGRAPH_TIMEOUT: Final = b"The SPARQL operation has been cancelled"
_VIRTUOSO_TIMEOUT: Final = "Virtuoso S1T00"
_TIMEOUTS: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT})
_UNAVAILABLE: Final = frozenset(
    {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE}
)


@dataclass(frozen=True, slots=True)
class _Limits:
    timeout_s: float
    max_bytes: int


class SparqlClient:
    """One server, asked in the way and for the formats that every server knows.

    Queries go as form-encoded POST: some servers hang on the other kind. Answers are asked for in two formats
    that can be checked to the last byte; an answer that was cut off on the way is an error, not fewer rows.
    """

    def __init__(self, url: str, *, timeout_s: float = TIMEOUT_S, max_bytes: int = MAX_BYTES) -> None:
        """Remember where the server is; nothing is sent before the first query.

        :param url: http(s) address that answers queries; may hold user and password, and as
            ``default-graph-uri`` the graph that stands for the default graph of an edition
        :param timeout_s: seconds after which a query is given up
        :param max_bytes: largest answer that is read
        """
        try:
            address = httpx.URL(url)
            self._url = address.copy_remove_param(_DEFAULT_GRAPH)
        except httpx.InvalidURL as exc:
            raise SettingsError(
                f"Het adres van de SPARQL-server is onleesbaar ({exc}). Herstel GEMEENGOED_STORE."
            ) from exc
        self.default_graph: Final = address.params.get(_DEFAULT_GRAPH, "")
        self._cuts_no_graph = False
        self._host = self._url.host  # all that an error may tell: the rest of the address may hold a password
        self._limits = _Limits(timeout_s, max_bytes)
        self._client = httpx.Client(timeout=timeout_s, trust_env=False)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def query(
        self,
        query: CheckedQuery,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        *,
        timeout_s: float | None = None,
        max_bytes: int | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]:
        """Answer a query with a table, a truth or the statements of a graph, each once.

        The rows of a table are parsed while they are read: a mistake among them shows only then.

        :param timeout_s: seconds for the whole answer, if fewer than this client waits for any
        :param max_bytes: size of the answer, if smaller than this client reads of any
        :raises StoreError: one of its kinds, for all that a server and the way to it can do wrong
        """
        form: dict[str, str | list[str]] = {
            "query": _with_prefixes(query.text),
            _DEFAULT_GRAPH: list(default_graphs),
            "named-graph-uri": list(named_graphs),
        }
        limits = _Limits(
            min(timeout_s or self._limits.timeout_s, self._limits.timeout_s),
            min(max_bytes or self._limits.max_bytes, self._limits.max_bytes),
        )
        is_table = query.form in {"select", "ask"}
        body = self._post(form, TABLE if is_table else GRAPH, limits)
        try:
            return read_table(body, query.form) if is_table else read_graph(body)
        except (SyntaxError, ValueError, LookupError) as exc:
            raise self.broken(exc) from exc

    def broken(self, exc: Exception) -> StoreError:
        """Say that an answer cannot be read to its end."""
        return StoreError(
            f"Het antwoord van de SPARQL-server {self._host} is beschadigd ({exc}). Probeer het opnieuw."
        )

    def _post(self, form: dict[str, str | list[str]], accept: str, limits: _Limits) -> bytes:
        deadline = time.monotonic() + limits.timeout_s
        request = self._client.build_request(
            "POST", self._url, data=form, headers={"Accept": accept}, timeout=limits.timeout_s
        )
        try:
            with closing(self._client.send(request, stream=True)) as response:
                self._check(response, accept)
                if accept == GRAPH and "virtuoso" in response.headers.get("Server", "").casefold():
                    self._refuse_cut_graphs(limits)
                body = self._read(response, deadline, limits.max_bytes)
        except httpx.TimeoutException as exc:
            raise self._timeout() from exc
        except (httpx.ConnectError, httpx.ProxyError) as exc:
            raise StoreUnavailableError(
                f"De SPARQL-server {self._host} is niet bereikbaar ({exc}). Controleer GEMEENGOED_STORE."
            ) from exc
        except httpx.HTTPError as exc:
            raise self.broken(exc) from exc
        if body.rstrip().endswith(_OXIGRAPH_TIMEOUT):
            raise self._timeout()
        return body

    def _refuse_cut_graphs(self, limits: _Limits) -> None:
        """Ask for very many rows: Virtuoso tells when it cuts off a table, but not when it cuts a graph."""
        if self._cuts_no_graph:
            return
        values = " ".join(map(str, range(_PROBE)))
        patterns = " ".join(f"VALUES ?{name} {{ {values} }}" for name in "abc")
        try:
            self._post({"query": f"SELECT (1 AS ?n) {{ {patterns} }}"}, "text/csv", limits)
        except QueryLimitError as exc:
            raise StoreError(
                f"De SPARQL-server {self._host} kapt een graaf af zonder het te zeggen. "
                "Haal ResultSetMaxRows uit zijn instellingen."
            ) from exc
        self._cuts_no_graph = True

    def _check(self, response: httpx.Response, accept: str) -> None:
        status = response.status_code
        if status in _TIMEOUTS or "X-SQL-State" in response.headers:  # Virtuoso: 200 with the rows so far
            raise self._timeout()
        if status in _UNAVAILABLE:
            raise StoreUnavailableError(
                f"De SPARQL-server {self._host} heeft het te druk ({status}). Probeer het later opnieuw."
            )
        if status != HTTPStatus.OK:
            raise self._refusal(status, self._reason(response))
        if "X-SPARQL-MaxRows" in response.headers:  # Virtuoso: 200 with as many rows as it gives at most
            most = response.headers["X-SPARQL-MaxRows"]
            raise QueryLimitError(
                f"De SPARQL-server geeft hoogstens {most} rijen, en dit antwoord heeft er meer. Vraag minder."
            )
        given = response.headers.get("Content-Type", "").partition(";")[0].strip().casefold()
        if given != accept:
            raise StoreError(
                f'De SPARQL-server {self._host} antwoordt met "{given}" in plaats van {accept}. '
                "Controleer GEMEENGOED_STORE."
            )

    def _refusal(self, status: int, reason: str) -> StoreError:
        if _VIRTUOSO_TIMEOUT in reason:
            return self._timeout()
        if status == HTTPStatus.BAD_REQUEST:
            return QuerySyntaxError(f"De SPARQL-server begrijpt de vraag niet ({reason}). Verbeter de vraag.")
        return StoreError(
            f"De SPARQL-server {self._host} antwoordt met {status} ({reason}). Controleer GEMEENGOED_STORE."
        )

    def _reason(self, response: httpx.Response) -> str:
        body = b""
        for chunk in response.iter_bytes(_REASON_BYTES):
            body = chunk
            break
        return body.decode("utf-8", "replace").strip().partition("\n")[0]

    def _read(self, response: httpx.Response, deadline: float, max_bytes: int) -> bytes:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > max_bytes:
                raise QueryLimitError(f"Het antwoord is groter dan {max_bytes} bytes. Vraag minder.")
            if time.monotonic() > deadline:
                raise self._timeout()
        return bytes(body)

    def _timeout(self) -> QueryTimeoutError:
        return QueryTimeoutError(
            "De SPARQL-server deed er te lang over. Vraag minder, of verhoog daar de limiet."
        )


def _with_prefixes(query: str) -> str:
    """Declare the prefixes that need no declaration here; the server does not know them.

    They go behind the BASE, because Virtuoso knows it only at the very start, and only one.
    """
    base, end = "", 0
    tokens = Readings(query).preferred()
    for word, iri in zip(tokens, tokens, strict=False):
        if word.text.casefold() != "base" or iri.kind != "iri":
            break
        base, end = urljoin(base, iri.text[1:-1]), iri.end
    lines = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items() if f"{prefix}:" in query]
    # The lines that are taken together here stay lines, so that the server's line numbers hold.
    first = [f"BASE <{base}>"] if base else []
    return "\n" * query.count("\n", 0, end) + " ".join((*first, *lines, query[end:]))
