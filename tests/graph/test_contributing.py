"""Which graphs an answer may rest on: too many now and then, too few never."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from graph.containment import check_query
from graph.contributing import contributing_graphs, expanded
from graph.store.oxigraph_store import OxigraphStore

TRIG = """
PREFIX : <http://e/>
:names { :a :name "A" . :b :name "B" . :c :name "C" }
:links { :a :link :m . :m :leads :b }
:others { :c :link :d . :c a :Thing }
:kinds { :a a :Thing . :b a :Other }
"""


@pytest.fixture
def store() -> Iterator[OxigraphStore]:
    engine = ox.Store()
    engine.load(TRIG.encode(), format=ox.RdfFormat.TRIG)
    # As in an edition: the default graph holds what all the others say.
    engine.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in engine])
    with OxigraphStore(engine) as store:
        yield store


def found(store: OxigraphStore, query: str, things: list[str] | None) -> set[str]:
    text = f"PREFIX : <http://e/> {query}"
    full = None if things is None else [f"http://e/{thing}" for thing in things]
    return {
        str(graph).removeprefix("http://e/")
        for graph in contributing_graphs(store, text, full, base_iri="http://e/sparql")
    }


@pytest.mark.parametrize(
    ("query", "things", "graphs"),
    [
        ("SELECT * { ?s :name ?n }", ["a"], {"names"}),
        ("SELECT * { :a :link ?m . ?m :leads ?x . ?x :name ?n }", ["m", "b"], {"names", "links"}),
        ("SELECT * { ?s a :Thing ; :name ?n }", ["a", "c"], {"names", "others", "kinds"}),
        ("SELECT * { ?s a :Thing }", ["a"], {"others", "kinds"}),
        ("SELECT * { :a ?p ?o }", ["m"], {"names", "links", "kinds"}),
        # The same in each way in which a query can write an IRI.
        ("SELECT ?n { :a :name ?n }", [], {"names"}),
        ("BASE <http://e/> SELECT ?n { <a> <name> ?n }", [], {"names"}),
        ("SELECT ?n { <a> <name> ?n }", [], {"names"}),
        (r"SELECT ?n { <http://e/\u0061> :name ?n }", [], {"names"}),
        (r"PREFIX x: <http:> SELECT ?n { x:\/\/e\/a :name ?n }", [], {"names"}),
        ("SELECT (COUNT(*) AS ?n) { ?s :link ?o }", None, {"links", "others"}),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Other }", None, {"kinds"}),
        ("ASK { ?s ?p ?o }", None, {"names", "links", "others", "kinds"}),
        ("SELECT * { ?s :nowhere ?o }", [], set()),
        ("SELECT * { ?s <http://e/name> ?o FILTER(?o != ' <http://e/link> ') } # :leads", ["b"], {"names"}),
    ],
)
def test_graphs_are_those_that_say_something_of_it(
    store: OxigraphStore, query: str, things: list[str] | None, graphs: set[str]
) -> None:
    assert found(store, query, things) == graphs


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?a WHERE { ?a ?b ?c }", "SELECT * WHERE { ?a ?b ?c }"),
        (
            "PREFIX x: <x:> SELECT DISTINCT ?a FROM <x:g> { ?a ?b ?c }",
            "PREFIX x: <x:> SELECT * FROM <x:g> { ?a ?b ?c }",
        ),
        ("SELECT ?a { ?a ?b ?c } ORDER BY ?c LIMIT 3", "SELECT * { ?a ?b ?c } ORDER BY ?c LIMIT 3"),
        ("SELECT DISTINCT ?a { ?a ?b ?c } LIMIT 3", None),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c }", None),
        ("SELECT ?a { ?a ?b ?c } GROUP BY ?a", None),
        ("SELECT ?a { { SELECT ?a { ?a ?b ?c } } }", None),
        ("SELECT ?a { ?a ?b ?c FILTER NOT EXISTS { ?a ?d ?e } }", None),
        ("ASK { ?a ?b ?c }", None),
        ("CONSTRUCT WHERE { ?a ?b ?c }", None),
    ],
)
def test_select_is_widened_where_it_then_holds_all_that_it_met(query: str, expected: str | None) -> None:
    assert expanded(check_query(query)) == expected
