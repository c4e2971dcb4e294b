"""Recognises what a text mentions in a process of its own, which is ended when a text asks too much."""

from __future__ import annotations

import json
import threading
import weakref
from typing import Final

from graph.fair_queue import FairQueue
from graph.worker_process import WorkerGone, WorkerProcess, WorkerSlow, start_error
from indexer.recognise.mention import Mention
from ontology.errors import (
    RecognitionError,
    RecognitionLimitError,
    RecognitionTimeoutError,
    StoreUnavailableError,
)

MAX_CHARS: Final = 500_000
"""Longest text: with 6 citations in each 100 words it takes 1.0 s, with nothing but names of laws 4.3 s."""

TIMEOUT_S: Final = 10.0
WAIT_S: Final = 5.0
"""Seconds that a text waits for its turn before it is sent away."""

WAITING: Final = 3
"""Texts that may wait; one more is sent away at once, because each holds a thread that pages need too."""

MEMORY_BYTES: Final = 2_000_000_000
"""Address space; with the names of the built-in edition and the longest texts the process took 0.7 GB."""

START_S: Final = 60.0
"""Seconds that the process may take to learn its names; on two busy cores it took 6 to 8 for ours."""

_CHILD: Final = "indexer.recognise.recogniser_child"


class RecogniserProcess:
    """One child process with the names of one edition; it is started by the first text.

    A text that is too slow, or for which the system ends the process, is answered with an error; the next one
    finds a new process.
    """

    def __init__(
        self,
        store_url: str,
        *,
        timeout_s: float = TIMEOUT_S,
        wait_s: float = WAIT_S,
        waiting: int = WAITING,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        """Remember the limits.

        :param store_url: as :func:`graph.store.open_store` takes it
        """
        scheme, _, place = store_url.partition(":")
        # The process reads its names once, so a copy of the graph in memory is of no use to it.
        url = f"oxigraph:{place}" if scheme == "oxigraph-memory" else store_url
        self._arguments = (url, str(memory_bytes))
        self._timeout_s = timeout_s
        self._wait_s = wait_s
        self._queue = FairQueue(places=1, waiting=waiting)
        self._asking = threading.Lock()
        self._lock = threading.Lock()
        self._workers: list[WorkerProcess] = []
        self._closed = False
        # Also for one that nobody closed: no process may outlive this one.
        weakref.finalize(self, _close_all, self._workers)

    def recognise(self, text: str, *, client: str = "") -> tuple[Mention, ...]:
        """Give the mentions in *text*, in its order.

        :param text: up to :data:`MAX_CHARS` characters
        :param client: who asks; turns are shared out fairly between clients
        :raises RecognitionTimeoutError: past the deadline
        :raises RecognitionLimitError: past the limits of length and memory
        :raises StoreUnavailableError: if the process stays busy or cannot be started
        """
        if len(text) > MAX_CHARS:
            raise RecognitionLimitError(
                f"De tekst heeft {len(text)} tekens en hier passen er {MAX_CHARS}. Stuur hem in stukken."
            )
        with self._queue.place(client, self._wait_s), self._asking:
            body = self._ask(text)
        return tuple(Mention(**mention) for mention in json.loads(body))

    def processes(self) -> tuple[int, ...]:
        """Give the number of the process if there is one, for who watches over it."""
        with self._lock:
            return tuple(worker.pid for worker in self._workers)

    def close(self) -> None:
        """End the process; a text that is under way gets an error."""
        with self._lock:
            self._closed = True
            for worker in self._workers:
                worker.kill()
        with self._asking:  # whoever was asking has let go
            _close_all(self._workers)

    def _ask(self, text: str) -> bytes:
        worker = self._started()
        try:
            return worker.ask({"text": text}, self._timeout_s).body
        except RecognitionError:
            raise  # the process itself is fine: it said what is wrong with the text
        except (WorkerGone, WorkerSlow) as exc:
            started = worker.isolated is not None
            self._drop(worker)
            if not started or self._closed:
                raise start_error() from exc
            if isinstance(exc, WorkerSlow):
                raise RecognitionTimeoutError(
                    f"De tekst kostte meer dan {self._timeout_s:g} seconden. Stuur hem in stukken."
                ) from exc
            raise RecognitionLimitError("De tekst kost te veel geheugen. Stuur hem in stukken.") from exc

    def _started(self) -> WorkerProcess:
        with self._lock:
            if self._closed:
                raise StoreUnavailableError("Deze editie is zojuist gesloten. Stuur de tekst opnieuw.")
            while self._workers:
                if self._workers[-1].is_alive():
                    return self._workers[-1]
                self._workers.pop().close()  # ended while nobody asked it anything
            self._workers.append(WorkerProcess(_CHILD, self._arguments, start_s=START_S))
            return self._workers[-1]

    def _drop(self, worker: WorkerProcess) -> None:
        with self._lock:
            self._workers.remove(worker)
        worker.close()


def _close_all(workers: list[WorkerProcess]) -> None:
    while workers:
        workers.pop().close()
