"""The graph in Oxigraph, inside this process: read-only from disk, or in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from graph.store.answering import Result, run_query, serialise
from graph.store.binding import bind
from graph.store.convert import from_ox, from_ox_quad, read_rows, to_ox, to_ox_quad
from graph.store.interface import DEFAULT_GRAPH, Node, Quad, Row
from ontology.errors import QuerySyntaxError, StoreError, StoreUnavailableError

R = TypeVar("R")


def open_disk(directory: str) -> OxigraphStore:
    """Open the store in *directory* read-only; it never sees what is written there later.

    :raises StoreUnavailableError: if there is no store there
    """
    # The engine makes the folder when it is missing, so look before asking.
    if not (Path(directory) / "CURRENT").is_file():
        raise StoreUnavailableError(f'In {directory} staat geen graaf. Draai "gemeengoed build".')
    try:
        return OxigraphStore(ox.Store.read_only(directory))
    except (OSError, ValueError, RuntimeError) as exc:  # the last one where files are damaged
        raise StoreUnavailableError(
            f'De graaf in {directory} is niet te openen ({exc}). Draai "gemeengoed build".'
        ) from exc


def open_memory(directory: str) -> OxigraphStore:
    """Copy the store in *directory* into memory; without a directory, start with nothing.

    :raises StoreUnavailableError: if there is no store there
    """
    store = ox.Store()
    if directory:
        with open_disk(directory) as disk:
            store.bulk_extend(disk.engine)
    return OxigraphStore(store)


class OxigraphStore:
    """A :class:`~graph.store.interface.GraphStore` on an embedded engine.

    >>> from rdflib import RDFS
    >>> with open_memory("") as store:
    ...     store.extend([(URIRef("http://e.org/a"), RDFS.label, Literal("a"), DEFAULT_GRAPH)])
    ...     store.select("SELECT ?l { ?s rdfs:label ?l }", {"s": URIRef("http://e.org/a")})
    [{'l': rdflib.term.Literal('a')}]
    """

    def __init__(self, engine: ox.Store) -> None:
        """Take over *engine*, which nobody else may close or write to."""
        self._engine: ox.Store | None = engine

    @property
    def engine(self) -> ox.Store:
        """The engine itself, for code of the store that has no need of rdflib terms.

        :raises StoreError: after :meth:`close`
        """
        if self._engine is None:
            raise StoreError("Deze store is al gesloten. Open hem opnieuw.")
        return self._engine

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add statements; only a store in memory can.

        :raises StoreError: if the store was opened read-only
        """
        try:
            self.engine.extend([to_ox_quad(quad) for quad in quads])
        except (OSError, RuntimeError) as exc:
            raise StoreError(f"Schrijven kan hier niet ({exc}). Open oxigraph-memory: daarvoor.") from exc

    def select(self, query: str, bindings: Mapping[str, Node] | None = None) -> list[Row]:
        """See :meth:`graph.store.interface.GraphStore.select`."""
        return read_rows(self._result(query, bindings, ox.QuerySolutions, "SELECT"))

    def ask(self, query: str, bindings: Mapping[str, Node] | None = None) -> bool:
        """See :meth:`graph.store.interface.GraphStore.ask`."""
        return bool(self._result(query, bindings, ox.QueryBoolean, "ASK"))

    def construct(self, query: str, bindings: Mapping[str, Node] | None = None) -> Graph:
        """See :meth:`graph.store.interface.GraphStore.construct`."""
        graph = Graph()
        for triple in self._result(query, bindings, ox.QueryTriples, "CONSTRUCT"):
            graph.add((from_ox(triple.subject), from_ox(triple.predicate), from_ox(triple.object)))
        return graph

    def describe(self, iri: str) -> Graph:
        """See :meth:`graph.store.interface.GraphStore.describe`."""
        graph = Graph()
        for subject, predicate, obj, _ in self.quads(subject=URIRef(iri), graph=DEFAULT_GRAPH):
            graph.add((subject, predicate, obj))
        return graph

    def serialise(
        self,
        query: str,
        media_type: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        max_bytes: int | None = None,
    ) -> bytes:
        """See :meth:`graph.store.interface.GraphStore.serialise`."""
        return serialise(run_query(self.engine, query, default_graphs, named_graphs), media_type, max_bytes)

    def quads(
        self,
        subject: Node | None = None,
        predicate: URIRef | None = None,
        object: Node | None = None,  # noqa: A002
        graph: URIRef | None = None,
    ) -> Iterator[Quad]:
        """See :meth:`graph.store.interface.GraphStore.quads`."""
        if isinstance(subject, Literal):
            return
        default = ox.DefaultGraph()
        wanted = default if graph == DEFAULT_GRAPH else _pattern(graph)
        found = self.engine.quads_for_pattern(
            _pattern(subject), _pattern(predicate), _pattern(object), wanted
        )
        for quad in found:
            if wanted is not None or quad.graph_name != default:
                yield from_ox_quad(quad)

    def count(self) -> int:
        """See :meth:`graph.store.interface.GraphStore.count`."""
        rows = self.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        return int(str(rows[0]["n"]))

    def close(self) -> None:
        """See :meth:`graph.store.interface.GraphStore.close`; a second time does nothing."""
        self._engine = None

    def __enter__(self) -> OxigraphStore:
        """Use the store in a ``with`` statement."""
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def _result(self, query: str, bindings: Mapping[str, Node] | None, kind: type[R], form: str) -> R:
        result: Result = run_query(self.engine, bind(query, bindings))
        if not isinstance(result, kind):
            del result  # see serialise()
            raise QuerySyntaxError(f"Deze vraag is geen {form}. Gebruik de methode van haar vorm.", 1, 1)
        return result


def _pattern(term: Node | None) -> Any:  # the engine's stubs want another union in each position
    return None if term is None else to_ox(term)
