"""A dataset that can be written to: a process that alone writes, and checkpoints for whoever reads."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from graph.containment import explain_syntax_error
from graph.update_text import CheckedUpdate
from graph.worker_process import WorkerGone, WorkerProcess, WorkerSlow, start_error
from ontology.errors import (
    GemeengoedError,
    QueryLimitError,
    QuerySyntaxError,
    QueryTimeoutError,
    StoreError,
    StoreUnavailableError,
)

TIMEOUT_S: Final = 60.0
"""Seconds that one change may take."""
MEMORY_BYTES: Final = 4_000_000_000
"""Address space of the process that writes."""
KEPT_S: Final = 60.0
"""Seconds that a checkpoint is kept after the next was made: longer than any query may take."""


@dataclass(frozen=True)
class Part:
    """A file with statements, as it was received: where it lies, what it is, and what the sender calls it."""

    path: str
    media_type: str
    name: str


class Dataset:
    """An empty dataset in a folder of its own, gone when it is closed.

    >>> from graph.update_text import check_update
    >>> dataset = Dataset()
    >>> first = dataset.version
    >>> dataset.update(check_update("INSERT DATA { <urn:a> <urn:b> 1 }"))
    >>> dataset.version == first + 1
    True
    >>> dataset.close()
    """

    def __init__(self, *, timeout_s: float = TIMEOUT_S, memory_bytes: int = MEMORY_BYTES) -> None:
        """Make the folder and start the process that writes there.

        :raises StoreUnavailableError: if it does not start
        """
        self._folder = Path(tempfile.mkdtemp(prefix="gemeengoed-zandbak-"))
        self._timeout_s = timeout_s
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._process: WorkerProcess | None = None
        self._number = 0
        self._old: list[tuple[float, Path]] = []
        self._current: Path | None = None
        self.change(do="update", text="", original="", base_iri=None)

    @property
    def version(self) -> int:
        """The number of the last change that was carried out."""
        return self._number

    @property
    def store_dir(self) -> Path:
        """The folder with the store as it is now; it does not change any more, a change makes another."""
        if self._current is None:
            raise StoreUnavailableError("De gegevens zijn zojuist gesloten. Begin opnieuw.")
        return self._current

    @property
    def uploads(self) -> Path:
        """A folder for files on their way in."""
        folder = self._folder / "ontvangen"
        folder.mkdir(exist_ok=True)
        return folder

    def update(self, update: CheckedUpdate, base_iri: str | None = None) -> None:
        """Carry out an update, whole or not at all.

        :raises QuerySyntaxError: with line and column
        :raises QueryRefusedError: where an operation cannot be done, as CREATE of a graph that is there
        :raises QueryTimeoutError: past the deadline; then nothing has changed
        """
        try:
            self.change(do="update", text=update.text, original=update.original, base_iri=base_iri)
        except QuerySyntaxError as exc:
            raise explain_syntax_error(update.original, exc) from exc

    def put(self, graph: str | None, parts: Sequence[Part], base_iri: str | None = None) -> bool:
        """Make *parts* the whole of *graph*, or of the default graph without one; tell whether it was there.

        :raises SourceFormatError: naming file and line
        """
        return self._graph("put", graph, parts, base_iri)

    def post(self, graph: str | None, parts: Sequence[Part], base_iri: str | None = None) -> bool:
        """Add *parts* to *graph*; tell whether it was there."""
        return self._graph("post", graph, parts, base_iri)

    def delete(self, graph: str | None) -> bool:
        """Remove *graph*, or empty the default graph; tell whether it was there."""
        return self._graph("delete", graph, (), None)

    def load(self, parts: Sequence[Part], base_iri: str | None = None) -> None:
        """Add files that say of their statements in which graph they are.

        :raises SourceFormatError: naming file and line
        """
        self.change(do="load", parts=[asdict(part) for part in parts], base_iri=base_iri)

    def close(self) -> None:
        """End the process and remove everything."""
        with self._lock:
            if self._process is not None:
                self._process.close()
            self._process = self._current = None
            shutil.rmtree(self._folder, ignore_errors=True)

    def change(self, **wanted: Any) -> dict[str, Any]:
        """Carry out one change; see :meth:`graph.dataset_child.Writer.change`."""
        with self._lock:
            place = self._folder / f"stand-{self._number + 1}-{time.monotonic_ns()}"
            try:
                process = self._started()
                reply = process.ask({**wanted, "checkpoint": str(place)}, self._timeout_s)
            except (WorkerGone, WorkerSlow) as exc:
                has_begun = self._process is not None and self._process.isolated is not None
                self._drop()
                raise (self._ended(exc) if has_begun else start_error()) from exc
            except GemeengoedError as exc:
                if isinstance(exc, QueryLimitError) or wanted["do"] == "load":
                    self._drop()  # it may have stopped halfway: the next begins at the last checkpoint
                raise
            self._number += 1
            self._take_over(place)
            done: dict[str, Any] = json.loads(reply.body)
            return done

    def _graph(self, method: str, graph: str | None, parts: Sequence[Part], base_iri: str | None) -> bool:
        sent = [asdict(part) for part in parts]
        return bool(self.change(do=method, graph=graph, parts=sent, base_iri=base_iri)["existed"])

    def _started(self) -> WorkerProcess:
        if self._process is None or not self._process.is_alive():
            self._drop()
            if not self._folder.is_dir():
                raise StoreUnavailableError("De gegevens zijn zojuist gesloten. Begin opnieuw.")
            shutil.rmtree(self._folder / "werk", ignore_errors=True)
            begin_at = str(self._current or "")
            arguments = (str(self._folder), begin_at, str(self._memory_bytes))
            self._process = WorkerProcess("graph.dataset_child", arguments)
        return self._process

    def _drop(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None

    def _take_over(self, place: Path) -> None:
        now = time.monotonic()
        if self._current is not None:
            self._old.append((now, self._current))
        self._current = place
        while self._old and now - self._old[0][0] > KEPT_S:
            shutil.rmtree(self._old.pop(0)[1], ignore_errors=True)

    def _ended(self, cause: Exception) -> StoreError:
        if isinstance(cause, WorkerSlow):
            return QueryTimeoutError(
                f"De wijziging duurde langer dan {self._timeout_s:g} seconden en is niet doorgegaan. "
                "Doe haar in stukken."
            )
        return QueryLimitError(
            "De wijziging kost te veel geheugen en is niet doorgegaan. Doe haar in stukken."
        )
