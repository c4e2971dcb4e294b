"""Who may ask next: bounded, in order, and fair between clients."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from graph.fair_queue import FairQueue
from ontology.errors import StoreUnavailableError


class Crowd:
    """Threads that each want a place, in the order in which they are told to come."""

    def __init__(self, queue: FairQueue) -> None:
        self.queue = queue
        self.threads: list[threading.Thread] = []
        self.came_in: list[str] = []
        self.sent_away: list[str] = []

    def come(self, client: str, name: str, until: Callable[[], object] = lambda: None) -> None:
        def want() -> None:
            try:
                with self.queue.place(client, wait_s=20):
                    self.came_in.append(name)
                    until()
            except StoreUnavailableError:
                self.sent_away.append(name)

        thread = threading.Thread(target=want)
        said = len(self.came_in) + len(self.sent_away) + self.queue.waiting()
        thread.start()
        self.threads.append(thread)
        for _ in range(2000):
            if len(self.came_in) + len(self.sent_away) + self.queue.waiting() > said:
                return
            time.sleep(0.005)
        pytest.fail(f"{name} neither came in nor waits")

    def go_home(self) -> None:
        for thread in self.threads:
            thread.join(20)


def test_who_waits_comes_in_by_turns_of_clients() -> None:
    crowd, leave = Crowd(FairQueue(places=1, waiting=6)), threading.Event()
    crowd.come("a", "a1", leave.wait)
    for name in ("a2", "a3", "b1", "b2"):
        crowd.come(name[0], name, lambda: time.sleep(0.01))
    leave.set()
    crowd.go_home()
    assert crowd.sent_away == []
    assert crowd.came_in == ["a1", "b1", "a2", "b2", "a3"]


def test_client_with_fewest_places_is_next() -> None:
    crowd, first, second = Crowd(FairQueue(places=2, waiting=6)), threading.Event(), threading.Event()
    crowd.come("a", "a1", first.wait)
    crowd.come("a", "a2", second.wait)
    crowd.come("a", "a3")
    crowd.come("b", "b1", second.set)
    first.set()
    crowd.go_home()
    assert crowd.came_in == ["a1", "a2", "b1", "a3"]


def test_full_row_sends_away_who_waits_most() -> None:
    crowd, leave = Crowd(FairQueue(places=1, waiting=3)), threading.Event()
    crowd.come("a", "a1", leave.wait)
    for name in ("a2", "a3", "a4"):
        crowd.come("a", name)
    crowd.come("a", "a5")
    assert crowd.sent_away == ["a5"]
    row = threading.Thread(target=lambda: crowd.come("b", "b1"))
    row.start()
    row.join(20)
    for _ in range(2000):
        if len(crowd.sent_away) == 2:
            break
        time.sleep(0.005)
    assert crowd.sent_away == ["a5", "a4"]
    leave.set()
    crowd.go_home()
    assert sorted(crowd.came_in) == ["a1", "a2", "a3", "b1"]


def test_place_is_given_up_when_the_wait_is_too_long() -> None:
    queue = FairQueue(places=1, waiting=1)
    with queue.place("a", 0.0), pytest.raises(StoreUnavailableError), queue.place("b", 0.01):
        pytest.fail("came in")
    assert queue.waiting() == 0
    with queue.place("b", 0.0):
        pass


def test_stepping_aside_makes_room_once_for_each_client() -> None:
    queue = FairQueue(places=1, waiting=0, aside=2)
    with queue.place("a", 0.0) as slow:
        assert slow.step_aside()
        assert not slow.step_aside()
        with queue.place("a", 0.0) as again:
            assert not again.step_aside()
        with queue.place("b", 0.0) as other:
            assert other.step_aside()
            with queue.place("c", 0.0) as third:
                assert not third.step_aside()
    with queue.place("a", 0.0) as slow:
        assert slow.step_aside()
