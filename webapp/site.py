"""The published edition as pages read it: opened once, and opened anew when another is published."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Final, TypeVar, cast

from flask import Flask, current_app, g

from graph.edition import Edition, published_edition, published_name
from graph.edition_store import open_edition_store
from graph.store.interface import GraphStore
from graph.workers import Answerer, open_pool
from indexer.engines import open_engine
from indexer.recognise.recogniser_process import RecogniserProcess
from indexer.search import SearchEngine

if TYPE_CHECKING:
    from webapp.settings import Settings

T = TypeVar("T")
READERS: Final = 2
"""Files whose text is taken at once: each has a process, and holds a thread that pages need too."""

_EXTENSION: Final = "gemeengoed-site"


class Site:
    """One opened edition with its store and search engine.

    An edition never changes, so what is worked out from it once may be remembered as long as it is open.
    """

    def __init__(self, edition: Edition, *, store_url: str, engine_url: str) -> None:
        """Open the store and the engine of *edition*; neither stays open if the other cannot be."""
        self.edition: Final = edition
        self._store_url: Final = store_url
        self.store: Final[GraphStore] = open_edition_store(store_url, edition)
        try:
            self.engine: Final[SearchEngine] = open_engine(engine_url)
        except BaseException:
            self.store.close()
            raise
        self._remembered: dict[Hashable, object] = {}
        self._pool: Answerer | None = None
        self._recogniser: RecogniserProcess | None = None
        self._pool_lock: Final = threading.Lock()
        self.reading: Final = threading.BoundedSemaphore(READERS)
        """Room for files from outside whose text is being taken."""
        self.users = 0
        self.retired = False

    @property
    def base(self) -> str:
        """The base with which this edition was built, whatever the settings say by now."""
        return self.edition.base

    def remember(self, name: Hashable, work_out: Callable[[], T]) -> T:
        """Answer what *work_out* gave the first time; two threads at once may both work it out, alike."""
        if name not in self._remembered:
            self._remembered[name] = work_out()
        return cast("T", self._remembered[name])

    @property
    def pool(self) -> Answerer:
        """Who answers strangers' queries; made when the first of them comes."""
        with self._pool_lock:
            if self._pool is None:
                self._pool = open_pool(self._store_url)
            return self._pool

    @property
    def recogniser(self) -> RecogniserProcess:
        """Who recognises what a text mentions; made when the first text comes."""
        with self._pool_lock:
            if self._recogniser is None:
                self._recogniser = RecogniserProcess(self._store_url)
            return self._recogniser

    def close(self) -> None:
        """Close the processes, the store and the engine."""
        if self._pool is not None:
            self._pool.close()
        if self._recogniser is not None:
            self._recogniser.close()
        self.engine.close()
        self.store.close()


class SiteKeeper:
    """Keep the published edition open, and let go of an earlier one after its last request."""

    def __init__(self, settings: Settings) -> None:
        """Remember where to look; nothing is opened before the first request."""
        self._settings: Final = settings
        self._lock: Final = threading.Lock()
        self._site: Site | None = None

    def acquire(self) -> Site:
        """Hand out the site of the edition that is published now; give it back with :meth:`release`.

        :raises NoEditionError: if nothing is published
        """
        with self._lock:
            # One readlink a request: cheap, and never half a switch, because the link is replaced atomically.
            if self._site is None or published_name(self._settings.home_path) != self._site.edition.name:
                # Opened before the earlier one is let go: when opening fails, nothing is lost.
                site = self._open()
                self._retire()
                self._site = site
            self._site.users += 1
            return self._site

    def release(self, site: Site) -> None:
        """Take back a site; one that is no longer published is closed when its last user is done."""
        with self._lock:
            site.users -= 1
            if site.retired and site.users == 0:
                site.close()

    def close(self) -> None:
        """Let go of the edition that is open, if any."""
        with self._lock:
            self._retire()

    def _open(self) -> Site:
        edition = published_edition(self._settings.home_path)
        return Site(
            edition,
            store_url=self._settings.store_url(edition.graph_path),
            engine_url=f"{self._settings.engine}:{edition.index_path}",
        )

    def _retire(self) -> None:
        site, self._site = self._site, None
        if site is not None:
            site.retired = True
            if site.users == 0:
                site.close()


def install_site(app: Flask, settings: Settings) -> SiteKeeper:
    """Give *app* its keeper; each request that asked for the site gives it back at its end."""
    keeper = SiteKeeper(settings)
    app.extensions[_EXTENSION] = keeper

    def give_back(_error: BaseException | None) -> None:
        site = g.pop("site", None)
        if site is not None:
            keeper.release(site)

    app.teardown_appcontext(give_back)
    return keeper


def current_site() -> Site:
    """Give the site for this request: the same one from its first page query to its last.

    :raises NoEditionError: if nothing is published
    """
    if "site" not in g:
        keeper: SiteKeeper = current_app.extensions[_EXTENSION]
        g.site = keeper.acquire()
    return cast("Site", g.site)
