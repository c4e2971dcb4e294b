"""The published edition as pages read it: opened once, and opened anew when another is published."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Final, TypeVar, cast

from flask import Flask

from graph.edition import Edition, open_edition, published_edition, published_name
from graph.edition_store import open_edition_store
from graph.fair_queue import FairQueue
from graph.query_pool import QueryPool
from graph.store.interface import GraphStore
from graph.workers import Answerer, open_answerer
from indexer.engines import open_engine
from indexer.recognise.recogniser_process import RecogniserProcess
from indexer.search import SearchEngine
from ontology.errors import NotSupportedError, SearchIndexError
from webapp.keeper import Keeper, current_graph, install_keeper, retire

if TYPE_CHECKING:
    from webapp.settings import Settings

T = TypeVar("T")
PINNED: Final = 2
"""Editions that are kept open because somebody asked for them by name."""
READERS: Final = 2
"""Files whose text is taken at once: each has a process, and holds a thread that pages need too."""


class Site:
    """One opened edition with its store and search engine.

    An edition never changes, so what is worked out from it once may be remembered as long as it is open.
    """

    has_pages = True

    def __init__(self, edition: Edition, *, store_url: str, engine_url: str, pool: QueryPool) -> None:
        """Open the store of *edition*; the engine follows when it is needed, or with :meth:`open_engine`.

        :param pool: who answers strangers' queries to one of our stores; shared with other editions
        """
        self.edition: Final = edition
        self._store_url: Final = store_url
        self._engine_url: Final = engine_url
        self.store: GraphStore = open_edition_store(store_url, edition)
        self._engine: SearchEngine | None = None
        self._remembered: dict[Hashable, object] = {}
        self._pool: Final = pool
        self._answerer: Answerer | None = None
        self._recogniser: RecogniserProcess | None = None
        self._opening: Final = threading.Lock()
        self.reading: Final = FairQueue(places=READERS, waiting=0)
        """Room for files from outside whose text is being taken."""
        self.users = 0
        self.retired = False

    @property
    def base(self) -> str:
        """The base with which this edition was built, whatever the settings say by now."""
        return self.edition.base

    @property
    def state(self) -> str:
        """What tells this state of the graph from every other."""
        return f"{self.edition.name} {self.edition.created.isoformat()}"

    def remember(self, name: Hashable, work_out: Callable[[], T]) -> T:
        """Answer what *work_out* gave the first time; two threads at once may both work it out, alike."""
        if name not in self._remembered:
            self._remembered[name] = work_out()
        return cast("T", self._remembered[name])

    def open_engine(self) -> None:
        """Open the search engine now, and close everything if that cannot be done.

        :raises SearchIndexError: if there is no index that this version can read
        """
        try:
            self._engine = open_engine(self._engine_url)
        except BaseException:
            self.store.close()
            raise

    @property
    def engine(self) -> SearchEngine:
        """The search engine of this edition.

        :raises NotSupportedError: if its index is one that this version cannot read
        """
        with self._opening:
            if self._engine is None:
                try:
                    self._engine = open_engine(self._engine_url)
                except SearchIndexError as exc:
                    raise NotSupportedError(
                        f"In editie {self.edition.name} kan deze versie niet meer zoeken. "
                        "Zoek in de nieuwste editie."
                    ) from exc
            return self._engine

    @property
    def answerer(self) -> Answerer:
        """Who answers strangers' queries; made when the first of them comes."""
        with self._opening:
            if self._answerer is None:
                self._answerer = open_answerer(self._store_url, self._pool)
            return self._answerer

    @property
    def recogniser(self) -> RecogniserProcess:
        """Who recognises what a text mentions; made when the first text comes."""
        with self._opening:
            if self._recogniser is None:
                self._recogniser = RecogniserProcess(self._store_url)
            return self._recogniser

    def close(self) -> None:
        """Close the processes, the store and the engine."""
        if self._answerer is not None:
            self._answerer.close()
        if self._recogniser is not None:
            self._recogniser.close()
        if self._engine is not None:
            self._engine.close()
        self.store.close()


class SiteKeeper(Keeper[Site]):
    """Keep the published edition open, and the last few that were asked for by name, with their processes."""

    def __init__(self, settings: Settings) -> None:
        """Remember where to look."""
        # One readlink a request: cheap, and never half a switch, because the link is replaced atomically.
        super().__init__(
            lambda site: published_name(settings.home_path) == site.edition.name, self._open_published
        )
        self._settings: Final = settings
        self._pool: Final = QueryPool()
        self._pinned: OrderedDict[str, Site] = OrderedDict()

    def acquire(self, name: str = "") -> Site:
        """Hand out the published edition, or the edition *name*; give it back with :meth:`release`.

        An edition that is asked for by name is another site than the published one, even if it is the same
        edition: what it remembers holds links that lead on within it.

        :raises NoEditionError: if nothing is published
        :raises EditionNotFoundError: if there is no edition *name*
        :raises EditionRemovedError: if there was one
        """
        if not name:
            return super().acquire()
        with self._lock:
            if name in self._pinned:
                return self._hand_out(name, self._pinned[name])
        # Opened without the lock: nobody else waits for an edition that only one asks for.
        opened = self._site(open_edition(self._settings.home_path, name))
        with self._lock:
            site = self._hand_out(name, self._pinned.get(name, opened))
        if site is not opened:  # somebody else was first
            opened.close()
        return site

    def _hand_out(self, name: str, site: Site) -> Site:
        self._pinned[name] = site
        self._pinned.move_to_end(name)  # the last asked for goes last
        while len(self._pinned) > PINNED:
            retire(self._pinned.popitem(last=False)[1])
        site.users += 1
        return site

    def close(self) -> None:
        """Let go of the editions that are open, and end the processes."""
        super().close()
        with self._lock:
            while self._pinned:
                retire(self._pinned.popitem()[1])
        self._pool.close()

    def _open_published(self) -> Site:
        site = self._site(published_edition(self._settings.home_path))
        site.open_engine()
        return site

    def _site(self, edition: Edition) -> Site:
        return Site(
            edition,
            store_url=self._settings.store_url(edition.graph_path),
            engine_url=f"{self._settings.engine}:{edition.index_path}",
            pool=self._pool,
        )


def install_site(app: Flask, settings: Settings) -> SiteKeeper:
    """Give *app* the keeper of the published edition."""
    keeper = SiteKeeper(settings)
    install_keeper(app, keeper)
    return keeper


def current_site() -> Site:
    """Give the site for this request: the same one from its first page query to its last.

    :raises NoEditionError: if nothing is published
    """
    return cast("Site", current_graph())
