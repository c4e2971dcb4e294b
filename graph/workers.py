"""Chooses who answers strangers' queries: worker processes of ours, or the server that holds the graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

from graph.containment import CheckedQuery, explain_syntax_error
from graph.fair_queue import FairQueue
from graph.query_pool import MAX_BYTES, MAX_TIMEOUT_S, TIMEOUT_S, WAITING, WORKERS, Answer, QueryPool
from graph.rewritten import behind
from graph.store import open_store
from ontology.errors import QuerySyntaxError

if TYPE_CHECKING:
    from graph.store.sparql_store import SparqlStore

READ_BYTES: Final = 3 * MAX_BYTES
"""Largest answer that is read from a server; in the form asked for it is mostly smaller."""


class Answerer(Protocol):
    """Whatever answers strangers' queries to one store."""

    def run(
        self,
        query: CheckedQuery,
        media_type: str,
        *,
        client: str = "",
        timeout_s: float | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base_iri: str | None = None,
    ) -> Answer:
        """Answer *query* in the format *media_type*; see :meth:`QueryPool.run`."""
        ...

    def close(self) -> None:
        """Stop answering."""
        ...


def open_answerer(store_url: str, pool: QueryPool) -> Answerer:
    """Choose who answers for a store: the processes of *pool* for one of ours, the server itself for another.

    Nothing is started before the first query.

    :param store_url: as :func:`graph.store.open_store` takes it
    """
    if store_url.startswith("sparql+"):
        return RemoteAnswerer(cast("SparqlStore", open_store(store_url)))
    return PoolAnswerer(pool, Path(store_url.partition(":")[2]))


class PoolAnswerer:
    """Hands strangers' queries to the processes of a pool, that others use as well."""

    def __init__(self, pool: QueryPool, store_dir: Path) -> None:
        """Ask *pool* about the store in *store_dir*."""
        self._pool = pool
        self._store_dir = store_dir

    def run(
        self,
        query: CheckedQuery,
        media_type: str,
        *,
        client: str = "",
        timeout_s: float | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base_iri: str | None = None,
    ) -> Answer:
        """See :meth:`QueryPool.run`."""
        return self._pool.run(
            self._store_dir,
            query,
            media_type,
            client=client,
            timeout_s=timeout_s,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
            base_iri=base_iri,
        )

    def close(self) -> None:
        """Leave the pool as it is: it belongs to somebody else."""


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
        self._queue = FairQueue(places=at_once, waiting=0)

    def run(
        self,
        query: CheckedQuery,
        media_type: str,
        *,
        client: str = "",
        timeout_s: float | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base_iri: str | None = None,
    ) -> Answer:
        """See :meth:`QueryPool.run`."""
        base = f"BASE <{base_iri}> " if base_iri else ""
        try:
            with self._queue.place(client, wait_s=0.0):
                body = self._store.serialise(
                    behind(base, query.text),
                    media_type,
                    default_graphs=default_graphs,
                    named_graphs=named_graphs,
                    max_bytes=self._max_bytes,
                    max_read_bytes=READ_BYTES,
                    timeout_s=min(timeout_s or TIMEOUT_S, MAX_TIMEOUT_S),
                )
        except QuerySyntaxError as exc:
            column = max(1, exc.column - len(base)) if exc.line == 1 else exc.column
            written = QuerySyntaxError(exc.message, exc.line, column)
            raise explain_syntax_error(query.text, written) from exc
        return Answer(body, media_type, query.form)

    def close(self) -> None:
        """Hang up."""
        self._store.close()
