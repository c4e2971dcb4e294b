"""Updates: what reaches out is refused, and the dataset of a request is written out in them."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.update_text import MAX_UPDATE_CHARS, check_update
from ontology.errors import QueryLimitError, QueryRefusedError, QuerySyntaxError, StoreError

G, H = "http://a/g", "http://a/h"


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1/>",
        "load silent <http://127.0.0.1/> INTO GRAPH <http://a/g>",
        "CLEAR ALL ; LOAD <http://127.0.0.1/>",
        "PREFIX x: <http://127.0.0.1/> LOAD x:y",
        "BASE <http://127.0.0.1/> LOAD#\n<x>",
        "PREFIX : <http://127.0.0.1/> LOAD:x",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "INSERT DATA { <a:b> <a:b> '<a' } ; LOAD <http://127.0.0.1/> #'",
    ],
)
def test_whatever_reaches_out_is_refused(text: str) -> None:
    with pytest.raises(QueryRefusedError, match=r"Regel \d+, kolom \d+: (LOAD|SERVICE)"):
        check_update(text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:b> <a:b> 'LOAD <http://x/>' }",
        "INSERT DATA { <http://x/LOAD> <a:b> 1 } # LOAD <http://x/>",
        "INSERT { ?load ?p ?payload } WHERE { ?load ?p ?payload }",
        "PREFIX ex: <http://x/> INSERT DATA { ex:load ex:download 1 }",
        "",
        "PREFIX ex: <http://x/>",
        "CLEAR ALL ;",
    ],
)
def test_what_only_looks_like_it_is_let_through(text: str) -> None:
    assert check_update(text).text == text
    ox.Store().update(text)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("SELECT * { }", 1, 1), ("CLEAR ALL ;\n ASK {}", 2, 2), ("{ }", 1, 1), ("INSERT DATA { 'a }", 1, 15)],
)
def test_what_is_no_update_is_a_syntax_error_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        check_update(text)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_an_update_that_is_too_long_is_refused() -> None:
    with pytest.raises(QueryLimitError, match="rdf-graph-store"):
        check_update("#" * (MAX_UPDATE_CHARS + 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT DATA { <a:b> <a:c> 1 }", "INSERT DATA { <a:b> <a:c> 1 }"),
        ("CLEAR DEFAULT", "CLEAR DEFAULT"),
        ("DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }",
         f"DELETE {{ ?s ?p 1 }} INSERT {{ ?s ?p 2 }} USING <{G}> WHERE {{ ?s ?p 1 }}"),
        ("DELETE WHERE { ?s ?p 'WHERE {' }",
         f"DELETE {{ ?s ?p 'WHERE {{' }} USING <{G}> WHERE {{ ?s ?p 'WHERE {{' }}"),
        ("PREFIX x: <x:> INSERT { ?s x:where 1 } where { ?s ?p 1 } ; CLEAR ALL",
         f"PREFIX x: <x:> INSERT {{ ?s x:where 1 }} USING <{G}> where {{ ?s ?p 1 }} ; CLEAR ALL"),
        ("CLEAR ALL ; DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }",
         f"CLEAR ALL ; DELETE {{ ?s ?p 1 }} USING <{G}> WHERE {{ ?s ?p 1 }}"),
    ],
)  # fmt: skip
def test_dataset_stands_before_each_where(text: str, expected: str) -> None:
    assert check_update(text, [G]).text == expected
    assert check_update(text, [G]).original == text


@pytest.mark.parametrize(
    "text",
    [
        "WITH <x:g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }",
        "INSERT { ?s ?p 1 } USING <x:g> WHERE { ?s ?p 1 }",
        "CLEAR ALL ; INSERT { ?s ?p 1 } USING NAMED <x:g> WHERE { ?s ?p 1 }",
    ],
)
def test_two_datasets_at_once_are_refused(text: str) -> None:
    assert check_update(text).text == text
    with pytest.raises(QueryRefusedError, match="noemt zelf al grafen"):
        check_update(text, [], [G])


def test_two_default_graphs_in_the_text_are_refused() -> None:
    one = "INSERT { ?s ?p ?n } USING <x:g> USING NAMED <x:h> USING NAMED <x:i> WHERE { ?s ?p ?n }"
    assert check_update(one).text == one
    several = "CLEAR ALL ; INSERT { ?s ?p ?n } USING <x:g> USING <x:h> WHERE { ?s ?p ?n }"
    with pytest.raises(QueryRefusedError, match="Regel 1, kolom 45: twee keer USING"):
        check_update(several)


@pytest.mark.parametrize("iri", ["x> WHERE {} ; DROP ALL ; INSERT {} USING <y", "a b", "", "a\nb"])
def test_name_of_a_graph_ends_no_iri(iri: str) -> None:
    with pytest.raises(QuerySyntaxError, match="geen IRI"):
        check_update("INSERT { ?s ?p 1 } WHERE { ?s ?p 1 }", [iri])


def test_statement_that_two_default_graphs_share_counts_once() -> None:
    store = ox.Store()
    for graph in (G, H):
        store.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <a:b> <a:c> 1 }} }}")
    counting = "INSERT { <a:b> <a:n> ?n } WHERE { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }"
    store.update(check_update(f"CREATE GRAPH <a:x> ; {counting} ; CLEAR GRAPH <a:x>", [G, H, G]).text)
    assert [str(quad.object.value) for quad in store.quads_for_pattern(None, ox.NamedNode("a:n"), None)] == [
        "1"
    ]
    assert {graph.value for graph in store.named_graphs()} == {G, H, "a:x"}


@given(st.text(alphabet="LOADload <>x:'\"{}#;\n?", max_size=40))
def test_any_text_is_checked_or_refused_with_an_error_of_ours(text: str) -> None:
    with suppress(StoreError):
        check_update(text, [G, H], [G])
