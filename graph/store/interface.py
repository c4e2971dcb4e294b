"""What every store of the graph can do, in rdflib terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Final, Protocol, TypeAlias

from rdflib import BNode, Graph, Literal, URIRef

Node: TypeAlias = URIRef | Literal | BNode
"""What stands in a statement."""
Row: TypeAlias = Mapping[str, Node]
"""One solution of a SELECT: bound variables only, by name without question mark."""
Quad: TypeAlias = tuple[URIRef | BNode, URIRef, Node, URIRef]
"""Subject, predicate, object and the graph that holds them."""

DEFAULT_GRAPH: Final = URIRef("urn:x-rdflib:default")
"""The name under which :meth:`GraphStore.quads` knows the default graph (rdflib's own name for it)."""


class GraphStore(Protocol):
    """The graph, to be asked; only code of ours asks it, strangers go through a query pool.

    The default graph is the *set* of all public statements, the named graphs tell where each came from.
    """

    def select(self, query: str, bindings: Mapping[str, Node] | None = None) -> list[Row]:
        """Answer a SELECT with all its rows.

        :param bindings: terms by variable name; they join the pattern, so they may be projected or not
        :raises QuerySyntaxError: if *query* is no SELECT that the engine can read
        """
        ...

    def ask(self, query: str, bindings: Mapping[str, Node] | None = None) -> bool:
        """Answer an ASK."""
        ...

    def construct(self, query: str, bindings: Mapping[str, Node] | None = None) -> Graph:
        """Answer a CONSTRUCT or DESCRIBE with a small graph in memory."""
        ...

    def describe(self, iri: str) -> Graph:
        """Give all statements whose subject is *iri*; empty if there are none."""
        ...

    def serialise(
        self,
        query: str,
        media_type: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        max_bytes: int | None = None,
    ) -> bytes:
        """Answer any query in the format *media_type*, written by the engine.

        :param default_graphs: IRIs of stored graphs that together are the default graph, as a set
        :param named_graphs: IRIs of stored graphs that ``GRAPH`` may reach; when either is given, no others
        :raises QueryLimitError: if the answer is larger than *max_bytes*; it is never cut short
        """
        ...

    def quads(
        self,
        subject: Node | None = None,
        predicate: URIRef | None = None,
        object: Node | None = None,  # noqa: A002
        graph: URIRef | None = None,
    ) -> Iterator[Quad]:
        """Give the statements that match, None matching anything.

        Without *graph* these are the statements of all *named* graphs, each as often as graphs hold it;
        with :data:`DEFAULT_GRAPH` each statement once.
        """
        ...

    def count(self) -> int:
        """Count the statements of the default graph: what is publicly known, each once."""
        ...

    def close(self) -> None:
        """Let go of files and connections; afterwards the store cannot be used."""
        ...

    def __enter__(self) -> GraphStore:
        """Use the store in a ``with`` statement."""
        ...

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        ...
