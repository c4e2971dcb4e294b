"""The data of a sandbox as requests see them: the dataset to write to, and its last state to ask."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, TypeVar, cast

from flask import Response, current_app, request, url_for
from flask_babel import gettext

from graph.dataset import Dataset
from graph.query_pool import QueryPool
from graph.store import open_store
from graph.store.interface import GraphStore
from graph.workers import Answerer, PoolAnswerer
from ontology.iris import DEFAULT_BASE
from webapp.keeper import Keeper
from webapp.sparql_request import prefers_page

T = TypeVar("T")

EXTENSION: Final = "gemeengoed-sandbox"


class SandboxState:
    """The dataset as it was after one of its changes."""

    has_pages = False

    def __init__(self, dataset: Dataset, pool: QueryPool) -> None:
        """Open the last checkpoint of *dataset*."""
        self.version: Final = dataset.version
        store_dir = dataset.store_dir
        self.store: GraphStore = open_store(f"oxigraph:{store_dir}")
        self._answerer: Final = PoolAnswerer(pool, store_dir)
        self._remembered: dict[Hashable, object] = {}
        self._name: Final = str(store_dir)
        self.users = 0
        self.retired = False

    @property
    def base(self) -> str:
        """The base of our own IRIs, for who tries a delivery here."""
        return DEFAULT_BASE

    @property
    def state(self) -> str:
        """What tells this state from every other, of other sandboxes too."""
        return self._name

    @property
    def answerer(self) -> Answerer:
        """Who answers queries."""
        return self._answerer

    def remember(self, name: Hashable, work_out: Callable[[], T]) -> T:
        """Answer what *work_out* gave the first time."""
        if name not in self._remembered:
            self._remembered[name] = work_out()
        return cast("T", self._remembered[name])

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()


class SandboxKeeper(Keeper[SandboxState]):
    """Keep the last state of a dataset open, and the dataset itself."""

    def __init__(self) -> None:
        """Begin with nothing in it.

        :raises StoreUnavailableError: if the process that writes does not start
        """
        self.dataset: Final = Dataset()
        self._pool: Final = QueryPool()
        super().__init__(
            lambda state: state.version == self.dataset.version,
            lambda: SandboxState(self.dataset, self._pool),
        )

    def close(self) -> None:
        """End the processes and throw the data away."""
        super().close()
        self._pool.close()
        self.dataset.close()


def current_dataset() -> Dataset:
    """Give the dataset of this sandbox."""
    keeper: SandboxKeeper = current_app.extensions[EXTENSION]
    return keeper.dataset


def written(status: int, location: str = "") -> Response:
    """Say that something was written; a browser goes on to the page that shows what there is now.

    :param location: IRI of a graph that was made
    """
    if prefers_page():
        return Response(status=303, headers={"Location": url_for("sandbox.page")})
    return Response(status=status, headers={"Location": location} if location else None)


def refuse_other_origins() -> Response | None:
    """Let no page of another site write here: a browser sends along where a page came from."""
    origin = request.headers.get("Origin")
    if origin is None or origin.partition("://")[2] == request.host:
        return None
    sentence = gettext("Een pagina van een andere site kan hier niet schrijven. Gebruik een programma.")
    return Response(f"{sentence}\n", status=403, content_type="text/plain; charset=utf-8")
