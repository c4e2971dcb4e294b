"""Where a mistake in a query is said to be."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph.store.answering import run_query, syntax_error
from ontology.errors import QuerySyntaxError


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT * { é }", 1, 12),
        ("SELECT *\nWHERE {\n  <relatief> ?p ?o }", 3, 3),
        ("SELECT * { ?s ?p ?o } LIMIT tien", 1, 29),
        ("SELECT * { ?s ?p ?o } ; LOAD <http://a/>", 1, 23),
        ("onzin", 1, 1),
        ("SELECT ?s WHERE { ?s ?p }", 1, 19),
        ("SELECT * { ?s ?p ?o }\nLIMIT 10\nonzin", 3, 1),
        ("ASK { ?s ?p 'x'@nl-onzinnigewoord }", 1, 34),
    ],
)
def test_place_of_a_mistake_is_where_it_was_made(query: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        run_query(ox.Store(), query)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_reason_that_a_reader_understands_is_kept() -> None:
    with pytest.raises(QuerySyntaxError, match="IRI is onleesbaar of niet volledig"):
        run_query(ox.Store(), "ASK { <relatief-adres> ?p ?o }")
    with pytest.raises(QuerySyntaxError, match="variabele die nergens een waarde krijgt"):
        run_query(ox.Store(), "SELECT (COUNT(*) AS ?s) ?p { ?s ?p ?o }")


def test_message_without_a_place_is_passed_on() -> None:
    error = syntax_error("ASK {}", "iets anders")
    assert (error.line, error.message) == (0, "Dit is geen SPARQL (iets anders). Verbeter de vraag.")


def test_place_before_a_line_end_is_found_back() -> None:
    error = syntax_error("ASK { é\n}\n", "error at 3:5: expected OPTIONAL")
    assert (error.line, error.column) == (1, 7)
