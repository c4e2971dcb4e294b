"""Keeps open what requests ask, hands it out, and lets go of an earlier state after its last request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, Final, Generic, Protocol, TypeVar, cast

from flask import Flask, current_app, g

from graph.store.interface import GraphStore
from graph.workers import Answerer

T = TypeVar("T")

_EXTENSION: Final = "gemeengoed-site"


class AskedGraph(Protocol):
    """What the SPARQL protocol needs of what it asks: an opened edition, or a sandbox as it is now."""

    store: GraphStore
    has_pages: bool
    """Whether there are pages about the things in it."""

    @property
    def base(self) -> str:
        """The beginning of the IRIs that are ours."""
        ...

    @property
    def state(self) -> str:
        """What tells this state of the graph from every other."""
        ...

    @property
    def answerer(self) -> Answerer:
        """Who answers strangers' queries."""
        ...

    def remember(self, name: Hashable, work_out: Callable[[], T]) -> T:
        """Answer what *work_out* gave the first time."""
        ...


class Kept(Protocol):
    """What a keeper keeps open."""

    users: int
    retired: bool

    @property
    def state(self) -> str:
        """What it was opened for."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


K = TypeVar("K", bound=Kept)


class Keeper(Generic[K]):
    """Keep what is current open, and let go of an earlier one after its last request."""

    def __init__(self, is_current: Callable[[K], bool], open_current: Callable[[], K]) -> None:
        """Remember how to look; nothing is opened before the first request."""
        self._is_current: Final = is_current
        self._open_current: Final = open_current
        self._lock: Final = threading.Lock()
        self._kept: K | None = None

    def acquire(self, name: str = "") -> K:  # noqa: ARG002  # for who keeps more than what is current
        """Hand out what is current now; give it back with :meth:`release`.

        :param name: of an earlier state, for who keeps those
        :raises NoEditionError: if nothing is published
        """
        with self._lock:
            if self._kept is None or not self._is_current(self._kept):
                # Opened before the earlier one is let go: when opening fails, nothing is lost.
                opened = self._open_current()
                self._retire()
                self._kept = opened
            self._kept.users += 1
            return self._kept

    def release(self, kept: K) -> None:
        """Take back; one that is no longer current is closed when its last user is done."""
        with self._lock:
            kept.users -= 1
            if kept.retired and kept.users == 0:
                kept.close()

    def close(self) -> None:
        """Let go of what is open, if anything."""
        with self._lock:
            self._retire()

    def _retire(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            retire(kept)


def retire(kept: Kept) -> None:
    """Close *kept* when its last user is done with it."""
    kept.retired = True
    if kept.users == 0:
        kept.close()


def install_keeper(app: Flask, keeper: Keeper[Any]) -> None:
    """Give *app* its keeper; each request that asked for the site gives it back at its end."""
    app.extensions[_EXTENSION] = keeper

    def give_back(_error: BaseException | None) -> None:
        site = g.pop("site", None)
        if site is not None:
            keeper.release(site)

    app.teardown_appcontext(give_back)


def current_graph() -> AskedGraph:
    """Give what this request asks: the site, or in a sandbox its data as they were at the first question.

    :raises NoEditionError: if nothing is published
    """
    if "site" not in g:
        keeper: Keeper[Any] = current_app.extensions[_EXTENSION]
        g.site = keeper.acquire(g.get("pinned", ""))
    return cast("AskedGraph", g.site)
