"""Counts what each client wrote lately, so that no one of them fills the disk."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from typing import Final

from ontology.errors import StoreUnavailableError

_REMEMBERED: Final = 10_000


class Allowance:
    """So many times within so many seconds for each client.

    >>> allowance = Allowance(times=1, within_s=60)
    >>> allowance.use("a"); allowance.use("b"); allowance.use("a")
    Traceback (most recent call last):
    ontology.errors.StoreUnavailableError: Dit kan 1 keer per minuut. Probeer het over een minuut opnieuw.
    """

    def __init__(self, *, times: int, within_s: float) -> None:
        """Begin with nothing used."""
        self._times = times
        self._within_s = within_s
        self._lock = threading.Lock()
        self._used: OrderedDict[str, deque[float]] = OrderedDict()

    def use(self, client: str) -> None:
        """Count one more for *client*.

        :raises StoreUnavailableError: if that is too many
        """
        now = time.monotonic()
        with self._lock:
            used = self._used.pop(client, None) or deque()
            self._used[client] = used  # who used it last goes last
            while len(self._used) > _REMEMBERED:
                self._used.popitem(last=False)
            while used and now - used[0] > self._within_s:
                used.popleft()
            if len(used) >= self._times:
                minutes = round(self._within_s / 60)
                each = "minuut" if minutes == 1 else f"{minutes} minuten"
                again = "een minuut" if minutes == 1 else f"{minutes} minuten"
                raise StoreUnavailableError(
                    f"Dit kan {self._times} keer per {each}. Probeer het over {again} opnieuw."
                )
            used.append(now)
