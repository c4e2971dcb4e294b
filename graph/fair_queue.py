"""Decides who may ask next when more strangers ask at once than there are places: fair per client."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ontology.errors import StoreUnavailableError

_REMEMBERED: Final = 10_000
"""Clients whose last turn is remembered."""


class _Waiter:
    """Somebody who waits: for whom, and what became of it."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.called = threading.Event()
        self.admitted = False


class Place:
    """A place that somebody holds; :meth:`step_aside` makes room for the next while he goes on."""

    def __init__(self, queue: FairQueue, client: str) -> None:
        self._queue = queue
        self.client = client
        self.aside = False

    def step_aside(self) -> bool:
        """Go on in a side place, so that the next may have this one; once, and only while one is free.

        :returns: whether it worked: a client may hold one side place at a time
        """
        return self._queue._step_aside(self)


class FairQueue:
    """Places for a few, a bounded row of who waits, and the next turn to whoever has had least.

    Of those who wait, the client who holds fewest places is next, then the one whose turn was longest ago.
    When the row is full, a newcomer takes the last place in it of the client who waits most often, if that is
    more often than he does.

    >>> queue = FairQueue(places=1, waiting=0)
    >>> with queue.place("a", 0.0), queue.place("b", 0.0):
    ...     pass
    Traceback (most recent call last):
    ontology.errors.StoreUnavailableError: Er zijn nu te veel vragen tegelijk. Probeer het zo opnieuw.
    """

    def __init__(self, *, places: int, waiting: int, aside: int = 0) -> None:
        """Make a queue.

        :param places: how many go on at once
        :param waiting: how many may wait; each holds a thread
        :param aside: side places for who takes long
        """
        self._lock = threading.Lock()
        self._free = places
        self._waiting = waiting
        self._aside_free = aside
        self._held: Counter[str] = Counter()
        self._aside: Counter[str] = Counter()
        self._row: list[_Waiter] = []
        self._turns: dict[str, int] = {}
        self._turn = 0

    @contextmanager
    def place(self, client: str, wait_s: float) -> Iterator[Place]:
        """Hold a place for *client*, and give it back afterwards.

        :param wait_s: seconds that it may take to get one
        :raises StoreUnavailableError: if there is no room to wait, or no place comes free in time
        """
        self._enter(client, wait_s)
        place = Place(self, client)
        try:
            yield place
        finally:
            self._leave(place)

    def waiting(self) -> int:
        """Tell how many wait now."""
        with self._lock:
            return len(self._row)

    def _enter(self, client: str, wait_s: float) -> None:
        with self._lock:
            if self._free:
                self._take(client)
                return
            self._make_room_for(client)
            waiter = _Waiter(client)
            self._row.append(waiter)
        waiter.called.wait(wait_s)
        with self._lock:
            if waiter.admitted:
                return
            if waiter in self._row:
                self._row.remove(waiter)
        raise _too_busy()

    def _make_room_for(self, client: str) -> None:
        if len(self._row) < self._waiting:
            return
        waiting = Counter(one.client for one in self._row)
        greediest = max(waiting, key=lambda one: waiting[one], default=client)
        if waiting[greediest] <= waiting[client] + 1:
            raise _too_busy()
        last = next(one for one in reversed(self._row) if one.client == greediest)
        self._row.remove(last)
        last.called.set()

    def _take(self, client: str) -> None:
        self._free -= 1
        self._held[client] += 1
        self._turn += 1
        if len(self._turns) > _REMEMBERED:
            self._turns.clear()
        self._turns[client] = self._turn

    def _leave(self, place: Place) -> None:
        with self._lock:
            if place.aside:
                self._aside_free += 1
                _less(self._aside, place.client)
            else:
                self._free_place(place.client)

    def _step_aside(self, place: Place) -> bool:
        with self._lock:
            if place.aside or not self._aside_free or self._aside[place.client]:
                return False
            place.aside = True
            self._aside_free -= 1
            self._aside[place.client] += 1
            self._free_place(place.client)
            return True

    def _free_place(self, client: str) -> None:
        self._free += 1
        _less(self._held, client)
        if self._row:
            following = min(self._row, key=self._has_had)  # the first to come, of equals
            self._row.remove(following)
            self._take(following.client)
            following.admitted = True
            following.called.set()

    def _has_had(self, one: _Waiter) -> tuple[int, int]:
        return self._held[one.client] + self._aside[one.client], self._turns.get(one.client, 0)


def _less(counter: Counter[str], client: str) -> None:
    counter[client] -= 1
    if not counter[client]:
        del counter[client]


def _too_busy() -> StoreUnavailableError:
    return StoreUnavailableError("Er zijn nu te veel vragen tegelijk. Probeer het zo opnieuw.")
