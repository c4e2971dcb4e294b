"""The parent's side of one worker process: start it, ask it with a deadline, end it."""

from __future__ import annotations

import json
import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

from ontology import errors
from ontology.errors import QueryLimitError, QueryTimeoutError, StoreUnavailableError

_ROOT: Final = Path(__file__).resolve().parents[1]
_LENGTH: Final = struct.Struct(">I")
_READ_BYTES: Final = 1 << 16
START_S: Final = 20.0
"""Seconds that a process may take to get ready; to answer queries it takes a tenth of one."""


class WorkerGone(Exception):  # noqa: N818  # a fact about a process, never shown to anyone
    """The process ended before it answered."""


class WorkerSlow(Exception):  # noqa: N818  # likewise
    """The process did not answer before the deadline."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker answered, and how much memory it holds since."""

    body: bytes
    held_bytes: int


class WorkerProcess:
    """One child process that answers requests one by one; see :mod:`graph.worker_child` for its side."""

    def __init__(self, module: str, arguments: Sequence[str], *, start_s: float = START_S) -> None:
        """Start *module* as a process and do not wait for it: it gets ready while nobody needs it yet.

        :raises StoreUnavailableError: if the system starts no more processes
        """
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own file, our own interpreter
                [sys.executable, "-P", "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # One arena: each takes 64 MB of addresses, which the memory limit would count.
                env={**os.environ, "MALLOC_ARENA_MAX": "1", "PYTHONPATH": str(_ROOT)},
                bufsize=0,
            )
        except OSError as exc:
            raise start_error() from exc
        os.set_blocking(self._stdin.fileno(), False)
        self._start_s = start_s
        self.isolated: bool | None = None
        """Whether it is cut off from the network; None until it has been asked something."""

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(
        self,
        request: dict[str, Any],
        timeout_s: float,
        *,
        slow_s: float | None = None,
        when_slow: Callable[[], object] = lambda: None,
    ) -> Reply:
        """Ask one thing.

        :param slow_s: seconds after which *when_slow* is called, once, while there is no answer
        :raises GemeengoedError: as the worker answered
        :raises WorkerGone: if the process has ended; :meth:`close` it
        :raises WorkerSlow: if the deadline passed; :meth:`close` it
        """
        if self.isolated is None:
            self.isolated = json.loads(self._read(time.monotonic() + self._start_s))["isolated"]
        deadline = time.monotonic() + timeout_s
        message = json.dumps({**request, "timeout_s": timeout_s}).encode()
        self._write(_LENGTH.pack(len(message)) + message, deadline)
        if slow_s is not None and slow_s < timeout_s and not self._is_answering(slow_s):
            when_slow()
        head = json.loads(self._read(deadline))
        body = self._read(deadline)
        if not head["ok"]:
            raise _error(head)
        return Reply(body, head["held_bytes"])

    def is_alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process at once; it holds nothing that could be lost."""
        self._process.kill()

    def close(self) -> None:
        """End the process and forget it; nobody may be asking it anything."""
        self._process.kill()
        self._process.wait()
        self._stdin.close()
        self._stdout.close()

    @property
    def _stdin(self) -> IO[bytes]:
        return cast("IO[bytes]", self._process.stdin)

    @property
    def _stdout(self) -> IO[bytes]:
        return cast("IO[bytes]", self._process.stdout)

    def _write(self, message: bytes, deadline: float) -> None:
        descriptor = self._stdin.fileno()
        watch = select.poll()
        watch.register(descriptor, select.POLLOUT)
        left = memoryview(message)
        try:
            while left:
                if not watch.poll(_left_ms(deadline)):
                    raise WorkerSlow
                left = left[os.write(descriptor, left) :]
        except BrokenPipeError as exc:
            raise WorkerGone from exc

    def _is_answering(self, wait_s: float) -> bool:
        watch = select.poll()
        watch.register(self._stdout.fileno(), select.POLLIN)
        return bool(watch.poll(int(wait_s * 1000)))

    def _read(self, deadline: float) -> bytes:
        (length,) = _LENGTH.unpack(self._read_exactly(_LENGTH.size, deadline))
        return self._read_exactly(length, deadline)

    def _read_exactly(self, size: int, deadline: float) -> bytes:
        descriptor = self._stdout.fileno()
        # Not select.select(), which cannot watch descriptors above 1023.
        watch = select.poll()
        watch.register(descriptor, select.POLLIN)
        data = bytearray()
        while len(data) < size:
            if not watch.poll(_left_ms(deadline)):
                raise WorkerSlow
            chunk = os.read(descriptor, min(size - len(data), _READ_BYTES))
            if not chunk:
                raise WorkerGone
            data += chunk
        return bytes(data)


def _left_ms(deadline: float) -> int:
    return max(0, int((deadline - time.monotonic()) * 1000))


def _error(head: dict[str, Any]) -> errors.GemeengoedError:
    kind: type[errors.GemeengoedError] = getattr(errors, head["error"])
    if issubclass(kind, errors.QuerySyntaxError):
        return kind(head["message"], head["line"], head["column"])
    return kind(head["message"])


def gone_error() -> QueryLimitError:
    """Say what it means when a process ends during a query: the system stopped it."""
    return QueryLimitError(
        "De vraag kost te veel geheugen of is te diep genest. Vraag minder, of splits de vraag."
    )


def slow_error(timeout_s: float) -> QueryTimeoutError:
    """Say that a query was stopped at its deadline."""
    return QueryTimeoutError(
        f"De vraag duurde langer dan {timeout_s:g} seconden en is gestopt. "
        "Vraag minder, bijvoorbeeld met LIMIT of een preciezer patroon."
    )


def start_error() -> StoreUnavailableError:
    """Say that no process can be started; why stands in its own words on standard error."""
    return StoreUnavailableError("De processen die vragen beantwoorden starten niet. Kijk in het logboek.")
