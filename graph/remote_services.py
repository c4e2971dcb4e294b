"""Calls the SPARQL servers that the operator allows, for a query that may not call anybody itself."""

from __future__ import annotations

import asyncio
import re
import ssl
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from http import HTTPStatus
from typing import Final, NoReturn

import httpx
import pyoxigraph as ox

from graph.containment import check_query
from graph.query_lexer import IRI_PATTERN
from graph.service_blocks import FoundServices, ServiceBlock
from graph.values_text import Table, Term
from ontology.errors import (
    QueryLimitError,
    QueryRefusedError,
    ServiceCallError,
    ServiceTimeoutError,
    StoreUnavailableError,
)
from ontology.prefixes import PREFIXES

TIMEOUT_S: Final = 5.0
"""Longest that one server may take; and never more than half of what the query has left."""
MAX_ROWS: Final = 10_000
MAX_BYTES: Final = 5_000_000
AT_ONCE: Final = 3
"""Queries that may wait for other servers at once: each holds a thread that pages need too."""
_IRI: Final = re.compile(IRI_PATTERN)
_TABLE: Final = "application/sparql-results+json"
_TIMEOUTS: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT})
_REASON_CHARS: Final = 200


class RemoteServices:
    """The servers that a query may call, by their exact address; nobody else is ever called.

    Redirects are not followed and proxies not used, so that what is asked goes where the operator said.
    """

    def __init__(
        self,
        allowed: Sequence[str] = (),
        *,
        timeout_s: float = TIMEOUT_S,
        max_rows: int = MAX_ROWS,
        max_bytes: int = MAX_BYTES,
        at_once: int = AT_ONCE,
    ) -> None:
        """Remember who may be called; nothing is sent before the first query.

        :param allowed: http(s) addresses that answer SPARQL queries
        """
        self.allowed: Final = tuple(allowed)
        self._timeout_s = timeout_s
        self._max_rows = max_rows
        self._max_bytes = max_bytes
        self._room = threading.BoundedSemaphore(at_once)

    def ask(self, query: str, block: ServiceBlock, iri: str, deadline: float) -> Table:
        """Ask the server at *iri* what stands in *block*.

        What ``SILENT`` passes over is what the other server does wrong, not what is too much for us.

        :param query: made by :func:`query_of`
        :param deadline: by :func:`time.monotonic`
        :raises ServiceCallError: if the server gives no whole answer to this in time
        :raises QueryLimitError: if the answer is too large
        :raises QueryRefusedError: if it holds what cannot stand in a query
        :raises StoreUnavailableError: if too many queries call other servers now
        """
        if iri not in self.allowed:
            raise QueryRefusedError(f"De server {iri} wordt van hieruit niet bevraagd.")
        check_query(query)  # whatever the other server makes of it, it calls nobody for us
        if not self._room.acquire(blocking=False):
            raise StoreUnavailableError("Er worden nu te veel andere servers tegelijk bevraagd.")
        try:
            seconds = min(self._timeout_s, (deadline - time.monotonic()) / 2)
            # In a thread of its own: whoever asks may have a loop running already.
            with ThreadPoolExecutor(max_workers=1) as thread:
                body = thread.submit(lambda: asyncio.run(self._within(query, iri, seconds))).result()
            return self._read(body, block, iri)
        except ServiceCallError:
            if block.silent:
                return block.empty_solution()
            raise
        finally:
            self._room.release()

    async def _within(self, query: str, iri: str, seconds: float) -> bytes:
        try:
            async with asyncio.timeout(seconds):
                return await self._post(query, iri)
        except (TimeoutError, httpx.TimeoutException) as exc:
            raise _slow(iri) from exc
        except httpx.HTTPError as exc:
            raise ServiceCallError(
                f"De server {iri} is niet te bereiken, of breekt af ({type(exc).__name__}). Vraag het later, "
                "of schrijf SERVICE SILENT om zonder haar verder te gaan."
            ) from exc

    async def _post(self, query: str, iri: str) -> bytes:
        headers = {"Accept": _TABLE, "Accept-Encoding": "identity"}
        async with (
            httpx.AsyncClient(timeout=self._timeout_s, trust_env=False, verify=self._trusted) as client,
            client.stream("POST", iri, data={"query": query}, headers=headers) as response,
        ):
            body = bytearray()
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > self._max_bytes:
                    raise QueryLimitError(
                        f"De server {iri} geeft meer dan {self._max_bytes} bytes. Vraag in het blok minder."
                    )
            _check(response, bytes(body), iri)
            return bytes(body)

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        return httpx.create_ssl_context(trust_env=False)

    def _read(self, body: bytes, block: ServiceBlock, iri: str) -> Table:
        solutions: ox.QuerySolutions | ox.QueryBoolean | None = None
        try:
            solutions = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
            if isinstance(solutions, ox.QueryBoolean):
                _bad(iri, "geen tabel")
            names = tuple(variable.value for variable in solutions.variables)
            if not set(names) <= set(block.variables):
                _bad(iri, "variabelen die niet gevraagd zijn")
            rows: list[tuple[Term | None, ...]] = []
            for solution in solutions:
                if len(rows) == self._max_rows:
                    raise QueryLimitError(
                        f"De server {iri} geeft meer dan {self._max_rows} rijen. Vraag in het blok minder."
                    )
                rows.append(tuple(solution))
        except (SyntaxError, ValueError) as exc:
            raise ServiceCallError(
                f"Het antwoord van de server {iri} is niet heel of geen SPARQL JSON. Vraag het later."
            ) from exc
        finally:
            del solutions  # see graph.store.answering.serialise()
        _refuse_nameless(names, rows, iri)
        return Table(names, rows)


def query_of(found: FoundServices, block: ServiceBlock, base_iri: str = "") -> str:
    """Give the query that asks another server what stands in *block*, with the declarations it needs.

    >>> from graph.service_blocks import find_services
    >>> found = find_services("PREFIX e: <http://e/> ASK { SERVICE <a:b> { ?s a e:Wet } }")
    >>> query_of(found, found.blocks[0])
    'PREFIX e: <http://e/> SELECT * WHERE { ?s a e:Wet }'

    :param base_iri: against which relative IRIs are read
    """
    used = {token.text.partition(":")[0] for token in block.body if token.kind == "name"}
    # Ours come first: what the asker declares by the same name counts.
    based = f"<{base_iri}>"  # of the address of a request, so from outside
    lines = [f"BASE {based}"] if base_iri and _IRI.fullmatch(based) else []
    lines += [f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items() if prefix in used]
    start, end = block.inside
    return (
        f"{''.join(f'{line} ' for line in lines)}{found.prologue}SELECT * WHERE {{{found.text[start:end]}}}"
    )


def _check(response: httpx.Response, body: bytes, iri: str) -> None:
    status = response.status_code
    if status in _TIMEOUTS or "X-SQL-State" in response.headers:  # Virtuoso: 200 with the rows so far
        raise _slow(iri)
    if status == HTTPStatus.BAD_REQUEST:
        reason = " ".join(body[:_REASON_CHARS].decode("utf-8", "replace").split())
        raise ServiceCallError(f"De server {iri} begrijpt niet wat in het blok staat: {reason}")
    if status != HTTPStatus.OK:
        _bad(iri, f"status {status}")
    given = response.headers.get("Content-Type", "").partition(";")[0].strip().casefold()
    if given != _TABLE or response.headers.get("Content-Encoding", "identity") != "identity":
        _bad(iri, f'"{given[:60]}" in plaats van {_TABLE}')


def _bad(iri: str, what: str) -> NoReturn:
    raise ServiceCallError(f"De server {iri} antwoordt met {what}. Vraag het later, of vraag iets anders.")


def _slow(iri: str) -> ServiceTimeoutError:
    return ServiceTimeoutError(
        f"De server {iri} deed er te lang over. Vraag in het blok minder, of schrijf SERVICE SILENT om "
        "zonder haar verder te gaan."
    )


def _refuse_nameless(names: Sequence[str], rows: Sequence[Sequence[Term | None]], iri: str) -> None:
    for row in rows:
        for name, term in zip(names, row, strict=True):
            if isinstance(term, ox.BlankNode | ox.Triple):
                raise QueryRefusedError(
                    f"De server {iri} geeft voor ?{name} een knoop zonder naam, en die kan nergens anders "
                    f"iets betekenen. Zet in het blok: FILTER(!isBlank(?{name}))"
                )
