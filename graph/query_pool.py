"""Answers strangers' queries in a few processes that are ended when a query asks too much."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.containment import CheckedQuery, explain_syntax_error
from graph.fair_queue import FairQueue, Place
from graph.query_names import absolute_iri
from graph.worker_child import SLOW_S
from graph.worker_process import (
    Reply,
    WorkerGone,
    WorkerProcess,
    WorkerSlow,
    gone_error,
    slow_error,
    start_error,
)
from ontology.errors import QuerySyntaxError, StoreError, StoreUnavailableError

WORKERS: Final = 2
SLOW_WORKERS: Final = 2
"""Slow queries that go on beside the others, in low priority, without holding their places."""
SPARE: Final = 1
"""Processes that stand ready, so that one that was ended is replaced without waiting for a start."""
TIMEOUT_S: Final = 10.0
MAX_TIMEOUT_S: Final = 30.0
"""Longest deadline that a client may ask for."""
WAIT_S: Final = 5.0
"""Seconds that a query waits for a free process before it is sent away."""
WAITING: Final = 12
"""Queries that may wait; one more is sent away at once, because each holds a thread that pages need too."""
MAX_BYTES: Final = 20_000_000
MAX_ROWS: Final = 500_000
"""Rows of a table or statements of a graph; most answers meet the limit of bytes before."""
MEMORY_BYTES: Final = 1_000_000_000
"""Address space of one process; at rest it has taken 110 MB of that, 30 of them real."""
RETIRE_BYTES: Final = 150_000_000
"""A process that still holds more memory than this after an answer is replaced."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer to a query, ready to send."""

    body: bytes
    media_type: str
    form: str


class QueryPool:
    """A few worker processes; each query names the store that it asks, so editions share them.

    A query that is too slow, or for which the system ends its process, is answered with an error, and a spare
    process takes over: the next query does not notice. An error answers also what grows too large: never a
    shortened answer.
    """

    def __init__(
        self,
        *,
        workers: int = WORKERS,
        slow_workers: int = SLOW_WORKERS,
        timeout_s: float = TIMEOUT_S,
        wait_s: float = WAIT_S,
        waiting: int = WAITING,
        max_bytes: int = MAX_BYTES,
        max_rows: int = MAX_ROWS,
        memory_bytes: int = MEMORY_BYTES,
        retire_bytes: int = RETIRE_BYTES,
    ) -> None:
        """Remember the limits; processes are started when they are first needed."""
        self._timeout_s = timeout_s
        self._wait_s = wait_s
        self._limits = {"max_bytes": max_bytes, "max_rows": max_rows}
        self._memory_bytes = memory_bytes
        self._retire_bytes = retire_bytes
        self._most_idle = workers + SPARE
        self._queue = FairQueue(places=workers, waiting=waiting, aside=slow_workers)
        self._lock = threading.Lock()
        self._idle: list[WorkerProcess] = []
        self._all: set[WorkerProcess] = set()
        self._closed = False
        # Also for a pool that nobody closed: no process may outlive this one.
        weakref.finalize(self, _close_all, self._all)

    def run(
        self,
        store_dir: Path,
        query: CheckedQuery,
        media_type: str,
        *,
        client: str = "",
        timeout_s: float | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base_iri: str | None = None,
    ) -> Answer:
        """Answer *query* on the store in *store_dir* in the format *media_type*.

        :param client: who asks; places are shared out fairly between clients
        :param timeout_s: seconds, at most :data:`MAX_TIMEOUT_S`
        :param default_graphs: IRIs; with *named_graphs* they replace what the query says after ``FROM``
        :param base_iri: against which relative IRIs are read
        :raises QuerySyntaxError: with line and column
        :raises QueryTimeoutError: past the deadline
        :raises QueryLimitError: past the limits of memory and size
        :raises StoreUnavailableError: if all processes stay busy, or none can be started
        """
        default, named = tuple(default_graphs), tuple(named_graphs)
        if not (default or named) and len(query.default_graphs) > 1:
            default, named = (
                tuple(absolute_iri(base_iri or "", iri) for iri in iris)
                for iris in (query.default_graphs, query.named_graphs)
            )
        request = {
            "store": str(store_dir),
            "query": query.text,
            "media_type": media_type,
            "default_graphs": default,
            "named_graphs": named,
            "base_iri": base_iri,
            **self._limits,
        }
        seconds = min(timeout_s or self._timeout_s, MAX_TIMEOUT_S)
        try:
            with self._queue.place(client, self._wait_s) as place:
                return Answer(self._ask(request, seconds, place).body, media_type, query.form)
        except QuerySyntaxError as exc:
            raise explain_syntax_error(query.text, exc) from exc

    def processes(self) -> tuple[int, ...]:
        """Give the numbers of the processes that there are now, for who watches over them."""
        with self._lock:
            return tuple(sorted(worker.pid for worker in self._all))

    def close(self) -> None:
        """End all processes; a query that is under way gets an error."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for worker in self._all.difference(idle):
                worker.kill()  # whoever is asking it closes it
            self._all.difference_update(idle)
        for worker in idle:
            worker.close()

    def _ask(self, request: dict[str, Any], timeout_s: float, place: Place) -> Reply:
        worker = self._take()
        keep = False
        try:
            reply = worker.ask(request, timeout_s, slow_s=SLOW_S, when_slow=place.step_aside)
            keep = reply.held_bytes <= self._retire_bytes
        except StoreError:
            keep = True  # the process itself is fine: it said what is wrong with the query
            raise
        except (WorkerGone, WorkerSlow) as exc:
            if self._closed:
                raise _closed_error() from exc
            if worker.isolated is None:
                raise start_error() from exc
            raise (gone_error() if isinstance(exc, WorkerGone) else slow_error(timeout_s)) from exc
        finally:
            self._give_back(worker, keep=keep)
        return reply

    def _take(self) -> WorkerProcess:
        with self._lock:
            if self._closed:
                raise _closed_error()
            taken = None
            while self._idle and taken is None:
                worker = self._idle.pop()
                if worker.is_alive():
                    taken = worker
                else:  # ended while nobody asked it anything
                    self._all.discard(worker)
                    worker.close()
            taken = taken or self._start()
            self._keep_a_spare()
            return taken

    def _give_back(self, worker: WorkerProcess, *, keep: bool) -> None:
        with self._lock:
            if keep and not self._closed and len(self._idle) < self._most_idle:
                self._idle.append(worker)  # the last used is the next: the spare ones stay at the bottom
                return
            self._all.discard(worker)
            self._keep_a_spare()
        worker.close()

    def _keep_a_spare(self) -> None:
        # When the next process cannot be started now, the next query tries again and tells.
        with suppress(StoreUnavailableError):
            if not self._idle and not self._closed:
                self._idle.insert(0, self._start())

    def _start(self) -> WorkerProcess:
        worker = WorkerProcess("graph.query_worker", (str(self._memory_bytes),))
        self._all.add(worker)
        return worker


def _closed_error() -> StoreUnavailableError:
    return StoreUnavailableError("Deze editie is zojuist gesloten. Stel de vraag opnieuw.")


def _close_all(workers: set[WorkerProcess]) -> None:
    while workers:
        workers.pop().close()
