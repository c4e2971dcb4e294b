"""Lets one process at a time build or change what is published; the system frees the lock when it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ontology.errors import BuildLockedError, EditionError

LOCK_FILE = "lock"


@contextmanager
def build_lock(home: Path) -> Iterator[None]:
    """Hold the one lock on building in *home*.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as home, build_lock(Path(home)):
    ...     (Path(home) / LOCK_FILE).read_text() == f"{os.getpid()}\\n"
    True

    :raises BuildLockedError: at once, naming the process that holds it
    """
    handle = _open(home / LOCK_FILE)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "onbekend"
            raise BuildLockedError(
                f"Er wordt al gebouwd in {home} (proces {holder}). Wacht tot dat klaar is en probeer opnieuw."
            ) from exc
        # The number only serves the message above; on a full disk the lock holds without it.
        with suppress(OSError):
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def short_lock(path: Path) -> Iterator[None]:
    """Wait for, and hold, a lock for a change that takes milliseconds."""
    handle = _open(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as exc:
        raise EditionError(
            f"{path.parent} is niet beschrijfbaar ({exc.strerror}). Kies een andere map met GEMEENGOED_HOME."
        ) from exc
