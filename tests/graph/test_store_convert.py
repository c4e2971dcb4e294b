"""Terms survive the way into the engine and back."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, BNode, Literal, URIRef

from graph.store.convert import from_ox, from_ox_quad, sparql_text, to_ox, to_ox_quad
from graph.store.interface import DEFAULT_GRAPH, Node
from ontology.errors import StoreError

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
iris = st.from_regex(r"https?://[a-z0-9.]{1,20}/[A-Za-z0-9éï'()_~/-]{0,30}(#[a-z]{0,8})?", fullmatch=True)
languages = st.sampled_from(["nl", "en", "fy", "nl-be", "de-ch-1996"])
datatypes = st.sampled_from(
    [XSD.date, XSD.integer, XSD.gYear, XSD.decimal, URIRef("https://example.org/eigen")]
)
terms = st.one_of(
    iris.map(URIRef),
    st.from_regex(r"[A-Za-z0-9]{1,12}", fullmatch=True).map(BNode),
    texts.map(Literal),
    st.builds(Literal, texts, lang=languages),
    st.builds(lambda text, datatype: Literal(text, datatype=datatype, normalize=False), texts, datatypes),
)


@given(terms)
def test_term_comes_back_as_it_went(term: Node) -> None:
    back = from_ox(to_ox(term))
    assert back == term
    assert (type(back), str(back)) == (type(term), str(term))
    if isinstance(back, Literal) and isinstance(term, Literal):
        assert (back.datatype, back.language) == (term.datatype, term.language)


@given(st.one_of(iris.map(URIRef), texts.map(Literal), st.builds(Literal, texts, lang=languages)))
def test_term_written_in_a_query_is_read_as_that_term(term: Node) -> None:
    (solution,) = ox.Store().query(f"SELECT ?t {{ VALUES ?t {{ {sparql_text(term)} }} }}")
    assert from_ox(solution["t"]) == term


def test_plain_and_typed_string_are_one_term() -> None:
    assert from_ox(to_ox(Literal("a", datatype=XSD.string))) == Literal("a")


def test_lexical_form_of_the_engine_is_kept() -> None:
    assert str(from_ox(ox.Literal("01", datatype=ox.NamedNode(XSD.integer)))) == "01"


@pytest.mark.parametrize("term", [URIRef("geen iri"), URIRef("http://a b"), BNode("a b"), Literal("\ud800")])
def test_term_that_no_graph_can_hold_is_refused(term: Node) -> None:
    with pytest.raises(StoreError, match="kan niet in de graaf staan"):
        to_ox(term)


def test_statement_about_a_statement_is_refused() -> None:
    node = ox.NamedNode("https://example.org/a")
    with pytest.raises(StoreError, match=r"RDF 1\.2"):
        from_ox(ox.Triple(node, node, node))


@given(iris.map(URIRef), iris.map(URIRef), terms, st.one_of(st.just(DEFAULT_GRAPH), iris.map(URIRef)))
def test_quad_comes_back_as_it_went(subject: URIRef, predicate: URIRef, obj: Node, graph: URIRef) -> None:
    quad = (subject, predicate, obj, graph)
    assert from_ox_quad(to_ox_quad(quad)) == quad
