"""Says to a SPARQL server which graphs a query is about, so that it answers as the embedded engine does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from graph.containment import CheckedQuery, check_query
from graph.dataset_clause import without_dataset
from graph.store.sparql_client import SparqlClient
from ontology.errors import NotSupportedError, QuerySyntaxError, StoreUnavailableError

NOTHING: Final = "urn:x-gemeengoed:leeg"
"""The graph that no server holds: a dataset that names only this one is empty."""
NAMED_GRAPH: Final = "http://www.w3.org/ns/sparql-service-description#NamedGraph"


def record_name(default_graph: str) -> str:
    """Name the graph that tells which named graphs belong to the edition in *default_graph*.

    >>> record_name("urn:gemeengoed")
    'urn:gemeengoed#grafen'
    """
    return f"{default_graph}#grafen"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A query as it is sent, with its dataset; two empty sequences leave the dataset to the server."""

    query: CheckedQuery
    default_graphs: Sequence[str]
    named_graphs: Sequence[str]


class RemoteDataset:
    """What the dataset of an edition is on one server.

    Most servers have a default graph. Some have none (Virtuoso, GraphDB): they answer from all graphs they
    hold, their own included, and give a statement once for each. For those the address names the graph that
    stands for it, and each query is sent with the whole dataset.
    """

    def __init__(self, client: SparqlClient) -> None:
        """Ask *client* what there is to know, when that is first needed."""
        self._client = client
        self._recorded: dict[str, None] = {}

    def fit(self, query: CheckedQuery, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> Fitted:
        """Work out the dataset for *query*: the one given, or its own after ``FROM``, or the edition.

        :raises QuerySyntaxError: if a graph has no readable name: some servers paste it into the query
        :raises NotSupportedError: if several default graphs share a statement, which servers then count twice
        :raises StoreUnavailableError: if the server does not hold an edition
        """
        given = bool(default_graphs or named_graphs)
        default = _names(default_graphs if given else query.default_graphs)
        named = _names(named_graphs if given else query.named_graphs)
        if not self._client.default_graph:
            self._refuse_overlap(default)
            return Fitted(query, default if given else (), named if given else ())
        graphs = self._graphs()
        if not default and not named:
            return Fitted(query, (self._client.default_graph,), tuple(graphs))
        default = [name for name in default if name in graphs]
        named = [name for name in named if name in graphs]
        self._refuse_overlap(default)
        bare = replace(query, text=without_dataset(query.text))  # it only loses something
        return Fitted(bare, default or (NOTHING,), named or (NOTHING,))

    def _graphs(self) -> dict[str, None]:
        if not self._recorded:
            record = record_name(self._client.default_graph)
            query = check_query(f"SELECT ?g {{ ?g a <{NAMED_GRAPH}> }}")
            rows = self._client.query(query, (record,), (NOTHING,))
            if not isinstance(rows, ox.QuerySolutions):
                raise self._client.broken(TypeError("SELECT"))
            self._recorded = {row["g"].value: None for row in rows}
        if not self._recorded:
            raise StoreUnavailableError(
                f"De SPARQL-server bevat geen editie in <{self._client.default_graph}>. "
                "Zet haar er met gemeengoed upload."
            )
        return self._recorded

    def _refuse_overlap(self, default: Sequence[str]) -> None:
        if len(default) < 2:  # noqa: PLR2004  # one graph holds nothing twice
            return
        values = " ".join(f"<{name}>" for name in default)
        shared = self._client.query(
            check_query(
                f"ASK {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} "
                "GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?s ?p ?o } FILTER(STR(?a) < STR(?b)) }"
            ),
            (),
            default,
        )
        if bool(shared):
            raise NotSupportedError(
                "Deze grafen hebben een uitspraak gemeen, en de SPARQL-server telt haar dan dubbel. "
                "Vraag ze één voor één, of vraag de hele editie."
            )


def _names(iris: Iterable[str]) -> list[str]:
    names = list(dict.fromkeys(iris))
    for name in names:
        try:
            ox.NamedNode(name)
        except ValueError as exc:
            message = f"De naam van een graaf is geen IRI ({exc}). Geef een volledige IRI."
            raise QuerySyntaxError(message) from exc
    return names
