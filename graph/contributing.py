"""Finds which named graphs an answer may rest on: those that say something of what it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from rdflib import RDF, URIRef

from graph.containment import CheckedQuery
from graph.query_lexer import Readings
from graph.query_names import read_names
from graph.store.interface import GraphStore

MAX_THINGS: Final = 5_000
"""An answer that names more is taken to be about everything."""
_BATCH: Final = 500
_UNSAFE: Final = frozenset('<>"{}|^`\\ \t\r\n')


def contributing_graphs(
    store: GraphStore, query: str, things: Collection[str] | None, *, base_iri: str = ""
) -> list[URIRef]:
    """Give the named graphs that say something, with a property of *query*, of a thing that it is about.

    More graphs may be named than the answer rests on, and none too few as long as *things* holds every thing
    that the query met. Where that is not known, as for a count, it is about everything with these properties,
    and for its type about the classes that it names.

    >>> from graph.store import open_store
    >>> contributing_graphs(open_store("oxigraph-memory:"), "SELECT * { ?s a skos:Concept }", None)
    []

    :param things: IRIs that the variables of the query stand for; None if that is not known
    :param base_iri: against which relative IRIs in the query are read
    """
    named = _named_in(query, base_iri)
    properties = _that_are_properties(store, named)
    others = [iri for iri in named if iri not in properties]
    if things is None or len(things) > MAX_THINGS:
        return _sorted(_about_anything(store, properties, others))
    met = list(dict.fromkeys((*things, *others)))
    return _sorted(graph for some in _batches(met) for graph in _about(store, some, properties))


def expanded(query: CheckedQuery) -> str | None:
    """Rewrite a SELECT so that its answer holds everything that it met, not only what it shows.

    >>> from graph.containment import check_query
    >>> expanded(check_query("SELECT DISTINCT ?b WHERE { ?a ?p ?b }"))
    'SELECT * WHERE { ?a ?p ?b }'
    >>> expanded(check_query("SELECT (COUNT(*) AS ?n) { ?a ?p ?b } GROUP BY ?a")) is None
    True

    :returns: None where that cannot be done: it counts, or takes only some of what it met
    """
    tokens = list(Readings(query.text).preferred())
    words = [token.text.casefold() if token.kind == "word" else token.text for token in tokens]
    if query.form != "select" or words.count("select") > 1 or {"group", "having", "exists"} & set(words):
        return None
    start = words.index("select") + 1
    end = next(at for at in range(start, len(words)) if words[at] in {"where", "from", "{"})
    shown = words[start:end]
    if "(" in shown or ({"distinct", "reduced"} & set(shown) and {"limit", "offset"} & set(words)):
        return None
    return f"{query.text[: tokens[start].start]}* {query.text[tokens[end].start :]}"


def _named_in(query: str, base_iri: str) -> list[str]:
    tokens = list(Readings(query).preferred())
    names = read_names(tokens, base=base_iri)
    types = (str(RDF.type) for token in tokens if token.kind == "word" and token.text == "a")
    found = [*map(names.iri_of, tokens), *types]
    return [iri for iri in dict.fromkeys(found) if ":" in iri and not set(iri) & _UNSAFE]


def _that_are_properties(store: GraphStore, iris: Iterable[str]) -> list[str]:
    query = f"SELECT DISTINCT ?p {{ {_values('p', iris)} FILTER EXISTS {{ ?s ?p ?o }} }}"
    return [str(row["p"]) for row in store.select(query)]


def _about_anything(
    store: GraphStore, properties: Collection[str], others: Collection[str]
) -> Iterator[URIRef]:
    classes = [one for one in others if store.ask("ASK { ?s a ?c }", {"c": URIRef(one)})]
    with_class = str(RDF.type) in properties and bool(classes)
    free = [one for one in properties if not (with_class and one == str(RDF.type))]
    patterns = []
    if free or not properties:
        patterns.append((_values("p", free) if free else "") + " GRAPH ?g { ?s ?p ?o }")
    if with_class:
        patterns.append(f"{_values('c', classes)} GRAPH ?g {{ ?s a ?c }}")
    for pattern in patterns:
        for row in store.select(f"SELECT DISTINCT ?g {{ {pattern} }}"):
            yield URIRef(str(row["g"]))


def _about(store: GraphStore, things: Iterable[str], properties: Collection[str]) -> Iterator[URIRef]:
    values = _values("p", properties) if properties else ""
    either = "{ GRAPH ?g { ?t ?p ?o } } UNION { GRAPH ?g { ?s ?p ?t } }"
    for row in store.select(f"SELECT DISTINCT ?g {{ {_values('t', things)} {values} {either} }}"):
        yield URIRef(str(row["g"]))


def _values(variable: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{variable} {{ {' '.join(f'<{iri}>' for iri in iris if not set(iri) & _UNSAFE)} }}"


def _batches(things: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(things), _BATCH):
        yield things[start : start + _BATCH]


def _sorted(graphs: Iterable[URIRef]) -> list[URIRef]:
    return sorted(set(graphs))
