"""Chooses who answers strangers' queries: worker processes of ours, or the server that holds the graph."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

from graph.containment import CheckedQuery, explain_syntax_error
from graph.query_pool import MAX_BYTES, MAX_TIMEOUT_S, TIMEOUT_S, WAITING, WORKERS, Answer, QueryPool, holding
from graph.store import open_store
from ontology.errors import QuerySyntaxError

if TYPE_CHECKING:
    from graph.store.sparql_store import SparqlStore

READ_BYTES: Final = 3 * MAX_BYTES
"""Largest answer that is read from a server; in the form asked for it is mostly smaller."""


class Answerer(Protocol):
    """Whatever answers strangers' queries."""

    def run(
        self,
        query: CheckedQuery,
        media_type: str,
        *,
        timeout_s: float | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """Answer *query* in the format *media_type*."""
        ...

    def close(self) -> None:
        """Stop answering."""
        ...


def open_pool(store_url: str) -> Answerer:
    """Make the pool that belongs to a store: processes for one of ours, the server itself for another.

    Nothing is started before the first query.

    :param store_url: as :func:`graph.store.open_store` takes it
    """
    if store_url.startswith("sparql+"):
        return RemoteAnswerer(cast("SparqlStore", open_store(store_url)))
    return QueryPool(Path(store_url.partition(":")[2]))


class RemoteAnswerer:
    """Hands strangers' queries to a SPARQL server, which has to keep its own limits of time and memory.

    After the deadline the query is given up, but only the server can stop it. How many at once is limited
    here too: while the server is slow, each holds a thread that pages need.
    """

    def __init__(
        self, store: SparqlStore, *, max_bytes: int = MAX_BYTES, at_once: int = WORKERS + WAITING
    ) -> None:
        """Take over *store*, and close it when this is closed."""
        self._store = store
        self._max_bytes = max_bytes
        self._room = threading.BoundedSemaphore(at_once)

    def run(
        self,
        query: CheckedQuery,
        media_type: str,
        *,
        timeout_s: float | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """See :meth:`QueryPool.run`."""
        try:
            with holding(self._room):
                body = self._store.serialise(
                    query.text,
                    media_type,
                    default_graphs=default_graphs,
                    named_graphs=named_graphs,
                    max_bytes=self._max_bytes,
                    max_read_bytes=READ_BYTES,
                    timeout_s=min(timeout_s or TIMEOUT_S, MAX_TIMEOUT_S),
                )
        except QuerySyntaxError as exc:
            raise explain_syntax_error(query.text, exc) from exc
        return Answer(body, media_type, query.form)

    def close(self) -> None:
        """Hang up."""
        self._store.close()
