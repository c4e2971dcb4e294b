"""The graph behind a SPARQL 1.1 server, asked over HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from graph.containment import check_query
from graph.store.answering import serialise
from graph.store.binding import bind
from graph.store.convert import from_ox, read_rows
from graph.store.interface import DEFAULT_GRAPH, Node, Quad, Row
from graph.store.sparql_client import SparqlClient
from graph.store.sparql_dataset import RemoteDataset
from ontology.errors import QuerySyntaxError


def open_remote(url: str) -> SparqlStore:
    """Connect to the query address of a server; nothing is sent before the first query.

    :param url: http(s) address; ``?default-graph-uri=`` names the graph that stands for the default graph on
        a server that has none
    """
    return SparqlStore(SparqlClient(url))


class SparqlStore:
    """A :class:`~graph.store.interface.GraphStore` on a server that speaks the SPARQL 1.1 protocol.

    The server's default graph must be the set of all public statements, as it is in an edition.
    """

    def __init__(self, client: SparqlClient) -> None:
        """Take over *client*, and close it when this store is closed."""
        self._client = client
        self._dataset = RemoteDataset(client)

    def select(self, query: str, bindings: Mapping[str, Node] | None = None) -> list[Row]:
        """See :meth:`graph.store.interface.GraphStore.select`."""
        try:
            return read_rows(_as_table(self._ask(bind(query, bindings))))
        except SyntaxError as exc:
            raise self._client.broken(exc) from exc

    def ask(self, query: str, bindings: Mapping[str, Node] | None = None) -> bool:
        """See :meth:`graph.store.interface.GraphStore.ask`."""
        result = self._ask(bind(query, bindings))
        if not isinstance(result, ox.QueryBoolean):
            del result  # see serialise()
            raise _wrong_form("ASK")
        return bool(result)

    def construct(self, query: str, bindings: Mapping[str, Node] | None = None) -> Graph:
        """See :meth:`graph.store.interface.GraphStore.construct`."""
        result = self._ask(bind(query, bindings))
        if not isinstance(result, list):
            del result  # see serialise()
            raise _wrong_form("CONSTRUCT")
        graph = Graph()
        for triple in result:
            graph.add((from_ox(triple.subject), from_ox(triple.predicate), from_ox(triple.object)))
        return graph

    def describe(self, iri: str) -> Graph:
        """See :meth:`graph.store.interface.GraphStore.describe`."""
        return self.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", {"s": URIRef(iri)})

    def serialise(
        self,
        query: str,
        media_type: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        max_bytes: int | None = None,
        max_read_bytes: int | None = None,
        timeout_s: float | None = None,
    ) -> bytes:
        """See :meth:`graph.store.interface.GraphStore.serialise`.

        :param max_read_bytes: size of the server's own answer, which is mostly larger than ours
        :param timeout_s: seconds for the whole answer
        """
        try:
            result = self._ask(query, default_graphs, named_graphs, timeout_s, max_read_bytes)
            return serialise(result, media_type, max_bytes)
        except SyntaxError as exc:
            raise self._client.broken(exc) from exc

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
        given = {"s": subject, "p": predicate, "o": object}
        bindings = {name: term for name, term in given.items() if term is not None}
        if graph == DEFAULT_GRAPH:
            rows = self.select("SELECT ?s ?p ?o { ?s ?p ?o }", bindings)
        else:
            bindings |= {} if graph is None else {"g": graph}
            rows = self.select("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }", bindings)
        for row in rows:
            yield row["s"], row["p"], row["o"], row.get("g", DEFAULT_GRAPH)  # type: ignore[misc]

    def count(self) -> int:
        """See :meth:`graph.store.interface.GraphStore.count`."""
        return int(str(self.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0]["n"]))

    def _ask(
        self,
        text: str,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout_s: float | None = None,
        max_bytes: int | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]:
        fitted = self._dataset.fit(check_query(text), default_graphs, named_graphs)
        return self._client.query(
            fitted.query,
            fitted.default_graphs,
            fitted.named_graphs,
            timeout_s=timeout_s,
            max_bytes=max_bytes,
        )

    def close(self) -> None:
        """See :meth:`graph.store.interface.GraphStore.close`."""
        self._client.close()

    def __enter__(self) -> SparqlStore:
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


def _as_table(result: ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]) -> ox.QuerySolutions:
    if not isinstance(result, ox.QuerySolutions):
        raise _wrong_form("SELECT")
    return result


def _wrong_form(form: str) -> QuerySyntaxError:
    return QuerySyntaxError(f"Deze vraag is geen {form}. Gebruik de methode van haar vorm.", 1, 1)
