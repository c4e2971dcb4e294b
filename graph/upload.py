"""Copies an edition to a SPARQL server elsewhere, so that pages and queries are answered from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from graph.containment import check_query
from graph.store.graph_store_client import GraphStoreClient
from graph.store.oxigraph_store import open_disk
from graph.store.sparql_client import SparqlClient
from graph.store.sparql_dataset import NAMED_GRAPH, NOTHING, record_name
from ontology.errors import SettingsError, StoreError
from ontology.terms import GG, RDF

Progress = Callable[[str, int, int], None]
_STEP = "uploaden"
_PENDING = "urn:gemeengoed:onderweg"
_EDITION = (ox.NamedNode(str(RDF.type)), ox.NamedNode(str(GG.Editie)))


def upload_graph(
    directory: Path, query_url: str, graph_store_url: str, progress: Progress | None = None
) -> int:
    """Write the edition's graph in *directory* to a server, in place of the edition that it holds.

    What makes the copy an edition is removed first and written last: a copy that broke off is refused by
    who opens it, and is written anew by doing this again. A server that holds something else is left alone.

    :param query_url: as :func:`graph.store.sparql_store.open_remote` takes it
    :param graph_store_url: address of the same server's graph store; may hold user and password
    :param progress: called with the step, the statements done and their total
    :returns: how many statements the default graph has
    :raises StoreError: if the server refuses, or does not hold afterwards what was written
    """
    client, writer = SparqlClient(query_url), GraphStoreClient(graph_store_url)
    try:
        with open_disk(str(directory)) as store:
            return _Upload(store.engine, client, writer, progress).run()
    finally:
        client.close()
        writer.close()


class _Upload:
    def __init__(
        self, store: ox.Store, client: SparqlClient, writer: GraphStoreClient, progress: Progress | None
    ) -> None:
        self._store = store
        self._client = client
        self._writer = writer
        self._progress = progress or (lambda _step, _done, _total: None)
        self._done, self._total = 0, len(store)
        # On a server without a default graph this names what stands for it, and a record names the others.
        self._default = client.default_graph
        self._names = sorted(one.value for one in store.named_graphs())
        if self._default in self._names:
            raise SettingsError(
                f"<{self._default}> is een graaf van de editie zelf. Kies een andere default-graph-uri."
            )
        self._place = record_name(self._default) if self._default else ""

    def run(self) -> int:
        stale = self._stale()
        self._mark(_PENDING, [*self._names, *stale])
        for name in stale:
            self._writer.delete(name)
        for name in self._names:
            self._write(name, self._triples(ox.NamedNode(name)))
        self._write(self._default, self._last(self._triples(ox.DefaultGraph())))
        self._check()
        if self._default:
            self._mark(NAMED_GRAPH, self._names)
        return self._counted(self._default)

    def _mark(self, kind: str, names: Iterable[str]) -> None:
        """Write where readers look first which graphs there are, or will be."""
        terms = (ox.NamedNode(str(RDF.type)), ox.NamedNode(kind))
        for _ in self._writer.replace(self._place, (ox.Triple(ox.NamedNode(name), *terms) for name in names)):
            pass

    def _stale(self) -> list[str]:
        """Name the graphs of the edition before this one; refuse to touch what no edition left there."""
        ours = {*self._listed(_PENDING), *self._names}
        if self._default:
            ours.update(self._listed(NAMED_GRAPH))
            return sorted(ours.difference(self._names))
        there = {row["g"].value for row in self._rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
        begun = bool(self._listed(_PENDING) or self._listed(str(GG.Editie)))
        if self._listed(str(GG.Editie)):
            ours |= there
        strange = sorted(there - ours)
        if strange or (not begun and self._counted("")):
            example = strange[0] if strange else "de standaardgraaf"
            raise StoreError(
                f"De SPARQL-server bevat al iets anders ({example}). Geef de editie een lege dataset."
            )
        return sorted(there.difference(self._names))

    def _listed(self, kind: str) -> list[str]:
        rows = self._rows(f"SELECT ?s {{ ?s a <{kind}> }}", self._place)
        return [row["s"].value for row in rows]

    def _triples(self, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Triple]:
        for quad in self._store.quads_for_pattern(None, None, None, graph):
            if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
                raise StoreError(
                    f"{graph} bevat een knoop zonder naam, en die overleeft het niet om in delen te worden "
                    "verstuurd. Bouw de editie opnieuw met gemeengoed build."
                )
            yield quad.triple

    def _last(self, triples: Iterator[ox.Triple]) -> Iterator[ox.Triple]:
        kept = []
        for triple in triples:
            if (triple.predicate, triple.object) == _EDITION:
                kept.append(triple)
            else:
                yield triple
        yield from kept

    def _write(self, graph: str, triples: Iterator[ox.Triple]) -> None:
        for written in self._writer.replace(graph, triples):
            self._done += written
            self._progress(_STEP, self._done, self._total)

    def _check(self) -> None:
        """Count on the server what it took."""
        for name in (*self._names, ""):
            graph = ox.NamedNode(name) if name else ox.DefaultGraph()
            wanted = sum(1 for _ in self._store.quads_for_pattern(None, None, None, graph))
            found = self._counted(name or self._default)
            if found != wanted:
                raise StoreError(
                    f"De SPARQL-server heeft {found} van de {wanted} uitspraken in {graph}. Begin opnieuw."
                )

    def _counted(self, graph: str) -> int:
        return int(self._rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", graph)[0]["n"].value)

    def _rows(self, query: str, graph: str = "") -> list[ox.QuerySolution]:
        dataset = ((graph,), (NOTHING,)) if graph else ((), ())
        result = self._client.query(check_query(query), *dataset)
        if not isinstance(result, ox.QuerySolutions):
            raise self._client.broken(TypeError("SELECT"))
        return list(result)
